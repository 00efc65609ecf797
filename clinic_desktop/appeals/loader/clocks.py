"""Reads by when appeals have to be there, from a file of data that a clinic may edit or take away."""

from functools import cache
from pathlib import Path

from clinic_desktop.appeals.model import LEVELS
from clinic_desktop.appeals.rules.clocks import ClockRule
from clinic_desktop.appeals.rules.regimes import REGIMES
from clinic_desktop.paths import REFERENCE
from clinic_desktop.values.identifiers import parse_state
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from clinic_desktop.written.file import BadFile, content, refuse
from clinic_desktop.written.kinds import day, one_of, text, yes_no
from clinic_desktop.written.sheet import FileTable, Keys

FILE = REFERENCE / "appeal_clocks.toml"
_MOST = 3650


def clock_rules() -> tuple[ClockRule, ...]:
    """The limits; none where the file was taken away or, as `clocks_trouble` tells, has a mistake."""
    return _kept(FILE)[0]


def clocks_trouble() -> str:
    """Why no deadline is counted, "" where all is well."""
    return _kept(FILE)[1]


def read_clocks(path: Path) -> tuple[ClockRule, ...]:
    """The limits in a file; raises BadFile with all that is wrong, each with its line."""
    found, sheet = content(path)
    top = FileTable(sheet, found)
    made: list[ClockRule] = []
    for table in top.tables("clock"):
        facts = table.values(_KEYS, *_NEEDED)
        table.close()
        if sum(key in facts for key in ("days", "months", "is_typed")) > 1:
            table.add("", say("Write one of days, months and typed."))
        elif set(_NEEDED) <= set(facts):
            rule = ClockRule(**facts)
            if any(_place(one) == _place(rule) for one in made):
                table.add("", say("This regime and level stand above already."))
            made.append(rule)
    if not made and not sheet.wrong:
        top.add("clock", say("There is no rule in this file."))
    top.close()
    refuse(path, sheet)
    return tuple(made)


def _place(one: ClockRule) -> tuple[str, str, str]:
    return one.regime, one.level, one.state


@cache
def _kept(path: Path) -> tuple[tuple[ClockRule, ...], str]:
    if not path.exists():
        return (), say(
            "The file of the days to appeal ({name}) is gone: only the dates that notices name themselves are told.",
            name=path.name,
        )
    try:
        return read_clocks(path), ""
    except BadFile as bad:
        words = say(
            "The days to appeal cannot be read: only the dates that notices name themselves are told. Put the file"
            " right, or install the program again, and start it anew. {problem}",
            problem=bad.first(path),
        )
        return (), words


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _MOST:
        raise Unreadable(say("Write a whole number from 1 to {most}.", most=_MOST))
    return value


def _state(value: object) -> str:
    return parse_state(text(value))


_KEYS: Keys = {
    "regime": ("regime", one_of(*REGIMES)),
    "level": ("level", one_of(*LEVELS)),
    "source": ("source", text),
    "checked_on": ("checked_on", day),
    "state": ("state", _state),
    "days": ("days", _count),
    "months": ("months", _count),
    "typed": ("is_typed", yes_no),
    "answer_given_days": ("answer_given_days", _count),
    "answer_ahead_days": ("answer_ahead_days", _count),
    "answer_urgent_hours": ("answer_urgent_hours", _count),
    "answer_aim": ("answer_is_aim", yes_no),
    "silent_days": ("silent_days", _count),
    "where": ("where", text),
    "then": ("then", text),
    "recheck": ("recheck", yes_no),
}
_NEEDED = ("regime", "level", "source", "checked_on")
