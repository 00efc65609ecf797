"""How the trail stands, in words: whether it is whole, what is missing, and what to do about it."""

from collections.abc import Sequence
from datetime import date, datetime

from clinic_desktop.audit.model import ClockJump, KnownLoss, TrailCheck
from clinic_desktop.store.beside.anchors import Place
from clinic_desktop.store.chain import Wrong
from clinic_desktop.values.moments import shown_moment, told_moment
from clinic_desktop.wording import mark, say, say_many

_WRONG: dict[Wrong, str] = {
    "changed": mark("Entry {number} of the audit trail is not as it was written."),
    "missing": mark("Entry {number} of the audit trail is missing."),
    "moved": mark("Entry {number} of the audit trail stands in another one’s place."),
    "inserted": mark("Entry {number} of the audit trail was put in and not written by the program."),
    "unchained": mark("Entry {number} of the audit trail has lost its seal."),
    "early": mark("One of the entries before number {number} of the audit trail is not as it was written."),
}


def check_words(check: TrailCheck | None, today: date) -> str:
    """When the trail was read last, and what came of it: "Checked today 2:05 PM: 12,345 entries, none changed." """
    if check is None:
        return say("Not checked yet.")
    when, entries = told_moment(datetime.fromisoformat(check.at), today), f"{check.entries:,}"
    if check.flaws:
        return say("Checked {when}: {entries} entries, {flaws} wrong.", when=when, entries=entries, flaws=check.flaws)
    return say("Checked {when}: {entries} entries, none changed.", when=when, entries=entries)


def flaw_words(check: TrailCheck) -> str:
    """What is wrong with the trail, and what to do."""
    what = say(_WRONG[check.wrong or "changed"], number=f"{check.flaw:,}")
    more = ""
    if check.flaws > 1:
        more = say_many("{count} more is wrong.", "{count} more are wrong.", check.flaws - 1)
    told = say("Somebody changed the clinic’s file past the program. Tell the owner; Settings, Audit trail, says more.")
    return " ".join(part for part in (what, more, told) if part)


def loss_words(lost: KnownLoss, backup_at: str) -> str:
    """What is missing of the record, and what to do; `backup_at` is when the newest backup was made here that has it,
    "" for none."""
    when = shown_moment(datetime.fromisoformat(lost.at))
    what = say(
        "The record is not the one that was here on {when}: an earlier copy was put in its place, and worked on.",
        when=when,
    )
    if lost.entries:
        what = say_many(
            "The record was cut short or put back: {count} entry that was there on {when} is missing.",
            "The record was cut short or put back: {count} entries that were there on {when} are missing.",
            lost.entries,
            when=when,
        )
    if backup_at:
        made = shown_moment(datetime.fromisoformat(backup_at))
        do = say("The backup of {when} has what is missing: Settings, Backups, restores it.", when=made)
    else:
        do = say("No backup on this computer has what is missing. Look for one on your stick or in another place.")
    return f"{what} {do}"


def anchor_words(missing: Sequence[Place], damaged: Sequence[Place]) -> str:
    """That a note of where the trail ends was made anew: a calm sentence, for nothing of the record is harmed."""
    if missing and not damaged:
        return say("A note of where the audit trail ends was missing and was made anew. The record is as it was.")
    return say("A note of where the audit trail ends was damaged and was made anew. The record is as it was.")


def clock_words(jump: ClockJump, was: str) -> str:
    """That the clock of the computer jumped, and what to do."""
    when = shown_moment(datetime.fromisoformat(was))
    if jump == "ahead":
        return say(
            "The computer’s clock went ahead by more than a day: it had been {when}. Check its date and time. What was "
            "written in between has the wrong time.",
            when=when,
        )
    return say(
        "The computer’s clock was set back: the record has entries from {when}. Check its date and time. What is "
        "written until then has the wrong time.",
        when=when,
    )
