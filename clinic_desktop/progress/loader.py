"""Reads when programs want progress reports, from a file of data that a clinic may edit or take away."""

from functools import cache
from pathlib import Path

from clinic_desktop.paths import REFERENCE
from clinic_desktop.progress.model import ReportInterval
from clinic_desktop.values.identifiers import parse_state
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from clinic_desktop.written.file import BadFile
from clinic_desktop.written.kinds import day, text
from clinic_desktop.written.rules import read_rules
from clinic_desktop.written.sheet import Keys

FILE = REFERENCE / "reports_due.toml"
_MOST = 366
_KINDS = ("health", "auto", "work", "accident", "cash")


def report_intervals() -> tuple[ReportInterval, ...]:
    """When a report is due; nothing where the file was taken away or, as `intervals_trouble` tells, has a mistake."""
    return _kept(FILE)[0]


def intervals_trouble() -> str:
    """Why no report is due by rule, "" where all is well or a clinic took the file away."""
    return _kept(FILE)[1]


def read_intervals(path: Path) -> tuple[ReportInterval, ...]:
    """The intervals in a file; raises BadFile with all that is wrong, each with its line."""
    return tuple(ReportInterval(**facts) for facts in read_rules(path, "due", _KEYS, tuple(_KEYS)))


@cache
def _kept(path: Path) -> tuple[tuple[ReportInterval, ...], str]:
    if not path.exists():
        return (), ""
    try:
        return read_intervals(path), ""
    except BadFile as bad:
        words = say(
            "The rules about when progress reports are due cannot be read: none is due by rule, only by a day that was"
            " typed. Put the file right, or install the program again, and start it anew. {problem}",
            problem=bad.first(path),
        )
        return (), words


def _kind(value: object) -> str:
    if value not in _KINDS:
        raise Unreadable(say("Write a kind of case: {kinds}.", kinds=", ".join(_KINDS)))
    return str(value)


def _state(value: object) -> str:
    return parse_state(text(value)) if value else ""


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _MOST:
        raise Unreadable(say("Write a whole number from 1 to {most}.", most=_MOST))
    return value


_KEYS: Keys = {
    "kind": ("kind", _kind),
    "state": ("state", _state),
    "visits": ("visits", _count),
    "days": ("days", _count),
    "source": ("source", text),
    "checked_on": ("checked_on", day),
}
