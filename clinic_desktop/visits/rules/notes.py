"""Reads a visit note and an addendum as typed."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from clinic_desktop.errors import FieldProblem, Refused
from clinic_desktop.practice.model import Service
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.values.text import is_blank, plain
from clinic_desktop.visits.model import MOST_PAIN, NOTE_LETTERS, NOTE_PARTS, VisitNoteDraft
from clinic_desktop.visits.rules.techniques import disagreement, technique_values, unplaced, where_words
from clinic_desktop.wording import say


def note_values(draft: VisitNoteDraft, services: Mapping[int, Service]) -> dict[str, Any]:
    """The columns of a note; `services` are those that a technique may be part of. Raises Refused for a part that is
    too long, pain that is not 0 to 10, and a technique that cannot be read."""
    found = Problems()
    values: dict[str, Any] = {part: plain(getattr(draft, part)) for part in NOTE_PARTS}
    _limit(found, values)
    pain = {name: found.read(name, _pain, typed) for name, typed in _pains(draft) if typed.strip()}
    techniques = technique_values(found, draft.techniques, services)
    found.refuse()
    return values | dict.fromkeys(("pain_before", "pain_after")) | pain | {"techniques": _kept(techniques)}


def refused_of(draft: VisitNoteDraft, services: Mapping[int, Service]) -> tuple[FieldProblem, ...]:
    """What `note_values` refuses, none where it refuses nothing."""
    try:
        note_values(draft, services)
    except Refused as refused:
        return tuple(refused.problems)
    return ()


def signed_values(
    draft: VisitNoteDraft, services: Mapping[int, Service], given: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """As `note_values` for a note that is about to be signed: something has to stand in it, and its techniques add up
    to the services that were given (columns of visit_services) and say where each was given."""
    values = note_values(draft, services)
    found = Problems()
    # What nobody can see proves nothing to anybody.
    if all(is_blank(values[part]) for part in NOTE_PARTS):
        found.add(next(iter(NOTE_PARTS)), say("Nothing is written yet. Write the note, then sign it."))
    techniques = json.loads(values["techniques"])
    if words := disagreement(techniques, given):
        found.add("techniques", words)
    else:
        # Not before they add up: rows may come and go until then.
        for at in unplaced(techniques):
            found.add(f"techniques/{at}/region", where_words())
    found.refuse()
    return values


def _pains(draft: VisitNoteDraft) -> tuple[tuple[str, str], ...]:
    return ("pain_before", draft.pain_before), ("pain_after", draft.pain_after)


def _pain(typed: str) -> int:
    """Pain from 0 to 10; raises Unreadable."""
    number = plain(typed)
    if not re.fullmatch(r"[0-9]{1,2}", number) or int(number) > MOST_PAIN:
        raise Unreadable(say("Pain goes from 0, none, to {most}, the worst there is.", most=MOST_PAIN))
    return int(number)


def _kept(techniques: Sequence[Mapping[str, Any]]) -> str:
    return json.dumps(techniques, ensure_ascii=False, separators=(",", ":"))


def addendum_words(typed: str) -> str:
    """The words of an addendum; raises Refused for none and for too many."""
    found = Problems()
    words = found.need("words", typed, say("Type what is to be added."))
    _limit(found, {"words": words})
    found.refuse()
    return words


def reason_words(found: Problems, typed: str) -> str:
    """Why what was signed changes; notes a problem at `reason` where nobody says it."""
    words = found.need(
        "reason",
        typed,
        say("The note is signed. Say why what was done changes: it is kept as an addendum to the note."),
    )
    _limit(found, {"reason": words})
    return words


def not_theirs_to_sign(therapist: str) -> str:
    """The sentence about a note that somebody else signs."""
    return say("Only {who} signs the note of this visit. Nothing was signed.", who=therapist)


def not_theirs_to_change(therapist: str) -> str:
    """The sentence about what was done in a visit whose note somebody else signed."""
    return say(
        "{who} signed the note, so only they change what was done: tell them. Price and discount may change.",
        who=therapist,
    )


def signed_by(therapist: str) -> str:
    """The sentence about another therapist than the one who signed."""
    return say("{who} signed the note as the one who gave this visit.", who=therapist)


def signed_since() -> str:
    """The sentence about a note that is signed already."""
    return say("This note is signed and stays as it is. What is to be added goes into an addendum.")


def visit_changed_since() -> str:
    """The sentence about a visit that changed while its note was open to be signed."""
    return say("The visit was changed after you opened its note, so nothing was signed yet. Look at what was done.")


def note_gone_since() -> str:
    """The sentence about a note that was taken away while it was open."""
    return say("Somebody took this note back after you opened it, so nothing was saved yet.")


def signed_as_given() -> str:
    """The sentence about a visit with a signed note that somebody wants to plan again."""
    return say("The note is signed: the visit was given. Plan the next one as a visit of its own.")


def _limit(found: Problems, values: dict[str, Any]) -> None:
    for field, words in values.items():
        if len(words) > NOTE_LETTERS:
            most = f"{NOTE_LETTERS:,}"
            found.add(field, say("This is {count} letters long: {most} fit here.", count=f"{len(words):,}", most=most))
