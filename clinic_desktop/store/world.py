"""Whether the world takes what is written: a full disk or a read-only folder does not, and may do so again later."""

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from clinic_desktop.errors import CannotWrite, StoreTrouble
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.wording import say

_NAME = "clinic-desktop-reading-"
_DAY_SECONDS = 86_400


class World:
    """What stands in the way of writing: "" while nothing does. Whoever listens hears when that changes."""

    __slots__ = ("_heard", "is_shut", "why")

    def __init__(self, why: str = "") -> None:
        """With a reason it is shut from the first: nothing is even tried until `note` says otherwise."""
        self.why, self.is_shut = why, bool(why)
        self._heard: Callable[[str], object] = _nobody

    def hear(self, listener: Callable[[str], object]) -> None:
        """Call the one listener with each change."""
        self._heard = listener

    def note(self, why: str) -> None:
        """Something is in the way, or no more."""
        self.is_shut &= bool(why)
        if why != self.why:
            self.why = why
            self._heard(why)

    @contextlib.contextmanager
    def watched(self) -> Iterator[None]:
        """Notes what comes of something that is written inside."""
        if self.is_shut:
            raise CannotWrite(self.why)
        try:
            yield
        except CannotWrite as trouble:
            self.note(trouble.words)
            raise
        self.note("")


class ReadingCopy:
    """An encrypted copy of a clinic's file and its log in a private folder, where the clinic's own takes no log: a
    database needs one to read what was committed last. Nothing in it is ever written back."""

    __slots__ = ("place",)

    def __init__(self, source: ClinicFolder) -> None:
        """`place` is the folder. Raises StoreTrouble where it cannot be made, as on a disk that is full everywhere."""
        _sweep()
        self.place = place = Path(tempfile.mkdtemp(prefix=_NAME))
        try:
            for path in (source.database, source.log):
                if path.exists():
                    shutil.copyfile(path, place / path.name)
                    (place / path.name).chmod(0o600)
        except OSError as trouble:
            self.close()
            raise StoreTrouble(
                say(
                    "The clinic cannot be opened, not even to be read: {why}. Nothing was changed. Make room on the "
                    "disk, then try again.",
                    why=trouble.strerror or str(trouble),
                )
            ) from trouble

    def close(self) -> None:
        """Throw it away."""
        shutil.rmtree(self.place, ignore_errors=True)


def need_writing(folder: ClinicFolder) -> None:
    """Raise CannotWrite where the clinic's folder or its file lets only read, or a copy of the file is read."""
    if folder.read_at:
        raise CannotWrite(only_reads_words())
    if folder.database.exists() and not (os.access(folder.path, os.W_OK) and os.access(folder.database, os.W_OK)):
        raise CannotWrite(only_reads_words())


def only_reads_words() -> str:
    """What is said of a folder or a file that lets only read."""
    return say("The clinic’s file or its folder is read-only, so nothing can be saved. What was saved before is safe.")


def _sweep() -> None:
    """Copies that a kill left, encrypted as they are."""
    with contextlib.suppress(OSError):
        for left in Path(tempfile.gettempdir()).glob(f"{_NAME}*"):
            if left.stat().st_mtime < time.time() - _DAY_SECONDS:
                shutil.rmtree(left, ignore_errors=True)


def _nobody(_: str) -> None:
    return None
