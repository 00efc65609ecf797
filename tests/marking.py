"""Forty marks, planted in a clinic and looked for in everything that the program wrote: python tests/marking.py.

The program runs in a process of its own, whose home, temporary folder and log are folders of this test: whatever it
writes lies there.
"""

import base64
import os
import re
import signal
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ui.main_window import MainWindow

MARKS = 40
# No word of any language, and of letters that base 64 and every coding of text leave together.
_MARK = "Qzv{number:02}Jxkwrm"
# What is packed with zlib begins so, at any of its levels.
_PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
# As a paper, or a page of a database, may be long.
_UNPACKED = 1 << 20
_PARTS = (
    *("", "plan", "visits", "health", "assessment", "coverage", "money", "contacts"),
    *("documents", "documents/letters", "documents/packets", "documents/denials"),
)


class Looked(NamedTuple):
    """What a search for the marks looked through, and where it found one, and in which coding."""

    files: int
    size: int
    hits: tuple[str, ...]


def marks() -> tuple[str, ...]:
    """All of them."""
    return tuple(_MARK.format(number=number) for number in range(MARKS))


def look_through(*folders: Path) -> Looked:
    """Read every file below these folders, also those whose names begin with a dot; names are looked at too."""
    files = [
        path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()
    ]
    hits = [f"{path}: {coding}" for path in files for coding in _codings(path)]
    return Looked(len(files), sum(path.stat().st_size for path in files), tuple(hits))


def _codings(path: Path) -> Iterator[str]:
    """How a file tells a mark."""
    if any(mark in str(path) for mark in marks()):
        yield "its name"
    content = path.read_bytes()
    wanted = _wanted()
    yield from (coding for coding, pattern in wanted.items() if pattern.search(content))
    for found in _PACKED.finditer(content):
        try:
            unpacked = zlib.decompressobj().decompress(content[found.start() :], _UNPACKED)
        except zlib.error:
            continue
        yield from (f"{coding}, packed" for coding, pattern in wanted.items() if pattern.search(unpacked))


def _wanted() -> dict[str, "re.Pattern[bytes]"]:
    """What to look for: the marks as text of one byte a letter and of two, and in base 64 wherever in it they begin."""
    plain = [mark.encode() for mark in marks()]
    encoded = []
    for mark in plain:
        for before in range(3):
            # Of the letters that hold a neighbor's bits too, none is looked for.
            text = base64.b64encode(b"x" * before + mark)
            encoded.append(text[-(-before * 4 // 3) : len(text) // 4 * 4 - 4])
    ways = {
        "UTF-8": plain,
        "UTF-16 from the low end": [mark.decode().encode("utf-16-le") for mark in plain],
        "UTF-16 from the high end": [mark.decode().encode("utf-16-be") for mark in plain],
        "base 64": encoded,
    }
    return {way: re.compile(b"|".join(map(re.escape, all_))) for way, all_ in ways.items()}


def run(home: Path, act: str) -> subprocess.CompletedProcess[str]:
    """Run the program in its own home: act "works" ends as a person ends it, "dies" in the middle of a word."""
    for name in ("tmp", "config", "data", "cache", "run"):
        (home / name).mkdir(parents=True, exist_ok=True, mode=0o700)
    root = Path(__file__).parents[1]
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TMPDIR": str(home / "tmp"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "QT_QPA_PLATFORM": "offscreen",
        "LANG": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join((str(root), str(root / "tests"))),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    # In a folder of its own: what is written beside the program is found too.
    done = subprocess.run(
        [sys.executable, __file__, act], env=environment, cwd=home / "run", capture_output=True, text=True, check=False
    )
    (home / f"{act}.log").write_text(done.stdout + done.stderr, encoding="utf-8")
    return done


def _work(act: str) -> None:
    """Work with the planted clinic as a person does, and end so."""
    from datetime import timedelta

    from fixed import NOW
    from PySide6.QtWidgets import QApplication
    from windows import main_of

    from clinic_desktop.store.clock import Clock
    from ui.app import App
    from ui.errors import catch_bugs
    from ui.options import Options

    application = QApplication([])
    app = App(application, Options(demo=True, clock=Clock(NOW + timedelta(minutes=5)), inline=True))
    catch_bugs((Path.home() / "bug.txt").write_text)
    app.show()
    main = main_of(app)
    if act == "works":
        _look_around(main)
        _save_beside(main)
        _stumble()
        main.backups.back_up_to(Path.home() / "stick", lambda _: None, lambda _: None)
    _type(main)
    if act == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    main.locked.emit()
    _turn()
    app.close()


def _look_around(main: "MainWindow") -> None:
    """Every place with its searches, and some charts with their parts."""
    from ui.kit.search_box import SearchBox
    from ui.navigation import PLACES

    cases = "SELECT client_id AS client, min(id) AS id FROM cases GROUP BY client_id LIMIT 4"
    for row in main.session.clinic.read.all(cases):
        for part in _PARTS:
            main.go("clients", f"{row['client']}/of/{row['id']}/{part}".rstrip("/"))
            _turn()
    for place in PLACES:
        main.go(place.key)
        _turn()
        for box in main.findChildren(SearchBox):
            box.setText(marks()[0])
        _turn()


def _save_beside(main: "MainWindow") -> None:
    """Go to a folder that is named like a client, to save something there, and think better of it."""
    from ui.kit.files import ask_where

    named = Path.home() / marks()[0]
    named.mkdir()
    dialog = ask_where(main, "Save", "superbill.pdf", lambda _: None)
    dialog.setDirectory(str(named))
    _turn()
    dialog.reject()
    _turn()
    named.rmdir()


def _stumble() -> None:
    """A bug, with a client in its message."""
    from PySide6.QtCore import QTimer

    QTimer.singleShot(0, lambda: dict[str, str]()[marks()[0]])
    _turn()


def _type(main: "MainWindow") -> None:
    """Begin a new client, and take something to the clipboard."""
    from PySide6.QtWidgets import QApplication

    from ui.kit.field import Field

    main.go("clients", "new")
    _turn()
    for typed in main.findChildren(Field):
        if typed.isVisible() and typed.key in ("given_name", "family_name", "note", "street"):
            typed.set_value(marks()[0])
            typed.changed.emit()
    assert main.keep_drafts() and main.session.clinic.drafts.names("")
    QApplication.clipboard().setText(marks()[0])


def _turn() -> None:
    from PySide6.QtWidgets import QApplication

    for _ in range(3):
        QApplication.processEvents()


if __name__ == "__main__":
    _work(sys.argv[1])
