"""Keeps what was answered about the coverage of a case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from clinic_desktop.coverage.loader.typed import is_unknown, typed_value
from clinic_desktop.coverage.loader.vocabulary import ALIASES, KINDS
from clinic_desktop.coverage.model.fact import UNKNOWN
from clinic_desktop.coverage.model.kept import ORIGINS, KeptAnswer
from clinic_desktop.coverage.queries.kept import kept_answers
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.wording import mark, say
from clinic_desktop.written.writing import spelled


@dataclass(frozen=True, slots=True)
class Source:
    """Where answers are from: a key of ORIGINS, the day they were said, and the call on record, if it was one."""

    origin: str
    day: date
    call: int | None = None


@dataclass(frozen=True)
class AnswerCoverage(Command):
    """Answer some questions about a case at once: `typed` has texts by keys of a case file, with a dot for their table.
    "" takes an answer back; that nobody knows is an answer too, and kept. `origin` is a key of ORIGINS."""

    case: int
    typed: Mapping[str, str]
    origin: str = ""
    label: ClassVar[str] = mark("Answer coverage question")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Write the answers that changed, all or none; returns the case. Raises Refused at the keys, or Missing."""
        tx.active("cases", self.case)
        found = Problems()
        if self.origin not in ORIGINS:
            found.add("origin", say("Choose one of these."))
        values = read_answers(found, self.typed, tx.clock.today())
        found.refuse()
        unknown = {ALIASES.get(key, key): UNKNOWN for key, text in self.typed.items() if is_unknown(text)}
        values |= unknown
        write_answers(tx, self.case, values, Source(self.origin, tx.clock.today()))
        return self.case


def read_answers(found: Problems, typed: Mapping[str, str], today: date) -> dict[str, Any]:
    """Values by the keys of KINDS, None for what is taken back; what cannot be read is noted at its key as given."""
    values: dict[str, Any] = {}
    for given, text in typed.items():
        key = ALIASES.get(given, given)
        if key not in KINDS:
            found.add(given, say("This is no question of a case."))
            continue
        try:
            values[key] = typed_value(key, text, today)
        except Unreadable as unreadable:
            found.add(given, unreadable.words)
    return values


def write_answers(tx: Transaction, case: int, values: Mapping[str, Any], source: Source) -> None:
    """Put the values in the place of those that stand there; one answer a key."""
    before = {one.key: one for one in kept_answers(tx, case)}
    for key, value in values.items():
        _write(tx, case, key, value, source, before.get(key))


def _write(tx: Transaction, case: int, key: str, value: Any, source: Source, before: KeptAnswer | None) -> None:
    if value is None:
        if before:
            tx.retire("coverage_answers", before.id, before.version)
        return
    row = {
        "value": spelled(value),
        "answered_on": source.day.isoformat(),
        "origin": source.origin,
        "call_id": source.call,
    }
    if before and before.spelled == row["value"] and not source.origin:
        # Who gave this answer, and when, stays on record unless somebody else is named.
        return
    if before:
        tx.update("coverage_answers", before.id, row, before.version)
    else:
        tx.insert("coverage_answers", {"case_id": case, "key": key} | row)
