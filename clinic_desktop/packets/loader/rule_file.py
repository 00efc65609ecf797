"""Reads what packets hold, how much each way of sending takes and what payers commonly want proved, from a file of data
that a clinic may edit or take away."""

from functools import cache
from pathlib import Path

from clinic_desktop.attachments.model import ATTACHMENT_KINDS
from clinic_desktop.letters.model import LETTER_KINDS
from clinic_desktop.packets.model.criteria import EVIDENCE
from clinic_desktop.packets.model.purposes import (
    DAY_RULES,
    PART_KINDS,
    PURPOSES,
    WAYS,
    AnswerTime,
    AskedCriterion,
    PacketRules,
    UsualPacket,
    UsualPart,
    WantedPart,
    WayLimit,
)
from clinic_desktop.paths import REFERENCE
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from clinic_desktop.written.file import BadFile, content, refuse
from clinic_desktop.written.kinds import day, lines, one_of, text, whole, words
from clinic_desktop.written.sheet import FileTable, Keys, closed

FILE = REFERENCE / "packets.toml"
_MEGABYTE, _MOST_DAYS = 1_000_000, 366
# Of an answer: whether it is for visits that were given, or for some still ahead.
_AHEAD = ("given", "ahead")


def packet_rules() -> PacketRules:
    """What the file says; nothing where it was taken away, and nothing but its trouble where it has a mistake."""
    return _kept(FILE)


def read_packet_rules(path: Path) -> PacketRules:
    """What a file says; raises BadFile with all that is wrong, each with its line."""
    found, sheet = content(path)
    top = FileTable(sheet, found)
    packets = tuple(filter(None, map(_packet, top.tables("packet"))))
    limits = tuple(filter(None, map(_limit, top.tables("way"))))
    criteria = tuple(filter(None, map(_criterion, top.tables("criterion"))))
    wanted = tuple(filter(None, map(_wanted, top.tables("wanted"))))
    answers = tuple(filter(None, map(_answer, top.tables("answer"))))
    for key, names in (
        ("packet", [one.purpose for one in packets]),
        ("way", [one.way for one in limits]),
        ("criterion", [one.key for one in criteria]),
        ("wanted", [one.kind for one in wanted]),
        ("answer", [f"{one.purpose}, {_AHEAD[one.is_ahead]}" if one.is_ahead else one.purpose for one in answers]),
    ):
        twice = next((name for at, name in enumerate(names) if name in names[:at]), "")
        if twice:
            top.add(key, say("“{name}” stands there twice.", name=twice))
    top.close()
    refuse(path, sheet)
    return PacketRules(packets, limits, criteria, wanted, answers)


@cache
def _kept(path: Path) -> PacketRules:
    if not path.exists():
        return PacketRules()
    try:
        return read_packet_rules(path)
    except BadFile as bad:
        trouble = say(
            "The rules about packets cannot be read: no part is proposed, and no criterion is asked. Put the file"
            " right, or install the program again, and start it anew. {problem}",
            problem=bad.first(path),
        )
        return PacketRules(trouble=trouble)


def _packet(table: FileTable) -> UsualPacket | None:
    needed = [key for key in _PACKET if key != "files"]
    facts = table.values(_PACKET, *needed)
    parts = []
    for one in table.tables("parts"):
        found = closed(one, _PART, tuple(_PART))
        if len(found) == len(_PART):
            parts.append(UsualPart(**found))
    kinds = [one.kind for one in parts]
    if len(set(kinds)) < len(kinds):
        table.add("parts", say("A kind of part stands there twice."))
    table.close()
    return UsualPacket(parts=tuple(parts), **facts) if len({"files": (), **facts}) == len(_PACKET) else None


def _limit(table: FileTable) -> WayLimit | None:
    facts = closed(table, _WAY, tuple(_WAY))
    return WayLimit(**facts) if len(facts) == len(_WAY) else None


def _criterion(table: FileTable) -> AskedCriterion | None:
    facts = closed(table, _CRITERION, tuple(_CRITERION))
    return AskedCriterion(**facts) if len(facts) == len(_CRITERION) else None


def _answer(table: FileTable) -> AnswerTime | None:
    facts = closed(table, _ANSWER, tuple(key for key in _ANSWER if key != "visits"))
    needed = len(_ANSWER) - 1 + ("is_ahead" in facts)
    return AnswerTime(**facts) if len(facts) == needed else None


def _wanted(table: FileTable) -> WantedPart | None:
    facts = closed(table, _WANTED, tuple(_WANTED))
    return WantedPart(**facts) if len(facts) == len(_WANTED) else None


def _sentence(value: object) -> str:
    found = text(value).strip()
    if not found:
        raise Unreadable(say("Write a sentence."))
    return found


def _megabytes(value: object) -> int:
    return whole(value) * _MEGABYTE


def _days(value: object) -> int:
    found = whole(value)
    if not 1 <= found <= _MOST_DAYS:
        raise Unreadable(say("Write a whole number from 1 to {most}.", most=_MOST_DAYS))
    return found


def _is_usual(value: object) -> bool:
    found: str = one_of("usual", "offered")(value)
    return found == "usual"


def _is_ahead(value: object) -> bool:
    found: str = one_of(*_AHEAD)(value)
    return found == _AHEAD[True]


def _letters(value: object) -> tuple[str, ...]:
    read = one_of(*LETTER_KINDS)
    return tuple(read(one) for one in lines(value))


def _files(value: object) -> tuple[str, ...]:
    read = one_of(*ATTACHMENT_KINDS)
    return tuple(read(one) for one in lines(value))


def _purposes(value: object) -> frozenset[str]:
    read = one_of(*PURPOSES)
    return frozenset(read(one) for one in words(value))


_PACKET: Keys = {
    "purpose": ("purpose", one_of(*PURPOSES)),
    "letters": ("letters", _letters),
    "files": ("files", _files),
    "source": ("source", _sentence),
    "checked_on": ("checked_on", day),
}
_PART: Keys = {
    "kind": ("kind", one_of(*PART_KINDS)),
    "use": ("is_usual", _is_usual),
    "days": ("days", one_of(*DAY_RULES)),
    "why": ("why", _sentence),
}
_ANSWER: Keys = {
    "purpose": ("purpose", one_of(*PURPOSES)),
    "days": ("days", _days),
    "visits": ("is_ahead", _is_ahead),
    "source": ("source", _sentence),
    "checked_on": ("checked_on", day),
}
_WANTED: Keys = {"kind": ("kind", one_of(*PART_KINDS)), "words": ("words", lines)}
_WAY: Keys = {
    "way": ("way", one_of(*WAYS)),
    "most_pages": ("pages", whole),
    "most_megabytes": ("size", _megabytes),
    "dots_an_inch": ("resolution", whole),
    "source": ("source", _sentence),
    "checked_on": ("checked_on", day),
}
_CRITERION: Keys = {
    "key": ("key", _sentence),
    "words": ("words", _sentence),
    "evidence": ("evidence", one_of(*(one for one in EVIDENCE if one))),
    "answer": ("answer", _sentence),
    "purposes": ("purposes", _purposes),
    "source": ("source", _sentence),
    "checked_on": ("checked_on", day),
}
