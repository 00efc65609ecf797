"""Reads the contacts of a case, what is to follow of them, and those of all clients."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from clinic_desktop.cases.model import CaseId
from clinic_desktop.cases.queries import case_head
from clinic_desktop.clients.model import ClientId, listed_name
from clinic_desktop.contacts.model import (
    AHEAD_DAYS,
    OF_THE_PAYER,
    CallLogPaper,
    Contact,
    ContactId,
    ContactRow,
    FoundContact,
)
from clinic_desktop.contacts.rules.typed import reference_key
from clinic_desktop.payers.model import PayerId
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates

NEWEST_FIRST = Order(("contacted_on", "contacted_at", "id"), descending=True)
MOST_DUE = 50
# A shorter piece of a number would find every other one.
LEAST_LETTERS = 3
_WAITS = "todo <> '' AND done_on = '' AND struck_on = ''"
_DUE = (
    f"SELECT * FROM contact_finds WHERE {_WAITS} AND due_on <= ? AND closed_on = ''"  # noqa: S608 - constants
    " AND client_retired_at IS NULL ORDER BY due_on, id LIMIT ?"
)
_OF_CASE = f"SELECT * FROM contact_rows WHERE case_id = ? AND {_WAITS} AND due_on <= ? ORDER BY due_on, id"  # noqa: S608 - constants
_REFERENCED = (
    "SELECT * FROM contact_finds WHERE reference_key <> '' AND reference_key >= ?1 AND reference_key < ?2"
    " ORDER BY reference_key, id LIMIT ?3"
)
_WHOLE = (
    "SELECT contacts.*, coalesce(payers.name, '') AS payer_name FROM contacts"
    " LEFT JOIN payers ON payers.id = contacts.payer_id WHERE contacts.retired_at IS NULL"
)
# Behind everything that begins with a key.
_LAST_LETTER = "\U0010ffff"
_DAYS = ("due_on", "done_on", "struck_on")


def contact_page(read: Reader, owner: CaseId, after: Cursor | None = None) -> Page[ContactRow]:
    """A case's contacts, the newest on top; those that were struck out too."""
    return page(read, Listing("contact_rows", _listed, "case_id = ?", (owner,)), NEWEST_FIRST, after)


def contact(read: Reader, row: int) -> Contact:
    """One contact, struck out or not; raises Missing."""
    return _contact(read.one(f"{_WHOLE} AND contacts.id = ?", row))


def call_log(
    read: Reader,
    owner: CaseId,
    span: tuple[date, date],
    payer: int | None = None,
    parties: Collection[str] = OF_THE_PAYER,
) -> CallLogPaper:
    """What was said with these parties about a case between two days, both included; with a payer only what was said
    with that one, and with who is none. Raises Missing."""
    since, until = span
    sql = f"{_WHOLE} AND case_id = ? AND contacted_on BETWEEN ? AND ? ORDER BY contacted_on, contacted_at, contacts.id"
    found = map(_contact, read.all(sql, owner, since.isoformat(), until.isoformat()))
    wanted = [one for one in found if one.party in parties and (payer is None or one.payer in (None, payer))]
    told = tuple(one for one in wanted if one.struck_on is None)
    return CallLogPaper(case_head(read, owner, payer), since, until, told, len(wanted) - len(told))


def _contact(found: Row) -> Contact:
    del found["retired_at"], found["reference_key"]
    payer = found.pop("payer_id")
    found["id"], found["case"] = ContactId(found["id"]), CaseId(found.pop("case_id"))
    found["payer"] = None if payer is None else PayerId(payer)
    found["contacted_on"] = date.fromisoformat(found["contacted_on"])
    for name in _DAYS:
        found[name] = dates.kept(found[name])
    return Contact(**found)


def follow_ups_due(read: Reader, today: date) -> tuple[FoundContact, ...]:
    """The contacts whose follow-up is overdue, or due within AHEAD_DAYS, the first that was due on top.

    MOST_DUE of them at most, of open cases of clients who are on the list.
    """
    last = today + timedelta(AHEAD_DAYS)
    return tuple(_found(row) for row in read.all(_DUE, last.isoformat(), MOST_DUE))


def follow_ups_of(read: Reader, owner: CaseId, until: date) -> tuple[ContactRow, ...]:
    """A case's contacts whose follow-up waits and is due by that day, the first that was due on top."""
    return tuple(_listed(row) for row in read.all(_OF_CASE, owner, until.isoformat()))


def contacts_listed(read: Reader, rows: Sequence[int]) -> tuple[ContactRow, ...]:
    """These contacts, the newest on top; those that were struck out too."""
    marks = ", ".join("?" * len(rows))
    sql = (
        f"SELECT * FROM contact_rows WHERE id IN ({marks})"  # noqa: S608 - marks only
        " ORDER BY contacted_on DESC, contacted_at DESC, id DESC"
    )
    return tuple(_listed(row) for row in read.all(sql, *rows)) if rows else ()


def contacts_referenced(read: Reader, typed: str, most: int) -> tuple[FoundContact, ...]:
    """The contacts whose reference number begins with what was typed, whatever stands between its letters and digits;
    `most` of them at most. Words without a digit, and less than LEAST_LETTERS, find none."""
    key = reference_key(typed)
    if len(key) < LEAST_LETTERS or not any(letter.isdecimal() for letter in key):
        return ()
    return tuple(_found(row) for row in read.all(_REFERENCED, key, key + _LAST_LETTER, most))


def _found(row: Row) -> FoundContact:
    name = listed_name(row["given_name"], row["family_name"], row["preferred_name"])
    return FoundContact(_listed(row), ClientId(row["client_id"]), name, row["reason"])


def _listed(row: Row) -> ContactRow:
    due, done, struck = (dates.kept(row[name]) for name in _DAYS)
    return ContactRow(
        id=ContactId(row["id"]),
        version=row["version"],
        case=CaseId(row["case_id"]),
        kind=row["kind"],
        direction=row["direction"],
        contacted_on=date.fromisoformat(row["contacted_on"]),
        contacted_at=row["contacted_at"],
        party=row["party"],
        payer=None if row["payer_id"] is None else PayerId(row["payer_id"]),
        payer_name=row["payer_name"],
        name=row["name"],
        reference=row["reference"],
        said=row["said"],
        todo=row["todo"],
        due_on=due,
        done_on=done,
        struck_on=struck,
        struck_why=row["struck_why"],
    )
