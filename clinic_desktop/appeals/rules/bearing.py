"""Who bears what a plan did not pay, by the groups of its codes: whether the client may be billed for it."""

from dataclasses import dataclass

from clinic_desktop.appeals.rules.codes import typed_codes
from clinic_desktop.appeals.rules.whose import AppealFacts
from clinic_desktop.policies.model import PROGRAMS
from clinic_desktop.wording import say

_AUTO = ("pip", "medpay")


@dataclass(frozen=True, slots=True)
class Bearing:
    """What is said of billing the client: `is_stop` where they must not be billed, in large letters; `title` is ""
    where nothing forbids it."""

    is_stop: bool
    title: str
    words: str


def bearing(codes: str, facts: AppealFacts) -> Bearing | None:
    """What the groups of the codes, as typed, say about billing the client; None where they say nothing of it.

    CO is what the contract leaves with the clinic, PI what the plan took off by its own view, PR what is the client’s.
    Where the clinic has no contract and billed the client, the plan cannot leave anything with the clinic.
    """
    typed = typed_codes(codes)
    groups = {one.group for one in typed}
    if not groups & {"CO", "PI"}:
        return None
    group = "CO" if "CO" in groups else "PI"
    if _has_no_contract(facts):
        said = say(
            "Group {group} speaks of a contract with the plan. None is on record for these visits: what the client paid"
            " stays as it is. Ask the plan why it wrote {group}.",
            group=group,
        )
        return Bearing(False, "", said)
    theirs = ", ".join(one.words for one in typed if one.group == "PR")
    if group == "PI":
        said = say("By the plan’s view this amount is not the client’s (group PI).")
    else:
        said = say("The plan puts this amount on the clinic, not on the client (group CO).")
    if not theirs:
        return Bearing(group == "CO", say("Do not bill the client"), said)
    title = say("Do not bill the client for what stands under {group}", group=group)
    return Bearing(group == "CO", title, say("{said} {codes} is the client’s.", said=said, codes=theirs))


def _has_no_contract(facts: AppealFacts) -> bool:
    """Whether the client was billed, or is to be, without a contract between clinic and plan."""
    if facts.network == "in" or facts.case_kind == "work" or facts.plan_type in (*PROGRAMS, *_AUTO):
        return False
    return facts.network == "out" or facts.bill_kind == "superbill"
