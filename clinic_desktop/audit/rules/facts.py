"""Reads what an entry of the trail says. Whoever changed one past the program may have left anything in it: it is read
as far as it can be, for then above all somebody looks at the trail.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

# The greatest number that a row can have, or a field of one.
_MOST = (1 << 63) - 1


def facts_in(text: str) -> dict[str, Any]:
    """What an entry says, by name; nothing where it cannot be read. A number that no field can have is a text."""
    try:
        found = json.loads(text, parse_int=_whole)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def count_in(facts: Mapping[str, Any], name: str) -> int:
    """A number that an entry says, 0 where it says none."""
    found = facts.get(name)
    return found if isinstance(found, int) else 0


def is_moment(text: str) -> bool:
    """Whether it is a moment as the trail writes them: ISO 8601 with its zone."""
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _whole(digits: str) -> int | str:
    number = int(digits)
    return number if -_MOST <= number <= _MOST else digits
