"""Reads what was typed about a denial and its steps; every problem names its field."""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any

from clinic_desktop.appeals.model import (
    ABOUT,
    CLOSED_HOW,
    LEVELS,
    OUTCOMES,
    SENT_HOW,
    WHOSE,
    AnswerDraft,
    Appeal,
    DenialDraft,
    SentDraft,
)
from clinic_desktop.appeals.rules.regimes import REGIMES
from clinic_desktop.values import dates, money
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.values.text import plain
from clinic_desktop.values.typed_days import optional_day, past_day
from clinic_desktop.wording import say

Values = dict[str, Any]
_MOST_DAYS = 3650
_LIMITS = {"codes": 200, "quoted": 4000, "note": 10_000, "claim_number": 60}


@dataclass(frozen=True, slots=True)
class DenialBounds:
    """What a denial may be about: the visits of the case that were given, with what each was charged, in cents, and its
    day; and the visits of each bill."""

    visits: Mapping[int, int]
    days: Mapping[int, date]
    bills: Mapping[int, AbstractSet[int]]


def denial_values(draft: DenialDraft, bounds: DenialBounds, today: date) -> Values:
    """The columns of a denial but those that are reckoned or name rows of other rooms; raises Refused.

    The notice is dated before it comes, and both days have come; the last day that it names is not before it. No more
    was left unpaid than the visits charge, and they were given before the plan wrote. Whoever represents the client has
    a signed form.
    """
    found = Problems()
    noticed = past_day(found, "noticed_on", draft.noticed_on, today)
    received = past_day(found, "received_on", draft.received_on, today)
    if not draft.received_on.strip():
        found.add("received_on", say("Type the day on which it came."))
    if noticed and received and received < noticed:
        found.add("received_on", say("It cannot have come before the date on it ({day}).", day=dates.shown(noticed)))
    last = optional_day(found, "deadline_on", draft.deadline_on, today)
    if last and noticed and last < noticed:
        found.add("deadline_on", say("This is before the date on the notice ({day}).", day=dates.shown(noticed)))
    values: Values = {
        "about": draft.about if draft.about in ABOUT else "visits",
        "noticed_on": _kept(noticed),
        "received_on": _kept(received),
        "deadline_on": _kept(last),
        "claim_number": plain(draft.claim_number),
        "amount_cents": _amount(found, draft, bounds),
        "codes": " ".join(plain(draft.codes).split()),
        "reasons": " ".join(draft.reasons),
        "quoted": plain(draft.quoted),
        "note": plain(draft.note),
        **_whose(found, draft, today),
        **_regime(found, draft),
    }
    _ask_what_it_is_about(found, draft, bounds, noticed or received)
    found.limit(values, _LIMITS)
    found.refuse()
    return values


def sent_values(draft: SentDraft, due_on: date | None, today: date) -> Values:
    """The columns of a step that went out; raises Refused with all problems. One that is there after its day says why:
    it is never told silently."""
    found = Problems()
    sent = past_day(found, "sent_on", draft.sent_on, today)
    arrived = past_day(found, "arrived_on", draft.arrived_on, today)
    if not draft.sent_on.strip():
        found.add("sent_on", say("Type the day on which it went out."))
    if draft.sent_how not in SENT_HOW:
        found.add("sent_how", say("Choose how it went out."))
    if sent and arrived and arrived < sent:
        found.add("arrived_on", say("It cannot be there before it went out ({day}).", day=dates.shown(sent)))
    there = arrived or sent
    if there and due_on and there > due_on and not draft.late_why.strip():
        found.add("late_why", late_words(due_on))
    values: Values = {
        "sent_on": _kept(sent),
        "sent_how": draft.sent_how,
        "confirmation": plain(draft.confirmation),
        "arrived_on": _kept(arrived),
        "late_why": plain(draft.late_why),
    }
    found.limit(values, {"confirmation": 100, "late_why": 500})
    found.refuse()
    return values


def answer_values(draft: AnswerDraft, step: Appeal, asked_cents: int, today: date) -> Values:
    """The columns of what came of a step; raises Refused with all problems. What was won is no more than was asked.
    That no answer came is noted today, once its time is over."""
    found = Problems()
    is_silent = draft.outcome == "unanswered"
    answered = today if is_silent else past_day(found, "answered_on", draft.answered_on, today)
    if is_silent:
        _ask_whether_it_is_over(found, step, today)
    elif not draft.answered_on.strip():
        found.add("answered_on", say("Type the date of the answer."))
    if draft.outcome not in OUTCOMES:
        found.add("outcome", say("Choose what came of it."))
    is_answer = draft.outcome != "withdrawn"
    if is_answer and not is_silent and step.sent_on is None:
        found.add("outcome", say("It is not sent yet. Note first how it went out."))
    elif is_answer and answered and step.sent_on and answered < step.sent_on:
        found.add(
            "answered_on", say("It cannot be answered before it went out ({day}).", day=dates.shown(step.sent_on))
        )
    elif answered and answered < step.opened_on and not is_answer:
        found.add("answered_on", say("This is before it was begun ({day}).", day=dates.shown(step.opened_on)))
    last = optional_day(found, "next_deadline_on", draft.next_deadline_on, today)
    if last and answered and last < answered:
        found.add("next_deadline_on", say("This is before the answer ({day}).", day=dates.shown(answered)))
    elif last and step.level == "external":
        found.add(
            "next_deadline_on", say("After an external review no step is kept here. Log a contact with that day.")
        )
    values: Values = {
        "answered_on": _kept(answered),
        "outcome": draft.outcome,
        "won_cents": _won(found, draft, asked_cents),
        "next_deadline_on": _kept(last) if draft.outcome in ("lost", "partly") else "",
        "note": plain(draft.note),
    }
    found.limit(values, {"note": 4000})
    found.refuse()
    return values


