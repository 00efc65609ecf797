"""The wizard in a chart: what it knows, what it asks, what an answer does, and where a Fix leads."""

from datetime import date
from pathlib import Path

import pytest
from charting import answer, full_case, plain_case
from charts import open_chart
from factories import new_policy
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.queries.kept import kept_answers
from ui.chart.page import ChartPage
from ui.coverage.answers import AnswerButtons, TypedAnswer
from ui.coverage.asked import flat
from ui.coverage.page import WizardPage
from ui.coverage.questions import AnswerField, QuestionField
from ui.session import Session


@pytest.fixture
def session(clinic: Clinic) -> Session:
    return Session(clinic)


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return full_case(clinic)


@pytest.fixture
def chart(qtbot: QtBot, session: Session, case: CaseId, tmp_path: Path) -> ChartPage:
    page = open_chart(qtbot, session, tmp_path)
    page.show_tab("wizard")
    return page


@pytest.fixture
def wizard(chart: ChartPage) -> WizardPage:
    return chart.wizard


def field(wizard: WizardPage, step: str, key: str) -> AnswerField:
    wizard.show_step(step)
    QApplication.processEvents()
    return wizard.sheet(step).fields[key]


def choose(found: AnswerField, value: str) -> None:
    assert isinstance(found.box, AnswerButtons)
    found.box.buttons[value].click()


def typed(found: AnswerField, text: str) -> None:
    assert isinstance(found.box, TypedAnswer)
    line = found.box.line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def stored(clinic: Clinic, case: int) -> dict[str, str]:
    return {one.key: one.spelled for one in kept_answers(clinic.read, case)}


def test_what_the_chart_knows_is_not_asked_and_says_where_it_is_from(wizard: WizardPage) -> None:
    for step, key, words in (
        ("accident", "accident.kind", "Neither"),
        ("card", "plan_type", "PPO"),
        ("provider", "network", "In network"),
        ("prescription", "rx.visits", "8"),
        ("money", "series.billed", "$140.00"),
    ):
        found = field(wizard, step, key)
        assert found.is_known, key
        assert found._known_words.text() == words
        assert found._known_from.text(), key
    assert not field(wizard, "card", "funding").is_known
    assert not field(wizard, "call", "benefit.massage_covered").is_known


def see_verdict(qtbot: QtBot, wizard: WizardPage) -> None:
    """The answer itself is shown first."""
    qtbot.waitUntil(lambda: not wizard.is_judging)


def test_an_answer_is_kept_at_once_and_the_verdict_follows(
    qtbot: QtBot, wizard: WizardPage, clinic: Clinic, case: CaseId
) -> None:
    before = wizard.panel.headline.words.text()
    choose(field(wizard, "call", "benefit.massage_covered"), "no")
    assert stored(clinic, case) == {"benefit.massage_covered": "false"}
    see_verdict(qtbot, wizard)
    assert wizard.panel.headline.words.text() == "The plan or the law excludes it" != before
    assert not wizard.panel.note.isHidden()
    clinic.undo()
    see_verdict(qtbot, wizard)
    assert stored(clinic, case) == {}
    assert wizard.panel.headline.words.text() == before
    assert field(wizard, "call", "benefit.massage_covered").value() == ""


def test_a_line_counts_once_it_is_left_and_a_slip_stays_where_it_was_typed(
    wizard: WizardPage, clinic: Clinic, case: CaseId
) -> None:
    found = field(wizard, "call", "benefit.visit_limit")
    typed(found, "twenty")
    assert stored(clinic, case) == {}
    assert found.value() == "twenty"
    assert isinstance(found.box, TypedAnswer)
    assert found.box.line.accessibleDescription() == "Type a whole number, like 12."
    typed(found, "20")
    assert stored(clinic, case) == {"benefit.visit_limit": "20"}
    typed(field(wizard, "call", "benefit.visits_used"), "21")
    used = field(wizard, "call", "benefit.visits_used")
    assert isinstance(used.box, TypedAnswer)
    assert "above the limit" in used.box.line.accessibleDescription()
    typed(field(wizard, "call", "cost_share.copay"), "$30")
    assert stored(clinic, case)["cost_share.copay"] == "30.00"
    typed(field(wizard, "call", "cost_share.plan_year_ends"), "12/31")
    assert stored(clinic, case)["cost_share.plan_year_ends"] == "2026-12-31"


def test_that_nobody_knows_is_an_answer_with_the_question_to_put(
    wizard: WizardPage, clinic: Clinic, case: CaseId
) -> None:
    found = field(wizard, "card", "funding")
    assert isinstance(found, QuestionField)
    choose(found, "unknown")
    assert stored(clinic, case) == {"funding": '"unknown"'}
    assert found.value() == "unknown"
    assert not found._ask.isHidden()
    choose(found, "insured")
    assert stored(clinic, case) == {"funding": '"insured"'}


