"""File papers of a client, say what they are, turn, split and join their pages, remove them.

The pages lie among the encrypted files before any of these is done: the file comes first, and the row second.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from clinic_desktop.attachments.model import AttachmentDraft, Leaves, ReadFile
from clinic_desktop.attachments.queries import denial_from, scanned_of
from clinic_desktop.attachments.rules import Values, attachment_values, kept_name, title_from
from clinic_desktop.errors import Missing
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say

_CASES = "SELECT id FROM cases WHERE client_id = ? AND retired_at IS NULL"


@dataclass(frozen=True)
class AddAttachments(Command):
    """File what was read for a client, one row each, and all of them or none. `case` is the case they belong to, None
    for no case in particular."""

    client: int
    case: int | None
    files: tuple[ReadFile, ...]
    # What is known of each of them already.
    draft: AttachmentDraft = field(default_factory=AttachmentDraft)
    label: ClassVar[str] = mark("Add files")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Insert the rows, one after another; returns the first. Raises Refused or Missing."""
        _refuse_retired(tx, self.client)
        known = _values(tx, self.client, self.draft) | {"case_id": self._case(tx)}
        rows = [tx.insert("attachments", known | self._own(tx, file)) for file in self.files]
        return rows[0]

    def _own(self, tx: Transaction, file: ReadFile) -> Values:
        values: Values = {
            "client_id": self.client,
            "file_name": kept_name(file.name),
            "came_as": file.came_as,
            "added_on": tx.clock.today().isoformat(),
        }
        if not self.draft.title:
            values["title"] = title_from(file.name)
        return values | _leaves(tx, file.leaves)

    def _case(self, tx: Transaction) -> int | None:
        if self.case is not None and {"id": self.case} not in tx.all(_CASES, self.client):
            raise Missing(say("This is no longer there."))
        return self.case


@dataclass(frozen=True)
class ChangeAttachment(Command):
    """Say what a paper is: its kind, date, title, note, case, and what it is a scan of."""

    id: int
    version: int
    draft: AttachmentDraft
    label: ClassVar[str] = mark("Change file")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        now = tx.active("attachments", self.id)
        kept = f"{now['about_kind']}:{now['about_row']}" if now["about_kind"] else ""
        values = _values(tx, now["client_id"], self.draft, kept)
        return tx.update("attachments", self.id, values, self.version)


@dataclass(frozen=True)
class TurnPages(Command):
    """Put turned pages in the place of those that lay askew. Undo brings back the pages as they were."""

    id: int
    version: int
    leaves: Leaves
    label: ClassVar[str] = mark("Turn pages")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Missing or ChangedSince, ValueError where a page is more or less."""
        now = tx.active("attachments", self.id)
        _same_pages(now["pages"], self.leaves)
        return tx.update("attachments", self.id, _leaves(tx, self.leaves), self.version)


@dataclass(frozen=True)
class SplitAttachment(Command):
    """Make two of a paper: the first keeps its row, the second says the same of itself until somebody says more."""

    id: int
    version: int
    first: Leaves
    second: Leaves
    label: ClassVar[str] = mark("Split file")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the row and insert another; returns the new one. Raises Missing or ChangedSince, ValueError where a
        page is more or less."""
        now = tx.active("attachments", self.id)
        _same_pages(now["pages"], self.first, self.second)
        tx.update("attachments", self.id, _leaves(tx, self.first), self.version)
        kept = ("client_id", "case_id", "kind", "day", "title", "note", "about_kind", "about_row", "file_name")
        same = {name: now[name] for name in (*kept, "came_as", "added_on")}
        return tx.insert("attachments", same | _leaves(tx, self.second) | {"from_id": self.id})


@dataclass(frozen=True)
class JoinAttachments(Command):
    """Make one of several papers of a client. `parts` are their rows with the version of each, in the order of their
    pages; the row of `id` is one of them and stays, the others go."""

    id: int
    parts: tuple[tuple[int, int], ...]
    leaves: Leaves
    label: ClassVar[str] = mark("Join files")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update one row and retire the others; raises Refused, Missing or ChangedSince, ValueError where a page is
        more or less."""
        rows = [tx.active("attachments", row) for row, _ in self.parts]
        _refuse_strangers(self.id, rows)
        _same_pages(sum(one["pages"] for one in rows), self.leaves)
        for row, version in self.parts:
            if row == self.id:
                tx.update("attachments", row, _leaves(tx, self.leaves), version)
            else:
                _refuse_named(tx, row)
                tx.update("attachments", row, {"into_id": self.id}, version)
                tx.retire("attachments", row, tx.active("attachments", row)["version"])
        return self.id


@dataclass(frozen=True)
class RetireAttachment(Command):
    """Remove a paper that was filed by mistake. Nothing is deleted: undo brings it back."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove file")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Refused where a denial stands on it, Missing or ChangedSince."""
        tx.active("attachments", self.id)
        _refuse_named(tx, self.id)
        return tx.retire("attachments", self.id, self.version)


def _values(tx: Transaction, client: int, draft: AttachmentDraft, kept: str = "") -> Values:
    """The columns as typed; `kept` is what it is a scan of as it stands, which may have been removed since."""
    born = dates.kept(tx.active("clients", client)["birth_date"])
    cases = {one["id"] for one in tx.all(_CASES, client)}
    abouts = scanned_of(tx, client) | ({kept} if kept else set())
    return attachment_values(draft, tx.clock.today(), cases, abouts, born)


def _leaves(tx: Transaction, leaves: Leaves) -> Values:
    return {
        "blob": leaves.blob,
        "pages": leaves.pages,
        "has_text": int(leaves.has_text),
        "thumbnail": tx.keep(leaves.thumbnail),
    }


def _same_pages(before: int, *after: Leaves) -> None:
    # No page may be lost on the way, whatever the pages were handed to.
    if before != sum(one.pages for one in after):
        raise ValueError("a page is more or less than there was")


def _refuse_strangers(kept: int, rows: Sequence[Row]) -> None:
    found = Problems()
    ids = {one["id"] for one in rows}
    if not ids - {kept} or len(ids) < len(rows):
        found.add("", say("Choose at least one more file to join."))
    elif kept not in ids or len({one["client_id"] for one in rows}) > 1:
        found.add("", say("Only files of one client are joined."))
    found.refuse()


def _refuse_named(tx: Transaction, row: int) -> None:
    """What a denial stands on stays."""
    found, number = Problems(), denial_from(tx, row)
    if number:
        words = say("Denial no. {number} stands on this file, so it stays. Remove the denial first.", number=number)
        found.add("", words)
    found.refuse()


def _refuse_retired(tx: Transaction, client: int) -> None:
    found = Problems()
    if tx.current("clients", client)["retired_at"]:
        found.add("", say("This client was retired. Bring the client back first."))
    found.refuse()