def _ask_whether_it_is_over(found: Problems, step: Appeal, today: date) -> None:
    """Note, of a step without an answer, that it was not sent yet, or that the plan still has time."""
    if step.sent_on is None:
        found.add("outcome", say("It is not sent yet. Note first how it went out."))
    elif step.answer_due_on and today <= step.answer_due_on:
        found.add("outcome", say("Its time to answer runs until {day}.", day=dates.shown(step.answer_due_on)))


def level_problem(found: Problems, level: str) -> None:
    """Note a level that is none."""
    if level not in LEVELS:
        found.add("level", say("Choose a level."))


def late_words(due_on: date) -> str:
    """What is said at the field where something goes out after its day."""
    return say(
        "Its last day was {day}. A plan may take it all the same for a good reason: type the reason.",
        day=dates.shown(due_on),
    )


def final_words(*, can_correct: bool) -> str:
    """What is said where a code leaves no right to appeal."""
    if can_correct:
        return say("Its code says that it cannot be appealed. Correct it and send it again.")
    return say("Its code says that it cannot be appealed.")


def urgent_words() -> str:
    """What is said where an urgent appeal is about visits that were given: 29 CFR 2560.503-1(m)(1) is of care ahead."""
    return say(
        "These visits were given: an urgent appeal is for visits to come, or treatment that is going on. Enter those as"
        " a denial of their own."
    )


def closing_values(how: str, why: str, today: date) -> Values:
    """The columns of a denial that is closed; raises Refused. Whoever gives up says why."""
    found = Problems()
    if how not in CLOSED_HOW:
        found.add("closed_how", say("Choose how it ended."))
    if how == "given_up" and not plain(why):
        found.add("closed_why", say("Type why: it stays in the record, and in the report."))
    values: Values = {"closed_how": how, "closed_why": plain(why)}
    found.limit(values, {"closed_why": 500})
    found.refuse()
    return values | {"closed_on": today.isoformat()}


def _ask_what_it_is_about(found: Problems, draft: DenialDraft, bounds: DenialBounds, said_on: date | None) -> None:
    """Note visits that are none of the case, that are on another bill than the one chosen, or that were not yet given
    when the plan wrote."""
    if draft.about == "ahead":
        return
    billed = bounds.bills.get(int(draft.bill)) if draft.bill.isdecimal() else None
    days = [bounds.days[int(one)] for one in draft.visits if one.isdecimal() and int(one) in bounds.days]
    if not draft.visits:
        found.add("visits", say("Choose the bill, or the visits, that it is about."))
    elif any(not one.isdecimal() or int(one) not in bounds.visits for one in draft.visits):
        found.add("visits", say("One of these visits is no longer in this case. Choose them again."))
    elif billed and not billed & {int(one) for one in draft.visits}:
        found.add("visits", say("None of these visits is on the bill. Choose those of the bill, or “No bill”."))
    elif said_on and days and max(days) > said_on:
        day, notice = dates.shown(max(days)), dates.shown(said_on)
        found.add("visits", say("The visit of {day} was after the notice of {notice}.", day=day, notice=notice))


def _amount(found: Problems, draft: DenialDraft, bounds: DenialBounds) -> int:
    if not draft.amount.strip():
        return 0
    cents = found.read("amount", money.parse_cents, draft.amount) or 0
    if draft.about == "ahead":
        return cents
    charged = [bounds.visits[int(one)] for one in draft.visits if one.isdecimal() and int(one) in bounds.visits]
    of_visits = sum(charged)
    if charged and cents > of_visits:
        found.add("amount", say("This is more than was charged ({amount}).", amount=money.shown(of_visits)))
    return cents


def _won(found: Problems, draft: AnswerDraft, asked_cents: int) -> int:
    if draft.outcome not in ("won", "partly") or not draft.won.strip():
        return 0
    cents = found.read("won", money.parse_cents, draft.won) or 0
    if asked_cents and cents > asked_cents:
        found.add("won", say("This is more than was left unpaid ({amount}).", amount=money.shown(asked_cents)))
    return cents


def _whose(found: Problems, draft: DenialDraft, today: date) -> Values:
    whose = draft.whose if draft.whose in WHOSE else "member"
    if whose != "representative":
        return {"whose": whose, "representative": "", "form_signed_on": ""}
    signed = past_day(found, "form_signed_on", draft.form_signed_on, today)
    if not draft.form_signed_on.strip():
        found.add(
            "form_signed_on",
            say("Type the day on which the client signed the form. Without a form the appeal is the client’s own."),
        )
    who = found.need("representative", draft.representative, say("Type who represents the client."))
    return {"whose": whose, "representative": who, "form_signed_on": _kept(signed)}


def _regime(found: Problems, draft: DenialDraft) -> Values:
    regime = draft.regime if draft.regime in REGIMES else ""
    typed = draft.contract_days.strip()
    days = found.read("contract_days", _parse_days, typed) if typed else None
    return {"regime": regime, "contract_days": days}


def _parse_days(text: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", text) or not 1 <= int(text) <= _MOST_DAYS:
        raise Unreadable(say("Type a number from {least} to {most}.", least=1, most=_MOST_DAYS))
    return int(text)


def _kept(day: date | None) -> str:
    return day.isoformat() if day else ""
