"""What the scorecard counts, in little: it cannot pass where nothing was compared."""

from pathlib import Path

from backup_score import flips, new_computer, same_after_restore
from fixed import CHEAP


def test_flipped_bits_are_found(tmp_path: Path) -> None:
    found = flips(tmp_path, 15)
    assert (found.in_file, found.in_blob, found.of) == (15, 15, 15)


def test_a_record_comes_back_row_by_row(tmp_path: Path) -> None:
    found = same_after_restore(tmp_path, 60)
    assert found.tables == found.of_tables > 50
    assert found.files == found.of_files > 5
    assert found.rows > 60


def test_a_new_computer_needs_the_stick_and_the_recovery_key(tmp_path: Path) -> None:
    found = new_computer(tmp_path, 3, 10_000, CHEAP, lambda: 0.0)
    assert (found.rows, found.files) == (3, 3)
