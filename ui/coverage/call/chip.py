"""In the head of a chart: the calls that go on, each a way back to its sheet."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.cases.model import CaseRow
from clinic_desktop.coverage.rules.calls import CALL_FORMS, call_form
from clinic_desktop.coverage.rules.running import running_of
from clinic_desktop.wording import say
from ui.coverage.call.keeper import since_words
from ui.kit.buttons import button
from ui.kit.text import isolated
from ui.session import Session


def call_chips(session: Session, cases: Sequence[CaseRow], go: Callable[[str], object]) -> list[QWidget]:
    """One for each of these cases whose plan somebody is calling, or whose call is not logged yet."""
    drafts = session.clinic.drafts
    names = set(drafts.names(CALL_FORMS))
    chips: list[QWidget] = []
    for case in cases:
        body = drafts.kept(call_form(case.id)) if call_form(case.id) in names else None
        if body:
            since = since_words(running_of(body))
            chip = button(since, partial(go, f"of/{case.id}/wizard/call"))
            chip.setProperty("look", "chip")
            chip.setAccessibleName(
                say("{call}: go to the call sheet of {case}", call=since, case=isolated(case.reason))
            )
            chips.append(chip)
    return chips
