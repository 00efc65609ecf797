"""The steps of the self-check in their order: a line each, the last one "ok" where all of them passed."""

import os
import platform
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from clinic_desktop import VERSION
from clinic_desktop.wording import say

PASSED, FAILED = 0, 1
# Where Qt, the library of fonts and the program keep things; nothing of it may be this user's.
_FOLDERS = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")


def run() -> int:
    """Do all steps; the first that fails ends it. Returns the exit code, and with it the process is to end: its
    environment stays changed."""
    try:
        with TemporaryDirectory(prefix="clinic-desktop-self-check-") as away:
            home = Path(away)
            _move_to(home)
            passed = all(_passes(name, home) for name in _STEPS)
    except OSError as error:
        passed = False
        _tell("failed", "folder", _reason(error))
    if passed:
        _tell("ok")
    return PASSED if passed else FAILED


def _move_to(home: Path) -> None:
    for name in _FOLDERS:
        os.environ[name] = str(home / name.lower())
    has_screen = any(os.environ.get(name) for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"))
    if sys.platform.startswith("linux") and not has_screen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _passes(name: str, home: Path) -> bool:
    try:
        figure = _STEPS[name](home)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what the check looks for
        _tell("failed", name, _reason(error))
        return False
    _tell("ok", name, figure)
    return True


# Each step imports what it needs when its turn comes: what cannot be imported is that step's reason.


def _program(_: Path) -> str:
    # PyInstaller says so of a program that it built.
    built = say("built") if getattr(sys, "frozen", False) else say("from source")
    return f"Clinic Desktop {VERSION}, Python {platform.python_version()}, {sys.platform}, {built}"


def _migrates(home: Path) -> str:
    from clinic_desktop.self_check import Tried, migrate

    return migrate(Tried(home))


def _searches(home: Path) -> str:
    from clinic_desktop.self_check import Tried, search

    return search(Tried(home))


def _lists(home: Path) -> str:
    from clinic_desktop.self_check import Tried, read_lists

    return read_lists(Tried(home))


def _fills(home: Path) -> str:
    from clinic_desktop.self_check import Tried, fill

    return fill(Tried(home))


def _superbill(home: Path) -> str:
    from clinic_desktop.self_check import Tried
    from ui.self_check.papers import check_papers

    return check_papers(Tried(home))


def _restores(home: Path) -> str:
    from clinic_desktop.self_check import Tried, restore

    return restore(Tried(home))


def _reads(home: Path) -> str:
    from clinic_desktop.self_check import Tried, read_files

    return read_files(Tried(home))


def _prints(home: Path) -> str:
    from clinic_desktop.self_check import Tried
    from ui.self_check.papers import check_printing

    return check_printing(Tried(home))


def _looks(_: Path) -> str:
    from ui.self_check.looks import check_looks

    return check_looks()


def _window(home: Path) -> str:
    from clinic_desktop.self_check import Tried
    from ui.self_check.window import check_window

    return check_window(Tried(home))


_STEPS = {
    "program": _program,
    "migrates": _migrates,
    "searches": _searches,
    "lists": _lists,
    "demo": _fills,
    "superbill": _superbill,
    "restores": _restores,
    "reads": _reads,
    "prints": _prints,
    "looks": _looks,
    "window": _window,
}


def _reason(error: Exception) -> str:
    """In one line; it may hold values, for nobody is in it who was not invented."""
    words = " ".join(str(error).split())
    from clinic_desktop.errors import ClinicError

    return words if isinstance(error, ClinicError) else f"{type(error).__name__}: {words}"


def _tell(verdict: str, step: str = "", words: str = "") -> None:
    """A line, at once: a built program would keep it back, and lose it if it broke."""
    line = f"{verdict:<6}  {step:<9}  {words}".rstrip()
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    print(line.encode(encoding, "backslashreplace").decode(encoding), flush=True)
