"""Next steps in the verdict panel and in the wizard: taken on, on the list, done, and no longer needed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from charting import TODAY, answer, full_case
from charts import open_chart
from coverage_cases import missing
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from windows import press, shown_form, type_in
from windows import seen as seen_to_the_letter

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.commands import LogContact
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.coverage.commands.calls import LogBenefitCall
from clinic_desktop.coverage.commands.follow_ups import FinishStep, FollowUp, FollowUpAll, RetireFollowUp
from clinic_desktop.coverage.model.follow_ups import CaseFollowUps, FollowUpId, StepFollowUp
from clinic_desktop.coverage.model.kept import BenefitCallDraft, OpenQuestionDraft
from clinic_desktop.coverage.model.outcome import Step
from clinic_desktop.coverage.queries.follow_ups import follow_ups_of_case
from clinic_desktop.coverage.queries.kept import benefit_call, open_questions
from clinic_desktop.store.command import Command
from ui.chart.page import ChartPage
from ui.coverage.page import WizardPage
from ui.coverage.verdict import VerdictPanel
from ui.session import Session

BY = Step("Print a request.", date(2026, 12, 1), "rx")
LATE = Step("Appeal the denial.", date(2026, 11, 1), "appeal")
DAYLESS = Step("Refer to such a clinic.", None, "supervision")
CASE = CaseId(7)


def seen(inside: QWidget) -> str:
    """What is shown, whatever keeps words together."""
    return seen_to_the_letter(inside).replace("\u00a0", " ")


def on_list(step: Step, due_on: date, done_on: date | None = None) -> StepFollowUp:
    return StepFollowUp(FollowUpId(3), 1, CASE, step.words, step.rule, step.on, due_on, TODAY, done_on)


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[VerdictPanel]:
    made = VerdictPanel()
    qtbot.addWidget(made)
    made.resize(390, 700)
    made.show()
    yield made
    made.note.timer.stop()


def show(panel: VerdictPanel, steps: tuple[Step, ...], *kept: StepFollowUp) -> None:
    found = missing()
    outcome = replace(found.outcome, steps=steps, today=TODAY, traps=(), documents=())
    panel.show_appraisal(replace(found, outcome=outcome), follow_ups=CaseFollowUps(CASE, kept))


def named(inside: QWidget, words: str) -> QPushButton:
    (found,) = (one for one in inside.findChildren(QPushButton) if one.accessibleName() == words and one.isVisible())
    return found


def buttons(panel: VerdictPanel) -> list[str]:
    QApplication.processEvents()
    found = [one for one in panel.next.findChildren(QPushButton) if one.isVisible()]
    return [one.accessibleName() for one in sorted(found, key=lambda one: one.mapTo(panel, one.pos()).y())]


def commands(panel: VerdictPanel) -> list[Command]:
    found: list[Command] = []
    panel.next.asked.connect(found.append)
    return found


def test_each_step_offers_to_be_followed_up(panel: VerdictPanel, qtbot: QtBot) -> None:
    show(panel, (BY, LATE, DAYLESS))
    asked = commands(panel)
    for words, step in (
        ("Follow up: Print a request.", BY),
        ("Follow up: Appeal the denial.", LATE),
        ("Follow up in a week: Refer to such a clinic.", DAYLESS),
    ):
        qtbot.mouseClick(named(panel, words), Qt.MouseButton.LeftButton)
        assert asked.pop() == FollowUp(CASE, step)
    words = seen(panel)
    assert "By 1 Dec 2026" in words and "Was due on 1 Nov 2026" in words
    qtbot.mouseClick(named(panel, "Follow up on all next steps that have a day"), Qt.MouseButton.LeftButton)
    assert asked == [FollowUpAll(CASE, (BY, LATE))]


def test_with_one_day_alone_there_is_no_all(panel: VerdictPanel) -> None:
    show(panel, (BY, LATE, DAYLESS), on_list(BY, date(2026, 12, 1)))
    assert not panel.next.all.isVisible()


def test_a_case_that_is_not_on_record_only_tells_its_steps(panel: VerdictPanel) -> None:
    panel.show_appraisal(missing())
    assert panel.next.steps.rows
    assert not [one for one in panel.next.steps.findChildren(QPushButton) if one.isVisible()]
    assert not panel.next.all.isVisible()


@pytest.mark.parametrize(
    ("due_on", "words", "role"),
    [
        (date(2026, 11, 30), "On the list, by 30 Nov 2026", "small"),
        (TODAY, "On the list, for today", "small"),
        (date(2026, 11, 20), "On the list, overdue since 20 Nov 2026", "problem"),
    ],
)
def test_what_is_on_the_list_says_so_and_is_done_in_place(
    panel: VerdictPanel, qtbot: QtBot, due_on: date, words: str, role: str
) -> None:
    one = on_list(BY, due_on)
    show(panel, (BY,), one)
    (label,) = (one for one in panel.next.findChildren(QLabel) if one.text().replace("\u00a0", " ") == words)
    assert label.property("role") == role
    assert "By 1 Dec 2026" not in seen(panel)
    assert buttons(panel) == ["Change day: Print a request.", "Done: Print a request."]
    asked, parts = commands(panel), list[str]()
    panel.next.opened.connect(parts.append)
    qtbot.mouseClick(named(panel, "Done: Print a request."), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(named(panel, "Change day: Print a request."), Qt.MouseButton.LeftButton)
    assert asked == [FinishStep(3, 1)] and parts == ["follow-up/3"]


def test_a_day_on_the_list_that_is_too_late_shows_that_of_the_rules(panel: VerdictPanel) -> None:
    show(panel, (BY,), on_list(BY, date(2026, 12, 20)))
    words = seen(panel)
    assert "On the list, by 20 Dec 2026" in words and "By 1 Dec 2026" in words


def test_what_was_done_says_when_and_is_taken_on_again(panel: VerdictPanel, qtbot: QtBot) -> None:
    show(panel, (BY, LATE), on_list(BY, date(2026, 12, 1), TODAY))
    assert "Done 24 Nov 2026" in seen(panel)
    asked = commands(panel)
    qtbot.mouseClick(named(panel, "Follow up again: Print a request."), Qt.MouseButton.LeftButton)
    assert asked == [FollowUp(CASE, BY)]


def test_what_no_rule_names_any_more_stays_in_sight(panel: VerdictPanel, qtbot: QtBot) -> None:
    gone = on_list(LATE, date(2026, 11, 30))
    show(panel, (BY,), gone)
    words = seen(panel).splitlines()
    assert words.index(BY.words) < words.index("No longer needed by what is known now") < words.index(LATE.words)
    asked = commands(panel)
    qtbot.mouseClick(named(panel, "Remove: Appeal the denial."), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(named(panel, "Done: Appeal the denial."), Qt.MouseButton.LeftButton)
    assert asked == [RetireFollowUp(3, 1), FinishStep(3, 1)]
    # Also where nothing else is to be done.
    show(panel, (), gone)
    assert "No longer needed by what is known now" in seen(panel) and "Next steps" in seen(panel)
    show(panel, (), replace(gone, done_on=TODAY))
    assert LATE.words not in seen(panel) and "Next steps" not in seen(panel)


def test_hostile_and_long_words_stay_plain_and_inside(panel: VerdictPanel) -> None:
    hostile = "<b>bold</b> & " + "x" * 400 + " \u202eevil שלום"
    step = replace(BY, words=hostile)
    other = replace(BY, words="y" * 300)
    for kept in (None, on_list(step, TODAY), on_list(step, TODAY, TODAY), on_list(other, TODAY)):
        show(panel, (step, LATE), *([kept] if kept else []))
        QApplication.processEvents()
        labels = [one for one in panel.next.findChildren(QLabel) if one.text()]
        assert all(one.textFormat() == Qt.TextFormat.PlainText for one in labels)
        page = panel.area.widget()
        assert page and page.width() <= panel.area.viewport().width()


@pytest.fixture
def session(clinic: Clinic) -> Session:
    return Session(clinic)


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    found = full_case(clinic)
    answer(clinic, found, denial="authorization", denied_on="11/20/2026")
    return found


@pytest.fixture
def chart(qtbot: QtBot, session: Session, case: CaseId, tmp_path: Path) -> ChartPage:
    page = open_chart(qtbot, session, tmp_path)
    page.show_tab("wizard")
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


@pytest.fixture
def wizard(chart: ChartPage) -> WizardPage:
    return chart.wizard


def waiting(clinic: Clinic, case: CaseId) -> list[StepFollowUp]:
    return [one for one in follow_ups_of_case(clinic.read, case).kept if one.waits]


def focused(wizard: WizardPage) -> QPushButton:
    QApplication.processEvents()
    found = wizard.window().focusWidget()
    assert isinstance(found, QPushButton), found
    return found


def first_open(wizard: WizardPage) -> QPushButton:
    return next(one for one in wizard.panel.next.steps.findChildren(QPushButton) if one.text() == "Follow up")


def test_by_keyboard_a_step_is_taken_on_given_another_day_and_done(
    wizard: WizardPage, chart: ChartPage, clinic: Clinic, case: CaseId
) -> None:
    found = first_open(wizard)
    what = found.accessibleName().partition(": ")[2]
    found.setFocus()
    QTest.keyClick(found, Qt.Key.Key_Return)
    (kept,) = waiting(clinic, case)
    assert kept.words == what
    assert focused(wizard).accessibleName() == f"Change day: {what}"
    QTest.keyClick(focused(wizard), Qt.Key.Key_Return)
    form = shown_form(chart)
    assert kept.words in seen(chart)
    type_in(chart, due_on="soon")
    QTest.keyClick(form.fields["due_on"].box, Qt.Key.Key_Return)
    assert "soon" in form.fields["due_on"].value() and waiting(clinic, case) == [kept]
    type_in(chart, due_on="+3w")
    QTest.keyClick(form.fields["due_on"].box, Qt.Key.Key_Return)
    assert [one.due_on for one in waiting(clinic, case)] == [TODAY + timedelta(21)]
    assert "On the list, by 15 Dec 2026" in seen(wizard)
    done = named(wizard, f"Done: {what}")
    done.setFocus()
    QTest.keyClick(done, Qt.Key.Key_Return)
    assert waiting(clinic, case) == [] and "Done 24 Nov 2026" in seen(wizard)
    assert focused(wizard).accessibleName() == f"Follow up again: {what}"
    clinic.undo()
    assert "On the list, by 15 Dec 2026" in seen(wizard)


def test_all_are_taken_on_at_once_and_the_focus_stays_there(
    wizard: WizardPage, qtbot: QtBot, clinic: Clinic, case: CaseId
) -> None:
    every = wizard.panel.next.all
    every.setFocus()
    QTest.keyClick(every, Qt.Key.Key_Space)
    assert len(waiting(clinic, case)) >= 2 and not every.isVisible()
    assert wizard.panel.next.isAncestorOf(focused(wizard))
    clinic.undo()
    assert waiting(clinic, case) == [] and every.isVisible()


def test_an_answer_that_makes_it_needless_leaves_it_in_sight(
    wizard: WizardPage, qtbot: QtBot, clinic: Clinic, case: CaseId
) -> None:
    press(qtbot, wizard, "Follow up on all")
    (appeal,) = (one for one in waiting(clinic, case) if "Appeal" in one.words)
    answer(clinic, case, denial="none", denied_on="")
    words = seen(wizard)
    assert words.index("No longer needed by what is known now") < words.index(appeal.words)
    qtbot.mouseClick(named(wizard, f"Remove: {appeal.words}"), Qt.MouseButton.LeftButton)
    assert appeal.words not in seen(wizard)
    clinic.undo()
    assert appeal.words in seen(wizard)


def test_the_form_takes_it_off_the_list(chart: ChartPage, qtbot: QtBot, clinic: Clinic, case: CaseId) -> None:
    row = clinic.do(FollowUp(case, BY)).row
    chart.open_part(f"follow-up/{row}")
    press(qtbot, chart, "Remove follow-up")
    assert waiting(clinic, case) == [] and chart.wizard.isVisible()
    chart.open_part(f"follow-up/{row}")
    assert chart.wizard.isVisible()
    clinic.undo()
    clinic.do(FinishStep(row, 3))
    with qtbot.waitSignal(chart._session.trouble) as said:
        chart.open_part(f"follow-up/{row}")
    assert said.args == ["This was done already."]


def test_the_head_of_the_chart_counts_both_kinds(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    talk = ContactDraft(contacted_on="11/20/2026", party="client", said="No.", todo="Call", due_on="11/20/2026")
    clinic.do(FollowUp(case, replace(BY, on=date(2026, 11, 22))))
    assert "Follow-up overdue since 22 Nov 2026" in seen(chart.header)
    clinic.do(LogContact(case, talk))
    assert "2 follow-ups overdue since 20 Nov 2026" in seen(chart.header)
    chart.show_tab("summary")
    assert "Overdue since 22 Nov 2026. A next step of the coverage wizard." in seen(chart.summary)
    (opens,) = (one for one in chart.summary.findChildren(QPushButton) if one.text() == "Open wizard")
    opens.click()
    assert chart.wizard.isVisible()


def test_the_contact_log_settles_what_a_call_left_open(
    chart: ChartPage, qtbot: QtBot, clinic: Clinic, case: CaseId
) -> None:
    draft = BenefitCallDraft(called_on="11/20", questions=(OpenQuestionDraft("Self-funded?", "11/26"),))
    for by_form in (True, False):
        row = benefit_call(clinic.read, clinic.do(LogBenefitCall(case, draft)).row).contact
        if by_form:
            chart.open_part(f"contact/{row}/entry")
            assert "Open questions" in seen(chart) and "Self-funded?" in seen(chart)
            type_in(chart, done_on="today")
            press(qtbot, chart, "Save")
        else:
            chart.show_tab("coverage")
            chart.coverage.contacts.select(row)
            press(qtbot, chart, "Mark follow-up done")
        assert open_questions(clinic.read, case) == ()
