"""What the demo's clients scored with outcome measures."""

from collections.abc import Mapping, Sequence

from clinic_desktop.clinic import Clinic
from clinic_desktop.demo.facts import Typed, drafted
from clinic_desktop.demo.visiting import CaseKey
from clinic_desktop.measures.commands import RecordScore
from clinic_desktop.measures.model import ScoreDraft


def record_scores(clinic: Clinic, typed: Sequence[Typed], cases: Mapping[CaseKey, int]) -> None:
    """Record the scores of `scores.toml`."""
    for one in typed:
        for taken in one["scores"]:
            clinic.do(RecordScore(cases[one["client"], one["case"]], one["measure"], _score(clinic, taken)))


def _score(clinic: Clinic, typed: Typed) -> ScoreDraft:
    answers, activities = tuple(typed.get("answers", ())), tuple(typed.get("activities", ()))
    facts = drafted(typed, clinic.clock.today(), "answers", "activities")
    return ScoreDraft(answers=answers, activities=activities, **facts)
