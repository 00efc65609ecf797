"""A course of steps: what the faults meet, one call that writes after another."""

from collections.abc import Callable
from typing import NamedTuple

from bench.safety.desk import Desk

Step = Callable[[Desk], object]


class Workload(NamedTuple):
    """A course of steps, each of which is told once it is done."""

    name: str
    steps: tuple[Step, ...]
    # Whether it is about the backups of the clinic, which are many to copy.
    backups: bool = False


def version(desk: Desk, table: str, row: int) -> int:
    """The version of a row, which whoever changes it has to have seen."""
    found = desk.clinic.read.one(f"SELECT version FROM {table} WHERE id = ?", row)
    assert found
    return int(found["version"])


def last(desk: Desk, table: str) -> int:
    """The row that was added last."""
    found = desk.clinic.read.one(f"SELECT max(id) AS id FROM {table}")
    assert found
    return int(found["id"])


def newest(desk: Desk, table: str) -> tuple[int, int]:
    """That row and its version, as most commands that change one ask for them."""
    row = last(desk, table)
    return row, version(desk, table, row)
