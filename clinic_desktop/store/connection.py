"""The one way to open the clinic's file: encrypted or not at all. One writer, read-only readers."""

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

from clinic_desktop.errors import CannotWrite, Damaged, StoreTrouble
from clinic_desktop.store.page_seals import PAGE_BYTES, any_fits
from clinic_desktop.wording import mark, say

if TYPE_CHECKING:
    from sqlite_utils import Database

# "Clin" as four bytes: tells the clinic's file from any other SQLite file.
APPLICATION_ID = 0x436C696E
BUSY_MILLISECONDS = 5_000
_CACHE_KIB = 64_000
# What a connection has read is kept decrypted for the next query; one that writes reads little else than it writes.
_WRITER_CACHE_KIB = 8_000
# The driver keeps few of its own accord, and of what a bill or a page asks each query would be parsed anew every time:
# several times what it takes to answer it.
_KEPT_STATEMENTS = 256
# So many pages are looked at to see whose a file is.
_PAGES_LOOKED_AT = 50
_PLAIN_HEADER = b"SQLite format 3\x00"

# The disk takes nothing now; what is there can be read on.
_NO_WRITING = ("SQLITE_FULL", "SQLITE_READONLY")
# Somebody else writes, or reads what has to be written to.
HELD = mark("Another program holds the clinic’s file. Nothing was saved. Try again in a moment.")
# What is read is no clinic's file, or not a whole one.
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
# A log of its own needs as much room at least, in bytes.
_LEAST_ROOM = 1 << 16

# "salvage" reads what can be read of a damaged copy, also where the file is shorter than it says; "look" reads a file
# that nobody has open and that was left without a log, and makes none, so a full disk is not in its way.
Mode = Literal["create", "write", "read", "salvage", "look"]
_ASKED = {"create": "mode=rwc", "look": "mode=ro&immutable=1"}

# What every connection gets. FULL: with WAL and NORMAL a power cut loses commits that were acknowledged.
_PRAGMAS = (
    "foreign_keys = ON",
    "synchronous = FULL",
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    "temp_store = MEMORY",
    "recursive_triggers = ON",
    f"busy_timeout = {BUSY_MILLISECONDS}",
    f"cache_size = -{_CACHE_KIB}",
)


def warm_up() -> None:
    """Import what opening needs. Called while the person types the password, off the main thread."""
    driver()


def open_encrypted(path: Path, key: bytes, mode: Mode) -> "Database":
    """Open the file with its raw 256-bit key and return sqlite-utils' Database over it.

    "write" and "read" never create a file; "read" and "look" cannot write. Raises StoreTrouble when the file is
    missing, plain, damaged, locked or not this key's.
    """
    dbapi = driver()
    uri = f"{path.resolve().as_uri()}?{_ASKED.get(mode, 'mode=rw')}"
    if mode != "create":
        _check_length(path)
    with store_trouble():
        connection = dbapi.connect(uri, uri=True, isolation_level=None, cached_statements=_KEPT_STATEMENTS)
    try:
        with _told_of_the_world(path), store_trouble():
            _unlock(connection, key, path, is_damaged=mode == "salvage")
            _prepare(connection, mode)
    except BaseException:
        connection.close()
        raise
    from sqlite_utils import Database

    return Database(connection, execute_plugins=False)


@contextlib.contextmanager
def _told_of_the_world(path: Path) -> Iterator[None]:
    """A database that finds no place for its log says that it cannot be opened, or that the disk has an error."""
    try:
        yield
    except Damaged:
        raise
    except StoreTrouble as trouble:
        if not os.access(path.parent, os.W_OK):
            raise CannotWrite(str(_sentence("SQLITE_READONLY"))) from trouble
        with contextlib.suppress(OSError):
            if shutil.disk_usage(path.parent).free < _LEAST_ROOM:
                raise CannotWrite(str(_sentence("SQLITE_FULL"))) from trouble
        raise


def fold_in(database: "Database") -> bool:
    """Fold the log into the file; False where somebody who reads holds it back. Raises StoreTrouble."""
    with store_trouble():
        row = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not row or row[0] == 0


@contextlib.contextmanager
def store_trouble() -> Iterator[None]:
    """Turn the database's complaints about the world into StoreTrouble, with a sentence that says what is safe."""
    try:
        yield
    except Exception as trouble:
        # The database's own errors carry a name; what is no text where a text stands is the driver's, and has none.
        name = getattr(trouble, "sqlite_errorname", None) or ("SQLITE_CORRUPT" if is_no_text(trouble) else "")
        words = _sentence(name)
        if words is None:
            raise
        raise _kind(name)(words) from trouble


def is_no_text(trouble: Exception) -> bool:
    """Whether a text in the file is none: nobody writes such a one but past the program."""
    return isinstance(trouble, driver().OperationalError) and str(trouble).startswith("Could not decode")


def _kind(name: str) -> type[StoreTrouble]:
    if name.startswith(_DAMAGED):
        return Damaged
    return CannotWrite if name.startswith(_NO_WRITING) else StoreTrouble


