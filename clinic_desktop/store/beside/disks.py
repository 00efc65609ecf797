"""Which disk something lies on."""

from pathlib import Path


def is_on_same_disk(file: Path, folder: Path) -> bool:
    """Whether a file lies on the disk of a folder: what takes one takes both. A file that cannot be looked at is taken
    to lie elsewhere."""
    try:
        return file.stat().st_dev == folder.stat().st_dev
    except OSError:
        return False
