"""Reads what was scored in a case."""

import json
from collections.abc import Mapping
from datetime import date

from clinic_desktop.cases.model import CaseId
from clinic_desktop.cases.queries import case_head
from clinic_desktop.measures.model import Course, Measure, OutcomePaper, Score, ScoreAnswer, ScoreId
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row


def score(read: Reader, row: int) -> Score:
    """One score; raises Missing, also for one that was removed."""
    return _score(read.one("SELECT * FROM score_rows WHERE id = ?", row))


def scores_of(read: Reader, case: CaseId) -> dict[str, tuple[Score, ...]]:
    """Every score of a case by the key of its measure, the first one first. One query, however many there are."""
    found: dict[str, list[Score]] = {}
    for row in read.all("SELECT * FROM score_rows WHERE case_id = ? ORDER BY measure, taken_on, id", case):
        found.setdefault(row["measure"], []).append(_score(row))
    return {measure: tuple(scores) for measure, scores in found.items()}


def scores_with(read: Reader, case: CaseId, measure: str) -> tuple[Score, ...]:
    """The scores of one measure in a case, the first one first."""
    sql = "SELECT * FROM score_rows WHERE case_id = ? AND measure = ? ORDER BY taken_on, id"
    return tuple(map(_score, read.all(sql, case, measure)))


def score_before(read: Reader, case: CaseId, measure: str, one: Score | None = None) -> Score | None:
    """The score of a measure that was taken last in a case, or last before this one; None where there is none."""
    found = scores_with(read, case, measure)
    earlier = [other for other in found if one is None or (other.taken_on, other.id) < (one.taken_on, one.id)]
    return earlier[-1] if earlier else None


def latest_scores(read: Reader, case: CaseId) -> dict[str, Score]:
    """The newest score of each measure that was used in a case, by its key."""
    return {measure: scores[-1] for measure, scores in scores_of(read, case).items()}


def first_and_last(read: Reader, case: CaseId) -> dict[str, tuple[Score, Score]]:
    """The first and the newest score of each measure by its key; the same one twice where there is only one."""
    return {measure: (scores[0], scores[-1]) for measure, scores in scores_of(read, case).items()}


def outcome_paper(
    read: Reader, case: CaseId, catalog: Mapping[str, Measure], today: date, payer: int | None = None
) -> OutcomePaper:
    """What was scored in a case up to a day, in the order of the catalog; a measure that it has no more is left out,
    for nothing could be said about its numbers. Raises Missing."""
    scored = {
        key: tuple(one for one in scores if one.taken_on <= today) for key, scores in scores_of(read, case).items()
    }
    courses = tuple(Course(measure, scored[key]) for key, measure in catalog.items() if scored.get(key))
    return OutcomePaper(case_head(read, case, payer), courses, today)


def _score(row: Row) -> Score:
    return Score(
        id=ScoreId(row["id"]),
        version=row["version"],
        case=CaseId(row["case_id"]),
        measure=row["measure"],
        taken_on=date.fromisoformat(row["taken_on"]),
        tenths=row["tenths"],
        answers=tuple(ScoreAnswer(points, activity) for points, activity in json.loads(row["answers"])),
        taken_by=row["taken_by"],
        note=row["note"],
    )
