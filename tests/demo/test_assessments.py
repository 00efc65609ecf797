"""One client of the demo was assessed twice, six weeks apart: most is better, and what was not done again is said."""

from pathlib import Path

from fixed import NOW

from clinic_desktop.assessments.queries import assessments_of, limits_of
from clinic_desktop.assessments.rules.comparing import compared
from clinic_desktop.assessments.rules.words import told_changes
from clinic_desktop.cases.model import CaseId
from clinic_desktop.demo.opening import make_demo
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys.keyring import ClinicFolder


def test_one_client_was_assessed_twice(tmp_path: Path) -> None:
    clinic = make_demo(ClinicFolder(tmp_path / "demo"), Clock(NOW))
    try:
        sql = "SELECT id FROM cases WHERE reason = 'Neck pain after a rear-end collision'"
        case = CaseId(clinic.read.one(sql)["id"])
        newest, first = assessments_of(clinic.read, case)
        assert (newest.day - first.day).days == 42
        assert first.signed_at and first.signer == "Maya Ortiz, LMT" and newest.signed_at is None
        assert told_changes(compared(first, newest)) == "17 better, 2 the same, 7 not measured again"
        assert [one.activity for one in limits_of(clinic.read, case)] == [
            *("Drive without stopping", "Wakes up with neck pain"),
        ]
        # Their treatment is ordered on paper.
        assert clinic.read.all("SELECT 1 FROM prescriptions WHERE case_id = ?", case)
    finally:
        clinic.close()
