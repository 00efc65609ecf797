"""The authorizations of the demo clinic: one of each kind, and the same on every day it is made."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from demos import TODAY, Demos
from fixed import NOW

from clinic_desktop.authorizations.queries import authorization_report
from clinic_desktop.today.queries.authorizations import authorizations_running_out

DAYS = (datetime(2028, 2, 29, 17, 30, tzinfo=UTC), datetime(2027, 1, 1, 17, 30, tzinfo=UTC), NOW, TODAY)


@pytest.mark.parametrize("now", DAYS, ids=lambda now: str(now.date()))
def test_each_stands_where_it_is_meant_to(demos: Demos, tmp_path: Path, now: datetime) -> None:
    clinic = demos.open(tmp_path / "demo", now)
    try:
        burns = [one.burn for one in authorization_report(clinic.read, now.date()).rows]
        found = [(one.state, one.row.counts, one.left) for one in burns]
        assert found == [
            ("ended", "visits", 5),
            ("running_out", "visits", 2),
            ("running", "units", 21),
            ("running", "visits", 6),
            ("requested", "units", 24),
        ]
        due = [one.burn.state for one in authorizations_running_out(clinic.read, now.date())]
        assert due == ["ended", "running_out"]
    finally:
        clinic.close()
