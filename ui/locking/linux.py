"""Linux and its relatives: the session's own manager and the screensavers of the desktops, by D-Bus."""

import os
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCall, QDBusPendingCallWatcher
from PySide6.QtWidgets import QWidget

from clinic_desktop.wording import say
from ui.locking.system import SystemWatch

_LOGIN = "org.freedesktop.login1"
_LOGIN_PATH = "/org/freedesktop/login1"
_MANAGER, _SESSION = f"{_LOGIN}.Manager", f"{_LOGIN}.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"
# Who tells that the screen is dark or locked: the name on the bus, the path, the interface and the signal.
_SCREENS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged"),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver", "ActiveChanged"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver", "org.mate.ScreenSaver", "ActiveChanged"),
    ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver", "org.xfce.ScreenSaver", "ActiveChanged"),
    ("com.canonical.Unity", "/com/canonical/Unity/Session", "com.canonical.Unity.Session", "Locked"),
)
# Bytes, says its type; text is what it takes.
_SLOT: Any = SLOT("on_signal(QDBusMessage)")
# These say nothing but that it happened; the others carry whether it begins or is over.
_HAPPENED = ("Lock", "Locked")
_BEGUN = ("PrepareForSleep", "ActiveChanged")


def means_away(member: str, arguments: Sequence[object]) -> bool:
    """Whether a signal says that nobody sits there any more."""
    return member in _HAPPENED or (member in _BEGUN and list(arguments[:1]) == [True])


class LinuxWatch(SystemWatch):
    """Where there is no bus, or nobody of that name on it, nothing is heard of it and nothing is waited for."""

    def __init__(self, parent: QObject) -> None:
        """Hears nothing before `begin`."""
        super().__init__(parent)
        self._system, self._own = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        # While this is held the system waits with its sleep, a few seconds at most: the key is gone before.
        self._delay: object = None

    def begin(self, window: QWidget) -> None:
        for screen in _SCREENS:
            self._hear(self._own, *screen)
        if not self._system.isConnected():
            return
        self._hear(self._system, _LOGIN, _LOGIN_PATH, _MANAGER, "PrepareForSleep")
        words = ("sleep", say("Clinic Desktop"), say("Locks the clinic first"), "delay")
        self._ask(_LOGIN_PATH, _MANAGER, "Inhibit", words, self._on_delayed)
        session = os.environ.get("XDG_SESSION_ID") or "auto"
        self._ask(_LOGIN_PATH, _MANAGER, "GetSession", (session,), self._on_session)

    def end(self) -> None:
        # Closes it: the system goes on.
        self._delay = None
        self.deleteLater()

    @Slot(QDBusMessage)
    def on_signal(self, message: QDBusMessage) -> None:
        """A signal came."""
        if message.member() == "PropertiesChanged":
            # What changed comes in a shape that is not handed on: it is asked for.
            self._ask(message.path(), _PROPERTIES, "Get", (_SESSION, "Active"), self._on_active)
        elif means_away(message.member(), message.arguments()):
            self.away.emit()

    def _hear(self, bus: QDBusConnection, service: str, path: str, interface: str, member: str) -> None:
        bus.connect(service, path, interface, member, self, _SLOT)

    def _ask(
        self, path: str, interface: str, method: str, arguments: Sequence[object], answer: Callable[[object], object]
    ) -> None:
        """Ask the manager of sessions, and do not wait for it."""
        message = QDBusMessage.createMethodCall(_LOGIN, path, interface, method)
        message.setArguments(list(arguments))
        call = QDBusPendingCallWatcher(self._system.asyncCall(message), self)

        def on_finished(done: QDBusPendingCallWatcher) -> None:
            reply = QDBusPendingCall.reply(done)
            done.deleteLater()
            if reply.type() == QDBusMessage.MessageType.ReplyMessage and reply.arguments():
                answer(reply.arguments()[0])

        call.finished.connect(on_finished)

    def _on_delayed(self, answer: object) -> None:
        self._delay = answer

    def _on_session(self, answer: object) -> None:
        path = answer.path() if hasattr(answer, "path") else str(answer)
        self._hear(self._system, _LOGIN, path, _SESSION, "Lock")
        self._hear(self._system, _LOGIN, path, _PROPERTIES, "PropertiesChanged")

    def _on_active(self, answer: object) -> None:
        active = answer.variant() if hasattr(answer, "variant") else answer
        # Another user is at the screen now.
        if active is False:
            self.away.emit()
