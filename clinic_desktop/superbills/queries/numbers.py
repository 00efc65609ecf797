"""Reads the numbers that rules ask for: procedure codes without words, from the one file that can be taken away."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from clinic_desktop.paths import RULES
from clinic_desktop.superbills.model.findings import RuleNumbers

_FILE = RULES / "superbills.toml"
_CODE = "[0-9A-Z]{5}"
_RANGE = "([0-9]{5})-([0-9]{5})"
# More numbers than any range of one kind has; a slip would fill the memory.
_LONGEST_RANGE = 1000


def rule_numbers() -> RuleNumbers | None:
    """The numbers; None where the file was taken away, and empty ones where it cannot be read, which pre-flight says in
    a NOTE: an optional file never keeps anybody from a bill."""
    return _read(_FILE)


@cache
def _read(path: Path) -> RuleNumbers | None:
    # Not needed to start the program.
    import tomllib

    try:
        return _numbers(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return RuleNumbers({}, {})


def _numbers(found: Mapping[str, Any]) -> RuleNumbers:
    entries = [entry for group in ("outside", "scope", "bundled") for entry in found.get(group, ())]
    days = [entry["checked_on"] for entry in entries]
    if not all(isinstance(day, date) for day in days):
        raise ValueError(days)
    bundled = [
        (first, second)
        for entry in found.get("bundled", ())
        for first in _codes(entry["first"])
        for second in _codes(entry["second"])
    ]
    return RuleNumbers(
        _by_profession(found.get("outside", ())),
        _by_profession(found.get("scope", ())),
        tuple(bundled),
        "; ".join(dict.fromkeys(entry["source"] for entry in entries)),
        # The oldest one: what is said with a finding is never younger than its number.
        min(days, default=None),
    )


def _by_profession(entries: Iterable[Mapping[str, Any]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for entry in entries:
        codes = frozenset(_codes(entry["codes"]))
        found[entry["profession"]] = found.get(entry["profession"], frozenset()) | codes
    return found


def _codes(written: Iterable[str]) -> Iterator[str]:
    for one in written:
        span = re.fullmatch(_RANGE, one)
        if span:
            first, last = int(span[1]), int(span[2])
            if not 0 <= last - first < _LONGEST_RANGE:
                raise ValueError(one)
            yield from (f"{number:05d}" for number in range(first, last + 1))
        elif re.fullmatch(_CODE, one):
            yield one
        else:
            raise ValueError(one)
