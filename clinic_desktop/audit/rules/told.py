"""An entry of the trail as a sentence: who did what."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from clinic_desktop.audit.model import (
    ANCHORS,
    BACKED_UP,
    CHECKED,
    CLOCK,
    CLOSED,
    EXPORT_BEGUN,
    EXPORTED,
    HANDED_OUT,
    LOCKED,
    LOOKED,
    LOST,
    PROVED,
    RESTORED,
    SETTLED,
    SIGNED_IN,
    UPDATED,
    TrailEntry,
)
from clinic_desktop.audit.rules.fields import Called, changes
from clinic_desktop.audit.rules.words import table_words
from clinic_desktop.values.moments import shown_moment
from clinic_desktop.wording import mark, say, say_many

# More than so many fields are counted in a list, and named where the entry is open.
_MOST_NAMED = 3
# What has the name of a person is called by it as it is.
_PEOPLE = ("clients", "staff", "therapists", "prescribers", "supervisors")
PARTS = {
    "chart": mark("the chart"),
    "health": mark("the health page"),
    "notes": mark("the visit notes"),
    "assessment": mark("the assessments"),
    "plan": mark("the treatment plan"),
    "coverage": mark("the coverage page"),
    "documents": mark("the documents"),
    "file": mark("a file"),
    "money": mark("the money page"),
    "intake": mark("the intake forms"),
    "body map": mark("a body map"),
}
_WAYS = {
    "print": mark("Printed “{what}”{whose}."),
    "pdf": mark("Saved “{what}”{whose} as a PDF."),
    "protected pdf": mark("Saved “{what}”{whose} as a PDF that opens with a password."),
    "csv": mark("Saved the list “{what}”{whose}."),
    "calendar": mark("Saved “{what}”{whose} for a calendar."),
    "clipboard": mark("Copied “{what}”{whose}."),
    "file": mark("Saved “{what}”{whose}."),
    "folder": mark("Saved “{what}”{whose} into a folder."),
    "export": mark("Exported “{what}”{whose}."),
}


def told(entry: TrailEntry, name: str, client: str, called: Called) -> str:
    """What was done, without who did it. `name` is what the row is called, as "Massage", "" where it has no name;
    `client` the client it is about, "" for none."""
    if entry.verb == "note" and entry.before is None:
        return _noted(entry, client)
    what = _row_words(entry, name, client)
    if entry.verb == "insert":
        return say("Added {what}.", what=what)
    if entry.verb == "retire":
        return say("Took {what} out of use.", what=what)
    if entry.verb == "note":
        return say("{label}: {what}.", label=say(entry.label), what=what)
    return _changed(entry, what, called)


def _row_words(entry: TrailEntry, name: str, client: str) -> str:
    words = table_words(entry.table)
    named = say("{words} “{name}”", words=words, name=name) if name else words
    if name and entry.table in _PEOPLE:
        named = say("{words} {name}", words=words, name=name)
    if not client or entry.table == "clients":
        return named
    return say("{what} of client {client}", what=named, client=client)


def _changed(entry: TrailEntry, what: str, called: Called) -> str:
    found = changes(entry, called)
    if len(found) == 1:
        one = found[0]
        return say(
            "Changed {field} of {what} from “{before}” to “{after}”.",
            field=one.name,
            what=what,
            before=one.before,
            after=one.after,
        )
    if not found:
        if entry.before and entry.before.get("retired_at") and not entry.after.get("retired_at"):
            return say("Brought {what} back.", what=what)
        return say("{label}: {what}.", label=say(entry.label), what=what)
    if len(found) > _MOST_NAMED:
        return say_many("Changed {count} field of {what}.", "Changed {count} fields of {what}.", len(found), what=what)
    return say("Changed {fields} of {what}.", fields=", ".join(one.name for one in found), what=what)


def _noted(entry: TrailEntry, client: str) -> str:
    tell = _NOTES.get(entry.label)
    return tell(entry.after, client) if tell else say("{label}.", label=say(entry.label))


def _looked(facts: Mapping[str, Any], client: str) -> str:
    part = say(PARTS.get(str(facts.get("part")), PARTS["chart"]))
    return say("Looked at {part} of client {client}.", part=part, client=client or say("nobody any more"))


def _handed_out(facts: Mapping[str, Any], client: str) -> str:
    whose = say(" of client {client}", client=client) if client else ""
    words = _WAYS.get(str(facts.get("way")), _WAYS["file"])
    return say(words, what=str(facts.get("what", "")), whose=whose)


def _proved(facts: Mapping[str, Any], _: str) -> str:
    entries, flaws = int(facts.get("entries", 0)), int(facts.get("flaws", 0))
    if flaws:
        return say(
            "Read the audit trail: {entries} entries, {flaws} wrong.", entries=f"{entries:,}", flaws=f"{flaws:,}"
        )
    return say("Read the audit trail: {entries} entries, none changed.", entries=f"{entries:,}")


def _lost(facts: Mapping[str, Any], _: str) -> str:
    entries, when = int(facts.get("entries", 0)), _when(facts.get("at"))
    if not entries:
        return say("Found other entries where those of {when} had been.", when=when)
    return say_many(
        "Found that {count} entry is missing that was there on {when}.",
        "Found that {count} entries are missing that were there on {when}.",
        entries,
        when=when,
    )


def _checked(facts: Mapping[str, Any], _: str) -> str:
    wrong = facts.get("wrong")
    if not isinstance(wrong, int) or not wrong:
        return say("Checked the record: nothing is wrong.")
    return say_many(
        "Checked the record: {count} thing is wrong.", "Checked the record: {count} things are wrong.", wrong
    )


def _clock(facts: Mapping[str, Any], _: str) -> str:
    when = _when(facts.get("was"))
    if facts.get("jump") == "ahead":
        return say("The computer’s clock went ahead by more than a day. It had been {when}.", when=when)
    return say("The computer’s clock was set back. It had been {when} already.", when=when)


def _when(moment: object) -> str:
    try:
        return shown_moment(datetime.fromisoformat(str(moment)))
    except (ValueError, OverflowError):
        return say("an unknown moment")


_NOTES: dict[str, Callable[[Mapping[str, Any], str], str]] = {
    SIGNED_IN: lambda _facts, _client: say("Signed in."),
    LOCKED: lambda _facts, _client: say("Locked the program."),
    CLOSED: lambda _facts, _client: say("Closed the program."),
    LOOKED: _looked,
    HANDED_OUT: _handed_out,
    BACKED_UP: lambda _facts, _client: say("Made a backup in another place."),
    RESTORED: lambda facts, _client: say("Restored the backup of {when}.", when=_when(facts.get("made_at"))),
    EXPORT_BEGUN: lambda _facts, _client: say("Began an export of everything."),
    EXPORTED: lambda _facts, _client: say("Exported everything."),
    CHECKED: _checked,
    PROVED: _proved,
    LOST: _lost,
    SETTLED: lambda facts, _client: say("Settled what is wrong with the trail: {why}", why=str(facts.get("why", ""))),
    ANCHORS: lambda _facts, _client: say("Made a note of where the trail ends anew: it was missing or damaged."),
    CLOCK: _clock,
    UPDATED: lambda facts, _client: say("Brought the record up to date, version {number}.", number=facts.get("schema")),
}
