"""A finding typed in a few letters, as between two strokes: "r ut 3/2 tp"."""

import re

from clinic_desktop.assessments.model import MOST_TONE, NAME_LETTERS, Palpation, Side
from clinic_desktop.assessments.rules.anatomy import MUSCLES, REGIONS, known_part
from clinic_desktop.assessments.rules.words import palpation_name, palpation_words
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.text import folded, plain
from clinic_desktop.wording import mark, say

_SIDES: dict[str, Side] = {"r": "right", "l": "left", "b": "both", "right": "right", "left": "left", "both": "both"}
_TRIGGER, _SPASM = ("tp", mark("trigger points")), ("sp", mark("spasm"))
_MARKS = r"([0-9])(?:/([0-9]))?"
_MOST_NAMED = 4


def finding(typed: str) -> Palpation:
    """What the hands found, from its parts in any order: a side (r, l, b), a muscle or region by its initials or first
    letters, tone and tenderness ("3/2", "3"), tp for trigger points, sp for spasm. Raises Unreadable."""
    side: Side = ""
    tone = tenderness = None
    felt, name = set[str](), list[str]()
    for word in plain(typed).split():
        key = folded(word)
        marks = re.fullmatch(_MARKS, key)
        if key in _SIDES and not side:
            side = _SIDES[key]
        elif marks:
            tone, tenderness = _grade(marks[1]), _grade(marks[2]) if marks[2] else None
        elif key in (_TRIGGER[0], _SPASM[0]):
            felt.add(key)
        else:
            name.append(word)
    if not name:
        raise Unreadable(say("Name a muscle or a region, like “r ut 3/2 tp”: right upper trapezius."))
    part = _part(" ".join(name))
    return Palpation(part, side, tone, tenderness, _TRIGGER[0] in felt, _SPASM[0] in felt)


def finding_words(one: Palpation) -> str:
    """A finding as a line of a note: "Upper trapezius, right: tone 3, tenderness 2, trigger points."."""
    found = palpation_words(one)
    return f"{palpation_name(one)}: {found}." if found else f"{palpation_name(one)}."


def _part(typed: str) -> str:
    """The muscle or region that is meant; else as typed, for the therapist’s own names count too."""
    wanted = folded(typed)
    by_initials = [one for one in (*MUSCLES, *REGIONS) if _initials(say(one)) == wanted]
    if len(by_initials) > 1:
        names = ", ".join(say(one) for one in by_initials[:_MOST_NAMED])
        raise Unreadable(say("Which one: {names}? Type a few letters more.", names=names))
    if by_initials:
        return by_initials[0]
    part = known_part(typed)
    if len(part) > NAME_LETTERS:
        raise Unreadable(say("This is too long: {limit} letters fit here.", limit=NAME_LETTERS))
    return part


def _initials(name: str) -> str:
    """The first letters of its words, without the short form in brackets: "ut"."""
    words = re.sub(r"\(.*?\)", "", folded(name)).replace(",", " ").split()
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def _grade(digit: str) -> int:
    if int(digit) > MOST_TONE:
        raise Unreadable(say("Tone and tenderness go from 0 to {most}.", most=MOST_TONE))
    return int(digit)
