"""Reads how long records are kept, from a file of data that a clinic may edit or take away."""

from functools import cache
from pathlib import Path

from clinic_desktop.clients.model import KeepRule
from clinic_desktop.paths import REFERENCE
from clinic_desktop.values.identifiers import parse_state
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from clinic_desktop.written.file import BadFile
from clinic_desktop.written.kinds import day, text, yes_no
from clinic_desktop.written.rules import read_rules
from clinic_desktop.written.sheet import Keys

FILE = REFERENCE / "retention.toml"
_MOST = 100


def keep_rules() -> tuple[KeepRule, ...]:
    """How long records are kept; nothing where the file was taken away or, as `keeping_trouble` tells, has a
    mistake."""
    return _kept(FILE)[0]


def keeping_trouble() -> str:
    """Why nothing is known of it, "" where all is well or a clinic took the file away."""
    return _kept(FILE)[1]


def read_keep_rules(path: Path) -> tuple[KeepRule, ...]:
    """The rules in a file; raises BadFile with all that is wrong, each with its line."""
    return tuple(KeepRule(**facts) for facts in read_rules(path, "keep", _KEYS, _NEEDED))


@cache
def _kept(path: Path) -> tuple[tuple[KeepRule, ...], str]:
    if not path.exists():
        return (), ""
    try:
        return read_keep_rules(path), ""
    except BadFile as bad:
        words = say(
            "The rules about how long records are kept cannot be read, so charts of retired clients do not say it. Put"
            " the file right, or install the program again, and start it anew. {problem}",
            problem=bad.first(path),
        )
        return (), words


def _state(value: object) -> str:
    return parse_state(text(value)) if value else ""


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _MOST:
        raise Unreadable(say("Write a whole number from 1 to {most}.", most=_MOST))
    return value


_KEYS: Keys = {
    "state": ("state", _state),
    "years": ("years", _count),
    "until_age": ("until_age", _count),
    "source": ("source", text),
    "checked_on": ("checked_on", day),
    "recheck": ("is_to_check", yes_no),
}
_NEEDED = ("state", "years", "until_age", "source", "checked_on")
