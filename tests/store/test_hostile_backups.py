"""No backup of a stranger writes elsewhere, fills the disk, or opens as something that it is not."""

from pathlib import Path

from hostile_backups import ATTACKS, attack_all


def test_every_hostile_backup_is_refused_or_harmless(tmp_path: Path) -> None:
    """One of four here; the scorecard tries them all."""
    report = attack_all(tmp_path, 4)
    assert report.bugs == ()
    assert report.outside == ()
    assert report.over_budget == ()
    assert len(ATTACKS) >= 60
    assert report.refused + report.harmless == report.attacked > 15
    # What is no part of a backup does not make an honest one useless.
    assert 1 <= report.harmless <= 6
