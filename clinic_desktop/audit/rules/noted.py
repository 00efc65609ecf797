"""What was noted though no row changed, as a sentence: who came and looked, what left, what was found of the record."""

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
    MENDED,
    MOVED,
    PROVED,
    REBUILT,
    RECORD_MADE,
    RESTORED,
    SALVAGED,
    SECOND_PLACE,
    SETTLED,
    SIGNED_IN,
    UPDATED,
    WENT_ON,
)
from clinic_desktop.audit.rules.facts import count_in
from clinic_desktop.staff.commands.emergencies import NoteFailedTries
from clinic_desktop.values.moments import shown_moment
from clinic_desktop.wording import mark, say, say_many

Facts = Mapping[str, Any]

PARTS = {
    "chart": mark("the chart"),
    "health": mark("the health page"),
    "notes": mark("the visit notes"),
    "assessment": mark("the assessments"),
    "plan": mark("the treatment plan"),
    "coverage": mark("the coverage page"),
    "documents": mark("the documents"),
    "file": mark("a file"),
    "bill": mark("a superbill or receipt"),
    "money": mark("the money page"),
    "trail": mark("entries of the audit trail"),
}
_NAMED_PARTS = {"file": mark("the file “{name}”"), "bill": mark("the superbill or receipt “{name}”")}
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

_DETAILS = {
    "file": mark("File name"),
    "rows": mark("Rows"),
    "clients": mark("Clients"),
    "papers": mark("Papers and files"),
    "bytes": mark("Bytes"),
    "since": mark("From"),
    "until": mark("To"),
    "aside": mark("Rows kept in the trail alone"),
    "older": mark("Rows that may have changed once more"),
}


def noted_words(label: str, facts: Facts, client: str, name: str) -> str:
    """A note as a sentence. `client` is whom it is about, `name` what the row is called that it is of; "" for none."""
    if label == LOOKED:
        return _looked(facts, client, name)
    if label == HANDED_OUT:
        return _handed_out(facts, client)
    if label == RECORD_MADE:
        return say("Made the record of client {client} for paper.", client=client or _nobody())
    tell = _TOLD.get(label)
    return tell(facts) if tell else say("{label}.", label=say(label))


def details(facts: Facts) -> tuple[tuple[str, str], ...]:
    """What a note says beyond its sentence: names and values, as the name a file was given."""
    told = ((say(words), facts.get(key)) for key, words in _DETAILS.items())
    return tuple((name, f"{value:,}" if isinstance(value, int) else str(value)) for name, value in told if value)


def moment_words(moment: object) -> str:
    """A moment as the trail keeps it (UTC, ISO 8601), as a person reads it."""
    try:
        return shown_moment(datetime.fromisoformat(str(moment)))
    except (ValueError, OverflowError):
        return say("an unknown moment")


def _looked(facts: Facts, client: str, name: str) -> str:
    key = str(facts.get("part"))
    part = say(PARTS.get(key, PARTS["chart"]))
    if name and key in _NAMED_PARTS:
        part = say(_NAMED_PARTS[key], name=name)
    return say("Looked at {part} of client {client}.", part=part, client=client or _nobody())


def _tries(facts: Facts) -> str:
    return say_many(
        "Found {count} failed sign-in with a key of nobody on the staff. It was on {when}.",
        "Found {count} failed sign-ins with a key of nobody on the staff. The last was on {when}.",
        count_in(facts, "many"),
        when=moment_words(facts.get("last_at")),
    )


def _nobody() -> str:
    return say("nobody any more")


def _handed_out(facts: Facts, client: str) -> str:
    whose = say(" of client {client}", client=client) if client else ""
    words = _WAYS.get(str(facts.get("way")), _WAYS["file"])
    return say(words, what=str(facts.get("what", "")), whose=whose)


def _proved(facts: Facts) -> str:
    entries, flaws = count_in(facts, "entries"), count_in(facts, "flaws")
    if flaws:
        return say(
            "Read the audit trail: {entries} entries, {flaws} wrong.", entries=f"{entries:,}", flaws=f"{flaws:,}"
        )
    return say("Read the audit trail: {entries} entries, none changed.", entries=f"{entries:,}")


