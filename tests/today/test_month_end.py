"""In the first days of a month Today tells of the end of the month before, and looks through it beside the window."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from billable import billable, billable_client, issue
from factories import VISIT, new_visit
from held_jobs import HeldJobs
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from windows import seen

from clinic_desktop.clinic import Clinic
from clinic_desktop.month_end.rules.spans import FIRST_DAYS
from clinic_desktop.store.clock import Clock
from clinic_desktop.visits.model import VisitId
from ui.codes.shelf import Shelf
from ui.month_end.page import MonthEndPage
from ui.session import Session
from ui.superbills.page import SuperbillsPage
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


class Looked:
    """Today on 2 December, where a job waits until it is let go, and what its links asked for."""

    def __init__(self, qtbot: QtBot, clinic: Clinic, codes: Path) -> None:
        _, self.visits = billable(clinic)
        # Of another client: nobody signed, and nobody paid.
        new_visit(clinic, billable_client(clinic, "Bo").case, VISIT)
        clinic.clock = Clock(datetime(2026, 12, 2, 17, 30, tzinfo=UTC))
        self.clinic, self.session, self.jobs = clinic, Session(clinic), HeldJobs()
        self.shelf = Shelf(self.session, self.jobs, codes)
        self.page = TodayPage(self.session, self.jobs, self.shelf)
        assert self.page._month
        self.page._month._begin.setInterval(0)
        self.asked: list[str] = []
        self.session.asked_for.connect(lambda _, part: self.asked.append(part))
        qtbot.addWidget(self.page)
        self.page.show()

    def links(self) -> list[str]:
        """What the line about the month says in the place of the counts."""
        # What was made anew is seen a moment later.
        QApplication.processEvents()
        QApplication.processEvents()
        made = [one for one in self.page.findChildren(QPushButton) if one.isVisible()]
        return [one.text() for one in made if "Month end of November 2026" in one.accessibleName()]


@pytest.fixture
def looked(qtbot: QtBot, clinic: Clinic, codes_file: Path) -> Looked:
    return Looked(qtbot, clinic, codes_file.parent)


def test_how_much_is_ready_and_how_much_is_to_fix_leads_there(looked: Looked, qtbot: QtBot) -> None:
    # The page is there before anything was looked through.
    assert looked.links() == [] and "Looking through the cases…" in seen(looked.page)
    assert looked.jobs.go() == ["Looking through the cases"]
    assert looked.links() == ["1 ready", "1 to fix"]
    for made in looked.page.findChildren(QPushButton):
        if made.text() in ("1 ready", "1 to fix"):
            made.click()
    assert looked.asked == ["month-end/ready", "month-end/fix"]
    place = SuperbillsPage(looked.session, looked.jobs, lambda: MonthEndPage(looked.session, looked.jobs, looked.shelf))
    qtbot.addWidget(place)
    for part in looked.asked:
        place.open_part(part)
        looked.jobs.go()
        (month,) = place.findChildren(MonthEndPage)
        assert [one.fate for one in month.groups.rows()] == [part.removeprefix("month-end/")]
    # Other days were looked at meanwhile: Today means the month before.
    press = next(one for one in month.findChildren(QPushButton) if one.text() == "Earlier")
    press.click()
    place.open_part("month-end/fix")
    looked.jobs.go()
    assert month.bar.span.first.month == 11 and [one.fate for one in month.groups.rows()] == ["fix"]


def test_tab_goes_through_what_was_found_where_it_stands(looked: Looked) -> None:
    QApplication.processEvents()
    looked.jobs.go()
    for _ in ("as it came", "as it was read again"):
        assert looked.links() == ["1 ready", "1 to fix"]
        first = next(
            one for one in looked.page.findChildren(QPushButton) if one.text() == "1 ready" and one.isVisible()
        )
        order: list[str] = []
        following: QWidget = first
        while len(order) < 4:
            if isinstance(following, QPushButton) and following.isVisible():
                order.append(following.text())
            following = following.nextInFocusChain() or first
        assert order == ["1 ready", "1 to fix", "Open month end", "Open superbills"]
        looked.page.reload()


def test_an_old_number_is_never_shown_for_a_new_one(looked: Looked) -> None:
    QApplication.processEvents()
    looked.jobs.go()
    assert looked.links() == ["1 ready", "1 to fix"]
    issue(looked.clinic, [VisitId(one) for one in looked.visits])
    assert looked.links() == [] and "Looking through the cases…" in seen(looked.page)
    looked.jobs.go()
    # All of it is out, and only what is to fix waits.
    assert looked.links() == ["1 to fix"] and "Nothing ready" in seen(looked.page)
    # Read again for another reason it is still known.
    looked.page.reload()
    assert looked.links() == ["1 to fix"] and looked.jobs.waiting == []


def test_out_of_sight_it_is_left_alone_and_goes_on_later(looked: Looked) -> None:
    QApplication.processEvents()
    ((job, _),) = looked.jobs.waiting
    # Another change of the page is no reason to begin again.
    looked.page.reload()
    QApplication.processEvents()
    assert len(looked.jobs.waiting) == 1 and not job.progress.is_stopped
    looked.page.hide()
    QApplication.processEvents()
    assert job.progress.is_stopped
    looked.jobs.go()
    looked.page.show()
    QApplication.processEvents()
    looked.jobs.go()
    assert looked.links() == ["1 ready", "1 to fix"]


def test_stopped_by_hand_it_says_so(looked: Looked) -> None:
    QApplication.processEvents()
    ((job, _),) = looked.jobs.waiting
    job.stop()
    looked.jobs.go()
    assert "Not all cases were looked through." in seen(looked.page)
    assert looked.links() == ["Look again"]
    next(one for one in looked.page.findChildren(QPushButton) if one.text() == "Look again").click()
    looked.jobs.go()
    assert looked.links() == ["1 ready", "1 to fix"]
