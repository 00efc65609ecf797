"""One salvage: copies of the damaged file and its log are read, never the file itself, and a new one is built aside."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from clinic_desktop.errors import Damaged, StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.store import page_seals, schema
from clinic_desktop.store.backups import second_place
from clinic_desktop.store.backups.copies import opened, verify
from clinic_desktop.store.backups.manifest import Backup, backups_in
from clinic_desktop.store.backups.restore import forget_part
from clinic_desktop.store.connection import driver, fold_in
from clinic_desktop.store.files import need_room
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.salvage.building import Building, Row
from clinic_desktop.store.salvage.model import Salvaged
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from sqlite_utils import Database


class Salvage(NamedTuple):
    """A new file that is whole, on its way; what came of it; and the rows that only the trail can keep."""

    folder: ClinicFolder
    saved: Salvaged
    aside: tuple[tuple[str, Row], ...]


def salvage(folder: ClinicFolder, key: bytes, reckoned: frozenset[str], progress: Progress) -> Salvage:
    """Build a new file beside the damaged one, out of what can be read of it, its trail, and the newest backup that
    goes before it; `store.backups.restore.put_in_place` takes it. The `reckoned` tables follow from the others: whoever
    takes it adds them up anew, and builds the search.

    Raises Damaged where nothing at all can be read, StoreTrouble and Cancelled: then nothing was changed.
    """
    part = ClinicFolder(folder.restored_in_part)
    try:
        forget_part(folder)
        need_room(folder.path, 2 * _size(folder))
        part.path.mkdir(mode=0o700, parents=True)
        made = _built(folder, part, key, reckoned, progress)
        progress.report(2, 3, say("Checking the new file"))
        verify(part.database, key, progress)
        return made
    except BaseException as trouble:
        forget_part(folder)
        if isinstance(trouble, OSError):
            why = trouble.strerror or str(trouble)
            words = say("The record was not saved anew: {why}. What is there was left as it is.", why=why)
            raise StoreTrouble(words) from trouble
        raise


def _built(
    folder: ClinicFolder, part: ClinicFolder, key: bytes, reckoned: frozenset[str], progress: Progress
) -> Salvage:
    with _copy(folder, part) as copy, contextlib.ExitStack() as stack:
        try:
            _empty_what_is_damaged(copy, key)
            damaged = stack.enter_context(opened(copy, key, "salvage"))
            version = schema.check(damaged)
        except Damaged as trouble:
            raise Damaged(
                say(
                    "Nothing of the clinic’s file can be read: its beginning is damaged. It was left as it is. Restore "
                    "the newest backup."
                )
            ) from trouble
        found = _spare(folder, key, damaged)
        backup = stack.enter_context(opened(found.folder.database, key, "read")) if found else None
        new = stack.enter_context(opened(part.database, key, "create"))
        schema.create(new, until=version)
        building = Building(new, damaged, backup, reckoned, progress)
        tables = building.fill()
    part.database.chmod(0o600)
    return Salvage(part, Salvaged(tables, found.manifest.made_at if found else ""), tuple(building.aside))


@contextlib.contextmanager
def _copy(folder: ClinicFolder, part: ClinicFolder) -> Iterator[Path]:
    """A copy of the file and its log: a database writes to both. Nobody has the file open meanwhile."""
    aside = part.path / "source"
    aside.mkdir(mode=0o700)
    copy = aside / folder.database.name
    for path in (folder.database, folder.log):
        if path.exists():
            _copied(path, aside / path.name)
    yield copy
    shutil.rmtree(aside)


def _copied(source: Path, target: Path) -> None:
    """Copy a file that a failing disk may not give in full: what it does not give is left empty."""
    block = 1 << 16
    with source.open("rb", buffering=0) as read, target.open("wb") as write:
        size = source.stat().st_size
        for at in range(0, size, block):
            read.seek(at)
            try:
                write.write(read.read(block))
            except OSError:
                write.write(bytes(min(block, size - at)))


def _empty_what_is_damaged(copy: Path, key: bytes) -> None:
    """Empty each page of the copy whose seal does not fit; the log may have some of them whole, and is folded in then.
    Not asked of the cipher, which may not get so far as to say it."""
    page_seals.make_up(copy, key)
    page_seals.empty(copy, key, page_seals.broken(copy, key))
    with opened(copy, key, "salvage") as database:
        fold_in(database)
    page_seals.empty(copy, key, page_seals.broken(copy, key))


def _spare(folder: ClinicFolder, key: bytes, damaged: "Database") -> Backup | None:
    """The newest backup whose history is a beginning of this one, here or in the second place where that is there."""
    found = [one for place in _places(folder) for one in backups_in(place)]
    for one in sorted(found, key=lambda one: (one.manifest.made_at, one.folder.path.name), reverse=True):
        if one.manifest.kind == "replaced":
            # What came before a restore is another history.
            return None
        with contextlib.suppress(StoreTrouble), opened(one.folder.database, key, "read") as database:
            if schema.check(database) and _goes_before(database, damaged):
                return one
    return None


def _places(folder: ClinicFolder) -> list[Path]:
    """Where backups of it lie. A disk that dies takes those beside the clinic along: then the second place has one."""
    chosen, places = second_place.read(folder), [folder.backups]
    with contextlib.suppress(StoreTrouble):
        clinic = vault.read(folder.vault).clinic
        at = second_place.find(chosen, clinic, second_place.mount_roots()) if chosen else None
        places += [at] if at else []
    return places


def _goes_before(backup: "Database", damaged: "Database") -> bool:
    """Whether both trails say the same where both can be read."""
    for number, command in backup.execute("SELECT id, command FROM audit ORDER BY id DESC LIMIT 50").fetchall():
        with contextlib.suppress(driver().Error):
            found = damaged.execute("SELECT command FROM audit WHERE id = ?", (number,)).fetchone()
            return bool(found) and found[0] == command
    return True


def _size(folder: ClinicFolder) -> int:
    return folder.database.stat().st_size if folder.database.exists() else 0
