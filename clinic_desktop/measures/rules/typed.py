"""Reads a score as typed: answers, activities, day; what is missing or out of range is named at its field."""

import json
from datetime import date
from typing import Any

from clinic_desktop.measures.model import FEWEST_ACTIVITIES, Measure, ScoreAnswer, ScoreDraft
from clinic_desktop.measures.rules.scores import parse_score, score_of
from clinic_desktop.measures.rules.words import number
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.values.text import folded, plain
from clinic_desktop.values.typed_days import refuse_before_birth
from clinic_desktop.wording import say

Values = dict[str, Any]
_ACTIVITY_LETTERS = 200


def score_values(measure: Measure, draft: ScoreDraft, today: date, born: date | None) -> Values:
    """The columns of a score; raises Refused."""
    found = Problems()
    taken = found.read("taken_on", dates.parse_date, draft.taken_on, today)
    if taken and taken > today:
        found.add("taken_on", say("This day is in the future."))
    refuse_before_birth(found, "taken_on", taken, born)
    answers, tenths = _scored(measure, draft, found)
    values: Values = {
        "taken_on": taken.isoformat() if taken else "",
        "tenths": tenths,
        "answers": json.dumps([[one.points, one.activity] for one in answers], ensure_ascii=False),
        "taken_by": plain(draft.taken_by),
        "note": plain(draft.note),
    }
    found.limit(values, {"taken_by": 100, "note": 10_000, "answers": 10_000})
    found.refuse()
    return values


def live_score(measure: Measure, draft: ScoreDraft) -> int | None:
    """The score in tenths of what stands in a form now, None while it is not all there or not right."""
    found = Problems()
    _, tenths = _scored(measure, draft, found)
    return None if found.found else tenths


def _scored(measure: Measure, draft: ScoreDraft, found: Problems) -> tuple[tuple[ScoreAnswer, ...], int]:
    """The answers and the score in tenths; 0 where a problem was noted."""
    if measure.scoring == "typed":
        return (), found.read("score", lambda text: parse_score(measure, text), draft.score) or 0
    before = len(found.found)
    answers = _named(measure, draft, found) if measure.scoring == "named" else _answered(measure, draft, found)
    if len(found.found) > before:
        return (), 0
    return answers, score_of(measure, [one.points for one in answers])


def _answered(measure: Measure, draft: ScoreDraft, found: Problems) -> tuple[ScoreAnswer, ...]:
    """An answer to each question: none may be missing. A statement without one does not apply."""
    typed = (*draft.answers, *("" for _ in measure.questions))[: len(measure.questions)]
    if measure.scoring == "count":
        return tuple(ScoreAnswer(int(bool(one))) for one in typed)
    points = [
        found.read(f"answers/{place}", lambda text: _points(measure, text), one) for place, one in enumerate(typed)
    ]
    return tuple(ScoreAnswer(one or 0) for one in points)


def _named(measure: Measure, draft: ScoreDraft, found: Problems) -> tuple[ScoreAnswer, ...]:
    """An answer for each activity that was named, at least three of them."""
    answers: list[ScoreAnswer] = []
    for place, named in enumerate(draft.activities):
        activity = plain(named)
        typed = draft.answers[place] if place < len(draft.answers) else ""
        if not activity and not typed:
            continue
        _see_activity(found, place, activity, answers)
        points = found.read(f"answers/{place}", lambda text: _points(measure, text), typed)
        answers.append(ScoreAnswer(points or 0, activity))
    if len(answers) < FEWEST_ACTIVITIES:
        empty = next((place for place, one in enumerate(draft.activities) if not plain(one)), 0)
        found.add(f"activities/{empty}", say("Name at least three activities."))
    return tuple(answers)


def _see_activity(found: Problems, place: int, activity: str, before: list[ScoreAnswer]) -> None:
    field = f"activities/{place}"
    if not activity:
        found.add(field, say("Name the activity."))
    elif any(folded(one.activity) == folded(activity) for one in before):
        found.add(field, say("This activity stands here twice."))
    elif len(activity) > _ACTIVITY_LETTERS:
        found.add(field, say("This is too long: {limit} letters fit here.", limit=_ACTIVITY_LETTERS))


def _points(measure: Measure, text: str) -> int:
    """One answer on the scale of the measure; raises Unreadable."""
    typed = text.strip().replace("−", "-").removeprefix("+")
    least, most = measure.least // 10, measure.most // 10
    if typed.removeprefix("-").isdecimal() and typed.isascii() and least <= int(typed) <= most:
        return int(typed)
    ends = {"least": number(measure.least), "most": number(measure.most)}
    raise Unreadable(say("Choose a number from {least} to {most}.", **ends))
