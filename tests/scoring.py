"""Scores for tests: a clinic in which a client was measured."""

from dataclasses import replace

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.measures.commands import RecordScore
from clinic_desktop.measures.loader import catalogue
from clinic_desktop.measures.model import Measure, ScoreDraft, ScoreId

PEG = ScoreDraft(taken_on="11/2/2026", answers=("8", "7", "7"), taken_by="Maya Ortiz")
ACTIVITIES = ("Sit at the desk", "Carry groceries", "Turn the head while driving")
PSFS = ScoreDraft(taken_on="11/2/2026", answers=("3", "4", "4"), activities=ACTIVITIES)
NPRS = ScoreDraft(taken_on="11/2/2026", answers=("7",))


def measure(key: str) -> Measure:
    """A measure of the catalog."""
    return catalogue()[key]


def rmdq(applies: int, day: str = "11/2/2026") -> ScoreDraft:
    """So many of the 24 statements apply."""
    return ScoreDraft(taken_on=day, answers=tuple("1" if at < applies else "" for at in range(24)))


def typed(score: str, day: str = "11/2/2026") -> ScoreDraft:
    """A score that is only typed."""
    return ScoreDraft(taken_on=day, score=score)


def new_score(clinic: Clinic, case: CaseId, key: str = "peg", draft: ScoreDraft = PEG, day: str = "") -> ScoreId:
    """A score of a case, of the day of the draft or of another one."""
    return ScoreId(clinic.do(RecordScore(case, key, replace(draft, taken_on=day) if day else draft)).row)
