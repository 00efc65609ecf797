"""The folder in which a clinic is to be made: looked at before any work is done, and taken when the clinic is whole."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store import files
from clinic_desktop.store.backups import restore
from clinic_desktop.store.beside import whereabouts
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.wording import say

# What systems leave in a folder that somebody looked at, and tries to open a backup from here; nobody misses it.
_LITTER = (".DS_Store", "Thumbs.db", "desktop.ini", "attempts.json")


def check(folder: ClinicFolder) -> None:
    """Raise StoreTrouble where a clinic lies, or where anything lies that would be in its way or be its own by mistake:
    the backups of a clinic that is gone are restored, not built over."""
    if folder.exists():
        raise StoreTrouble(say("There is a clinic in this folder already. It was left as it is."))
    if why := whereabouts.refusal(folder.path):
        raise StoreTrouble(why)
    found = _found(folder)
    if folder.backups in found:
        raise StoreTrouble(
            say(
                "Backups of a clinic lie in this folder, and the clinic itself does not. Restore the newest one, or "
                "move the folder “{name}” to another place and begin anew. Nothing was changed.",
                name=folder.backups.name,
            )
        )
    if found:
        raise StoreTrouble(
            say(
                "The clinic could not be made: “{name}” lies in its folder. A clinic is made in an empty folder only. "
                "Nothing was changed.",
                name=found[0].name,
            )
        )


@contextlib.contextmanager
def built_aside(folder: ClinicFolder, ending: str) -> Iterator[ClinicFolder]:
    """A folder beside this one, named like it with an ending, in which a clinic is built; it takes its place once it is
    whole, and nothing of it is left where it is not. Raises StoreTrouble as `check`, and where the disk is in the
    way."""
    aside = ClinicFolder(folder.path.with_name(folder.path.name + ending))
    try:
        check(folder)
        shutil.rmtree(aside.path, ignore_errors=True)
        yield aside
        _take(aside, folder)
    except OSError as trouble:
        raise StoreTrouble(
            say("The clinic’s folder could not be made: {why}. Nothing was kept.", why=trouble.strerror)
        ) from trouble
    finally:
        shutil.rmtree(aside.path, ignore_errors=True)


def _take(aside: ClinicFolder, folder: ClinicFolder) -> None:
    """Give a clinic that is whole its place; raises StoreTrouble as `check`, and OSError."""
    check(folder)
    if folder.path.is_dir():
        restore.forget_part(folder)
        for name in _LITTER:
            (folder.path / name).unlink(missing_ok=True)
        if folder.backups.is_dir():
            folder.backups.rmdir()
        folder.path.rmdir()
    aside.path.rename(folder.path)
    try:
        files.sync_folder(folder.path.parent)
    except OSError:
        try:
            # Whoever is told that nothing was kept never sees its recovery key.
            folder.path.rename(aside.path)
        except OSError:
            # It stands there whole, so it is made.
            return
        raise


def _found(folder: ClinicFolder) -> list[Path]:
    """What lies there and is neither litter nor a restore that never became whole; a folder of backups without any is
    nothing."""
    if not folder.path.is_dir():
        return []
    passed = (*_LITTER, folder.restored_in_part.name)
    found = (path for path in folder.path.iterdir() if path.name not in passed)
    return sorted(path for path in found if path != folder.backups or not path.is_dir() or any(path.iterdir()))
