"""Finds in every room at once; each room brings only its best few."""

from datetime import date

from clinic_desktop.benefit_statements.queries.claimed import FoundStatement, statements_claimed
from clinic_desktop.clients.queries import clients_found
from clinic_desktop.clients.rules import told_apart
from clinic_desktop.contacts.model import FoundContact
from clinic_desktop.contacts.queries import contacts_referenced
from clinic_desktop.contacts.rules.words import party_words, when_words
from clinic_desktop.estimates.model.estimate import FoundEstimate, number_words
from clinic_desktop.estimates.queries.issued import estimates_numbered
from clinic_desktop.payers.queries import payer_page
from clinic_desktop.prepaid.model import Prepaid
from clinic_desktop.prepaid.queries import gift_card
from clinic_desktop.prepaid.rules import card_said, left_words
from clinic_desktop.referrals.queries import prescriber_page
from clinic_desktop.search.model import Hit
from clinic_desktop.search.queries.history import past_visits_saying
from clinic_desktop.search.queries.papers import denials_numbered, packets_numbered, papers_titled
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.model.issued import BillRow
from clinic_desktop.superbills.queries.issued import bills_numbered
from clinic_desktop.superbills.rules.names import bill_name
from clinic_desktop.values import dates
from clinic_desktop.wording import say

MOST_OF_A_ROOM = 8


def hits(read: Reader, typed: str, today: date) -> tuple[Hit, ...]:
    """What fits: the bill, the estimate, the gift card and the packet with that number, clients, retired ones behind
    the others, payers, prescribers, benefit statements and denials whose claim number begins so, contacts whose
    reference number does, files and letters by their titles, and visits of other programs by what they tell; nothing
    where nothing was typed."""
    if not typed.strip():
        return ()
    clients = clients_found(read, typed, today).rows[:MOST_OF_A_ROOM]
    if len(clients) < MOST_OF_A_ROOM:
        # So few are on the list that nobody retired is crowded out; a search among the retired alone has no bound.
        both = clients_found(read, typed, today, retired=None).rows
        clients = (*clients, *(row for row in both if row.is_retired))[:MOST_OF_A_ROOM]
    payers = payer_page(read, typed=typed).rows[:MOST_OF_A_ROOM]
    prescribers = prescriber_page(read, typed=typed).rows[:MOST_OF_A_ROOM]
    return (
        *map(_bill, bills_numbered(read, typed)),
        *map(_estimate, estimates_numbered(read, typed)),
        *_card(gift_card(read, card_said(typed))),
        *packets_numbered(read, typed),
        *(Hit("client", row.id, row.name, told_apart(row, row.payer_name)) for row in clients),
        *(Hit("payer", row.id, row.name, row.phone) for row in payers),
        *(Hit("prescriber", row.id, row.name, _parts(row.organization, row.phone)) for row in prescribers),
        *map(_statement, statements_claimed(read, typed, MOST_OF_A_ROOM)),
        *denials_numbered(read, typed, MOST_OF_A_ROOM),
        *map(_contact, contacts_referenced(read, typed, MOST_OF_A_ROOM)),
        *papers_titled(read, typed, today, MOST_OF_A_ROOM),
        *past_visits_saying(read, typed, MOST_OF_A_ROOM),
    )


def _card(found: Prepaid | None) -> tuple[Hit, ...]:
    """The gift card with that number, in the chart of who bought it; one of nobody on record beside the reports."""
    if found is None:
        return ()
    title = say("Gift card {number}", number=found.number)
    if found.client is None:
        return (Hit("sold_card", found.id, title, left_words(found), f"prepaids/{found.id}"),)
    return (Hit("gift_card", found.id, title, left_words(found), f"{found.client}/prepaid/{found.id}"),)


def _bill(row: BillRow) -> Hit:
    title = bill_name(row.kind, row.number)
    issued = say("Void") if row.voided_on else say("issued {day}", day=dates.shown(row.issued_on))
    return Hit(row.kind, row.id, title, _parts(row.client_name, issued))


def _estimate(one: FoundEstimate) -> Hit:
    title = say("Good Faith Estimate {number}", number=number_words(one.number))
    issued = say("Void") if one.is_void else say("issued {day}", day=dates.shown(one.issued_on))
    return Hit("estimate", one.id, title, _parts(one.client_name, issued), one.part)


def _statement(one: FoundStatement) -> Hit:
    title = say("Claim {number}", number=one.claim_number)
    day = say("of {day}", day=dates.shown(one.statement_on))
    return Hit("benefit_statement", one.id, title, _parts(one.client_name, one.payer_name, day), one.part)


def _contact(found: FoundContact) -> Hit:
    one = found.contact
    title = say("Reference {number}", number=one.reference)
    return Hit("contact", one.id, title, _parts(found.client_name, party_words(one), when_words(one)), found.part)


def _parts(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
