"""Reads the papers of a client: listed, one of them, the one that came before, and what each may be a scan of."""

import json
from collections.abc import Iterable
from datetime import date

from clinic_desktop.attachments.model import Attachment, AttachmentId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates

NEWEST_FIRST = Order(("sorted_on", "id"), descending=True)
_ALL = "SELECT * FROM attachment_rows WHERE"
_NEWEST = "ORDER BY sorted_on DESC, id DESC"
# The papers that files are filed as: a row that was joined to another one leads to it, and that one perhaps further on.
_LED = """
WITH RECURSIVE led (came_as, id, into_id, retired_at) AS (
    SELECT came_as, id, into_id, retired_at FROM attachments WHERE {seeds} AND came_as <> ''
    UNION
    SELECT led.came_as, attachments.id, attachments.into_id, attachments.retired_at
    FROM led JOIN attachments ON attachments.id = led.into_id WHERE led.retired_at IS NOT NULL
)
"""
_BY_FILE = _LED.format(seeds="client_id = ? AND came_as = ?")
_OF_CLIENT = _LED.format(seeds="client_id = ?")
_AMONG = _LED.format(seeds="came_as IN (SELECT value FROM json_each(?))")
_AS_FILED = (
    "SELECT attachment_rows.* FROM led JOIN attachment_rows ON attachment_rows.id = led.id ORDER BY led.id LIMIT 1"
)
_FILED = "SELECT DISTINCT came_as FROM led WHERE retired_at IS NULL"


def attachments_of(read: Reads, client: int, case: int | None = None) -> tuple[Attachment, ...]:
    """A client's papers, the newest first; of one case with those that belong to no case in particular."""
    if case is None:
        return tuple(map(_attachment, read.all(f"{_ALL} client_id = ? {_NEWEST}", client)))
    sql = f"{_ALL} client_id = ? AND (case_id = ? OR case_id IS NULL) {_NEWEST}"
    return tuple(map(_attachment, read.all(sql, client, case)))


def has_others(read: Reads, paper: Attachment) -> bool:
    """Whether the client has more papers than this one."""
    sql = "SELECT id FROM attachments WHERE client_id = ? AND retired_at IS NULL LIMIT 2"
    return any(one["id"] != paper.id for one in read.all(sql, paper.client))


def attachment_page(read: Reader, client: int, kind: str = "", after: Cursor | None = None) -> Page[Attachment]:
    """A client's papers of a kind, or of every one: a page of the list, the newest first."""
    where, values = "client_id = ?", (client,)
    of_kind = Listing("attachment_rows", _attachment, f"{where} AND kind = ?", (*values, kind))
    every = Listing("attachment_rows", _attachment, where, values)
    return page(read, of_kind if kind else every, NEWEST_FIRST, after)


def attachment(read: Reader, row: int) -> Attachment:
    """One paper; raises Missing."""
    return _attachment(read.one("SELECT * FROM attachment_rows WHERE id = ?", row))


def kinds_on_file(read: Reads, client: int) -> frozenset[str]:
    """Of which kinds a client has papers."""
    return frozenset(
        one["kind"] for one in read.all("SELECT DISTINCT kind FROM attachment_rows WHERE client_id = ?", client)
    )


def attachments_about(read: Reads, kind: str, row: int) -> tuple[Attachment, ...]:
    """The scans of what is on record itself: `kind` is one of ABOUT_KINDS, `row` its row. The newest first."""
    sql = f"{_ALL} about_kind = ? AND about_row = ? {_NEWEST}"
    return tuple(map(_attachment, read.all(sql, kind, row)))


def denial_from(read: Reads, row: int) -> int | None:
    """The denial that has this paper as its notice, or as the form of who represents the client; None without one.
    Denials have a room above this one, so they are known here by their table alone."""
    sql = "SELECT id FROM denials WHERE retired_at IS NULL AND (attachment_id = ? OR form_id = ?) ORDER BY id LIMIT 1"
    return next((one["id"] for one in read.all(sql, row, row)), None)


def representative_form_of(read: Reads, client: int) -> Attachment | None:
    """The newest form on file by which a client lets somebody act for them; None where none is."""
    sql = f"{_ALL} client_id = ? AND kind = 'representative_form' {_NEWEST} LIMIT 1"
    return next(map(_attachment, read.all(sql, client)), None)


def came_before(read: Reads, client: int, came_as: str) -> Attachment | None:
    """The paper that a file is filed as already, by the SHA-256 of its bytes; where it was joined to another one, that
    one. None where it is new, or was removed."""
    return next(map(_attachment, read.all(f"{_BY_FILE} {_AS_FILED}", client, came_as)), None)


def files_of(read: Reads, client: int) -> frozenset[str]:
    """The SHA-256 of each file that is filed for a client, for a job that reads others."""
    return frozenset(one["came_as"] for one in read.all(f"{_OF_CLIENT} {_FILED}", client))


def filed_anywhere(read: Reads, files: Iterable[str]) -> frozenset[str]:
    """Which of these files, each the SHA-256 of its bytes, are filed for some client."""
    return frozenset(one["came_as"] for one in read.all(f"{_AMONG} {_FILED}", json.dumps(sorted(files))))


def scanned_of(read: Reads, client: int) -> frozenset[str]:
    """What the papers of a client may be scans of, each as a form has it: "prescription:12"."""
    sql = "SELECT kind, row FROM scanned_rows WHERE client_id = ? AND retired_at IS NULL"
    return frozenset(f"{one['kind']}:{one['row']}" for one in read.all(sql, client))


def _attachment(row: Row) -> Attachment:
    return Attachment(
        id=AttachmentId(row["id"]),
        version=row["version"],
        client=ClientId(row["client_id"]),
        case=row["case_id"],
        kind=row["kind"],
        day=dates.kept(row["day"]),
        title=row["title"],
        note=row["note"],
        blob=row["blob"],
        pages=row["pages"],
        has_text=bool(row["has_text"]),
        file_name=row["file_name"],
        added_on=date.fromisoformat(row["added_on"]),
        about_kind=row["about_kind"],
        about_row=row["about_row"],
        case_reason=row["case_reason"],
        thumbnail=row["thumbnail"],
    )
