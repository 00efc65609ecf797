"""A trend on paper, read back: its words, what is drawn where, and that a page is never cut through it."""

from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
from pdfs import pages, words
from scoring import measure

from clinic_desktop.cases.model import CaseId
from clinic_desktop.measures.model import Score, ScoreId
from clinic_desktop.measures.rules.changes import change
from clinic_desktop.measures.rules.trend import trend
from clinic_desktop.measures.rules.words import letter_sentence, on_paper
from clinic_desktop.press.blocks import Block, Scale, beside
from clinic_desktop.press.sheet import LEFT, PAGE_HEIGHT, WIDTH, Paper, Sheet
from clinic_desktop.press.trend import set_trend, trend_height
from clinic_desktop.values.trends import Trend

SCALE = Scale(9.0, 8.0, 10.0, 12.0)
FIRST = date(2026, 9, 2)


def course(*tenths: int, apart: int = 14) -> Trend:
    scores = [
        Score(ScoreId(at), 1, CaseId(1), "rmdq", FIRST + timedelta(days=apart * at), one, (), "", "")
        for at, one in enumerate(tenths)
    ]
    return trend(measure("rmdq"), scores, goal=40)


def paper(*trends: Trend, down: float = 0.0) -> tuple[bytes, float]:
    """A document of these trends, and where the last one ended."""
    sheet = Sheet(Paper("Progress", "A clinic", "Trends"), lambda _: None)
    sheet.y -= down
    for one in trends:
        set_trend(sheet, one, SCALE)
    return sheet.pdf(), sheet.y


def test_the_paper_says_what_the_curve_shows() -> None:
    found = words(paper(course(140, 110, 70))[0])
    for shown in (
        "Roland-Morris Disability Questionnaire",
        "14",
        "11",
        "7",
        "24",
        "Goal 4",
        "09/02/2026",
        "09/30/2026",
    ):
        assert shown in found
    assert "Shaded: less than the change that matters (5 points or 30%)" in found


def drawn(pdf: bytes) -> list[list[int]]:
    """The grays of the page, a number a pixel, from its top."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = document[0].render(grayscale=True, scale=2)
        data, stride = bytes(found.buffer), found.stride
        return [list(data[row * stride : row * stride + found.width]) for row in range(found.height)]


def test_the_curve_is_drawn_from_score_to_score() -> None:
    one = course(140, 70)
    pdf, end = paper(one)
    grays = drawn(pdf)
    bare = drawn(paper(replace(one, band=None))[0])
    top = round((PAGE_HEIGHT - 754) * 2)
    area = [row[round(LEFT * 2) + 60 : round((LEFT + WIDTH) * 2) - 80] for row in grays[top + 60 : top + 60 + 160]]
    # The shade lies there, the curve is black, and without a band there is no shade.
    assert sum(gray == 230 for row in area for gray in row) > 5_000
    assert sum(gray < 60 for row in area for gray in row) > 400
    assert sum(gray == 230 for row in bare for gray in row) < 200
    assert end < 754 - 90


def test_a_trend_is_never_cut_by_the_end_of_a_page() -> None:
    one = course(140, 110, 70)
    fitting, _ = paper(one, down=754 - 48 - trend_height(one, SCALE) - 0.1)
    turned, _ = paper(one, down=754 - 48 - trend_height(one, SCALE) + 1)
    assert len(pages(fitting)) == 1
    assert len(pages(turned)) == 2 and "Roland-Morris" in pages(turned)[1] and "09/02/2026" in pages(turned)[1]


def test_what_it_takes_is_what_it_said() -> None:
    for one in (course(140, 110, 70), replace(course(140, 110, 70), band=None)):
        assert 754 - paper(one)[1] <= trend_height(one, SCALE)


def test_one_score_and_two_hundred_are_drawn_too() -> None:
    assert "09/02/2026" in words(paper(course(140))[0])
    many = words(paper(course(*[140 - at % 90 // 10 * 10 for at in range(200)], apart=1))[0])
    assert "09/02/2026" in many and "03/20/2027" in many
    # Days that would stand over one another are left out.
    assert many.count("/20") < 12


def test_the_sentence_for_letters_can_be_printed() -> None:
    sheet = Sheet(Paper("Progress", "A clinic", "Trends"), lambda _: None)
    block = Block(SCALE, WIDTH, 100)
    rmdq = measure("rmdq")
    ends = course(140, 70)
    days = [Score(ScoreId(1), 1, CaseId(1), "rmdq", one.day, one.value, (), "", "") for one in ends.points]
    block.say(on_paper(letter_sentence(rmdq, change(rmdq, 140, 70), (days[0], days[1]))))
    beside(sheet, [(0, block)])
    shown = "RMDQ 14 (09/02/2026) to 7 (09/16/2026), a drop of 7; 5 points is the change that matters."
    assert shown in words(sheet.pdf())
