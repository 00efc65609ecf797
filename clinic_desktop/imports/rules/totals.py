"""Rows that reports of other programs put below or between those of a table: sums, counts, page numbers."""

import re
from collections.abc import Sequence

from clinic_desktop.imports.rules.looks import looks_like
from clinic_desktop.values.text import folded

_WHOM = (
    r"(?:clients?|patients?|customers?|guests?|members?|records?|rows?|visits?|appointments?|payers?|items?|entries)"
)
_SAYS_SUM = re.compile(
    rf"(?:(?:grand|report|page|sub)[ -]?)?totals?(?: (?:number of )?{_WHOM})? ?(?:[:=(-].*|[0-9,]+)?"
    rf"|(?:number of|count of|count|no\. of) ?(?:{_WHOM})? ?[:=] ?[0-9,]+|sum ?(?:[:=].*)?"
    rf"|[0-9,]+ {_WHOM}(?: (?:found|listed|total|in all))?|{_WHOM} ?[:=] ?[0-9,]+"
    r"|end of (?:report|list|file)\.?|page [0-9]+(?: (?:of|/) ?[0-9]+)?"
)
_OF_A_PERSON = ("day", "phone", "email")


def is_sum(cells: Sequence[str]) -> bool:
    """Whether a row begins with words for a sum, and has nothing that a person or a visit has: no day, no phone number
    and no email address."""
    filled = [cell for cell in cells if cell]
    if not filled or not _SAYS_SUM.fullmatch(folded(filled[0])):
        return False
    return not any(looks_like(shape, cell) for cell in filled for shape in _OF_A_PERSON)
