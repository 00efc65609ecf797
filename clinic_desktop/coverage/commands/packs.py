"""Accepts a rule pack of the clinic, and takes one away."""

from dataclasses import dataclass, field
from typing import ClassVar

from clinic_desktop.coverage.loader.own_packs import move_in
from clinic_desktop.errors import Refused
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.problems import Problem
from clinic_desktop.values.text import plain
from clinic_desktop.wording import mark
from clinic_desktop.written.file import BadFile

_LONGEST_FILE = 255


@dataclass(frozen=True)
class AddRulePack(Command):
    """Accept a pack as its file has it, in the place of an older version of it."""

    content: bytes = field(repr=False)
    file: str
    label: ClassVar[str] = mark("Add rule pack")
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Retire the older version and insert the row. Raises Refused with everything that is wrong in the file, each
        with its line, at the field "file"."""
        file = plain(self.file)[:_LONGEST_FILE] or "?"
        try:
            move = move_in(tx, self.content, file)
        except BadFile as bad:
            raise Refused([Problem("file", line) for line in bad.problems]) from bad
        if move.row:
            tx.retire("rule_packs", move.row.id, move.row.version)
        pack = move.after
        assert pack
        row = {
            **{"pack": pack.id, "title": pack.title, "payer_name": pack.payer_name, "edition": pack.version},
            **{"dated": pack.dated.isoformat(), "rules": len(pack.rules), "file": file},
            **{"added_on": tx.clock.today().isoformat(), "digest": tx.keep(self.content)},
        }
        return tx.insert("rule_packs", row)


@dataclass(frozen=True)
class RemoveRulePack(Command):
    """Take a pack of the clinic away. What was said by it is kept in the determinations."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove rule pack")
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        tx.active("rule_packs", self.id)
        return tx.retire("rule_packs", self.id, self.version)
