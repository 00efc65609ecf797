"""Rows that tell what happened around the record, as a sentence: an emergency, failed sign-ins, a restore that was
tried."""

from collections.abc import Callable

from clinic_desktop.audit.model import TrailEntry
from clinic_desktop.audit.rules.facts import count_in
from clinic_desktop.audit.rules.fields import Called
from clinic_desktop.audit.rules.noted import moment_words
from clinic_desktop.staff.model import NoticeKind
from clinic_desktop.wording import mark, say, say_many


def happened(entry: TrailEntry, called: Called) -> str:
    """What an entry tells, "" where it is of the record itself. `called` names a person by "staff_id"."""
    tell = _TOLD.get((entry.table, entry.verb))
    return tell(entry, called) if tell else ""


def _failed(entry: TrailEntry, called: Called) -> str:
    person, count = count_in(entry.after, "staff_id"), count_in(entry.after, "many")
    name, when = called("staff_id", person) if person else "", moment_words(entry.after.get("last_at"))
    if not name:
        return say_many(
            "Found {count} failed sign-in with the recovery key, or by nobody on the staff. It was on {when}.",
            "Found {count} failed sign-ins with the recovery key, or by nobody on the staff. The last was on {when}.",
            count,
            when=when,
        )
    return say_many(
        "Found {count} failed sign-in as {name}. It was on {when}.",
        "Found {count} failed sign-ins as {name}. The last was on {when}.",
        count,
        name=name,
        when=when,
    )


def _emergency(entry: TrailEntry, _: Called) -> str:
    return say("Began emergency access: {reason}", reason=str(entry.after.get("reason", "")))


def _seen(entry: TrailEntry, _: Called) -> str:
    if entry.after.get("emergency_id"):
        return say("Acknowledged an emergency access.")
    return say("Acknowledged failed sign-ins.")


def _drill(entry: TrailEntry, _: Called) -> str:
    when, trouble = moment_words(entry.after.get("made_at")), str(entry.after.get("trouble") or "")
    if trouble:
        return say("Tried to restore the backup of {when}: {trouble}", when=when, trouble=trouble)
    return say("Tried to restore the backup of {when}: all of it came out as it was.", when=when)


def _recovery(_: TrailEntry, __: Called) -> str:
    return say("Tried the recovery key from its paper: it opens the clinic.")


def _ended(_: TrailEntry, __: Called) -> str:
    return say("Ended emergency access.")


def _notice(entry: TrailEntry, called: Called) -> str:
    kind, person = entry.after.get("kind"), count_in(entry.after, "staff_id")
    if not person and kind != "tries":
        return say("Found another recovery key in the key file than the last one that was made.")
    words = next((words for one, words in _NOTICES.items() if one == kind), _NOTICES["other key"])
    name = called("staff_id", person) if person else ""
    return say(words, name=name, when=moment_words(entry.after.get("about")))


def _notice_seen(_: TrailEntry, __: Called) -> str:
    return say("Acknowledged a notice of keys or of a restore.")


_NOTICES: dict[NoticeKind, str] = {
    "recovery": mark("The recovery key gave {name} a new password."),
    "other key": mark("Found a key of {name} in the key file that is not the one that was given last."),
    "key of gone": mark("Found a key of {name} in the key file, who is disabled."),
    "restore": mark("Told the owners that {name} restored the backup of {when}."),
    "old owner": mark("Told the owners that {name}, an owner on that day, restored the backup of {when}."),
    "tries": mark("Found that the count of failed sign-ins had been taken away."),
}
_TOLD: dict[tuple[str, str], Callable[[TrailEntry, Called], str]] = {
    ("failed_tries", "insert"): _failed,
    ("emergencies", "insert"): _emergency,
    ("emergencies", "update"): _ended,
    ("alarms_seen", "insert"): _seen,
    ("notices", "insert"): _notice,
    ("notices_seen", "insert"): _notice_seen,
    ("drills", "insert"): _drill,
    ("recovery_drills", "insert"): _recovery,
}
