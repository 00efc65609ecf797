"""S28: the packages here against the lock, and what the security rules of ruff find in the code, exceptions and all.
Which advisories there are of a package is known to feeds alone, and nothing here asks the network."""

import importlib.util
import json
import re
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path
from typing import NamedTuple

from bench.safety.score import NotHere, Score
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_ROOT = Path(__file__).parents[3]
_OWN = "clinic-desktop"
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}(?!\S)")
# An exception with its reason: behind the line it is for, and in the settings for all lines.
_IN_LINE = re.compile(r"# noqa: ([A-Z]+\d+(?:, ?[A-Z]+\d+)*) - \w.*$")
_FOR_ALL = re.compile(r'^\s*"(S\d+)",\s+# \w.*$', re.MULTILINE)


class Pin(NamedTuple):
    """A package and its version."""

    name: str
    version: str

    def __str__(self) -> str:
        """As the lock has it."""
        return f"{self.name}=={self.version}"


class _Finding(NamedTuple):
    """Where a rule found something, and the line that an exception would stand in."""

    rule: str
    where: str
    line: str


def packages(count: int, seed: int) -> Score:
    """Both at once; it takes a second."""
    del count, seed
    if importlib.util.find_spec("ruff") is None:
        raise NotHere("ruff is not among the packages here")
    locked, loose = pinned((_ROOT / "requirements.lock").read_text(encoding="utf-8"))
    there = {
        Pin(canonicalize_name(one.metadata["Name"]), one.version)
        for one in distributions()
        if canonicalize_name(one.metadata["Name"]) != _OWN
    }
    kept = there & locked
    odd = [str(one) for one in sorted((there | locked) - kept)] + loose
    found = _found()
    settled = set(_FOR_ALL.findall((_ROOT / "pyproject.toml").read_text(encoding="utf-8")))
    in_line = [one for one in found if is_excepted(one.rule, one.line)]
    left = [one for one in found if not is_excepted(one.rule, one.line)]
    for_all = [one for one in left if one.rule in settled]
    bare = [f"{one.where} {one.rule}" for one in left if one.rule not in settled]
    rules = ", ".join(sorted({one.rule for one in for_all}))
    words = (
        f"packages installed as the lock pins them, with hashes: {len(kept)} of {len(kept) + len(odd)}; security rules "
        f"of ruff: {len(found)} found, of them {len(in_line)} excepted in their line with a reason, {len(for_all)} for "
        f"all lines with one ({rules or 'none'}); advisories not asked: no feed"
    )
    bad = odd + bare
    of = len(kept) + len(odd) + len(found)
    return Score(of - len(bad), of, words + (f"; first that is not: {bad[0]}" if bad else ""))


def pinned(lock: str) -> tuple[set[Pin], list[str]]:
    """What the lock pins on a system like this one, and what it holds that is no pin with a hash."""
    pins, loose = set(), []
    for entry in lock.replace("\\\n", " ").splitlines():
        asked = entry.partition(" --hash=")[0].strip()
        if not asked or asked.startswith("#"):
            continue
        pin = re.match(r"([\w.-]+)==([\w.+!-]+)\s*(?:;|$)", asked)
        if pin is None or not _HASH.search(entry):
            loose.append(asked)
            continue
        marker = Requirement(asked).marker
        if marker is None or marker.evaluate():
            pins.add(Pin(canonicalize_name(pin[1]), pin[2]))
    return pins, loose


def is_excepted(rule: str, line: str) -> bool:
    """Whether the line says that the rule does not hold for it, and why."""
    said = _IN_LINE.search(line)
    return said is not None and rule in re.split(r", ?", said[1])


def _found() -> list[_Finding]:
    """All that the rules find: no settings of ours, and no exceptions."""
    asked = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--target-version", "py311"]
    asked += ["--select", "S", "--ignore-noqa", "--output-format", "json", "clinic_desktop", "ui"]
    done = subprocess.run(asked, cwd=_ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"ruff did not run: {done.stderr}")
    return [_finding(one) for one in json.loads(done.stdout)]


def _finding(one: dict[str, object]) -> _Finding:
    path = Path(str(one["filename"]))
    row = int(str(one["noqa_row"]))
    line = path.read_text(encoding="utf-8").splitlines()[row - 1]
    return _Finding(str(one["code"]), f"{path.relative_to(_ROOT).as_posix()}:{row}", line)
