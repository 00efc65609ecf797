"""A body map on paper: read back as text, and looked at as a picture."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from body_drawing import CALF, LOW_BACK, MAP, SCAR, drawn
from factories import HOSTILE_NAMES, new_case
from pdfs import reader, words

from clinic_desktop.body_maps.commands import AddBodyMap
from clinic_desktop.body_maps.document import body_map_pdf
from clinic_desktop.body_maps.model.kinds import KINDS
from clinic_desktop.body_maps.model.maps import BodyMapDraft, BodyMapPaper
from clinic_desktop.body_maps.queries import body_map_paper
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Missing
from clinic_desktop.press.figure import Stroke
from clinic_desktop.press.sheet import Paper, Sheet
from clinic_desktop.values.outlines import parse_outline

LATER = BodyMapDraft("11/23/2026", (replace(LOW_BACK, intensity="4"), drawn("avoid", "left", "knee", "left")))

_DARK = bytes(gray < 160 for gray in range(256))


@pytest.fixture
def paper(clinic: Clinic) -> BodyMapPaper:
    case = new_case(clinic)
    first = clinic.do(AddBodyMap(case, MAP)).row
    return body_map_paper(clinic.read, clinic.do(AddBodyMap(case, LATER)).row, first)


def black(pdf: bytes) -> list[bytes]:
    """The first page from the top down, a point a pixel: 1 where it is dark."""
    with pdfium.PdfDocument(BytesIO(pdf)) as document:
        image = document[0].render(scale=1, grayscale=True)
        raw = bytes(image.buffer).translate(_DARK)
        return [raw[y * image.stride : y * image.stride + image.width] for y in range(image.height)]


def test_one_map_says_what_stands_on_it(paper: BodyMapPaper) -> None:
    pdf = body_map_pdf(replace(paper, maps=paper.maps[:1]))
    text = words(pdf)
    for wanted in (
        *("Body map", "11/20/2026", "Front", "Back", "Left", "Right", "Neck pain"),
        "Pain 7/10: Low back · Quadratus lumborum (QL). Worse when sitting",
        *("Numb or tingling 4/10: Back of lower leg, left", "Scar: Knee, right"),
    ):
        assert wanted in text
    assert "Swelling" not in text
    assert len(reader(pdf).pages) == 1


def test_two_maps_say_what_changed(paper: BodyMapPaper) -> None:
    text = words(body_map_pdf(paper))
    assert "Then: 11/20/2026" in text
    assert "Now: 11/23/2026" in text
    assert "Changed Pain from 7 to 4: Low back" in text
    assert "New Avoid: Knee, left" in text
    assert "Gone Numb or tingling 4/10: Back of lower leg, left; Scar: Knee, right" in text


def test_it_is_drawn_and_not_a_picture(paper: BodyMapPaper) -> None:
    pdf = body_map_pdf(paper)
    for page in reader(pdf).pages:
        assert not list(page.images)
    assert body_map_pdf(paper) == pdf


def test_the_figure_and_its_marks_are_seen(paper: BodyMapPaper) -> None:
    one = replace(paper, maps=paper.maps[:1])
    bare = replace(one, maps=(replace(one.maps[0], marks=()),))
    marked, unmarked = black(body_map_pdf(one)), black(body_map_pdf(bare))
    figure = range(150, 500)
    assert sum(sum(unmarked[y]) for y in figure) > 2_000
    differ = [(x, y) for y in figure for x in range(612) if marked[y][x] != unmarked[y][x]]
    # The back stands second from the left; its calf lies low, its left at the left.
    assert any(220 < x < 330 and y > 400 for x, y in differ)
    assert not any(x > 430 for x, _ in differ)


def test_each_kind_looks_otherwise_in_black_and_white(paper: BodyMapPaper) -> None:
    looks = set()
    for kind in KINDS:
        mark = replace(paper.maps[0].marks[0], kind=kind, intensity=None)
        seen = black(body_map_pdf(replace(paper, maps=(replace(paper.maps[0], marks=(mark,)),))))
        looks.add(b"".join(line[200:360] for line in seen[240:360]))
    assert len(looks) == len(KINDS)


def test_a_stroke_lies_where_it_was_put() -> None:
    sheet = Sheet(Paper("Test", "", ""), lambda _: None)
    sheet.figure(100, 700, [Stroke(parse_outline("M 0 0 L 40 0 L 40 20 L 0 20 Z"), 0, fill=0.0)])
    seen = black(sheet.pdf())
    # 700 points up are 92 from the top.
    assert seen[100][120]
    assert not seen[88][120]
    assert not seen[100][150]


def test_whatever_is_written_fits(paper: BodyMapPaper) -> None:
    marks = tuple(replace(paper.maps[0].marks[0], note=name * 3) for name in HOSTILE_NAMES) * 3
    many = replace(paper, patient_name="W" * 300, reason="x " * 200, birth_date=date(1985, 3, 4))
    pdf = body_map_pdf(replace(many, maps=(replace(paper.maps[0], marks=marks[:60]),) * 2))
    assert len(reader(pdf).pages) > 1


def test_maps_of_two_cases_are_not_compared(clinic: Clinic, paper: BodyMapPaper) -> None:
    client = clinic.read.one("SELECT client_id FROM cases LIMIT 1")["client_id"]
    other = clinic.do(AddBodyMap(new_case(clinic, client), BodyMapDraft("today", (CALF, SCAR)))).row
    with pytest.raises(Missing):
        body_map_paper(clinic.read, other, paper.maps[0].id)
