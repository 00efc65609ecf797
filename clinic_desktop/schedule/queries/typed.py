"""Reads what a typed line means: whose visit it is, in which case, when, and what is given."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from clinic_desktop.clients.model import ClientRow
from clinic_desktop.clients.queries import clients_found
from clinic_desktop.clients.rules import typed_name
from clinic_desktop.schedule.model import Meaning, Pieces, TypedLine, Wish
from clinic_desktop.schedule.queries.drafts import Desk, busy_words, day_words
from clinic_desktop.schedule.queries.people import MOST_CANDIDATES
from clinic_desktop.schedule.rules.naming import meanings, therapist_called
from clinic_desktop.schedule.rules.overlaps import overlapping
from clinic_desktop.schedule.rules.typed import pieces
from clinic_desktop.values.times import shown_time
from clinic_desktop.wording import say


def understood(desk: Desk, text: str, chosen: int = 0) -> TypedLine:
    """What a line means; `chosen` is which of the clients that fit is meant, 0 while nobody chose.

    Some milliseconds, whatever is typed.
    """
    desk.forget()
    parts = _parts(desk, text)
    if parts.problem:
        return TypedLine(text, problem=parts.problem)
    if not parts.words:
        words = say("Whose visit? Type a few letters of the name.") if text.strip() else ""
        return TypedLine(text, _when(desk, parts.day, parts.starts_at, parts.ends_at), problem=words)
    meaning, found = _meant(desk, parts)
    given, family = typed_name(meaning.client)
    name = " ".join(filter(None, (given, family)))
    if not found:
        words = say("Nobody on the list fits “{words}”.", words=" ".join(parts.words))
        return TypedLine(text, name=name, problem=words)
    if parts.initials and meaning.therapist is None:
        return TypedLine(text, problem=say("No therapist here has the initials {words}.", words=parts.initials.upper()))
    sure = next((row for row in found if row.id == chosen), None) or (found[0] if len(found) == 1 else None)
    line = TypedLine(text, candidates=found, client=sure, name=name)
    if sure is None:
        return replace(line, problem=say("Who is meant? Choose with the arrow keys."))
    return _planned(desk, line, sure, _wish(parts, meaning))


def warned(desk: Desk, lines: Sequence[TypedLine]) -> list[TypedLine]:
    """The lines, those with a warning that would be planned at one time."""
    ready = [at for at, line in enumerate(lines) if line.is_ready]
    busy = {ready[place] for place in overlapping([lines[at].draft for at in ready])}
    return [
        replace(line, warning=busy_words(desk, line.draft)) if at in busy else line for at, line in enumerate(lines)
    ]


def _parts(desk: Desk, text: str) -> Pieces:
    """The parts of a line. A word that names a day is a client’s where nothing else is, or where somebody is called
    so: "friday 9", "rose may 9"."""
    parts = pieces(text, desk.today)
    if not parts.is_by_name:
        return parts
    whole = pieces(text, desk.today, by_name=False)
    is_name = len(whole.words) > 1 and bool(clients_found(desk.read, " ".join(whole.words), desk.today).rows)
    return whole if whole.words and not whole.problem and (is_name or not parts.words) else parts


def _meant(desk: Desk, parts: Pieces) -> tuple[Meaning, tuple[ClientRow, ...]]:
    """The likeliest meaning with which somebody fits, and who does; the first one where nobody does."""
    ways = meanings(parts.words, parts.minutes, desk.services, desk.therapists)
    if parts.initials:
        named = therapist_called(parts.initials, desk.therapists)
        ways = [replace(way, therapist=named.id if named else None) for way in ways if way.therapist is None]
    for way in ways:
        found = clients_found(desk.read, way.client, desk.today).rows[:MOST_CANDIDATES]
        if found:
            return way, found
    return ways[0] if ways else Meaning(" ".join(parts.words)), ()


def _wish(parts: Pieces, meaning: Meaning) -> Wish:
    return Wish(parts.day, parts.starts_at, parts.ends_at, parts.minutes, meaning.service, meaning.therapist)


def _planned(desk: Desk, line: TypedLine, client: ClientRow, wish: Wish) -> TypedLine:
    case = desk.open_case(client.id)
    when = _when(desk, wish.day, wish.starts_at, wish.ends_at)
    if case is None:
        return replace(line, parts=when, problem=say("There is no open case. Open one, then plan the visit."))
    draft = desk.planned(case.id, wish)
    said = (
        *_when(desk, wish.day, draft.starts_at, draft.ends_at),
        desk.services_words(draft),
        desk.therapist_name(draft.therapist) if len(desk.therapists) > 1 else "",
        say("{reason}, the case used last", reason=case.reason) if case.of > 1 else case.reason,
    )
    return replace(
        line,
        parts=tuple(filter(None, said)),
        case=case,
        draft=draft,
        problem=desk.why_not(case.id, draft),
        warning=desk.warning(case.id, draft),
    )


def _when(desk: Desk, day: date, starts: str, ends: str) -> tuple[str, ...]:
    """The day and the time: "today, 2:30 PM to 3:30 PM"."""
    told = day_words(day, desk.today)
    if not starts:
        return (say("{day}, no time", day=told),)
    facts = {"day": told, "start": shown_time(starts), "end": shown_time(ends)}
    return (say("{day}, {start} to {end}", **facts) if ends else say("{day}, {start}", **facts),)
