"""A file as a table: its headings and its rows."""

import hashlib
import itertools
from pathlib import Path

from clinic_desktop.imports.loader.cells import delimiter_of, rows_in, says_delimiter
from clinic_desktop.imports.loader.letters import letters_of, lines_of, refuse_other_kinds
from clinic_desktop.imports.model.fields import MOST_BYTES
from clinic_desktop.imports.model.sheet import HowRead, ImportTable, SheetRow
from clinic_desktop.imports.rules.looks import says_value
from clinic_desktop.jobs import Progress
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say

_SAMPLE_LINES = 200
_BEFORE_HEADINGS = 10


def content_of_file(path: Path) -> bytes:
    """The bytes of a file. Raises Unreadable, also for one that is too big, before it is read."""
    try:
        if path.exists() and not path.is_file():
            # A folder; or a pipe, which would be waited for.
            raise Unreadable(say("This is no file."))
        if path.stat().st_size > MOST_BYTES:
            refuse_other_kinds(bytes(MOST_BYTES + 1))
        with path.open("rb") as file:
            # No more than that, though it grows meanwhile.
            return file.read(MOST_BYTES + 1)
    except OSError as trouble:
        raise Unreadable(say("The file cannot be read: {why}.", why=trouble.strerror or str(trouble))) from trouble


def read_table(content: bytes, how: HowRead, progress: Progress) -> ImportTable:
    """The table in the bytes of a file. Raises Unreadable for what is none or passes a limit, and Cancelled."""
    refuse_other_kinds(content)
    letters = letters_of(content, how.encoding)
    sample = list(itertools.islice(lines_of(content, letters), _SAMPLE_LINES))
    delimiter = how.delimiter or delimiter_of(sample)
    rows = [row for row in rows_in(lines_of(content, letters), delimiter, progress) if not says_delimiter(row)]
    if not rows:
        raise Unreadable(say("The file is empty."))
    at = _headings_at(rows)
    has_headings = how.has_headings
    if has_headings is None:
        has_headings = at is not None
    place = (at or 0) if has_headings else -1
    below = rows[place + 1 :]
    if not below:
        raise Unreadable(say("The table has headings, and nothing below them."))
    width = _width(below, rows[place].cells if has_headings else ())
    headings = (*(rows[place].cells if has_headings else ()), *("",) * width)[:width]
    return ImportTable(headings, tuple(below), letters, delimiter, has_headings, hashlib.sha256(content).hexdigest())


def _headings_at(rows: list[SheetRow]) -> int | None:
    """The place of the row with the headings: the first that has several cells and no day, number or address in them;
    None where values begin at once. What stands above it alone, as the name of a report, is left out."""
    most = max(sum(1 for cell in row.cells if cell) for row in rows[:_BEFORE_HEADINGS])
    for at, row in enumerate(rows[:_BEFORE_HEADINGS]):
        filled = [cell for cell in row.cells if cell]
        if any(map(says_value, filled)):
            return None
        if len(filled) >= (most + 1) // 2:
            return at
    return None


def _width(rows: list[SheetRow], headings: tuple[str, ...]) -> int:
    """As many columns as there are headings; without them, as the widest row with something in its last cell."""
    if headings:
        return max(at for at, cell in enumerate(headings, 1) if cell)
    return max(at for row in rows for at, cell in enumerate(row.cells, 1) if cell)
