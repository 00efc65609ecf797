"""Drawing a map: by keys alone, by mouse, and what stays when the form does not."""

from dataclasses import replace
from pathlib import Path

import pytest
from body_drawing import MAP, region_point
from charts import open_chart
from factories import CASE, CLIENT, new_case, new_client
from keyboard import Keyboard
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from clinic_desktop.body_maps.commands import AddBodyMap, ChangeBodyMap
from clinic_desktop.body_maps.model.maps import BodyMap, BodyMapDraft
from clinic_desktop.body_maps.queries import body_map, body_map_page
from clinic_desktop.body_maps.rules.regions import FigurePoint
from clinic_desktop.body_maps.rules.typed import map_draft
from clinic_desktop.body_maps.rules.words import mark_words
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from ui.body_maps.canvas import FigureCanvas
from ui.body_maps.field import BodyMapField
from ui.body_maps.section import BodyMapSection
from ui.chart.page import ChartPage
from ui.kit.buttons import Button
from ui.kit.editor import Editor
from ui.kit.paper_page import PaperPage
from ui.session import Session


@pytest.fixture
def session(clinic: Clinic, qtbot: QtBot) -> Session:
    return Session(clinic)


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return new_case(clinic)


@pytest.fixture
def chart(qtbot: QtBot, session: Session, case: CaseId, tmp_path: Path) -> ChartPage:
    page = open_chart(qtbot, session, tmp_path)
    page.show_tab("assessment")
    return page


def editor(chart: ChartPage) -> Editor:
    assert chart._editor
    return chart._editor.findChildren(Editor)[0]


def field(chart: ChartPage) -> BodyMapField:
    found = editor(chart).form.fields["marks"]
    assert isinstance(found, BodyMapField)
    return found


def section(chart: ChartPage) -> BodyMapSection:
    return chart.findChildren(BodyMapSection)[0]


def maps(clinic: Clinic, case: CaseId) -> tuple[BodyMap, ...]:
    return body_map_page(clinic.read, case).rows


def click(qtbot: QtBot, canvas: FigureCanvas, point: FigurePoint) -> None:
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.pixel_of(point).toPoint())


def test_a_whole_map_by_keys_alone(qtbot: QtBot, clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    keys = Keyboard(qtbot, chart)
    section(chart).draw.setFocus()
    keys.enter()
    assert chart.focusWidget() is field(chart).canvas
    # From the face down to the chest: a pain of 10.
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Down)
    keys.type("p10")
    keys.enter()
    # A spasm beside it, its intensity told once it is there.
    keys.type("s")
    keys.enter()
    keys.type("4")
    # A scar one region down has none.
    keys.press(Qt.Key.Key_Down)
    keys.type("c7")
    keys.enter()
    # The list, the muscle of the second, a note.
    keys.tab_to("Marks")
    keys.press(Qt.Key.Key_Up)
    keys.tab_to("Muscle")
    keys.type("pec")
    keys.press(Qt.Key.Key_Down)
    keys.tab_to("Note")
    keys.type("When lifting")
    keys.enter()
    (found,) = maps(clinic, case)
    assert [mark_words(one) for one in found.marks] == [
        "Pain 10/10: Chest",
        "Spasm 4/10: Chest, left · Pectoralis minor",
        "Scar: Abdomen",
    ]
    assert found.marks[1].note == "When lifting"


def test_shift_goes_finely_and_ctrl_moves_a_mark(qtbot: QtBot, chart: ChartPage) -> None:
    chart.open_part("body-map/new")
    keys, canvas = Keyboard(qtbot, chart), field(chart).canvas
    start = canvas.cross
    keys.press(Qt.Key.Key_Right, shift=True)
    keys.press(Qt.Key.Key_Down, shift=True)
    assert canvas.cross == FigurePoint("front", start.x + 4, start.y + 4)
    keys.enter()
    keys.press(Qt.Key.Key_Left, ctrl=True)
    assert [one.x for one in field(chart).marks] == [str(start.x)]
    keys.press(Qt.Key.Key_Delete)
    assert field(chart).marks == ()
    # With nothing chosen there is nothing to remove.
    keys.press(Qt.Key.Key_Delete)


