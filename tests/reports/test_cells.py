"""Cells on the screen, on paper and in the file for a spreadsheet; bars, and the lines over them."""

import csv
import io
import itertools
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from clinic_desktop.reports.model import ReportColumn, ReportLine, ReportTable
from clinic_desktop.reports.rules.cells import cell_printed, cell_words, csv_bytes, total_line
from clinic_desktop.reports.rules.charts import chart_of
from clinic_desktop.values.bars import FILLS, MOST_BARS, Hatch, hatching

COLUMNS = (
    ReportColumn("Client"),
    ReportColumn("Ends", "day"),
    ReportColumn("Open", "money"),
    ReportColumn("n", "count"),
)


def table(*lines: ReportLine) -> ReportTable:
    return ReportTable("x", "X", "", COLUMNS, lines, "", ("Total", None, 5, 7))


def read_back(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_file_has_plain_numbers_and_days() -> None:
    line = ReportLine(1, ("Nguyễn, “R”", date(2026, 10, 31), -1234567, 3))
    assert read_back(csv_bytes(table(line))) == [
        ["Client", "Ends", "Open", "n"],
        ["Nguyễn, “R”", "2026-10-31", "-12345.67", "3"],
        ["Total", "", "0.05", "7"],
    ]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\u00a0@"])
def test_no_cell_is_a_formula(begin: str) -> None:
    text = f'{begin}HYPERLINK("http://x";"y")'
    assert read_back(csv_bytes(table(ReportLine(1, (text, None, 0, 0)))))[1][0] == f"'{text}"


@settings(max_examples=60)
@given(some.text(max_size=12))
def test_whatever_a_client_is_called_stays_one_cell(name: str) -> None:
    name = name.replace("\r", "").replace("\n", "")
    try:
        name.encode()
    except UnicodeEncodeError:
        name = ""
    cell = read_back(csv_bytes(table(ReportLine(1, (name, None, 0, 0)))))[1][0]
    assert cell in (name, f"'{name}")
    assert not cell.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t"))


def test_an_empty_report_has_no_sum() -> None:
    assert total_line(table()) is None
    assert read_back(csv_bytes(table())) == [["Client", "Ends", "Open", "n"]]


def test_days_are_written_as_their_place_has_them() -> None:
    assert cell_words("day", date(2026, 10, 3)) == "3 Oct 2026"
    assert cell_printed("day", date(2026, 10, 3)) == "10/03/2026"
    assert cell_printed("text", "the letter (by 3 Oct 2026)") == "the letter (by 10/03/2026)"
    assert (cell_words("money", -5), cell_words("count", 0), cell_words("money", None)) == ("\u2212$0.05", "0", "")


def test_too_many_bars_are_drawn_as_one_and_none_is_left_out() -> None:
    bars = [(f"Payer {at}", (at, 1)) for at in range(40, 0, -1)]
    chart = chart_of("Open", ("a", "b"), bars, "All others")
    assert chart
    assert len(chart.bars) == MOST_BARS
    assert chart.bars[-1].label == "All others"
    assert sum(bar.whole for bar in chart.bars) == sum(range(1, 41)) + 40
    assert "Payer 40: $0.41, of it a $0.40, b $0.01." in chart.said
    assert chart_of("Open", ("a", "b"), bars) is None
    assert chart_of("Open", ("a",), [("x", (0,)), ("y", (-5,))]) is None


def test_parts_of_a_bar_lie_side_by_side() -> None:
    chart = chart_of("Open", ("a", "b", "c"), [("x", (50, -20, 50)), ("y", (200, 0, 0))])
    assert chart
    assert list(chart.spans(chart.bars[0])) == [(0, 0.0, 0.25), (2, 0.25, 0.5)]


def test_no_two_fills_differ_in_tone_alone_or_are_the_same() -> None:
    assert len(set(FILLS)) == len(FILLS)
    plain = sorted(one.dark for one in FILLS if not one.hatch)
    # Of those without lines each is far from the next: by a fax they are white, gray and black.
    assert all(two - one >= 0.4 for one, two in itertools.pairwise(plain))


@settings(max_examples=60)
@given(
    some.sampled_from(("/", "\\", "x", "-")), some.floats(0, 100), some.floats(0, 100), some.floats(1, 300),
    some.floats(1, 30),
)  # fmt: skip
def test_lines_stay_within_their_box(hatch: Hatch, left: float, low: float, wide: float, tall: float) -> None:
    box = (left, low, left + wide, low + tall)
    for line in hatching(hatch, box, 3.0):
        for x, y in line:
            assert left - 1e-6 <= x <= left + wide + 1e-6
            assert low - 1e-6 <= y <= low + tall + 1e-6
