"""How bills are spoken of where they are chosen."""

from collections.abc import Sequence

from clinic_desktop.policies.queries import policy
from clinic_desktop.practice.queries import therapist
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.model.bill import BilledService
from clinic_desktop.superbills.queries.draft import DraftBill
from clinic_desktop.superbills.queries.ready import MOST_VISITS
from clinic_desktop.superbills.rules.parcels import Parcel
from clinic_desktop.superbills.rules.sums import total_discount, total_fees
from clinic_desktop.values import money
from clinic_desktop.wording import say, say_many
from ui.kit.text import isolated


def parcel_words(read: Reader, parcel: Parcel) -> str:
    """A bill that could be made: "Maya Ortiz, LMT · Harbor PPO · 3 visits"."""
    payer = policy(read, parcel.policy).payer_name if parcel.policy else ""
    count = say_many("{count} visit", "{count} visits", len(parcel.visits))
    who = therapist(read, parcel.therapist).name
    return " · ".join((isolated(who), isolated(payer) if payer else say("no policy"), count))


def apart_words(parcels: Sequence[Parcel]) -> str:
    """Why the visits of a case make several bills; "" where they make one."""
    therapists = len({one.therapist for one in parcels}) > 1
    policies = len({one.policy for one in parcels}) > 1
    if not therapists and not policies:
        return ""
    if therapists and policies:
        return say(
            "These visits make {count} bills, for they have different therapists and policies.", count=len(parcels)
        )
    if therapists:
        return say("These visits make {count} bills: one for each therapist.", count=len(parcels))
    return say("These visits make {count} bills: one for each policy, by the day of the visit.", count=len(parcels))


def more_words(older: int, elsewhere: int) -> str:
    """Which visits wait besides those that are offered, and when they are; "" for none."""
    said = []
    if older:
        said.append(
            say_many(
                "These are the newest {most} visits that wait. {count} older visit is offered once some of these are"
                " issued.",
                "These are the newest {most} visits that wait. {count} older visits are offered once some of these are"
                " issued.",
                older,
                most=MOST_VISITS,
            )
        )
    if elsewhere:
        said.append(
            say_many(
                "{count} more visit is of another case: choose that case above.",
                "{count} more visits are of other cases: choose the case above.",
                elsewhere,
            )
        )
    return "\n".join(said)


def service_words(service: BilledService) -> str:
    """A service of a visit: "Massage, 2 units"."""
    if not service.units:
        return service.name
    return say_many("{name}, {count} unit", "{name}, {count} units", service.units, name=service.name)


def replaced_words(numbers: Sequence[int]) -> str:
    """Which voided bills the one that is made corrects; "" for none."""
    if not numbers:
        return ""
    if len(numbers) == 1:
        return say("It replaces no. {number}, which is void.", number=numbers[0])
    return say("It replaces the void bills {numbers}.", numbers=", ".join(map(str, numbers)))


def sum_words(draft: DraftBill) -> str:
    """How many visits a bill has, and what it comes to: "2 visits, $280.00"."""
    amount = money.shown(total_fees(draft.bill) - total_discount(draft.bill))
    return say_many("{count} visit, {amount}", "{count} visits, {amount}", len(draft.visits), amount=amount)


def unprinted_words(draft: DraftBill | None) -> str:
    """Why what is shown cannot be printed yet, and when it can."""
    if draft is None:
        return say("There is nothing to print yet.")
    if not draft.verdict.is_ready:
        return say(
            "This is a draft without a number, so it is not printed. Put right what is found below, then issue it: from"
            " then on it is printed and saved as often as you like."
        )
    return say(
        "This is a draft without a number, so it is not printed. Issue it: from then on it is printed and saved as"
        " often as you like."
    )
