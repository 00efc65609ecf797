"""Reads what reason codes mean, in our own words, from a file of data that a clinic may edit or take away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from clinic_desktop.paths import REFERENCE
from clinic_desktop.wording import say
from clinic_desktop.written.file import BadFile, content, refuse
from clinic_desktop.written.kinds import day, text
from clinic_desktop.written.sheet import FileTable, Keys

FILE = REFERENCE / "reason_codes.toml"


@dataclass(frozen=True, slots=True)
class ReasonCode:
    """A code without its group, what it means, where that was read and when it was compared."""

    code: str
    words: str
    source: str
    checked_on: date


def known_reasons() -> Mapping[str, str]:
    """What each known code means; none where the file was taken away or, as `reasons_trouble` tells, has a mistake."""
    return _kept(FILE)[0]


def reasons_trouble() -> str:
    """Why no code has words, "" where all is well or a clinic took the file away."""
    return _kept(FILE)[1]


def read_reasons(path: Path) -> tuple[ReasonCode, ...]:
    """The codes in a file; raises BadFile with all that is wrong, each with its line."""
    found, sheet = content(path)
    top = FileTable(sheet, found)
    made: list[ReasonCode] = []
    for table in top.tables("reason"):
        facts = table.values(_KEYS, *_KEYS)
        table.close()
        if any(facts.get("code") == one.code for one in made):
            table.add("code", say("This code stands above already."))
        elif len(facts) == len(_KEYS):
            made.append(ReasonCode(**facts))
    top.close()
    refuse(path, sheet)
    return tuple(made)


@cache
def _kept(path: Path) -> tuple[Mapping[str, str], str]:
    if not path.exists():
        return MappingProxyType({}), ""
    try:
        return MappingProxyType({one.code: one.words for one in read_reasons(path)}), ""
    except BadFile as bad:
        words = say(
            "The words for reason codes cannot be read: codes are kept as typed, without their meaning. Put the file"
            " right, or install the program again, and start it anew. {problem}",
            problem=bad.first(path),
        )
        return MappingProxyType({}), words


_KEYS: Keys = {
    "code": ("code", text),
    "words": ("words", text),
    "source": ("source", text),
    "checked_on": ("checked_on", day),
}
