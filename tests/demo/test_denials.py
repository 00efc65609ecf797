"""The denials of the demo clinic: one with its appeal begun and its day ahead, one that was won, on every day alike."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from demos import TODAY, Demos
from fixed import NOW

from clinic_desktop.appeals.loader.due import steps_due
from clinic_desktop.appeals.loader.standing import standing_of
from clinic_desktop.appeals.queries.denials import appeals_of, contacts_about, denial

DAYS = (datetime(2028, 2, 29, 17, 30, tzinfo=UTC), datetime(2027, 1, 1, 17, 30, tzinfo=UTC), NOW, TODAY)


@pytest.mark.parametrize("now", DAYS, ids=lambda now: str(now.date()))
def test_one_is_begun_and_one_was_won(demos: Demos, tmp_path: Path, now: datetime) -> None:
    clinic = demos.open(tmp_path / "demo", now)
    try:
        read, today = clinic.read, clinic.clock.today()
        begun, won = (denial(read, row["id"]) for row in read.all("SELECT id FROM denials ORDER BY id"))
        (step,) = standing_of(read, begun.id, today).steps
        assert begun.is_open and step.sent_on is None and step.due_on is not None
        assert 14 < (step.due_on - today).days <= 19
        assert [one.denial for one in steps_due(read, today)] == [begun.id]
        assert len(contacts_about(read, begun.id)) == 1
        (step,) = appeals_of(read, won.id)
        assert (won.closed_how, step.outcome, step.won_cents) == ("paid", "won", won.amount_cents)
        assert won.whose == begun.whose == "member"
    finally:
        clinic.close()
