"""What a visit stands on, and why it does not, in words; and where it is put right."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Protocol

from clinic_desktop.referrals.rules.frequency import rate_words
from clinic_desktop.values import dates
from clinic_desktop.values.regions import shown_regions
from clinic_desktop.visits.model import OrderOutlook, OrderReason, OrderStanding
from clinic_desktop.visits.rules.pages import REFERRAL, Ordering
from clinic_desktop.wording import mark, say, say_many


class CalledOrder(Ordering, Protocol):
    """A paper of somebody who can be spoken of."""

    @property
    def called(self) -> str:
        """How one speaks of the prescriber: "Dr. Lee"."""

    @property
    def prescriber(self) -> int:
        """Their row."""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """What a visit stands on, "" where on nothing; and why it does not stand as it should, "" where it does."""

    words: str
    why: str


def standing_line(standing: OrderStanding, papers: Mapping[int, CalledOrder]) -> OrderLine:
    """What a visit stands on, "Visit 5 of 8 by Dr. Lee, until 14 Dec 2026.", and what speaks against it."""
    paper = papers.get(standing.paper or 0)
    reasons = " ".join(reason_words(one, papers) for one in standing.reasons)
    if paper is None:
        return OrderLine("", reasons)
    return OrderLine(" ".join(filter(None, (_made_on(paper, standing.number), lacks_words(paper)))), reasons)


def lacks_words(paper: CalledOrder) -> str:
    """What a paper does not say of its window; "" where it says both: then nothing of it runs out unseen."""
    if paper.visits_ordered is None and paper.expires_on is None:
        return say("The paper does not say how many visits, nor until when.")
    if paper.visits_ordered is None:
        return say("The paper does not say how many visits.")
    return "" if paper.expires_on else say("The paper does not say until when.")


def reason_words(reason: OrderReason, papers: Mapping[int, CalledOrder]) -> str:
    """Why a visit does not stand as it should, in a sentence or two."""
    paper = papers.get(reason.paper)
    if paper is None:
        return say("There is no prescription for it.")
    facts = {"who": paper.called, "day": dates.shown(reason.day) if reason.day else ""}
    if reason.trouble in ("not_begun", "ended"):
        return _outside(paper, reason.trouble, facts)
    if reason.trouble == "used_up":
        words = say_many(
            "{who} ordered {count} visit, and it is taken. This one needs a new order.",
            "{who} ordered {count} visits, and all are taken. This one needs a new order.",
            reason.count,
            **facts,
        )
    elif reason.trouble == "too_often":
        words = too_often_words(reason, paper)
    elif reason.trouble == "diagnosis":
        words = say("{who} ordered it for {codes}, not for {others}.", who=paper.called,
                    codes=", ".join(paper.diagnoses), others=", ".join(reason.what))  # fmt: skip
    elif reason.trouble == "region":
        regions = {"regions": shown_regions(paper.regions), "others": shown_regions(reason.what)}
        words = say("{who} ordered {regions}, not {others}.", who=paper.called, **regions)
    elif reason.trouble == "not_signed":
        words = (
            say("{who} signed it on {day}, after this visit.", **facts)
            if reason.day
            else say("{who} has not signed it yet.", **facts)
        )
    else:
        words = npi_words(reason, paper.called)
    return words


def too_often_words(reason: OrderReason, paper: CalledOrder) -> str:
    """Which visit it is in its weeks or months, beside how many are ordered."""
    assert paper.rate
    facts = {"count": reason.count, "who": paper.called, "often": rate_words(paper.rate), "day": _shown(reason.day)}
    if paper.rate.unit == "month":
        if paper.rate.span == 1:
            month = dates.month_year(reason.day) if reason.day else ""
            return say("It is visit {count} in {month}, and {who} ordered {often}.", **facts, month=month)
        return say("It is visit {count} in the months from {day} on, and {who} ordered {often}.", **facts)
    if paper.rate.span == 1:
        return say("It is visit {count} in the week of Sunday, {day}, and {who} ordered {often}.", **facts)
    return say("It is visit {count} in the weeks from Sunday, {day}, on, and {who} ordered {often}.", **facts)


def npi_words(reason: OrderReason, who: str) -> str:
    """That the NPI of a prescriber is missing, or cannot be one."""
    return say("The NPI of {who} cannot be right.", who=who) if reason.is_stop else say("{who} has no NPI.", who=who)


def outlook_words(outlook: OrderOutlook, paper: int) -> str:
    """When the next visit may be, where a paper has no room before: "next from 6 Dec 2026"; else ""."""
    why = outlook.held_up
    if why is None or why.trouble != "too_often" or why.paper != paper or outlook.next_on is None:
        return ""
    return say("next from {day}", day=dates.shown(outlook.next_on))


def fix_words(reason: OrderReason, papers: Mapping[int, CalledOrder]) -> str:
    """What the button says that leads to `order_part`."""
    if order_part(reason, papers) == "prescription/new":
        return say("Add prescription")
    return say(_VERBS.get(reason.trouble, mark("Type the NPI")))


def order_part(reason: OrderReason, papers: Mapping[int, CalledOrder]) -> str:
    """The part of the chart where it is put right: a new paper, or the field of the one that is meant."""
    paper = papers.get(reason.paper)
    if paper is None or reason.trouble in ("no_paper", "not_begun", "ended", "used_up"):
        return "prescription/new"
    if reason.trouble in ("no_npi", "wrong_npi"):
        return f"prescriber/{paper.prescriber}/npi"
    return f"prescription/{paper.id}/{_FIELDS[reason.trouble]}"


_VERBS: Mapping[str, str] = MappingProxyType(
    {
        "too_often": mark("Check how often"),
        "diagnosis": mark("Check the diagnoses"),
        "region": mark("Check the regions"),
        "not_signed": mark("Check the signature"),
    }
)
_FIELDS = {"too_often": "frequency", "diagnosis": "diagnoses", "region": "regions", "not_signed": "signature"}


def _made_on(paper: CalledOrder, number: int) -> str:
    facts = {"number": number, "ordered": paper.visits_ordered, "who": paper.called, "day": _shown(paper.expires_on)}
    if paper.visits_ordered and paper.expires_on:
        return say("Visit {number} of {ordered} by {who}, until {day}.", **facts)
    if paper.visits_ordered:
        return say("Visit {number} of {ordered} by {who}.", **facts)
    if paper.expires_on:
        return say("Visit {number} by {who}, until {day}.", **facts)
    return say("Visit {number} by {who}.", **facts)


def _outside(paper: CalledOrder, trouble: str, facts: Mapping[str, object]) -> str:
    if trouble == "ended":
        if paper.kind == REFERRAL:
            return say("{who}’s referral ended on {day}. Visits after that need a new one.", **facts)
        return say("{who}’s prescription ended on {day}. Visits after that need a new one.", **facts)
    if paper.kind == REFERRAL:
        return say("{who}’s referral starts on {day}. Visits before that need one too.", **facts)
    return say("{who}’s prescription starts on {day}. Visits before that need one too.", **facts)


def _shown(day: date | None) -> str:
    return dates.shown(day) if day else ""
