"""What is made of the visits of a case at the end of a month, and why of some nothing is: the document that the case
asks for anyway (superbills.rules.proposed), as far as it goes out without being asked for (domain 1.8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from clinic_desktop.month_end.model import LEFT_OUT
from clinic_desktop.policies.model import PolicyRow
from clinic_desktop.restrictions.model import Restriction
from clinic_desktop.restrictions.rules import reason_words
from clinic_desktop.superbills.model.bill import Kind
from clinic_desktop.superbills.model.years import NothingPaid
from clinic_desktop.superbills.rules.parcels import policy_on
from clinic_desktop.superbills.rules.proposed import bills_itself, kept_by, proposed
from clinic_desktop.wording import say


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What decides: the kind of the case, its policies in their order, why the case is left out of every month end, ""
    where it is not, with the words of whoever typed more, whether receipts are wanted too, and what the client asked to
    be kept from payers."""

    case_kind: str
    policies: Sequence[PolicyRow] = ()
    left_out: str = ""
    left_out_note: str = ""
    with_receipts: bool = False
    restrictions: Sequence[Restriction] = ()


class DueDocument(NamedTuple):
    """The document that a visit asks for, and why it is not made at the end of a month, "" where it is."""

    kind: Kind
    why: str = ""


def due(facts: CaseFacts, day: date) -> DueDocument:
    """What a visit of that day asks for."""
    # Who pays by themselves has no plan that counts.
    policies = () if facts.case_kind == "cash" else facts.policies
    kept = kept_by(facts.restrictions, policies, day)
    kind = proposed(facts.case_kind, policies, day, keeps_from_plan=kept is not None).kind
    if facts.left_out:
        return DueDocument(kind, facts.left_out_note or say(LEFT_OUT[facts.left_out]))
    # Who asked that a plan not be told finds a reason here and no superbill; a receipt tells the plan nothing.
    if kept and policies and not facts.with_receipts:
        return DueDocument(kind, reason_words(kept))
    if kind == "receipt":
        why = "" if facts.with_receipts else say("Pays without a plan. A receipt is made when the client asks.")
        return DueDocument(kind, why)
    policy = policy_on(policies, day)
    if policy and bills_itself(facts.case_kind, policy.plan_type):
        return DueDocument(kind, say("The program is billed itself, and its client is never handed a superbill."))
    return DueDocument(kind)


def nothing_charged() -> str:
    """Why visits that cost nothing are on no document."""
    return say("Nothing was charged.")


def not_recorded() -> str:
    """Why planned visits whose day has passed are on none."""
    return say("Planned, and not recorded as given.")


def before_the_days() -> str:
    """Why visits that wait since before the days that were chosen are on no document of theirs."""
    return say("Before these days, and on no document yet. Choose other days for them.")


def too_many(most: int) -> str:
    """Why visits beyond those that fit wait for another document."""
    return say("More than the {most} visits that fit. Run the month end again for these.", most=most)


def nothing_paid(why: NothingPaid, year: int) -> str:
    """Why a client gets no receipt of a year."""
    if why == "back":
        return say("As much was paid back in this year as was paid.")
    if why == "plan":
        return say("Only a plan paid for the visits. The receipt says what the client paid.")
    if why == "other":
        return say("What was paid was not for treatment in {year}, as a package that is not used yet.", year=str(year))
    return say("Nothing was paid for treatment in {year}.", year=str(year))


def says_otherwise(number: int) -> str:
    """Why the receipt of a year that is out is to be replaced."""
    return say(
        "Receipt no. {number} is out, and the record says something else by now. Void it, and make the replacement.",
        number=number,
    )


def unread() -> str:
    """What is said of a case that the program stumbles over."""
    return say("This case could not be read. The others are not touched by it.")


def unread_client() -> str:
    """What is said of a client whose year the program stumbles over."""
    return say("What this client paid could not be read. The others are not touched by it.")


def unread_receipt(number: int) -> str:
    """What is said of a receipt of a year that is out, where the program cannot tell whether it still stands."""
    return say(
        "Whether receipt no. {number} still says what the record does could not be read. The others are not touched by"
        " it.",
        number=number,
    )


def not_made() -> str:
    """What is said of a document that the program stumbles over."""
    return say("Could not be made, for a reason the program did not expect. The others are not touched by it.")
