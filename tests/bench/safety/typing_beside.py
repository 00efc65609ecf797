"""Typing beside a backup of a large clinic: what each key costs by itself, for no job may be felt in it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.backup_typing import GOAL
from bench.safety.score import Score

_ROOT = Path(__file__).parents[3]
# In a process of its own, for the window's; and on the disk where a clinic would lie, not in memory.
_CODE = """
import json, tempfile
from pathlib import Path
from bench.backup_typing import measure
with tempfile.TemporaryDirectory() as home:
    found = measure({megabytes}, Path(home))
    own = [(len(one.own), one.p99()) for one in (found.quiet, found.first, found.again)]
    print(json.dumps([own, found.first_seconds, found.again_seconds, found.size]))
"""


def typed(count: int, seed: int) -> Score:
    """In a clinic of so many megabytes: beside its first backup, and beside the next."""
    del seed
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    (quiet, first, again), first_seconds, again_seconds, size = _measured(count)
    words = (
        f"own work of a key, p99 of {first[0]:,} and {again[0]:,}: {first[1]:.1f} ms beside the first backup of "
        f"{size / 1e6:,.0f} MB ({first_seconds:.0f} s), {again[1]:.1f} ms beside the next ({again_seconds:.0f} s), "
        f"without one {quiet[1]:.1f} ms (at most {GOAL:.0f}); {load:.1f} others at work on the machine before"
    )
    return Score((first[1] <= GOAL) + (again[1] <= GOAL), 2, words)


def _measured(megabytes: int) -> Any:
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join((str(_ROOT), str(_ROOT / "tests"))),
    }
    code = _CODE.format(megabytes=megabytes)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    return json.loads(done.stdout.splitlines()[-1])
