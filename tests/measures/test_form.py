"""Scores by the keyboard alone: the form of each kind, its score while it is answered, what is wrong, and undo."""

from itertools import pairwise
from pathlib import Path

import pytest
from charts import open_chart
from factories import new_case, new_client
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from scoring import ACTIVITIES, NPRS, PSFS, new_score, typed

from clinic_desktop.cases.commands import RetireCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.cases.queries import case as case_of
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.measures import queries
from ui.chart.page import ChartPage
from ui.editing import forget_drafts_of_gone
from ui.kit.editor import Editor
from ui.kit.fields import TextField
from ui.kit.text import Text
from ui.measures.scale import NumberScale, ScaleField
from ui.measures.statements import StatementsField
from ui.session import Session


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return new_case(clinic)


@pytest.fixture
def chart(qtbot: QtBot, clinic: Clinic, case: CaseId, tmp_path: Path) -> ChartPage:
    page = open_chart(qtbot, Session(clinic), tmp_path)
    page.window().activateWindow()
    page.show_tab("assessment")
    return page


def opened(chart: ChartPage, part: str) -> Editor:
    """What the chart opens, with the focus where it begins."""
    chart.open_part(part)
    QApplication.processEvents()
    (found,) = (one for one in chart.findChildren(Editor) if one.isVisible())
    found.setFocus()
    QApplication.processEvents()
    return found


def at_foot(editor: Editor) -> str:
    """What stands beside the buttons."""
    foot = editor.save_button.parentWidget()
    assert foot
    return " ".join(one.text() for one in foot.findChildren(Text))


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found
    return found


def press(*keys: Qt.Key | str) -> None:
    """Keys one after the other, each to whatever has the focus."""
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(focused(), key)
        else:
            QTest.keyClick(focused(), key)
        QApplication.processEvents()


