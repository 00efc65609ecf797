"""Folders written outside the clinic’s own, as the person says where: whole under their name, or not there at all.

What lies in them is not encrypted, so what a kill leaves half written is remembered, and removed at the next start. The
memory is sealed: a folder may be called as a client is.
"""

import contextlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.files import UNFINISHED, is_folder, sync_folder, write_beside
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.keys.sealed import seal, unsealed
from clinic_desktop.wording import say

# Which are being written; beside the clinic's file, and no part of it.
_MEMORY = "being-written"
_MOST_REMEMBERED = 20
# Lies in a folder until it is whole, and tells that it is ours to remove.
MARKER = "NOT-FINISHED.txt"


@contextlib.contextmanager
def written_outside(clinic: ClinicFolder, key: bytes, target: Path) -> Iterator[Path]:
    """A folder to write into, which has the name of `target` once all inside is done; else nothing is left of it.

    Raises StoreTrouble where `target` is not new and not empty, lies in the clinic's own folder or cannot be made.
    """
    _refuse_what_is_taken(clinic, target)
    part, token = target.with_name(target.name + UNFINISHED), secrets.token_hex(16)
    memory = _Memory(clinic, key)
    memory.add(part, token)
    try:
        with _said(target):
            part.mkdir(mode=0o700)
            (part / MARKER).write_text(_marked(token), encoding="utf-8")
        yield part
        with _said(target):
            (part / MARKER).unlink()
            if target.exists():
                target.rmdir()
            sync_folder(part)
            part.rename(target)
            sync_folder(target.parent)
        memory.forget(token)
    except BaseException:
        # From a stick that was pulled out it is removed another time.
        with contextlib.suppress(OSError):
            _remove(part)
            memory.forget(token)
        raise


def sweep_outside(clinic: ClinicFolder, key: bytes) -> int:
    """Remove what a kill left half written, and say how many folders that were. One on a stick that is not there is
    removed another time."""
    removed, memory = 0, _Memory(clinic, key)
    for one in memory.read():
        part, token = Path(one["path"]), one["token"]
        with contextlib.suppress(OSError):
            if _is_marked(part, token):
                _remove(part)
                removed += 1
            # The disk is there and it is not. In the place of a stick that is not there may be another folder.
            if part.parent.stat().st_dev == one.get("disk"):
                memory.forget(token)
    return removed


def _remove(part: Path) -> None:
    """Raises OSError where the disk is gone."""
    # Whatever happens to what is in it, nobody may take it for whole: so its marker goes last.
    for path in sorted(part.iterdir()):
        if path.name == MARKER:
            continue
        if is_folder(path):
            shutil.rmtree(path)
        else:
            path.unlink()
    shutil.rmtree(part)


def _refuse_what_is_taken(clinic: ClinicFolder, target: Path) -> None:
    try:
        inside = target.resolve().is_relative_to(clinic.path.resolve())
        is_taken = os.path.lexists(target) and not (is_folder(target) and not any(target.iterdir()))
        is_begun = os.path.lexists(target.with_name(target.name + UNFINISHED))
        has_parent = target.parent.is_dir()
    except OSError as trouble:
        raise _trouble(target, trouble.strerror or str(trouble)) from trouble
    if inside:
        raise StoreTrouble(say("This is the clinic’s own folder. Choose another place. Nothing was written."))
    if not has_parent:
        raise StoreTrouble(say("There is no folder {path}. Nothing was written.", path=target.parent))
    if is_taken:
        raise StoreTrouble(
            say(
                "{name} is there already and is not empty. Choose another place. Nothing was written.", name=target.name
            )
        )
    if is_begun:
        raise StoreTrouble(
            say(
                "{name} is there from an export that was not finished. Remove it, or choose another place. Nothing was"
                " written.",
                name=target.name + UNFINISHED,
            )
        )


@contextlib.contextmanager
def _said(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as trouble:
        raise _trouble(target, trouble.strerror or str(trouble)) from trouble


def _trouble(target: Path, why: str) -> StoreTrouble:
    return StoreTrouble(
        say("The folder {name} could not be written: {why}. Nothing was left there.", name=target.name, why=why)
    )


def _marked(token: str) -> str:
    return f"This folder is not finished. If Clinic Desktop is not writing it right now, it can be deleted.\n{token}\n"


def _is_marked(part: Path, token: str) -> bool:
    if part.suffix != UNFINISHED or not is_folder(part):
        return False
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return token in (part / MARKER).read_text(encoding="utf-8").split()
    return False


def _disk(folder: Path) -> int:
    with contextlib.suppress(OSError):
        return folder.stat().st_dev
    return 0


class _Memory:
    """Which are being written, for the next start."""

    def __init__(self, clinic: ClinicFolder, key: bytes) -> None:
        self._file, self._key = clinic.path / _MEMORY, key

    def read(self) -> list[dict[str, Any]]:
        """What is remembered; nothing of what is another clinic's, or was written past the program."""
        with contextlib.suppress(OSError, ValueError):
            opened = unsealed(self._key, _MEMORY, self._file.read_bytes())
            found = json.loads(opened) if opened else []
            return [one for one in found if isinstance(one, dict) and {"path", "token"} <= set(one)]
        return []

    def add(self, part: Path, token: str) -> None:
        # Where the clinic's folder takes nothing any more, getting the record out matters more than the memory of it.
        with contextlib.suppress(StoreTrouble):
            entry = {"path": str(part.absolute()), "token": token, "disk": _disk(part.parent)}
            self._write([*self.read()[-_MOST_REMEMBERED:], entry])

    def forget(self, token: str) -> None:
        with contextlib.suppress(StoreTrouble, OSError):
            left = [one for one in self.read() if one["token"] != token]
            if left:
                self._write(left)
            else:
                self._file.unlink(missing_ok=True)

    def _write(self, entries: list[dict[str, Any]]) -> None:
        write_beside(self._file, seal(self._key, _MEMORY, json.dumps(entries).encode("utf-8")))
