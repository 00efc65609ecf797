"""The end of a month, through the real window: told of by Today, looked through, put right, issued, in a folder."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from billable import billable_client, ready_clinic, ready_visit
from making import press
from month_ends import plain_visit
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import seen, type_in

from clinic_desktop.store.clock import Clock
from ui.main_window import MainWindow
from ui.month_end.page import MonthEndPage


@pytest.fixture
def december(main: MainWindow) -> MainWindow:
    """In the first days of December: Ada's superbill is ready, and of Dora's two visits one has no note."""
    clinic = main.session.clinic
    clinic.clock = Clock(datetime(2026, 12, 3, 17, 30, tzinfo=UTC))
    ready_clinic(clinic)
    ready_visit(clinic, billable_client(clinic, "Ada").case, "11/10/2026")
    dora = billable_client(clinic, "Dora").case
    ready_visit(clinic, dora, "11/10/2026")
    plain_visit(clinic, dora, "11/12/2026")
    main.go("today")
    return main


def tabs(page: MonthEndPage) -> list[str]:
    QApplication.processEvents()
    return [made.text() for made in page.groups.tabs.values() if not made.isHidden()]


def opened(qtbot: QtBot, main: MainWindow) -> MonthEndPage:
    """The month end, from Today."""
    assert "Month end of November 2026" in seen(main)
    assert "3 visits wait for a superbill" in seen(main)
    press(qtbot, main, "Open month end")
    (page,) = main.page("superbills").findChildren(MonthEndPage)
    assert tabs(page) == ["Ready: 1", "To fix: 1", "Skipped: 0", "Issued: 0"]
    return page


def test_from_today_to_the_folder(qtbot: QtBot, december: MainWindow, tmp_path: Path) -> None:
    page = opened(qtbot, december)
    press(qtbot, page, "To fix: 1")
    press(qtbot, page, "Sign the note")
    type_in(december, subjective="Stiff", objective="Tone", assessment="Eased", plan="Again")
    press(qtbot, december, "Sign note")
    # The window comes back by itself, to the same line.
    current = page.groups.current()
    assert page.isVisible() and current and "Dora" in current.client_name
    press(qtbot, page, "Issue anyway")
    type_in(page, reason="Pays on Friday")
    press(qtbot, page, "Keep reason")
    assert tabs(page)[:2] == ["Ready: 2", "To fix: 0"]
    press(qtbot, page, "Issue 2 superbills")
    assert page.banner.words() == "2 documents were issued."
    press(qtbot, page, "Hand out 2 superbills")
    assert page.papers
    page.papers.save_to(tmp_path)
    assert sorted(one.name for one in (tmp_path / "2026-11 month end").iterdir()) == [
        *("list.csv", "print-run.pdf", "superbill-1001.pdf", "superbill-1002.pdf"),
    ]
    december.go("today")
    assert "Month end of" not in seen(december)


def test_the_rest_is_issued_without_the_visit_in_the_way(qtbot: QtBot, december: MainWindow) -> None:
    page = opened(qtbot, december)
    press(qtbot, page, "To fix: 1")
    press(qtbot, page, "Issue without the visit of 12 Nov 2026")
    assert page.banner.words() == "1 document was issued."
    assert tabs(page) == ["Ready: 1", "To fix: 1", "Skipped: 0", "Issued: 1"]
    press(qtbot, page, "To fix: 1")
    row = page.groups.current()
    assert row and len(row.visits) == 1
    # Without its only visit nothing is left of it.
    assert not any("Issue without" in made.text() for made in page.findChildren(type(page.issue)) if made.isVisible())
