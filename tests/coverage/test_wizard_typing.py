"""What is being typed into the wizard is never lost, and never comes into another case."""

from pathlib import Path

import pytest
from charting import answer, full_case, plain_case
from charts import open_chart
from factories import new_policy
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.queries.kept import kept_answers
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.policies.commands import RetirePolicy
from ui.chart.page import ChartPage
from ui.coverage.answers import AnswerButtons, TypedAnswer
from ui.coverage.page import WizardPage
from ui.session import Session


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return full_case(clinic)


@pytest.fixture
def chart(qtbot: QtBot, clinic: Clinic, case: CaseId, tmp_path: Path) -> ChartPage:
    page = open_chart(qtbot, Session(clinic), tmp_path)
    page.open_part(f"of/{case}/wizard")
    page.activateWindow()
    page.wizard.show_step("call")
    QApplication.processEvents()
    return page


def line_of(wizard: WizardPage, key: str, step: str = "call") -> QLineEdit:
    box = wizard.sheet(step).fields[key].box
    assert isinstance(box, TypedAnswer)
    return box.line


def begin(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    assert line.hasFocus()


def typed(line: QLineEdit, text: str) -> None:
    begin(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def stored(clinic: Clinic, case: int) -> dict[str, str]:
    return {one.key: one.spelled for one in kept_answers(clinic.read, case)}


def test_what_is_typed_while_another_case_is_chosen_is_kept_in_its_own(
    chart: ChartPage, clinic: Clinic, case: CaseId
) -> None:
    other = plain_case(clinic)
    new_policy(clinic, other)
    for text, chosen, at in (("20", other, case), ("31", case, other)):
        chart.wizard.show_step("call")
        QApplication.processEvents()
        begin(line_of(chart.wizard, "benefit.visit_limit"), text)
        chart.header.chosen.emit(chosen)
        assert stored(clinic, at)["benefit.visit_limit"] == text
    assert stored(clinic, case)["benefit.visit_limit"] == "20"
    shown = chart.wizard.sheet(chart.wizard.current)
    area = chart.wizard.sheets.currentWidget()
    assert area and area.isAncestorOf(shown)


def test_a_slip_stays_when_another_question_is_answered(chart: ChartPage) -> None:
    limit = line_of(chart.wizard, "benefit.visit_limit")
    typed(limit, "twenty")
    massage = chart.wizard.sheet("call").fields["benefit.massage_covered"].box
    assert isinstance(massage, AnswerButtons)
    massage.buttons["yes"].setFocus()
    massage.buttons["yes"].click()
    assert limit.text() == "twenty"
    assert limit.accessibleDescription() == "Type a whole number, like 12."


def test_a_contradiction_is_said_until_either_answer_is_put_right(chart: ChartPage) -> None:
    limit, used = (line_of(chart.wizard, f"benefit.{key}") for key in ("visit_limit", "visits_used"))
    typed(limit, "20")
    typed(used, "21")
    assert "above the limit" in used.accessibleDescription()
    # Enter again changes nothing.
    used.setFocus()
    QTest.keyClick(used, Qt.Key.Key_Return)
    assert "above the limit" in used.accessibleDescription()
    typed(limit, "30")
    assert used.accessibleDescription() == ""
    assert used.property("wrong") == "false"


def test_enter_on_an_answer_leaves_who_gave_it(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    answer(clinic, case, origin="client", benefit__visit_limit="20")
    line = line_of(chart.wizard, "benefit.visit_limit")
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    (kept,) = kept_answers(clinic.read, case)
    assert kept.origin == "client"
    answer(clinic, case, origin="paper", benefit__visit_limit="20")
    (kept,) = kept_answers(clinic.read, case)
    assert kept.origin == "paper"


def test_whom_to_call_goes_with_the_policy(chart: ChartPage, clinic: Clinic) -> None:
    wizard = chart.wizard
    wizard._lines = {"member": "555-0199"}
    assert chart._glance
    policy = chart._glance.policies[0]
    before = wizard.sheet("call")
    clinic.do(RetirePolicy(policy.id, policy.version))
    assert wizard._lines == {}
    assert wizard.sheet("call") is not before


def test_a_number_that_is_too_large_is_said_at_its_line(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    chart.wizard.show_step("money")
    QApplication.processEvents()
    line = line_of(chart.wizard, "series.every_days", "money")
    typed(line, "400")
    assert line.accessibleDescription() == "Type a whole number from 1 to 366."
    assert line.text() == "400"
    assert stored(clinic, case) == {}


def test_a_slip_is_there_again_after_another_case_and_a_lock(
    qtbot: QtBot, chart: ChartPage, clinic: Clinic, case: CaseId
) -> None:
    typed(line_of(chart.wizard, "benefit.visit_limit"), "twenty")
    chart.wizard.show_step("money")
    QApplication.processEvents()
    begin(line_of(chart.wizard, "series.every_days", "money"), "weekly")
    chart.header.chosen.emit(plain_case(clinic))
    chart.wizard.show_step("call")
    assert line_of(chart.wizard, "benefit.visit_limit").text() == ""
    chart.header.chosen.emit(case)
    chart.wizard.show_step("call")
    limit = line_of(chart.wizard, "benefit.visit_limit")
    assert (limit.text(), limit.accessibleDescription()) == ("twenty", "Type a whole number, like 12.")
    chart.wizard.show_step("money")
    assert line_of(chart.wizard, "series.every_days", "money").text() == "weekly"
    chart.wizard.show_step("call")
    typed(limit, "20")
    assert chart.wizard.keep_draft()
    assert clinic.drafts.kept(f"coverage-slips:case:{case}") == {"series.every_days": "weekly"}
    assert stored(clinic, case) == {"benefit.visit_limit": "20"}


def test_an_answer_that_is_refused_is_not_shown_as_kept(
    chart: ChartPage, clinic: Clinic, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreTrouble("The disk is full.")

    monkeypatch.setattr(chart.wizard._session, "run", refuse)
    limit = line_of(chart.wizard, "benefit.visit_limit")
    typed(limit, "20")
    assert (limit.text(), limit.accessibleDescription()) == ("20", "The disk is full.")
    massage = chart.wizard.sheet("call").fields["benefit.massage_covered"]
    assert isinstance(massage.box, AnswerButtons)
    massage.box.buttons["yes"].click()
    assert massage.value() == ""
    assert stored(clinic, case) == {}


def test_an_answer_that_counts_only_with_another_one_stays_where_it_was_typed(chart: ChartPage, clinic: Clinic) -> None:
    wizard, case = chart.wizard, plain_case(clinic)
    chart.open_part(f"of/{case}/wizard")
    wizard.show_step("money")
    QApplication.processEvents()
    visits, price = (line_of(wizard, f"series.{key}", "money") for key in ("visits", "billed"))
    begin(visits, "8")
    QTest.keyClick(visits, Qt.Key.Key_Return)
    assert visits.text() == "8"
    assert "once the number of visits and the price" in wizard.sheet("money").fields["series.visits"].problem()
    begin(price, "140")
    QTest.keyClick(price, Qt.Key.Key_Return)
    kept = {one.key: one.spelled for one in kept_answers(clinic.read, case)}
    assert (kept["series.visits"], kept["series.billed"]) == ("8", "140.00")
    assert not wizard.sheet("money").fields["series.visits"].problem()
