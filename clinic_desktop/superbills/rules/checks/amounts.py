"""Fees, discounts, charges and payments: whether they are there, add up, and meet."""

from clinic_desktop.superbills.model.bill import Bill, BilledService, BilledVisit
from clinic_desktop.superbills.model.findings import Circumstances
from clinic_desktop.superbills.rules.checks.check import Seen, Sight
from clinic_desktop.superbills.rules.checks.lines import PlacedLine, placed
from clinic_desktop.superbills.rules.checks.words import of_visit, the_visit
from clinic_desktop.superbills.rules.sums import balance, fees, left, paid
from clinic_desktop.values import money
from clinic_desktop.visits.rules.services import fee
from clinic_desktop.wording import say


def no_price(bill: Bill, _: Circumstances) -> Sight:
    """A service without an amount, unless it has no unit, which is said; on a receipt one may be free beside others."""
    for line in placed(bill):
        is_free = bill.kind == "receipt" and fees(line.visit) > 0
        is_uncounted = bill.kind != "receipt" and line.service.units < 1
        if line.service.fee_cents == 0 and not is_free and not is_uncounted:
            message = say("{service} has no amount.", service=line.dated)
            yield Seen(f"{line.field}/price_cents", message, say("Nothing says what it cost. Type the price."))


def totals(bill: Bill, _: Circumstances) -> Sight:
    """Amounts that do not add up: fees, discounts, charges, payments below zero (domain 8.1)."""
    for line in placed(bill):
        yield from _fee(line)
    for at, visit in enumerate(bill.visits):
        yield from _discount(visit, at)
        due = fees(visit) - visit.discount_cents
        if visit.charged_cents != due:
            facts = {"due": money.shown(due), "charged": money.shown(visit.charged_cents)}
            message = say("{visit} comes to {due}, and {charged} is charged.", visit=the_visit(visit, at), **facts)
            yield Seen(f"visits/{at}/charged_cents", message, _why())
        if not 0 <= visit.written_off_cents <= max(due, 0):
            facts = {"off": money.shown(visit.written_off_cents), "due": money.shown(due)}
            message = say("{off} of {due} is written off for {visit}.", visit=of_visit(visit, at), **facts)
            yield Seen(f"visits/{at}/written_off_cents", message, _why())
        # Of what was paid something may be paid back, and no more than all of it.
        place = next((place for place, one in enumerate(visit.payments) if one.cents < 0), None)
        if place is not None and paid(visit) < 0:
            facts = {"amount": money.shown(visit.payments[place].cents), "visit": of_visit(visit, at)}
            message = say("A payment of {amount} stands on {visit}.", **facts)
            yield Seen(f"visits/{at}/payments/{place}/cents", message, _why())


def unpaid(bill: Bill, _: Circumstances) -> Sight:
    """A visit of which something is still open."""
    for at, visit in enumerate(bill.visits):
        due = left(visit)
        if due > 0:
            facts = {"left": money.shown(due), "charged": money.shown(visit.charged_cents)}
            message = (
                say("{visit} is not paid: {left}.", visit=the_visit(visit, at), **facts)
                if due == visit.charged_cents
                else say("{visit}: {left} of {charged} is not paid.", visit=the_visit(visit, at), **facts)
            )
            why = (
                say("After an accident or at work the payer is usually billed first. A superbill is for what was paid.")
                if bill.case.kind in ("auto", "work")
                else say("A plan pays back what was paid. Add the payment.")
            )
            yield Seen(f"visits/{at}/payments", message, why, _fact(visit))


def overpaid(bill: Bill, _: Circumstances) -> Sight:
    """A visit for which more was paid than it comes to; not where a service costs nothing for want of a unit."""
    for at, visit in enumerate(bill.visits):
        if left(visit) < 0 and not (bill.kind != "receipt" and _has_uncounted(visit)):
            facts = {"paid": money.shown(paid(visit)), "charged": money.shown(visit.charged_cents)}
            message = say("{visit}: {paid} was paid of {charged}.", visit=the_visit(visit, at), **facts)
            why = say("The paper would show a credit. Tips and products belong into their own fields.")
            place = max(len(visit.payments) - 1, 0)
            yield Seen(f"visits/{at}/payments/{place}/cents", message, why, _fact(visit))


