"""The audit trail as a chain: each entry carries a keyed digest over itself and over the digest of the one before it.

Whoever changes, removes, moves or adds an entry past the program breaks the chain there. What it cannot tell is that
its end was cut off, or that a whole older file was put back: for that its head is kept in other places too
(`store.beside.anchors`). The key of the chain is derived from the database key, so this is no fence against somebody
who has that key and the skill to make the chain anew; the heads in other places are.
"""

import hmac
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from clinic_desktop.jobs import Progress
from clinic_desktop.store.connection import store_trouble
from clinic_desktop.store.keys.derived import derived
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from sqlite_utils import Database

# All columns in which an entry says something, in the order in which they are digested, after its number. A migration
# that adds one to the table leaves it out of the chain: what is digested never changes.
_COLUMNS = ("at", "command", "label", "actor", "workstation", "verb", "table_name", "row_id", "before", "after")
_MAC_BYTES = 32
# What the first entry goes on from.
_BEGINNING = bytes(_MAC_BYTES)
LAST = "SELECT id, mac FROM audit ORDER BY id DESC LIMIT 1"
# What `said` makes of an entry, by the database itself: a hundred thousand are read in a second. As bytes, for whoever
# tampered may have left text that is none.
_SAID = " || ".join(f"coalesce(length(CAST({name} AS BLOB)) || ':' || {name}, '-')" for name in _COLUMNS)
_LINKS = f"SELECT id, mac, CAST({_SAID} AS BLOB) FROM audit"  # noqa: S608 - constants
_STEP = 2_000

# What was done to an entry: its content or its digest changed; it is gone, from between others; it stands in another
# one's place; it was put in; it has no digest though the chain had begun; or it is one of those from before the chain,
# nobody can say which.
Wrong = Literal["changed", "missing", "moved", "inserted", "unchained", "early"]


class Head(NamedTuple):
    """The end of the trail: how many entries it has, and the last one's digest in hexadecimal, "" before the chain."""

    entries: int
    mac: str


class Flaw(NamedTuple):
    """An entry that is not as it was written, by its number, and what is wrong with it."""

    entry: int
    wrong: Wrong


class Proof(NamedTuple):
    """What was found of the whole trail: its end, the first entry that is wrong if any, and how many are.

    `chained_from` is the first entry with a digest of its own, 0 where none has one: those before it are from an
    earlier version of the program, and are vouched for together, by the first.
    """

    head: Head
    flaw: Flaw | None
    flaws: int
    chained_from: int


class Chain:
    """Digests entries with one clinic's key, which it does not keep."""

    __slots__ = ("_keyed",)

    def __init__(self, key: bytes) -> None:
        """`key` is the database key; that of the chain is derived from it."""
        self._keyed = hmac.new(derived(key, b"audit"), digestmod="sha256")

    def __repr__(self) -> str:
        """Never show a key, not even in a crash report."""
        return "Chain()"

    def mac(self, previous: bytes, number: int, said: bytes) -> bytes:
        """The digest of the entry of this number that says this, after one with that digest."""
        keyed = self._keyed.copy()
        keyed.update(b"%b%d:%b" % (previous, number, said))
        return keyed.digest()

    def end(self, database: "Database") -> tuple[int, bytes]:
        """The last entry's number and digest, from which the next one goes on; number 0 in an empty trail.

        Entries from before the chain have none of their own. They are digested one after the other as if they had, so
        the first entry that is chained vouches for them all.
        """
        last, mac = database.execute(LAST).fetchone() or (0, _BEGINNING)
        if mac is None:
            mac = _BEGINNING
            for number, _, said_there in database.execute(f"{_LINKS} ORDER BY id"):
                mac = self.mac(mac, number, said_there)
        return last, mac


class Trail:
    """The trail within one transaction that writes: its end is read once, and moves on with each entry.

    Only inside BEGIN IMMEDIATE: nobody else can write then, and no two entries go on from the same one.
    """

    __slots__ = ("_chain", "_database", "_end")

    def __init__(self, database: "Database", chain: Chain) -> None:
        """Reads nothing before the first entry."""
        self._database, self._chain = database, chain
        self._end: tuple[int, bytes] | None = None

    def add(self, sql: str, values: tuple[Any, ...]) -> int:
        """Write an entry by its INSERT, which takes its number first, then `values`, then its digest; returns its
        number."""
        number, previous = self._end or self._chain.end(self._database)
        number += 1
        mac = self._chain.mac(previous, number, said(values))
        self._database.execute(sql, (number, *values, mac))
        self._end = (number, mac)
        return number


