"""Doors through which a word of a client could leave the program: each is opened in one place."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
# What is named, and the only files that may name it.
DOORS = {
    # A row of a packet in the hand carries its number alone.
    "setMimeData": {"ui/kit/clipboard.py", "ui/packets/part_rows.py"},
    "QFileDialog": {"ui/kit/files.py"},
    # A check that the program does of itself counts what Qt says, and knows no client but invented ones.
    "qInstallMessageHandler": {"ui/outlets.py", "ui/self_check/looks.py"},
}
# Of the modules that reach the net, none is imported at all; what opens a browser is not either.
NET = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "webbrowser", "asyncio", "requests",
       "PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebSockets"}  # fmt: skip
SOURCES = sorted([*(ROOT / "clinic_desktop").rglob("*.py"), *(ROOT / "ui").rglob("*.py")])


_CALLS = re.compile(r"\b(" + "|".join(DOORS) + r")\(")
# The text of the clipboard is set by its door alone.
_CLIPBOARD = re.compile(r"clipboard\(\)\.set\w+\(")
_IMPORTS = re.compile(r"^\s*(?:from|import) +(" + "|".join(map(re.escape, sorted(NET))) + r")\b", re.MULTILINE)
_OUT_OF_QT = re.compile(r"^\s*from PySide6 import .*\b(QtNetwork|QtWebSockets)\b", re.MULTILINE)


def test_what_leaves_goes_through_its_door_and_nothing_to_the_net() -> None:
    wrong, seen = list[str](), set[str]()
    for path in SOURCES:
        # By their text: to read every source as a tree takes seconds.
        text, where = path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()
        called = set(_CALLS.findall(text))
        seen |= called
        wrong += [f"{name} in {where}" for name in called if where not in DOORS[name]]
        if where not in DOORS["setMimeData"]:
            wrong += [f"{found} in {where}" for found in _CLIPBOARD.findall(text)]
        wrong += [f"{found} in {where}" for finds in (_IMPORTS, _OUT_OF_QT) for found in finds.findall(text)]
    assert not wrong
    # A door that nobody goes through any more guards nothing.
    assert seen == set(DOORS)
