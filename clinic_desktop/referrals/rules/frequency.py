"""How often a prescription orders treatment, in numbers: read from its words, and told again.

A week runs from Sunday to Saturday, a month is one of the calendar; several of them are counted from the one in which
the paper begins to count.
"""

import re
from datetime import date, timedelta

from clinic_desktop.referrals.model import OrderRate
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say, say_many

MOST_TIMES, MOST_SPAN = 31, 26
_DAYS_OF_A_WEEK, _MONTHS_OF_A_YEAR = 7, 12
_IN_WORDS = {
    **{"a": 1, "one": 1, "once": 1, "an": 1, "two": 2, "twice": 2, "three": 3, "thrice": 3, "four": 4, "five": 5},
    **{"six": 6, "seven": 7, "eight": 8},
}
_NUMBER = rf"(?:[0-9]{{1,2}}|{'|'.join(_IN_WORDS)})"
_AT_MOST = rf"(?:up to |at most |max )?(?:{_NUMBER} ?(?:-|to|or) ?)?"
_TIMES = rf"{_AT_MOST}({_NUMBER}) ?(?:x|times?|visits?|sessions?)?"
_UNIT = r"(w|wk|wks|week|weeks|m|mo|mos|month|months)"
_EACH = r"(?:/|per|a|an|each|every|in|q)"
# For how long does not change how often.
_DURATION = rf"(?:,? ?(?:for|x) ?{_NUMBER} ?(?:d|days?|w|wks?|weeks?|m|mos?|months?))?"
_FORMS = (
    # "2x/week", "twice a week", "1 visit every 2 weeks".
    re.compile(rf"{_TIMES} ?{_EACH} ?({_NUMBER})? ?{_UNIT}{_DURATION}"),
    # "2x weekly", "twice monthly".
    re.compile(rf"{_TIMES} ?()(weekly|monthly){_DURATION}"),
    # "weekly", "every 2 weeks", "every week", "each month".
    re.compile(rf"()()(weekly|monthly){_DURATION}"),
    re.compile(rf"()(?:every|each|q) ?({_NUMBER})? ?{_UNIT}{_DURATION}"),
)


def read_rate(words: str) -> OrderRate | None:
    """The number that plain words say: "2x/week", "twice a week", "weekly", "3 times per month", "every other week".

    "1-2 a week" is two at most. None for anything that says more than one thing.
    """
    typed = " ".join(words.lower().replace("×", "x").replace("–", "-").strip(" .").split())
    typed = re.sub(r"\b(every|each) other\b", "every 2", typed)
    for form in _FORMS:
        if found := form.fullmatch(typed):
            times, span, unit = found[1] or "1", found[2] or "1", found[3]
            rate = OrderRate(_number(times), _number(span), "week" if unit.startswith("w") else "month")
            return rate if 1 <= rate.times <= MOST_TIMES and 1 <= rate.span <= MOST_SPAN else None
    return None


def parse_rate(words: str) -> OrderRate:
    """The same for what has to be a number; raises Unreadable."""
    found = read_rate(words)
    if found is None:
        raise Unreadable(say("Type it like 2 a week, 3 a month, or 1 every 2 weeks."))
    return found


def rate_words(rate: OrderRate) -> str:
    """How often: "2 a week", "1 every 2 weeks"."""
    facts = {"times": rate.times}
    if rate.unit == "week":
        return say_many("{times} a week", "{times} every {count} weeks", rate.span, **facts)
    return say_many("{times} a month", "{times} every {count} months", rate.span, **facts)


def period_start(rate: OrderRate, day: date, first: date) -> date:
    """The first day of the weeks or months that a day lies in; `first` is the first day of the paper."""
    if rate.unit == "week":
        begin = _sunday(first)
        weeks = (_sunday(day) - begin).days // _DAYS_OF_A_WEEK
        return begin + timedelta(weeks // rate.span * rate.span * _DAYS_OF_A_WEEK)
    months = _months(day) - _months(first)
    return _month(_months(first) + months // rate.span * rate.span)


def next_period(rate: OrderRate, start: date) -> date:
    """The first day of the weeks or months that follow those beginning on `start`."""
    if rate.unit == "week":
        return start + timedelta(rate.span * _DAYS_OF_A_WEEK)
    return _month(_months(start) + rate.span)


def _number(word: str) -> int:
    return _IN_WORDS[word] if word in _IN_WORDS else int(word)


def _sunday(day: date) -> date:
    return day - timedelta(day.isoweekday() % _DAYS_OF_A_WEEK)


def _months(day: date) -> int:
    return day.year * _MONTHS_OF_A_YEAR + day.month - 1


def _month(months: int) -> date:
    return date(months // _MONTHS_OF_A_YEAR, months % _MONTHS_OF_A_YEAR + 1, 1)
