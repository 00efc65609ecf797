"""A mark in words."""

from collections.abc import Mapping
from datetime import date

from clinic_desktop.body_maps.model.figure import SIDES, VIEWS, BodyPlace
from clinic_desktop.body_maps.model.kinds import KINDS, MUSCLES, MUSCLES_OF, REGIONS
from clinic_desktop.body_maps.model.maps import BodyMapChanges, BodyMark, ChangedMark
from clinic_desktop.values import dates
from clinic_desktop.wording import say, say_many


def place_words(place: BodyPlace) -> str:
    """ "Low back, left", or "Low back" in its middle."""
    region = _known(REGIONS, place.region)
    return say("{region}, {side}", region=region, side=say(SIDES[place.side])) if place.side else region


def kind_words(kind: str, intensity: int | None) -> str:
    """ "Pain 6/10", or "Scar"."""
    words = say(KINDS[kind].words)
    return words if intensity is None else say("{kind} {number}/10", kind=words, number=intensity)


def muscle_words(muscle: str) -> str:
    """ "Quadratus lumborum (QL)"; one that another program knew is called by its key: "Plantaris"."""
    return _known(MUSCLES, muscle)


def where_words(one: BodyMark) -> str:
    """The place with the muscle: "Low back, left · Quadratus lumborum (QL)"."""
    place = place_words(one.place)
    return say("{place} · {muscle}", place=place, muscle=muscle_words(one.muscle)) if one.muscle else place


def mark_words(one: BodyMark) -> str:
    """All but the note: "Pain 6/10: Low back, left · Quadratus lumborum (QL)"."""
    return say("{kind}: {place}", kind=kind_words(one.kind, one.intensity), place=where_words(one))


def marks_words(marks: tuple[BodyMark, ...]) -> str:
    """Every mark, one behind the other; where there is none, that."""
    return "; ".join(mark_words(one) for one in marks) or say("Nothing is marked.")


def change_words(one: ChangedMark) -> str:
    """What is not the same about a mark, one behind the other: "Pain from 7 to 4: Low back, left"."""
    then, now = one.then, one.now
    found = []
    if then.intensity != now.intensity:
        found.append(say("from {then} to {now}", then=_degree(then), now=_degree(now)))
    if then.muscle != now.muscle:
        was = muscle_words(then.muscle) if then.muscle else say("no muscle")
        found.append(say("was {muscle}", muscle=was))
    if then.note != now.note:
        found.append(say("another note"))
    kind = say(KINDS[now.kind].words)
    return say("{kind} {changes}: {place}", kind=kind, changes=", ".join(found), place=where_words(now))


def changes_summary(found: BodyMapChanges) -> str:
    """How many of each: "1 gone, 2 new, 1 changed, 3 the same"."""
    return say(
        "{gone} gone, {new} new, {changed} changed, {same} the same",
        gone=len(found.gone),
        new=len(found.new),
        changed=len(found.changed),
        same=len(found.same),
    )


def view_words(view: str) -> str:
    """ "Front"."""
    return say(VIEWS[view])


def map_title(drawn_on: date, marks: int) -> str:
    """A map by its day: "20 Nov 2026, 3 marks"."""
    count = say_many("{count} mark", "{count} marks", marks)
    return say("{day}, {count}", day=dates.shown(drawn_on), count=count)


def muscles_first(region: str) -> tuple[str, ...]:
    """The keys of all muscles, those of a region first, the rest by name."""
    near = MUSCLES_OF.get(region, ())
    return (*near, *sorted(MUSCLES.keys() - set(near), key=lambda key: say(MUSCLES[key])))


def _degree(one: BodyMark) -> str:
    return say("not told") if one.intensity is None else str(one.intensity)


def _known(names: Mapping[str, str], key: str) -> str:
    return say(names[key]) if key in names else key.replace("_", " ").capitalize()
