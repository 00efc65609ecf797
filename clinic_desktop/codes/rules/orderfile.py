"""Reads the official file of a release, icd10cm_order_YYYY.txt, as CMS publishes it (layout: domain 2.1)."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from clinic_desktop.codes.model import OCTOBER, CodeLine
from clinic_desktop.codes.rules.codes import dotted
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say

# Fixed columns, counted from 0: order number, code without dot, header flag, short title, long title.
_LONGEST_LINE = 500
_LEAST_CODES = 50_000
_APRIL = 4
_LINE = (
    r"[0-9]{5} (?=[A-Z]{1,2}[0-9])(?P<code>[A-Z0-9]{3,7}) +(?<=^.{14})(?P<billable>[01]) (?P<short>.{60}) (?P<title>.+)"
)


def order_lines(text: str, counted: Callable[[list[str]], Iterable[str]] = iter) -> tuple[CodeLine, ...]:
    """The lines of an order file; raises Unreadable with the first line that is none, or when codes are missing.

    `counted` passes the lines on and may say how far it is.
    """
    lines = tuple(_line(number, line) for number, line in enumerate(counted(text.splitlines()), 1) if line.strip())
    twice = [code for code, times in Counter(one.code for one in lines).items() if times > 1]
    if twice:
        raise Unreadable(say("This file has {code} more than once. Nothing was loaded.", code=twice[0]))
    billable = sum(one.billable for one in lines)
    if billable < _LEAST_CODES:
        raise Unreadable(
            say(
                "This file has {count} codes; a whole release has more than 70,000. Nothing was loaded.",
                count=billable,
            )
        )
    return lines


def days_offered(name: str, today: date) -> tuple[date, ...]:
    """The days on which a release may have come into force, the likeliest first, by the name of its file.

    A release of a fiscal year comes on October 1 of the year before; an update of it on April 1 (domain 2.1).
    """
    # The year of the release stands behind its name; another one may be the day of the download.
    found = re.search(r"(?:order|codes)\D*(20[0-9]{2})", name.lower()) or re.search(r"(20[0-9]{2})", name)
    year = int(found[1]) if found else today.year + (today.month >= OCTOBER)
    named = (date(year - 1, OCTOBER, 1), date(year, _APRIL, 1))
    likely = named[::-1] if "apr" in name.lower() else named
    around = (day for one in (year + 1, year - 1) for day in (date(one - 1, OCTOBER, 1), date(one, _APRIL, 1)))
    return (*likely, *around)


def _line(number: int, line: str) -> CodeLine:
    read = re.fullmatch(_LINE, line.rstrip()) if len(line) <= _LONGEST_LINE else None
    if read is None:
        raise Unreadable(
            say(
                "Line {number} is not one of an order file of ICD-10-CM. Choose icd10cm_order_….txt, or the zip file "
                "of CMS that has it. Nothing was loaded.",
                number=number,
            )
        )
    return CodeLine(dotted(read["code"]), read["billable"] == "1", " ".join(read["title"].split()))
