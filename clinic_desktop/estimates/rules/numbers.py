"""What a person types to find an estimate."""

import re

_NUMBER = re.compile(
    r"(?:(?:good faith )?estimate\s*|gfe\s*)?(?:no\.?\s*|number\s*|#\s*)?(?:e\s*-?\s*)?([0-9]{1,18})",
)


def estimate_number_typed(typed: str) -> int:
    """The number of an estimate as it is said, 0 for anything else: "E-7", "e7", "no. E-7", "Good Faith Estimate 7",
    "7"."""
    words = typed.strip().replace("\N{EN DASH}", "-").replace("\N{NON-BREAKING HYPHEN}", "-").casefold()
    found = _NUMBER.fullmatch(words) if words.isascii() else None
    return int(found[1]) if found else 0
