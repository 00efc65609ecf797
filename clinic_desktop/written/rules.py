"""Reads a file of rules that are all of one kind: tables of one name, and nothing beside them."""

from collections.abc import Sequence
from pathlib import Path

from clinic_desktop.wording import say
from clinic_desktop.written.file import content, refuse
from clinic_desktop.written.sheet import FileTable, Keys, Values


def read_rules(path: Path, name: str, keys: Keys, needed: Sequence[str]) -> tuple[Values, ...]:
    """What each table of that name says, with all that is `needed`, in the order of the file; raises BadFile with all
    that is wrong, each with its line, also where there is no rule at all."""
    found, sheet = content(path)
    top = FileTable(sheet, found)
    made = []
    for table in top.tables(name):
        facts = table.values(keys, *needed)
        table.close()
        if set(needed) <= set(facts):
            made.append(facts)
    if not made and not sheet.wrong:
        top.add(name, say("There is no rule in this file."))
    top.close()
    refuse(path, sheet)
    return tuple(made)
