"""Reads what was typed into a plan, and says at its field what is wrong: also what goes beyond the order behind it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clinic_desktop.plans.model import (
    MOST_GOALS,
    MOST_PHASES,
    PhaseLine,
    PlanBounds,
    PlanPhase,
    TreatmentPlanDraft,
)
from clinic_desktop.plans.rules.goals import GoalSpan, goal_values
from clinic_desktop.plans.rules.phases import (
    MOST_EVERY,
    MOST_TIMES,
    MOST_WEEKS,
    beyond_words,
    last_visit_day,
    proposed_end,
    proposed_review,
)
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.values.text import plain
from clinic_desktop.values.typed_days import optional_day
from clinic_desktop.wording import say

Values = dict[str, Any]
_MOST_MINUTES, _MOST_UNITS = 480, 32
_NOTES = ("baseline", "precautions", "home_care", "coordination", "discharge")
_NOTE_LETTERS = 2_000
# As many as a superbill has.
_MOST_CODES = 12
_MOST_ENTRIES, _ENTRY_LETTERS = 12, 100
# A unit is 15 minutes, and from 8 minutes on the last one counts (domain 1.6).
_UNIT, _COUNTS_FROM = 15, 8


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """The columns of a plan, and those of its goals."""

    values: Values
    goals: list[Values]


def plan_values(draft: TreatmentPlanDraft, bounds: PlanBounds, today: date, *, signs: bool = False) -> ReadPlan:
    """What is kept of a plan but its case, order and therapist; raises Refused with all problems.

    A draft may still lack its goals and words; with `signs` it may not.
    """
    found = Problems()
    diagnoses = _diagnoses(found, draft.diagnoses, bounds)
    phases = read_phases(found, draft.phases)
    are_phases_wrong = any(one.field.startswith("phases") for one in found.found)
    if not phases and not are_phases_wrong:
        found.add("phases", say("Type how many visits, every how many weeks, and for how long."))
    starts = optional_day(found, "starts_on", draft.starts_on, today)
    if not draft.starts_on.strip():
        found.add("starts_on", say("Type the first day of the plan."))
    # Of phases that are wrong no end follows that another day could be compared with.
    is_open = not draft.ends_on.strip() and (are_phases_wrong or not phases)
    ends = None if is_open else _ends_on(found, draft.ends_on, (starts, phases), bounds, today)
    review = _review_on(found, draft.reevaluate_on, (starts, ends), phases, today)
    _refuse_beyond_order(found, bounds, (starts, ends), phases)
    minutes = _whole(found, "minutes", draft.minutes, _MOST_MINUTES)
    units = _units(found, draft.units, minutes)
    goals = goal_values(found, draft.goals, bounds.measures, GoalSpan(starts, ends, today))
    if len(goals) > MOST_GOALS:
        found.add("goals", say("No more than {most} goals fit a plan.", most=MOST_GOALS))
    techniques, regions = (_entries(found, name, getattr(draft, name)) for name in ("techniques", "regions"))
    notes = {name: plain(getattr(draft, name)) for name in _NOTES}
    found.limit(notes, {}, _NOTE_LETTERS)
    if signs:
        _refuse_incomplete(found, notes, {"diagnoses": diagnoses, "goals": goals, "techniques": techniques,
                                          "regions": regions, "minutes": minutes})  # fmt: skip
    found.refuse()
    assert starts and ends and review
    days = {"starts_on": starts.isoformat(), "ends_on": ends.isoformat(), "reevaluate_on": review.isoformat()}
    lists = {"techniques": _json(techniques), "regions": _json(regions)}
    kept = _json([[one.times, one.weeks, *([one.every] if one.every > 1 else [])] for one in phases])
    values = {"codes": " ".join(diagnoses), "phases": kept, "minutes": minutes, "units": units} | lists | notes | days
    return ReadPlan(values, goals)


def read_phases(found: Problems, lines: Sequence[PhaseLine]) -> list[PlanPhase]:
    """The phases that can be read; an empty row is none, and what is wrong is noted at its cell."""
    phases = []
    for at, line in enumerate(lines):
        if line == PhaseLine():
            continue
        times = _in(found, f"phases/{at}/times", line.times, MOST_TIMES)
        every = _in(found, f"phases/{at}/every", line.every, MOST_EVERY) if line.every.strip() else 1
        weeks = _in(found, f"phases/{at}/weeks", line.weeks, MOST_WEEKS)
        if every and weeks and weeks < every:
            found.add(f"phases/{at}/weeks", say("Type {every} weeks or more: a visit is planned every {every}.",
                                                every=every))  # fmt: skip
        elif times and every and weeks:
            phases.append(PlanPhase(times, weeks, every))
    if len(phases) > MOST_PHASES:
        found.add("phases", say("No more than {most} phases fit a plan.", most=MOST_PHASES))
    return phases


def usual_units(minutes: int | None) -> int | None:
    """The units that so many minutes make; None where the minutes are not known."""
    return (minutes + _UNIT - _COUNTS_FROM) // _UNIT if minutes else None


def typed_whole(text: str, most: int) -> int:
    """A whole number from 1 to `most`; raises Unreadable."""
    typed = text.strip()
    # [0-9], for isdigit takes the digits of other scripts too.
    if not typed.isascii() or not typed.isdigit() or not 1 <= int(typed[:9]) <= most:
        raise Unreadable(say("Type a whole number from 1 to {most}.", most=most))
    return int(typed)


def typed_minutes(text: str) -> int | None:
    """The minutes as typed, None where they cannot be read: what the units follow from."""
    return _whole(Problems(), "minutes", text, _MOST_MINUTES)


def _in(found: Problems, at: str, text: str, most: int) -> int | None:
    return found.read(at, typed_whole, text, most)


def _whole(found: Problems, field: str, text: str, most: int) -> int | None:
    return found.read(field, typed_whole, text, most) if text.strip() else None


def _units(found: Problems, text: str, minutes: int | None) -> int | None:
    units = _whole(found, "units", text, _MOST_UNITS)
    most = usual_units(minutes)
    if units and most is not None and units > most:
        facts = {"minutes": minutes, "most": most}
        found.add("units", say("{minutes} minutes make {most} units at most, of 15 minutes each.", **facts))
    # Under 8 minutes make none, and none is not kept.
    return (units or most or None) if text.strip() or most else None


def _diagnoses(found: Problems, typed: Sequence[str], bounds: PlanBounds) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(one.strip() for one in typed if one.strip()))
    known = bounds.ordered_codes or bounds.case_codes
    other = next((one for one in codes if one not in known), "")
    if other and bounds.ordered_codes:
        found.add("diagnoses", say("{code} is not on the prescription that the plan is made from.", code=other))
    elif other:
        found.add("diagnoses", say("{code} is not a diagnosis of this case. Add it there first.", code=other))
    elif len(codes) > _MOST_CODES:
        found.add("diagnoses", say("No more than {most} diagnoses fit a plan.", most=_MOST_CODES))
    return codes


def _ends_on(
    found: Problems, text: str, begun: tuple[date | None, Sequence[PlanPhase]], bounds: PlanBounds, today: date
) -> date | None:
    starts, phases = begun
    if not text.strip():
        return proposed_end(phases, starts, bounds.last_day) if starts else None
    ends = found.read("ends_on", dates.parse_date, text, today)
    if ends is None or starts is None:
        return ends
    needed = last_visit_day(phases, starts)
    if ends < starts:
        found.add("ends_on", say("This is before the plan begins ({day}).", day=dates.shown(starts)))
    elif ends < needed:
        found.add("ends_on", say("The last of these visits is due on {day}: the plan ends too soon for it.",
                                 day=dates.shown(needed)))  # fmt: skip
    return ends


def _review_on(
    found: Problems, text: str, span: tuple[date | None, date | None], phases: Sequence[PlanPhase], today: date
) -> date | None:
    starts, ends = span
    if not text.strip():
        return proposed_review(phases, starts, ends) if starts and ends else None
    review = found.read("reevaluate_on", dates.parse_date, text, today)
    if review and starts and review < starts:
        found.add("reevaluate_on", say("This is before the plan begins ({day}).", day=dates.shown(starts)))
    elif review and ends and review > ends:
        found.add("reevaluate_on", say("The plan ends on {day}: look at it again by then.", day=dates.shown(ends)))
    return review


def _refuse_beyond_order(
    found: Problems, bounds: PlanBounds, span: tuple[date | None, date | None], phases: Sequence[PlanPhase]
) -> None:
    """Note what no order stands behind: more visits, days before or after it."""
    if not bounds.has_order:
        return
    starts, ends = span
    beyond = beyond_words(phases, bounds)
    if beyond:
        found.add("phases", beyond)
    if starts and bounds.first_day and starts < bounds.first_day:
        found.add("starts_on", say("The prescription counts from {day}.", day=dates.shown(bounds.first_day)))
    if ends and bounds.last_day and ends > bounds.last_day:
        found.add("ends_on", say("The prescription ends on {day}. A plan that goes on needs a new one.",
                                 day=dates.shown(bounds.last_day)))  # fmt: skip


def _entries(found: Problems, field: str, typed: Sequence[str]) -> list[str]:
    entries = list(dict.fromkeys(filter(None, map(plain, typed))))
    if len(entries) > _MOST_ENTRIES:
        found.add(field, say("No more than {most} fit here.", most=_MOST_ENTRIES))
    elif any(len(one) > _ENTRY_LETTERS for one in entries):
        found.add(field, say("This is too long: {limit} letters fit here.", limit=_ENTRY_LETTERS))
    return entries


def _refuse_incomplete(found: Problems, notes: dict[str, str], parts: dict[str, Any]) -> None:
    """Note what a signed plan may not lack; what is wrong already is not missing too."""
    missing = {
        "diagnoses": say("Choose what the plan treats: no payer takes one without a diagnosis."),
        "baseline": say("Say what the client can and cannot do now: progress is measured from it."),
        "goals": say("Add a goal: a plan without one cannot show progress."),
        "minutes": say("Type the hands-on minutes of a visit."),
        "techniques": say("Choose the techniques."),
        "regions": say("Choose the regions."),
        "discharge": say("Say when the treatment is done: a payer asks for it."),
    }
    wrong = {one.field.partition("/")[0] for one in found.found}
    for field, words in missing.items():
        if not (notes | parts)[field] and field not in wrong:
            found.add(field, words)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
