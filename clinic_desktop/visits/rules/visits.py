"""Reads a visit as typed: its day, its times, what it is charged; every problem names its field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clinic_desktop.codes.rules.places import parse_place_of_service
from clinic_desktop.practice.model import Service
from clinic_desktop.values import dates, money
from clinic_desktop.values.dates import parse_date
from clinic_desktop.values.money import parse_cents
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.values.text import plain
from clinic_desktop.values.times import minutes_between, parse_time, shown_time
from clinic_desktop.values.typed_days import refuse_before_birth
from clinic_desktop.visits.model import UnitRule, VisitDraft
from clinic_desktop.visits.rules.services import Values, hands_on, service_values, too_much_off
from clinic_desktop.wording import say


@dataclass(frozen=True, slots=True)
class KeptCount:
    """How a visit on record was counted: by which rule, on which day, of which services (ids) with which minutes."""

    rule: UnitRule
    day: date
    minutes: tuple[tuple[int, int | None], ...]


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """What a visit is read against: the day, the client's birth, the case's first and last day, and by which rule
    the payer counts now; the services that may be chosen by their ids; `kept` of a visit that stays in its case; the
    codes of the case's diagnoses, the primary one first."""

    today: date
    born: date | None
    began: date | None
    closed: date | None
    rule: UnitRule
    services: Mapping[int, Service]
    kept: KeptCount | None = None
    diagnoses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VisitValues:
    """The columns of a visit and those of each of its services."""

    visit: dict[str, Any]
    services: tuple[Values, ...]


def visit_values(draft: VisitDraft, facts: VisitFacts) -> VisitValues:
    """The columns of a visit; raises Refused with all that is wrong.

    Birth, the begin of the case, the date of service and today stand in this order (domain 8.1); only a planned visit
    may lie ahead. The charge is the sum of the fees less the discount.
    """
    found = Problems()
    is_given = draft.status == "given"
    day = found.read("date_of_service", parse_date, draft.date_of_service, facts.today)
    if day:
        _check_day(found, day, facts, is_given=is_given)
    if not draft.therapist:
        found.add("therapist", say("Choose who gives the treatment."))
    starts, ends = _times(found, draft)
    rule = rule_for(draft, facts)
    lines = service_values(found, draft.services, facts.services, rule, is_given=is_given, codes=facts.diagnoses)
    services = [one for one in lines if one is not None]
    if is_given and not draft.services:
        found.add("services", say("Add the service that was given."))
    _check_time(found, starts, ends, lines)
    discount = found.read("discount", parse_cents, draft.discount) if draft.discount.strip() else 0
    fees = sum(one["fee_cents"] for one in services)
    if not found.found and (words := too_much_off(fees, discount or 0)):
        found.add("discount", words)
    values = {
        "therapist_id": int(draft.therapist or 0),
        "status": draft.status,
        "date_of_service": day.isoformat() if day else "",
        "starts_at": starts,
        "ends_at": ends,
        "place_of_service": found.maybe("place_of_service", parse_place_of_service, draft.place_of_service),
        "unit_rule": rule,
        "discount_cents": discount or 0,
        "discount_why": plain(draft.discount_why),
        "charged_cents": fees - (discount or 0),
    }
    found.limit(values, {"discount_why": 100})
    found.refuse()
    return VisitValues(values, tuple(services))


def rule_for(draft: VisitDraft, facts: VisitFacts) -> UnitRule:
    """By which rule the units are counted: the payer's; but what was counted before, and did not change, stays so."""
    kept = facts.kept
    if kept is None or kept.day != typed_day(draft, facts.today):
        return facts.rule
    lines = service_values(Problems(), draft.services, facts.services, facts.rule, is_given=False)
    same = [(one["service_id"], one["minutes"]) for one in lines if one] == list(kept.minutes)
    return kept.rule if same else facts.rule


def typed_day(draft: VisitDraft, today: date) -> date:
    """The date of service as typed; today where it cannot be read, which is said at its field."""
    try:
        return parse_date(draft.date_of_service, today)
    except Unreadable:
        return today


def clash(draft_times: tuple[str, str], other_times: tuple[str, str]) -> bool:
    """Whether two visits of one client with one therapist on one day may be the same: their times do not tell them
    apart."""
    (starts, ends), (other_starts, other_ends) = draft_times, other_times
    if not all((starts, ends, other_starts, other_ends)):
        return True
    return starts < other_ends and other_starts < ends


