"""Maps as nobody draws them: too many marks, marks at the very edge, hostile notes, and words that are gone from the
program since."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import islice, pairwise
from pathlib import Path

import pytest
from body_drawing import FIGURE, LOW_BACK, MAP, drawn, region_point
from charts import open_chart
from factories import HOSTILE_NAMES, new_case, refused
from pdfs import pages, words
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_desktop.body_maps.commands import AddBodyMap, ChangeBodyMap
from clinic_desktop.body_maps.document import body_map_pdf
from clinic_desktop.body_maps.model.figure import FigureView
from clinic_desktop.body_maps.model.maps import MOST_MARKS, NOTE_LETTERS, BodyMapDraft, MarkDraft
from clinic_desktop.body_maps.queries import body_map, body_map_page, body_map_paper
from clinic_desktop.body_maps.rules.regions import FigurePoint, place_at
from clinic_desktop.body_maps.rules.typed import map_draft
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from ui.body_maps.field import BodyMapField, marks_text
from ui.body_maps.section import BodyMapSection
from ui.chart.page import ChartPage
from ui.kit.editor import Editor
from ui.session import Session

LONG = "x" * 900
NOTES = [
    *HOSTILE_NAMES,
    *("שרה כהן", "محمد علي", "王小明 痛み", "김철수", "<b>x</b>", "\ufffe", "a\nb", "🙂" * NOTE_LETTERS),
]


def crossed(view: FigureView, y: int) -> Iterator[float]:
    """Where the outlines of a figure meet a row."""
    for shape in view.shapes:
        for (x, above), (to_x, below) in pairwise((*shape.hull, shape.hull[0])):
            if (above > y) != (below > y):
                yield x + (y - above) * (to_x - x) / (below - above)


def edge_of(view: FigureView, y: int) -> Iterator[FigurePoint]:
    """The first and the last point of a row that lie on the body. Sought where its outlines are: each of them is
    asked about one by one, and a view has hundreds of thousands."""
    met = list(crossed(view, y))
    row = range(max(0, int(min(met))), min(view.width, int(max(met)) + 2)) if met else range(0)
    for along in (row, reversed(row)):
        points = (FigurePoint(view.key, x, y) for x in along)
        yield from islice((one for one in points if place_at(FIGURE, one)), 1)


EDGE = [point for view in FIGURE.views.values() for y in range(0, 1001, 7) for point in edge_of(view, y)]


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return new_case(clinic)


@pytest.fixture
def chart(qtbot: QtBot, clinic: Clinic, case: CaseId, tmp_path: Path) -> ChartPage:
    page = open_chart(qtbot, Session(clinic), tmp_path)
    page.show_tab("assessment")
    return page


def opened(chart: ChartPage, part: str) -> tuple[Editor, BodyMapField]:
    chart.open_part(part)
    assert chart._editor
    (found,) = chart._editor.findChildren(Editor)
    field = found.form.fields["marks"]
    assert isinstance(field, BodyMapField)
    return found, field


def at_edge(place: int) -> MarkDraft:
    point = EDGE[place * len(EDGE) // 500]
    return MarkDraft("", "pain", point.view, str(point.x), str(point.y), intensity=str(place % 11))


FIVE_HUNDRED = tuple(map(at_edge, range(500)))


def test_five_hundred_marks_are_refused_and_none_of_them_is_lost(clinic: Clinic, chart: ChartPage) -> None:
    editor, field = opened(chart, "body-map/new")
    field.set_value(marks_text(FIVE_HUNDRED))
    chart.grab()
    assert not editor.save()
    assert field.problem() == "No more than 60 marks fit on a map." and field.marks == FIVE_HUNDRED
    # By hand no more are set either.
    field.set_value(marks_text(FIVE_HUNDRED[:MOST_MARKS]))
    field.place_mark(region_point("back", "low_back"))
    assert len(field.marks) == MOST_MARKS and "60 marks" in field.problem()
    assert editor.save()
    assert len(body_map_page(clinic.read, CaseId(1)).rows[0].marks) == MOST_MARKS


def test_marks_at_the_very_edge_are_kept_where_they_are(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    for start in range(0, 480, MOST_MARKS):
        some = FIVE_HUNDRED[start : start + MOST_MARKS]
        found = body_map(clinic.read, clinic.do(AddBodyMap(case, BodyMapDraft("11/20/2026", some))).row)
        assert [(one.view, str(one.x), str(one.y)) for one in found.marks] == [(one.view, one.x, one.y) for one in some]
        assert all(one.place.region for one in found.marks)
    chart.grab()


def test_notes_are_kept_to_the_letter_shown_and_printed(clinic: Clinic, case: CaseId, chart: ChartPage) -> None:
    draft = BodyMapDraft("11/20/2026", tuple(replace(LOW_BACK, note=note) for note in NOTES))
    row = clinic.do(AddBodyMap(case, draft)).row
    kept = [one.note for one in body_map(clinic.read, row).marks]
    assert kept == [note.replace("\x00", "").strip() for note in NOTES]
    editor, field = opened(chart, f"body-map/{row}")
    for mark in range(len(NOTES)):
        field.choose(mark)
    chart.grab()
    assert editor.save()
    assert [one.note for one in body_map(clinic.read, row).marks] == kept
    assert pages(body_map_pdf(body_map_paper(clinic.read, row, 0)))
    # And one of ten thousand letters is none.
    long = BodyMapDraft("11/20/2026", (LOW_BACK, replace(LOW_BACK, note="x" * 10_000)))
    assert refused(lambda: clinic.do(AddBodyMap(case, long))) == ["marks/1/note"]


def test_a_note_too_long_is_refused_at_the_note_and_stay_there(clinic: Clinic, chart: ChartPage) -> None:
    editor, field = opened(chart, "body-map/new")
    field.set_value(marks_text((drawn("pain", "back", "low_back"), drawn("scar", "front", "knee", "left"))))
    field.choose(1)
    field.details.fields["note"].set_value(LONG)
    field.choose(0)
    chart.grab()
    assert not editor.save()
    note = field.details.fields["note"]
    assert note.problem() == "This is too long: 200 letters fit here." and note.value() == LONG
    assert field.marks[1].note == LONG
    note.set_value("Short")
    assert editor.save()


def test_a_map_full_of_long_notes_is_printed_whole(clinic: Clinic, case: CaseId) -> None:
    marks = tuple(
        replace(one, note=f"note{place}. " + "long " * 35) for place, one in enumerate(FIVE_HUNDRED[::9][:MOST_MARKS])
    )
    rows = [clinic.do(AddBodyMap(case, BodyMapDraft("11/20/2026", some))).row for some in (marks, marks[::2])]
    pdf = body_map_pdf(body_map_paper(clinic.read, rows[0], 0))
    told = words(pdf)
    assert len(pages(pdf)) > 1 and all(told.count(f"note{place}.") == 1 for place in range(len(marks)))
    assert len(pages(body_map_pdf(body_map_paper(clinic.read, rows[1], rows[0])))) > 2


def test_a_muscle_that_the_program_does_not_know_any_more_is_said_at_its_field(
    clinic: Clinic, case: CaseId, chart: ChartPage
) -> None:
    rows = [clinic.do(AddBodyMap(case, MAP)).row for _ in range(2)]
    clinic._writer._database.execute("UPDATE body_marks SET muscle = 'plantaris' WHERE muscle <> ''")
    found = body_map(clinic.read, rows[1])
    assert found.marks[0].muscle == "plantaris"
    chart.show_tab("summary")
    chart.show_tab("assessment")
    chart.grab()
    assert chart.findChildren(BodyMapSection)[0].table.model().rowCount() == 2
    assert pages(body_map_pdf(body_map_paper(clinic.read, rows[1], rows[0])))
    editor, field = opened(chart, f"body-map/{rows[1]}")
    chart.grab()
    assert not editor.save()
    assert field.details.fields["muscle"].problem() == "Choose a muscle from the list, or none."
    field.details.fields["muscle"].set_value("psoas")
    assert editor.save()
    assert body_map(clinic.read, rows[1]).marks[0].muscle == "psoas"


def test_a_region_that_the_program_does_not_know_any_more_is_shown_as_it_is_kept(
    clinic: Clinic, case: CaseId, chart: ChartPage
) -> None:
    rows = [clinic.do(AddBodyMap(case, MAP)).row for _ in range(2)]
    clinic._writer._database.execute("UPDATE body_marks SET region = 'flank'")
    chart.show_tab("summary")
    chart.show_tab("assessment")
    chart.grab()
    assert pages(body_map_pdf(body_map_paper(clinic.read, rows[1], rows[0])))
    assert opened(chart, f"body-map/{rows[1]}")[0].save()


def test_marks_come_and_go_by_undo_and_redo(clinic: Clinic, case: CaseId) -> None:
    row = clinic.do(AddBodyMap(case, MAP)).row
    kept = [map_draft(body_map(clinic.read, row))]
    for some in (kept[0].marks[1:], kept[0].marks[:1], (*kept[0].marks[:1], LOW_BACK)):
        found = body_map(clinic.read, row)
        clinic.do(ChangeBodyMap(row, found.version, BodyMapDraft("11/20/2026", some)))
        kept.append(map_draft(body_map(clinic.read, row)))

    def shown() -> list[dict[str, str]]:
        return [asdict(one) | {"id": ""} for one in map_draft(body_map(clinic.read, row)).marks]

    wanted = [[asdict(one) | {"id": ""} for one in draft.marks] for draft in kept]
    for back in reversed(wanted[:-1]):
        clinic.undo()
        assert shown() == back
    for again in wanted[1:]:
        clinic.redo()
        assert shown() == again


def test_what_was_drawn_is_there_again_after_a_crash(
    qtbot: QtBot, clinic: Clinic, chart: ChartPage, tmp_path: Path
) -> None:
    _, field = opened(chart, "body-map/new")
    for point in (region_point("back", "low_back"), region_point("front", "chest")):
        qtbot.mouseClick(field.canvas, Qt.MouseButton.LeftButton, pos=field.canvas.pixel_of(point).toPoint())
    drawn_marks = field.marks
    chart._editor.findChildren(Editor)[0].form.keep_draft()  # type: ignore[union-attr]
    # Nobody closed anything: another window of the same clinic.
    again = open_chart(qtbot, Session(clinic), tmp_path / "again")
    assert opened(again, "body-map/new")[1].marks == drawn_marks and len(drawn_marks) == 2
    assert json.loads(marks_text(drawn_marks))[0]["view"] == "back"


def test_what_is_refused_from_beside_the_figure_is_named_by_its_place(clinic: Clinic, case: CaseId) -> None:
    beside = replace(LOW_BACK, x="999", y="999")
    assert refused(lambda: clinic.do(AddBodyMap(case, BodyMapDraft("11/20/2026", (LOW_BACK, beside))))) == ["marks/1"]
