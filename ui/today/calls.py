"""Calls to a plan that go on, or were typed in and not logged."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.coverage.queries.called import cases_called
from clinic_desktop.coverage.rules.calls import CALL_FORMS
from clinic_desktop.coverage.rules.running import RunningCall, running_of
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.wording import say
from ui.coverage.call.keeper import since_words
from ui.kit.buttons import button
from ui.kit.layout import card
from ui.session import Session
from ui.today.lines import line, own, told


def names_of_calls(session: Session) -> tuple[str, ...]:
    """The drafts of this person’s calls."""
    return session.clinic.drafts.names(CALL_FORMS)


def calls_going_on(session: Session) -> int:
    """How many calls of this person have their time counted now; 0 where the disk does not say."""
    drafts, running = session.clinic.drafts, list[RunningCall]()
    with suppress(StoreTrouble):
        running += [running_of(drafts.kept(name) or {}) for name in names_of_calls(session)]
    return sum(one.began is not None for one in running)


def calls_card(session: Session, go: Callable[[str], object]) -> QWidget | None:
    """One line a call; None without any."""
    drafts = session.clinic.drafts
    lines = []
    for one in cases_called(session.clinic.read, names_of_calls(session)):
        since = since_words(running_of(drafts.kept(one.form) or {}))
        act = button(say("Go on"), partial(go, f"{one.client}/of/{one.case}/wizard/call"))
        act.setAccessibleName(say("Go on with the call for {client}", client=one.client_name))
        lines.append(line(told(own(one.client_name), since, own(one.reason)), act))
    return card(say("On the phone"), *lines) if lines else None
