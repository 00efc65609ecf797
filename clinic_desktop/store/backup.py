"""Copies of the clinic's file, made by the database itself and verified by opening them."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.connection import open_encrypted, store_trouble
from clinic_desktop.store.vault import sync_folder
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from sqlite_utils import Database


def copy_before_migration(database: "Database", key: bytes, folder: Path, version: int, now: datetime) -> Path:
    """Copy the file to `folder` before its schema changes; the copy keeps the same key.

    It gets its name only once it was opened and found whole. Raises StoreTrouble.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / f"before-schema-change-from-{version:04d}-{now:%Y%m%dT%H%M%SZ}.db"
    beside = target.with_name(target.name + ".part")
    beside.unlink(missing_ok=True)
    with store_trouble():
        database.execute("VACUUM INTO ?", (str(beside),))
    verify(beside, key)
    beside.replace(target)
    sync_folder(folder)
    return target


def verify(path: Path, key: bytes) -> None:
    """Open a copy and check every page of it; raises StoreTrouble when it is not whole."""
    copy = open_encrypted(path, key, "read")
    try:
        with store_trouble():
            damaged = copy.execute("PRAGMA cipher_integrity_check").fetchall()
            verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
            foreign = copy.execute("PRAGMA foreign_key_check").fetchall()
    finally:
        copy.close()
    if damaged or verdict != "ok" or foreign:
        raise StoreTrouble(say("The copy of the clinic’s file is not whole, so it was not kept."))
