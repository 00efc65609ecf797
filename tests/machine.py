"""A clinic under random work: what every state machine does with it, and what always has to hold."""

import json
import tempfile
from pathlib import Path
from typing import ClassVar

from factories import make_clinic
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from clinic_desktop.clinic import Clinic
from clinic_desktop.store.transaction import Row


class ClinicMachine(RuleBasedStateMachine):
    """Rules of a room are added below it; undo and redo come between them."""

    tables: ClassVar[tuple[str, ...]]
    clinic: Clinic

    @initialize()
    def open(self) -> None:
        self.home = tempfile.TemporaryDirectory()
        self.clinic, _ = make_clinic(Path(self.home.name) / "clinic")
        self.begin()

    def begin(self) -> None:
        """What is there before the first rule."""

    def teardown(self) -> None:
        self.clinic.close()
        self.home.cleanup()

    def rows(self, table: str, where: str = "retired_at IS NULL") -> list[Row]:
        return self.clinic.read.all(f"SELECT * FROM {table} WHERE {where} ORDER BY id")

    def draw(self, data: some.DataObject, table: str, where: str = "retired_at IS NULL") -> Row:
        return data.draw(some.sampled_from(self.rows(table, where)))

    @precondition(lambda self: self.clinic.history.undoable)
    @rule()
    def undo(self) -> None:
        self.clinic.undo()

    @precondition(lambda self: self.clinic.history.redoable)
    @rule()
    def redo(self) -> None:
        self.clinic.redo()

    @invariant()
    def the_audit_trail_replays_to_the_rows(self) -> None:
        for table in self.tables:
            last = self.clinic.read.all(
                "SELECT row_id, after FROM audit WHERE id IN"
                " (SELECT max(id) FROM audit WHERE table_name = ? GROUP BY row_id)",
                table,
            )
            rows = {row["id"]: row for row in self.rows(table, "1")}
            assert {entry["row_id"]: json.loads(entry["after"]) for entry in last} == rows
