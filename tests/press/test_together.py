"""What is set together stands on one page where a page holds it, and nothing of it is lost or said twice."""

from functools import partial

from hypothesis import given
from hypothesis import strategies as some
from pdfs import pages, reader

from clinic_desktop.press.sheet import BOTTOM, LEFT, TOP, Paper, Sheet
from clinic_desktop.press.text import Type, set_line

_LEAD, _HEAD = 12.0, 20.0


def _running_head(sheet: Sheet) -> None:
    sheet.put(LEFT, TOP - 9, set_line("Further", Type(9)))
    sheet.y -= _HEAD


def _lines(sheet: Sheet, name: str, count: int) -> None:
    sheet.bookmark(name)
    for at in range(count):
        sheet.keep(_LEAD)
        sheet.put(LEFT, sheet.y - 9, set_line(f"{name}-{at}", Type(9)))
        sheet.area(f"{name}-{at}", (LEFT, sheet.y - _LEAD, LEFT + 50, sheet.y))
        sheet.y -= _LEAD


@given(some.lists(some.integers(1, 70), min_size=1, max_size=5))
def test_what_a_page_holds_stands_on_one(counts: list[int]) -> None:
    sheet = Sheet(Paper("A title", "A clinic", "A subject"), _running_head)
    for number, count in enumerate(counts):
        sheet.together(partial(_lines, sheet, f"part{number}", count))
    told = [page.split() for page in pages(sheet.pdf())]
    lines = [f"part{number}-{at}" for number, count in enumerate(counts) for at in range(count)]
    assert [word for page in told for word in page if word.startswith("part")] == lines
    assert [one.key for one in sheet.areas] == lines
    assert all(one.key in told[one.page - 1] for one in sheet.areas)
    fits = int((TOP - _HEAD - BOTTOM) / _LEAD)
    for number, count in enumerate(counts):
        over = [page for page in told if any(word.startswith(f"part{number}-") for word in page)]
        if count <= fits:
            assert len(over) == 1
    assert [one.title for one in reader(sheet.pdf()).outline] == [f"part{number}" for number in range(len(counts))]  # type: ignore[union-attr]


def test_what_no_page_holds_goes_on_from_where_it_is() -> None:
    sheet = Sheet(Paper("A title", "A clinic", "A subject"), _running_head)
    sheet.together(partial(_lines, sheet, "short", 3))
    sheet.together(partial(_lines, sheet, "long", 90))
    first = pages(sheet.pdf())[0].split()
    assert "short-2" in first and "long-0" in first
