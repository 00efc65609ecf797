"""Go over the checklist, raise flags, change and resolve them, note that they still stand."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from clinic_desktop.intake.model.flags import (
    FlagAnswerDraft,
    FlagDraft,
    FlagResolutionDraft,
    OpenFlag,
    ScreeningDraft,
)
from clinic_desktop.intake.queries.flags import open_flags
from clinic_desktop.intake.rules import flags as rules
from clinic_desktop.intake.rules.adding import added_values, check_seen
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class GoOverFlags(Command):
    """Keep the answers to the checklist. A yes makes a flag, or says of an open one that it still stands, and adds to
    it what was typed; a no ends one that is not urgent."""

    client: int
    draft: ScreeningDraft
    label: ClassVar[str] = mark("Go over flags")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Insert and update the rows; raises Refused, also for a no to an urgent flag that is open, or Missing."""
        client = tx.current("clients", self.client)
        day = rules.screening_day(self.draft, dates.kept(client["birth_date"]), tx.clock.today())
        known = {one.key: one for one in open_flags(tx, self.client)}
        problems, new = Problems(), []
        added: dict[str, rules.Values] = {}
        for answer in self.draft.answers:
            flag = known.get(answer.key)
            if flag:
                rules.check_answer(problems, answer, flag, day)
                added[answer.key] = added_values(problems, rules.LIMITS, flag, answer)
            elif answer.answer == "yes":
                new.append(rules.answer_values(problems, answer))
            check_seen(problems, answer, flag, self.draft.seen_open)
        problems.refuse()
        for values in new:
            tx.insert("health_flags", {"client_id": self.client, "found_on": day.isoformat()} | values)
        for answer in self.draft.answers:
            if answer.key in known:
                _answer_again(tx, known[answer.key], answer, day, added[answer.key])
        answers = json.dumps({one.key: one.answer for one in self.draft.answers}, separators=(",", ":"))
        return tx.insert("screenings", {"client_id": self.client, "asked_on": day.isoformat(), "answers": answers})


@dataclass(frozen=True)
class RaiseFlag(Command):
    """Raise a flag that was found between two times of asking."""

    client: int
    draft: FlagDraft
    label: ClassVar[str] = mark("Raise flag")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused, also for one that is open already, or Missing."""
        values = _values(tx, self.client, self.draft)
        problems = Problems()
        twin = next((one for one in open_flags(tx, self.client) if one.key == values["key"]), None)
        if twin:
            words = say("This flag is open since {day}. Change that one.", day=dates.shown(twin.found_on))
            problems.add("key", words)
        problems.refuse()
        return tx.insert("health_flags", {"client_id": self.client} | values)


@dataclass(frozen=True)
class ChangeFlag(Command):
    """Put right what is written about an open flag: its day, place, note, modification."""

    id: int
    version: int
    draft: FlagDraft
    label: ClassVar[str] = mark("Change flag")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, also for one that is resolved, Missing or ChangedSince."""
        now = _open_flag(tx, self.id)
        values = _values(tx, now["client_id"], self.draft)
        problems = Problems()
        if values["key"] != now["key"]:
            problems.add("key", say("Another finding is another flag: raise that one, and resolve this one."))
        problems.refuse()
        return tx.update("health_flags", self.id, values, self.version)


@dataclass(frozen=True)
class ResolveFlag(Command):
    """Resolve a flag by a note or by a prescriber’s clearance. It stays on record, with who resolved it. A clearance
    that ends leaves it open, and lets visits pass until then."""

    id: int
    version: int
    draft: FlagResolutionDraft
    label: ClassVar[str] = mark("Resolve flag")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Update the row, or insert that of a clearance that ends; raises Refused, Missing or ChangedSince."""
        now = _open_flag(tx, self.id)
        values = rules.resolution_values(self.draft, now, tx.clock.today())
        if "until_on" not in values:
            return tx.update("health_flags", self.id, values | _resolver(tx), self.version)
        tx.update("health_flags", self.id, {"clearances": now["clearances"] + 1}, self.version)
        by = _resolver(tx)
        written = {"flag_id": self.id, "written_by": by["resolved_by"], "writer": by["resolver"]}
        tx.insert("flag_clearances", values | written)
        return self.id


@dataclass(frozen=True)
class NoteFlags(Command):
    """Note of open flags that they were asked about today and are still so."""

    flags: tuple[int, ...]
    label: ClassVar[str] = mark("Note still so")
    permission: ClassVar[Permission] = "clinical"
    kind: ClassVar[str] = "still"

    def perform(self, tx: Transaction) -> int:
        """Insert a row for each that has none of today; raises Refused or Missing."""
        today, row = tx.clock.today().isoformat(), 0
        for one in self.flags:
            flag = _open_flag(tx, one)
            row = _note(tx, flag, self.kind, today)
        return row


@dataclass(frozen=True)
class NoteModified(NoteFlags):
    """Note of open flags that the treatment was modified for them today."""

    label: ClassVar[str] = mark("Note modified")
    permission: ClassVar[Permission] = "clinical"
    kind: ClassVar[str] = "modified"


def _values(tx: Transaction, client: int, draft: FlagDraft) -> rules.Values:
    born = dates.kept(tx.current("clients", client)["birth_date"])
    return rules.flag_values(draft, born, tx.clock.today())


def _open_flag(tx: Transaction, row: int) -> Row:
    """The flag; raises Refused for one that is resolved, Missing."""
    found = tx.active("health_flags", row)
    problems = Problems()
    if found["resolved_on"]:
        problems.add("", say("This flag is resolved, and stays as it was. Raise it again if it is back."))
    problems.refuse()
    return found


def _answer_again(tx: Transaction, flag: OpenFlag, answer: FlagAnswerDraft, day: date, added: rules.Values) -> None:
    """A yes or a no about a flag that is open; `added` are the columns that a yes changes."""
    if answer.answer == "yes":
        if added:
            tx.update("health_flags", flag.id, added, flag.version)
        _note(tx, {"id": flag.id, "modification": flag.modification}, "still", day.isoformat())
        return
    words = say("Asked again on {day}: no.", day=dates.shown(day))
    ended = {"resolved_on": day.isoformat(), "resolution": "asked", "resolution_words": words}
    tx.update("health_flags", flag.id, ended | _resolver(tx), flag.version)


def _note(tx: Transaction, flag: Mapping[str, Any], kind: str, day: str) -> int:
    """A check of that day, once."""
    sql = "SELECT id FROM flag_checks WHERE flag_id = ? AND kind = ? AND noted_on = ? AND retired_at IS NULL"
    kept = tx.one(sql, flag["id"], kind, day)
    if kept:
        return int(kept["id"])
    words = flag["modification"] if kind == "modified" else ""
    return tx.insert("flag_checks", {"flag_id": flag["id"], "kind": kind, "noted_on": day, "words": words})


def _resolver(tx: Transaction) -> rules.Values:
    person = tx.current("staff", tx.origin.actor or 0)
    return {"resolved_by": person["id"], "resolver": person["name"]}
