"""What is said of backups: when one was made and why, what is in it, what is missing."""

from datetime import date

from clinic_desktop.store.backups.manifest import Backup
from clinic_desktop.store.backups.mending import Mended
from clinic_desktop.values.moments import told_moment
from clinic_desktop.wording import mark, say, say_many

_RISKS = {
    "import": mark("Before an import"),
    "undo import": mark("Before an import was undone"),
    "move": mark("For the move to another computer"),
}


def last_words(newest: Backup | None, today: date) -> str:
    """When the last backup was made, in a line: "Last verified backup: today 2:05 PM"."""
    if newest is None:
        return say("No backup yet")
    return say("Last verified backup: {when}", when=told_moment(newest.manifest.made(), today))


def why_words(backup: Backup) -> str:
    """Why a backup was made."""
    words = {
        "work": _RISKS.get(backup.manifest.risk, mark("While working")),
        "before": _RISKS.get(backup.manifest.risk, mark("Before something risky")),
        "migration": say("Before an update of the program"),
        "replaced": say("What a restore replaced"),
    }
    return say(words[backup.manifest.kind])


def content_words(backup: Backup) -> str:
    """What is in a backup, counted: "44 clients · 612 visits"; "" where it was not counted."""
    rows = backup.manifest.rows
    parts = [
        say_many("{count} client", "{count} clients", rows.get("clients", 0)),
        say_many("{count} visit", "{count} visits", rows.get("visits", 0)),
        say_many("{count} superbill or receipt", "{count} superbills and receipts", rows.get("bills", 0)),
    ]
    files = backup.manifest.beside.files
    if files:
        parts.append(say_many("{count} file", "{count} files", files))
    return " · ".join(parts) if rows else ""


def lost_words(newest: Backup | None) -> str:
    """What the newest backup could not take along, "" where it has everything."""
    lost = newest.manifest.beside.lost if newest else 0
    if not lost:
        return ""
    return say_many(
        "{count} file of a client is damaged or missing on this computer, and no backup here has it whole. Everything "
        "else is in the backups. If you have it still, put it into the client’s chart again.",
        "{count} files of clients are damaged or missing on this computer, and no backup here has them whole. "
        "Everything else is in the backups. If you have them still, put them into the clients’ charts again.",
        lost,
    )


def missing_words(found: Mended) -> str:
    """What is said of files that were missing in the clinic's folder, "" where none was."""
    gone = found.missing - found.mended
    if gone:
        return say_many(
            "{count} file of a client is missing in the clinic’s folder, and no backup that is here has it. If only a "
            "part of the folder was copied, copy the folder “blobs” too.",
            "{count} files of clients are missing in the clinic’s folder, and no backup that is here has them. If only "
            "a part of the folder was copied, copy the folder “blobs” too.",
            gone,
        )
    if found.mended:
        return say_many(
            "{count} file of a client was missing in the clinic’s folder. It was put back from a backup.",
            "{count} files of clients were missing in the clinic’s folder. They were put back from the backups.",
            found.mended,
        )
    return ""
