"""Reads by which words the columns of other programs are known, from a file of data that a clinic may edit."""

from functools import cache
from pathlib import Path

from clinic_desktop.imports.model.fields import FIELDS, KINDS, Kind
from clinic_desktop.imports.rules.matching import HeadingWords
from clinic_desktop.paths import REFERENCE
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from clinic_desktop.written.file import BadFile
from clinic_desktop.written.kinds import one_of, text
from clinic_desktop.written.rules import read_rules
from clinic_desktop.written.sheet import Keys

FILE = REFERENCE / "import_columns.toml"


def heading_words() -> HeadingWords:
    """What headings are called, by kind and field; nothing where the file was taken away or has a mistake: columns are
    proposed by their values alone then."""
    return _known(FILE)[0]


def heading_trouble() -> str:
    """Why nothing is known of it, "" where all is well or a clinic took the file away."""
    return _known(FILE)[1]


def read_heading_words(path: Path) -> HeadingWords:
    """The words in a file; raises BadFile with all that is wrong, each with its line."""
    made: dict[Kind, dict[str, tuple[str, ...]]] = {kind: {} for kind in KINDS}
    for facts in read_rules(path, "column", _KEYS, ("kind", "field", "words")):
        if facts["field"] in FIELDS[facts["kind"]]:
            made[facts["kind"]][facts["field"]] = facts["words"]
    return made


@cache
def _known(path: Path) -> tuple[HeadingWords, str]:
    none: HeadingWords = {kind: {} for kind in KINDS}
    if not path.exists():
        return none, ""
    try:
        return read_heading_words(path), ""
    except BadFile as bad:
        words = say(
            "The words for columns cannot be read, so they are proposed by what stands below them. Put the file right, "
            "or install the program again, and start it anew. {problem}",
            problem=bad.first(path),
        )
        return none, words


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Unreadable(say("Write a list like {example}.", example='["first name", "given name"]'))
    return tuple(map(str, value))


_KEYS: Keys = {
    "kind": ("kind", one_of(*KINDS)),
    "field": ("field", text),
    "words": ("words", _words),
}
