"""The text of a file in whatever letters it was written, and the rows of a table in it."""

import codecs
import csv
import io
from collections import Counter

from clinic_desktop.schedule.model import MOST_BYTES, MOST_COLUMNS, MOST_ROWS
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.text import plain
from clinic_desktop.wording import say

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DELIMITERS = ",;\t|"
_SAMPLE_LETTERS = 20_000
_SAMPLE_ROWS = 25
_LETTERS_OF_A_CELL = 500
# So much of a file is looked at to see whether every other byte is empty: UTF-16 without its mark.
_LOOKED_AT = 400


def text_of(content: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16, else as Windows writes it. Raises Unreadable for a file that is too big."""
    if len(content) > MOST_BYTES:
        raise Unreadable(say("The file is too big: up to 5 MB are read. Export fewer days."))
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if wide := _wide(content[:_LOOKED_AT]):
        return content.decode(wide, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def table_in(text: str) -> list[tuple[str, ...]]:
    """The rows of a table, its cells without what nobody sees. Raises Unreadable where no table is in the text, or one
    that is too big."""
    delimiter = _delimiter(text[:_SAMPLE_LETTERS])
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(rows) == MOST_ROWS:
                raise Unreadable(say("The file has more than {most} rows. Export fewer days.", most=f"{MOST_ROWS:,}"))
            rows.append(tuple(" ".join(plain(cell[:_LETTERS_OF_A_CELL]).split()) for cell in row[:MOST_COLUMNS]))
    except csv.Error as wrong:
        raise Unreadable(no_table()) from wrong
    if not any(sum(1 for cell in row if cell) > 1 for row in rows):
        raise Unreadable(no_table())
    return rows


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
