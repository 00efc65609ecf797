"""The reason of a denial: in our words, or as the code on a benefit statement, by the numbers in a file of data."""

import re
import tomllib
from functools import cache
from pathlib import Path

from clinic_desktop.coverage.model.facts import FACTS
from clinic_desktop.paths import RULES
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from clinic_desktop.written.kinds import one_of, text

# Two letters say who owes it; the number says why.
_CODE = r"(?:[A-Z]{2}[- ]?)?([0-9]{1,3})"
_OTHER = "other"
FILE = RULES / "numbers.toml"


def denial_kind(value: object) -> str:
    """A value of the fact `denial`, from its word or from a code like "CO-197"; "" for "unknown"."""
    typed = text(value)
    if typed == "unknown":
        return ""
    found = re.fullmatch(_CODE, typed.strip().upper())
    if found:
        return _kinds(FILE).get(found[1], _OTHER)
    try:
        return str(one_of(*FACTS["denial"].words)(typed))
    except Unreadable as unreadable:
        raise Unreadable(say("{words} A code like “CO-16” will do too.", words=unreadable.words)) from unreadable


@cache
def _kinds(path: Path) -> dict[str, str]:
    """The kind of each code; none where the file was taken away or cannot be read, and each is another reason then."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("denied", [])
        return {code: entry["kind"] for entry in entries for code in entry["codes"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