def test_pages_walk_the_marks(qtbot: QtBot, clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    row = clinic.do(AddBodyMap(case, MAP)).row
    chart.open_part(f"body-map/{row}")
    keys, canvas = Keyboard(qtbot, chart), field(chart).canvas
    walked = []
    for _ in range(4):
        keys.press(Qt.Key.Key_PageDown)
        walked.append(canvas.chosen)
    assert walked == [0, 1, 2, 0]
    keys.press(Qt.Key.Key_PageUp)
    assert canvas.chosen == 2
    assert field(chart).list.currentRow() == 2


def test_by_mouse_a_mark_is_set_chosen_and_dragged(qtbot: QtBot, chart: ChartPage) -> None:
    chart.open_part("body-map/new")
    canvas = field(chart).canvas
    field(chart).kinds.choose("trigger")
    knee, calf = region_point("back", "knee", "left"), region_point("back", "lower_leg_back", "left")
    click(qtbot, canvas, knee)
    (one,) = field(chart).marks
    assert (one.kind, one.view) == ("trigger", "back")
    assert abs(int(one.x) - knee.x) <= 2
    # On the mark again: it is chosen, and no other is set.
    click(qtbot, canvas, knee)
    assert len(field(chart).marks) == 1
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=canvas.pixel_of(knee).toPoint())
    qtbot.mouseMove(canvas, canvas.pixel_of(calf).toPoint())
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=canvas.pixel_of(calf).toPoint())
    (moved,) = field(chart).marks
    assert abs(int(moved.y) - calf.y) <= 2
    assert "Back of lower leg, left" in canvas.accessibleDescription()
    # Beside the figure nothing is set, and nothing stays chosen.
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(2, canvas.height() - 2))
    assert len(field(chart).marks) == 1
    assert canvas.chosen == -1


def test_the_region_under_the_pointer_is_named(qtbot: QtBot, chart: ChartPage) -> None:
    chart.open_part("body-map/new")
    canvas = field(chart).canvas
    qtbot.mouseMove(canvas, canvas.pixel_of(region_point("left", "gluteal", "left")).toPoint())
    assert field(chart)._where.text() == "Gluteal region, left"
    assert canvas.accessibleName() == "Figure: Gluteal region, left"


def test_what_is_drawn_is_kept_as_a_draft(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    chart.open_part("body-map/new")
    field(chart).place_mark(region_point("back", "low_back"))
    drawn = field(chart).marks
    chart.show_tab("summary")
    assert maps(clinic, case) == ()
    chart.open_part("body-map/new")
    assert field(chart).marks == drawn
    assert editor(chart).save()
    assert len(maps(clinic, case)) == 1
    chart.open_part("body-map/new")
    assert field(chart).marks == ()


def test_the_next_one_starts_from_the_last(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    first = body_map(clinic.read, clinic.do(AddBodyMap(case, MAP)).row)
    section(chart).start.click()
    assert [one.id for one in field(chart).marks] == ["", "", ""]
    field(chart).remove_mark(1)
    assert editor(chart).save()
    later, before = maps(clinic, case)
    assert before == first
    assert later.drawn_on.isoformat() == "2026-11-24"
    assert section(chart).beside.words() == [
        *("1 gone, 0 new, 0 changed, 2 the same", "Gone", "Numb or tingling 4/10: Back of lower leg, left"),
        *("The same", "Pain 7/10: Low back · Quadratus lumborum (QL)", "Scar: Knee, right"),
    ]


def test_what_is_refused_is_said_in_its_place(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    chart.open_part("body-map/new")
    editor(chart).form.fields["drawn_on"].set_value("tomorrow")
    assert not editor(chart).save()
    assert editor(chart).form.fields["drawn_on"].problem() == "This day is in the future."
    assert field(chart).problem().startswith("Nothing is marked yet.")
    assert maps(clinic, case) == ()


def test_somebody_elses_change_is_not_overwritten(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    first = body_map(clinic.read, clinic.do(AddBodyMap(case, MAP)).row)
    chart.open_part(f"body-map/{first.id}")
    field(chart).remove_mark(0)
    other = BodyMapDraft("11/20/2026", map_draft(first).marks[:1])
    clinic.do(ChangeBodyMap(first.id, first.version, other))
    assert not editor(chart).save()
    assert "Somebody changed this" in editor(chart).banner.words()
    assert len(body_map(clinic.read, first.id).marks) == 1


def test_a_map_of_another_client_does_not_open_here(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    other = new_case(clinic, new_client(clinic, replace(CLIENT, given_name="Ann")), CASE)
    row = clinic.do(AddBodyMap(other, MAP)).row
    for part in (f"body-map/{row}", f"body-map-paper/{row}"):
        chart.open_part(part)
        assert chart._editor is None


def test_it_is_put_on_paper(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    clinic.do(AddBodyMap(case, MAP))
    clinic.do(AddBodyMap(case, MAP))
    section(chart).paper.click()
    assert isinstance(chart._editor, PaperPage)
    assert chart._tab == "assessment"


def test_a_map_is_removed(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    row = clinic.do(AddBodyMap(case, MAP)).row
    chart.open_part(f"body-map/{row}")
    next(one for one in editor(chart).findChildren(Button) if one.text() == "Remove body map").click()
    assert maps(clinic, case) == ()
    assert not section(chart).beside.isVisible()


def test_a_damaged_draft_shows_what_can_be_read(chart: ChartPage) -> None:
    chart.open_part("body-map/new")
    field(chart).set_value('[{"kind": "pain", "view": "front", "x": "9999", "y": "1"}, {"kind": "x"}, 7, {"kind": []}]')
    (one,) = field(chart).marks
    assert one.x == "9999"
    assert "not on the figure" in field(chart).list.item(0).text()
    field(chart).set_value("{")
    assert field(chart).marks == ()
