"""Who is on the staff, and who was."""

from datetime import datetime

from clinic_desktop.staff.model import Person, PersonId
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
