"""The keyboard goes through the month end as one reads it."""

from pathlib import Path

from month_ends import full_clinic
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import press

from clinic_desktop.clinic import Clinic
from ui.codes.shelf import Shelf
from ui.jobs import InlineJobs
from ui.month_end.page import MonthEndPage
from ui.session import Session


def test_what_is_done_about_one_comes_before_what_is_done_about_all(
    qtbot: QtBot, clinic: Clinic, codes_file: Path
) -> None:
    full_clinic(clinic)
    session = Session(clinic)
    jobs = InlineJobs(session)
    page = MonthEndPage(session, jobs, Shelf(session, jobs, codes_file.parent))
    qtbot.addWidget(page)
    page.resize(1200, 670)
    page.show()
    page.activateWindow()
    press(qtbot, page, "Later")
    QApplication.processEvents()
    page.groups.table.setFocus()
    gone_to = []
    for _ in range(30):
        QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if isinstance(focused, QPushButton):
            gone_to.append(focused.text())
        if focused is page.issue:
            break
    assert gone_to[:2] == ["Not now", "Open the case"] and gone_to[-1] == page.issue.text()
