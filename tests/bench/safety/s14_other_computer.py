"""S14: the computer is gone; a stick and the recovery key on paper are left."""

import time

from backup_score import new_computer
from bench.safety.desk import home
from bench.safety.score import Score
from fixed import CHEAP

# For a gigabyte; of a smaller clinic no time counts.
_SECONDS, _GIGABYTE = 60, 1_000
_SCAN = 1_000_000


def restored(count: int, seed: int) -> Score:
    """A clinic with so many megabytes of scans."""
    del seed
    place = home() / "lost"
    place.mkdir()
    found = new_computer(place, count, _SCAN, CHEAP, time.perf_counter)
    is_fast = found.seconds <= _SECONDS or count < _GIGABYTE
    words = (
        f"{count:,} MB from a stick with the recovery key alone, open after {found.seconds:.1f} s (at most {_SECONDS} "
        f"for 1 GB): rows {found.rows:,}/{count:,}, files {found.files:,}/{count:,}"
    )
    return Score(found.rows + found.files + is_fast, 2 * count + 1, words)
