"""Who is on the staff, and who was."""

from datetime import datetime

from clinic_desktop.staff.model import Emergency, FailedTries, OwnerNotice, Person, PersonId
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row

# Who cannot sign in any more comes last.
BY_NAME = Order(("is_disabled", "name", "id"))


def people_page(read: Reader, after: Cursor | None = None) -> Page[Person]:
    """Everybody who signs in or did once, by name."""
    return page(read, Listing("people_rows", _person), BY_NAME, after)


def person(read: Reader, row: int) -> Person:
    """One person, also one who is disabled; raises Missing."""
    return _person(read.one("SELECT * FROM people_rows WHERE id = ?", row))


def person_of_slot(read: Reader, slot: str) -> Person | None:
    """The person whose key this is; None for one who is disabled."""
    found = read.all("SELECT * FROM people_rows WHERE slot = ? AND is_disabled = 0", slot)
    return _person(found[0]) if found else None


def slots_in_use(read: Reader) -> frozenset[str]:
    """The keys of all who are not disabled, as named in the vault."""
    return frozenset(row["slot"] for row in read.all("SELECT slot FROM staff_rows"))


def _person(row: Row) -> Person:
    gone = row["retired_at"]
    return Person(
        PersonId(row["id"]),
        row["version"],
        row["name"],
        row["slot"],
        row["role"],
        row["therapist_id"],
        datetime.fromisoformat(gone) if gone else None,
    )


def last_emergency(read: Reader, person: int) -> Emergency | None:
    """The last emergency access of a person that was not ended; whether it still lasts is told by its minutes."""
    sql = "SELECT * FROM emergency_rows WHERE staff_id = ? AND ended_at = '' ORDER BY id DESC LIMIT 1"
    return next(map(_emergency, read.all(sql, person)), None)


def emergency(read: Reader, row: int) -> Emergency:
    """One emergency access; raises Missing."""
    return _emergency(read.one("SELECT * FROM emergency_rows WHERE id = ?", row))


def emergencies_unseen(read: Reader, owner: int) -> tuple[Emergency, ...]:
    """What this owner has not acknowledged yet, the oldest first; one's own is known."""
    sql = (
        "SELECT * FROM emergency_rows WHERE staff_id <> ?1 AND id NOT IN"
        " (SELECT emergency_id FROM alarms_seen WHERE seen_by = ?1 AND emergency_id IS NOT NULL) ORDER BY id"
    )
    return tuple(map(_emergency, read.all(sql, owner)))


def failed_tries_unseen(read: Reader, owner: int) -> tuple[FailedTries, ...]:
    """The failed tries to sign in that this owner has not acknowledged yet, the oldest first."""
    sql = (
        "SELECT * FROM failed_tries_rows WHERE id NOT IN"
        " (SELECT failed_tries_id FROM alarms_seen WHERE seen_by = ? AND failed_tries_id IS NOT NULL) ORDER BY id"
    )
    return tuple(
        FailedTries(row["id"], row["name"], row["many"], datetime.fromisoformat(row["last_at"]))
        for row in read.all(sql, owner)
    )


def _emergency(row: Row) -> Emergency:
    ended = row["ended_at"]
    return Emergency(
        row["id"],
        row["version"],
        row["staff_id"],
        row["name"],
        row["role"],
        row["reason"],
        datetime.fromisoformat(row["begun_at"]),
        datetime.fromisoformat(row["until_at"]),
        datetime.fromisoformat(ended) if ended else None,
        row["run"],
    )


def last_drill(read: Reader) -> datetime | None:
    """When the recovery key was last tried; None where it never was. Once there is a newer key, the old one’s trials
    count no more: see `rules.recovery`."""
    found = read.all("SELECT max(tried_at) AS last FROM recovery_drills")[0]["last"]
    return datetime.fromisoformat(found) if found else None


def key_marks(read: Reader) -> dict[str, str]:
    """The key that was given last, by its mark, of each slot of a person; "" where it is not known."""
    return {row["slot"]: row["key_mark"] for row in read.all("SELECT slot, key_mark FROM staff")}


def tries_mark(read: Reader) -> str:
    """Where the count of failed tries to sign in stood at the last sign-in; "" where that is not known."""
    return str(read.one("SELECT tries_mark FROM practice WHERE id = 1")["tries_mark"])


def recovery_mark(read: Reader) -> str:
    """The recovery key that was made last, by its mark; "" where it is not known."""
    return str(read.one("SELECT recovery_mark FROM practice WHERE id = 1")["recovery_mark"])


def names_of_slots(read: Reader) -> dict[str, tuple[str, bool]]:
    """Whose each slot is, also of who is disabled: their name, and whether they are."""
    return {row["slot"]: (row["name"], bool(row["is_disabled"])) for row in read.all("SELECT * FROM people_rows")}


def notices_unseen(read: Reader, owner: int) -> tuple[OwnerNotice, ...]:
    """What this owner has not said yet that they saw, the oldest first; a restore of one's own is known."""
    sql = (
        "SELECT * FROM notice_rows WHERE NOT (kind IN ('restore', 'old owner') AND coalesce(staff_id, 0) = ?1)"
        " AND id NOT IN (SELECT notice_id FROM notices_seen WHERE seen_by = ?1) ORDER BY id"
    )
    return tuple(map(_notice, read.all(sql, owner)))


def _notice(row: Row) -> OwnerNotice:
    about = datetime.fromisoformat(row["about"]) if row["about"] else None
    noted = datetime.fromisoformat(row["noted_at"])
    return OwnerNotice(row["id"], row["kind"], row["staff_id"] or 0, row["name"], about, noted)