def _sentence(name: str) -> str | None:
    """The sentence for an error of the world, None for a bug of ours (a constraint, wrong SQL)."""
    sentences = {
        "SQLITE_FULL": say(
            "The disk is full. Nothing was saved, and nothing that was saved before is lost. Make room, then try again."
        ),
        "SQLITE_BUSY": say(HELD),
        "SQLITE_LOCKED": say(HELD),
        "SQLITE_READONLY": say(
            "The clinic’s file or its folder is read-only, so nothing can be saved. What was saved before is safe."
        ),
        "SQLITE_CANTOPEN": say("The clinic’s file cannot be opened. Check that its folder is there and is yours."),
        "SQLITE_IOERR": say(
            "The disk reports an error. What was saved before is still there as far as the disk "
            "can read it. Do not continue on this disk; make a backup first."
        ),
        "SQLITE_CORRUPT": say("The clinic’s file is damaged. Do not continue; restore the newest backup."),
        "SQLITE_NOTADB": say(
            "The clinic’s file is damaged, or belongs to another clinic. Your password is "
            "right. Restore the newest backup."
        ),
    }
    # Extended names such as SQLITE_IOERR_FSYNC belong to the family they begin with.
    return next((words for start, words in sentences.items() if name.startswith(start)), None)


def driver() -> Any:
    """sqlcipher3, known to sqlite-utils as its own SQLite, so that one error family holds everywhere."""
    import sqlcipher3
    from sqlcipher3 import dbapi2

    sys.modules.setdefault("pysqlite3", sqlcipher3)
    sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)
    if "sqlite_utils" not in sys.modules:
        with _lent("sqlite3", sqlcipher3):
            import sqlite_utils  # noqa: F401
    return dbapi2


@contextlib.contextmanager
def _lent(name: str, module: ModuleType) -> Iterator[None]:
    """While sqlite-utils is imported, which names the standard library's SQLite for an annotation alone: a second
    SQLite would lie in memory, 1 MB, for nothing."""
    is_there = name in sys.modules
    sys.modules.setdefault(name, module)
    try:
        yield
    finally:
        if not is_there:
            del sys.modules[name]


def _unlock(connection: Any, key: bytes, path: Path, *, is_damaged: bool) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    # PRAGMA takes no bound parameters; the key is our own hexadecimal, never typed text.
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    dbapi = driver()
    if is_damaged:
        # SQLite's own switch for it: it then takes the tables that it can read.
        connection.execute("PRAGMA writable_schema = ON")
    try:
        # The first row alone: its page opens with the key, or none does.
        sql = "SELECT rowid FROM sqlite_schema LIMIT 1" if is_damaged else "SELECT count(*) FROM sqlite_schema"
        connection.execute(sql).fetchone()
    except dbapi.DatabaseError as trouble:
        connection.close()
        # Only now: reading a file that this process has open would drop SQLite's locks on it.
        words = _what_it_is(path, key) if getattr(trouble, "sqlite_errorname", "") == "SQLITE_NOTADB" else ""
        if words:
            raise Damaged(words) from trouble
        raise
    status = connection.execute("PRAGMA cipher_status").fetchone()
    if not status or str(status[0]) != "1":
        raise StoreTrouble(say("The clinic’s file would not be encrypted. Nothing was opened."))


def _check_length(path: Path) -> None:
    """Raise Damaged for a file that is not there, or of nothing at all: a database would take that for a new one."""
    try:
        length = path.stat().st_size
    except FileNotFoundError:
        raise Damaged(say("The clinic’s file is missing. Nothing was created in its place.")) from None
    except OSError as trouble:
        words = say("The clinic’s file cannot be opened: {why}.", why=trouble.strerror or str(trouble))
        raise StoreTrouble(words) from trouble
    if not length:
        raise Damaged(
            say(
                "The clinic’s file is empty, as after a copy that was broken off. Your password is right. It was left "
                "as it is: restore the newest backup."
            )
        )


def _what_it_is(path: Path, key: bytes) -> str:
    """What a file is whose first page does not open with the clinic's key, in a sentence; "" where nobody can say."""
    if _is_plain(path):
        return say("The clinic’s file is not encrypted, so it is not one of ours. It was left as it is.")
    try:
        if path.stat().st_size < PAGE_BYTES:
            return say(
                "Only the beginning of the clinic’s file is there, as after a copy that was broken off. Your password "
                "is right. It was left as it is: restore the newest backup."
            )
        if any_fits(path, key, _PAGES_LOOKED_AT):
            return say(
                "The beginning of the clinic’s file is damaged. The rest of it is this clinic’s, and your password is "
                "right. It was left as it is: restore the newest backup."
            )
    except OSError:
        return ""
    return say(
        "The clinic’s file does not open with this clinic’s key: it belongs to another clinic, or is damaged from end "
        "to end. Your password is right. It was left as it is: restore the newest backup."
    )


def _is_plain(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_PLAIN_HEADER)) == _PLAIN_HEADER
    except OSError:
        return False


def _prepare(connection: Any, mode: Mode) -> None:
    connection.enable_load_extension(False)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    if mode not in ("read", "look"):
        connection.execute(f"PRAGMA cache_size = -{_WRITER_CACHE_KIB}")
    if mode == "create":
        connection.execute("PRAGMA journal_mode = WAL")
    if mode in ("read", "look"):
        connection.execute("PRAGMA query_only = ON")
