"""The call sheet by keyboard: a whole call in any order, what is kept of it at every moment, and what is logged."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from charting import answer, full_case, plain_case
from charts import open_chart
from factories import HOSTILE_NAMES
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from windows import press, seen

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.commands import RetireClient
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clients.queries import client
from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.queries.kept import benefit_call, kept_answers, open_questions
from ui.chart.page import ChartPage
from ui.coverage.answers import TypedAnswer
from ui.coverage.call.step import CallStep
from ui.session import Session

from .calling import blank, call_step, focused, keys, later, running, say_at, stored

# By number, in the order in which a representative answered: what is typed, and what is kept.
SAID = (
    *((11, "y", "benefit.massage_covered", "true"), (24, "20", "benefit.visit_limit", "20")),
    *((6, "y", "benefit.active", "true"), (25, "4", "benefit.visits_used", "4")),
    *((18, "n", "benefit.stand_alone", "false"), (47, "30", "cost_share.copay", "30.00")),
    *((8, "12/31", "cost_share.plan_year_ends", "2026-12-31"), (39, "y", "cost_share.deductible_applies", "true")),
    *((40, "$1,000", "cost_share.deductible", "1000.00"), (41, "250", "cost_share.deductible_met", "250.00")),
    *((48, "40%", "cost_share.coinsurance", "40"), (49, "5000", "cost_share.oop_max", "5000.00")),
    *((50, "950", "cost_share.oop_met", "950.00"), (15, "?", "benefit.excluded_dx", '"unknown"')),
    *((26, "?", "benefit.dollar_cap", '"unknown"'), (28, "4", "benefit.unit_cap", "4")),
    *((32, "n", "pa_required", "false"), (12, "reh", "benefit.category", '"rehab"')),
    *((13, "u", "benefit.codes_ok", '"unknown"'), (53, "64", "cost_share.allowed", "64.00")),
)


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return full_case(clinic)


@pytest.fixture
def chart(qtbot: QtBot, clinic: Clinic, case: CaseId, tmp_path: Path) -> ChartPage:
    return opened(qtbot, clinic, case, tmp_path)


def opened(qtbot: QtBot, clinic: Clinic, case: CaseId, tmp_path: Path) -> ChartPage:
    page = open_chart(qtbot, Session(clinic), tmp_path)
    page.open_part(f"of/{case}/wizard")
    page.activateWindow()
    return page


@pytest.fixture
def sheet(chart: ChartPage) -> CallStep:
    return call_step(chart.wizard)


@pytest.fixture
def called(sheet: CallStep) -> Iterator[CallStep]:
    """A call has begun."""
    sheet.head.start.setFocus()
    keys("\n")
    yield sheet


def test_numbers_are_those_of_the_sheet(sheet: CallStep) -> None:
    for number, _, key, _ in SAID:
        assert blank(sheet, key).number == number, key


def test_a_whole_call_by_keyboard_in_the_order_of_the_representative(
    called: CallStep, clinic: Clinic, case: CaseId
) -> None:
    keys("Kim, ID 4471\nC-20-114")
    for number, typed, key, kept in SAID:
        say_at(number, typed)
        assert stored(clinic, case)[key] == kept, number
        assert blank(called, key).is_said
    say_at(56, "P.O. Box 12, Tacoma")
    later(clinic, minutes=26)
    QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert running(clinic, case) is None
    call = benefit_call(clinic.read, 1)
    assert (call.rep, call.reference, call.seconds) == ("Kim, ID 4471", "C-20-114", 26 * 60)
    assert dict(call.answers) == {key: kept for _, _, key, kept in SAID}
    assert call.told == {"send_to": "P.O. Box 12, Tacoma"}
    known = [one for one in kept_answers(clinic.read, case) if not one.is_unknown]
    assert {(one.origin, one.call) for one in known} == {("call", 1)}
    assert [one.words for one in open_questions(clinic.read, case)] == [
        blank(called, key).ask for key in ("benefit.excluded_dx", "benefit.dollar_cap", "benefit.codes_ok")
    ]
    assert "Call logged: 21 answers." in seen(called)
    assert "The plan reported on 24 Nov 2026, ref. \u2068C-20-114\u2069." in called.head.about.text()


def test_enter_goes_on_and_chooses_nothing(called: CallStep, clinic: Clinic, case: CaseId) -> None:
    called.go_to("benefit.active")
    for _ in range(6):
        keys("\n")
    assert stored(clinic, case) == {}
    assert called.isAncestorOf(focused())


def test_the_words_to_say_are_those_of_the_blank_that_has_the_focus(called: CallStep) -> None:
    called.go_to("benefit.visit_limit")
    assert called.head.say.text().startswith("Say: “Is there a visit limit")
    QTest.keyClick(focused(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    keys("upload\n")
    assert blank(called, "send_to").isAncestorOf(focused())
    QTest.keyClick(focused(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    keys("999\n")
    assert called.head.say.text() == "No blank here has this number or word."


def test_a_number_typed_at_a_choice_leads_there(called: CallStep) -> None:
    called.go_to("benefit.active")
    keys("24\n")
    assert blank(called, "benefit.visit_limit").isAncestorOf(focused())


def test_what_is_being_typed_is_noted_before_it_can_be_read(
    qtbot: QtBot, called: CallStep, chart: ChartPage, clinic: Clinic, case: CaseId, tmp_path: Path
) -> None:
    say_at(24, "twen")
    called.go_to("send_to")
    keys("P.O. Bo")
    assert chart.wizard.keep_draft()
    found = running(clinic, case)
    assert found and found.draft.answers == {"benefit.visit_limit": "twen"}
    assert found.draft.told == {"send_to": "P.O. Bo"}
    # Another window on the same file, as after a crash.
    later(clinic, minutes=4, seconds=12)
    other = call_step(opened(qtbot, clinic, case, tmp_path).wizard)
    assert blank(other, "benefit.visit_limit").value() == "twen"
    assert blank(other, "benefit.visit_limit").problem() == "Type a whole number, like 12."
    assert blank(other, "send_to").value() == "P.O. Bo"
    assert other.head.timer.text() == "04:12"
    other.log()
    assert "Not logged yet" in other.banner.words()
    assert blank(other, "benefit.visit_limit").isAncestorOf(focused())
    say_at(24, "20")
    other.log()
    assert benefit_call(clinic.read, 1).answers == {"benefit.visit_limit": "20"}


def test_another_client_and_case_leave_the_call_where_it_is(
    called: CallStep, chart: ChartPage, clinic: Clinic, case: CaseId
) -> None:
    called.head.form.fields["rep"].set_value("Kim")
    say_at(11, "y")
    other = plain_case(clinic)
    later(clinic, minutes=3)
    chart.open_part(f"of/{other}/wizard/call")
    fresh = call_step(chart.wizard)
    assert fresh.head.timer.isHidden() and not fresh.head.start.isHidden()
    fresh.begin()
    say_at(11, "n")
    assert stored(clinic, other) == {"benefit.massage_covered": "false"}
    chart.show_tab("summary")
    chips = [one.text() for one in chart.header.findChildren(QPushButton) if one.isVisible()]
    assert sum(one.startswith("On the phone since") for one in chips) == 2
    chart.open_part(f"of/{case}/wizard/call")
    back = call_step(chart.wizard)
    assert back.head.form.values()["rep"] == "Kim"
    assert back.head.timer.text() == "03:00"
    assert chart.wizard.call.words() == "On the phone 03:00"
    assert blank(back, "benefit.massage_covered").value() == "yes"
    first, second = running(clinic, case), running(clinic, other)
    assert first and second and first.draft.answers != second.draft.answers


def test_what_was_undone_was_not_said(called: CallStep, clinic: Clinic, case: CaseId) -> None:
    say_at(11, "y")
    say_at(13, "?")
    assert len(called.ending.questions()) == 1
    clinic.undo()
    found = running(clinic, case)
    assert found and found.draft.answers == {"benefit.massage_covered": "yes"}
    assert called.ending.questions() == ()
    clinic.undo()
    found = running(clinic, case)
    assert found and found.draft.answers == {}
    assert blank(called, "benefit.massage_covered").value() == ""


def test_what_is_known_is_said_again_or_anew(called: CallStep, clinic: Clinic, case: CaseId) -> None:
    answer(clinic, case, origin="client", benefit__massage_covered="yes")
    made = blank(called, "benefit.massage_covered")
    assert not made.is_said and made.below() == "The client, on 24 Nov 2026"
    press_still(made)
    assert made.is_said
    network = blank(called, "network")
    assert network.is_known
    network.anew.emit()
    keys("out")
    found = running(clinic, case)
    assert found and found.draft.answers == {"benefit.massage_covered": "yes", "network": "out"}
    # What the chart has on record counts before it, and the sheet says so.
    assert network.value() == "out" and "The chart says otherwise" in network.problem()


def press_still(made: object) -> None:
    made._still.click()  # type: ignore[attr-defined]


def test_without_a_call_an_answer_stands_on_none(sheet: CallStep, clinic: Clinic, case: CaseId) -> None:
    blank(sheet, "benefit.active").setFocus()
    keys("y")
    assert stored(clinic, case) == {"benefit.active": "true"}
    assert running(clinic, case) is None
    # What is told has nowhere to stand without a call: one that is typed in begins.
    sheet.go_to("send_to")
    keys("P.O. Box 9\n")
    found = running(clinic, case)
    assert found and (found.began, found.draft.told) == (None, {"send_to": "P.O. Box 9"})
    assert found.draft.answers == {}


def test_a_call_sheet_is_typed_back(sheet: CallStep, clinic: Clinic, case: CaseId) -> None:
    sheet.type_in()
    assert sheet.head.timer.isHidden()
    form = sheet.head.form
    for key, text in (("called_by", "client"), ("called_on", "13/20"), ("starts_at", "2 pm"), ("ends_at", "2:10 pm")):
        form.fields[key].set_value(text)
    say_at(24, "20")
    sheet.log()
    assert form.fields["called_on"].problem()
    form.fields["called_on"].set_value("11/20")
    sheet.log()
    call = benefit_call(clinic.read, 1)
    assert (call.called_by, call.seconds, f"{call.called_on:%m/%d}") == ("client", 600, "11/20")
    (kept,) = kept_answers(clinic.read, case)
    assert (kept.origin, f"{kept.answered_on:%m/%d}") == ("call", "11/20")


def test_discard_asks_and_leaves_the_answers(qtbot: QtBot, called: CallStep, clinic: Clinic, case: CaseId) -> None:
    say_at(11, "y")
    press(qtbot, called, "Discard…")
    (box,) = called.findChildren(QMessageBox)
    press(qtbot, box, "Cancel")
    assert running(clinic, case)
    press(qtbot, called, "Discard…")
    box = called.findChildren(QMessageBox)[-1]
    press(qtbot, box, "Discard")
    assert running(clinic, case) is None
    assert stored(clinic, case) == {"benefit.massage_covered": "true"}
    assert not called.head.start.isHidden()


def test_a_logged_call_is_read_settled_and_removed(
    qtbot: QtBot, called: CallStep, chart: ChartPage, clinic: Clinic, case: CaseId
) -> None:
    say_at(11, "y")
    say_at(13, "?")
    say_at(56, "By fax")
    called.log()
    QApplication.processEvents()
    press(qtbot, called, "Settled")
    assert open_questions(clinic.read, case) == ()
    contact = benefit_call(clinic.read, 1).contact
    chart.open_part(f"contact/{contact}")
    QApplication.processEvents()
    view = seen(chart)
    for words in ("Benefit call of 24 Nov 2026", "11. Massage benefit", "Nobody knew", "By fax", "Settled on"):
        assert words in view, words
    press(qtbot, chart, "Remove…")
    box = chart.findChildren(QMessageBox)[-1]
    press(qtbot, box, "Remove")
    # An answer that nobody knew stands on no call.
    assert stored(clinic, case) == {"benefit.codes_ok": '"unknown"'}
    assert chart.topic == "30-coverage#policies"
    chart.open_part("wizard/call")
    assert "No call to the plan is logged yet." in call_step(chart.wizard).head.about.text()


def test_of_a_retired_client_nothing_is_answered(sheet: CallStep, chart: ChartPage, clinic: Clinic) -> None:
    found = client(clinic.read, ClientId(1))
    clinic.do(RetireClient(found.id, found.version))
    QApplication.processEvents()
    assert "This client was retired, so nothing is answered here." in seen(chart.wizard)
    assert not any(one.isEnabled() for one in sheet.fields.values())
    assert not sheet.head.start.isEnabled()
    chart.open_part("back")
    assert all(one.isEnabled() for one in sheet.fields.values())


@pytest.mark.parametrize("text", ["שלום \u202e<b>x</b>", "x" * 190, *HOSTILE_NAMES[:1]])
def test_hostile_texts_stay_plain_and_inside(called: CallStep, chart: ChartPage, clinic: Clinic, text: str) -> None:
    called.head.form.fields["rep"].set_value(text)
    called.head.form.fields["reference"].set_value(text[:60])
    box = blank(called, "send_to").box
    assert isinstance(box, TypedAnswer)
    box.line.setFocus()
    box.line.insert(text)
    box.line.textEdited.emit(box.line.text())
    called.log()
    assert benefit_call(clinic.read, 1).told["send_to"]
    QApplication.processEvents()
    assert called.minimumSizeHint().width() <= 660
    chart.open_part("call/1")
    QApplication.processEvents()
    labels = [one for one in chart.findChildren(QLabel) if one.text()]
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in labels)
    assert chart.minimumSizeHint().width() <= 1366
