"""S18: the lock that comes by itself, and what of a client is left in the widgets after it."""

import os
import time
from typing import TYPE_CHECKING

from bench.safety.desk import ONE, OTHER, copied, prepared
from bench.safety.s02_windows import child_of, import_windows, window_on
from bench.safety.score import NotHere, Score
from bench.safety.telling import Tell
from factories import CLIENT
from fixed import PASSWORD

from clinic_desktop.store.keys.keyring import ClinicFolder

if TYPE_CHECKING:
    from ui.app import App

# Ten minutes, as they are set where nobody chose others.
_SECONDS = 600
# Milliseconds from the word of the system until the key is gone: the system waits with its sleep no longer.
_MOST = 1_000
# The best of so many counts, for others may be at work on the machine; in seconds, what one may take at most.
_TIMES, _PATIENCE = 3, 30
_WORDS = (CLIENT.given_name, CLIENT.family_name, "Ada", "Neck is stiff", "Tone 3 of 4", "ABC 123 456 789")


def locked(count: int, seed: int) -> Score:
    """By time, and by the system that says that nobody is there."""
    del count, seed
    if not hasattr(os, "fork"):
        raise NotHere("no process is born of another here")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    prepared()
    import_windows()
    idle = child_of(copied("idle"), _idle, None)[0]
    away = [child_of(copied(f"away-{at}"), _away, None)[0] for at in range(_TIMES)]
    seen, after, left = (_told(idle, word) for word in ("seen", "after", "left"))
    gone, took = ([_told(one, word) for one in away] for word in ("left", "took"))
    # One that did not lock at all is no best one.
    best = min(took) if min(took) >= 0 else _MOST
    words = (
        f"idle lock after {after} s of {_SECONDS}, words of clients in widgets before {seen}, after {left}; locked "
        f"{best} ms after the system said that it goes to sleep (at most {_MOST}, the best of {_TIMES}), words left "
        f"{max(gone)}"
    )
    is_right = (abs(after - _SECONDS) <= 1, seen > 0, left == 0, set(gone) == {0}, best < _MOST)
    return Score(sum(is_right), len(is_right), words)


def _told(told: list[str], word: str) -> int:
    return next((int(one.split()[1]) for one in told if one.startswith(f"{word} ")), -1)


def _idle(folder: ClinicFolder, tell: Tell) -> None:
    """Look at charts, then do nothing until it locks."""
    from ui.locking.quiet import Moment

    app, now = window_on(folder), [0.0]
    app.desk.moments = lambda: Moment(now[0], now[0])
    _look(app, tell)
    assert app.desk.watch
    begun, idle = now[0], app.desk.watch.idle
    while app.main is not None and now[0] < 2 * _SECONDS:
        now[0] += 1
        idle.look()
        _settle()
    tell(f"after {now[0] - begun:.0f}")
    tell(f"left {_left()}")


def _away(folder: ClinicFolder, tell: Tell) -> None:
    """The computer goes to sleep."""
    from PySide6.QtWidgets import QApplication

    app = window_on(folder)
    _look(app, tell)
    assert app.desk.watch
    system, begun = app.desk.watch.system, time.monotonic()
    # On Linux as the word comes over the bus; where there is another watch, what it makes of it.
    heard = getattr(system, "on_signal", None)
    if heard:
        heard(_sleep())
    else:
        system.away.emit()
    # The watch goes last, once the clinic is closed and the key let go of.
    while app.desk.watch is not None and time.monotonic() - begun < _PATIENCE:
        QApplication.processEvents()
    if app.main is None and app.desk.watch is None:
        tell(f"took {1_000 * (time.monotonic() - begun):.0f}")
    _settle()
    tell(f"left {_left() if app.main is None else -1}")


def _sleep() -> object:
    from PySide6.QtDBus import QDBusMessage

    said = QDBusMessage.createSignal("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep")
    said.setArguments([True])
    return said


def _look(app: "App", tell: Tell) -> None:
    from windows import signed_in

    main = signed_in(app, PASSWORD)
    for part in (f"{ONE}", f"{ONE}/visits", f"{OTHER}/note/{prepared().other_visits[0]}", f"{ONE}/edit"):
        main.go("clients", part)
        _settle()
    tell(f"seen {_left()}")


def _left() -> int:
    """How many texts of widgets have a word of a client."""
    from remains import words_of_widgets

    return sum(any(word in said for word in _WORDS) for said in words_of_widgets())


def _settle() -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    for _ in range(2):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
