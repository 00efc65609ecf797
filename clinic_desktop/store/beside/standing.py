"""How a clinic's folder stands, kept beside the folder and not in it: whether it was closed in order, which life of the
clinic it holds, and whether that went on on another computer.

A folder that was copied half, put back from an old copy, or mixed from two is whole in itself and says nothing of that;
what stands beside it does.
"""

import contextlib
import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.beside import whereabouts
from clinic_desktop.store.files import is_file, read_file, write_beside
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder

# On the way in and on the way out both a log and none are in order; once it is open, its log lies beside the file.
Phase = Literal["", "opening", "open", "closing"]
_PHASES = ("", "opening", "open", "closing")
_MOST_BYTES = 1 << 16
_RANDOM_BYTES = 3

# What is wrong with a folder, in the order in which it is looked for.
Finding = Literal["no keys of it", "no file", "no log", "other log", "copied open", "moved"]


class FolderStanding(NamedTuple):
    """What is known of a clinic's folder. `generation` counts its lives: a restore begins another one, and so does who
    goes on with it after it was moved. `file` and `log` are the numbers that the disk knows both by, 0 for none.
    `moved_at` is UTC (ISO 8601)."""

    clinic: str = ""
    generation: str = ""
    phase: Phase = ""
    file: int = 0
    log: int = 0
    moved_at: str = ""


def path_of(folder: ClinicFolder) -> Path:
    """Where it is kept."""
    return folder.path.with_name(f"{folder.path.name}.standing.json")


def read(folder: ClinicFolder) -> FolderStanding:
    """What is known; nothing where nothing can be read: it never keeps anybody from a clinic."""
    try:
        body = json.loads(read_file(path_of(folder), _MOST_BYTES))
        return _parsed(body)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return FolderStanding()


def note_opening(folder: ClinicFolder) -> None:
    """Somebody signed in, and the file is about to be opened."""
    _learn(folder, read(folder)._replace(phase="opening"))


def note_open(folder: ClinicFolder) -> None:
    """It is open: from now on its log lies beside it, whatever happens."""
    known = read(folder)
    with contextlib.suppress(StoreTrouble):
        known = known._replace(clinic=vault.read(folder.vault).clinic)
    generation, file, log = known.generation or _named(1), _number_of(folder.database), _number_of(folder.log)
    _learn(folder, known._replace(generation=generation, phase="open", file=file, log=log))


def note_closing(folder: ClinicFolder) -> None:
    """It is about to be closed in order: its log is folded in and goes."""
    _learn(folder, read(folder)._replace(phase="closing"))


def begin_anew(folder: ClinicFolder) -> None:
    """Another life of the clinic begins, as after a restore: what was moved, or not closed in order, is no matter any
    more."""
    _learn(folder, _next_life(folder))


def note_moved(folder: ClinicFolder, at: datetime) -> None:
    """It goes on on another computer. Raises StoreTrouble where that cannot be written: then it goes on here."""
    _write(folder, read(folder)._replace(moved_at=at.isoformat(timespec="seconds")))


def note_here(folder: ClinicFolder) -> None:
    """It goes on here after all, and another life of it begins. Raises StoreTrouble where that cannot be written: the
    next start would say again that it goes on elsewhere."""
    _write(folder, _next_life(folder))


def forget(folder: ClinicFolder) -> None:
    """Nothing is known of it any more, as when a demo clinic is made anew."""
    with contextlib.suppress(OSError):
        path_of(folder).unlink(missing_ok=True)


def look(folder: ClinicFolder) -> Finding | None:
    """What is wrong with the folder of a clinic that nobody has open; None when nothing is.

    Only names and lengths are looked at. Raises nothing: who may not look finds nothing.
    """
    known = read(folder)
    with contextlib.suppress(StoreTrouble):
        if known.clinic and folder.exists() and vault.read(folder.vault).clinic != known.clinic:
            return "no keys of it"
    file, log = _number_of(folder.database), _number_of(folder.log)
    has_log = log != 0 and _length(folder.log) > 0
    if not file:
        # Keys without a file are asked for the password first: it is told then.
        return "no file" if has_log else None
    if known.phase == "open" and not log and known.log:
        return "no log"
    if known.phase != "opening" and has_log and log != known.log and whereabouts.keeps_numbers(folder.path):
        return "other log" if file == known.file else "copied open"
    return "moved" if known.moved_at else None


def put_log_aside(folder: ClinicFolder, at: datetime) -> Path:
    """Move a log that does not belong to the file out of its way; it is kept. Returns where; raises StoreTrouble."""
    aside = folder.path / f"set-aside-{at:%Y%m%dT%H%M%SZ}"
    try:
        aside.mkdir(mode=0o700)
        for name in (f"{folder.database.name}-shm", folder.log.name):
            with contextlib.suppress(FileNotFoundError):
                (folder.path / name).rename(aside / name)
    except OSError as trouble:
        raise StoreTrouble(str(trouble.strerror or trouble)) from trouble
    _learn(folder, read(folder)._replace(phase="closing", file=_number_of(folder.database), log=0))
    return aside


def _learn(folder: ClinicFolder, standing: FolderStanding) -> None:
    """Write it down. A full disk keeps nobody from a clinic; but what was known before is not left there for true: by
    that the log of a day's work would be taken for that of another file."""
    try:
        _write(folder, standing)
    except StoreTrouble:
        if not standing.moved_at:
            forget(folder)


def _next_life(folder: ClinicFolder) -> FolderStanding:
    return FolderStanding(generation=_named(_life(read(folder).generation) + 1))


def _write(folder: ClinicFolder, standing: FolderStanding) -> None:
    write_beside(path_of(folder), json.dumps(standing._asdict()).encode("ascii"))


def _parsed(body: dict[str, Any]) -> FolderStanding:
    file, log = (one["number"] if isinstance(one, dict) else one for one in (body["file"], body["log"]))
    known = FolderStanding(body["clinic"], body["generation"], body["phase"], file, log, body["moved_at"])
    texts = (known.clinic, known.generation, known.moved_at)
    if known.phase not in _PHASES or not all(isinstance(one, str) for one in texts):
        raise ValueError("no standing")
    if not all(isinstance(one, int) for one in (file, log)):
        raise ValueError("no standing")
    if known.moved_at:
        datetime.fromisoformat(known.moved_at)
    return known


def _number_of(path: Path) -> int:
    """By what number its disk knows a file, wherever its name is moved to; 0 for none. Not by which number the system
    knows the disk: that is another one each time a stick or a network is there again."""
    try:
        return os.lstat(path).st_ino if is_file(path) else 0
    except OSError:
        return 0


def _length(path: Path) -> int:
    try:
        return os.lstat(path).st_size
    except OSError:
        return 0


def _named(number: int) -> str:
    import secrets

    # Two computers may go on from the same life of a clinic.
    return f"{number}-{secrets.token_hex(_RANDOM_BYTES)}"


def _life(generation: str) -> int:
    digits = generation.partition("-")[0]
    return int(digits) if digits.isdecimal() and len(digits) < len("1000000") else 0
