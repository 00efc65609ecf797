"""What a person types to find a bill."""

import re

_NUMBER = re.compile(r"(?:(?:superbill|year receipt|receipt|statement|bill)\s*)?(?:no\.?|number|#)?\s*([0-9]{1,18})")


def number_typed(typed: str) -> str:
    """The digits of a number as it is said, "" for anything else: "1030", "#1030", "no. 1030", "Superbill no. 1030"."""
    found = _NUMBER.fullmatch(typed.strip().casefold()) if typed.isascii() else None
    return found[1] if found else ""
