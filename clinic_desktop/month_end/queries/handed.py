"""Reads what is handed out together: the live bills of some days, in the order of their clients."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clinic_desktop.clients.model import ClientId
from clinic_desktop.clients.queries import client
from clinic_desktop.clients.rules import mail_names
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Cancelled
from clinic_desktop.month_end.model import MonthEnd
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.model.bill import Kind
from clinic_desktop.superbills.model.issued import BillId
from clinic_desktop.superbills.queries.issued import is_whole, issued_bill
from clinic_desktop.superbills.rules.addressee import addressee as billed_to
from clinic_desktop.values.addresses import address_lines
from clinic_desktop.wording import say

_log = logging.getLogger(__name__)


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


@dataclass(frozen=True, slots=True)
class Envelope:
    """What goes to one address about one client."""

    to: MailedTo
    bills: tuple[HandedBill, ...]


def handed_bills(found: MonthEnd) -> tuple[HandedBill, ...]:
    """The bills of a month end that are out, by client; of each client what goes to themselves first, then the
    statements to payers, by number."""
    rows = [
        HandedBill(one.bill, one.kind, one.number, one.client, one.client_name)
        for one in found.rows
        if one.fate == "issued"
    ]
    order = {name: at for at, name in enumerate(dict.fromkeys(one.client for one in rows))}
    return tuple(sorted(rows, key=lambda one: (order[one.client], one.kind == "statement", one.number)))


def whole_bills(read: Reader, found: MonthEnd) -> tuple[tuple[HandedBill, ...], tuple[int, ...]]:
    """The bills that are out and whose papers are whole; and the numbers of those whose papers, or what was kept beside
    them, are damaged."""
    bills = handed_bills(found)
    damaged = tuple(one.number for one in bills if not _is_whole(read, one))
    return tuple(one for one in bills if one.number not in damaged), damaged


def _is_whole(read: Reader, one: HandedBill) -> bool:
    try:
        return is_whole(read, issued_bill(read, one.id))
    except StoreTrouble:
        return False


def mailed_to(read: Reader, one: HandedBill, on: date) -> MailedTo:
    """Whom a bill is mailed to: a statement to who is asked to pay, as it says itself, anything else to the client."""
    if one.kind != "statement":
        return addressee(read, one.client, on)
    payer = billed_to(issued_bill(read, one.id).bill)
    if payer is None:
        return MailedTo((), can_be_mailed=False)
    attention = (say("Attention: {name}", name=payer.attention),) if payer.attention else ()
    return MailedTo((payer.name, *attention, *payer.address), bool(payer.address))


def addressee(read: Reader, who: ClientId, on: date) -> MailedTo:
    """A client as on an envelope, of who is a minor on that day the guardian; raises Missing."""
    found = client(read, who)
    reached = bool(found.street and (found.zip or (found.city and found.state)))
    return MailedTo((*mail_names(found, on), *address_lines(found)), reached)


def _mailed_or_nowhere(read: Reader, one: HandedBill, on: date) -> MailedTo:
    """One whose address cannot be read is without one: the others are mailed all the same."""
    try:
        return mailed_to(read, one, on)
    except (Cancelled, StoreTrouble):
        raise
    except Exception as error:  # noqa: BLE001 - one bad record never stops the others
        _log.warning("the address for bill %d could not be read: %s", one.id, type(error).__name__)
        return MailedTo((), can_be_mailed=False)


def envelopes(read: Reader, bills: Sequence[HandedBill], on: date) -> tuple[Envelope, ...]:
    """Some bills as they are mailed on a day, in their order: those of a client to one address go together."""
    whom: dict[tuple[ClientId, tuple[str, ...]], MailedTo] = {}
    inside: dict[tuple[ClientId, tuple[str, ...]], list[HandedBill]] = {}
    for one in bills:
        to = _mailed_or_nowhere(read, one, on)
        whom[one.client, to.lines] = to
        inside.setdefault((one.client, to.lines), []).append(one)
    return tuple(Envelope(whom[key], tuple(found)) for key, found in inside.items())
