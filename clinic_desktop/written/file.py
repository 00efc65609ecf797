"""Reads a file in TOML: its content, and a sheet that collects what is wrong with it."""

import re
import tomllib
from functools import partial
from pathlib import Path
from typing import Any

from clinic_desktop.errors import ClinicError
from clinic_desktop.wording import say
from clinic_desktop.written.kinds import Written
from clinic_desktop.written.lines import key_lines
from clinic_desktop.written.sheet import FileSheet

_MOST_BYTES = 1_000_000
# From here on Python reads no number.
_LONG_NUMBER = r"[0-9](?:_?[0-9]){4300}"


class BadFile(ClinicError):
    """A file that cannot be read; `problems` are lines like "case.toml:12: There is no key …"."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        """Keep everything that is wrong, in the order of the file."""
        super().__init__("\n".join(problems))
        self.problems = problems

    def first(self, path: Path) -> str:
        """What is wrong first, with the name of the file alone: "case.toml:12: There is no key …"."""
        return self.problems[0].replace(str(path), path.name)


def content(path: Path) -> tuple[dict[str, Any], FileSheet]:
    """The tables of a file as the library reads them, numbers with a point as text. Raises BadFile."""
    return parsed(path, whole(path))


def whole(path: Path) -> bytes:
    """The bytes of a file. Raises BadFile."""
    try:
        with path.open("rb") as file:
            read = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as trouble:
        why = getattr(trouble, "strerror", "") or str(trouble)
        raise BadFile((say("{path} cannot be read: {why}.", path=path, why=why),)) from trouble
    if len(read) > _MOST_BYTES:
        raise BadFile((say("{path} is too big: files of up to 1 MB are read.", path=path),))
    return read


def parsed(path: Path, read: bytes) -> tuple[dict[str, Any], FileSheet]:
    """The tables in the bytes of a file; `path` is what it is called where something is wrong. Raises BadFile."""
    try:
        typed = read.decode("utf-8-sig")
        return tomllib.loads(typed, parse_float=Written), FileSheet(partial(key_lines, typed))
    except UnicodeDecodeError as wrong:
        line = read.count(b"\n", 0, wrong.start) + 1
        raise BadFile((f"{path}:{line}: {say('This is not text in UTF-8.')}",)) from wrong
    except RecursionError as wrong:
        raise BadFile((_not_toml(path, _deepest(typed), say("too much lies in one another")),)) from wrong
    except ValueError as wrong:
        raise BadFile((_broken(path, str(wrong), typed),)) from wrong


def refuse(path: Path, sheet: FileSheet) -> None:
    """Raise BadFile with everything that is wrong, unless nothing is."""
    if not sheet.wrong:
        return
    found = [f"{path}:{line}: {said}" for line, said in sheet.wrong]
    if sheet.is_full:
        found.append(f"{path}:{sheet.wrong[-1][0]}: {say('There may be more: put these right first.')}")
    raise BadFile(tuple(found))


def _not_toml(path: Path, line: int | str, why: str) -> str:
    return f"{path}:{line}: {say('This is not valid TOML: {why}.', why=why)}"


def _broken(path: Path, why: str, typed: str) -> str:
    """What the library says of broken TOML, its line in front."""
    what, at, where = why.removesuffix(")").partition(" (at ")
    if not at:
        # The one mistake that is not the library's own, and comes without a place.
        found = re.search(_LONG_NUMBER, typed)
        return _not_toml(path, typed.count("\n", 0, found.start() if found else 0) + 1, say("a number is too long"))
    line = where.removeprefix("line ").partition(",")[0]
    return _not_toml(path, line if line.isdigit() else typed.count("\n") + 1, what)


def _deepest(typed: str) -> int:
    """The line at which most brackets are open: where whoever lost count of them looks first."""
    depth = deepest = 0
    found = 1
    for number, line in enumerate(typed.splitlines(), 1):
        reached = depth + line.count("[") + line.count("{")
        if reached > deepest:
            deepest, found = reached, number
        depth = reached - line.count("]") - line.count("}")
    return found
