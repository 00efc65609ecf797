"""A line that is being typed into the wizard when the program is locked."""

from charting import plain_case
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinic_desktop.coverage.queries.kept import kept_answers
from ui.chart.page import ChartPage
from ui.coverage.answers import TypedAnswer
from ui.main_window import MainWindow


def test_a_line_that_is_being_typed_is_kept_before_a_lock(main: MainWindow) -> None:
    clinic = main.session.clinic
    case = plain_case(clinic)
    main.go("clients", f"1/of/{case}/wizard")
    (chart,) = main.findChildren(ChartPage)
    chart.wizard.show_step("call")
    QApplication.processEvents()
    box = chart.wizard.sheet("call").fields["benefit.visit_limit"].box
    assert isinstance(box, TypedAnswer)
    box.line.setFocus()
    QTest.keyClicks(box.line, "17")
    assert not kept_answers(clinic.read, case)
    main.keep_drafts()
    assert [one.spelled for one in kept_answers(clinic.read, case)] == ["17"]
