"""A call goes on while the program is locked, closed, or at another page."""

from charting import plain_case
from fixed import PASSWORD
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import Starter, main_of, press, seen, signed_in

from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.queries.kept import benefit_call
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.chart.page import ChartPage
from ui.coverage.answers import AnswerButtons, TypedAnswer
from ui.coverage.call.step import CallStep
from ui.main_window import MainWindow


def sheet_of(main: MainWindow, case: int) -> CallStep:
    main.go("clients", f"1/of/{case}/wizard/call")
    QApplication.processEvents()
    found = main.findChildren(ChartPage)[-1].wizard.sheet("call")
    assert isinstance(found, CallStep)
    return found


def later(clinic: Clinic, seconds: int) -> None:
    from datetime import timedelta

    assert clinic.clock._fixed
    clinic.clock._fixed += timedelta(seconds=seconds)


def test_a_lock_stops_no_timer_and_takes_no_word(qtbot: QtBot, start: Starter, folder: ClinicFolder) -> None:
    app = start(folder.path)
    main = signed_in(app, PASSWORD)
    case = plain_case(main.session.clinic)
    sheet = sheet_of(main, case)
    sheet.begin()
    sheet.head.form.fields["reference"].set_value("C-20")
    massage = sheet.fields["benefit.massage_covered"].box
    assert isinstance(massage, AnswerButtons)
    massage.choose("yes")
    limit = sheet.fields["benefit.visit_limit"].box
    assert isinstance(limit, TypedAnswer)
    limit.line.setFocus()
    QTest.keyClicks(limit.line, "twen")
    main._lock()
    QApplication.processEvents()
    main = signed_in(app, PASSWORD)
    later(main.session.clinic, 252)
    main.go("today")
    QApplication.processEvents()
    assert "On the phone since" in seen(main_of(app).page("today"))
    press(qtbot, main.page("today"), "Go on")
    sheet = sheet_of(main, case)
    sheet._keeper.ticked.emit()
    assert sheet.head.timer.text() == "04:12"
    assert sheet.head.form.values()["reference"] == "C-20"
    assert sheet.fields["benefit.massage_covered"].value() == "yes"
    assert sheet.fields["benefit.visit_limit"].value() == "twen"
    assert [one for one in main.findChildren(QPushButton) if one.text().startswith("On the phone since")]
    sheet.fields["benefit.visit_limit"].set_value("")
    limit = sheet.fields["benefit.visit_limit"].box
    assert isinstance(limit, TypedAnswer)
    limit.line.setFocus()
    QTest.keyClicks(limit.line, "20")
    sheet.log()
    call = benefit_call(main.session.clinic.read, 1)
    assert (call.reference, call.seconds) == ("C-20", 252)
    assert call.answers == {"benefit.massage_covered": "true", "benefit.visit_limit": "20"}
    main.go("today")
    QApplication.processEvents()
    assert "On the phone" not in seen(main.page("today"))
