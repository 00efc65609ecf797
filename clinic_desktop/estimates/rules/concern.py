"""Whom the law means: clients without a plan, and those who do not have a claim sent to it."""

from clinic_desktop.estimates.model.due import SelfPay
from clinic_desktop.wording import say

# After a car accident or at work the claim pays, and no client of such a case is self-pay.
_MAY_BE = ("cash", "health", "accident")
# What was answered about the plan, where the client pays for the visits themselves (45 CFR 149.610(a)(2)); who
# sends a superbill in alone pays here too, and gets one to be sure.
_PAYS = ("none", "unused", "self")


def is_self_pay(one: SelfPay) -> bool:
    """Whether an estimate is owed: no plan, one that is not used here, or nobody asked and no policy is on record."""
    if one.kind not in _MAY_BE:
        return False
    return one.kind == "cash" or one.plan_wish in _PAYS or (not one.plan_wish and not one.has_policy)


def concern_words(one: SelfPay) -> str:
    """Whom it concerns, and why, in a sentence."""
    if one.kind not in _MAY_BE:
        return say("A claim pays for this case, so no Good Faith Estimate is owed. Make one if the client asks.")
    if one.kind == "cash":
        return say("Self-pay: a Good Faith Estimate is owed before planned visits.")
    if one.plan_wish == "claim":
        return say("A claim goes to the plan, so no Good Faith Estimate is owed. Make one if the client asks.")
    if one.plan_wish:
        return say("The client pays here and no claim is sent, so a Good Faith Estimate is owed before planned visits.")
    if one.has_policy:
        return say("Ask whether a claim shall go to the plan: without one a Good Faith Estimate is owed.")
    return say(
        "No plan is on record, so a Good Faith Estimate is owed before planned visits. Ask whether there is one."
    )
