"""Load a newer release of ICD-10-CM into the clinic's file, and take one away."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from clinic_desktop.codes.queries.releases import shipped_release
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import plain
from clinic_desktop.wording import mark, say

_LONGEST_SOURCE = 255


@dataclass(frozen=True)
class LoadRelease(Command):
    """Keep a release, packed by `loader.release_from`, so that backups carry it."""

    effective_on: date
    source: str
    codes: int
    table: bytes = field(repr=False)
    label: ClassVar[str] = mark("Load diagnosis codes")
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Insert the row and keep the table; raises Refused for a release that is here already."""
        problems = Problems()
        day = self.effective_on.isoformat()
        same = tx.one("SELECT id FROM code_releases WHERE effective_on = ? AND retired_at IS NULL", day)
        if same or self.effective_on == shipped_release().effective_on:
            problems.add(
                "effective_on", say("The {name} release is here already.", name=dates.month_year(self.effective_on))
            )
        problems.refuse()
        facts = {"effective_on": day, "source": plain(self.source)[:_LONGEST_SOURCE] or "?", "codes": self.codes}
        return tx.insert("code_releases", facts | {"digest": tx.keep(self.table)})


@dataclass(frozen=True)
class RemoveRelease(Command):
    """Take a loaded release away, as one that was loaded under the wrong day."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove diagnosis codes")
    permission: ClassVar[Permission] = "owner"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        return tx.retire("code_releases", self.id, self.version)
