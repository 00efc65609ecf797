"""Reads what is handed out together: the live bills of some days, in the order of their clients."""

from collections.abc import Sequence
from dataclasses import dataclass

from clinic_desktop.clients.model import ClientId
from clinic_desktop.clients.queries import client
from clinic_desktop.month_end.model import MonthEnd
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.model.bill import Kind
from clinic_desktop.superbills.model.issued import BillId
from clinic_desktop.superbills.queries.issued import is_whole, issued_bill
from clinic_desktop.values.addresses import address_lines


@dataclass(frozen=True, slots=True)
class HandedBill:
    """A bill that is handed out."""

    id: BillId
    kind: Kind
    number: int
    client: ClientId
    client_name: str


@dataclass(frozen=True, slots=True)
class MailedTo:
    """Whom something is mailed to, as on an envelope: the name first. `can_be_mailed` says whether a mail carrier would
    find them: by a street, and by a ZIP code or a city with its state."""

    lines: tuple[str, ...]
    can_be_mailed: bool


def handed_bills(found: MonthEnd) -> tuple[HandedBill, ...]:
    """The bills of a month end that are out, by client, and of each client by number."""
    rows = [
        HandedBill(one.bill, one.kind, one.number, one.client, one.client_name)
        for one in found.rows
        if one.fate == "issued"
    ]
    order = {name: at for at, name in enumerate(dict.fromkeys(one.client for one in rows))}
    return tuple(sorted(rows, key=lambda one: (order[one.client], one.number)))


def whole_bills(read: Reader, found: MonthEnd) -> tuple[tuple[HandedBill, ...], tuple[int, ...]]:
    """The bills that are out and whose papers are whole; and the numbers of those whose papers are damaged."""
    bills = handed_bills(found)
    damaged = tuple(one.number for one in bills if not is_whole(read, issued_bill(read, one.id)))
    return tuple(one for one in bills if one.number not in damaged), damaged


def addressee(read: Reader, who: ClientId) -> MailedTo:
    """A client as on an envelope; raises Missing."""
    found = client(read, who)
    reached = bool(found.street and (found.zip or (found.city and found.state)))
    return MailedTo((found.name, *address_lines(found)), reached)


def addressees(read: Reader, bills: Sequence[HandedBill]) -> tuple[MailedTo, ...]:
    """The clients of some bills, each once and in their order, as far as they have an address."""
    made = (addressee(read, one) for one in dict.fromkeys(bill.client for bill in bills))
    return tuple(one for one in made if one.can_be_mailed)
