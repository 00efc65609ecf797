"""Answers of the demo's clients about their coverage, calls to their plans, and what was made of it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.commands.answers import AnswerCoverage
from clinic_desktop.coverage.commands.calls import LogBenefitCall
from clinic_desktop.coverage.commands.determinations import KeepDetermination
from clinic_desktop.coverage.model.kept import BenefitCallDraft, OpenQuestionDraft
from clinic_desktop.demo.facts import Typed, drafted
from clinic_desktop.demo.visiting import CaseKey, EveningClock


def ask_plans(clinic: Clinic, clock: EveningClock, typed: Sequence[Typed], cases: Mapping[CaseKey, int]) -> None:
    """Take down the answers and the calls of `calls.toml`, and keep a determination where it says so, on its day."""
    today = clock.today()
    for one in typed:
        case = cases[one["client"], one["case"]]
        clock.turn_to(today - timedelta(one.get("kept_days_ago", 0)))
        if one.get("answers"):
            clinic.do(AnswerCoverage(case, one["answers"], origin="client"))
        for call in one.get("calls", ()):
            clinic.do(LogBenefitCall(case, _call(today, call)))
        if one.get("is_kept") or "kept_days_ago" in one:
            clinic.do(KeepDetermination(case))
        clock.turn_to(today)


def _call(today: date, typed: Typed) -> BenefitCallDraft:
    questions = (OpenQuestionDraft(**drafted(one, today)) for one in typed.get("questions", ()))
    return BenefitCallDraft(questions=tuple(questions), **drafted(typed, today, "questions"))
