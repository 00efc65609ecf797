"""Calendar days: read what a person types, month first as in the US, and write them for screen and paper."""

import re
from datetime import date, timedelta

from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import mark, say

FIRST_YEAR, LAST_YEAR = 1900, 2199
OLDEST_AGE = 130
# A year of two digits lies from 80 years back to 19 years ahead.
_YEARS_AHEAD = 19
# At most: 1896 to 1904, 2096 to 2104.
_LEAP_YEARS_APART = 8
_LONGEST_MONTH = 31
_MONTHS = (
    *(mark("January"), mark("February"), mark("March"), mark("April"), mark("May"), mark("June")),
    *(mark("July"), mark("August"), mark("September"), mark("October"), mark("November"), mark("December")),
)
_SHORT_MONTHS = (
    *(mark("Jan"), mark("Feb"), mark("Mar"), mark("Apr"), mark("May"), mark("Jun")),
    *(mark("Jul"), mark("Aug"), mark("Sep"), mark("Oct"), mark("Nov"), mark("Dec")),
)
_SHORT_YEAR = 2
_NEAR_WORDS = {mark("yesterday"): -1, mark("today"): 0, mark("tomorrow"): 1}
# Only these days can be missing from a month.
_NO_SUCH_DAY = {
    29: mark("{month} has no 29th day in {year}."),
    30: mark("{month} has no 30th day in {year}."),
    31: mark("{month} has no 31st day in {year}."),
}

# [0-9] and not \d, which also takes the digits of other scripts. Patterns stay text, so that `re` compiles
# them at first use and not at program start.
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_DAY = r"(?P<day>[0-9]{1,2})"
_MONTH = r"(?P<month>[0-9]{1,2})"
_NAME = r"(?P<name>[^\W\d_]{3,12})\.?"
_NTH = r"(?:st|nd|rd|th)?"
_WRITTEN = (
    rf"{_MONTH} ?[/.-] ?{_DAY}(?: ?[/.-] ?{_YEAR})?",
    r"(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?P<year>[0-9]{4})",
    rf"(?P<year>[0-9]{{4}})[/-]{_MONTH}[/-]{_DAY}",
    rf"{_DAY}{_NTH}[ -]?{_NAME}(?:[ ,-]*{_YEAR})?",
    rf"{_NAME}[ -]?{_DAY}{_NTH}(?:[ ,-]+{_YEAR})?",
)
_STEP = r"(?P<sign>[+\-\u2212]) ?(?P<count>[0-9]{1,4}) ?(?P<unit>[dwmy])"


def parse_date(text: str, today: date) -> date:
    """The day meant by "3/14", "3/14/26", "03142026", "2026-03-14", "14 mar 2026", "today", "-1w", "+2m".

    Without a year it is the occurrence nearest to today, of two equally near ones the earlier; for 29 Feb
    that may be years away. A two-digit year lies from 80 years before today's year to 19 after it.
    Steps of months and years stop at the month's end. Raises Unreadable; so do years outside 1900 to 2199.
    """
    typed = " ".join(text.lower().split())
    stepped = _stepped(typed, today)
    if stepped:
        return stepped
    year, month, day = _written(typed)
    if not year:
        return _nearest(month, day, today)
    return _real_day(_full_year(year, today.year + _YEARS_AHEAD), month, day)


def parse_birth_date(text: str, today: date) -> date:
    """A day of birth, written as for `parse_date`, with its year, never as "today" or a step (domain 8.1).

    A two-digit year gives the latest such day that is not in the future, so one of the past 100 years.
    Raises Unreadable; so do a day in the future and an age above 130.
    """
    year, month, day = _written(" ".join(text.lower().split()))
    if not year:
        raise Unreadable(say("Type the year of birth too, like 3/14/1980."))
    has_passed = (month, day) <= (today.month, today.day)
    born = _real_day(_full_year(year, today.year if has_passed else today.year - 1), month, day)
    if born > today:
        raise Unreadable(say("This day is in the future: check the date of birth."))
    if age(born, today) > OLDEST_AGE:
        raise Unreadable(say("This is more than {years} years ago: check the year of birth.", years=OLDEST_AGE))
    return born


def shown(day: date) -> str:
    """A day for the screen: "14 Dec 2026". The month is a word, so that nobody takes it for the day."""
    return f"{day.day} {say(_SHORT_MONTHS[day.month - 1])} {day.year}"


def printed(day: date) -> str:
    """A day for US paper and for fields: "12/14/2026"."""
    # Not strftime: it follows the computer's locale.
    return f"{day.month:02d}/{day.day:02d}/{day.year:04d}"


