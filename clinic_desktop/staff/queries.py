"""Who is on the staff."""

from clinic_desktop.staff.model import Person, PersonId
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row

BY_NAME = Order(("name", "id"))


def people_page(read: Reader, after: Cursor | None = None) -> Page[Person]:
    """The people who may sign in, by name."""
    return page(read, Listing("staff_rows", _person), BY_NAME, after)


def person(read: Reader, row: int) -> Person:
    """One person; raises Missing."""
    return _person(read.one("SELECT * FROM staff_rows WHERE id = ?", row))


def person_of_slot(read: Reader, slot: str) -> Person | None:
    """The active person whose key this is; None when their row was retired."""
    found = read.all("SELECT * FROM staff_rows WHERE slot = ?", slot)
    return _person(found[0]) if found else None


def slots_in_use(read: Reader) -> frozenset[str]:
    """The keys of all active people, as named in the vault."""
    return frozenset(row["slot"] for row in read.all("SELECT slot FROM staff_rows"))


def _person(row: Row) -> Person:
    return Person(PersonId(row["id"]), row["version"], row["name"], row["slot"], row["role"], row["therapist_id"])
