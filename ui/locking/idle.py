"""Hears the keys and the mouse in all windows of the program, and says when nobody was there for too long."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent

from ui.locking.quiet import WARNED_SECONDS, Moment, Quiet, by_the_clocks

_EVERY_MILLISECONDS, _WARNING_MILLISECONDS = 5_000, 1_000
# With this much left the clock is looked at every second: the warning comes in time.
_NEAR_SECONDS = WARNED_SECONDS + 6
_TOUCHES = frozenset(
    (
        *(QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel),
        *(QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TabletPress, QEvent.Type.TabletMove),
        *(QEvent.Type.NativeGesture, QEvent.Type.InputMethod),
    )
)


class IdleWatch(QObject):
    """`due` when the program is to be locked. `warned` carries the seconds that are left, every second of the last
    half minute; `stirred` when somebody came back in time.

    It listens at the windows and not at the application: that one would hear every event of every widget.
    """

    due = Signal()
    warned = Signal(int)
    stirred = Signal()

    def __init__(self, parent: QObject, minutes: Callable[[], int], now: Callable[[], Moment] = by_the_clocks) -> None:
        """So many minutes without a touch, asked for each time the clock is looked at, are too long."""
        super().__init__(parent)
        self._minutes, self._quiet = minutes, Quiet(minutes(), now)
        self._is_warning, self._is_over = False, False
        self._pointed = QPointF()
        self._timer = QTimer(self, interval=_EVERY_MILLISECONDS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Listen, and look at the clock from time to time."""
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._attend)
        self._attend()
        self._timer.start()

    def end(self) -> None:
        """Listen no more."""
        self._timer.stop()
        self._is_over = True

    def look(self) -> None:
        """Look at the clock."""
        if self._is_over:
            return
        # A dialog, the manual or a list that dropped down may have come since.
        self._attend()
        self._quiet.wait(self._minutes())
        left = self._quiet.left()
        if not left:
            self.end()
            self.due.emit()
            return
        self._timer.setInterval(_WARNING_MILLISECONDS if left <= _NEAR_SECONDS else _EVERY_MILLISECONDS)
        if left <= WARNED_SECONDS:
            self._is_warning = True
            self.warned.emit(left)
        else:
            self._stir()

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if self._is_over or event.type() not in _TOUCHES or not self._is_of_a_hand(event):
            return False
        if self._quiet.touch():
            self._stir()
            return False
        # The key that woke the computer is typed into nothing.
        self.look()
        return True

    def _stir(self) -> None:
        if self._is_warning:
            self._is_warning = False
            self._timer.setInterval(_EVERY_MILLISECONDS)
            self.stirred.emit()

    def _is_of_a_hand(self, event: QEvent) -> bool:
        """Whether a person did it: not a key that something lies on, nor a window that came up below a still mouse."""
        if isinstance(event, QKeyEvent):
            return not event.isAutoRepeat()
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            before, self._pointed = self._pointed, event.globalPosition()
            return before != self._pointed
        return True

    def _attend(self) -> None:
        for window in QGuiApplication.topLevelWindows():
            # Qt keeps it once, however often it is told.
            window.installEventFilter(self)
