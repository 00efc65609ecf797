"""The audit trail in sentences, for whoever reads the export without this program."""

from collections.abc import Callable, Iterator, Sequence

from clinic_desktop.audit.queries.entries import TrailBook
from clinic_desktop.errors import ClinicError
from clinic_desktop.exports.loader.writing import ExportFolder
from clinic_desktop.exports.queries.rows import RecordRows
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values.spreadsheet import SheetCell, spreadsheet_lines

TRAIL = "audit-trail.csv"
_TABLE = "audit"
_HEADINGS = ("entry", "at_utc", "who", "workstation", "what", "client_id", "client_name", "table", "id")
_EVERY = 200


def write_trail(folder: ExportFolder, read: Reader, rows: RecordRows, step: Callable[[], object]) -> None:
    """Write it, the oldest first; raises StoreTrouble where it cannot be written, and Cancelled. `step` is called now
    and then."""
    folder.write_rows(TRAIL, spreadsheet_lines(_lines(read, rows, step)))


def _lines(read: Reader, rows: RecordRows, step: Callable[[], object]) -> Iterator[Sequence[SheetCell]]:
    yield _HEADINGS
    book = TrailBook(read)
    for at, row in enumerate(rows.of(rows.shape.tables[_TABLE])):
        if at % _EVERY == 0:
            step()
        yield _line(book, row)


def _line(book: TrailBook, row: Row) -> Sequence[SheetCell]:
    try:
        entry = book.entry_of(row)
        client = book.client(entry)
        who: Sequence[SheetCell] = (entry.actor, entry.workstation, book.words(entry))
        whose: Sequence[SheetCell] = (client, book.owners.name(client)) if client else (None, "")
    except (ClinicError, LookupError, ValueError, TypeError):
        # What it is about cannot be read any more: its own row stands in tables/audit.csv as it is.
        who, whose = (row["actor_name"], row["workstation"], row["label"]), (None, "")
    return row["id"], row["at"], *who, *whose, row["table_name"], row["row_id"]
