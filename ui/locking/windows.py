"""Windows: what it tells a window of the session and of its power. Not run on one: only its rules are."""

import ctypes
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from ui.locking.system import SystemWatch

_SESSION_CHANGE, _POWER = 0x02B1, 0x0218
# The session was locked, left for another user at the console or at the other end of a line, or ended.
_SESSION_GONE = frozenset((0x2, 0x4, 0x6, 0x7))
_SUSPENDS = 0x0004
_THIS_SESSION = 0


def means_gone(message: int, parameter: int) -> bool:
    """Whether a message of a window says that nobody sits there any more."""
    return (message == _SESSION_CHANGE and parameter in _SESSION_GONE) or (message == _POWER and parameter == _SUSPENDS)


class _Messages(QAbstractNativeEventFilter):
    def __init__(self, watch: SystemWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(self, _: QByteArray | bytes | bytearray | memoryview, message: int) -> Any:
        came = wintypes.MSG.from_address(int(message))
        if means_gone(came.message, came.wParam):
            self._watch.away.emit()
        return False, 0


class WindowsWatch(SystemWatch):
    """Asks Windows to tell of this session."""

    def __init__(self, parent: QObject, library: Any = None) -> None:
        """`library` is that of Windows which tells of sessions."""
        super().__init__(parent)
        self._library = library or ctypes.WinDLL("wtsapi32")  # type: ignore[attr-defined,unused-ignore]
        self._messages = _Messages(self)
        self._window = 0

    def begin(self, window: QWidget) -> None:
        self._window = int(window.winId())
        self._library.WTSRegisterSessionNotification(wintypes.HWND(self._window), wintypes.DWORD(_THIS_SESSION))
        application = QCoreApplication.instance()
        assert application
        application.installNativeEventFilter(self._messages)

    def end(self) -> None:
        application = QCoreApplication.instance()
        assert application
        application.removeNativeEventFilter(self._messages)
        if self._window:
            self._library.WTSUnRegisterSessionNotification(wintypes.HWND(self._window))
            self._window = 0
        self.deleteLater()
