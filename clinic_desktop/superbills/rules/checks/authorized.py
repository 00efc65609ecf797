"""What the payer authorized, and whether it holds the visits."""

from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.model.findings import Circumstances
from clinic_desktop.superbills.rules.authorized import holds
from clinic_desktop.superbills.rules.checks.check import Seen, Sight
from clinic_desktop.superbills.rules.checks.words import of_visit
from clinic_desktop.values import dates
from clinic_desktop.wording import say


def is_authorized(bill: Bill, _: Circumstances) -> bool:
    """Whether the payer authorized anything."""
    return bill.policy is not None and bool(bill.authorizations)


def after_authorization(bill: Bill, _: Circumstances) -> Sight:
    """A visit after the end of what was authorized for it, where nothing newer holds it. One before the first of them
    is no matter: nobody had asked for it yet."""
    for place, visit in enumerate(bill.visits):
        if visit.date_of_service is None or any(holds(one, visit) for one in bill.authorizations):
            continue
        ended = [one for one in bill.authorizations if one.ends_on and one.ends_on < visit.date_of_service]
        if not ended:
            continue
        last = max(ended, key=lambda one: (one.ends_on is not None, one.ends_on))
        message = say(
            "Authorization {number} ended on {day}; {visit} came after it.",
            number=last.number,
            day=dates.shown(last.ends_on) if last.ends_on else "",
            visit=of_visit(visit, place),
        )
        why = say("A payer that wants to be asked first pays no visit after its authorization. Add the new one.")
        yield Seen(f"visits/{place}/authorization", message, why, f"visit:{visit.row}:after-authorization:{last.row}")
