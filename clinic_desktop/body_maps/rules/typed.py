"""Reads a map as it was drawn."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from clinic_desktop.body_maps.model.figure import BodyFigure
from clinic_desktop.body_maps.model.kinds import KINDS, MOST_INTENSITY, MUSCLES
from clinic_desktop.body_maps.model.maps import MOST_MARKS, NOTE_LETTERS, BodyMap, BodyMapDraft, BodyMark, MarkDraft
from clinic_desktop.body_maps.rules.regions import FigurePoint, place_at
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.values.text import plain
from clinic_desktop.values.typed_days import past_day, refuse_before_birth
from clinic_desktop.wording import say

Values = dict[str, Any]


class MapFacts(NamedTuple):
    """What a map is read against: the figure, today, the client's day of birth where it is known, and whether the case
    has another map."""

    figure: BodyFigure
    today: date
    born: date | None
    has_other: bool


class MapValues(NamedTuple):
    """The columns of a map, and of each mark with the row it had, 0 for a new one."""

    body_map: Values
    marks: tuple[tuple[int, Values], ...]


def map_values(draft: BodyMapDraft, facts: MapFacts) -> MapValues:
    """What is kept of a map; raises Refused. A problem with the third mark is one of "marks/2/…"."""
    found = Problems()
    if not draft.drawn_on.strip():
        found.add("drawn_on", say("Type the day on which this was found."))
    day = past_day(found, "drawn_on", draft.drawn_on, facts.today)
    refuse_before_birth(found, "drawn_on", day, facts.born)
    if not draft.marks and not facts.has_other:
        found.add("marks", say("Nothing is marked yet. Choose a kind, then the place on the figure."))
    if len(draft.marks) > MOST_MARKS:
        found.add("marks", say("No more than {count} marks fit on a map.", count=MOST_MARKS))
    marks = tuple(
        (_row(one.id), _mark_values(found, place, one, facts.figure)) for place, one in enumerate(draft.marks)
    )
    found.refuse()
    return MapValues({"drawn_on": day.isoformat() if day else ""}, marks)


def parse_intensity(text: str) -> int | None:
    """An intensity as typed, None where none was; raises Unreadable."""
    typed = text.strip()
    if not typed:
        return None
    if not typed.isascii() or not typed.isdigit() or int(typed) > MOST_INTENSITY:
        raise Unreadable(say("Type a number from 0 to 10."))
    return int(typed)


def draft_point(one: MarkDraft, figure: BodyFigure) -> FigurePoint | None:
    """Where a mark was drawn; None where that is beside the figure, or nothing that can be read."""
    if one.view not in figure.views or not (_is_number(one.x) and _is_number(one.y)):
        return None
    point = FigurePoint(one.view, int(one.x), int(one.y))
    return point if place_at(figure, point) else None


def mark_drafts(marks: Iterable[BodyMark], *, as_new: bool) -> tuple[MarkDraft, ...]:
    """Marks as they would be drawn: to be changed, or (`as_new`) to start another map with."""
    return tuple(
        MarkDraft(
            id="" if as_new else str(one.id),
            kind=one.kind,
            view=one.view,
            x=str(one.x),
            y=str(one.y),
            muscle=one.muscle,
            intensity="" if one.intensity is None else str(one.intensity),
            note=one.note,
        )
        for one in marks
    )


def map_draft(found: BodyMap) -> BodyMapDraft:
    """A kept map as it would be drawn."""
    return BodyMapDraft(dates.printed(found.drawn_on), mark_drafts(found.marks, as_new=False))


def _mark_values(found: Problems, place: int, one: MarkDraft, figure: BodyFigure) -> Values:
    at = f"marks/{place}"
    if one.kind not in KINDS:
        found.add(f"{at}/kind", say("Choose what is marked here."))
    point = draft_point(one, figure)
    body = place_at(figure, point) if point else None
    if point is None or body is None:
        found.add(at, say("This mark is not on the figure. Move it, or remove it."))
        return {}
    if one.muscle and one.muscle not in MUSCLES:
        found.add(f"{at}/muscle", say("Choose a muscle from the list, or none."))
    is_graded = one.kind in KINDS and KINDS[one.kind].is_graded
    note = plain(one.note)
    if len(note) > NOTE_LETTERS:
        found.add(f"{at}/note", say("This is too long: {limit} letters fit here.", limit=NOTE_LETTERS))
    return {
        "kind": one.kind,
        "view": point.view,
        "x": point.x,
        "y": point.y,
        "region": body.region,
        "side": body.side,
        "muscle": one.muscle,
        # A scar has none, whatever was typed before it became one.
        "intensity": found.read(f"{at}/intensity", parse_intensity, one.intensity) if is_graded else None,
        "note": note,
    }


def _row(text: str) -> int:
    return int(text) if _is_number(text) else 0


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= len("9" * 15)
