"""How bills are spoken of where they are chosen."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from clinic_desktop.policies.queries import policy
from clinic_desktop.practice.queries import therapist
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.model.bill import FOR_PAYERS, BilledService, Kind
from clinic_desktop.superbills.model.issued import WAITING_DAYS
from clinic_desktop.superbills.queries.draft import DraftBill
from clinic_desktop.superbills.queries.ready import MOST_VISITS
from clinic_desktop.superbills.rules.parcels import Parcel
from clinic_desktop.superbills.rules.sums import total_discount, total_fees
from clinic_desktop.values import money
from clinic_desktop.wording import say, say_many
from ui.kit.text import isolated
from ui.superbills.columns import days_words


def parcel_words(read: Reader, kind: Kind, parcel: Parcel) -> str:
    """A bill that could be made: "Maya Ortiz, LMT · Harbor PPO · 3 visits"; a receipt names no policy."""
    payer = policy(read, parcel.policy).payer_name if parcel.policy else ""
    count = say_many("{count} visit", "{count} visits", len(parcel.visits))
    who = therapist(read, parcel.therapist).name
    whose = (isolated(payer) if payer else say("no policy"),) if kind in FOR_PAYERS else ()
    return " · ".join((isolated(who), *whose, count))


def apart_words(parcels: Sequence[Parcel]) -> str:
    """Why the visits of a case make several bills; "" where they make one."""
    therapists = len({one.therapist for one in parcels}) > 1
    policies = len({one.policy for one in parcels}) > 1
    if not therapists and not policies:
        return ""
    if therapists and policies:
        return say(
            "These visits make {count} documents, for they have different therapists and policies.", count=len(parcels)
        )
    if therapists:
        return say("These visits make {count} documents: one for each therapist.", count=len(parcels))
    return say("These visits make {count} documents: one for each policy, by the day of the visit.", count=len(parcels))


class Counted(NamedTuple):
    """How many visits are not checked: `old` ones, those `waiting` for something, and the others."""

    old: int
    waiting: int
    others: int


def checked_words(ticked: int, many: int, days: Sequence[date]) -> str:
    """How many visits of several are checked: "9 of 16 visits, 2 Sep – 21 Nov 2026"."""
    if not days:
        return say("{ticked} of {many} visits", ticked=ticked, many=many)
    facts = {"many": many, "days": days_words(min(days), max(days))}
    if ticked == many:
        return say("All {many} visits, {days}", **facts)
    return say("{ticked} of {many} visits, {days}", ticked=ticked, **facts)


def left_out_words(left: Counted) -> str:
    """Which visits are not checked, and why that may be; "" where all are."""
    said = []
    if left.old:
        said.append(
            say_many(
                "{count} visit older than {most} days is left out.",
                "{count} visits older than {most} days are left out.",
                left.old,
                most=WAITING_DAYS,
            )
        )
    if left.waiting:
        said.append(
            say_many(
                "{count} visit with something to fix or check is left out.",
                "{count} visits with something to fix or check are left out.",
                left.waiting,
            )
        )
    if left.others and said:
        said.append(say_many("{count} more is left out.", "{count} more are left out.", left.others))
    elif left.others:
        said.append(say_many("{count} visit is left out.", "{count} visits are left out.", left.others))
    return " ".join(said)


def older_words(older: int) -> str:
    """How many visits wait besides those that are offered; "" for none."""
    if not older:
        return ""
    return say_many(
        "These are the newest {most} visits that wait. {count} older visit is offered once some of these are issued.",
        "These are the newest {most} visits that wait. {count} older visits are offered once some of these are issued.",
        older,
        most=MOST_VISITS,
    )


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
    return say("It replaces no. {numbers}, which are void.", numbers=", ".join(map(str, numbers)))


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
            "This is a draft without a number, so it is not printed. Fix what is found below, then issue it: from then"
            " on it is printed and saved as often as you like."
        )
    return say(
        "This is a draft without a number, so it is not printed. Issue it: from then on it is printed and saved as"
        " often as you like."
    )
