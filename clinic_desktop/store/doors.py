"""The two connections of an open clinic: one that writes, one that reads; to its own file, or to a copy of it where
nothing can be written."""

from collections.abc import Callable

from clinic_desktop.store.clock import Clock
from clinic_desktop.store.connection import open_encrypted
from clinic_desktop.store.drafts import Drafts
from clinic_desktop.store.keys.keyring import KeyRing
from clinic_desktop.store.world import ReadingCopy, World, need_writing
from clinic_desktop.store.writer import Writer, open_reader


class Doors:
    """`world` says whether the disk takes what is written. Belongs to the thread that opened it."""

    def __init__(self, keys: KeyRing, clock: Clock, why_only_read: str = "") -> None:
        """With a reason why nothing can be written, a copy is read. Raises StoreTrouble, CannotWrite where the clinic's
        own file lets only read, and TooNew."""
        self._keys, self._clock = keys, clock
        self.world = World(why_only_read)
        # Takes what has to be had before the clinic's own file is written to; raises StoreTrouble.
        self.before_writing: Callable[[], object] = lambda: None
        self._copy = ReadingCopy(keys.folder) if why_only_read else None
        try:
            if self._copy:
                # For whoever reads beside, too: a backup, an export, a report.
                keys.folder = keys.folder._replace(read_at=self._copy.place)
            else:
                need_writing(keys.folder)
            self.writer = Writer(keys.folder, keys.key, clock, is_copy=self._copy is not None)
        except BaseException:
            self._forget_copy()
            raise
        try:
            self.read = open_reader(keys.folder, keys.key)
        except BaseException:
            self.writer.close()
            self._forget_copy()
            raise

    def try_to_write(self, drafts: Drafts) -> None:
        """Look whether the world takes what is written again; raises StoreTrouble while it does not.

        A copy that was read meanwhile gives way to the clinic's own file, and everybody reads on there.
        """
        if self._copy:
            self.before_writing()
            own = self._keys.folder._replace(read_at=None)
            need_writing(own)
            writer = Writer(own, self._keys.key, self._clock)
            try:
                database = open_encrypted(own.database, self._keys.key, "read")
            except BaseException:
                writer.close()
                raise
            self.read.go_on_with(database)
            before, self.writer = self.writer, writer
            self._keys.folder = own
            self.world.note("")
            writer.take_over(drafts)
            before.close()
            self._forget_copy()
        drafts.try_disk()

    def close(self) -> None:
        """Close both."""
        self.read.close()
        self.writer.close()
        self._forget_copy()

    def _forget_copy(self) -> None:
        if self._copy:
            self._keys.folder = self._keys.folder._replace(read_at=None)
            self._copy.close()
            self._copy = None
