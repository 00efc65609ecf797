"""macOS: whether the screen is locked, and who is at the console, asked every two seconds. Not run on one."""

import ctypes
from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ui.locking.system import SystemWatch

_EVERY_MILLISECONDS = 2_000
_UTF8 = 0x08000100
_SERVICES = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
_LOCKED, _AT_CONSOLE = b"CGSSessionScreenIsLocked", b"kCGSSessionOnConsoleKey"


class MacSession(NamedTuple):
    """What the window server says of this session."""

    is_locked: bool
    is_at_console: bool


def session_of_mac() -> MacSession | None:
    """How it stands now; None where it does not say."""
    services: Any = ctypes.CDLL(_SERVICES)
    for name in ("CGSessionCopyCurrentDictionary", "CFDictionaryGetValue", "CFStringCreateWithCString"):
        getattr(services, name).restype = ctypes.c_void_p
    services.CFDictionaryGetValue.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    services.CFStringCreateWithCString.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32]
    services.CFBooleanGetValue.argtypes, services.CFRelease.argtypes = [ctypes.c_void_p], [ctypes.c_void_p]
    said = services.CGSessionCopyCurrentDictionary()
    if not said:
        return None

    def flag(key: bytes, otherwise: bool) -> bool:
        name = services.CFStringCreateWithCString(None, key, _UTF8)
        found = services.CFDictionaryGetValue(said, name)
        services.CFRelease(name)
        return bool(services.CFBooleanGetValue(found)) if found else otherwise

    try:
        # The first one is only there while it is true.
        return MacSession(flag(_LOCKED, otherwise=False), flag(_AT_CONSOLE, otherwise=True))
    finally:
        services.CFRelease(said)


class MacWatch(SystemWatch):
    """It tells nobody without a library of its own, so it is asked. A sleep is seen by the clocks (`quiet`)."""

    def __init__(self, parent: QObject, asked: Callable[[], MacSession | None] = session_of_mac) -> None:
        """`asked` says how the session stands."""
        super().__init__(parent)
        self._asked = asked
        self._timer = QTimer(self, interval=_EVERY_MILLISECONDS)
        self._timer.timeout.connect(self.look)

    def begin(self, window: QWidget) -> None:
        self._timer.start()

    def end(self) -> None:
        self._timer.stop()
        self.deleteLater()

    def look(self) -> None:
        """Ask once."""
        found = self._asked()
        if found and (found.is_locked or not found.is_at_console):
            self.away.emit()
