"""Reads the rows of an assessment as typed. An empty row is none; problems name the cell, as "palpations/2/tone".

What was found at `others`, assessments of the same case, and is left empty now was not measured again: it is none
either.
"""

import re
from collections.abc import Sequence
from dataclasses import fields
from typing import cast

from clinic_desktop.assessments.model import (
    MOST_COUNT,
    MOST_GRADE,
    MOST_TONE,
    NAME_LETTERS,
    Assessment,
    FunctionalLimit,
    LimitLine,
    MeasuredMotion,
    MeasuredStrength,
    MotionLine,
    Palpation,
    PalpationLine,
    Side,
    SpecialTest,
    SpecialTestLine,
    StrengthLine,
    TestResult,
    UsualMotions,
)
from clinic_desktop.assessments.rules.anatomy import MOVEMENTS, known_part
from clinic_desktop.assessments.rules.motion import parse_degrees
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.values.text import folded, is_blank, plain
from clinic_desktop.wording import say

# The cells of a movement: the key, whether the client does it themselves, and the side where it has sides.
MOTION_CELLS: tuple[tuple[str, bool, Side], ...] = (
    ("left", True, "left"),
    ("right", True, "right"),
    ("passive_left", False, "left"),
    ("passive_right", False, "right"),
)
_HANDS: tuple[Side, ...] = ("left", "right")
_NUMBER = r"[0-9]{1,3}(?:,?[0-9]{3})*"


def parse_points(text: str, most: int) -> int:
    """A whole number from 0 to `most`, as "6" or "6/10". Raises Unreadable."""
    typed = text.strip().removesuffix(f"/{most}").strip()
    if not re.fullmatch(r"[0-9]{1,2}", typed, flags=re.ASCII) or int(typed) > most:
        raise Unreadable(say("Type a whole number from 0 to {most}.", most=most))
    return int(typed)


def parse_count(text: str) -> int:
    """How much of an activity: a whole number, as "20" or "4,000". Raises Unreadable."""
    typed = text.strip()
    if not re.fullmatch(_NUMBER, typed, flags=re.ASCII) or int(typed.replace(",", "")) > MOST_COUNT:
        raise Unreadable(say("Type a whole number, 0 or more."))
    return int(typed.replace(",", ""))


def limits(found: Problems, typed: Sequence[LimitLine], others: Sequence[Assessment]) -> tuple[FunctionalLimit, ...]:
    """What the client cannot do enough of; each in the client's own words, with two numbers."""
    before = {folded(one.activity) for other in others for one in other.limits}
    read: list[FunctionalLimit] = []
    seen = _Seen(found, "limits", "activity")
    for at, line in enumerate(typed):
        activity = plain(line.activity)
        if _is_empty(line, "unit") or (is_blank(line.now) and folded(activity) in before):
            continue
        seen.name(at, activity, say("What is hard for the client? Type it in their words."))
        now = _count(found, f"limits/{at}/now", line.now, say("How much can the client do now? Type a number."))
        needed = _count(found, f"limits/{at}/needed", line.needed, say("How much does the client need? Type a number."))
        if now is not None and needed is not None:
            read.append(FunctionalLimit(activity, line.unit or "minutes", now, needed))
    return tuple(read)


def motions(found: Problems, typed: Sequence[MotionLine], usual: UsualMotions) -> tuple[MeasuredMotion, ...]:
    """The degrees that were measured, in the order of the sheet; problems are at "motions/neck_side/left"."""
    read: list[MeasuredMotion] = []
    for line in typed:
        movement = MOVEMENTS[line.motion]
        for key, is_active, side in MOTION_CELLS:
            text = getattr(line, key)
            # One without sides has only the cells at the left.
            if is_blank(text) or (side == "right" and not movement.is_sided):
                continue
            value = found.read(f"motions/{line.motion}/{key}", parse_degrees, text, usual.get(line.motion))
            if value:
                degrees, hurts = value
                of: Side = side if movement.is_sided else ""
                read.append(MeasuredMotion(line.motion, of, is_active, degrees, hurts))
    return tuple(read)


