"""The entries of the trail, the newest first, by person, client, kind and day."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from clinic_desktop.audit.model import (
    EXPORT_BEGUN,
    EXPORTED,
    HANDED_OUT,
    LOOKED,
    LOST,
    PROVED,
    RESTORED,
    SETTLED,
    SIGNED_IN,
    Kind,
    KnownLoss,
    TrailCheck,
    TrailEntry,
    TrailPaper,
    TrailRow,
    TrailWanted,
)
from clinic_desktop.audit.queries.whose import Owners
from clinic_desktop.audit.rules.fields import Called
from clinic_desktop.audit.rules.told import told
from clinic_desktop.practice.queries import practice
from clinic_desktop.store.chain import Head
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates
from clinic_desktop.values.moments import shown_moment
from clinic_desktop.wording import say

# As many pages as somebody reads.
MOST_PRINTED = 1_000
_NEWEST_FIRST = Order(("id",), descending=True)
_LEFT = (HANDED_OUT, EXPORT_BEGUN, EXPORTED)
_KINDS: dict[Kind, tuple[str, tuple[object, ...]]] = {
    "changes": ("(verb <> 'note' OR before IS NOT NULL)", ()),
    "looks": ("label = ? AND verb = 'note'", (LOOKED,)),
    "out": ("label IN (?, ?, ?) AND verb = 'note'", _LEFT),
    "people": ("table_name = 'staff'", ()),
    "record": ("table_name = 'practice' AND verb = 'note' AND label NOT IN (?, ?, ?)", _LEFT),
}
_OF_CLINIC = "SELECT id, at, label, after FROM audit WHERE table_name = 'practice' AND row_id = 1 AND label = ?"
# How a row of a table is called, by the first of these columns that it has.
_NAMES = ("name", "title", "number", "payer_name", "date_of_service", "code", "legal_name", "file_name")


class TrailBook:
    """Reads the trail for somebody who may; what its rows are called is looked up once each."""

    def __init__(self, read: Reader, only: int = 0) -> None:
        """Reads the links of the tables. Who is not the owner reads `only` what they did themselves (staff id)."""
        self._read, self._only = read, only
        self.owners = Owners(read)
        self._people: dict[int, str] = {}
        self._condition, self._times = self.owners.entries_of_client()

    def page(self, wanted: TrailWanted, after: Cursor | None = None) -> Page[TrailRow]:
        """Some entries, the newest first."""
        where, values = self._where(wanted)
        return page(self._read, Listing("audit", self._row, where, values), _NEWEST_FIRST, after)

    def entry(self, number: int) -> TrailEntry:
        """One entry; raises Missing, also for one that is not to be read."""
        sql = "SELECT * FROM audit WHERE id = ? AND (? = 0 OR actor = ?)"
        return self._entry(self._read.one(sql, number, self._only, self._only))

    def entry_of(self, row: Row) -> TrailEntry:
        """An entry out of its row, as it was read elsewhere."""
        return self._entry(row)

    def words(self, entry: TrailEntry) -> str:
        """An entry as a sentence, without who did it."""
        return told(entry, self._name(entry), self.owners.name(self.client(entry)), self.called)

    def client(self, entry: TrailEntry) -> int:
        """The client that an entry is about, 0 for none."""
        facts = entry.after
        if entry.verb == "note" and entry.before is None and entry.table != "clients":
            # What was seen is noted, and not the row: whose it is stands there.
            found = self._read.all(f"SELECT * FROM {entry.table} WHERE id = ?", entry.row)  # noqa: S608 - a known table
            facts = found[0] if found else {}
        return self.owners.client(entry.table, entry.row, facts)

    def people(self) -> tuple[tuple[int, str], ...]:
        """Everybody who was ever on the staff: id and name."""
        found = self._read.all("SELECT id, name FROM staff ORDER BY name, id")
        return tuple((row["id"], row["name"]) for row in found)

    @property
    def called(self) -> Called:
        """How the row is called that a field names by its id; "" where it has no name of its own."""
        return self._called

    def _called(self, column: str, row: int) -> str:
        if column == "client_id":
            return self.owners.name(row)
        if column.endswith("_by"):
            return self._person(row)
        table = {"therapist_id": "therapists", "payer_id": "payers", "service_id": "services"}.get(column)
        table = table or {"prescriber_id": "prescribers", "billing_therapist_id": "therapists"}.get(column)
        if not table:
            return ""
        found = self._read.all(f"SELECT * FROM {table} WHERE id = ?", row)  # noqa: S608 - one of the names above
        return _name_in(found[0]) if found else ""

    def _where(self, wanted: TrailWanted) -> tuple[str, tuple[object, ...]]:
        parts, values = ["1"], list[object]()
        if wanted.actor or self._only:
            parts.append("actor = ?")
            values.append(self._only or wanted.actor)
        if wanted.client:
            parts.append(self._condition)
            values += [wanted.client] * self._times
        if wanted.kind:
            condition, more = _KINDS[wanted.kind]
            parts.append(condition)
            values += more
        if wanted.first:
            parts.append("at >= ?")
            values.append(_midnight(wanted.first))
        if wanted.last:
            parts.append("at < ?")
            values.append(_midnight(wanted.last + timedelta(days=1)))
        return " AND ".join(parts), tuple(values)

    def _row(self, row: Row) -> TrailRow:
        entry = self._entry(row)
        client = self.owners.name(self.client(entry))
        return TrailRow(
            entry.id, shown_moment(datetime.fromisoformat(entry.at)), entry.actor, self.words(entry), client
        )

    def _entry(self, row: Row) -> TrailEntry:
        before = json.loads(row["before"]) if row["before"] is not None else None
        actor = self._person(row["actor"]) if row["actor"] else say("the program")
        return TrailEntry(
            row["id"],
            row["at"],
            row["label"],
            actor,
            row["workstation"],
            row["verb"],
            row["table_name"],
            row["row_id"],
            before,
            json.loads(row["after"]),
            (row["mac"] or b"").hex(),
        )

    def _person(self, row: int) -> str:
        if row not in self._people:
            found = self._read.all("SELECT name FROM staff WHERE id = ?", row)
            self._people[row] = found[0]["name"] if found else say("somebody")
        return self._people[row]

    def _name(self, entry: TrailEntry) -> str:
        return "" if entry.table == "practice" else _name_in(entry.after)


def trail_paper(read: Reader, book: TrailBook, wanted: TrailWanted, head: Head, today: date) -> TrailPaper:
    """What is printed of the entries that are asked for, at most MOST_PRINTED."""
    rows: list[TrailRow] = []
    after: Cursor | None = None
    while len(rows) < MOST_PRINTED:
        found = book.page(wanted, after)
        rows += found.rows
        after = found.after
        if after is None:
            break
    about = book.owners.name(wanted.client) if wanted.client else say("All entries")
    if wanted.first or wanted.last:
        days = [dates.printed(day) if day else "" for day in (wanted.first, wanted.last)]
        about = say("{about}, {first} to {last}", about=about, first=days[0], last=days[1])
    cut = after is not None or len(rows) > MOST_PRINTED
    return TrailPaper(practice(read), about, tuple(rows[:MOST_PRINTED]), head, today, cut)


def newest_moment(read: Reader) -> str:
    """When the last entry was written (UTC, ISO 8601), "" where there is none."""
    found = read.all("SELECT at FROM audit ORDER BY id DESC LIMIT 1")
    return str(found[0]["at"]) if found else ""


def kept_here(read: Reader, person: int, workstation: str) -> frozenset[str]:
    """Where this computer keeps the end of the trail since this person signed in here last; empty where they never
    did."""
    found = read.all(
        "SELECT after FROM audit WHERE table_name = 'staff' AND row_id = ? AND label = ? AND workstation = ?"
        " ORDER BY id DESC LIMIT 1",
        person,
        SIGNED_IN,
        workstation,
    )
    return frozenset(json.loads(found[0]["after"]).get("kept", ())) if found else frozenset()


def last_check(read: Reader) -> TrailCheck | None:
    """The last time the whole trail was read; None where it never was."""
    found = _newest(read, PROVED)
    if found is None:
        return None
    facts = json.loads(found["after"])
    return TrailCheck(found["at"], facts["entries"], facts["flaw"], facts["wrong"], facts["flaws"])


def known_loss(read: Reader) -> KnownLoss | None:
    """What the trail lost and nobody settled since, nor restored a backup; None where nothing is."""
    found = _newest(read, LOST)
    if found is None or any(_number(_newest(read, label)) > found["id"] for label in (SETTLED, RESTORED)):
        return None
    facts: dict[str, Any] = json.loads(found["after"])
    return KnownLoss(facts["entries"], facts["at"], facts["ended_with"])


def settled_flaws(read: Reader) -> int:
    """How many wrong entries the owner knows of and settled."""
    found = _newest(read, SETTLED)
    return int(json.loads(found["after"])["flaws"]) if found else 0


def _newest(read: Reader, label: str) -> Row | None:
    return next(iter(read.all(f"{_OF_CLINIC} ORDER BY id DESC LIMIT 1", label)), None)


def _number(row: Row | None) -> int:
    return int(row["id"]) if row else 0


def _name_in(facts: Mapping[str, Any]) -> str:
    """What a row is called by its own columns, "" where it has no name."""
    if facts.get("family_name"):
        return " ".join(str(facts[part]) for part in ("given_name", "family_name") if facts.get(part))
    return next((str(facts[name]) for name in _NAMES if facts.get(name)), "")


def _midnight(day: date) -> str:
    """The moment a day begins on the clinic's wall, as the trail writes moments."""
    return datetime.combine(day, time.min).astimezone().astimezone(UTC).isoformat(timespec="milliseconds")
