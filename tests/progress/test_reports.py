"""Progress reports on record: what they tell, what is refused, and that a signed one stays."""

from dataclasses import replace
from datetime import date

import pytest
import sqlcipher3
from factories import refused
from planning import ordered_case
from reporting import REPORT, signed_report, treated_case

from clinic_desktop.assessments.queries import assessments_of
from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Refused
from clinic_desktop.measures.loader import catalogue
from clinic_desktop.progress.commands import RetireReport, SignReport, WriteReport
from clinic_desktop.progress.loader import report_intervals
from clinic_desktop.progress.model import ReportFigures
from clinic_desktop.progress.queries import (
    draft_begin,
    figures_of,
    progress_report,
    report_due,
    report_paper,
    reports_due,
    reports_of,
)

SPAN = (date(2026, 10, 1), date(2026, 11, 24))


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return treated_case(clinic)


def figures(clinic: Clinic, case: CaseId, span: tuple[date, date] = SPAN) -> ReportFigures:
    return figures_of(clinic.read, case, span, catalogue())


def test_the_record_says_baseline_now_and_goal(clinic: Clinic, case: CaseId) -> None:
    found = figures(clinic, case)
    assert [(one.name, one.baseline, one.now, one.target) for one in found.goals] == [
        ("Sit at the desk", "20", "45", "60"),
        ("NDI: Neck Disability Index", "24", "15", "14"),
        # Nobody measured it again: that is said, and not made up.
        ("Carry groceries", "5", "", "20"),
    ]
    (ndi,) = found.measures
    assert ndi.sentence.startswith("NDI 24/50 (5 Oct 2026) → 15/50 (16 Nov 2026), a drop of 9")
    assert ndi.trend
    assert [one.value for one in ndi.trend.points] == [240, 200, 150]
    assert [line.value for line in ndi.trend.lines] == [140]
    assert (found.visits, found.visits_in_all, found.planned) == (7, 7, 12)
    assert (found.first_visit, found.last_visit) == ("10/05/2026", "11/16/2026")
    assert found.pain == (
        "Pain before treatment, 0 to 10: 7 at the first visit, 3 at the last."
        " In 7 visits it was 2.1 lower afterward on average."
    )
    assert found.treatments == (
        "Deep tissue massage, 280 minutes: Low back",
        "Stretching, 140 minutes: Neck",
    )
    assert found.assessed == ("10/05/2026", "11/16/2026")
    assert any(one.moved == "25 minutes better" for one in found.changes)


def test_a_part_of_the_time_is_told_alone_and_nothing_of_later(clinic: Clinic, case: CaseId) -> None:
    found = figures(clinic, case, (date(2026, 10, 12), date(2026, 10, 31)))
    assert (found.visits, found.visits_in_all) == (3, 4)
    (ndi,) = found.measures
    assert "20/50" in ndi.sentence
    assert "15/50" not in ndi.sentence
    # One assessment is compared with nothing.
    assert found.changes == ()
    assert len(assessments_of(clinic.read, case)) == 2


def test_a_case_without_anything_says_so(clinic: Clinic) -> None:
    empty = ordered_case(clinic)
    assert figures(clinic, empty) == ReportFigures()


def test_a_draft_is_written_changed_and_taken_away(clinic: Clinic, case: CaseId) -> None:
    row = clinic.do(WriteReport(case, 0, 0, REPORT)).row
    found = progress_report(clinic.read, row)
    assert (found.kind, found.since, found.day, found.status) == ("progress", *SPAN, REPORT.status)
    clinic.do(WriteReport(case, row, 1, replace(REPORT, status="Sits an hour.")))
    with pytest.raises(ChangedSince):
        clinic.do(WriteReport(case, row, 1, REPORT))
    with pytest.raises(ChangedSince, match="began the next report"):
        clinic.do(WriteReport(case, 0, 0, REPORT))
    clinic.do(RetireReport(row, 2))
    assert reports_of(clinic.read, case) == ()
    clinic.undo()
    assert progress_report(clinic.read, row).status == "Sits an hour."


def test_slips_are_named_at_their_fields(clinic: Clinic, case: CaseId) -> None:
    def fields(**typed: str) -> list[str]:
        return refused(lambda: clinic.do(SignReport(case, 0, 0, replace(REPORT, **typed))))

    assert fields(kind="other", day="") == ["kind", "day"]
    assert fields(day="12/24/2027") == ["day"]
    assert fields(since="11/25/2026") == ["day"]
    assert fields(next_on="11/1/2026") == ["next_on"]
    assert fields(kind="discharge", next_on="12/24/2026") == ["next_on"]
    assert fields(status=" ", ahead="") == ["status", "ahead"]
    assert fields(therapist="") == ["therapist"]
    assert fields(home="x" * 2_001) == ["home"]
    assert reports_of(clinic.read, case) == ()
    # A draft may lack its words.
    clinic.do(WriteReport(case, 0, 0, replace(REPORT, status="", ahead="")))


