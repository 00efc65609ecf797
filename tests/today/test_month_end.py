"""In the first days of a month Today tells of the end of the month before."""

from datetime import UTC, datetime

import pytest
from billable import billable
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from windows import seen

from clinic_desktop.clinic import Clinic
from clinic_desktop.month_end.rules.spans import FIRST_DAYS
from clinic_desktop.store.clock import Clock
from ui.session import Session
from ui.today.page import TodayPage


@pytest.mark.parametrize(("day", "is_told"), [(1, True), (FIRST_DAYS, True), (FIRST_DAYS + 1, False)])
def test_the_month_before_is_told_of_for_some_days(qtbot: QtBot, clinic: Clinic, day: int, is_told: bool) -> None:
    billable(clinic)
    clinic.clock = Clock(datetime(2026, 12, day, 17, 30, tzinfo=UTC))
    session = Session(clinic)
    page = TodayPage(session)
    qtbot.addWidget(page)
    page.show()
    assert ("Month end of November 2026" in seen(page)) == is_told
    assert "2 visits wait for a superbill" in seen(page)
    asked: list[tuple[str, str]] = []
    session.asked_for.connect(lambda place, part: asked.append((place, part)))
    for made in page.findChildren(QPushButton):
        if made.text() == "Open month end":
            made.click()
    assert asked == ([("superbills", "month-end")] if is_told else [])


def test_a_month_without_visits_is_not_told_of(qtbot: QtBot, clinic: Clinic) -> None:
    billable(clinic)
    clinic.clock = Clock(datetime(2027, 1, 2, 17, 30, tzinfo=UTC))
    page = TodayPage(Session(clinic))
    qtbot.addWidget(page)
    page.show()
    assert "Month end of" not in seen(page)
