"""S8: files by chance for imports."""

import contextlib
import time
from pathlib import Path

from bench.safety.desk import home
from bench.safety.score import Score
from factories import make_clinic
from fuzzed_imports import fuzz_imports

# Megabytes, by reliability.md.
_MOST = 512
_PEAK = "VmHWM:"


def imported(count: int, seed: int) -> Score:
    """So many files read, imported as far as they are good, and taken back."""
    clinic, _ = make_clinic(home() / "imports")
    _forget_peak()
    try:
        found = fuzz_imports(clinic, count, seed, time.monotonic)
    finally:
        clinic.close()
    bad, peak = {*found.crashed, *found.hung, *found.partial}, _peak()
    words = (
        f"{found.files:,} files by chance, {found.read:,} of them tables, {found.rows:,} rows imported: crashed "
        f"{len(found.crashed)}, hung {len(found.hung)}, half imported {len(found.partial)}; memory at most "
        + (f"{peak:,} MB of {_MOST}" if peak else "not measured on this system")
    )
    # Where the system tells it, memory is one thing more to hold.
    total = found.files + bool(peak)
    done = total - len(bad) - (peak > _MOST)
    return Score(done, total, words + (f"; first: {sorted(bad)[0]}" if bad else ""))


def _forget_peak() -> None:
    """What the lines before this one needed is not counted."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak() -> int:
    """The most that this process had in memory since, in megabytes; 0 where the system does not tell."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith(_PEAK):
                return int(line.split()[1]) // 1_000
    return 0
