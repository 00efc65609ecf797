"""A file is read in its letters and by its marks; what is no table gets a sentence, and each limit its row."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imported import read

from clinic_desktop.imports.loader.letters import letters_of
from clinic_desktop.imports.loader.table import content_of_file, read_table
from clinic_desktop.imports.model.fields import CELL_LETTERS, MOST_BYTES, MOST_COLUMNS, MOST_ROWS
from clinic_desktop.imports.model.sheet import HowRead, ImportTable
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.spreadsheet import spreadsheet
from clinic_desktop.values.text import plain

NAMES = "Name,City\nJosé Nuñez,Zürich\n"


def cells(table: ImportTable) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


@pytest.mark.parametrize(
    ("content", "encoding", "is_sure"),
    [
        (NAMES.encode("utf-8"), "utf-8", True),
        (NAMES.encode("utf-8-sig"), "utf-8", True),
        (NAMES.encode("utf-16"), "utf-16", True),
        (NAMES.encode("utf-16-le"), "utf-16", True),
        (b"\xfe\xff" + NAMES.encode("utf-16-be"), "utf-16", True),
        (NAMES.encode("utf-16-be"), "utf-16", True),
        (NAMES.encode("cp1252"), "cp1252", False),
        (b"Name,City\nAnn,Kent\n", "utf-8", True),
    ],
)
def test_letters_are_told_by_what_fits(content: bytes, encoding: str, is_sure: bool) -> None:
    letters = letters_of(content)
    assert (letters.encoding, letters.is_sure) == (encoding, is_sure)
    if encoding != "utf-8" or not content.isascii():
        assert cells(read(content)) == [("José Nuñez", "Zürich")]


def test_other_letters_can_be_chosen_and_what_does_not_fit_is_seen() -> None:
    content = NAMES.encode("cp1252")
    assert cells(read(content, HowRead("utf-8"))) == [("Jos\ufffd Nu\ufffdez", "Z\ufffdrich")]
    assert read(NAMES.encode(), HowRead("cp1252")).rows[0].cells[0] == "JosÃ© NuÃ±ez"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_what_divides_cells_is_found_or_chosen(delimiter: str) -> None:
    text = f"Name{delimiter}Note\nAnn{delimiter}“x, y; z”\nBen{delimiter}w\n"
    assert read(text).delimiter == delimiter
    assert read(text, HowRead(delimiter=delimiter)).rows[1].cells == ("Ben", "w")


def test_a_spreadsheet_says_itself_what_divides() -> None:
    table = read('sep=;\nName;Note\n"Lee; Ana";a,b,c\n')
    assert (table.delimiter, table.headings) == (";", ("Name", "Note"))
    # As the spreadsheet counts: that line is row 1 of the file.
    assert table.rows[0].number == 3


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_end_of_a_line_is_one(end: str) -> None:
    table = read(end.join(("Name,Note", "Ann,a", "", 'Ben,"two', 'lines"', "Cy,c", "")))
    assert [(row.number, row.cells[0]) for row in table.rows] == [(2, "Ann"), (4, "Ben"), (5, "Cy")]
    assert table.rows[1].cells[1].splitlines() == ["two", "lines"] or end == "\r"


def test_quotes_rags_nuls_and_doubled_headings() -> None:
    table = read('Phone,Phone,Note\n1,2,"say ""hi"", ok"\n3\n4,5,6,,\n\x007\x00,8,9\n')
    assert table.headings == ("Phone", "Phone", "Note")
    assert cells(table) == [("1", "2", 'say "hi", ok'), ("3",), ("4", "5", "6", "", ""), ("7", "8", "9")]


def test_a_mark_that_is_never_closed_takes_nobody_else_with_it() -> None:
    table = read('Name,Note\nAnn,"open\nBen,b\nCy,c\n')
    assert [row.cells[0] for row in table.rows] == ["Ann", "Ben", "Cy"]
    assert "stands where none should" in table.rows[0].trouble
    assert not table.rows[1].trouble
    # Nor do two of them make one row of two.
    table = read('Name,Note\nAnn,"open\nBen,"b\n"Cy "The Fox" Lee",c\n')
    assert [row.cells[-1] for row in table.rows] == ['"open', '"b', "c"]
    assert all(row.trouble for row in table.rows)


def test_headings_are_found_below_the_name_of_a_report_or_missing() -> None:
    table = read("Client list 2026\n\nName,City,Phone\nAnn Lee,Kent,253-555-0142\n")
    assert (table.headings, table.rows[0].number) == (("Name", "City", "Phone"), 4)
    bare = read("Ann Lee,2535550142\nBen Ray,2535550143\n")
    assert not bare.has_headings
    assert (bare.headings, len(bare.rows)) == (("", ""), 2)
    assert len(read("Ann,Lee\nBen,Ray\n", HowRead(has_headings=False)).rows) == 2
    assert read("253,9\n254,8\n", HowRead(has_headings=True)).headings == ("253", "9")


def test_what_a_spreadsheet_hides_is_taken_off() -> None:
    assert cells(read('Zip,Name\n"=""02134""",Ann\n')) == [("02134", "Ann")]
    texts = ["=1+1", "@x", "'quoted", "''=x", "Ann", "-5"]
    saved = spreadsheet([["Name"], *([one] for one in texts)])
    assert [row.cells[0] for row in read(saved, HowRead(has_headings=True)).rows] == texts


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 x", "This is a PDF"),
        (b"PK\x03\x04....[Content_Types].xml....xl/workbook.xml", "a file of Excel"),
        (b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "a file of LibreOffice"),
        (b"PK\x03\x04....Index/Document.iwa", "a file of Numbers"),
        (b"PK\x03\x04....photos/a.jpg", "an archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of Excel"),
        (b"\x89PNG\r\n", "no table of text"),
        (b"{\\rtf1 x", "a text document"),
        (b"<table><tr><td>a</td></tr></table>", "a web page"),
        (b"SQLite format 3\x00", "a database"),
        (b"a\x00\x00\x00\x00\x00b\x00\x00\x00", "no table of text"),
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"Name,Phone\n\n \n", "nothing below"),
        (b",,,\n,,\n", "empty"),
    ],
)
def test_what_is_no_table_is_told_how_to_become_one(content: bytes, words: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        read(content)
    assert words in unreadable.value.words


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Name\n" + "x," * MOST_COLUMNS + "y\n", f"Row 2 has {MOST_COLUMNS + 1} columns"),
        ("Name,Note\nAnn,a\nBen," + "x" * (CELL_LETTERS + 1) + "\n", "Row 3 has a cell of more than 64 KB"),
        ("Name,Note\nBen," + "x" * 140_000 + "\n", "Row 2 has a cell of more than 64 KB"),
        ("Name,Note\nBen," + "x," * 600_000 + "\n", "Row 2"),
        ("Name\n" + "Ann\n" * MOST_ROWS, "more than 100,000 rows"),
        ("Name,Note\n" + 'Ann,"x\n' * 1_002, "more than 1,000 rows"),
    ],
)
def test_each_limit_is_a_sentence_with_its_row(content: str, words: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        read(content)
    assert words in unreadable.value.words


def test_a_file_is_not_read_beyond_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    for where, words in ((path, "50 MB"), (tmp_path, "no file"), (tmp_path / "gone.csv", "cannot be read")):
        with pytest.raises(Unreadable) as unreadable:
            content_of_file(where)
        assert words in unreadable.value.words


def test_reading_can_be_stopped() -> None:
    progress = Progress()
    progress.stop()
    with pytest.raises(Cancelled):
        read_table(b"Name\n" + b"Ann Lee\n" * 600, HowRead(), progress)


@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=4), min_size=1, max_size=5))
@settings(max_examples=60)
def test_what_csv_writes_is_read_again(rows: list[list[str]]) -> None:
    made = io.StringIO(newline="")
    writer = csv.writer(made, quoting=csv.QUOTE_ALL)
    writer.writerow(["a", "b", "c", "d"])
    writer.writerows(rows)
    wanted = [tuple(plain(cell) for cell in row) for row in rows]
    wanted = [row for row in wanted if any(row)]
    if any(cell.startswith(("'", '="')) for row in wanted for cell in row) or not wanted:
        return
    found = read(made.getvalue().encode("utf-8", "replace"), HowRead("utf-8", ",", has_headings=True))
    assert [row.cells[: len(one)] for row, one in zip(found.rows, wanted, strict=True)] == [
        tuple(plain(cell.encode("utf-8", "replace").decode()) for cell in one) for one in wanted
    ]
