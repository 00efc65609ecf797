"""The number of a paper check as people write it, and whether two are the same check."""

import re

_CHECK_NUMBER = r"(?:check|ck|chk)?\.? ?(?:no\.?|number|#)? ?([0-9]{1,12})"


def check_number(reference: str) -> str:
    """The number of a check where nothing else stands there: of "1207", "#1207" or "Check no. 1207"; else ""."""
    found = re.fullmatch(_CHECK_NUMBER, reference.strip(), re.ASCII | re.IGNORECASE)
    return found[1] if found else ""


def same_check(reference: str) -> str:
    """What somebody typed about a check as it is compared: two that are the same here are one check, as "1042",
    "#01042" and "Check no. 1042" are. "" where nothing is left to compare by."""
    number = check_number(reference)
    if number:
        # Of a check no. 0 one zero stays.
        return number.lstrip("0") or "0"
    return "".join(filter(str.isalnum, reference)).casefold()
