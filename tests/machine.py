"""A clinic under random work: what every state machine does with it, and what always has to hold."""

import json
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import ClassVar

from factories import make_clinic, opened
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from clinic_desktop.clinic import Clinic
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.transaction import Row


@cache
def _made() -> "tempfile.TemporaryDirectory[str]":
    """A small clinic that every example works on a copy of: to make one takes ten times as long."""
    home = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    clinic, _ = make_clinic(Path(home.name) / "clinic")
    clinic.close()
    return home


class ClinicMachine(RuleBasedStateMachine):
    """Rules of a room are added below it; undo and redo come between them."""

    tables: ClassVar[tuple[str, ...]]
    clinic: Clinic

    @initialize()
    def open(self) -> None:
        self.home = tempfile.TemporaryDirectory()
        place = Path(self.home.name) / "clinic"
        shutil.copytree(Path(_made().name) / "clinic", place)
        self.clinic = opened(ClinicFolder(place))
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
