"""What a statement to a payer needs beyond a superbill: somebody who pays, a claim, signed notes (domain 1.8)."""

from clinic_desktop.cases.rules import ACCIDENTS
from clinic_desktop.policies.model import PROGRAMS
from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.model.findings import Circumstances
from clinic_desktop.superbills.rules.addressee import addressee
from clinic_desktop.superbills.rules.checks.check import Seen, Sight
from clinic_desktop.superbills.rules.checks.policy import CLAIM_PLANS
from clinic_desktop.superbills.rules.checks.visits import unsigned
from clinic_desktop.superbills.rules.checks.words import client_words, payer_words
from clinic_desktop.values.text import is_blank
from clinic_desktop.wording import say


def is_of_claim(bill: Bill, _: Circumstances | None = None) -> bool:
    """Whether it is found by a claim number, and not by a member ID."""
    return bill.case.kind in ACCIDENTS or (bill.policy is not None and bill.policy.plan_type in CLAIM_PLANS)


def is_of_member(bill: Bill, circumstances: Circumstances) -> bool:
    """Whether it is found by a member ID: that of a program, mostly."""
    return bill.policy is not None and not is_of_claim(bill, circumstances)


def nobody_pays(bill: Bill, _: Circumstances) -> Sight:
    """Neither a payer nor an attorney is on record."""
    if addressee(bill) is None:
        why = say("A statement goes to who pays. Add the policy of the claim, or the attorney in the case.")
        yield Seen("policy", say("Nobody is on record to send the statement to."), why)


def has_addressee(bill: Bill, _: Circumstances) -> bool:
    """Whether the record says whom it goes to."""
    return addressee(bill) is not None


def no_address(bill: Bill, _: Circumstances) -> Sight:
    """Nothing says where it is mailed to."""
    to = addressee(bill)
    if to and not to.address:
        field = "policy/claims_address/0" if bill.policy and to.name == bill.policy.payer_name else "case/attorney_name"
        message = say("There is no mailing address of {who}.", who=to.name)
        yield Seen(field, message, say("Fax or hand it over. A payer’s claims address is typed with its departments."))


def kept_from_payer(bill: Bill, _: Circumstances) -> Sight:
    """The client asked that the plan not be told (45 CFR 164.522), and a statement tells it."""
    if bill.client.keeps_from_plan:
        message = say("{who} asked that the plan not be told.", who=client_words(bill))
        yield Seen("client/keeps_from_plan", message, say("A statement would tell it. Give the client a receipt."))


def no_claim_number(bill: Bill, _: Circumstances) -> Sight:
    """An accident or a work injury without a claim number."""
    if is_of_claim(bill) and is_blank(bill.case.claim_number):
        message = say("The case has no claim number.")
        why = say("Without it nobody at the payer knows what it is about. Type the number.")
        yield Seen("case/claim_number", message, why, f"case:{bill.case.row}:statement:no-claim-number")


def no_adjuster(bill: Bill, _: Circumstances) -> Sight:
    """A claim without an adjuster; not where an attorney gets it."""
    to = addressee(bill)
    is_attorney = to is not None and not is_blank(bill.case.attorney_name) and to.name == bill.case.attorney_name
    if is_of_claim(bill) and not is_attorney and is_blank(bill.case.adjuster_name):
        message = say("The case has no adjuster.")
        why = say(
            "It lies in a pile until somebody asks. Call {payer} and type who handles it.", payer=payer_words(bill)
        )
        yield Seen("case/adjuster_name", message, why, f"case:{bill.case.row}:statement:no-adjuster")


def pays_members(bill: Bill, _: Circumstances) -> Sight:
    """A health plan, which pays its members back and pays a clinic on a claim form."""
    policy = bill.policy
    if policy and policy.plan_type not in (*CLAIM_PLANS, *PROGRAMS, "", "other"):
        message = say("{payer} is a health plan.", payer=payer_words(bill))
        why = say(
            "A health plan pays its members back on a superbill, and pays a clinic on a claim form. Issue a statement "
            "only if the plan asked for one."
        )
        yield Seen("policy/plan_type", message, why, f"policy:{policy.row}:statement:{policy.plan_type}")


def note_not_signed(bill: Bill, circumstances: Circumstances) -> Sight:
    """A visit whose note is not signed: who pays the clinic itself may ask for it the same day."""
    why = say("A statement says that clinical records support it. Sign the note first.")
    for field, message, _ in unsigned(bill, circumstances):
        yield Seen(field, message, why)
