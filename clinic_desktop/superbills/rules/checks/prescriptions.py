"""The prescriptions a bill is made on."""

from collections.abc import Sequence
from datetime import date

from clinic_desktop.superbills.model.bill import Bill, BilledDiagnosis, BilledOrder
from clinic_desktop.superbills.model.findings import Circumstances
from clinic_desktop.superbills.rules.checks.check import Seen, Sight
from clinic_desktop.superbills.rules.checks.clinic import npi_seen
from clinic_desktop.superbills.rules.checks.words import said, the_visit
from clinic_desktop.superbills.rules.diagnosed import has_source, is_own_diagnosis
from clinic_desktop.superbills.rules.orders import cited, looked_for, orders_of_others, standings, used_visits
from clinic_desktop.superbills.rules.professions import is_massage
from clinic_desktop.values import dates
from clinic_desktop.values.text import is_blank
from clinic_desktop.visits.rules.pages import REFERRAL
from clinic_desktop.wording import say, say_many

# Where every diagnosis comes from one of these, somebody has ordered or accepted the treatment already.
_INSTEAD = ("authorization", "acceptance", "clinician")


def needs_order(bill: Bill, _: Circumstances | None = None) -> bool:
    """Whether a payer will look for a prescription: a massage therapist treats, and nobody else stands for it."""
    has_other = bool(bill.diagnoses) and all(_stands_for_order(bill, one) for one in bill.diagnoses)
    return bill.policy is not None and is_massage(bill.therapist) and not has_other


def has_orders(bill: Bill, _: Circumstances | None = None) -> bool:
    """Whether there is an order, and a payer will look for it."""
    return bool(orders_of_others(bill)) and needs_order(bill)


def cites(bill: Bill, _: Circumstances) -> bool:
    """Whether a prescription is printed, for a payer."""
    return bill.policy is not None and bool(cited(bill))


def no_prescription(bill: Bill, _: Circumstances) -> Sight:
    """The case has no prescription; a referral is none (domain 0)."""
    orders = orders_of_others(bill)
    if not needs_order(bill) or any(one.kind != REFERRAL for one in orders):
        return
    if orders:
        message = say("There is a referral of {who}, and no prescription.", who=who_ordered(orders[0]))
        why = say("Some plans need no referral and still a prescription. Add it, or say why the referral is enough.")
        fact = f"case:{bill.case.row}:referral:{orders[0].row}"
    else:
        message = say("There is no prescription for these visits.")
        why = say("Many plans pay a massage therapist only on a prescription. Add it, or say why none is needed.")
        fact = f"case:{bill.case.row}:no-order"
    yield Seen("orders", message, why, fact)


def outside_prescription(bill: Bill, _: Circumstances) -> Sight:
    """A visit on which no prescription counts, nor a referral where there are only those. It may be issued; none is
    then cited for it."""
    if not has_orders(bill):
        return
    orders = looked_for(bill)
    rows = ",".join(str(one.row) for one in orders)
    why = (
        say("Add the prescription that counts then. Without it none is cited for this visit.")
        if orders[0].kind != REFERRAL
        else say("Add the one that counts then. Without it none is cited for this visit.")
    )
    for one in standings(bill, orders):
        if one.made_on:
            continue
        visit = bill.visits[one.at]
        day = visit.date_of_service
        assert day
        message = f"{_what_there_is(orders, day)} {say('{visit} is outside it.', visit=the_visit(visit, one.at))}"
        yield Seen(f"visits/{one.at}/order", message, why, f"visit:{visit.row}:{day}:orders:{rows}"[:500])


def used_up(bill: Bill, _: Circumstances) -> Sight:
    """More visits were given than were ordered; those of the bill count in any case."""
    kept = cited(bill)
    for at, order in enumerate(bill.orders):
        ordered = order.visits_ordered
        if ordered is not None and order in kept and (used := used_visits(bill, order)) > ordered:
            message = say_many(
                "{who} ordered {count} visit, and {used} were given.",
                "{who} ordered {count} visits, and {used} were given.",
                ordered,
                who=who_ordered(order),
                used=used,
            )
            why = (
                say("A payer may not pay those beyond. Ask for a new referral, or correct the number.")
                if order.kind == REFERRAL
                else say("A payer may not pay those beyond. Ask for a new prescription, or correct the number.")
            )
            yield Seen(f"orders/{at}/visits_ordered", message, why, f"order:{order.row}:{ordered}:{used}")


def prescriber_npi(bill: Bill, _: Circumstances) -> Sight:
    """A prescriber who is cited has no NPI."""
    kept = cited(bill)
    for at, order in enumerate(bill.orders):
        if order in kept and is_blank(order.npi):
            message = say("{who} has no NPI.", who=who_ordered(order))
            why = say("Payers look the prescriber up by it. It is public, in NPPES.")
            yield Seen(f"orders/{at}/npi", message, why, f"prescriber:{order.prescriber_row}:no-npi")


def prescriber_npi_malformed(bill: Bill, _: Circumstances) -> Sight:
    """The NPI of a prescriber who is cited cannot be one."""
    kept = cited(bill)
    for at, order in enumerate(bill.orders):
        if order in kept and not is_blank(order.npi):
            yield from npi_seen(f"orders/{at}/npi", order.npi, who_ordered(order))


def _stands_for_order(bill: Bill, one: BilledDiagnosis) -> bool:
    return one.source in _INSTEAD and has_source(one) and not is_own_diagnosis(bill, one)


def _what_there_is(orders: Sequence[BilledOrder], day: date) -> str:
    """The order nearest to a visit outside of all: the last one that ended before, else the first to begin."""
    ended = [(one.expires_on, one) for one in orders if one.expires_on and one.expires_on < day]
    if ended:
        end, last = max(ended, key=lambda found: found[0])
        facts = {"who": who_ordered(last), "day": dates.shown(end)}
        if last.kind == REFERRAL:
            return say("The referral of {who} ended on {day}.", **facts)
        return say("The prescription of {who} ended on {day}.", **facts)
    begun = [(one.starts_on or one.ordered_on, one) for one in orders]
    first = min(((start, one) for start, one in begun if start), key=lambda found: found[0], default=None)
    if first is None:
        return _without_date(orders[0])
    facts = {"who": who_ordered(first[1]), "day": dates.shown(first[0])}
    if first[1].kind == REFERRAL:
        return say("The referral of {who} starts on {day}.", **facts)
    return say("The prescription of {who} starts on {day}.", **facts)


def _without_date(order: BilledOrder) -> str:
    if order.kind == REFERRAL:
        return say("The referral of {who} has no date.", who=who_ordered(order))
    return say("The prescription of {who} has no date.", who=who_ordered(order))


def who_ordered(order: BilledOrder) -> str:
    """The prescriber, as a sentence can hold the name."""
    return said(order.prescriber_name) or say("The prescriber")
