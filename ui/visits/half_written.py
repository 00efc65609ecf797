"""What was typed about a visit and not saved, brought to where it can be saved now: the visit may be recorded by then,
and its note signed."""

import json
from contextlib import suppress
from typing import Any

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.visits.model import NOTE_PARTS, Visit, VisitNote
from clinic_desktop.wording import mark, say
from ui.session import Session
from ui.visits.soap import NOTE_FIELDS

Body = dict[str, Any]
_PAINS = {"pain_before": mark("Pain before: {pain}"), "pain_after": mark("Pain after: {pain}")}


def recording_name(visit: int) -> str:
    """The draft of a planned visit that is being recorded with its note: not that of a visit that is only changed,
    whose form has no place for a note."""
    return f"visit:given:{visit}"


def note_name(visit: int) -> str:
    """The draft of the note of a visit."""
    return f"note:{visit}"


def has_half_written(session: Session, visit: int) -> bool:
    """Whether whoever is signed in typed something about a visit that its note on record does not say."""
    drafts = session.clinic.drafts
    return any(_of_note(drafts.kept(name) or {}) for name in (note_name(visit), recording_name(visit)))


def bring_back(session: Session, visit: Visit, note: VisitNote | None) -> None:
    """Move what is half written to the forms that a visit has now: its own and its note's once it is recorded, and the
    addendum's once the note is signed."""
    # On a full disk it stays where it is.
    with suppress(StoreTrouble):
        if visit.status == "given":
            _split(session, visit)
        if note and note.signed_at:
            _into_addendum(session, visit, note)


def _split(session: Session, visit: Visit) -> None:
    drafts, name = session.clinic.drafts, recording_name(visit.id)
    kept = drafts.kept(name)
    if kept is None:
        return
    own = {key: entry for key, entry in kept.items() if key not in NOTE_FIELDS}
    for target, part in ((f"visit:{visit.id}", own), (note_name(visit.id), _of_note(kept))):
        if part:
            drafts.keep(target, _joined(drafts.kept(target) or {}, part))
    drafts.forget(name)


def _into_addendum(session: Session, visit: Visit, note: VisitNote) -> None:
    drafts, name, target = session.clinic.drafts, note_name(visit.id), f"addendum:{note.id}"
    kept = drafts.kept(name)
    if kept is None:
        return
    words = "\n".join(_told(_of_note(kept), note))
    if words:
        drafts.keep(target, _joined(drafts.kept(target) or {}, {"words": [words, ""]}))
    drafts.forget(name)


def _joined(kept: Body, more: Body) -> Body:
    """Two drafts as one; words that stand in both, one below the other."""
    twice = [key for key in more if key in kept and key in (*NOTE_PARTS, "words")]
    told = {key: tuple(dict.fromkeys((_typed(kept[key]), _typed(more[key])))) for key in twice}
    return more | kept | {key: ["\n".join(words), kept[key][1]] for key, words in told.items() if len(words) > 1}


def _of_note(kept: Body) -> Body:
    return {key: entry for key, entry in kept.items() if key in NOTE_FIELDS}


def _told(kept: Body, note: VisitNote) -> list[str]:
    """What was typed that the signed note does not say, as lines of an addendum."""
    typed = {key: _typed(entry).strip() for key, entry in kept.items()}
    parts = [typed[part] for part in NOTE_PARTS if typed.get(part) and typed[part] != getattr(note, part)]
    pains = [say(words, pain=typed[key]) for key, words in _PAINS.items() if typed.get(key)]
    rows = json.loads(typed.get("techniques") or "[]")
    done = [", ".join(filter(None, map(one.get, ("technique", "region", "minutes")))) for one in rows]
    return [*pains, *parts, *filter(None, done)]


def _typed(entry: list[str]) -> str:
    """What a draft keeps of a field begins with what was typed; behind it stands what was there before."""
    return entry[0]