def palpations(found: Problems, typed: Sequence[PalpationLine], others: Sequence[Assessment]) -> tuple[Palpation, ...]:
    """What the hands found, each at a muscle or region."""
    before = {(folded(one.name), one.side) for other in others for one in other.palpations}
    read: list[Palpation] = []
    seen = _Seen(found, "palpations", "name")
    for at, line in enumerate(typed):
        name, side = known_part(line.name), cast(Side, line.side)
        has_finding = not (is_blank(line.tone) and is_blank(line.tenderness) and not line.felt)
        if _is_empty(line, "side") or (not has_finding and (folded(name), side) in before):
            continue
        seen.name(at, name, say("Which muscle or region? A few letters will do."), side)
        tone, tender = (
            _points(found, f"palpations/{at}/{key}", getattr(line, key), MOST_TONE) for key in ("tone", "tenderness")
        )
        if not has_finding:
            found.add(f"palpations/{at}/tone", say("What did you feel? Type tone or tenderness, or choose below Felt."))
        felt = line.felt
        read.append(Palpation(name, side, tone, tender, felt in ("trigger", "both"), felt in ("spasm", "both")))
    return tuple(read)


def strengths(
    found: Problems, typed: Sequence[StrengthLine], others: Sequence[Assessment]
) -> tuple[MeasuredStrength, ...]:
    """Strength by muscle or movement; left and right stand in one row, and are two."""
    before = {folded(one.name) for other in others for one in other.strengths}
    read: list[MeasuredStrength] = []
    seen = _Seen(found, "strengths", "name")
    for at, line in enumerate(typed):
        name = known_part(line.name)
        has_grade = not (is_blank(line.left) and is_blank(line.right))
        if _is_empty(line) or (not has_grade and folded(name) in before):
            continue
        seen.name(at, name, say("The strength of what? Name the muscle or the movement."))
        if not has_grade:
            found.add(f"strengths/{at}/left", say("How strong is it? Type 0 to 5 at the left, the right, or both."))
        for side in _HANDS:
            grade = _points(found, f"strengths/{at}/{side}", getattr(line, side), MOST_GRADE)
            if grade is not None:
                read.append(MeasuredStrength(name, side, grade))
    return tuple(read)


def tests(found: Problems, typed: Sequence[SpecialTestLine], others: Sequence[Assessment]) -> tuple[SpecialTest, ...]:
    """Tests by the name that the therapist gives them."""
    before = {(folded(one.name), one.side) for other in others for one in other.tests}
    read: list[SpecialTest] = []
    seen = _Seen(found, "tests", "name")
    for at, line in enumerate(typed):
        name, side = plain(line.name), cast(Side, line.side)
        if _is_empty(line, "side") or (not line.result and (folded(name), side) in before):
            continue
        seen.name(at, name, say("Which test? Type its name."), side)
        if not line.result:
            found.add(f"tests/{at}/result", say("How did it come out? Choose a result."))
        read.append(SpecialTest(name, side, cast(TestResult, line.result)))
    return tuple(read)


class _Seen:
    """The names of the rows so far: each is needed, and stands there once."""

    def __init__(self, found: Problems, rows: str, key: str) -> None:
        self._found, self._rows, self._key = found, rows, key
        self._names: set[tuple[str, str]] = set()

    def name(self, at: int, name: str, needed: str, side: str = "") -> None:
        """Note a name that is missing, too long, or there twice."""
        path = f"{self._rows}/{at}/{self._key}"
        if is_blank(name):
            self._found.add(path, needed)
        elif (folded(name), side) in self._names:
            self._found.add(path, say("This stands above already: put both into one row."))
        self._found.limit({path: name}, {}, NAME_LETTERS)
        self._names.add((folded(name), side))


def _is_empty(line: LimitLine | PalpationLine | StrengthLine | SpecialTestLine, *usual: str) -> bool:
    """Whether nothing was typed; `usual` are cells that stand at something by themselves."""
    return all(is_blank(getattr(line, one.name)) for one in fields(line) if one.name not in usual)


def _count(found: Problems, path: str, typed: str, needed: str) -> int | None:
    if is_blank(typed):
        found.add(path, needed)
        return None
    return found.read(path, parse_count, typed)


def _points(found: Problems, path: str, typed: str, most: int) -> int | None:
    return None if is_blank(typed) else found.read(path, parse_points, typed, most)