def test_a_signed_report_stays_whatever_changes_in_the_record(clinic: Clinic, case: CaseId) -> None:
    row = signed_report(clinic, case)
    before = report_paper(clinic.read, row)
    assert dict(before.facts.titles)["M54.2"] == "Cervicalgia"
    assert before.figures == figures(clinic, case)
    for one in assessments_of(clinic.read, case):
        clinic._writer._database.execute("UPDATE assessments SET retired_at = 'x' WHERE id = ?", (one.id,))
    assert report_paper(clinic.read, row) == before
    with pytest.raises(Refused, match="signed meanwhile"):
        clinic.do(WriteReport(case, row, 2, REPORT))
    with pytest.raises(Refused, match="signed meanwhile"):
        clinic.do(RetireReport(row, 2))
    with pytest.raises(sqlcipher3.IntegrityError, match="a signed report is never changed"):
        clinic._writer._database.execute("UPDATE progress_reports SET status = 'x'")
    with pytest.raises(sqlcipher3.IntegrityError, match="nothing clinical is deleted"):
        clinic._writer._database.execute("DELETE FROM progress_reports")
    assert not clinic.history.undoable


def test_the_next_one_begins_where_the_last_one_ended(clinic: Clinic, case: CaseId) -> None:
    today = clinic.clock.today()
    assert draft_begin(clinic.read, case, today) == date(2026, 10, 5)
    signed_report(clinic, case, replace(REPORT, day="11/10/2026"))
    assert draft_begin(clinic.read, case, today) == date(2026, 11, 11)


def test_work_injuries_in_washington_are_told_when_one_is_due(clinic: Clinic, case: CaseId) -> None:
    from clinic_desktop.cases.commands import ChangeCase

    today, intervals = clinic.clock.today(), report_intervals()
    assert reports_due(clinic.read, intervals, today) == ()
    clinic.do(ChangeCase(case, 1, CaseDraft("work", "Neck pain", "9/1/2026", claim_number="SB12345")))
    (due,) = reports_due(clinic.read, intervals, today)
    assert (due.case, due.due_on) == (case, date(2026, 11, 4))
    reports = reports_of(clinic.read, case)
    assert report_due(clinic.read, case, intervals[0], reports) == (due.due_on, due.why)
    signed_report(clinic, case)
    assert reports_due(clinic.read, intervals, today) == ()


def test_a_typed_day_is_told_of_any_case(clinic: Clinic, case: CaseId) -> None:
    signed_report(clinic, case, replace(REPORT, next_on="11/28/2026"))
    (due,) = reports_due(clinic.read, report_intervals(), clinic.clock.today())
    assert due.due_on == date(2026, 11, 28)


def test_one_that_was_begun_is_due_until_it_is_signed(clinic: Clinic, case: CaseId) -> None:
    signed_report(clinic, case, replace(REPORT, day="11/20/2026", next_on="11/24/2026"))
    today, intervals = clinic.clock.today(), report_intervals()
    (due,) = reports_due(clinic.read, intervals, today)
    assert due.draft is None
    row = clinic.do(WriteReport(case, 0, 0, replace(REPORT, since="11/21/2026"))).row
    (due,) = reports_due(clinic.read, intervals, today)
    assert (due.due_on, due.draft) == (today, row)
    clinic.do(SignReport(case, row, 1, replace(REPORT, since="11/21/2026")))
    assert reports_due(clinic.read, intervals, today) == ()


def test_no_visit_is_read_where_it_does_not_matter(
    clinic: Clinic, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clinic_desktop.progress import queries

    def unread(*_: object) -> tuple[date, ...]:
        raise AssertionError("visits were read")

    drafts = (replace(REPORT, day="11/20/2026", next_on="11/28/2026"), replace(REPORT, kind="discharge"))
    typed, ended = (progress_report(clinic.read, signed_report(clinic, case, one)) for one in drafts)
    monkeypatch.setattr(queries, "given_days", unread)
    (six,) = report_intervals()
    assert report_due(clinic.read, case, None, ()) is None
    assert report_due(clinic.read, case, six, (typed,))
    assert report_due(clinic.read, case, six, (ended, typed)) is None
    with pytest.raises(AssertionError, match="visits were read"):
        report_due(clinic.read, case, six, ())
