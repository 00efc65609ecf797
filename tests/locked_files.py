"""Lock files as programs leave them that are not here."""

from pathlib import Path

from PySide6.QtCore import QLockFile


def held_by(folder: Path, computer: str) -> Path:
    """The lock file of a clinic's folder as a program on another computer leaves it, where both reach it."""
    path = folder.with_name(folder.name + ".lock")
    lock = QLockFile(str(path))
    assert lock.tryLock(0)
    lines = path.read_text(encoding="utf-8").split("\n")
    lock.unlock()
    path.write_text("\n".join([*lines[:2], computer, "f" * 32, "another boot", *lines[5:]]), encoding="utf-8")
    return path
