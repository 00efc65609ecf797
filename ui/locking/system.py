"""What the system tells of the person who sits there: that the screen was locked, that another user came, or that the
computer goes to sleep. One small interface, and one listener a system behind it."""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget


class SystemWatch(QObject):
    """`away` when whoever was there is there no more. This one hears of nothing: for a system that is not known."""

    away = Signal()

    def begin(self, window: QWidget) -> None:
        """Listen for as long as the clinic is open; `window` is that of the program."""

    def end(self) -> None:
        """Listen no more; where the system waited with its sleep for the lock, it need not wait any longer."""


def system_watch(parent: QObject, platform: str = sys.platform) -> SystemWatch:
    """The listener for this system."""
    # Imported here: each needs what only its own system has.
    if platform.startswith("linux"):
        try:
            from ui.locking.linux import LinuxWatch
        except ImportError:
            # A system without the library of the bus has nobody on it either.
            return SystemWatch(parent)
        return LinuxWatch(parent)
    if platform == "win32":
        from ui.locking.windows import WindowsWatch

        return WindowsWatch(parent)
    if platform == "darwin":
        from ui.locking.macos import MacWatch

        return MacWatch(parent)
    return SystemWatch(parent)
