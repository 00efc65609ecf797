"""What the client is treated for: whether an accident or work caused it, and since when."""

from clinic_desktop.cases.rules import ACCIDENTS
from clinic_desktop.policies.model import PLAN_TYPES, PROGRAMS
from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.model.findings import Circumstances
from clinic_desktop.superbills.rules.checks.check import Seen, Sight
from clinic_desktop.superbills.rules.checks.policy import CLAIM_PLANS
from clinic_desktop.superbills.rules.checks.words import payer_words
from clinic_desktop.values import dates
from clinic_desktop.values.text import is_blank
from clinic_desktop.wording import say

# Another payer comes before these after a car accident or a work injury. Of a plan whose type is not known nothing is
# said: nobody is asked for the type.
_HEALTH_PLANS = frozenset(PLAN_TYPES) - {"", "other", *CLAIM_PLANS, *PROGRAMS}


def accident_open(bill: Bill, _: Circumstances) -> Sight:
    """Nobody said yet whether an accident or work caused it."""
    if bill.policy and bill.case.kind == "health" and not bill.case.no_accident:
        message = say("It was not asked whether an accident or work caused this.")
        why = say("A plan asks before it pays. Ask the client, and check it in the case.")
        yield Seen("case/no_accident", message, why, f"case:{bill.case.row}:accident-open")


def accident_health_plan(bill: Bill, _: Circumstances) -> Sight:
    """A car accident or a work injury goes to a health plan."""
    policy, kind = bill.policy, bill.case.kind
    if policy is None or kind not in ("auto", "work") or policy.plan_type not in _HEALTH_PLANS:
        return
    payer = payer_words(bill)
    message = (
        say("This is a car accident, and {payer} is a health plan.", payer=payer)
        if kind == "auto"
        else say("This is a work injury, and {payer} is a health plan.", payer=payer)
    )
    why = say("Another payer comes first. Put its policy first, or say why the health plan gets the superbill.")
    fact = f"case:{bill.case.row}:{kind}:policy:{policy.row}:{policy.plan_type}"
    yield Seen("case/kind", message, why, fact)


def accident_plan(bill: Bill, _: Circumstances) -> Sight:
    """The plan pays for accidents, and the case says that there was none; while that is open, it is asked there."""
    policy, case = bill.policy, bill.case
    is_none = case.kind == "cash" or (case.kind == "health" and case.no_accident)
    if policy and is_none and policy.plan_type in CLAIM_PLANS:
        facts = {"payer": payer_words(bill), "plan": say(PLAN_TYPES[policy.plan_type])}
        message = say("{payer} pays for an accident ({plan}), and the case says that there was none.", **facts)
        why = say("The paper would say no to an accident. Correct the case, or choose another policy.")
        yield Seen("case/kind", message, why, f"case:{case.row}:{case.kind}:policy:{policy.row}:{policy.plan_type}")


def is_accident(bill: Bill, _: Circumstances) -> bool:
    """Whether an accident or work caused it, and somebody else pays."""
    return bill.policy is not None and bill.case.kind in ACCIDENTS


def accident_incomplete(bill: Bill, circumstances: Circumstances) -> Sight:
    """An accident or a work injury without its date, or a car accident without its state (domain 1.1)."""
    case = bill.case
    if not is_accident(bill, circumstances):
        return
    why = say("A payer of an accident asks for it first. Type it in the case.")
    if case.onset_on is None:
        message = (
            say("The date of the injury at work is missing.")
            if case.kind == "work"
            else say("The date of the accident is missing.")
        )
        yield Seen("case/onset_on", message, why, f"case:{case.row}:{case.kind}:no-date")
    if case.kind == "auto" and is_blank(case.state):
        message = say("The state of the car accident is missing.")
        yield Seen("case/state", message, why, f"case:{case.row}:{case.kind}:no-state")


def onset(bill: Bill, _: Circumstances) -> Sight:
    """Birth, the begin of the case and the visits stand in another order (domain 8.1)."""
    began, born = bill.case.onset_on, bill.client.birth_date
    if began is None:
        return
    why = say("The dates on the paper would contradict each other. Correct one of the two.")
    if born and began < born:
        facts = {"day": dates.shown(began), "born": dates.shown(born)}
        yield Seen("case/onset_on", say("The case began on {day}, before the birth on {born}.", **facts), why)
    days = sorted(one.date_of_service for one in bill.visits if one.date_of_service)
    if days and days[0] < began:
        facts = {"day": dates.shown(began), "visit": dates.shown(days[0])}
        yield Seen("case/onset_on", say("The case began on {day}, after the visit of {visit}.", **facts), why)
