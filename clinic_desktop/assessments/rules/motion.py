"""What a joint can do: the share of the usual range, and what is more than that."""

import re

from clinic_desktop.assessments.model import MOST_DEGREES, UsualMotion
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say

# "40", "40°", "40p", "40 P", "40*": on paper a letter or a star behind the number says that it hurt.
_TYPED = r"([0-9]{1,3})\s*°?\s*(p|\*)?"
_FULL = 100


def parse_degrees(text: str, usual: UsualMotion | None = None) -> tuple[int, bool]:
    """Degrees and whether the movement hurt, from "40" or "40p". Raises Unreadable, also for more than the joint can:
    above five quarters of what is usual, or of MOST_DEGREES where nothing is known."""
    found = re.fullmatch(_TYPED, text.strip().lower(), flags=re.ASCII)
    if found is None:
        raise Unreadable(say("Type whole degrees, like 40, or 40p where it hurts."))
    degrees = int(found[1])
    most = most_degrees(usual)
    if degrees > most:
        raise Unreadable(
            say("{degrees}° is more than this joint can: up to {most}° is taken.", degrees=degrees, most=most)
        )
    return degrees, bool(found[2])


def most_degrees(usual: UsualMotion | None) -> int:
    """The most that is taken: five quarters of the usual, whole degrees."""
    return usual.high * 5 // 4 if usual else MOST_DEGREES


def share_of_usual(degrees: int, usual: UsualMotion | None) -> int | None:
    """The share of the usual range in percent: 100 anywhere inside it, below it of its lower end, above it of its upper
    one. None where nothing is known."""
    if usual is None:
        return None
    if degrees < usual.low:
        # Never up to 100: what is short of it, if by a degree, is short.
        return min(_FULL - 1, round(degrees * _FULL / usual.low))
    return _FULL if degrees <= usual.high else max(_FULL + 1, round(degrees * _FULL / usual.high))


def more_than_usual(degrees: int, usual: UsualMotion | None) -> str:
    """What is said beside a value above the usual range, which is kept all the same; "" for any other."""
    if usual is None or degrees <= usual.high:
        return ""
    return say("More than the usual {range}: look once more.", range=usual_words(usual))


def usual_words(usual: UsualMotion) -> str:
    """The usual range: "60–80°"."""
    return f"{usual.high}°" if usual.low == usual.high else f"{usual.low}–{usual.high}°"


def typed_degrees(degrees: int, *, hurts: bool) -> str:
    """A value as one types it: "40p"."""
    return f"{degrees}p" if hurts else str(degrees)


def degrees_words(degrees: int, *, hurts: bool) -> str:
    """A value as a person reads it: "40°, painful"."""
    return say("{degrees}°, painful", degrees=degrees) if hurts else f"{degrees}°"
