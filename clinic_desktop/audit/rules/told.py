"""An entry of the trail as a sentence: who did what."""

from clinic_desktop.audit.model import SALVAGED, FieldChange, TrailEntry
from clinic_desktop.audit.rules.fields import Called, changes, nothing
from clinic_desktop.audit.rules.happened import happened
from clinic_desktop.audit.rules.noted import noted_words
from clinic_desktop.audit.rules.words import table_words
from clinic_desktop.staff.commands.keys import NoteKeys, NoteTries
from clinic_desktop.wording import mark, say, say_many

# More than so many fields are counted in a list, and named where the entry is open.
_MOST_NAMED = 3
# What has the name of a person is called by it as it is.
_PEOPLE = ("clients", "staff", "therapists", "prescribers", "supervisors")
# What is called by its day.
_DATED = ("visits", "imported_visits")
# Where only what the program keeps for itself was changed: by the label of the command.
_UNSEEN = {
    NoteKeys.label: mark("Noted which key {what} has."),
    NoteTries.label: mark("Noted where the count of failed sign-ins stands."),
}
# What is taken back, or done again, and what came of that.
_TURNS = {"undo": mark("Undid “{label}”. {what}"), "redo": mark("Redid “{label}”. {what}")}
_DONE_WITH = {"undo": mark("Undo of “{label}”"), "redo": mark("Redo of “{label}”")}


def told(entry: TrailEntry, name: str, client: str, called: Called) -> str:
    """What was done, without who did it. `name` is what the row is called, as "Massage", "" where it has no name;
    `client` the client it is about, "" for none."""
    if entry.verb == "note" and entry.before is None:
        return _noted(entry, name, client)
    words = happened(entry, called) or _row_told(entry, _row_words(entry, name, client), called)
    if not entry.turn:
        return words
    return say(_TURNS[entry.turn], label=say(entry.label), what=words)


def done_with(entry: TrailEntry) -> str:
    """What somebody did, as the button or the page for it says; and whether it was to take that back, or do it
    again."""
    return say(_DONE_WITH[entry.turn], label=say(entry.label)) if entry.turn else say(entry.label)


def _noted(entry: TrailEntry, name: str, client: str) -> str:
    if entry.label == SALVAGED and entry.table != "practice":
        what = _row_words(entry, name, client)
        return say("Kept {what} in the trail alone: something that it belongs to is lost.", what=what)
    return noted_words(entry.label, entry.after, client, name)


def _row_told(entry: TrailEntry, what: str, called: Called) -> str:
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
    if name and entry.table in _DATED:
        named = say("{words} of {name}", words=words, name=name)
    if not client or entry.table == "clients":
        return named
    return say("{what} of client {client}", what=named, client=client)


def _changed(entry: TrailEntry, what: str, called: Called) -> str:
    found = changes(entry, called)
    if len(found) == 1:
        return say("Changed {what}: {change}.", what=what, change=_change(found[0]))
    if not found:
        if entry.before and entry.before.get("retired_at") and not entry.after.get("retired_at"):
            return say("Brought {what} back.", what=what)
        return say(_UNSEEN.get(entry.label, "{label}: {what}."), label=say(entry.label), what=what)
    if len(found) > _MOST_NAMED:
        return say_many("Changed {count} field of {what}.", "Changed {count} fields of {what}.", len(found), what=what)
    return say("Changed {what}: {fields}.", what=what, fields=", ".join(one.name for one in found))


def _change(one: FieldChange) -> str:
    if one.before == nothing():
        return say("{field} is now “{after}”", field=one.name, after=one.after)
    if one.after == nothing():
        return say("{field} is empty now, and was “{before}”", field=one.name, before=one.before)
    return say("{field} from “{before}” to “{after}”", field=one.name, before=one.before, after=one.after)
