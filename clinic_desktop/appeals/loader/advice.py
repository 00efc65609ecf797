"""Reads what answers denials from a file of data that a clinic may edit or take away."""

from functools import cache
from pathlib import Path
from types import MappingProxyType

from clinic_desktop.appeals.rules.advice import (
    ACTIONS,
    GATHERED,
    LETTERS,
    PARTS,
    AdviceBook,
    DenialAction,
    DeniedCode,
    PlainReason,
)
from clinic_desktop.paths import REFERENCE
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from clinic_desktop.written.file import BadFile, content, refuse
from clinic_desktop.written.kinds import Kind, day, one_of, text, yes_no
from clinic_desktop.written.kinds import lines as sentences
from clinic_desktop.written.sheet import FileTable, Keys

FILE = REFERENCE / "appeal_actions.toml"


def advice() -> AdviceBook:
    """What answers a denial; nothing where the file was taken away or, as `advice_trouble` tells, has a mistake."""
    return _kept(FILE)[0]


def advice_trouble() -> str:
    """Why there is no advice about denials, "" where all is well."""
    return _kept(FILE)[1]


def read_advice(path: Path) -> AdviceBook:
    """The actions, codes and reasons in a file; raises BadFile with all that is wrong, each with its line."""
    found, sheet = content(path)
    top = FileTable(sheet, found)
    actions: dict[str, DenialAction] = {}
    codes: dict[str, DeniedCode] = {}
    reasons: dict[str, PlainReason] = {}
    for table in top.tables("action"):
        facts = table.values(_ACTION, *_ACTION)
        table.close()
        if _is_new(table, "key", facts.get("key"), actions) and len(facts) == len(_ACTION):
            actions[facts["key"]] = DenialAction(**facts)
    for table in top.tables("code"):
        facts = table.values(_CODE, *_CODE_NEEDED)
        table.close()
        if _is_new(table, "code", facts.get("code"), codes) and set(_CODE_NEEDED) <= set(facts):
            codes[facts["code"]] = DeniedCode(**facts)
    for table in top.tables("reason"):
        facts = table.values(_REASON, *_REASON)
        table.close()
        if facts.get("as_code", "") not in codes:
            table.add("as_code", say("There is no such code above."))
        elif _is_new(table, "key", facts.get("key"), reasons) and len(facts) == len(_REASON):
            reasons[facts["key"]] = PlainReason(**facts)
    for missing in sorted(set(ACTIONS) - set(actions)) if not sheet.wrong else ():
        top.add("action", say("The action “{key}” is missing.", key=missing))
    top.close()
    refuse(path, sheet)
    return AdviceBook(MappingProxyType(actions), MappingProxyType(codes), MappingProxyType(reasons))


@cache
def _kept(path: Path) -> tuple[AdviceBook, str]:
    again = say("Put the file right, or install the program again, and start it anew.")
    if not path.exists():
        return AdviceBook(), say(
            "The file of advice about denials ({name}) is gone: denials and their dates are kept, and what to do about"
            " them is not proposed.",
            name=path.name,
        )
    try:
        return read_advice(path), ""
    except BadFile as bad:
        words = say(
            "The advice about denials cannot be read: denials and their dates are kept, and what to do about them is"
            " not proposed. {again} {problem}",
            again=again,
            problem=bad.first(path),
        )
        return AdviceBook(), words


def _is_new(table: FileTable, key: str, value: object, known: object) -> bool:
    if isinstance(known, dict) and value in known:
        table.add(key, say("This one stands above already."))
        return False
    return True


def _several(*known: str) -> Kind:
    one, many = one_of(*known), sentences

    def read(value: object) -> tuple[str, ...]:
        return tuple(str(one(each)) for each in many(value))

    return read


def _code_alone(value: object) -> str:
    typed = text(value)
    if not typed.isascii() or not typed.isalnum() or typed != typed.upper():
        raise Unreadable(say("Write the code alone, like “50” or “N130”."))
    return typed


_ACTION: Keys = {
    "key": ("key", one_of(*ACTIONS)),
    "title": ("title", text),
    "about": ("about", text),
    "letter": ("letter", one_of(*LETTERS, "")),
    "gather": ("gather", _several(*GATHERED)),
    "parts": ("parts", _several(*PARTS)),
    "avoid": ("avoid", sentences),
    "source": ("source", text),
    "checked_on": ("checked_on", day),
}
_CODE: Keys = {
    "code": ("code", _code_alone),
    "action": ("action", one_of(*ACTIONS, "")),
    "advice": ("advice", text),
    "source": ("source", text),
    "checked_on": ("checked_on", day),
    "letter": ("letter", one_of(*LETTERS)),
    "parts": ("parts", _several(*PARTS)),
    "gather": ("gather", _several(*GATHERED)),
    "final": ("final", yes_no),
    "recheck": ("recheck", yes_no),
}
_CODE_NEEDED = ("code", "action", "advice", "source", "checked_on")
_REASON: Keys = {
    "key": ("key", text),
    "words": ("words", text),
    "as_code": ("as_code", _code_alone),
    "source": ("source", text),
    "checked_on": ("checked_on", day),
}
