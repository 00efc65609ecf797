"""The entries of the trail, the newest first, by person, client, kind and day."""

from datetime import UTC, date, datetime, time, timedelta

from clinic_desktop.audit.model import (
    EXPORT_BEGUN,
    EXPORTED,
    HANDED_OUT,
    KIND_WORDS,
    LOOKED,
    OF_CHECKS,
    OF_PEOPLE,
    RECORD_MADE,
    SALVAGED,
    Kind,
    TrailEntry,
    TrailPaper,
    TrailRow,
    TrailWanted,
)
from clinic_desktop.audit.queries.named import field_name, name_in, row_name
from clinic_desktop.audit.queries.whose import Owners
from clinic_desktop.audit.rules.facts import count_in, facts_in
from clinic_desktop.audit.rules.fields import Called
from clinic_desktop.audit.rules.noted import moment_words
from clinic_desktop.audit.rules.told import told
from clinic_desktop.practice.queries import practice
from clinic_desktop.store.audit import turn_of
from clinic_desktop.store.chain import Head
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates
from clinic_desktop.wording import say

# As many pages as somebody reads.
MOST_PRINTED = 1_000
_NEWEST_FIRST = Order(("id",), descending=True)
_LEFT = (HANDED_OUT, EXPORT_BEGUN, EXPORTED)
# Whoever makes the whole record for paper sees it, whether it is printed then or not.
_LOOKS = (LOOKED, RECORD_MADE)
# Each entry is of one kind at least; a new password and a new person are of two.
_KINDS: dict[Kind, tuple[str, tuple[object, ...]]] = {
    # What a salvage kept in the trail alone is a row of the record that is lost.
    "changes": (
        "((verb <> 'note' AND table_name NOT IN (?, ?, ?, ?, ?, ?, ?)) OR before IS NOT NULL"
        " OR (label = ? AND table_name <> 'practice'))",
        (*OF_PEOPLE, *OF_CHECKS, SALVAGED),
    ),
    "looks": ("label IN (?, ?) AND verb = 'note'", _LOOKS),
    "out": ("label IN (?, ?, ?) AND verb = 'note'", _LEFT),
    # What there is little of is found by the name of its table, for which there is an index.
    "people": ("table_name IN ('staff', ?, ?, ?, ?, ?)", OF_PEOPLE),
    "record": (
        "table_name IN ('practice', ?, ?) AND (table_name <> 'practice' OR (verb = 'note' AND label NOT IN (?, ?, ?)))",
        (*OF_CHECKS, *_LEFT),
    ),
}
# Kinds that are found by the names of their tables; all others by reading on in the order of the trail.
_BY_TABLE: tuple[Kind, ...] = ("people", "record")
# What is asked for of each entry, without the rows in it (migration 76). The planner would read these too.
_AT_A_GLANCE = "audit INDEXED BY audit_at_a_glance"
# The tables of what was looked at by itself.
_SEEN = {"file": "attachments", "bill": "bills"}


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
        return page(self._read, self.listing(wanted), _NEWEST_FIRST, after)

    def listing(self, wanted: TrailWanted) -> Listing[TrailRow]:
        """What these entries are read from."""
        where, values = self._where(wanted)
        by_table = wanted.client or wanted.kind in _BY_TABLE
        return Listing("audit" if by_table else _AT_A_GLANCE, self._row, where, values)

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
        if not self.owners.leads(entry.table):
            return 0
        if entry.verb == "note" and entry.before is None and entry.table != "clients":
            # What was seen is noted, and not the row: whose it is stands there.
            found = self._read.all(f"SELECT * FROM {entry.table} WHERE id = ?", entry.row)  # noqa: S608 - a known table
            # A row that is kept in the trail alone is what was noted.
            facts = found[0] if found else facts
        return self.owners.client(entry.table, entry.row, facts)

    def people(self) -> tuple[tuple[int, str], ...]:
        """Everybody who was ever on the staff: id and name."""
        found = self._read.all("SELECT id, name FROM staff ORDER BY name, id")
        return tuple((row["id"], row["name"]) for row in found)

    def about(self, wanted: TrailWanted) -> str:
        """Which entries these are, for the head of a paper: "Sign-ins and people, Maya Ortiz, from 11/01/2026"."""
        actor = self._only or wanted.actor
        parts = (
            self.owners.name(wanted.client) if wanted.client else "",
            say(KIND_WORDS[wanted.kind]) if wanted.kind or not (wanted.client or actor) else "",
            say("by {name}", name=self._person(actor)) if actor else "",
            say("from {day}", day=dates.printed(wanted.first)) if wanted.first else "",
            say("until {day}", day=dates.printed(wanted.last)) if wanted.last else "",
        )
        return ", ".join(filter(None, parts))

    @property
    def called(self) -> Called:
        """How the row is called that a field names by its id; "" where it has no name of its own."""
        return self._called

    def _called(self, column: str, row: int) -> str:
        if column == "client_id":
            return self.owners.name(row)
        if column == "staff_id" or column.endswith("_by"):
            return self._person(row)
        return field_name(self._read, column, row, self._called)

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
        return TrailRow(entry.id, moment_words(entry.at), entry.actor, self.words(entry), client)

    def _entry(self, row: Row) -> TrailEntry:
        before = facts_in(row["before"]) if row["before"] is not None else None
        actor = self._person(row["actor"]) if row["actor"] else say("The program")
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
            facts_in(row["after"]),
            (row["mac"] or b"").hex(),
            turn_of(row["command"]),
        )

    def _person(self, row: int) -> str:
        if row not in self._people:
            found = self._read.all("SELECT name FROM staff WHERE id = ?", row)
            self._people[row] = found[0]["name"] if found else say("Somebody")
        return self._people[row]

    def _name(self, entry: TrailEntry) -> str:
        if entry.table == "practice":
            return ""
        seen = _SEEN.get(str(entry.after.get("part"))) if entry.label == LOOKED else None
        if seen:
            return row_name(self._read, seen, count_in(entry.after, "row"), self._called)
        return name_in(entry.after, self._called)


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
    cut = after is not None or len(rows) > MOST_PRINTED
    return TrailPaper(practice(read), book.about(wanted), tuple(rows[:MOST_PRINTED]), head, today, cut)


def _midnight(day: date) -> str:
    """The moment a day begins on the clinic's wall, as the trail writes moments."""
    return datetime.combine(day, time.min).astimezone().astimezone(UTC).isoformat(timespec="milliseconds")