def written_off(bill: Bill, _: Circumstances) -> Sight:
    """A visit of which a part was not asked of the client: a plan is told what was really charged (domain 1.1)."""
    for at, visit in enumerate(bill.visits):
        if visit.written_off_cents > 0:
            facts = {"off": money.shown(visit.written_off_cents), "charged": money.shown(visit.charged_cents)}
            message = say("{visit}: {off} of {charged} was written off.", visit=the_visit(visit, at), **facts)
            why = say(
                "A plan pays back what was really charged and paid. The paper shows the write-off as an adjustment and "
                "does not say “paid in full”."
            )
            yield Seen(f"visits/{at}/written_off_cents", message, why, f"{_fact(visit)}:written-off")


def nothing_charged(bill: Bill, _: Circumstances) -> Sight:
    """A visit whose discount takes all of its fees: nothing is left that a plan could pay back."""
    for at, visit in enumerate(bill.visits):
        if visit.charged_cents == 0 < fees(visit):
            facts = {"discount": money.shown(visit.discount_cents), "fees": money.shown(fees(visit))}
            message = say("{visit}: the discount is {discount} of {fees}.", visit=the_visit(visit, at), **facts)
            why = say("Nothing was charged, so there is nothing to pay back. Leave the visit out, or correct it.")
            yield Seen(f"visits/{at}/discount_cents", message, why, f"{_fact(visit)}:nothing-charged")


def nothing_due(bill: Bill, _: Circumstances) -> Sight:
    """A statement that asks for nothing."""
    if balance(bill) <= 0:
        fact = f"case:{bill.case.row}:statement:{balance(bill)}:nothing-due"
        why = say("A statement asks a payer for money. Issue it only if the payer wants to see what was paid.")
        yield Seen("visits", say("Nothing is due for these visits."), why, fact)


def _has_uncounted(visit: BilledVisit) -> bool:
    return any(one.units < 1 and one.fee_cents == 0 for one in visit.services)


def _fee(line: PlacedLine) -> Sight:
    one = line.service
    due = _due(one)
    facts = {"service": line.dated, "fee": money.shown(one.fee_cents)}
    if one.price_cents < 0 or one.fee_cents < 0:
        message = say("{service} costs {fee}.", **facts)
        yield Seen(f"{line.field}/price_cents", message, _why())
    elif one.fee_cents != due:
        facts |= {"due": money.shown(due), "price": money.shown(one.price_cents), "units": str(one.units)}
        message = (
            say("{service}: {units} × {price} is {due}, and the fee says {fee}.", **facts)
            if one.priced_by == "unit"
            else say("{service}: the price is {due}, and the fee says {fee}.", **facts)
        )
        yield Seen(f"{line.field}/fee_cents", message, _why())


def _due(one: BilledService) -> int:
    """What a service costs by its price; nothing where it is not timed and was not counted, as a visit is saved."""
    return fee(one.priced_by, one.price_cents, one.units) if one.is_timed or one.units else 0


def _discount(visit: BilledVisit, at: int) -> Sight:
    if visit.discount_cents < 0 or visit.discount_cents > fees(visit):
        facts = {"discount": money.shown(visit.discount_cents), "fees": money.shown(fees(visit))}
        message = say("The discount of {visit} is {discount}, of {fees}.", visit=of_visit(visit, at), **facts)
        yield Seen(f"visits/{at}/discount_cents", message, _why())


def _why() -> str:
    return say("The paper would not add up. Correct the visit.")


def _fact(visit: BilledVisit) -> str:
    written_off = f":{visit.written_off_cents}" if visit.written_off_cents else ""
    return f"visit:{visit.row}:paid:{paid(visit)}:{visit.charged_cents}{written_off}"
