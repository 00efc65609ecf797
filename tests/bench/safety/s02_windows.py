"""S2: the real window, in which somebody types and saves on and on, killed at a random moment and opened again."""

import contextlib
import os
import random
import shutil
import signal
import socket
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from bench.safety.desk import OTHER, copied, opened, prepared
from bench.safety.holding import found_in
from bench.safety.score import NotHere, Score, spread
from bench.safety.telling import MESSAGE, Tell, live
from bench.safety.trials import warmed
from fixed import CHEAP, NOW, PASSWORD

from clinic_desktop.clinic import Clinic
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.visits.model import VisitId
from clinic_desktop.visits.queries.notes import note_of

if TYPE_CHECKING:
    from ui.app import App
    from ui.main_window import MainWindow

# Seconds of typing in which it may be killed, and for which a start is waited for at most.
_TYPED, _PATIENCE = 4.0, 60.0
_NO_DRAFT = -1


def killed(count: int, seed: int) -> Score:
    """So many windows."""
    if not hasattr(os, "fork"):
        raise NotHere("no process is born of another here")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    prepared()
    import_windows()
    warmed()
    found = spread(_trial, [f"{seed} {number}" for number in range(count)])
    bad = [words for words, _ in found if words]
    words = (
        f"windows killed while somebody typed, {sum(told for _, told in found)} drafts and notes told by then: opened "
        f"again {count - len(bad)} of {count}, lost {len(bad)}"
    )
    return Score(count - len(bad), count, words + (f"; first: {bad[0]}" if bad else ""))


def import_windows() -> None:
    """Once, before any process is born that needs them."""
    import_module("windows")
    import_module("ui.main_window")


def _trial(seed: str) -> tuple[str, int]:
    """What was lost, "" for nothing; and how many times something was told to be kept or saved."""
    folder, chance = copied("window"), random.Random(seed)
    told, _ = child_of(folder, _type_on, chance.uniform(0, _TYPED))
    if "ready" not in told:
        return f"{seed}: no window: {told}", 0
    saved, kept = (_last(told, word) for word in ("saved", "kept"))
    # A copy: who opens the clinic itself folds its log in, and the window would miss it.
    examined = folder.path.parent / "examined"
    shutil.copytree(folder.path, examined)
    clinic = opened(ClinicFolder(examined), Clock(NOW))
    note = note_of(clinic.read, VisitId(prepared().other_visits[2]))
    is_saved, is_kept = _number(note.subjective if note else ""), _kept(clinic)
    clinic.close()
    wanted = max(is_saved, is_kept)
    if is_saved < saved or wanted < kept:
        return f"{seed}: saved {is_saved} of {saved}, kept {is_kept} of {kept}", len(told) - 1
    shown, status = child_of(folder, _look, None)
    if status or _last(shown, "shows") != wanted:
        return f"{seed}: opened again it shows {shown}, not {wanted}", len(told) - 1
    return "; ".join(found_in(folder).broken), len(told) - 1


def child_of(
    folder: ClinicFolder, work: Callable[[ClinicFolder, Tell], None], after: float | None
) -> tuple[list[str], int]:
    """What it told until it ended, or was killed so many seconds after it was ready; and how it ended."""
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    born = os.fork()
    if born == 0:
        _live(folder, work, there)
    there.close()
    here.settimeout(_PATIENCE)
    told: list[str] = []
    with contextlib.suppress(TimeoutError, ConnectionError):
        while found := here.recv(MESSAGE):
            told.append(found.decode())
            if told[-1] == "ready" and after is not None:
                time.sleep(after)
                os.kill(born, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        os.kill(born, signal.SIGKILL)
    _, status = os.waitpid(born, 0)
    here.close()
    return told, status


def _live(folder: ClinicFolder, work: Callable[[ClinicFolder, Tell], None], there: socket.socket) -> None:
    # What Qt says of a screen that is none.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    live(partial(work, folder), there)


def _type_on(folder: ClinicFolder, tell: Tell) -> None:
    """Type into a note, wait until the form has kept it, save it, and so on."""
    from PySide6.QtWidgets import QApplication
    from windows import type_in

    from ui.kit.editor import Editor

    main = _signed_in(folder)
    part = f"{OTHER}/note/{prepared().other_visits[2]}"
    for number in count():
        main.go("clients", part)
        type_in(main, subjective=_words(number))
        if number == 0:
            tell("ready")
        while _kept(main.session.clinic) < number:
            QApplication.processEvents()
        tell(f"kept {number}")
        (editor,) = (one for one in main.findChildren(Editor) if one.isVisible())
        editor.save()
        tell(f"saved {number}")
        QApplication.processEvents()


def _look(folder: ClinicFolder, tell: Tell) -> None:
    """Open it again, and say what stands in the note."""
    from windows import shown_form

    main = _signed_in(folder)
    main.go("clients", f"{OTHER}/note/{prepared().other_visits[2]}")
    tell(f"shows {_number(str(shown_form(main).values()['subjective']))}")


def window_on(folder: ClinicFolder) -> "App":
    """The program on a clinic, in a process that has no window yet."""
    from PySide6.QtWidgets import QApplication

    from ui.app import App
    from ui.options import Options

    ini, cache = str(folder.path.parent / "its.ini"), Path(folder.path.parent / "cache")
    app = App(QApplication([]), Options(folder.path, False, ini, cache, Clock(NOW), CHEAP, inline=True))
    app.show()
    return app


def _signed_in(folder: ClinicFolder) -> "MainWindow":
    from windows import signed_in

    return signed_in(window_on(folder), PASSWORD)


def _kept(clinic: Clinic) -> int:
    """The number in the draft: each of its fields with what stood there when it was opened."""
    body = clinic.drafts.kept(f"note:{prepared().other_visits[2]}") or {}
    return _number(str(body.get("subjective", [""])[0]))


def _words(number: int) -> str:
    return f"Stiff on waking, {number}"


def _number(words: str) -> int:
    return int(words.rpartition(", ")[2]) if words.startswith("Stiff on waking") else _NO_DRAFT


def _last(told: list[str], word: str) -> int:
    """The last number that was told after this word."""
    return max((int(one.split()[1]) for one in told if one.startswith(f"{word} ")), default=_NO_DRAFT)


def connected(count: int, seed: int) -> Score:
    """S26: every place and part of a chart looked at, while the interpreter tells of each connection that is tried."""
    del count, seed
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    prepared()
    import_windows()
    told, status = child_of(copied("connected"), _look_everywhere, None)
    # The first one is ours: a watch that sees nothing would see none.
    probe, *tried = [one for one in told if one.startswith("tried ")] or [""]
    seen = next((one for one in told if one.startswith("seen ")), "seen nothing")
    words = f"connections and look-ups tried while every page was looked at ({seen}): {len(tried)}"
    return Score(
        int(bool(probe) and not status and seen != "seen nothing" and not tried), 1, words + "".join(tried[:1])
    )


def _look_everywhere(folder: ClinicFolder, tell: Tell) -> None:
    from marking import _look_around

    from ui.navigation import PLACES

    names = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind", "urllib.Request")
    sys.addaudithook(lambda event, _: tell(f"tried {event}") if event in names else None)
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as probe:
        probe.connect(str(folder.path / "nobody-listens"))
    main = _signed_in(folder)
    _look_around(main)
    tell(f"seen {len(PLACES)} places and the charts")
