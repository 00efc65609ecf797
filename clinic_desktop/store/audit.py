"""The audit trail: one entry for each row a command wrote, in the same transaction. It is append-only by trigger."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

Verb = Literal["insert", "update", "retire", "note"]
# Whether a command takes back what another one did, or does that again; "" for what is done for the first time.
Turn = Literal["", "undo", "redo"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Who did it, with which command, from where and when. `at` is UTC ISO text; `label` is untranslated, and what is
    taken back or done again has that of the first time: `command`, made by `command_id`, tells them apart."""

    command: str
    label: str
    actor: int | None
    workstation: str
    at: str


def command_id(turn: Turn = "") -> str:
    """An id of its own for all that one command writes: "undo-1f...", or without a turn "1f..."."""
    own = secrets.token_hex(16)
    return f"{turn}-{own}" if turn else own


def turn_of(command: object) -> Turn:
    """What the id of a command says of it; somebody may have left anything there past the program."""
    begin, dash, _ = str(command).partition("-")
    return next((turn for turn in get_args(Turn) if dash and turn == begin), "")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row written: what stood there before (None for a new row) and what stands there after.

    A note is of a row that stays as it is: both are the same; or of a look: `before` is None, `after` what was seen.
    """

    verb: Verb
    table: str
    row: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]


_JSON = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))

# Its number and its digest are given by the chain (`store.chain`).
INSERT = (
    "INSERT INTO audit (id, at, command, label, actor, workstation, verb, table_name, row_id, before, after, mac)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def parameters(origin: Origin, entry: Entry) -> tuple[Any, ...]:
    """What an entry says, in the order of INSERT: all between its number and its digest."""
    before = None if entry.before is None else as_json(entry.before)
    return (
        origin.at,
        origin.command,
        origin.label,
        origin.actor,
        origin.workstation,
        entry.verb,
        entry.table,
        entry.row,
        before,
        as_json(entry.after),
    )


def as_json(values: Mapping[str, Any]) -> str:
    """A row as it stands in the audit: sorted keys, so that equal rows are equal text."""
    return _JSON.encode(values)
