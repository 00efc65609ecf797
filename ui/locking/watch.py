"""Watches over an open clinic: whoever was there is gone, or away for too long."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.locking.idle import IdleWatch
from ui.locking.quiet import Moment, by_the_clocks
from ui.locking.system import SystemWatch, system_watch


class LockWatch(QObject):
    """`wanted` once, when the clinic is to be locked. What it says of a lock that comes is `idle`'s."""

    wanted = Signal()

    def __init__(
        self,
        parent: QObject,
        minutes: Callable[[], int],
        now: Callable[[], Moment] = by_the_clocks,
        system: Callable[[QObject], SystemWatch] | None = None,
    ) -> None:
        """`minutes` without a touch are too long; `system` makes what hears of the system."""
        super().__init__(parent)
        self.idle = IdleWatch(self, minutes, now)
        self.system = system(self) if system else system_watch(self, sys.platform)
        self.idle.due.connect(self._on_away)
        self.system.away.connect(self._on_away)
        self._is_over = False

    def begin(self, window: QWidget) -> None:
        """Watch from now on, for as long as this window shows the clinic."""
        self.idle.begin()
        self.system.begin(window)

    def end(self) -> None:
        """The clinic is closed: only now may the computer sleep."""
        self._is_over = True
        self.idle.end()
        self.system.end()
        self.deleteLater()

    def _on_away(self) -> None:
        if not self._is_over:
            self._is_over = True
            self.wanted.emit()