def said(values: Sequence[object]) -> bytes:
    """What an entry says, as one row of bytes that no other entry makes: each value behind its length, "-" for none."""
    texts = [None if value is None else str(value).encode() for value in values]
    return b"".join([b"-" if text is None else b"%d:%b" % (len(text), text) for text in texts])


def head_of(database: "Database") -> Head:
    """The end of the trail as it stands in the file; raises StoreTrouble."""
    with store_trouble():
        return head_in(database.execute(LAST).fetchone())


def head_in(last: tuple[int, bytes | None] | None) -> Head:
    """The end of the trail by its last entry as `LAST` asks for it, where there is one."""
    number, mac = last or (0, None)
    return Head(number, (mac or b"").hex())


def holds(database: "Database", head: Head) -> bool:
    """Whether the trail still has what it once ended with: an entry of that number with that digest.

    A head from before the chain says only how many entries there were. Raises StoreTrouble.
    """
    if not head.entries:
        return True
    with store_trouble():
        found = database.execute("SELECT mac FROM audit WHERE id = ?", (head.entries,)).fetchone()
    return found is not None and (not head.mac or hmac.compare_digest((found[0] or b"").hex(), head.mac))


def verified(database: "Database", key: bytes, progress: Progress, begun_by: Collection[str] = ()) -> Proof:
    """Read the whole trail, and compare each entry with its digest; raises StoreTrouble, and Cancelled.

    `begun_by` are the labels of what begins a chain in a record from before there was one. In front of a chain that
    anything else begins, somebody took the digests away. Without any that is not looked at.
    """
    chain, total = Chain(key), head_of(database).entries
    expected, mac, chained_from, flaws = 1, _BEGINNING, 0, 0
    first: Flaw | None = None
    with store_trouble():
        for number, stored, told in database.execute(f"{_LINKS} ORDER BY id"):
            if number % _STEP == 0:
                progress.report(min(number, total), total, say("Checking the audit trail"))
            made = chain.mac(mac, number, told)
            if number != expected or (stored != made and (stored is not None or chained_from)):
                flaws += 1
                link, gap = _Link(number, stored, told), _Gap(expected, mac)
                is_early = number == expected and number > 1 and not chained_from
                first = first or (Flaw(number, "early") if is_early else _flaw(database, chain, link, gap))
            if stored is not None and not chained_from:
                chained_from = number
                if begun_by and number > 1 and _label(database, number) not in begun_by:
                    flaws += 1
                    first = first or Flaw(number - 1, "unchained")
            # What comes after is measured by what stands there: one entry that was changed makes no other one wrong.
            expected, mac = number + 1, stored or made
    return Proof(Head(expected - 1, mac.hex() if chained_from else ""), first, flaws, chained_from)


def _label(database: "Database", number: int) -> str:
    (label,) = database.execute("SELECT CAST(label AS BLOB) FROM audit WHERE id = ?", (number,)).fetchone()
    return bytes(label).decode("utf-8", "replace")


class _Link(NamedTuple):
    """An entry as it is digested: its number, the digest that stands there, and what it says."""

    number: int
    mac: bytes | None
    said: bytes


class _Gap(NamedTuple):
    """Where the trail does not fit: the number that should come, and the digest of the entry before."""

    expected: int
    previous: bytes


def _flaw(database: "Database", chain: Chain, link: _Link, gap: _Gap) -> Flaw:
    """What is wrong with the first entry that does not fit in, as far as its neighbors tell."""
    if link.number != gap.expected:
        return Flaw(gap.expected, "missing")
    if link.mac is None:
        return Flaw(link.number, "unchained")
    if _was_elsewhere(database, chain, link):
        return Flaw(link.number, "moved")
    found = database.execute(f"{_LINKS} WHERE id > ? ORDER BY id LIMIT 1", (link.number,)).fetchone()
    if found:
        after = _Link(*found)
        # All that come after may have been numbered anew, so that no gap tells.
        if after.mac == chain.mac(gap.previous, link.number, after.said):
            return Flaw(link.number, "inserted")
        if after.mac == chain.mac(link.mac, after.number + 1, after.said):
            return Flaw(link.number, "missing")
    return Flaw(link.number, "changed")


def _was_elsewhere(database: "Database", chain: Chain, link: _Link) -> bool:
    """Whether an entry with its digest was written under a later number: then the two changed places."""
    previous = link.mac
    for number, mac in database.execute("SELECT id, mac FROM audit WHERE id > ? ORDER BY id", (link.number,)):
        # The digest of the neighbor it changed places with stands in the place where it was itself.
        befores = (previous, mac) if number == link.number + 1 else (previous,)
        if any(before and chain.mac(before, number, link.said) == link.mac for before in befores):
            return True
        previous = mac
    return False
