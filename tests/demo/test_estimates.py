"""The Good Faith Estimates of the demo clinic: whoever pays alone has one in hand, and one is due."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from demos import TODAY, Demos
from fixed import NOW

from clinic_desktop.estimates.queries.issued import estimate_paper, issued_estimate
from clinic_desktop.estimates.queries.standing import standings_told

DAYS = (datetime(2028, 2, 29, 17, 30, tzinfo=UTC), datetime(2027, 1, 1, 17, 30, tzinfo=UTC), NOW, TODAY)


@pytest.mark.parametrize("now", DAYS, ids=lambda now: str(now.date()))
def test_one_is_due_and_the_others_were_handed_over(demos: Demos, tmp_path: Path, now: datetime) -> None:
    clinic = demos.open(tmp_path / "demo", now)
    try:
        (waiting,) = standings_told(clinic.read, clinic.clock.today())
        assert waiting.client_name == "Miller, James (Jamie)"
        assert waiting.standing.due and waiting.standing.due.kind == "first"
        rows = clinic.read.all("SELECT id FROM estimates ORDER BY number")
        assert len(rows) >= 4
        for row in rows:
            found = issued_estimate(clinic.read, row["id"])
            assert len(found.deliveries) == 1 and found.facts.total_cents > 0
            assert estimate_paper(clinic.read, found).startswith(b"%PDF")
    finally:
        clinic.close()
