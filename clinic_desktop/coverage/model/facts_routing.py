"""Whose case it is: accident and work, claims, and who pays by what kind of plan."""

from collections.abc import Mapping
from types import MappingProxyType

from clinic_desktop.coverage.model.fact import LEFT, Fact, yes_no
from clinic_desktop.policies.model import PLAN_TYPES
from clinic_desktop.wording import mark

# Plans whose kind of network is asked about; all of them are a health plan.
PLANS = ("ppo", "hmo", "epo", "pos", "indemnity")
WORK_PAYERS = ("work_state", "work", "work_federal")
AUTO_PAYERS = ("pip", "medpay")
# Health plans of which it is a question whether massage is a benefit.
WITH_BENEFIT = ("commercial", "fehb", "medicare_advantage", "medicaid")
# What a policy can be, with one name for the kinds of health plan, and nobody.
PAYERS: Mapping[str, str] = MappingProxyType(
    {
        "commercial": mark("Health plan"),
        **{key: words for key, words in PLAN_TYPES.items() if key not in ("", "other", *PLANS)},
        "self_pay": mark("Nobody: self-pay"),
    }
)
ROUTING: Mapping[str, Fact] = MappingProxyType(
    {
        # Whose case it is.
        "accident": Fact(
            mark("Accident or work"),
            {
                "none": mark("Neither"),
                "work": mark("Work"),
                "auto": mark("Car accident"),
                "other": mark("Another accident"),
            },
            ask=mark("Did this come from your work, a car accident or another accident?"),
            whom="client",
        ),
        # By the date of the accident, where one is known.
        "accident_days": Fact(
            mark("Days since the accident"),
            {"within_14": mark("14 days or less"), "later": mark("More than 14 days")},
            ask=mark("On what date was the accident?"),
            whom="client",
        ),
        "accident_state": Fact(
            mark("State of the accident"), {}, ask=mark("In which state was the accident?"), whom="client"
        ),
        "claim_status": Fact(
            mark("Claim"),
            {
                "open": mark("Open"),
                "pending": mark("Filed, not decided"),
                "none": mark("Not filed"),
                "closed": mark("Closed"),
                "denied": mark("Denied"),
                "exhausted": mark("Its limit is used up"),
                "no_benefit": mark("The auto policy has no such benefit"),
            },
            ("open",),
            ("none", "closed", "denied", "exhausted", "no_benefit"),
            mark("Is the claim open, and what is its number?"),
            "adjuster",
            mark("an open claim with its number"),
            final=("exhausted", "no_benefit"),
        ),
        "claim_number": yes_no(
            mark("Claim number"), mark("What is the claim number?"), "adjuster", mark("the claim number")
        ),
        # Who pays, and by what kind of plan.
        "payer": Fact(mark("Payer"), PAYERS, ask=mark("Who pays: what does the card say?"), whom="client"),
        "plan": Fact(
            mark("Kind of plan"),
            {key: PLAN_TYPES[key] for key in PLANS},
            ask=mark("Is the plan a PPO, HMO, EPO or POS?"),
        ),
        "funding": Fact(
            mark("Funding"),
            {
                "insured": mark("Insured"),
                "self_funded": mark("Self-funded by the employer"),
                "public": mark("Plan of public employees"),
            },
            ask=mark("Is the plan insured, or self-funded by the employer?"),
        ),
        "state": Fact(mark("State of the treatment"), {}, ask=mark("In which state is the treatment?"), whom="clinic"),
        "active": yes_no(
            mark("Plan active"),
            mark("Is the plan active, from when, and is there an end date?"),
            "member",
        ),
        # Auto and work.
        "pip_confirmed": yes_no(
            mark("PIP confirmed"),
            mark("Is there PIP on this policy, how much of it is left, and until when?"),
            "adjuster",
        ),
        "claim_limit": Fact(
            mark("Limit of the claim"),
            LEFT,
            ("left",),
            ("used_up",),
            mark("How much of the limit is left, all providers together?"),
            "adjuster",
        ),
        # Of this claim, at whatever clinic; the next visit's place in it.
        "claim_visits": Fact(
            mark("Visits of the claim"),
            {"to_6": mark("1 to 6"), "to_12": mark("7 to 12"), "over_12": mark("More than 12")},
            ("to_6",),
            ("to_12", "over_12"),
            mark("How many massage visits has this claim had, at any clinic?"),
            "adjuster",
        ),
        # What a plan said after a claim, in our own words.
        "denial": Fact(
            mark("Denial"),
            {
                "none": mark("None"),
                "authorization": mark("No authorization"),
                "necessity": mark("Not necessary"),
                "excluded": mark("Not a benefit"),
                "information": mark("Something is missing or wrong"),
                "late": mark("Too late"),
                "provider": mark("Not this kind of provider"),
                "bundled": mark("Part of another service"),
                "other_payer": mark("Another payer comes first"),
                "other": mark("Another reason"),
            },
        ),
    }
)
