"""S27: the program that is handed out, built twice: the same files to the last byte."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from bench.safety.score import NotHere, Score

_ROOT = Path(__file__).parents[3]
# What no build reads, and what earlier ones left.
_LEFT = {"tests", "build", "dist"}
# What ./start build takes out of the environment: the copy is to be built, and not this tree.
_UNSET = {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}


class _Way(NamedTuple):
    """What may be another at each build: the folder, the order that Python's sets have by chance, the time zone."""

    folder: str
    order: int
    zone: str


def built(count: int, seed: int) -> Score:
    """One build after the other, so that the clock is another too."""
    del count
    if importlib.util.find_spec("PyInstaller") is None:
        raise NotHere("PyInstaller is not among the packages here")
    if sys.platform.startswith("linux") and not (shutil.which("objdump") and shutil.which("strip")):
        raise NotHere("there are no binutils here, with which a program is taken apart")
    chance = seed % 2**31
    with tempfile.TemporaryDirectory() as place:
        ways = (_Way("one", chance, "UTC"), _Way("another/folder", chance + 1, "Asia/Tokyo"))
        # Both at first: whoever works on the tree meanwhile changes neither.
        for way in ways:
            _copy(Path(place) / way.folder)
        one, other = (_build(Path(place) / way.folder, way) for way in ways)
        size = sum(path.lstat().st_size for path in one.rglob("*") if path.is_file() and not path.is_symlink())
        return compared(_files(one), _files(other), size / 1e6)


def compared(one: dict[str, str], other: dict[str, str], megabytes: float) -> Score:
    """Of all that is in either: what is in both, and the same."""
    every = sorted(one.keys() | other.keys())
    differ = [name for name in every if one.get(name) != other.get(name)]
    words = (
        f"built from copies in two folders, with caches, orders of sets and time zones of their own: "
        f"{len(every) - len(differ):,} of {len(every):,} files the same, {megabytes:.0f} MB"
    )
    first = f"; first that differs: {differ[0]}" if differ else ""
    if differ and not (differ[0] in one and differ[0] in other):
        first += f", only in the {'first' if differ[0] in one else 'second'}"
    return Score(len(every) - len(differ), len(every), words + first)


def _copy(place: Path) -> None:
    place.mkdir(parents=True)
    for part in _ROOT.iterdir():
        if part.is_dir() and part.name not in _LEFT and not part.name.startswith((".", "__")):
            # The times of the files are those of the copy.
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(part, place / part.name, ignore=ignored, copy_function=shutil.copy)
        elif part.is_file():
            shutil.copy(part, place)


def _build(place: Path, way: _Way) -> Path:
    """Where the program lies that is made of a copy, as ./start build makes it."""
    work = place / ".build"
    environment = {name: value for name, value in os.environ.items() if name not in _UNSET}
    environment |= {
        "PYINSTALLER_CONFIG_DIR": str(work / "cache"),
        "PYTHONHASHSEED": str(way.order),
        "TZ": way.zone,
    }
    asked = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    asked += ["--workpath", str(work), "--distpath", str(work / "dist"), str(place / "build.spec")]
    done = subprocess.run(asked, cwd=place, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the program could not be built: {' '.join(done.stderr.splitlines()[-1:])}")
    return work / "dist" / "clinic-desktop"


def _files(built_at: Path) -> dict[str, str]:
    """What each file is: its rights and its bytes, or where it points."""
    found = {}
    for path in built_at.rglob("*"):
        name = path.relative_to(built_at).as_posix()
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        elif path.is_file():
            with path.open("rb") as file:
                found[name] = f"{path.stat().st_mode:o} {hashlib.file_digest(file, 'sha256').hexdigest()}"
    return found
