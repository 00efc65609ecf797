"""The rows of a table of text, one by one: each limit is a sentence with the number of the row."""

import csv
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence

from clinic_desktop.imports.model.fields import CELL_LETTERS, DELIMITERS, MOST_COLUMNS, MOST_ROWS, ROW_LETTERS
from clinic_desktop.imports.model.sheet import SheetRow
from clinic_desktop.jobs import Progress
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.spreadsheet import as_meant
from clinic_desktop.values.text import plain
from clinic_desktop.wording import say

# A cell may have many lines; one that goes on for more has a quotation mark that is never closed.
_LINES_OF_A_ROW = 500
_MOST_WRONG = 1_000
_SAMPLE_LINES = 200
_SAMPLE_LETTERS = 2_000
_EVERY = 500
_SAYS_DELIMITER = "sep="
# As Excel is told that a number is a text.
_AS_TEXT = ('="', '"')


class _Lines:
    """The lines of a file, of which those of a row can be put back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._source, self._waiting = iter(lines), deque[str]()
        self.taken: list[str] = []
        self._letters = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else next(self._source, "")
        if not line:
            raise StopIteration
        self.taken.append(line)
        self._letters += len(line)
        if self._letters > ROW_LETTERS or len(self.taken) > _LINES_OF_A_ROW:
            raise _TooLongRow
        return line

    def begin_row(self) -> None:
        self.taken, self._letters = [], 0

    def put_back_all_but_first(self) -> str:
        first, *others = self.taken
        self._waiting.extendleft(reversed(others))
        return first


class _TooLongRow(Exception):
    """More lines or letters than a row has."""


def rows_in(lines: Iterable[str], delimiter: str, progress: Progress) -> Iterator[SheetRow]:
    """All rows with something in them, each with its number as a spreadsheet counts, empty ones counted too. Cells are
    without control characters and blanks at their ends, as the record keeps text.

    A quotation mark where none should be takes no other row with it, and its row says so. Raises Unreadable where a
    limit is passed, and Cancelled.
    """
    source, number, wrong = _Lines(lines), 0, 0
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        source.begin_row()
        trouble = ""
        try:
            row = next(reader, None)
        except (_TooLongRow, csv.Error):
            row = _astray(source, delimiter, number + 1)
            wrong += 1
            _refuse_many(number + 1, wrong)
            reader = csv.reader(source, delimiter=delimiter, strict=True)
            trouble = say(
                "A quotation mark stands where none should, so the cells of this row may not be what they seem."
            )
        if row is None:
            return
        number += 1
        if made := _row(number, row, trouble):
            yield made
        if number % _EVERY == 0:
            progress.report(0, 0, say("Reading row {number}", number=f"{number:,}"))


def delimiter_of(lines: Sequence[str]) -> str:
    """What divides the cells of these first lines: what the file itself says, or by which most of them have the same
    number of cells, and more than one."""
    said = lines[0].strip().lower() if lines else ""
    if said.startswith(_SAYS_DELIMITER) and said[len(_SAYS_DELIMITER) :] in DELIMITERS:
        return said[len(_SAYS_DELIMITER) :]
    best, most = ",", 0
    cut = [line[:_SAMPLE_LETTERS] for line in lines[:_SAMPLE_LINES]]
    for delimiter in DELIMITERS:
        try:
            widths = Counter(len(row) for row in csv.reader(cut, delimiter=delimiter))
        except csv.Error:
            continue
        alike = max((count * min(width, MOST_COLUMNS) for width, count in widths.items() if width > 1), default=0)
        if alike > most:
            best, most = delimiter, alike
    return best


def says_delimiter(row: SheetRow) -> bool:
    """Whether a row is nothing but the word to a spreadsheet what divides the cells."""
    return row.number == 1 and row.cells[0].lower().startswith(_SAYS_DELIMITER)


def _row(number: int, row: Sequence[str], trouble: str) -> SheetRow | None:
    if len(row) > MOST_COLUMNS:
        facts = {"number": number, "count": len(row), "most": MOST_COLUMNS}
        raise Unreadable(say("Row {number} has {count} columns; up to {most} are read.", **facts))
    cells = tuple(_cell(one, number) for one in row)
    if not any(cells):
        return None
    if number > MOST_ROWS:
        words = say("The file has more than {most} rows. Export it in parts.", most=f"{MOST_ROWS:,}")
        raise Unreadable(words)
    return SheetRow(number, cells, trouble)


def _astray(source: _Lines, delimiter: str, number: int) -> list[str]:
    """The cells of a row whose quotation marks lead astray: of its first line alone, so that it takes no other row with
    it. Where a mark is never closed they count for nothing."""
    line = source.put_back_all_but_first()
    if len(line) > ROW_LETTERS:
        most = ROW_LETTERS // 1_000_000
        raise Unreadable(say("Row {number} is longer than {most} MB. Is it a table?", number=number, most=most))
    is_open = line.count('"') % 2 == 1
    try:
        return next(
            csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE if is_open else csv.QUOTE_MINIMAL), []
        )
    except csv.Error as error:
        # Of more letters than csv itself takes.
        raise Unreadable(_too_long_a_cell(number)) from error


def _cell(text: str, number: int) -> str:
    if len(text) > CELL_LETTERS:
        raise Unreadable(_too_long_a_cell(number))
    begin, end = _AS_TEXT
    if text.startswith(begin) and text.endswith(end) and len(text) > len(begin):
        text = text[len(begin) : -len(end)]
    # What has neither control characters nor blanks at its ends is as it is: most cells, and there are a million.
    bare = text if text.isprintable() and text == text.strip() else plain(text)
    return as_meant(bare) if bare.startswith("'") else bare


def _too_long_a_cell(number: int) -> str:
    facts = {"number": number, "most": CELL_LETTERS // 1024}
    return say("Row {number} has a cell of more than {most} KB. Shorten it in the file.", **facts)


def _refuse_many(number: int, wrong: int) -> None:
    if wrong > _MOST_WRONG:
        words = say(
            "In more than {count} rows a quotation mark stands where none should, the last of them row {number}. Look "
            "at how the file is divided.",
            count=f"{_MOST_WRONG:,}",
            number=number,
        )
        raise Unreadable(words)