def test_peg_is_scored_with_six_keys(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    editor = opened(chart, "score/new/peg")
    assert at_foot(editor) == "No score yet"
    press("7", Qt.Key.Key_Return, "8", Qt.Key.Key_Return, "6")
    assert at_foot(editor) == "PEG 7.0"
    press(Qt.Key.Key_Return)
    (found,) = queries.scores_of(clinic.read, case)["peg"]
    assert (found.tenths, found.taken_on, found.taken_by) == (70, clinic.clock.today(), clinic.person.name)


def test_ten_is_one_and_nought(chart: ChartPage) -> None:
    editor = opened(chart, "score/new/nprs")
    field = editor.form.fields["answers/0"]
    for keys, value in (("1", "1"), ("0", "10"), ("0", "0"), ("85", "5"), ("x", "5"), ("1", "1"), ("2", "2")):
        press(keys)
        assert field.value() == value
    press(Qt.Key.Key_Backspace)
    assert field.value() == ""
    press(Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert field.value() == "1"
    press(Qt.Key.Key_End, Qt.Key.Key_Right)
    assert field.value() == "10"
    press(Qt.Key.Key_Home, Qt.Key.Key_Left)
    assert field.value() == "0"


def test_a_number_below_nought_has_its_sign(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    editor = opened(chart, "score/new/groc")
    press("-5")
    assert at_foot(editor) == "GROC −5 · a good deal worse"
    press("+")
    press("3")
    assert at_foot(editor) == "GROC +3 · somewhat better"
    assert "3: somewhat better" in editor.form.fields["answers/0"].below()
    press(Qt.Key.Key_Return)
    assert queries.latest_scores(clinic.read, case)["groc"].tenths == 30


def test_a_scale_is_answered_with_the_mouse_and_never_by_scrolling(qtbot: QtBot, chart: ChartPage) -> None:
    editor = opened(chart, "score/new/nprs")
    field = editor.form.fields["answers/0"]
    assert isinstance(field, ScaleField)
    qtbot.mouseClick(field.box, Qt.MouseButton.LeftButton, pos=field.box.cell(7).center().toPoint())
    assert field.value() == "7"
    edge = QPointF(field.box.cell(10).right() + 20, field.box.height() / 2).toPoint()
    qtbot.mouseClick(field.box, Qt.MouseButton.LeftButton, pos=edge)
    turned = QWheelEvent(
        *(QPointF(3, 3), QPointF(3, 3), QPoint(0, -120), QPoint(0, -120)),
        *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(field.box, turned)
    assert field.value() == "7"


def test_a_screen_reader_hears_the_question_the_ends_and_the_answer(chart: ChartPage) -> None:
    box = opened(chart, "score/new/peg").form.fields["answers/0"].box
    assert isinstance(box, NumberScale)
    assert box.accessibleName() == "What number best describes your pain on average in the past week?"
    told = "0: No pain. 10: Pain as bad as you can imagine."
    assert box.accessibleDescription() == f"Nothing is chosen yet. {told}"
    press("7")
    assert box.value() == 7 and box.accessibleDescription() == told


def test_what_is_missing_is_said_at_its_question_and_nothing_typed_is_lost(chart: ChartPage, clinic: Clinic) -> None:
    editor = opened(chart, "score/new/peg")
    press("7")
    assert not editor.save()
    fields = editor.form.fields
    assert [fields[f"answers/{place}"].problem() for place in range(3)] == ["", *["Choose a number from 0 to 10."] * 2]
    assert fields["answers/0"].value() == "7" and focused() is fields["answers/1"].box
    press("8")
    assert fields["answers/1"].problem() == ""


def test_activities_are_named_and_scored_with_enter_alone(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    opened(chart, "score/new/psfs")
    for activity, points in zip(ACTIVITIES, "344", strict=True):
        press(activity, Qt.Key.Key_Return, points, Qt.Key.Key_Return)
    # The fourth is not needed.
    press(Qt.Key.Key_Return)
    (found,) = queries.scores_of(clinic.read, case)["psfs"]
    assert found.tenths == 37 and [one.activity for one in found.answers] == list(ACTIVITIES)


def test_the_activities_of_last_time_stand_there_and_stay_the_same(
    chart: ChartPage, clinic: Clinic, case: CaseId
) -> None:
    new_score(clinic, case, "psfs", PSFS)
    editor = opened(chart, "score/new/psfs")
    assert [editor.form.fields[f"activities/{place}"].value() for place in range(5)] == [*ACTIVITIES, "", ""]
    press("6", Qt.Key.Key_Return, "7", Qt.Key.Key_Return, "8")
    assert at_foot(editor) == "PSFS 7.0"
    first = editor.form.fields["activities/0"]
    assert isinstance(first, TextField)
    first.box.setText("Sit in the car")
    assert first.below() == "Last time: “Sit at the desk”. Only the same one can be compared."
    first.box.setText("sit at the desk")
    assert first.below() == ""
    assert editor.save()
    assert [one.tenths for one in queries.scores_of(clinic.read, case)["psfs"]] == [37, 70]


def test_statements_are_answered_with_y_n_and_space(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    editor = opened(chart, "score/new/rmdq")
    assert at_foot(editor) == "RMDQ 0"
    press("y", "n", "y", Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down, "y")
    field = editor.form.fields["answers"]
    assert isinstance(field, StatementsField) and field.value() == "101011" + "0" * 18
    press(Qt.Key.Key_Up, "n")
    assert at_foot(editor) == "RMDQ 3" and field.value() == "101010" + "0" * 18
    field.rows[23].check.setFocus()
    # After the last one Enter saves.
    press("y", Qt.Key.Key_Return)
    (found,) = queries.scores_of(clinic.read, case)["rmdq"]
    assert found.tenths == 40 and [one.points for one in found.answers][:6] == [1, 0, 1, 0, 1, 0]


def test_words_of_a_statement_mark_it_too(qtbot: QtBot, chart: ChartPage) -> None:
    field = opened(chart, "score/new/rmdq").form.fields["answers"]
    assert isinstance(field, StatementsField)
    qtbot.mouseClick(field.rows[2], Qt.MouseButton.LeftButton)
    assert field.value()[:4] == "0010"
    assert field.rows[2].check.accessibleName() == "I walk more slowly than usual because of my back."


def test_a_score_out_of_range_is_named_at_its_field(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    editor = opened(chart, "score/new/lefs")
    press("81", Qt.Key.Key_Return)
    field = editor.form.fields["score"]
    assert field.problem() == "LEFS goes from 0 to 80." and field.value() == "81"
    assert queries.scores_of(clinic.read, case) == {}
    field.set_value("54/80")
    assert at_foot(editor) == "LEFS 54/80" and editor.save()
    assert queries.latest_scores(clinic.read, case)["lefs"].tenths == 540


def test_a_score_is_changed_removed_and_undone(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    row = new_score(clinic, case, "ndi", typed("24.5"))
    editor = opened(chart, f"score/{row}")
    assert editor.form.values() == {"score": "24.5", "taken_on": "11/02/2026", "taken_by": "", "note": ""}
    editor.form.fields["score"].set_value("40%")
    assert editor.save() and queries.score(clinic.read, row).tenths == 200
    chart._session.undo()
    assert queries.score(clinic.read, row).tenths == 245


def test_what_was_answered_is_there_after_a_lock(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    opened(chart, "score/new/peg")
    press("7", Qt.Key.Key_Return, "8")
    chart.show_tab("summary")
    editor = opened(chart, "score/new/peg")
    assert [editor.form.fields[f"answers/{place}"].value() for place in range(3)] == ["7", "8", ""]
    assert opened(chart, "score/new/nprs").form.fields["answers/0"].value() == ""


def test_a_measure_that_is_not_known_opens_nothing(qtbot: QtBot, chart: ChartPage) -> None:
    troubles: list[str] = []
    chart._session.trouble.connect(troubles.append)
    chart.open_part("score/new/sf36")
    assert troubles == ["This program does not know the measure “sf36”."] and chart._editor is None


def test_a_client_without_a_case_is_asked_for_one_first(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> None:
    client = new_client(clinic, ClientDraft("Ana", "", "Lee"))
    page = open_chart(qtbot, Session(clinic), tmp_path, client)
    page.open_part("score/new/peg")
    (editor,) = (one for one in page.findChildren(Editor) if one.isVisible())
    assert "reason" in editor.form.fields


def test_a_removed_score_takes_its_draft_along(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    row = new_score(clinic, case, "nprs", NPRS)
    editor = opened(chart, f"score/{row}")
    press("9")
    chart.show_tab("summary")
    assert clinic.drafts.kept(f"score:{row}")
    editor = opened(chart, f"score/{row}")
    (gone,) = (one for one in editor.findChildren(QWidget) if one.accessibleName() == "Remove score")
    QTest.mouseClick(gone, Qt.MouseButton.LeftButton)
    assert queries.scores_of(clinic.read, case) == {} and not clinic.drafts.kept(f"score:{row}")


def test_a_case_that_is_gone_takes_what_was_half_answered_along(chart: ChartPage, clinic: Clinic, case: CaseId) -> None:
    session = chart._session
    session.changed.connect(lambda changes: forget_drafts_of_gone(session, changes))
    opened(chart, "score/new/peg")
    press("7")
    chart.show_tab("summary")
    assert clinic.drafts.kept(f"score:new:peg:{case}")
    session.run(RetireCase(case, case_of(clinic.read, case).version))
    assert not clinic.drafts.kept(f"score:new:peg:{case}")


def test_an_activity_and_its_numbers_stand_in_one_line(chart: ChartPage) -> None:
    form = opened(chart, "score/new/psfs").form
    activity, scale = form.fields["activities/1"].box, form.fields["answers/1"].box
    assert isinstance(scale, NumberScale)
    tops = [one.mapTo(chart, QPoint(0, 0)).y() for one in (activity, scale)]
    assert tops[0] == tops[1] and activity.height() == scale.height()
    # The first number begins where the words above it do.
    assert scale.cell(0).left() < 1


def test_no_number_lies_on_another_or_beyond_the_edge(chart: ChartPage) -> None:
    scale = opened(chart, "score/new/groc").form.fields["answers/0"].box
    assert isinstance(scale, NumberScale)
    cells = [scale.cell(value) for value in range(-7, 8)]
    assert all(not one.intersects(other) for one, other in pairwise(cells))
    assert cells[0].left() >= 0 and cells[-1].right() <= scale.width() + 3
