"""The pictures of the month end: its groups, what is handed out of it, and a month without visits."""

from collections.abc import Iterator
from datetime import timedelta

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from scenes_clients import press

from clinic_desktop.month_end.model import Fate
from clinic_desktop.month_end.rules.spans import month_of
from ui.main_window import MainWindow
from ui.month_end.page import MonthEndPage

Scene = tuple[str, QWidget]
# The cases are looked through, and the paper is made a moment later.
_WAIT_MILLISECONDS = 300
_MOST_WAITS = 100


def month_end_scenes(main: MainWindow) -> Iterator[Scene]:
    """The last month, and the one that is not over; what is handed out, labels too; receipts of a year."""
    main.go("superbills", "month-end")
    page = _page(main)
    _settle(page)
    today = main.session.clinic.clock.today()
    page.bar.set_span("month", month_of(today - timedelta(1)))
    _settle(page)
    yield "month-end", main
    groups: tuple[Fate, ...] = ("fix", "skipped", "issued")
    for fate in groups:
        page.groups.go_to(fate)
        QTest.qWait(_WAIT_MILLISECONDS)
        yield f"month-end-{fate}", main
    page.groups.go_to("fix")
    press(main, "Leave out of month ends")
    QApplication.processEvents()
    yield "month-end-leave-out", main
    press(main, "Cancel")
    page.bar.set_span("month", month_of(month_of(today).first - timedelta(40)))
    _settle(page)
    page.groups.go_to("issued")
    QTest.qWait(_WAIT_MILLISECONDS)
    yield "month-end-issued-rows", main
    press(main, page.hand_out.text())
    QTest.qWait(_WAIT_MILLISECONDS * 3)
    yield "month-end-out", main
    assert page.papers
    page.papers.how.set_value("labels")
    page.papers.shows.set_value("labels")
    QTest.qWait(_WAIT_MILLISECONDS * 3)
    yield "month-end-labels", main
    press(page.papers, "Month end")
    press(main, "Other days")
    QApplication.processEvents()
    yield "month-end-days", main
    page.bar.set_span("year", month_of(today))
    _settle(page)
    yield "month-end-year", main


def empty_month_end_scenes(main: MainWindow) -> Iterator[Scene]:
    """A clinic without visits."""
    main.go("superbills", "month-end")
    _settle(_page(main))
    yield "month-end-empty", main


def _page(main: MainWindow) -> MonthEndPage:
    (found,) = main.page("superbills").findChildren(MonthEndPage)
    return found


def _settle(page: MonthEndPage) -> None:
    """Wait until the cases are looked through and the paper is there."""
    for _ in range(_MOST_WAITS):
        QTest.qWait(_WAIT_MILLISECONDS // 10)
        if page.found.rows:
            break
    QTest.qWait(_WAIT_MILLISECONDS)
