"""S11: the audit trail tampered with in every way, and how long it takes to read a long one."""

import time
from contextlib import closing

from bench.safety.score import Score
from tampering import Trails, score

from clinic_desktop.jobs import Progress
from clinic_desktop.store.chain import verified

# Seconds for so many entries, by reliability.md; a short run looks at fewer, and counts no time.
_LONG, _SECONDS = 100_000, 1.0


def tampered(count: int, seed: int) -> Score:
    """So many of each way."""
    found = score(count, seed=seed)
    words = ", ".join(f"{one.kind} {one.found:,}/{one.total:,}" for one in found)
    done, of = sum(one.found for one in found), sum(one.total for one in found)
    if count < 1_000:
        return Score(done, of, words)
    trails = Trails(_LONG, seed=seed)
    with closing(trails.database):
        began = time.perf_counter()
        proof = verified(trails.database, trails.key, Progress())
        took = time.perf_counter() - began
    is_fast = took <= _SECONDS and proof.flaw is None
    return Score(
        done + is_fast, of + 1, f"{words}; {_LONG:,} entries read and proved in {took:.2f} s (at most {_SECONDS})"
    )
