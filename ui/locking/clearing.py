"""What is done so that nothing of a client is seen, or left, once the clinic is locked."""

import gc

from PySide6.QtGui import QGuiApplication, QPixmapCache
from PySide6.QtWidgets import QApplication


def hide_windows() -> None:
    """Hide every window of the program at once: dialogs, lists that dropped down, and those of the system behind a
    dialog of ours too. What is typed in them is still there to be kept."""
    for window in QApplication.topLevelWidgets():
        if not window.isHidden():
            window.hide()
    # Else what stands on the screen would wait for whatever is done next.
    QGuiApplication.sync()


def sweep() -> None:
    """Let go of what outlived the windows: pictures that Qt keeps, and what only refers to itself.

    What Python cannot do is wipe: the key and the texts lay in memory that is free now, and stay readable there, for
    whoever can read the memory of the program, until something else is put in their place.
    """
    QPixmapCache.clear()
    gc.collect()
