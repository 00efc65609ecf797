"""What is done so that nothing of a client is seen, or left, once the clinic is locked."""

import ctypes
import gc
import sys
from contextlib import suppress

from PySide6.QtGui import QGuiApplication, QPixmapCache
from PySide6.QtWidgets import QApplication
from shiboken6 import Object, isValid

# Of mallopt: M_PERTURB, and any byte but none.
_PERTURB, _PATTERN = -6, 0x55


def hide_windows() -> None:
    """Hide every window of the program at once: dialogs, lists that dropped down, and those of the system behind a
    dialog of ours too. What is typed in them is still there to be kept."""
    for window in QApplication.topLevelWidgets():
        if not window.isHidden():
            window.hide()
    # Else what stands on the screen would wait for whatever is done next.
    QGuiApplication.sync()


def overwrite_what_is_freed(*, on: bool) -> None:
    """Where the memory comes from glibc, let it overwrite what Qt and SQLite give back from now on, or no more: half as
    many copies of the key and of texts are left then (7 and 10 became 3 and 7, measured with the lookers' own)."""
    if sys.platform.startswith("linux"):
        # Another library of C has no such switch.
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_PERTURB, _PATTERN if on else 0)


def sweep() -> None:
    """Let go of what outlived the windows: pictures that Qt keeps, and what only refers to itself.

    What Python cannot do is wipe: the key and the texts lay in memory that is free now, and some of it stays readable
    there, for whoever can read the memory of the program, until something else is put in its place.
    """
    QPixmapCache.clear()
    gc.collect()
    if _empty_what_qt_destroyed():
        gc.collect()
    overwrite_what_is_freed(on=False)


def _empty_what_qt_destroyed() -> bool:
    """Take all that it refers to from each object of ours that Qt has destroyed and Python still counts a reference to.

    A page that was left by a click, in the same moment in which another opened, kept one that nobody holds (measured
    with PySide 6; the collector does not find it): the page of a bill that way kept the whole clinic.
    """
    gone = [one for one in gc.get_objects() if isinstance(one, Object) and not isValid(one)]
    for one in gone:
        vars(one).clear()
    return bool(gone)
