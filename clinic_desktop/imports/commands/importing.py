"""Import the good rows of a file: all of them or none, each through the commands of its own room."""

import json
from dataclasses import dataclass, field
from typing import ClassVar

from clinic_desktop.cases.commands import OpenCase
from clinic_desktop.cases.model import CaseDraft
from clinic_desktop.clients.commands import AddClient
from clinic_desktop.errors import Refused
from clinic_desktop.imports.commands.filling import Wrote, fill_client, fill_payer
from clinic_desktop.imports.model.entries import ClientEntry, Entry, PastVisitDraft, PastVisitEntry, PayerEntry
from clinic_desktop.imports.model.made import ImportFacts
from clinic_desktop.imports.queries.prescribers import is_new
from clinic_desktop.jobs import Progress
from clinic_desktop.payers.commands import AddDepartment, AddPayer
from clinic_desktop.payers.model import PayerDraft
from clinic_desktop.payers.rules import payer_values
from clinic_desktop.policies.commands import AddPolicy
from clinic_desktop.referrals.commands.prescribers import AddPrescriber
from clinic_desktop.referrals.model import PrescriberDraft
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.problems import Problem
from clinic_desktop.wording import mark, say

_COLUMNS = "SELECT * FROM import_columns WHERE kind = ? AND headings = ? AND retired_at IS NULL"
_PAYER = "SELECT id FROM payers WHERE sort_name = ? AND retired_at IS NULL"
# So often it is said how far it is: every row would cost more than the row.
_EVERY = 50


@dataclass(frozen=True)
class ImportRows(Command):
    """Write the rows of a file, remember which came from where, and what its columns are."""

    facts: ImportFacts
    entries: tuple[Entry, ...]
    progress: Progress = field(default_factory=Progress, compare=False, repr=False)
    label: ClassVar[str] = mark("Import from a file")
    undoable: ClassVar[bool] = False
    goes_on: ClassVar[str] = mark("An import is being written.")
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Insert the rows; raises Refused with problems at the numbers of the rows, Missing, ChangedSince and
        Cancelled, and then nothing of it is there."""
        there = sum(map(_is_there, self.entries))
        known = sum(
            1 for one in self.entries if not isinstance(one, PastVisitEntry) and one.known and not _is_there(one)
        )
        made = tx.insert(
            "imports",
            {
                "kind": self.facts.kind,
                "made_at": tx.origin.at,
                "made_by": tx.origin.actor,
                "file_name": self.facts.file_name,
                "digest": self.facts.digest,
                "read_rows": self.facts.read_rows,
                "added": len(self.entries) - known - there,
                "filled": known,
            },
        )
        # The clients of earlier rows, by their numbers in the file.
        clients: dict[int, int] = {}
        for at, entry in enumerate(self.entries):
            if at % _EVERY == 0:
                self.progress.report(at, len(self.entries), say("Importing"))
            try:
                wrote = _written(tx, entry, clients)
            except Refused as refused:
                # As when somebody typed the same client in the meantime.
                raise Refused([Problem(str(entry.number), refused.problems[0].words)]) from refused
            _note(tx, made, entry, wrote)
        if self.facts.headings:
            self._remember(tx)
        return made

    def _remember(self, tx: Transaction) -> None:
        kept = tx.one(_COLUMNS, self.facts.kind, self.facts.headings)
        if kept:
            tx.update("import_columns", kept["id"], {"chosen": self.facts.chosen}, kept["version"])
        else:
            values = {"kind": self.facts.kind, "headings": self.facts.headings, "chosen": self.facts.chosen}
            tx.insert("import_columns", values)


@dataclass(frozen=True)
class KeepPastVisit(Command):
    """Keep a visit of another program as history."""

    draft: PastVisitDraft
    label: ClassVar[str] = mark("Import visit")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Missing."""
        one = self.draft
        tx.current("clients", one.client)
        return tx.insert(
            "imported_visits",
            {
                "client_id": one.client,
                "date_of_service": one.date_of_service.isoformat(),
                "starts_at": one.starts_at,
                "minutes": one.minutes,
                "service": one.service,
                "therapist": one.therapist,
                "fee_cents": one.fee_cents,
                "paid_cents": one.paid_cents,
                "note": one.note,
            },
        )


def _is_there(entry: Entry) -> bool:
    return isinstance(entry, ClientEntry) and entry.is_there


def _written(tx: Transaction, entry: Entry, clients: dict[int, int]) -> list[Wrote]:
    """Write what a row says; returns all that was written, the row that it is about first."""
    if isinstance(entry, PastVisitEntry):
        visit = KeepPastVisit(entry.draft).perform(tx)
        return [("imported_visits", visit, 1, None), *_prescriber(tx, entry.draft.prescriber)]
    if isinstance(entry, PayerEntry):
        return _payer(tx, entry)
    if entry.is_there:
        row = tx.active("clients", entry.known or clients[entry.same_as])
        return [("clients", int(row["id"]), int(row["version"]), {})]
    wrote = _client(tx, entry)
    clients[entry.number] = wrote[0][1]
    return wrote if entry.known else [*wrote, *_prescriber(tx, entry.prescriber)]


def _prescriber(tx: Transaction, draft: PrescriberDraft | None) -> list[Wrote]:
    """One who is new comes onto the list; who is known, or may be, stays as they are."""
    if draft is None or not is_new(tx, draft):
        return []
    return [("prescribers", AddPrescriber(draft).perform(tx), 1, None)]


def _client(tx: Transaction, entry: ClientEntry) -> list[Wrote]:
    client = entry.known or AddClient(entry.draft).perform(tx)
    wrote = [fill_client(tx, entry) if entry.known else ("clients", client, 1, None)]
    if not (entry.policy or entry.reason) or (entry.known and not entry.policy):
        return wrote
    case = OpenCase(client, CaseDraft(reason=entry.reason or say("Not asked yet"))).perform(tx)
    wrote.append(("cases", case, 1, None))
    if entry.policy:
        known = tx.one(_PAYER, payer_values(PayerDraft(entry.policy.payer_name))["sort_name"])
        if not known:
            wrote.append(("payers", AddPayer(PayerDraft(entry.policy.payer_name)).perform(tx), 1, None))
        wrote.append(("policies", AddPolicy(case, entry.policy).perform(tx), 1, None))
    return wrote


def _payer(tx: Transaction, entry: PayerEntry) -> list[Wrote]:
    wrote = [fill_payer(tx, entry) if entry.known else ("payers", AddPayer(entry.draft).perform(tx), 1, None)]
    payer = wrote[0][1]
    return wrote + [("departments", AddDepartment(payer, one).perform(tx), 1, None) for one in entry.departments]


def _note(tx: Transaction, made: int, entry: Entry, wrote: list[Wrote]) -> None:
    table, row, _, _ = wrote[0]
    tx.insert(
        "import_rows",
        {
            "import_id": made,
            "line": entry.number,
            "table_name": table,
            "row_id": row,
            "number": entry.source_number if isinstance(entry, ClientEntry) else "",
            "wrote": json.dumps(wrote, ensure_ascii=False),
        },
    )