def test_enter_goes_on_and_the_step_stays_for_each_case(chart: ChartPage, wizard: WizardPage, clinic: Clinic) -> None:
    assert wizard.current == "accident"
    assert not wizard.back.isEnabled()
    QTest.keyClick(wizard.next, Qt.Key.Key_Return)
    assert wizard.current == "card"
    wizard.show_step("money")
    assert not wizard.next.isEnabled()
    chart.show_tab("summary")
    chart.show_tab("wizard")
    assert wizard.current == "money"
    other = plain_case(clinic)
    chart.open_part(f"of/{other}/wizard")
    assert wizard.current == "accident"
    chart.open_part("of/1/wizard")
    assert wizard.current == "money"


def test_enter_goes_from_question_to_question_and_then_to_the_next_step(wizard: WizardPage) -> None:
    wizard.window().activateWindow()
    found = field(wizard, "call", "benefit.visit_limit")
    typed(found, "20")
    QApplication.processEvents()
    assert wizard.current == "call"
    used = wizard.sheet("call").fields["benefit.visits_used"]
    assert used.isAncestorOf(QApplication.focusWidget() or wizard)
    card = field(wizard, "card", "funding")
    assert isinstance(card.box, AnswerButtons)
    card.box.buttons["insured"].setFocus()
    QTest.keyClick(card.box.buttons["insured"], Qt.Key.Key_Return)
    assert card.value() == "insured"
    # Behind the last line of a step comes the next step.
    last = field(wizard, "accident", list(wizard.sheet("accident").fields)[-1])
    last.setFocus()
    QTest.keyClick(wizard.next, Qt.Key.Key_Return)
    assert wizard.current == "card"


def test_a_fix_leads_where_it_is_put_right(chart: ChartPage, wizard: WizardPage, session: Session) -> None:
    asked: list[tuple[str, str]] = []
    session.asked_for.connect(lambda place, part: asked.append((place, part)))
    wizard.panel.fix.emit("call")
    assert wizard.current == "call"
    for place, topic in (("case", "30-coverage#cases"), ("policy", "30-coverage#policies"), ("visit", "50-visits")):
        wizard.panel.fix.emit(place)
        assert chart.topic == topic
        chart.show_tab("wizard")
    wizard.panel.fix.emit("therapist")
    wizard.panel.fix.emit("contract")
    assert asked == [("settings", "therapists"), ("payers", "1")]
    wizard.panel.answered.emit("deductible_met")
    assert wizard.current == "call"


def test_a_change_of_what_the_chart_knows_is_made_in_the_chart(chart: ChartPage, wizard: WizardPage) -> None:
    field(wizard, "card", "plan_type").change.emit("plan_type")
    assert chart.topic == "30-coverage#policies"
    chart.show_tab("wizard")
    field(wizard, "prescription", "rx.visits").change.emit("rx.visits")
    assert chart.topic == "40-prescriptions#prescriptions"


def test_steps_say_how_far_they_are(wizard: WizardPage, clinic: Clinic, case: CaseId) -> None:
    words = {key: made.accessibleName() for key, made in wizard.steps.buttons.items()}
    assert words["accident"] == "Accident or work: Done. Neither"
    assert words["call"].startswith("The call: Open.")
    answer(clinic, case, payer_type="self_pay")
    wizard.show_step("card")
    assert "Not needed" in wizard.steps.buttons["call"].accessibleName()
    assert wizard.panel.headline.words.text() == "Self-pay"


def test_a_chart_without_a_case_offers_one(qtbot: QtBot, session: Session, clinic: Clinic, tmp_path: Path) -> None:
    from factories import new_client

    client = new_client(clinic)
    page = open_chart(qtbot, session, tmp_path, client)
    page.show_tab("wizard")
    assert page.wizard._all.isHidden()
    case = plain_case(clinic)
    page.reload()
    assert not page.wizard._all.isHidden()
    # Nothing but the case is known: it asks who pays.
    assert "ask" in page.wizard.panel.headline.words.text()
    new_policy(clinic, case)
    assert field(page.wizard, "card", "payer_type").is_known


def test_the_content_of_a_file_is_told_by_keys_with_dots() -> None:
    content = {"today": date(2026, 11, 24), "rx": {"held": True}, "dx": [{"code": "M54.59"}], "pa_dates": [None, "x"]}
    assert flat(content) == {
        **{"today": date(2026, 11, 24), "rx.held": True, "dx.code": "M54.59"},
        **{"pa_dates.first": None, "pa_dates.last": "x"},
    }
    assert flat({"dx": []}) == {}
