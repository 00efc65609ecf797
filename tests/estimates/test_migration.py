"""What the migration makes of visits that were planned before the day of their planning was kept."""

from pathlib import Path

from factories import opened
from old_clinics import FILES, Old

from clinic_desktop.store.keys.keyring import ClinicFolder


def test_they_were_planned_on_the_day_of_their_first_entry(tmp_path: Path) -> None:
    old = Old(FILES[-1], tmp_path / "old.db")
    planned = old.all("SELECT id, date_of_service FROM visits WHERE status = 'planned' AND retired_at IS NULL")
    if not planned:
        # An old clinic in which nobody planned: the one that a person begins to plan in is as good.
        old.database.execute("UPDATE visits SET status = 'planned' WHERE id = (SELECT max(id) FROM visits)")
        planned = old.all("SELECT id, date_of_service FROM visits WHERE status = 'planned'")
    first = "SELECT row_id, substr(min(at), 1, 10) FROM audit WHERE table_name = 'visits' GROUP BY row_id"
    days = {row: day for row, day in old.all(first)}
    folder = ClinicFolder(tmp_path / "clinic")
    old.encrypt(folder)
    old.database.close()
    clinic = opened(folder)
    try:
        rows = {row["id"]: row["planned_on"] for row in clinic.read.all("SELECT id, planned_on FROM visits")}
    finally:
        clinic.close()
    assert planned
    for row, _ in planned:
        assert rows[int(str(row))] == days[row]
    assert {day for row, day in rows.items() if row not in {one for one, _ in planned}} <= {""}