def _check_day(found: Problems, day: date, facts: VisitFacts, *, is_given: bool) -> None:
    field = "date_of_service"
    if is_given and day > facts.today:
        found.add(field, say("This day is in the future. A visit to come is planned: choose Planned."))
    elif not is_given and day < facts.today:
        found.add(field, say("This day is past. Was the visit given? Then choose Given; else remove it."))
    refuse_before_birth(found, field, day, facts.born)
    if facts.began and day < facts.began and not (facts.born and day < facts.born):
        began = dates.shown(facts.began)
        found.add(field, say("The case began on {day}. Correct one of the two, or choose another case.", day=began))
    if facts.closed and day > facts.closed:
        closed = dates.shown(facts.closed)
        found.add(field, say("The case was closed on {day}. Choose another case, or open it again.", day=closed))


def _times(found: Problems, draft: VisitDraft) -> tuple[str, str]:
    starts = found.maybe("starts_at", parse_time, draft.starts_at)
    ends = found.maybe("ends_at", parse_time, draft.ends_at)
    if draft.ends_at.strip() and not draft.starts_at.strip():
        found.add("starts_at", say("Type when it began, too."))
    if starts and ends and minutes_between(starts, ends) <= 0:
        found.add("ends_at", say("This is not after the start."))
    return starts, ends


def _check_time(found: Problems, starts: str, ends: str, lines: Sequence[Values | None]) -> None:
    """Hands-on time fits into the visit, and the times of its services lie in it (domain 8.1)."""
    if not (starts and ends):
        return
    lasts = minutes_between(starts, ends)
    if lasts <= 0:
        return
    for at, line in enumerate(lines):
        if line and line["starts_at"] and line["starts_at"] < starts:
            found.add(f"services/{at}/starts_at", say("The visit began at {time}.", time=shown_time(starts)))
        if line and line["ends_at"] and line["ends_at"] > ends:
            found.add(f"services/{at}/ends_at", say("The visit ended at {time}.", time=shown_time(ends)))
    minutes = hands_on([line for line in lines if line])
    if lasts < minutes:
        words = say("The services take {minutes} minutes; the visit lasts {lasts}.", minutes=minutes, lasts=lasts)
        found.add("ends_at", words)


def same_visit(who: str, day: date, *, is_planned: bool) -> str:
    """The sentence about a second record of one visit."""
    facts = {"who": who, "day": dates.shown(day)}
    if is_planned:
        return say("A visit with {who} is planned for {day}. Open that one and record it as given.", **facts)
    return say("A visit with {who} on {day} is on record. Two on one day need their times.", **facts)


def client_left() -> str:
    """The sentence about a new visit of a client who is not on the list any more."""
    return say("This client was retired, so no visit is recorded or planned. Bring the client back first.")


def paid_already(cents: int) -> str:
    """The sentence about a visit that would cost less than was paid for it."""
    return say("{paid} was paid for this visit, which is more. Change the payment first.", paid=money.shown(cents))


def written_off_already(paid: int, gone: int) -> str:
    """The sentence about a visit that would cost less than was paid for it and written off, in cents."""
    facts = {"paid": money.shown(paid), "gone": money.shown(gone)}
    return say("{paid} were paid for this visit and {gone} written off, which is more. Remove the write-off first.",
               **facts)  # fmt: skip


def facts_words(
    visit: Mapping[str, Any], services: Sequence[Mapping[str, Any]], who: str, also: Sequence[str] = ()
) -> str:
    """What was done, in a line: "12 Oct 2026, 9:00 AM – 10:00 AM, Ann Lee: Massage 60 minutes, Neck; Hot packs".
    `also` stands after the name."""
    day = dates.shown(date.fromisoformat(visit["date_of_service"]))
    done = "; ".join(_service_words(one) for one in services)
    when = ", ".join(part for part in (day, _times_words(visit), who, *also) if part)
    return f"{when}: {done}" if done else when


def _service_words(one: Mapping[str, Any]) -> str:
    minutes = say("{minutes} minutes", minutes=one["minutes"]) if one["minutes"] else ""
    name = f"{one['name']} {minutes}".strip()
    return ", ".join(part for part in (name, _times_words(one), one["region"]) if part)


def _times_words(row: Mapping[str, Any]) -> str:
    return " – ".join(shown_time(row[name]) for name in ("starts_at", "ends_at") if row[name])
