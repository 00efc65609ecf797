"""The scores of the demo clinic: of more than one kind, over some weeks, and never ahead of the day."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from fixed import NOW
from scoring import measure

from clinic_desktop.demo.opening import make_demo
from clinic_desktop.measures.queries import scores_of
from clinic_desktop.measures.rules.changes import change
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys.keyring import ClinicFolder


@pytest.mark.parametrize("now", [NOW, datetime(2028, 2, 29, 17, 30, tzinfo=UTC)], ids=lambda now: str(now.date()))
def test_one_client_is_better_and_one_hardly_yet(tmp_path: Path, now: datetime) -> None:
    clinic = make_demo(ClinicFolder(tmp_path / "demo"), Clock(now))
    try:
        today = clinic.clock.today()
        cases = [row["case_id"] for row in clinic.read.all("SELECT DISTINCT case_id FROM scores ORDER BY case_id")]
        found = [scores_of(clinic.read, case) for case in cases]
        verdicts = [
            {key: change(measure(key), all_[0].tenths, all_[-1].tenths).verdict for key, all_ in of_case.items()}
            for of_case in found
        ]
        assert verdicts == [{"ndi": "none"}, {"nprs": "better", "peg": "better", "psfs": "better"}]
        assert all(one.taken_on <= today for of_case in found for all_ in of_case.values() for one in all_)
    finally:
        clinic.close()