def _lost(facts: Facts) -> str:
    entries, when = count_in(facts, "entries"), moment_words(facts.get("at"))
    if not entries:
        return say("Found other entries where those of {when} had been.", when=when)
    return say_many(
        "Found that {count} entry is missing that was there on {when}.",
        "Found that {count} entries are missing that were there on {when}.",
        entries,
        when=when,
    )


def _checked(facts: Facts) -> str:
    wrong = count_in(facts, "wrong")
    if not wrong:
        return say("Checked the record: nothing is wrong.")
    return say_many(
        "Checked the record: {count} thing is wrong.", "Checked the record: {count} things are wrong.", wrong
    )


def _mended(facts: Facts) -> str:
    count = count_in(facts, "count")
    if facts.get("put_right") == "vault":
        return say("Wrote both copies of the key file anew.")
    if facts.get("put_right") == "orphans":
        return say_many("Removed {count} file that nothing names.", "Removed {count} files that nothing names.", count)
    return say_many(
        "Put {count} damaged or missing file back from a backup.",
        "Put {count} damaged or missing files back from a backup.",
        count,
    )


def _salvaged(facts: Facts) -> str:
    return say(
        "Saved what could be read of a damaged file: {read} rows read, {trail} put back from the trail, {backup} from "
        "a backup, {lost} lost.",
        read=f"{count_in(facts, 'read'):,}",
        trail=f"{count_in(facts, 'replayed'):,}",
        backup=f"{count_in(facts, 'from_backup'):,}",
        lost=f"{count_in(facts, 'lost'):,}",
    )


def _restored(facts: Facts) -> str:
    when, agreed = moment_words(facts.get("made_at")), facts.get("agreed")
    if agreed is None:
        return say("Restored the backup of {when}.", when=when)
    if agreed:
        return say(
            "Restored the backup of {when} in the place of another clinic. {name} agreed to that for the other one.",
            when=when,
            name=agreed,
        )
    return say(
        "Restored the backup of {when} in the place of another clinic. Whoever had the recovery key of the other one "
        "agreed to that.",
        when=when,
    )


def _second_place(facts: Facts) -> str:
    if facts.get("place"):
        return say("Chose a second place for backups.")
    return say("Gave up the second place for backups.")


def _exported(facts: Facts) -> str:
    lost = count_in(facts, "lost")
    if not lost:
        return say("Exported everything.")
    return say_many(
        "Exported everything but {count} thing that could not be read.",
        "Exported everything but {count} things that could not be read.",
        lost,
    )


def _clock(facts: Facts) -> str:
    when = moment_words(facts.get("was"))
    if facts.get("jump") == "ahead":
        return say("The computer’s clock went ahead by more than a day. It had been {when}.", when=when)
    return say("The computer’s clock was set back. It had been {when} already.", when=when)


_TOLD: dict[str, Callable[[Facts], str]] = {
    SIGNED_IN: lambda _: say("Signed in."),
    LOCKED: lambda _: say("Locked the program."),
    CLOSED: lambda _: say("Closed the program."),
    BACKED_UP: lambda _: say("Made a backup in another place."),
    RESTORED: _restored,
    EXPORT_BEGUN: lambda _: say("Began an export of everything."),
    EXPORTED: _exported,
    CHECKED: _checked,
    MENDED: _mended,
    REBUILT: lambda _: say("Built the search anew."),
    SALVAGED: _salvaged,
    PROVED: _proved,
    LOST: _lost,
    SETTLED: lambda facts: say("Settled what is wrong with the trail: {why}", why=str(facts.get("why", ""))),
    ANCHORS: lambda _: say("Made a note of where the trail ends anew: it was missing or damaged."),
    CLOCK: _clock,
    UPDATED: lambda facts: say("Brought the record up to date, version {number}.", number=count_in(facts, "schema")),
    SECOND_PLACE: _second_place,
    MOVED: lambda _: say("Moved the clinic to another computer."),
    NoteFailedTries.label: _tries,
    WENT_ON: lambda _: say("Went on here, though the clinic had been moved to another computer."),
}
