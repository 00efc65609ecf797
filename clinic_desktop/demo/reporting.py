"""Phrases and progress reports of the demo: signed on their day, with what the record said then."""

from collections.abc import Sequence
from datetime import timedelta

from clinic_desktop.clinic import Clinic
from clinic_desktop.demo.facts import Typed, drafted
from clinic_desktop.demo.visiting import EveningClock, Rows
from clinic_desktop.phrases.commands import AddPhrase
from clinic_desktop.phrases.model import PhraseDraft
from clinic_desktop.progress.commands import SignReport
from clinic_desktop.progress.model import ProgressReportDraft

_APART = ("client", "case", "therapist", "signed_days_ago", "titles")


def add_phrases(clinic: Clinic, typed: Sequence[Typed]) -> None:
    """Add the phrases of `phrases.toml`."""
    for one in typed:
        clinic.do(AddPhrase(PhraseDraft(**one)))


def sign_reports(clinic: Clinic, clock: EveningClock, typed: Sequence[Typed], rows: Rows) -> None:
    """Sign the reports of `reports.toml`, each in the evening of its day."""
    today = clock.today()
    for one in typed:
        draft = ProgressReportDraft(therapist=str(rows.therapists[one["therapist"]]), **drafted(one, today, *_APART))
        clock.turn_to(today - timedelta(one["signed_days_ago"]))
        clinic.do(SignReport(rows.cases[one["client"], one["case"]], 0, 0, draft, one.get("titles", {})))
        clock.turn_to(today)
