"""Days as other programs write them: which of two numbers is the month, and what a year of two digits is."""

import re
from collections.abc import Iterable
from datetime import date

from clinic_desktop.imports.model.sheet import DaysSeen, Matching
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say

_MONTHS = 12
_LETTERS = 60
_FOUR = 4
_PLANNED_YEARS = 5
# [0-9] and not \d, which also takes the digits of other scripts.
_NUMBERS = r"([0-9]{1,2})[/.\- ]{1,3}([0-9]{1,2})[/.\- ]{1,3}([0-9]{4}|[0-9]{2})"
_DIGITS = r"([0-9]{2})([0-9]{2})((?:19|20)[0-9]{2})"
_ISO_DIGITS = r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])"
# A time behind the day, as spreadsheets and programs add one.
_TIME = (
    r"(?:,? +(?:at )?|T)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)? ?(?:[AP]\.?M\.?)?"
    r"(?: ?(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2}))?$"
)
# As databases write nothing.
_NO_DAY = r"0{1,4}([/.-])0{1,2}\1(?:0{4}|0{1,2})|0001-01-01|0?1/0?1/0001"
# From 1927 on, and no ZIP code of a whole column: as spreadsheets count days.
_COUNTED = r"[1-5][0-9]{4}(?:\.[0-9]+)?"
_WEEKDAY = r"^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?,? +"
_SHORT_AT_END = r".*[^0-9]['’]?([0-9]{2})"


def days_in(cells: Iterable[str]) -> DaysSeen:
    """How the days of one file are written, by all of them."""
    month_first = day_first = unclear = short = 0
    example = short_example = ""
    for cell in cells:
        bare = bare_day(cell)
        if _is_short(bare):
            short += 1
            short_example = short_example or bare
        found = re.fullmatch(_NUMBERS, bare)
        if not found:
            continue
        first, second = int(found[1]), int(found[2])
        month_first += second > _MONTHS >= first
        day_first += first > _MONTHS >= second
        if first <= _MONTHS and second <= _MONTHS and first != second:
            unclear += 1
            example = example or bare
    return DaysSeen(month_first, day_first, unclear, short, example, short_example)


def order_of(seen: DaysSeen) -> bool | None:
    """Whether the day stands first in a file, by its days together; None where they leave it open, or disagree."""
    if seen.is_open:
        return None
    return bool(seen.day_first and not seen.month_first)


def read_past_day(cell: str, matching: Matching, today: date, *, is_birth: bool) -> date:
    """The day of a cell, never one in the future, and never one that somebody would have to guess. Raises Unreadable
    with what to do."""
    day = read_day(cell, matching, today, is_birth=is_birth)
    if day > today:
        raise Unreadable(say("This day is in the future."))
    return day


def read_day(cell: str, matching: Matching, today: date, *, is_birth: bool) -> date:
    """As `read_past_day`; of a visit the day may lie ahead."""
    bare = bare_day(cell)
    if re.fullmatch(_COUNTED, bare):
        words = say("This is a day as a spreadsheet counts it. Format the column there as a date, and save it again.")
        raise Unreadable(words)
    found = re.fullmatch(_NUMBERS, bare) or (None if re.fullmatch(_ISO_DIGITS, bare) else re.fullmatch(_DIGITS, bare))
    if found:
        bare = _month_first(found, matching)
    elif iso := re.fullmatch(_ISO_DIGITS, bare):
        bare = "-".join(iso.groups())
    if _is_short(bare):
        if not matching.reads_short_years:
            raise Unreadable(say("The year has two digits. Type all four, or say above how such years are read."))
        bare = _full_year(bare, today) if is_birth else _year_at_hand(bare, today)
    if not re.search(r"[0-9]{4}", bare):
        raise Unreadable(say("Type the day with its year, like 3/14/1980."))
    return dates.parse_birth_date(bare, today) if is_birth else dates.parse_date(bare, today)


def is_no_day(cell: str) -> bool:
    """Whether a cell says that there is no day, as databases do: "00/00/0000"."""
    return re.fullmatch(_NO_DAY, bare_day(cell)) is not None


def was_short(cell: str) -> bool:
    """Whether a cell has a year of two digits."""
    return _is_short(bare_day(cell))


def bare_day(cell: str) -> str:
    """The day of a cell without the weekday before it and the time behind it."""
    bare = " ".join(cell[:_LETTERS].split())
    bare = re.sub(_WEEKDAY, "", bare, count=1, flags=re.IGNORECASE)
    return re.sub(_TIME, "", bare, count=1, flags=re.IGNORECASE)


def _month_first(found: re.Match[str], matching: Matching) -> str:
    """Day and month in the order in which we type them: by what they say themselves, else as it was chosen."""
    first, second, year = int(found[1]), int(found[2]), found[3]
    day_first = matching.day_first
    if day_first is None:
        if first <= _MONTHS and second <= _MONTHS and first != second:
            raise Unreadable(say("Does the month or the day stand first? Say so above, for all rows."))
        day_first = first > _MONTHS
    month, day = (second, first) if day_first else (first, second)
    if month > _MONTHS:
        words = say("There is no month {month}: in this row, day and month seem to have changed places.", month=month)
        raise Unreadable(words)
    return f"{month}/{day}/{year}"


def _is_short(bare: str) -> bool:
    if re.search(r"[0-9]{4}", bare):
        return False
    found = re.fullmatch(_SHORT_AT_END, bare)
    # "3/14" has no year at all.
    return found is not None and len(re.findall(r"[0-9]+|[A-Za-z]{3,}", bare)) >= _FOUR - 1


def _year_at_hand(bare: str, today: date) -> str:
    """Of a visit: planned a few years ahead at most, else the latest that is past. Not a century ago because it lies in
    December."""
    begin, latest = re.sub(r"['’]?([0-9]{2})$", "", bare), today.year + _PLANNED_YEARS
    return f"{begin}{latest - (latest - int(bare[-2:])) % 100}"


def _full_year(bare: str, today: date) -> str:
    """The latest year with these two digits in which the day has come: 45 is 1945, and never 2045."""
    begin, year = re.sub(r"['’]?([0-9]{2})$", "", bare), int(bare[-2:])
    full = today.year - (today.year - year) % 100
    try:
        if dates.parse_date(f"{begin}{full}", today) > today:
            full -= 100
    except Unreadable:
        # 29 Feb of a year that has none: its own sentence comes later.
        pass
    return f"{begin}{full}"
