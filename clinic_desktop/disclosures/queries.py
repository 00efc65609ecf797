"""Reads the log of what was told of clients, one client's, and over all."""

from datetime import date, datetime
from types import SimpleNamespace

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId, listed_name
from clinic_desktop.clients.queries import client
from clinic_desktop.disclosures.model import AccountingPaper, Disclosure, DisclosureId, ToldFilter
from clinic_desktop.disclosures.rules.accounting import is_accountable
from clinic_desktop.payers.model import PayerId
from clinic_desktop.payers.queries import department_page
from clinic_desktop.practice.queries import practice
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates
from clinic_desktop.values.addresses import address_lines
from clinic_desktop.values.text import folded

_PRESCRIBERS = (
    "SELECT given_name, family_name, street, street2, city, state, zip FROM prescribers"
    " WHERE retired_at IS NULL AND street <> '' ORDER BY id"
)
NEWEST_FIRST = Order(("told_on", "id"), descending=True)
_SAME = ("version", "teller", "party", "payer_name", "name", "reach", "kind", "title", "pages", "parts", "purpose")
_TEXTS = ("why", "digest", "struck_why", "struck_by")


def disclosures_of(read: Reads, owner: int) -> tuple[Disclosure, ...]:
    """All that was told of a client, the newest on top; what was struck out too."""
    sql = "SELECT * FROM disclosure_rows WHERE client_id = ? ORDER BY told_on DESC, id DESC"
    return tuple(map(_disclosure, read.all(sql, owner)))


def disclosure(read: Reader, row: int) -> Disclosure:
    """One entry, struck out or not; raises Missing."""
    return _disclosure(read.one("SELECT * FROM disclosure_rows WHERE id = ?", row))


def disclosure_page(read: Reader, chosen: ToldFilter, after: Cursor | None = None) -> Page[Disclosure]:
    """What was told of all clients, the newest on top, as far as the filter lets through; what was struck out too."""
    limits = (
        ("payer_id = ?", chosen.payer),
        ("told_on >= ?", chosen.since.isoformat() if chosen.since else None),
        ("told_on <= ?", chosen.until.isoformat() if chosen.until else None),
    )
    kept = [(words, value) for words, value in limits if value is not None]
    where = " AND ".join(words for words, _ in kept) or "1"
    listing = Listing("disclosure_rows", _disclosure, where, tuple(value for _, value in kept))
    return page(read, listing, NEWEST_FIRST, after)


def told_payers(read: Reads) -> tuple[tuple[PayerId, str], ...]:
    """The payers that were told anything, with their names, in the order of the names."""
    sql = (
        "SELECT id, name FROM payers WHERE id IN (SELECT payer_id FROM disclosures WHERE payer_id IS NOT NULL)"
        " ORDER BY sort_name, id"
    )
    return tuple((PayerId(one["id"]), one["name"]) for one in read.all(sql))


def told_of(read: Reads, kind: str, item: int) -> tuple[Disclosure, ...]:
    """Each time that a packet, letter or bill left, as far as that stands, the newest on top."""
    sql = (
        "SELECT * FROM disclosure_rows WHERE kind = ? AND item_id = ? AND struck_on = '' ORDER BY told_on DESC, id DESC"
    )
    return tuple(map(_disclosure, read.all(sql, kind, item)))


def accounting_of(read: Reader, owner: int, span: tuple[date, date], today: date, *, whole: bool) -> AccountingPaper:
    """A client's accounting of those days, both included, as it is printed today: what must be named, or with `whole`
    all that was told. What was struck out was not told. Raises Missing."""
    since, until = span
    found, told = client(read, owner), disclosures_of(read, owner)
    standing = [one for one in reversed(told) if one.struck_on is None and since <= one.told_on <= until]
    named = [one for one in standing if whole or one.is_accountable]
    return AccountingPaper(
        clinic=practice(read),
        client_name=found.name,
        birth_date=found.birth_date,
        since=since,
        until=until,
        made_on=today,
        entries=tuple(named),
        is_whole=whole,
        left_out=len(standing) - len(named),
        addresses={one.id: _address(read, one) for one in named},
    )


def _address(read: Reader, one: Disclosure) -> tuple[str, ...]:
    """The lines of where the recipient is, whatever way it went (45 CFR 164.528(b)(2)(ii)): as a packet had it, else as
    the payer or the prescriber has it on record. Packets and prescribers are known here by their tables."""
    if one.kind == "packet" and one.item:
        for row in read.all("SELECT to_address FROM packets WHERE id = ?", one.item):
            # The name of an adjuster alone is no address.
            if any(letter.isdigit() for letter in row["to_address"]):
                return tuple(row["to_address"].splitlines())
    if one.payer:
        rows = department_page(read, one.payer).rows
        reached = [own for own in rows if own.fax and own.fax == one.reach]
        named = [own for own in rows if own.name and own.name in one.name]
        return next((address_lines(own) for own in (*reached, *named, *rows) if own.street), ())
    if one.party == "prescriber":
        called = folded(one.name).split()
        for row in read.all(_PRESCRIBERS):
            if all(part in called for part in folded(f"{row['given_name']} {row['family_name']}").split()):
                return address_lines(SimpleNamespace(**row))
    return ()


def _disclosure(row: Row) -> Disclosure:
    # Sent another way than it was made for, it went to another number or address, which nobody typed.
    is_as_logged = row["sent_how"] in ("", row["how"])
    return Disclosure(
        id=DisclosureId(row["id"]),
        client=ClientId(row["client_id"]),
        client_name=listed_name(row["given_name"], row["family_name"], row["preferred_name"]),
        case=None if row["case_id"] is None else CaseId(row["case_id"]),
        told_on=date.fromisoformat(row["told_on"]),
        logged_at=datetime.fromisoformat(row["logged_at"]),
        payer=None if row["payer_id"] is None else PayerId(row["payer_id"]),
        item=row["item_id"],
        struck_on=dates.kept(row["struck_on"]),
        is_accountable=is_accountable(row["party"], row["purpose"]),
        how=row["sent_how"] or row["how"],
        confirmation=row["confirmation"] or row["sent_confirmation"],
        sent_on=dates.kept(row["sent_on"]),
        waits=bool(row["waits"]),
        **{name: row[name] for name in (*_SAME, *_TEXTS)} | {"reach": row["reach"] if is_as_logged else ""},
    )
