"""Keep body maps, change them, take them away."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.body_maps.loader import body_figure
from clinic_desktop.body_maps.model.maps import BodyMapDraft
from clinic_desktop.body_maps.rules.typed import MapFacts, MapValues, map_values
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values import dates
from clinic_desktop.wording import mark


@dataclass(frozen=True)
class AddBodyMap(Command):
    """Keep a map that whoever is signed in drew."""

    case: int
    draft: BodyMapDraft
    label: ClassVar[str] = mark("Add body map")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Insert the rows; raises Refused, or Missing for a case that is gone."""
        values = _values(tx, self.case, self.draft, 0)
        row = tx.insert("body_maps", {"case_id": self.case, "drawn_by": tx.origin.actor} | values.body_map)
        _write_marks(tx, row, [], values)
        return row


@dataclass(frozen=True)
class ChangeBodyMap(Command):
    """Change a map; who drew it stays."""

    id: int
    version: int
    draft: BodyMapDraft
    label: ClassVar[str] = mark("Change body map")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Update the rows; raises Refused, Missing or ChangedSince."""
        now = tx.active("body_maps", self.id)
        before = _mark_rows(tx, self.id)
        values = _values(tx, now["case_id"], self.draft, self.id)
        is_changed = [(row["id"], _drawn(row)) for row in before] != list(values.marks)
        counted = {"marks_changed": now["marks_changed"] + is_changed}
        tx.update("body_maps", self.id, values.body_map | counted, self.version)
        _write_marks(tx, self.id, before, values)
        return self.id


@dataclass(frozen=True)
class RetireBodyMap(Command):
    """Take away a map that was drawn by mistake."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove body map")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Retire the rows; raises Missing or ChangedSince."""
        tx.active("body_maps", self.id)
        tx.retire("body_maps", self.id, self.version)
        for one in _mark_rows(tx, self.id):
            tx.retire("body_marks", one["id"], one["version"])
        return self.id


def _values(tx: Transaction, case: int, draft: BodyMapDraft, own: int) -> MapValues:
    client = tx.current("clients", tx.active("cases", case)["client_id"])
    other = tx.one("SELECT 1 FROM body_maps WHERE case_id = ? AND id <> ? AND retired_at IS NULL", case, own)
    facts = MapFacts(body_figure(), tx.clock.today(), dates.kept(client["birth_date"]), other is not None)
    return map_values(draft, facts)


def _mark_rows(tx: Transaction, body_map: int) -> list[Row]:
    return tx.all("SELECT * FROM body_marks WHERE map_id = ? AND retired_at IS NULL ORDER BY place, id", body_map)


def _drawn(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in _KEPT}


def _write_marks(tx: Transaction, body_map: int, before: list[Row], values: MapValues) -> None:
    rows = {row["id"]: row for row in before}
    for place, (wanted, drawn) in enumerate(values.marks, 1):
        # A row that is not this map's, or is named twice, is a mark of its own.
        kept = rows.pop(wanted, None)
        if kept:
            tx.update("body_marks", kept["id"], drawn | {"place": place}, kept["version"])
        else:
            tx.insert("body_marks", {"map_id": body_map, "place": place} | drawn)
    for gone in rows.values():
        tx.retire("body_marks", gone["id"], gone["version"])


# Of a mark, what is not drawn.
_KEPT = ("id", "version", "retired_at", "map_id", "place")
