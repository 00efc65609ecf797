"""A paper by its name and its day: screen and paper write days each their own way, so no day is part of the words."""

from collections.abc import Callable, Sequence
from datetime import date

from clinic_desktop.values import dates
from clinic_desktop.wording import say


def named_on_screen(words: str, days: Sequence[date]) -> str:
    """A name with its day, or the first and the last one, for a screen: "Progress report, 16 Nov 2026"."""
    return _named(words, days, dates.shown)


def named_on_paper(words: str, days: Sequence[date]) -> str:
    """The same for US paper: "Progress report, 11/16/2026"."""
    return _named(words, days, dates.printed)


def span_on_paper(days: Sequence[date]) -> str:
    """A day, or the first and the last of several, for US paper: "11/02/2026 to 11/16/2026"; "" of none."""
    return _span(days, dates.printed)


def _named(words: str, days: Sequence[date], write: Callable[[date], str]) -> str:
    return say("{name}, {day}", name=words, day=_span(days, write)) if days else words


def _span(days: Sequence[date], write: Callable[[date], str]) -> str:
    if not days:
        return ""
    first, last = min(days), max(days)
    return write(first) if first == last else say("{first} to {last}", first=write(first), last=write(last))
