"""What the prescriptions of a bill order, beside what its visits were: how often, for what, where; signed."""

from collections.abc import Iterator
from datetime import date

from clinic_desktop.referrals.rules.frequency import rate_words
from clinic_desktop.superbills.model.bill import Bill, BilledVisit
from clinic_desktop.superbills.model.findings import Circumstances
from clinic_desktop.superbills.rules.checks.check import Seen, Sight
from clinic_desktop.superbills.rules.checks.prescriptions import who_ordered
from clinic_desktop.superbills.rules.checks.words import said, the_visit, told_apart
from clinic_desktop.superbills.rules.orders import BilledPaper, looked_for, standings
from clinic_desktop.values import dates
from clinic_desktop.values.regions import shown_regions
from clinic_desktop.visits.model import OrderReason
from clinic_desktop.wording import say

_Found = Iterator[tuple[int, BilledVisit, OrderReason, BilledPaper]]


def too_often(bill: Bill, _: Circumstances) -> Sight:
    """A visit is one more than the weeks or months had room for."""
    why = say("A payer may not pay it. Ask for a new prescription, or correct how often it says.")
    for at, visit, reason, paper in _reasons(bill, "too_often"):
        assert paper.rate
        facts = {
            **{"visit": the_visit(visit, at), "count": reason.count, "day": _shown(reason.day)},
            **{"who": who_ordered(paper.order), "often": rate_words(paper.rate)},
        }
        if paper.rate.unit == "week":
            message = (
                say("{visit} is number {count} in the week of Sunday, {day}; {who} ordered {often}.", **facts)
                if paper.rate.span == 1
                else say(
                    "{visit} is number {count} in the weeks from Sunday, {day}, on; {who} ordered {often}.", **facts
                )
            )
        else:
            message = say("{visit} is number {count} in the time from {day} on; {who} ordered {often}.", **facts)
        fact = f"{_fact(visit, paper)}:often:{reason.count}:{paper.rate.times}:{paper.rate.span}:{paper.rate.unit}"
        yield Seen(f"orders/{paper.at}/frequency", message, why, fact)


def other_diagnosis(bill: Bill, _: Circumstances) -> Sight:
    """A visit treats nothing of what a prescription is for."""
    why = say("A payer may not pay it. Ask for a new prescription, or correct the diagnoses of this one.")
    for at, visit, reason, paper in _reasons(bill, "diagnosis"):
        codes = {"codes": said(", ".join(paper.diagnoses)), "others": said(", ".join(reason.what))}
        who = who_ordered(paper.order)
        message = say("{visit} is for {others}; {who} ordered it for {codes}.",
                      visit=the_visit(visit, at), who=who, **codes)  # fmt: skip
        fact = f"{_fact(visit, paper)}:codes:{told_apart(str((paper.diagnoses, reason.what)))}"
        yield Seen(f"orders/{paper.at}/diagnoses", message, why, fact)


def other_region(bill: Bill, _: Circumstances) -> Sight:
    """A visit treats a region that a prescription does not name."""
    why = say("A payer may not pay it. Ask for a new prescription, or correct the regions of this one.")
    for at, visit, reason, paper in _reasons(bill, "region"):
        regions = {"regions": shown_regions(paper.regions), "others": shown_regions(reason.what)}
        who = who_ordered(paper.order)
        message = say("{visit} is for {others}; {who} ordered {regions}.",
                      visit=the_visit(visit, at), who=who, **regions)  # fmt: skip
        fact = f"{_fact(visit, paper)}:regions:{told_apart(str((paper.regions, reason.what)))}"
        yield Seen(f"orders/{paper.at}/regions", message, why, fact)


def not_signed(bill: Bill, _: Circumstances) -> Sight:
    """The prescriber has not signed, or later than a visit; once for a paper without a signature."""
    said_already: set[int] = set()
    for at, visit, reason, paper in _reasons(bill, "not_signed"):
        who = who_ordered(paper.order)
        if reason.day:
            message = say("{who} signed on {day}, after {visit}.",
                          who=who, day=_shown(reason.day), visit=_inside(visit, at))  # fmt: skip
            why = say("A payer may not pay what was given before. Correct the day, or say why it counts.")
            yield Seen(f"orders/{paper.at}/signed_on", message, why, f"{_fact(visit, paper)}:signed:{reason.day}")
        elif paper.at not in said_already:
            said_already.add(paper.at)
            message = say("{who} has not signed the prescription.", who=who)
            why = say("Without a signature it counts for nothing with most payers. Have it signed first.")
            yield Seen(f"orders/{paper.at}/signature", message, why, f"order:{paper.order.row}:not-signed")


def _reasons(bill: Bill, trouble: str) -> _Found:
    orders = looked_for(bill)
    for one in standings(bill, orders):
        for reason, paper in one.reasons(trouble):
            yield one.at, bill.visits[one.at], reason, paper


def _fact(visit: BilledVisit, paper: BilledPaper) -> str:
    return f"visit:{visit.row}:{visit.date_of_service}:order:{paper.order.row}"


def _shown(day: date | None) -> str:
    return dates.shown(day) if day else ""


def _inside(visit: BilledVisit, at: int) -> str:
    """The visit in the middle of a sentence."""
    if visit.date_of_service is None:
        return the_visit(visit, at)
    return say("the visit of {day}", day=dates.shown(visit.date_of_service))
