"""The prescriptions a bill is made on."""

from datetime import date

from clinic_desktop.superbills.model.bill import Bill, BilledOrder
from clinic_desktop.superbills.model.findings import Circumstances
from clinic_desktop.superbills.rules.checks.check import Seen, Sight
from clinic_desktop.superbills.rules.checks.clinic import npi_seen
from clinic_desktop.superbills.rules.checks.words import said, the_visit, therapist_words
from clinic_desktop.superbills.rules.orders import cited, order_on
from clinic_desktop.superbills.rules.professions import is_massage
from clinic_desktop.values import dates
from clinic_desktop.wording import say, say_many

# Where every diagnosis comes from one of these, somebody has ordered or accepted the treatment already.
_INSTEAD = ("authorization", "acceptance", "clinician")


def needs_order(bill: Bill, _: Circumstances | None = None) -> bool:
    """Whether a payer will look for a prescription: a massage therapist treats, and nobody else stands for it."""
    sources = [one.source for one in bill.diagnoses]
    has_other = bool(sources) and all(one in _INSTEAD for one in sources)
    return bill.policy is not None and is_massage(bill.therapist) and not has_other


def cites(bill: Bill, _: Circumstances) -> bool:
    """Whether a prescription is printed, for a payer."""
    return bill.policy is not None and bool(cited(bill))


def no_prescription(bill: Bill, _: Circumstances) -> Sight:
    """The case has no prescription."""
    if not bill.orders and needs_order(bill):
        message = say("There is no prescription for what {who} gave.", who=therapist_words(bill))
        why = say("Many plans pay a massage therapist only on a prescription. Add it, or say why none is needed.")
        yield Seen("orders", message, why, f"case:{bill.case.row}:no-order")


def outside_prescription(bill: Bill, _: Circumstances) -> Sight:
    """A visit on which no prescription counts. It may be issued; none is then cited for it."""
    if not bill.orders or not needs_order(bill):
        return
    rows = ",".join(str(one.row) for one in bill.orders)
    why = say("Add the prescription that counts then. Without it none is cited for this visit.")
    for at, visit in enumerate(bill.visits):
        day = visit.date_of_service
        if day and order_on(bill, day) is None:
            message = f"{_what_there_is(bill, day)} {say('{visit} is outside it.', visit=the_visit(visit, at))}"
            yield Seen("orders", message, why, f"visit:{visit.row}:{day}:orders:{rows}"[:500])


def used_up(bill: Bill, _: Circumstances) -> Sight:
    """More visits were given than were ordered."""
    for at, order in enumerate(bill.orders):
        ordered = order.visits_ordered
        if ordered is not None and order.used > ordered and order in cited(bill):
            message = say_many(
                "{who} ordered {count} visit, and {used} were given.",
                "{who} ordered {count} visits, and {used} were given.",
                ordered,
                who=_who(order),
                used=order.used,
            )
            why = say("A payer may not pay those beyond. Ask for a new prescription, or correct the number.")
            yield Seen(f"orders/{at}/visits_ordered", message, why, f"order:{order.row}:{ordered}:{order.used}")


def prescriber_npi(bill: Bill, _: Circumstances) -> Sight:
    """A prescriber who is cited has no NPI."""
    for at, order in enumerate(bill.orders):
        if order in cited(bill) and not order.npi.strip():
            message = say("{who} has no NPI.", who=_who(order))
            why = say("Payers look the prescriber up by it. It is public, in NPPES.")
            yield Seen(f"orders/{at}/npi", message, why, f"prescriber:{order.prescriber_row}:no-npi")


def prescriber_npi_malformed(bill: Bill, _: Circumstances) -> Sight:
    """The NPI of a prescriber who is cited cannot be one."""
    for at, order in enumerate(bill.orders):
        if order in cited(bill) and order.npi.strip():
            yield from npi_seen(f"orders/{at}/npi", order.npi, _who(order))


def _what_there_is(bill: Bill, day: date) -> str:
    """The prescription nearest to a visit outside of all: the last one that ended before, else the first to begin."""
    ended = [one for one in bill.orders if one.expires_on and one.expires_on < day]
    if ended:
        last = max(ended, key=lambda one: one.expires_on or date.min)
        return say("The prescription of {who} ended on {day}.", who=_who(last), day=dates.shown(last.expires_on or day))
    begun = [(one.starts_on or one.ordered_on, one) for one in bill.orders]
    first = min(((start, one) for start, one in begun if start), key=lambda found: found[0], default=None)
    if first is None:
        return say("The prescription of {who} has no date.", who=_who(bill.orders[0]))
    return say("The prescription of {who} counts from {day}.", who=_who(first[1]), day=dates.shown(first[0]))


def _who(order: BilledOrder) -> str:
    return said(order.prescriber_name) or say("The prescriber")
