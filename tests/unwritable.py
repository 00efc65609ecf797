"""A disk that takes nothing: full for real by SQLite's own limit, or a file system that lets only read."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic_desktop.clinic import Clinic
from clinic_desktop.store.connection import driver

_ROOM = 1 << 30


def fill_up(clinic: Clinic) -> None:
    """From now on the clinic's file may not grow, and what room there is in it is filled."""
    database = clinic._writer._database
    database.execute("PRAGMA max_page_count = 1")
    for size in (3_000, 300, 30, 1):
        with contextlib.suppress(driver().OperationalError):
            for row in range(100_000):
                database.execute("INSERT INTO drafts VALUES (?, 900, ?, '')", (f"fill:{size}:{row}", "x" * size))


def make_room(clinic: Clinic) -> None:
    """The disk has room again."""
    clinic._writer._database.execute(f"PRAGMA max_page_count = {_ROOM}")


@contextlib.contextmanager
def only_readable(path: Path) -> Iterator[None]:
    """The folder lets only read: by its mode, or for root, whom no mode stops, by a file system of its own. Skips the
    test where neither can be done."""
    if os.name != "posix":
        pytest.skip("no such modes here")
    if os.geteuid() != 0:
        for one in (*path.rglob("*"), path):
            one.chmod(0o500 if one.is_dir() else 0o400)
        try:
            yield
        finally:
            for one in (path, *path.rglob("*")):
                one.chmod(0o700 if one.is_dir() else 0o600)
        return
    aside = path.with_name(path.name + ".aside")
    shutil.copytree(path, aside)
    if _mount("-t", "tmpfs", "-o", "size=64m", "tmpfs", str(path)):
        shutil.rmtree(aside)
        pytest.skip("nothing can be mounted here, and no mode stops root")
    try:
        shutil.copytree(aside, path, dirs_exist_ok=True)
        _mount("-o", "remount,ro", str(path))
        yield
    finally:
        shutil.rmtree(aside)
        subprocess.run(["umount", "-l", str(path)], check=False, capture_output=True)


def make_writable(path: Path) -> None:
    """Inside `only_readable`: the folder takes what is written again."""
    if os.geteuid() == 0:
        _mount("-o", "remount,rw", str(path))
        return
    for one in (path, *path.rglob("*")):
        one.chmod(0o700 if one.is_dir() else 0o600)


def _mount(*arguments: str) -> int:
    if not shutil.which("mount"):
        return 1
    return subprocess.run(["mount", *arguments], check=False, capture_output=True).returncode
