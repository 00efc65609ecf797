"""What the record of a period comes to: goals, measures, findings, pain and treatment, as they are printed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from clinic_desktop.assessments.model import LIMIT_UNITS, Assessment
from clinic_desktop.assessments.rules.comparing import compared
from clinic_desktop.assessments.rules.words import moved_words
from clinic_desktop.measures.model import Measure, Score
from clinic_desktop.measures.rules.changes import change_between
from clinic_desktop.measures.rules.trend import trend
from clinic_desktop.measures.rules.words import letter_sentence, number, score_words
from clinic_desktop.plans.model import GOAL_STATES, PlanGoal
from clinic_desktop.plans.rules.goals import amounts, goal_name, reached_words
from clinic_desktop.progress.model import GoalStanding, ReportedChange, ReportedMeasure
from clinic_desktop.progress.rules.goals import goal_figure
from clinic_desktop.values.dates import printed, shown
from clinic_desktop.visits.model import Technique, VisitNote
from clinic_desktop.wording import say, say_many

# More than these make a report longer than anybody reads; the rest is counted.
MOST_CHANGES = 24
# Trends take room: of these measures they are drawn.
MOST_TRENDS = 3


def standings(
    goals: Iterable[PlanGoal],
    names: Mapping[str, str],
    scores: Mapping[str, Sequence[Score]],
    assessed: Sequence[Assessment],
) -> tuple[GoalStanding, ...]:
    """A row for each goal; `names` are those of the measures, `assessed` the assessments, the newest first."""
    rows = []
    for goal in goals:
        baseline, target = amounts(goal)
        figure = goal_figure(goal, scores, assessed)
        now, reached = figure.now if figure else "", reached_words(figure)
        unit = say(LIMIT_UNITS[goal.unit]) if goal.unit in LIMIT_UNITS else ""
        state = say(GOAL_STATES[goal.state])
        due = printed(goal.due_on)
        rows.append(GoalStanding(goal_name(goal, names), unit, baseline, now, target, due, state, reached))
    return tuple(rows)


def measured(
    catalog: Mapping[str, Measure], scores: Mapping[str, Sequence[Score]], goals: Iterable[PlanGoal]
) -> tuple[ReportedMeasure, ...]:
    """What each measure says: those of the goals first. Of a measure with one score only that score is told."""
    targets = {one.measure: one.target for one in goals if one.measure}
    known = sorted((key for key in scores if key in catalog), key=lambda key: (key not in targets, key))
    found, drawn = [], 0
    for key in known:
        measure, own = catalog[key], scores[key]
        if len(own) == 1:
            facts = {"score": score_words(measure, own[0].tenths), "day": shown(own[0].taken_on)}
            found.append(ReportedMeasure(measure.name, say("{name} {score} on {day}.", name=measure.name, **facts)))
            continue
        sentence = letter_sentence(measure, change_between(measure, own[0], own[-1]), (own[0], own[-1]))
        curve = trend(measure, own, targets.get(key)) if drawn < MOST_TRENDS else None
        drawn += curve is not None
        found.append(ReportedMeasure(measure.name, sentence, curve))
    return tuple(found)


def found_changes(first: Assessment, last: Assessment) -> tuple[ReportedChange, ...]:
    """What was found then and now; what is neither measured again nor new is left out."""
    rows = [one for one in compared(first, last) if one.kind != "gone"]
    return tuple(ReportedChange(one.name, one.before, one.now, moved_words(one)) for one in rows[:MOST_CHANGES])


def pain_words(notes: Sequence[VisitNote]) -> str:
    """Pain before the first and the last visit, and what a visit does to it on average: points of 0 to 10. "" where
    nobody asked at two visits. `notes` are in the order of their visits."""
    before = [one.pain_before for one in notes if one.pain_before is not None]
    if len(before) < 2:  # noqa: PLR2004 - of one nothing is compared.
        return ""
    words = say("Pain before treatment, 0 to 10: {first} at the first visit, {last} at the last.",
                first=before[0], last=before[-1])  # fmt: skip
    drops = [
        one.pain_before - one.pain_after for one in notes if one.pain_before is not None and one.pain_after is not None
    ]
    if not drops:
        return words
    mean = round(10 * sum(drops) / len(drops))
    eased = say_many(
        "In {count} visit it was {points} lower afterward.",
        "In {count} visits it was {points} lower afterward on average.",
        len(drops),
        points=number(mean),
    )
    return f"{words} {eased}" if mean > 0 else words


def treatment_words(techniques: Iterable[Technique]) -> tuple[str, ...]:
    """What was done in all, the longest first: "Deep tissue massage, 240 minutes: Low back, Neck"."""
    minutes: dict[str, int] = {}
    regions: dict[str, dict[str, None]] = {}
    for one in techniques:
        minutes[one.technique] = minutes.get(one.technique, 0) + one.minutes
        if one.region:
            regions.setdefault(one.technique, {})[one.region] = None
    lines = []
    for name, count in sorted(minutes.items(), key=lambda item: (-item[1], item[0])):
        words = say_many("{name}, {count} minute", "{name}, {count} minutes", count, name=name)
        lines.append(f"{words}: {', '.join(regions[name])}" if name in regions else words)
    return tuple(lines)


def begins_on(signed: Iterable[tuple[date, str]], first_visit: date | None, today: date) -> date:
    """The first day that a new report tells of: the day after the last signed report, else the first visit. `signed`
    are the days of the signed reports with their kinds."""
    last = max((day for day, _ in signed), default=None)
    if last is None:
        return first_visit or today
    return min(date.fromordinal(last.toordinal() + 1), today)
