"""Which document the visits of a case get at the end of a month, and why some get none (domain 1.8)."""

from dataclasses import dataclass
from typing import NamedTuple

from clinic_desktop.month_end.model import LEFT_OUT, Batch
from clinic_desktop.policies.model import PROGRAMS
from clinic_desktop.superbills.model.bill import Kind
from clinic_desktop.wording import say

# Whose payer gets the bill itself.
_PAYER_FIRST = ("auto", "work")


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What decides: the kind of the case, the type of the plan that pays first on the days, None without a policy, and
    why the case is left out of every month end, "" where it is not, with the words of whoever typed more."""

    case_kind: str
    plan_type: str | None
    left_out: str = ""
    left_out_note: str = ""


class Proposed(NamedTuple):
    """The document, or None and the reason in words."""

    kind: Kind | None
    why: str = ""


def proposed(batch: Batch, facts: CaseFacts) -> Proposed:
    """What a batch makes of the visits of a case."""
    if batch == "receipts":
        return Proposed("receipt")
    if facts.left_out:
        return Proposed(None, facts.left_out_note or say(LEFT_OUT[facts.left_out]))
    if facts.case_kind in _PAYER_FIRST:
        return Proposed(None, say("The payer of the accident or injury is billed, not the client."))
    if facts.case_kind == "cash" or facts.plan_type is None:
        return Proposed(None, say("Pays without a plan. A receipt is made when the client asks."))
    if facts.plan_type in PROGRAMS:
        return Proposed(None, say("The program is billed itself, and its client is never handed a superbill."))
    return Proposed("superbill")


def nothing_charged() -> str:
    """Why visits that cost nothing are on no document."""
    return say("Nothing was charged.")


def not_recorded() -> str:
    """Why planned visits whose day has passed are on none."""
    return say("Planned, and not recorded as given.")


def before_the_days() -> str:
    """Why visits that wait since before the days that were chosen are on no document of theirs."""
    return say("Before these days, and on no superbill yet. Choose other days for them.")


def too_many(most: int) -> str:
    """Why visits beyond those that fit wait for another document."""
    return say("More than the {most} visits that fit. Run the month end again for these.", most=most)


def unread() -> str:
    """What is said of a case that the program stumbles over."""
    return say("This case could not be read. The others are not touched by it.")


def not_made() -> str:
    """What is said of a document that the program stumbles over."""
    return say("Could not be made, for a reason the program did not expect. The others are not touched by it.")
