"""The clinic's one writing connection: brought up to date when it is opened, then one transaction a command."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store import schema
from clinic_desktop.store.audit import Origin
from clinic_desktop.store.chain import Chain, Trail
from clinic_desktop.store.changes import Changes
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.command import Command
from clinic_desktop.store.connection import BUSY_MILLISECONDS, HELD, fold_in, open_encrypted, store_trouble
from clinic_desktop.store.drafts import Drafts
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.store.turns import turns_at
from clinic_desktop.wording import say


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did: the id of the row it is about, all rows it wrote, its audit entries."""

    row: int
    changes: Changes
    entries: tuple[int, ...]


class Writer:
    """Performs commands, all or nothing. Belongs to the thread that opened it."""

    def __init__(
        self, folder: ClinicFolder, key: bytes, clock: Clock, *, new: bool = False, is_copy: bool = False
    ) -> None:
        """Open the file, or make a new one; raises StoreTrouble or TooNew.

        A copy, as of a backup that is being restored, is brought up to date without a backup of itself.
        """
        self._clock, self._is_together, self._turns = clock, False, turns_at(folder.database)
        self._chain = Chain(key)
        self._database = open_encrypted(folder.database, key, "create" if new else "write")
        try:
            if new:
                schema.create(self._database)
            else:
                schema.migrate(self._database, key, None if is_copy else folder, clock.now())
                # A copy that somebody put in the file's place has a log of another kind.
                with store_trouble():
                    self._database.execute("PRAGMA journal_mode = WAL")
            self._columns = schema.columns(self._database)
        except BaseException:
            self._database.close()
            raise

    def perform(self, command: Command, origin: Origin) -> Outcome:
        """Perform one command in one transaction; raises what it refuses, and then nothing was written."""
        trail = Trail(self._database, self._chain)
        tx = Transaction(self._database, origin, self._clock, self._columns, trail)
        goes_on = say(command.goes_on) if command.goes_on else ""
        with store_trouble(), self._one_of_many() if self._is_together else self._transaction(goes_on):
            row = command.perform(tx)
        return Outcome(row, tx.changes(), tuple(tx.entries))

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Perform the commands inside in one transaction, each still all or nothing with its own audit entries.

        A commit waits for the disk; a load of thousands of commands would wait thousands of times.
        """
        with store_trouble(), self._transaction():
            self._is_together = True
            try:
                yield
                self._refuse_what_ended()
            finally:
                self._is_together = False

    def take_over(self, drafts: Drafts) -> None:
        """Keep somebody's drafts from now on, who had them elsewhere."""
        drafts.go_on_with(self._database)

    def drafts(self, actor: int) -> Drafts:
        """The drafts of a person."""
        return Drafts(self._database, actor, self._clock, self._turns)

    def fold_in(self) -> None:
        """Fold the log into the file, so that the file alone is the whole record; raises StoreTrouble where the disk
        does not take it. To close would do the same, and say nothing where it fails: the log stays then, and counts."""
        if not fold_in(self._database):
            raise StoreTrouble(say(HELD))

    def close(self) -> None:
        """Close the connection; the log file is folded into the clinic's file."""
        self._database.close()

    @contextlib.contextmanager
    def _transaction(self, goes_on: str = "") -> Iterator[None]:
        # IMMEDIATE: a deferred BEGIN that reads first and writes later is refused at once when another
        # process committed in between, without waiting.
        connection = self._database.conn
        with self._turns.taken(BUSY_MILLISECONDS / 1000, goes_on):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def _one_of_many(self) -> Iterator[None]:
        self._refuse_what_ended()
        self._database.execute("SAVEPOINT one")
        try:
            yield
        except BaseException:
            # A full disk may have ended the whole transaction.
            if self._database.conn.in_transaction:
                self._database.execute("ROLLBACK TO one")
                self._database.execute("RELEASE one")
            raise
        self._database.execute("RELEASE one")

    def _refuse_what_ended(self) -> None:
        """A full disk ends the whole transaction: a savepoint after that would begin one of its own, and commit it."""
        if not self._database.conn.in_transaction:
            raise StoreTrouble(say("The disk did not take all of this, so nothing of it was saved. Try again."))


@contextlib.contextmanager
def writing_aside(folder: ClinicFolder, key: bytes, clock: Clock) -> Iterator[Writer]:
    """Writes to a file that was built aside, to be put in a place without its log: at the end it needs none.

    Raises StoreTrouble, TooNew, and what the commands inside refuse.
    """
    writer = Writer(folder, key, clock, is_copy=True)
    try:
        yield writer
        writer.fold_in()
    finally:
        writer.close()


def open_reader(folder: ClinicFolder, key: bytes) -> Reader:
    """A connection beside it that can only read."""
    return Reader(open_encrypted(folder.database, key, "read"))


def open_onlooker(folder: ClinicFolder, key: bytes) -> Reader:
    """One to a clinic that nobody has open and that was closed: nothing is written for it, not even a log."""
    return Reader(open_encrypted(folder.database, key, "look"))
