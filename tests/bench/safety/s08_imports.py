"""S8: files by chance for imports."""

import time

from bench.safety.desk import home
from bench.safety.score import Score
from factories import make_clinic
from fuzzed_imports import fuzz_imports


def imported(count: int, seed: int) -> Score:
    """So many files read, imported as far as they are good, and taken back."""
    clinic, _ = make_clinic(home() / "imports")
    try:
        found = fuzz_imports(clinic, count, seed, time.monotonic)
    finally:
        clinic.close()
    bad = {*found.crashed, *found.hung, *found.partial}
    words = (
        f"{found.files:,} files by chance, {found.read:,} of them tables, {found.rows:,} rows imported: crashed "
        f"{len(found.crashed)}, hung {len(found.hung)}, half imported {len(found.partial)}"
    )
    return Score(found.files - len(bad), found.files, words + (f"; first: {sorted(bad)[0]}" if bad else ""))