def printed_within(words: str) -> str:
    """A sentence that was made for the screen with its days as on US paper; what is no day stays as it is."""
    months = "|".join(re.escape(say(month)) for month in _SHORT_MONTHS)
    return re.sub(rf"\b(\d{{1,2}}) ({months}) (\d{{4}})\b", _printed_again, words, flags=re.ASCII)


def _printed_again(found: re.Match[str]) -> str:
    names = [say(month) for month in _SHORT_MONTHS]
    try:
        return printed(date(int(found[3]), names.index(found[2]) + 1, int(found[1])))
    except ValueError:
        # 31 Feb: somebody typed it, and it is no day.
        return found[0]


def month_year(day: date) -> str:
    """The month a day lies in, for the screen: "April 2026"."""
    return f"{say(_MONTHS[day.month - 1])} {day.year}"


def month_name(month: int) -> str:
    """The name of a month by its number from 1: "April"."""
    return say(_MONTHS[month - 1])


def kept(text: str) -> date | None:
    """A day as the clinic's file keeps it, "2026-12-14"; None where it keeps ""."""
    return date.fromisoformat(text) if text else None


def age(born: date, on: date) -> int:
    """Whole years from birth to `on`, below 0 before birth; 29 Feb counts on 1 Mar in common years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _stepped(typed: str, today: date) -> date | None:
    """The day meant by a word or a step from today; None when the text is neither."""
    for word, days in _NEAR_WORDS.items():
        if typed in (word, say(word).lower()):
            return _days_from(today, days)
    step = re.fullmatch(_STEP, typed)
    if step is None:
        return None
    count = int(step["count"]) * (1 if step["sign"] == "+" else -1)
    if step["unit"] in "dw":
        return _days_from(today, count * 7 if step["unit"] == "w" else count)
    return _months_from(today, count * 12 if step["unit"] == "y" else count)


def _days_from(today: date, days: int) -> date:
    # Checked as a number: adding days may leave what `date` can hold.
    ordinal = today.toordinal() + days
    if not date(FIRST_YEAR, 1, 1).toordinal() <= ordinal <= date(LAST_YEAR, 12, 31).toordinal():
        raise _wrong_year()
    return date.fromordinal(ordinal)


def _months_from(today: date, months: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    _check_year(year)
    next_month = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(today.day, (next_month - timedelta(days=1)).day))


def _written(typed: str) -> tuple[str, int, int]:
    """Year as typed ("" without one), month and day of a written date; the day may not exist yet."""
    for pattern in _WRITTEN:
        found = re.fullmatch(pattern, typed)
        if found:
            parts = found.groupdict()
            month = _month_named(parts["name"]) if "name" in parts else int(parts["month"])
            day = int(parts["day"])
            _check_month_and_day(month, day)
            return parts["year"] or "", month, day
    raise _not_a_date()


def _month_named(typed: str) -> int:
    """1 to 12 for a month's name or its first letters, in US English or in the language shown."""
    for number, (name, short) in enumerate(zip(_MONTHS, _SHORT_MONTHS, strict=True), 1):
        known = (name.lower(), say(name).lower())
        if typed == say(short).lower() or any(one.startswith(typed) for one in known):
            return number
    raise _not_a_date()


def _check_month_and_day(month: int, day: int) -> None:
    if not 1 <= month <= len(_MONTHS):
        raise Unreadable(say("There is no month {month}: type the month first, like 3/14/2026.", month=month))
    if not 1 <= day <= _LONGEST_MONTH:
        raise Unreadable(say("There is no day {day}: type the date like 3/14/2026.", day=day))


def _full_year(typed: str, last: int) -> int:
    """The year as typed, or the latest one up to `last` that ends in the two digits typed."""
    return int(typed) if len(typed) > _SHORT_YEAR else last - (last - int(typed)) % 100


def _nearest(month: int, day: int, today: date) -> date:
    years = range(today.year - _LEAP_YEARS_APART, today.year + _LEAP_YEARS_APART + 1)
    real = [found for year in years if (found := _day_or_none(year, month, day))]
    if not real:
        raise _no_such_day(today.year, month, day)
    return min(real, key=lambda found: (abs(found - today), found))


def _real_day(year: int, month: int, day: int) -> date:
    _check_year(year)
    found = _day_or_none(year, month, day)
    if found is None:
        raise _no_such_day(year, month, day)
    return found


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _wrong_year()


def _no_such_day(year: int, month: int, day: int) -> Unreadable:
    return Unreadable(say(_NO_SUCH_DAY[day], month=say(_MONTHS[month - 1]), year=year))


def _wrong_year() -> Unreadable:
    return Unreadable(say("Check the year: it can be from {first} to {last}.", first=FIRST_YEAR, last=LAST_YEAR))


def _not_a_date() -> Unreadable:
    return Unreadable(say("Type the date as month/day/year, like 3/14/2026."))
