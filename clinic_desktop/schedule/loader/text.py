"""The text of a file in whatever letters it was written, and the rows of a table in it."""

import codecs
import csv
import io
import itertools
import re
from collections import Counter

from clinic_desktop.schedule.model import MOST_BYTES, MOST_COLUMNS, MOST_ROWS
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.text import plain
from clinic_desktop.wording import say

_MARKS = (
    *((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32")),
    *((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")),
)
# How files begin that are neither, whatever they are called: PDF, ZIP and what Excel writes, older Excel, pictures.
_OTHER_KINDS = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"{\\rtf",
)
# A long line of a calendar goes on in the next one, behind a space: it may be cut in the middle of a letter.
_FOLD = rb"\r?\n[ \t]"
_DELIMITERS = ",;\t|"
_SAMPLE_LETTERS = 20_000
_SAMPLE_ROWS = 25
_LETTERS_OF_A_CELL = 500
# More lines, or letters in one, nobody writes into a row of a table.
_LINES_OF_A_ROW = 60
_LETTERS_OF_A_LINE = 100_000
# So much of a file is looked at to see whether every other byte is empty: UTF-16 without its mark.
_LOOKED_AT = 400
_NO_LETTER, _LAST_ASCII = "\ufffd", "\x7f"
_CALENDAR = b"BEGIN:VCALENDAR"


def text_of(content: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16, else as Windows writes it. Raises Unreadable for a file that is too big, or
    of another kind."""
    refuse_size(len(content))
    if content.startswith(_OTHER_KINDS):
        raise Unreadable(no_table())
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    content = content.removeprefix(codecs.BOM_UTF8)
    if wide := _wide(content[:_LOOKED_AT]):
        return content.decode(wide, "replace")
    if content.lstrip()[: len(_CALENDAR)].upper() == _CALENDAR:
        content = re.sub(_FOLD, b"", content)
    text = content.decode("utf-8", "replace")
    wrong = text.count(_NO_LETTER)
    # A few letters that were cut in half do not make the others wrong.
    is_right = not wrong or wrong < sum(1 for letter in text if letter > _LAST_ASCII) - wrong
    return text if is_right else content.decode("cp1252", "replace")


def refuse_size(size: int) -> None:
    """Raise Unreadable for a file of more bytes than are read."""
    if size > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise Unreadable(say("The file is too big: up to {most} MB are read. Export fewer days.", most=most))


def table_in(text: str) -> list[tuple[str, ...]]:
    """The rows of a table, its cells without what nobody sees. A quotation mark that is never closed ends with its
    line. Raises Unreadable where no table is in the text, or one that is too big."""
    delimiter = _delimiter(text[:_SAMPLE_LETTERS])
    lines = list(io.StringIO(text, newline=""))
    rows: list[tuple[str, ...]] = []
    at = 0
    while at < len(lines):
        at = _read_on(lines, at, delimiter, rows)
    if not any(sum(1 for cell in row if cell) > 1 for row in rows):
        raise Unreadable(no_table())
    return rows


def _read_on(lines: list[str], at: int, delimiter: str, rows: list[tuple[str, ...]]) -> int:
    """Read rows from a line on, up to the end, or up to one that swallows more lines than a cell has; returns the line
    to go on with."""
    reader = csv.reader(itertools.islice(lines, at, None), delimiter=delimiter)
    begun = 0
    while True:
        try:
            row = next(reader, None)
        except csv.Error:
            row = None if begun >= len(lines) - at else [""]
            is_open = row is not None
        else:
            is_open = (
                row is not None and reader.line_num - begun > 1 and _is_open(lines[at + begun : at + reader.line_num])
            )
        if row is None:
            return len(lines)
        if is_open:
            # Marks count for nothing in this line.
            row = next(
                csv.reader([lines[at + begun][:_LETTERS_OF_A_LINE]], delimiter=delimiter, quoting=csv.QUOTE_NONE)
            )
        if len(rows) == MOST_ROWS:
            raise Unreadable(say("The file has more than {most} rows. Export fewer days.", most=f"{MOST_ROWS:,}"))
        rows.append(tuple(" ".join(plain(cell[:_LETTERS_OF_A_CELL]).split()) for cell in row[:MOST_COLUMNS]))
        if is_open:
            return at + begun + 1
        begun = reader.line_num


def _is_open(lines: list[str]) -> bool:
    """Whether a row of several lines is one whose mark is never closed: it has too many of them, or an odd number of
    marks."""
    return len(lines) > _LINES_OF_A_ROW or sum(line.count('"') for line in lines) % 2 == 1


def no_table() -> str:
    """The sentence about a file that holds neither a calendar nor a table."""
    return say("This is neither a calendar nor a table. In your scheduler, export the appointments as ICS or as CSV.")


def _wide(begin: bytes) -> str:
    even, odd = begin[::2].count(0), begin[1::2].count(0)
    half = len(begin) // 4
    if half and odd > half > even:
        return "utf-16-le"
    return "utf-16-be" if half and even > half > odd else ""


def _delimiter(sample: str) -> str:
    """What divides the cells: by which most rows have the same number of cells, and more than one."""
    best, most = ",", 0
    for delimiter in _DELIMITERS:
        try:
            reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
            widths = Counter(len(row) for _, row in zip(range(_SAMPLE_ROWS), reader, strict=False))
        except csv.Error:
            continue
        alike = max((count * min(width, MOST_COLUMNS) for width, count in widths.items() if width > 1), default=0)
        if alike > most:
            best, most = delimiter, alike
    return best
