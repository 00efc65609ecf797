"""Reads the numbers that rules ask for: procedure codes without words, from the one file that can be taken away."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from clinic_desktop.paths import RULES
from clinic_desktop.superbills.model.findings import NumberSource, RuleNumbers

_FILE = RULES / "numbers.toml"
_GROUPS = ("outside", "scope", "bundled")
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
    sources: dict[tuple[str, str, str], NumberSource] = {}
    for group, entry in ((name, one) for name in _GROUPS for one in found.get(name, ())):
        if not isinstance(entry["source"], str) or not isinstance(entry["checked_on"], date):
            raise TypeError(entry)
        for one, other in _pairs(group, entry):
            sources.setdefault((group, one, other), NumberSource(entry["source"], entry["checked_on"]))
    return RuleNumbers(
        _by_profession(sources, "outside"),
        _by_profession(sources, "scope"),
        tuple((first, second) for group, first, second in sources if group == "bundled"),
        sources,
    )


def _pairs(group: str, entry: Mapping[str, Any]) -> list[tuple[str, str]]:
    """A profession with each of its codes, or each first code with each second one."""
    if group == "bundled":
        return [(first, second) for first in _codes(entry["first"]) for second in _codes(entry["second"])]
    return [(entry["profession"], code) for code in _codes(entry["codes"])]


def _by_profession(sources: Iterable[tuple[str, str, str]], wanted: str) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for group, profession, code in sources:
        if group == wanted:
            found[profession] = found.get(profession, frozenset()) | {code}
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
