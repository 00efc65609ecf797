"""The policy that pays first: whose it is, whether it counts on the dates, and what its payer wants."""

from clinic_desktop.policies.model import PLAN_TYPES, PROGRAMS
from clinic_desktop.policies.rules import begins_later, has_ended, warning_about
from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.model.findings import Circumstances
from clinic_desktop.superbills.rules.checks.check import Seen, Sight
from clinic_desktop.superbills.rules.checks.words import client_words, payer_words, said, told_apart
from clinic_desktop.values import dates
from clinic_desktop.values.identifiers import parse_member_id
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.text import is_blank
from clinic_desktop.wording import say

# These find a claim by its number; a member ID is not theirs.
CLAIM_PLANS = ("pip", "medpay", "liability")


def has_policy(bill: Bill, _: Circumstances | None = None) -> bool:
    """Whether a payer is there at all."""
    return bill.policy is not None


def no_policy(bill: Bill, _: Circumstances) -> Sight:
    """No policy, or one without the name of its payer."""
    if bill.policy is None:
        message = say("{who} has no policy in this case.", who=client_words(bill))
        why = say("A superbill is for an insurer. For HSA, FSA or taxes the receipt is enough; else add the policy.")
        yield Seen("policy", message, why, f"case:{bill.case.row}:no-policy")
    elif is_blank(bill.policy.payer_name):
        message = say("The policy does not name the payer.")
        why = say("Nobody can tell where it goes. Choose the payer.")
        yield Seen("policy/payer_name", message, why, f"policy:{bill.policy.row}:no-payer")


def is_program(bill: Bill, _: Circumstances) -> Sight:
    """The plan is a program whose client is never billed: Medicaid, VA, workers' compensation."""
    if bill.policy and bill.policy.plan_type in PROGRAMS:
        facts = {"payer": payer_words(bill), "plan": say(PLAN_TYPES[bill.policy.plan_type])}
        message = say("{payer} is a program that pays the clinic by its own rules: {plan}.", **facts)
        yield Seen(
            "policy/plan_type",
            message,
            say("Bill the program by its own form, never the client: no superbill, no receipt."),
        )


def subscriber_name(bill: Bill, _: Circumstances) -> Sight:
    """The policy is somebody else's, and their name is missing."""
    if bill.policy and bill.policy.relationship != "self" and is_blank(bill.policy.subscriber_name):
        message = say("The policy is not the client’s own, and the subscriber has no name.")
        yield Seen("policy/subscriber_name", message, say("Type the subscriber’s name, as on the card."))


def subscriber_birth_date(bill: Bill, _: Circumstances) -> Sight:
    """The policy is somebody else's, and their birth date is missing."""
    policy = bill.policy
    if policy and policy.relationship != "self" and policy.subscriber_birth_date is None:
        message = say("The subscriber’s birth date is missing.")
        why = say("A payer finds the policy by it. Type the birth date.")
        yield Seen("policy/subscriber_birth_date", message, why, f"policy:{policy.row}:no-subscriber-birth-date")


def member_id_missing(bill: Bill, _: Circumstances) -> Sight:
    """Nothing by which the payer finds the client: no member ID, or of a claim no number either."""
    policy = bill.policy
    if policy is None or not is_blank(policy.member_id):
        return
    facts, why = {"payer": payer_words(bill)}, say("The payer finds the client by it. Type it as on the card.")
    if policy.plan_type not in CLAIM_PLANS:
        message = say("The policy of {payer} has no member ID.", **facts)
        yield Seen("policy/member_id", message, why, f"policy:{policy.row}:no-member-id")
    elif is_blank(bill.case.claim_number):
        message = say("The case has no claim number of {payer}.", **facts)
        why = say("The payer finds the claim by it. Type the number.")
        yield Seen("case/claim_number", message, why, f"case:{bill.case.row}:no-claim-number")


def member_id_malformed(bill: Bill, _: Circumstances) -> Sight:
    """A member ID that is not of 2 to 29 letters and digits (domain 8.1); that of a claim may be anything."""
    policy = bill.policy
    if policy is None or policy.plan_type in CLAIM_PLANS or is_blank(policy.member_id):
        return
    try:
        parse_member_id(policy.member_id)
    except Unreadable as unreadable:
        message = say("“{typed}” does not look like a member ID.", typed=said(policy.member_id))
        fact = f"policy:{policy.row}:member-id:{told_apart(policy.member_id)}"
        yield Seen("policy/member_id", message, unreadable.words, fact)


def member_id_like_ssn(bill: Bill, _: Circumstances) -> Sight:
    """The member ID looks like a Social Security number (domain 8.1)."""
    if bill.policy and (words := warning_about(bill.policy.member_id)):
        yield Seen("policy/member_id", words, say("It is printed as it stands here. Look at the card once more."))


def not_in_force(bill: Bill, _: Circumstances) -> Sight:
    """A visit before the effective date or after the termination date."""
    policy = bill.policy
    days = sorted({one.date_of_service for one in bill.visits if one.date_of_service})
    if policy is None or not days:
        return
    facts = {"payer": payer_words(bill)}
    why = say("The payer sends it back. Look at the card, or choose the policy that counted then.")
    early = [day for day in days if begins_later(policy.effective_on, day)]
    if policy.effective_on and early:
        facts |= {"begin": dates.shown(policy.effective_on), "day": dates.shown(early[0])}
        message = say("The policy of {payer} began on {begin}, after the visit of {day}.", **facts)
        yield Seen("policy/effective_on", message, why, f"policy:{policy.row}:from:{policy.effective_on}:{early[-1]}")
    late = [day for day in days if has_ended(policy.ends_on, day)]
    if policy.ends_on and late:
        facts |= {"end": dates.shown(policy.ends_on), "day": dates.shown(late[0])}
        message = say("The policy of {payer} ended on {end}, before the visit of {day}.", **facts)
        yield Seen("policy/ends_on", message, why, f"policy:{policy.row}:to:{policy.ends_on}:{late[-1]}")


def is_in_network(bill: Bill, _: Circumstances) -> bool:
    """Whether a contract with the plan is known. Where nobody asked, nothing was checked either."""
    return bill.policy is not None and bill.policy.in_network


def in_network(bill: Bill, _: Circumstances) -> Sight:
    """The clinic has a contract with the plan."""
    if bill.policy and bill.policy.in_network:
        message = say("You are in the network of {payer}.", payer=payer_words(bill))
        why = say(
            "Your contract probably obliges you to file the claim. Issue it only if the client chose not to use the "
            "plan, signed and dated."
        )
        yield Seen("policy/in_network", message, why, f"policy:{bill.policy.row}:in-network")


def original_medicare(bill: Bill, _: Circumstances) -> Sight:
    """Original Medicare pays for no massage."""
    if bill.policy and bill.policy.plan_type == "medicare":
        message = say("{who} has Original Medicare.", who=client_words(bill))
        why = say(
            "It usually pays nothing for massage by a massage therapist. Issue it only if the client needs it for "
            "another payer."
        )
        yield Seen("policy/plan_type", message, why, f"policy:{bill.policy.row}:medicare")
