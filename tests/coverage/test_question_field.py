"""One question as a field: its answers, unknown with whom to ask, what the chart knows, mistakes, the keys."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot
from windows import press, seen

from clinic_desktop.coverage.model.questions import STEPS, question_of
from clinic_desktop.values.problems import Unreadable
from ui.coverage.answers import AnswerButtons, AnswerList, TypedAnswer
from ui.coverage.questions import QuestionField
from ui.kit.choice_box import ChoiceBox
from ui.kit.form import Form
from ui.kit.layout import column, holder

TODAY = date(2026, 11, 24)
PHONE = "(253) 555-0142"


def field(qtbot: QtBot, key: str, phone: str = PHONE) -> QuestionField:
    found = question_of(key)
    assert found
    made = QuestionField(found[1], TODAY, phone)
    qtbot.addWidget(made)
    made.resize(480, 200)
    made.show()
    made.activateWindow()
    return made


def test_it_says_what_is_asked_and_why(qtbot: QtBot) -> None:
    made = field(qtbot, "benefit.lmt_ok")
    assert seen(made).splitlines() == [
        "Massage therapist accepted",
        "Many plans pay for massage only when a physical therapist, chiropractor or physician bills it.",
    ]
    names = [one.text() for one in made.findChildren(QAbstractButton) if one.isVisible()]
    assert names == ["Yes", "Under a PT, DC or MD", "No", "Unknown"]


def test_an_answer_is_chosen_and_another_takes_its_place(qtbot: QtBot) -> None:
    made = field(qtbot, "benefit.lmt_ok")
    told: list[str] = []
    made.changed.connect(lambda: told.append(made.value()))
    assert made.value() == made.answer() == ""
    for words in ("Yes", "Under a PT, DC or MD", "Under a PT, DC or MD"):
        press(qtbot, made, words)
    assert told == ["yes", "supervised"]
    assert [one.text() for one in made.findChildren(QAbstractButton) if one.isChecked()] == ["Under a PT, DC or MD"]
    assert made.words_of(made.value()) == "Under a PT, DC or MD"


def test_unknown_is_an_answer_and_says_whom_to_ask(qtbot: QtBot) -> None:
    made = field(qtbot, "benefit.massage_covered")
    ask = "“Is massage therapy a benefit of this plan, and under which benefit?”"
    assert ask not in seen(made)
    press(qtbot, made, "Unknown")
    assert made.value() == made.answer() == "unknown"
    assert ask in seen(made)
    whom = "Ask the plan’s member services, "
    assert f"{whom}\u2068{PHONE}\u2069" in seen(made)
    press(qtbot, made, "Yes")
    assert ask not in seen(made)


def test_without_a_phone_it_says_whom_alone(qtbot: QtBot) -> None:
    made = field(qtbot, "rx.expiry", phone="")
    press(qtbot, made, "Unknown")
    assert "Ask the prescriber\n“Until when is the prescription valid?”" in seen(made)


@pytest.mark.parametrize(
    ("key", "kind"),
    [("payer_type", AnswerList), ("state_of_care", AnswerList), ("network", AnswerButtons), ("rx.date", TypedAnswer)],
)
def test_many_answers_stand_in_a_list(qtbot: QtBot, key: str, kind: type[QWidget]) -> None:
    assert isinstance(field(qtbot, key).box, kind)


@pytest.mark.parametrize(("key", "value"), [("payer_type", "pip"), ("network", "out"), ("rx.visits", "12")])
def test_the_answers_tell_of_what_is_done_by_hand_alone(qtbot: QtBot, key: str, value: str) -> None:
    made, told = field(qtbot, key), []
    assert isinstance(made.box, AnswerList | AnswerButtons | TypedAnswer)
    made.box.changed.connect(lambda: told.append(made.value()))
    made.set_value(value)
    assert made.value() == value
    assert not told
    if isinstance(made.box, AnswerList):
        qtbot.keyClick(made.box, Qt.Key.Key_Down)
        assert len(told) == 1


def test_a_list_begins_with_no_answer_and_ends_with_unknown(qtbot: QtBot) -> None:
    made = field(qtbot, "payer_type")
    assert isinstance(made.box, ChoiceBox)
    assert made.value() == ""
    assert made.box.itemText(0) == "Choose"
    assert made.box.itemText(made.box.count() - 1) == "Unknown"
    made.set_value("pip")
    assert made.box.currentText() == "Auto, personal injury protection (PIP)"
    state = field(qtbot, "state_of_care")
    state.set_value("WA")
    assert state.words_of("WA") == "Washington"
    assert state.answer() == "WA"


def test_what_is_typed_takes_unknown_away_and_comes_back(qtbot: QtBot) -> None:
    made = field(qtbot, "benefit.visit_limit")
    assert isinstance(made.box, TypedAnswer)
    qtbot.keyClicks(made.box.line, "12")
    assert made.answer() == "12"
    press(qtbot, made, "No limit")
    assert made.answer() == "none"
    assert made.box.line.text() == ""
    press(qtbot, made, "No limit")
    assert made.answer() == "12"
    press(qtbot, made, "Unknown")
    qtbot.keyClicks(made.box.line, "8")
    assert made.answer() == "8"
    assert not [one for one in made.findChildren(QAbstractButton) if one.isChecked()]


def test_a_mistake_is_said_at_the_field_until_it_is_edited(qtbot: QtBot) -> None:
    made = field(qtbot, "benefit.visit_limit")
    assert isinstance(made.box, TypedAnswer)
    qtbot.keyClicks(made.box.line, "twelve")
    qtbot.keyClick(made.box.line, Qt.Key.Key_Return)
    assert "Type a whole number, like 12." in seen(made)
    assert made.box.line.property("wrong") == "true"
    assert made.box.line.accessibleDescription() == "Type a whole number, like 12."
    assert made.box.line.text() == "twelve"
    qtbot.keyClick(made.box.line, Qt.Key.Key_Backspace)
    assert "Type a whole number" not in seen(made)
    assert made.box.line.property("wrong") == "false"


def test_a_day_is_read_any_sane_way_and_shown_one_way(qtbot: QtBot) -> None:
    made = field(qtbot, "rx.date")
    made.set_value("11/2")
    assert made.check()
    assert made.answer() == "11/2"
    assert made.below() == "2 Nov 2026"
    never = field(qtbot, "last_treated")
    never.set_value("never")
    assert never.check()
    assert never.answer() == "never"


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        *(("benefit.visit_limit", "-1"), ("benefit.visit_limit", "١٢"), ("benefit.visit_limit", "1234567")),
        *(("cost_share.copay", "ten"), ("cost_share.coinsurance", "101"), ("rx.date", "13/45")),
    ],
)
def test_what_cannot_be_read_says_so_and_is_a_slip(qtbot: QtBot, key: str, typed: str) -> None:
    made = field(qtbot, key)
    made.set_value(typed)
    with pytest.raises(Unreadable):
        made.answer()
    assert (made.slip(), made.check()) == (typed, False)


def test_what_the_chart_knows_stands_there_with_a_way_to_change_it(qtbot: QtBot) -> None:
    made = field(qtbot, "rx.date")
    keys: list[str] = []
    made.change.connect(keys.append)
    made.show_known("2 Nov 2026", "Dr. Lee’s prescription")
    assert "2 Nov 2026\nDr. Lee’s prescription" in seen(made)
    assert not made.box.isVisible()
    (change,) = (one for one in made.findChildren(QAbstractButton) if one.isVisible())
    assert change.accessibleName() == "Change: Date of the prescription, 2 Nov 2026"
    qtbot.mouseClick(change, Qt.MouseButton.LeftButton)
    assert keys == ["rx.date"]
    made.show_known("")
    assert made.box.isVisible()
    assert "Dr. Lee" not in seen(made)


def test_the_arrows_go_from_answer_to_answer(qtbot: QtBot) -> None:
    made, other = field(qtbot, "network"), field(qtbot, "hsa")
    both = holder(column(made, other))
    qtbot.addWidget(both)
    both.show()
    made.setFocus()
    ways = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left):
        focused = made.window().focusWidget()
        assert isinstance(focused, QAbstractButton)
        qtbot.keyClick(focused, key)
        now = made.window().focusWidget()
        assert isinstance(now, QAbstractButton)
        ways.append(now.text())
    assert ways == ["Out of network", "Unknown", "In network", "Unknown"]
    assert made.value() == ""
    focused = made.window().focusWidget()
    assert focused
    qtbot.keyClick(focused, Qt.Key.Key_Space)
    assert made.value() == "unknown"


def test_a_form_holds_it_as_any_field(qtbot: QtBot) -> None:
    made = [field(qtbot, "network"), field(qtbot, "rx.date")]
    form = Form(*made)
    qtbot.addWidget(form)
    form.show()
    edits: list[None] = []
    form.edited.connect(lambda: edits.append(None))
    form.fill({"network": "out", "rx.date": "11/2"})
    assert not form.is_edited()
    press(qtbot, made[0], "Unknown")
    assert form.values() == {"network": "unknown", "rx.date": "11/2"}
    assert edits


def test_every_control_has_a_name_and_a_place_in_the_tab_order(qtbot: QtBot) -> None:
    for step in STEPS:
        for question in step.questions:
            made = field(qtbot, question.key)
            for one in made.findChildren(QWidget):
                if isinstance(one, QAbstractButton | ChoiceBox) or one is getattr(made.box, "line", None):
                    assert one.accessibleName(), question.key
                    assert one.focusPolicy() & Qt.FocusPolicy.TabFocus, question.key
            made.hide()


def test_hostile_texts_stay_plain_and_inside(qtbot: QtBot) -> None:
    hostile = "<b>bold</b> " + "x" * 400 + " \u202e שלום"
    made = field(qtbot, "rx.date", phone=hostile)
    press(qtbot, made, "Unknown")
    made.show_known(hostile, hostile)
    made.show_known("")
    made.show_known(hostile, hostile)
    seen(made)
    labels = [one for one in made.findChildren(QLabel) if one.text()]
    assert sum("<b>bold</b>" in one.text() for one in labels) == 3
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in labels)
    assert made.minimumSizeHint().width() <= 480
