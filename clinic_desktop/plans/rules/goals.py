"""Goals: read as typed, each measurable and dated, and made into a sentence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from clinic_desktop.assessments.model import LIMIT_UNITS
from clinic_desktop.measures.model import Measure
from clinic_desktop.measures.rules.scores import parse_score
from clinic_desktop.measures.rules.words import number
from clinic_desktop.plans.model import GOAL_STATES, LIMIT, GoalLine, GoalMarkDraft, PlanGoal
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.values.text import plain
from clinic_desktop.values.typed_days import past_day
from clinic_desktop.wording import mark, say

Values = dict[str, Any]
_MOST_COUNTED = 100_000
# The units of a functional limit where there is one of them.
_ONE: Mapping[str, str] = MappingProxyType(
    {
        "minutes": mark("minute"),
        "hours": mark("hour"),
        "pounds": mark("pound"),
        "times": mark("time a day"),
        "nights": mark("night a week"),
        "steps": mark("step"),
        "miles": mark("mile"),
    }
)


@dataclass(frozen=True, slots=True)
class GoalSpan:
    """The first and the last day of the plan that a goal belongs to, None while they are not known; and today."""

    first: date | None
    last: date | None
    today: date


@dataclass(frozen=True, slots=True)
class GoalFigure:
    """How far a goal is, as a number is written: the newest figure, and that which reached the goal with its day, None
    where it is not reached. Whether it is met a person says."""

    now: str
    reached: str = ""
    reached_on: date | None = None


def goal_values(
    found: Problems, lines: Sequence[GoalLine], measures: Mapping[str, Measure], span: GoalSpan
) -> list[Values]:
    """The columns of the goals in their order; an empty row is none. What is wrong is noted at its cell."""
    typed = [(at, one) for at, one in enumerate(lines) if one != GoalLine() and one != GoalLine(about=LIMIT)]
    return [
        {"place": place} | _values(found, f"goals/{at}", one, measures, span) for place, (at, one) in enumerate(typed)
    ]


def parse_count(text: str) -> int:
    """How much of an activity, as a whole number from "60" or "1,000"; raises Unreadable."""
    typed = text.strip().replace(",", "")
    if not re.fullmatch(r"[0-9]{1,7}", typed) or int(typed) > _MOST_COUNTED:
        raise Unreadable(say("Type a whole number, like 60."))
    return int(typed)


def amounts(goal: PlanGoal) -> tuple[str, str]:
    """Baseline and target as they are written, without a unit."""
    if goal.measure:
        return number(goal.baseline), number(goal.target)
    return f"{goal.baseline:,}", f"{goal.target:,}"


def goal_name(goal: PlanGoal, names: Mapping[str, str]) -> str:
    """What a goal is about: the activity, or the name of its measure."""
    return names.get(goal.measure, goal.measure) if goal.measure else goal.activity


def goal_words(goal: PlanGoal, names: Mapping[str, str], *, on_paper: bool = False) -> str:
    """The goal as a sentence: "Sit at the desk 60 minutes (baseline 20) by 12 Jan 2027." `names` are of measures."""
    baseline, target = amounts(goal)
    day = dates.printed(goal.due_on) if on_paper else dates.shown(goal.due_on)
    facts = {"what": goal_name(goal, names), "target": target, "baseline": baseline, "day": day}
    if not goal.measure:
        units = _ONE if goal.target == 1 else LIMIT_UNITS
        unit = say(units[goal.unit]) if goal.unit in units else goal.unit
        return say("{what} {target} {unit} (baseline {baseline}) by {day}.", unit=unit, **facts)
    if goal.target < goal.baseline:
        return say("{what} {target} or less (baseline {baseline}) by {day}.", **facts)
    return say("{what} {target} or more (baseline {baseline}) by {day}.", **facts)


def reached_words(figure: GoalFigure | None) -> str:
    """That the figure of a goal is reached, when and with what, with the day as a screen shows it; "" where it is
    not."""
    if figure is None or figure.reached_on is None:
        return ""
    return say("Figure reached on {day}: {amount}.", day=dates.shown(figure.reached_on), amount=figure.reached)


def mark_values(draft: GoalMarkDraft, today: date) -> Values:
    """The columns of a mark; raises Refused."""
    found = Problems()
    if draft.state not in GOAL_STATES:
        found.add("state", say("Choose how the goal came out."))
    day = past_day(found, "marked_on", draft.marked_on, today)
    if not draft.marked_on.strip():
        found.add("marked_on", say("Type the day on which you found that."))
    note = plain(draft.note)
    if draft.state == "given_up" and not note:
        found.add("note", say("Say why the goal was given up: a payer asks for it."))
    values = {"state": draft.state, "marked_on": day.isoformat() if day else "", "note": note}
    found.limit(values, {"note": 2_000})
    found.refuse()
    return values


def _values(found: Problems, at: str, line: GoalLine, measures: Mapping[str, Measure], span: GoalSpan) -> Values:
    known = measures.get(line.about)
    # One that says how much changed has no value of its own to begin with.
    measure = None if known and known.is_change else known
    if line.about != LIMIT and measure is None:
        found.add(f"{at}/about", say("Choose what shows that the goal is met: an outcome measure, or an activity."))
    is_limit = line.about == LIMIT
    activity = plain(line.activity) if is_limit else ""
    if is_limit and not activity:
        found.add(f"{at}/activity", say("Type the activity in the client’s words, like Sit at the desk."))
    found.limit({f"{at}/activity": activity}, {})
    if is_limit and line.unit not in LIMIT_UNITS:
        found.add(f"{at}/unit", say("Choose what it is counted in."))
    baseline = _amount(
        found, f"{at}/baseline", line.baseline, measure, say("Type the baseline: how it is at the beginning.")
    )
    target = _amount(
        found, f"{at}/target", line.target, measure, say("Type the goal as a number: it has to be measurable.")
    )
    if baseline is not None and target is not None:
        why = _not_better(baseline, target, measure)
        if why:
            found.add(f"{at}/target", why)
    day = _due_on(found, f"{at}/due_on", line.due_on, span)
    return {
        "measure": line.about if measure else "",
        "activity": activity,
        "unit": line.unit if is_limit else "",
        "baseline": baseline,
        "target": target,
        "due_on": day.isoformat() if day else "",
    }


def _amount(found: Problems, at: str, text: str, measure: Measure | None, missing: str) -> int | None:
    if not text.strip():
        found.add(at, missing)
        return None
    if measure is None:
        return found.read(at, parse_count, text)
    return found.read(at, lambda typed: parse_score(measure, typed), text)


def _not_better(baseline: int, target: int, measure: Measure | None) -> str:
    """The sentence about a target that is no gain, "" where it is one. Of an activity less can be the gain, as of
    nights awake: there it only has to differ."""
    if baseline == target:
        return say("The goal is the same as the baseline.")
    if measure is None or (target < baseline) == measure.falls:
        return ""
    now = number(baseline)
    if measure.falls:
        return say("Less is better here: the goal has to be below {now}.", now=now)
    return say("More is better here: the goal has to be above {now}.", now=now)


def _due_on(found: Problems, at: str, text: str, span: GoalSpan) -> date | None:
    if not text.strip():
        found.add(at, say("Type the day by which it is to be met."))
        return None
    day = found.read(at, dates.parse_date, text, span.today)
    if day and span.first and day < span.first:
        found.add(at, say("This is before the plan begins ({day}).", day=dates.shown(span.first)))
    elif day and span.last and day > span.last:
        found.add(at, say("This is after the plan ends ({day}).", day=dates.shown(span.last)))
    return day
