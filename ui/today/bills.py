"""Visits that wait for a superbill or a statement, and in the first days of a month its end."""

from datetime import date

from PySide6.QtWidgets import QWidget

from clinic_desktop.month_end.rules.spans import FIRST_DAYS, last_span
from clinic_desktop.superbills.model.issued import Waiting, waits_since
from clinic_desktop.superbills.queries.ready import waiting
from clinic_desktop.values import money
from clinic_desktop.wording import say, say_many
from ui.kit.buttons import button
from ui.kit.layout import card
from ui.kit.picture import picture
from ui.session import Session
from ui.today.lines import line, told
from ui.today.month_end import MonthEndLine, MonthLook


def bills_card(session: Session, today: date, look: MonthLook | None) -> QWidget | None:
    """How many visits wait, and the way to them; None where none does. In the first days of a month those of the month
    before come first, as `look` finds them: they are issued in one go."""
    read = session.clinic.read
    found = waiting(read, waits_since(today))
    lines: list[QWidget] = []
    if today.day <= FIRST_DAYS:
        month = last_span("month", today)
        before = waiting(read, month.first, month.last)
        if before.visits:
            lines.append(MonthEndLine(session, look, month, (_visits(before), _clients(before))))
    if found.visits:
        there = button(say("Open superbills"), lambda: session.go("superbills"))
        lines.append(line(told(_visits(found), _clients(found)), there, picture("superbills")))
    return card(say("Superbills"), *lines) if lines else None


def _visits(found: Waiting) -> str:
    if not found.statements:
        return say_many("{count} visit waits for a superbill", "{count} visits wait for a superbill", found.visits)
    if found.statements == found.visits:
        return say_many("{count} visit waits for a statement", "{count} visits wait for a statement", found.visits)
    return say("{count} visits wait for superbills and statements", count=found.visits)


def _clients(found: Waiting) -> str:
    return say_many("Of {count} client, {amount}", "Of {count} clients, {amount}", found.clients,
                    amount=money.shown(found.charged_cents))  # fmt: skip
