"""What was found, and what changed, as a person reads it."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from clinic_desktop.assessments.model import (
    COURSES,
    MOST_GRADE,
    MOST_PAIN,
    PAINS,
    RESULTS,
    SIDES,
    Assessment,
    AssessmentChange,
    ChangeKind,
    FunctionalLimit,
    MeasuredMotion,
    MeasuredStrength,
    Palpation,
    SpecialTest,
)
from clinic_desktop.assessments.rules.anatomy import motion_words, part_words
from clinic_desktop.wording import mark, say, say_many

# One of each unit of LIMIT_UNITS, and several.
_COUNTED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "minutes": (mark("{shown} minute"), mark("{shown} minutes")),
        "hours": (mark("{shown} hour"), mark("{shown} hours")),
        "pounds": (mark("{shown} pound"), mark("{shown} pounds")),
        "times": (mark("{shown} time a day"), mark("{shown} times a day")),
        "nights": (mark("{shown} night a week"), mark("{shown} nights a week")),
        "steps": (mark("{shown} step"), mark("{shown} steps")),
        "miles": (mark("{shown} mile"), mark("{shown} miles")),
    }
)


def pain_words(points: int) -> str:
    """Pain: "6/10"."""
    return f"{points}/{MOST_PAIN}"


def pains_words(one: Assessment) -> str:
    """All that was asked about pain: "Pain now 6/10, pain at its best 2/10"; "" where nothing was."""
    asked = [(words, getattr(one, key)) for key, words in PAINS.items()]
    told = (f"{say(words)} {pain_words(points)}" for words, points in asked if points is not None)
    return ", ".join(words if not at else words[:1].lower() + words[1:] for at, words in enumerate(told))


def told_words(one: Assessment, key: str) -> str:
    """What the client told, by a key of STORY or "pain_quality": "Getting better"; "" where nobody asked."""
    found = str(getattr(one, key))
    return say(COURSES[found]) if key == "course" and found else found


def count_words(count: int, unit: str) -> str:
    """How much of an activity: "20 minutes", "1 night a week"."""
    one, many = _COUNTED[unit]
    return say_many(one, many, count, shown=f"{count:,}")


def limit_words(one: FunctionalLimit) -> str:
    """How much the client can, and needs: "20 minutes, needs 60"."""
    return say("{now}, needs {needed}", now=count_words(one.now, one.unit), needed=f"{one.needed:,}")


def sided(name: str, side: str) -> str:
    """A name with its side: "Piriformis, left"."""
    return f"{name}, {say(SIDES[side]).lower()}" if side else name


def motion_name(one: MeasuredMotion) -> str:
    """What was measured: "Neck: rotation, left", "Neck: rotation, left, passive"."""
    name = sided(motion_words(one.motion), one.side)
    return name if one.is_active else say("{name}, passive", name=name)


def palpation_name(one: Palpation) -> str:
    """Where the hands were: "Piriformis, left"."""
    return sided(part_words(one.name), one.side)


def palpation_words(one: Palpation) -> str:
    """What the hands found: "tone 3, tenderness 2, trigger points"."""
    found = (
        "" if one.tone is None else say("tone {points}", points=one.tone),
        "" if one.tenderness is None else say("tenderness {points}", points=one.tenderness),
        say("trigger points") if one.trigger_points else "",
        say("spasm") if one.spasm else "",
    )
    return ", ".join(filter(None, found))


def strength_name(one: MeasuredStrength) -> str:
    """What is so strong: "Deltoid, left"."""
    return sided(part_words(one.name), one.side)


def strength_words(one: MeasuredStrength) -> str:
    """How strong: "4/5"."""
    return f"{one.grade}/{MOST_GRADE}"


def test_words(one: SpecialTest) -> str:
    """How a test came out: "positive"."""
    return say(RESULTS[one.result]).lower()


def moved_words(one: AssessmentChange) -> str:
    """What became of it: "15° better", "2 points worse", "Same", "Not measured again", "Better, need met"."""
    known: Mapping[ChangeKind, str] = {
        "better": say("Better"),
        "worse": say("Worse"),
        "same": say("Same"),
        "other": say("Changed"),
        "new": say("Not measured then"),
        "gone": say("Not measured again"),
    }
    if one.group == "told" and one.kind in ("new", "gone"):
        return say("Not told then") if one.kind == "new" else say("Not told again")
    words = known[one.kind]
    if one.by and one.kind in ("better", "worse"):
        by = _by_words(one.group, one.by, one.unit)
        words = say("{by} better", by=by) if one.kind == "better" else say("{by} worse", by=by)
    return say("{words}, need met", words=words) if one.is_reached else words


def told_changes(changes: Iterable[AssessmentChange]) -> str:
    """How many of what was measured went which way: "7 better, 2 the same, 1 worse, 3 not measured again"."""
    kinds = [one.kind for one in changes if one.group != "told"]
    told = (
        ("better", say("{count} better", count=kinds.count("better"))),
        ("same", say("{count} the same", count=kinds.count("same"))),
        ("worse", say("{count} worse", count=kinds.count("worse"))),
        ("other", say("{count} changed", count=kinds.count("other"))),
        ("gone", say("{count} not measured again", count=kinds.count("gone"))),
    )
    return ", ".join(words for kind, words in told if kind in kinds)


def _by_words(group: str, by: int, unit: str) -> str:
    if unit:
        return count_words(by, unit)
    return f"{by}°" if group == "motions" else say_many("{count} point", "{count} points", by)
