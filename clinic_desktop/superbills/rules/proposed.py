"""Which document a visit of a case asks for, and why (domain 1.8): the one that the page begins with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from clinic_desktop.policies.model import PROGRAMS, PolicyRow
from clinic_desktop.restrictions.model import Restriction
from clinic_desktop.restrictions.rules import kept_from
from clinic_desktop.superbills.model.bill import Bill, Kind
from clinic_desktop.superbills.rules.checks.policy import CLAIM_PLANS
from clinic_desktop.superbills.rules.parcels import policy_on
from clinic_desktop.wording import say

# What pays a claim whatever caused the treatment; after a car accident or at work also a plan that nobody named.
CLAIMS = (*CLAIM_PLANS, *PROGRAMS)
AFTER_ACCIDENT = ("auto", "work")
UNNAMED = ("", "other")


class PayingPlan(Protocol):
    """A policy as it counts for which document is made."""

    @property
    def payer_name(self) -> str:
        """What the payer is called."""

    @property
    def plan_type(self) -> str:
        """A key of policies.model.PLAN_TYPES."""

    @property
    def effective_on(self) -> date | None:
        """The first day."""

    @property
    def ends_on(self) -> date | None:
        """The last day, which still counts."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A document with the sentence that says why it is this one, and where the rule comes from."""

    kind: Kind
    words: str
    source: str


def proposed(case_kind: str, policies: Sequence[PayingPlan], day: date, *, keeps_from_plan: bool = False) -> Proposal:
    """What is made of a visit on that day in a case of this kind, whose `policies` stand in their order; for a client
    who `keeps_from_plan` what they pay themselves, it is the receipt."""
    policy = policy_on(policies, day)
    if keeps_from_plan:
        words = say("The client asked that the plan not be told: a receipt says nothing of what was treated.")
        return Proposal("receipt", words, "45 CFR 164.522(a)(1)(vi)")
    if policy is None:
        return _without_policy(case_kind)
    payer = policy.payer_name
    if policy.plan_type in PROGRAMS:
        words = say("Bill the program, never the client: where {payer} takes paper, this is it.", payer=payer)
        return Proposal("statement", words, say("Rules of Medicaid, VA and workers’ compensation"))
    if is_claim(case_kind, policy.plan_type):
        words = say("{payer} pays the clinic for this claim: the statement asks for what is due.", payer=payer)
        return Proposal("statement", words, say("Practice of accident insurers"))
    if case_kind in AFTER_ACCIDENT:
        words = say(
            "The policy of the accident does not come first here: {payer} is a health plan, and pays the client back "
            "on a superbill.",
            payer=payer,
        )
        return Proposal("superbill", words, say("Practice of billing offices: member claims"))
    words = say("The client pays, and {payer} pays the client back on a superbill.", payer=payer)
    return Proposal("superbill", words, say("Practice of billing offices: member claims"))


def kept_by(asked: Sequence[Restriction], policies: Sequence[PolicyRow], day: date) -> Restriction | None:
    """What a client asked for by which a visit of that day is kept from the plan that pays first on it; None where that
    plan may be told. `policies` are those of the case in their order."""
    policy = policy_on(policies, day)
    return kept_from(asked, policy.payer if policy else None, day)


def kept_visits(bill: Bill, asked: Sequence[Restriction]) -> frozenset[int]:
    """The visits of a bill that the client keeps from its payer."""
    payer = bill.policy.payer_row if bill.policy else None
    days = ((one.row, one.date_of_service) for one in bill.visits)
    return frozenset(row for row, day in days if day and kept_from(asked, payer, day))


def is_claim(case_kind: str, plan_type: str) -> bool:
    """Whether a plan pays the clinic for a claim, and not the client back."""
    return plan_type in CLAIMS or (case_kind in AFTER_ACCIDENT and plan_type in UNNAMED)


def is_stated(case_kind: str, plan_type: str) -> bool:
    """Whether a statement goes to the plan on paper: where work is treated a program takes it so, and the others have a
    way of their own (domain 1.8)."""
    return is_claim(case_kind, plan_type) and not bills_itself(case_kind, plan_type)


def bills_itself(case_kind: str, plan_type: str) -> bool:
    """Whether it is a program that is billed in a way of its own, and not on our paper."""
    return plan_type in PROGRAMS and case_kind != "work"


def _without_policy(case_kind: str) -> Proposal:
    if case_kind in AFTER_ACCIDENT:
        words = say("After an accident or at work somebody else pays: the statement goes to them, or to the attorney.")
        return Proposal("statement", words, say("Practice of accident insurers"))
    words = say("No plan pays this case: for HSA, FSA or taxes the client needs a receipt, without a diagnosis.")
    return Proposal("receipt", words, say("IRS Publication 502"))
