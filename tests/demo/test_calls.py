"""What the demo's clients may expect of their plans: one case is known to the end, one call has grown stale."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from demos import TODAY, Demos
from fixed import NOW

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.loader.gathering import Appraised, coverage_of
from clinic_desktop.coverage.loader.packs import program_packs
from clinic_desktop.coverage.model.outcome import CoverageVerdict
from clinic_desktop.coverage.queries.kept import call_page, determination_page, open_questions

DAYS = (datetime(2028, 2, 29, 17, 30, tzinfo=UTC), datetime(2027, 1, 1, 17, 30, tzinfo=UTC), NOW, TODAY)


def case_of(clinic: Clinic, reason: str, family: str) -> CaseId:
    sql = "SELECT cases.id FROM cases JOIN clients ON clients.id = cases.client_id WHERE reason = ? AND family_name = ?"
    return CaseId(clinic.read.one(sql, reason, family)["id"])


def appraised(clinic: Clinic, case: CaseId) -> Appraised:
    found = coverage_of(clinic.read, case, clinic.clock.today(), program_packs())
    assert not found.gathered.unused
    assert not found.appraisal.outcome.contradictions
    return found


@pytest.mark.parametrize("now", DAYS, ids=lambda now: str(now.date()))
def test_one_case_is_likely_and_kept_and_one_call_is_stale(demos: Demos, tmp_path: Path, now: datetime) -> None:
    clinic = demos.open(tmp_path / "demo", now)
    try:
        likely = case_of(clinic, "Low back pain", "Wiśniewski")
        found = appraised(clinic, likely).appraisal
        assert found.outcome.verdict is CoverageVerdict.LIKELY
        assert found.headline == "Likely: about $36.00 back a visit at first, $66.00 later"
        assert not found.outcome.those("ask")
        kept = determination_page(clinic.read, likely).rows
        assert [(one.made_on, one.headline) for one in kept] == [(clinic.clock.today(), found.headline)]
        assert [one.words for one in open_questions(clinic.read, likely)] == ["What is the allowed amount based on?"]
        stale = case_of(clinic, "Hip pain after a second pregnancy", "לוי")
        outcome = appraised(clinic, stale).appraisal.outcome
        assert [one.rule for one in outcome.those("stale")] == ["general-verification-stale"]
        assert [one.called_by for one in call_page(clinic.read, stale).rows] == ["client"]
    finally:
        clinic.close()
