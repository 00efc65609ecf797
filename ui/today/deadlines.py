"""Deadlines of appeals: what has to be there, and what plans have to answer, the first on top."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.appeals.loader.due import MOST_DUE, open_steps, steps_due
from clinic_desktop.appeals.model import REMIND_DAYS, DueStep
from clinic_desktop.appeals.rules.words import day_words, due_words
from clinic_desktop.contacts.model import AHEAD_DAYS
from clinic_desktop.values import money
from clinic_desktop.wording import say
from ui.appeals.saving import DaysForCalendar
from ui.jobs import Jobs
from ui.kit.buttons import button
from ui.kit.layout import card, column, holder, row
from ui.kit.text import Chip, ChipText, Text, isolated
from ui.session import Session
from ui.today.lines import below, joined, line, more, own, titled

# A deadline that passes cannot be caught up on: more of them stand here than of other things.
_MOST_SHOWN = 6
# From the second reminder on it is a warning, from the last one on it stops everything else.
_SOON, _LAST = REMIND_DAYS[1], REMIND_DAYS[2]


def deadlines_card(session: Session, jobs: Jobs, today: date, go: Callable[[str], object]) -> QWidget | None:
    """One line a deadline, and below them what saves all days there are for a calendar; None without any. `go` leads to
    a part of the place of the clients."""
    found = steps_due(session.clinic.read, today)
    if not found:
        return None
    why = say(
        "Appeals that have to be there within {days} days, and answers that are due within {ahead}.",
        days=REMIND_DAYS[0],
        ahead=AHEAD_DAYS,
    )
    shown = [_line(one, today, go) for one in found[:_MOST_SHOWN]]
    rest = more(len(found), len(shown), MOST_DUE if len(found) == MOST_DUE else 0)
    days = DaysForCalendar(session, jobs, lambda: open_steps(session.clinic.read, today), "link")
    return card("", titled(say("Appeals"), why), *shown, *rest, holder(row(days, None)), gap=2)


def _line(one: DueStep, today: date, go: Callable[[str], object]) -> QWidget:
    amount = money.shown(one.amount_cents) if one.amount_cents else ""
    by = [Text(say("By {day}", day=day_words(one.due_on)))] if one.due_on else []
    words = below(Text(own(one.client_name), "strong"), *by, Text(joined(own(one.payer_name), amount), "muted"))
    chip = ChipText(due_words(one, today), _look(one, today))
    opens = button(say("Open denial"), partial(go, f"{one.client}/of/{one.case}/denial/{one.denial}"))
    facts = {"client": isolated(one.client_name), "what": due_words(one, today)}
    opens.setAccessibleName(say("Open denial: {what}, {client}", **facts))
    return line(words, holder(column(row(None, chip), row(None, opens), gap=1)))


def _look(one: DueStep, today: date) -> Chip:
    if one.due_on is None:
        return "warning"
    days = (one.due_on - today).days
    if one.kind in ("answer", "ask"):
        return "warning" if days < 0 else "plain"
    return "stop" if days <= _LAST else "warning" if days <= _SOON else "plain"
