"""Keep the clinic's own words of a template, and go back to those of the program."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.letters.loader import shipped
from clinic_desktop.letters.rules.typed import wording_values
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class KeepWording(Command):
    """Keep the clinic's own words for a kind of letter: `texts` by "paragraph" or "paragraph.voice". What says the same
    as the program is left out. `version` is that of the row as it was read, 0 while there is none."""

    kind: str
    version: int
    texts: Mapping[str, str]
    label: ClassVar[str] = mark("Keep own wording of letter")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Insert or update the row; raises Refused with each placeholder that nobody knows, with its line, Missing or
        ChangedSince."""
        found = wording_values(shipped(self.kind), self.texts)
        now = tx.one("SELECT * FROM letter_wordings WHERE kind = ? AND retired_at IS NULL", self.kind)
        problems = Problems()
        if not found and not now:
            problems.add("", say("These are the words of the program: change one to have your own."))
        problems.refuse()
        kept = json.dumps({key: [one.text, one.over] for key, one in found.items()}, ensure_ascii=False)
        if now:
            if not found:
                return tx.retire("letter_wordings", now["id"], self.version)
            return tx.update("letter_wordings", now["id"], {"texts": kept}, self.version)
        return tx.insert("letter_wordings", {"kind": self.kind, "texts": kept})


@dataclass(frozen=True)
class RetireWording(Command):
    """Go back to the words of the program."""

    id: int
    version: int
    label: ClassVar[str] = mark("Use wording of the program")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        tx.active("letter_wordings", self.id)
        return tx.retire("letter_wordings", self.id, self.version)
