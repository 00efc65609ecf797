"""What systems tell of the person who sits there: each listener by its own rules, and on Linux by a real bus."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.locking.linux import LinuxWatch, means_away
from ui.locking.macos import MacSession, MacWatch
from ui.locking.quiet import Moment
from ui.locking.system import SystemWatch, system_watch
from ui.locking.watch import LockWatch
from ui.locking.windows import WindowsWatch, means_gone

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("member", "arguments", "is_away"),
    [
        ("PrepareForSleep", [True], True),
        ("PrepareForSleep", [False], False),
        ("ActiveChanged", [True], True),
        ("ActiveChanged", [False], False),
        ("ActiveChanged", [], False),
        ("Lock", [], True),
        ("Locked", [], True),
        ("Unlock", [], False),
        ("Unlocked", [], False),
    ],
)
def test_linux(member: str, arguments: list[object], is_away: bool) -> None:
    assert means_away(member, arguments) is is_away


@pytest.mark.parametrize(
    ("message", "parameter", "is_gone"),
    [
        *((0x02B1, reason, reason in (2, 4, 6, 7)) for reason in range(1, 10)),
        (0x0218, 0x0004, True),
        # It woke up; and the state of the battery changed.
        *((0x0218, reason, False) for reason in (0x0007, 0x0012, 0x000A)),
        (0x0100, 0x0007, False),
    ],
)
def test_windows(message: int, parameter: int, is_gone: bool) -> None:
    assert means_gone(message, parameter) is is_gone


def test_windows_is_asked_for_this_session_alone_and_let_go(qtbot: QtBot) -> None:
    asked = list[tuple[str, int]]()

    def registered(window: Any, which: Any) -> None:
        asked.append(("on", int(which.value)))

    def removed(window: Any) -> None:
        asked.append(("off", 0))

    library = SimpleNamespace(WTSRegisterSessionNotification=registered, WTSUnRegisterSessionNotification=removed)
    window = QWidget()
    qtbot.addWidget(window)
    watch = WindowsWatch(window, library)
    watch.begin(window)
    watch.end()
    assert asked == [("on", 0), ("off", 0)]


@pytest.mark.parametrize(
    ("session", "times"),
    [
        (MacSession(is_locked=False, is_at_console=True), 0),
        (MacSession(is_locked=True, is_at_console=True), 1),
        (MacSession(is_locked=False, is_at_console=False), 1),
        (None, 0),
    ],
)
def test_macos(qtbot: QtBot, session: MacSession | None, times: int) -> None:
    owner, heard = QObject(), list[int]()
    watch = MacWatch(owner, lambda: session)
    watch.away.connect(lambda: heard.append(1))
    watch.look()
    assert len(heard) == times


def test_each_system_has_its_listener(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = QObject()
    monkeypatch.setattr("ctypes.WinDLL", lambda name: name, raising=False)
    made = {system: type(system_watch(owner, system)) for system in ("linux", "win32", "darwin", "plan9")}
    assert made == {"linux": LinuxWatch, "win32": WindowsWatch, "darwin": MacWatch, "plan9": SystemWatch}


def test_whoever_tells_first_locks_and_it_is_told_once(qtbot: QtBot) -> None:
    owner, window, told, now = QObject(), QWidget(), list[str](), [0.0]
    qtbot.addWidget(window)
    watch = LockWatch(owner, lambda: 1, lambda: Moment(now[0], now[0]), SystemWatch)
    watch.wanted.connect(lambda: told.append("lock"))
    watch.begin(window)
    watch.system.away.emit()
    now[0] = 61
    watch.idle.look()
    watch.system.away.emit()
    assert told == ["lock"]
    watch.end()


# A manager of sessions, made up: it answers what is asked, tells what is asked for, and keeps one end of a pipe.
_SERVER = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtDBus import (QDBusConnection, QDBusMessage, QDBusObjectPath, QDBusUnixFileDescriptor, QDBusVariant,
                            QDBusVirtualObject)
from PySide6.QtWidgets import QApplication, QWidget
from ui.locking.linux import LinuxWatch

LOGIN = "org.freedesktop.login1"
MINE, OTHER = ("/org/freedesktop/login1/session/" + name for name in ("mine", "other"))
application = QApplication([])
server = QDBusConnection.connectToBus(QDBusConnection.BusType.SystemBus, "server")
names = (LOGIN, "org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "com.canonical.Unity")
assert all(server.registerService(name) for name in names)
reading, writing = os.pipe()
os.set_blocking(reading, False)

class Manager(QDBusVirtualObject):
    def introspect(self, path):
        return ""

    def handleMessage(self, asked, connection):
        reply = asked.createReply()
        answers = {"Inhibit": lambda: QDBusUnixFileDescriptor(writing), "GetSession": lambda: QDBusObjectPath(MINE),
                   "Get": lambda: QDBusVariant(False)}
        reply.setArguments([answers[asked.member()]()])
        return connection.send(reply)

def tell(path, interface, member, *arguments):
    message = QDBusMessage.createSignal(path, interface, member)
    message.setArguments(list(arguments))
    server.send(message)

def is_delayed():
    try:
        return os.read(reading, 1) != b""
    except BlockingIOError:
        return True

manager = Manager()
server.registerVirtualObject("/org/freedesktop/login1", manager, QDBusConnection.VirtualObjectRegisterOption.SubPath)
heard, said = [], []
watch = LinuxWatch(application)
watch.away.connect(lambda: heard.append(1))
watch.begin(QWidget())
ACTIVE = ("org.freedesktop.DBus.Properties", "PropertiesChanged", LOGIN + ".Session", {"Active": False}, [])
SIGNALS = (
    ("sleep", "/org/freedesktop/login1", LOGIN + ".Manager", "PrepareForSleep", True),
    ("wake", "/org/freedesktop/login1", LOGIN + ".Manager", "PrepareForSleep", False),
    ("lock", MINE, LOGIN + ".Session", "Lock"),
    ("other's lock", OTHER, LOGIN + ".Session", "Lock"),
    ("user switch", MINE, *ACTIVE),
    ("other's switch", OTHER, *ACTIVE),
    ("screensaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", True),
    ("screensaver off", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", False),
    ("gnome", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", True),
    ("unity", "/com/canonical/Unity/Session", "com.canonical.Unity.Session", "Locked"),
)
steps = []
for name, *signal in SIGNALS:
    steps += [lambda signal=signal: (heard.clear(), tell(*signal)), lambda name=name: said.append((name, len(heard)))]
def finish():
    os.close(writing)
    print(said, is_delayed())
    watch.end()
    application.processEvents()
    print(is_delayed())
    application.quit()
steps.append(finish)
def step():
    steps.pop(0)()
    QTimer.singleShot(40, step)
QTimer.singleShot(150, step)
application.exec()
"""


@pytest.mark.skipif(not shutil.which("dbus-run-session"), reason="there is no bus to be had")
def test_linux_by_a_real_bus() -> None:
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c",
         f'DBUS_SYSTEM_BUS_ADDRESS=$DBUS_SESSION_BUS_ADDRESS exec "{sys.executable}" -c "$SERVER"'],
        env={**os.environ, "SERVER": _SERVER, "PYTHONPATH": str(ROOT), "XDG_SESSION_ID": "mine"},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )  # fmt: skip
    told = {"sleep": 1, "wake": 0, "lock": 1, "other's lock": 0, "user switch": 1, "other's switch": 0,
            "screensaver": 1, "screensaver off": 0, "gnome": 1, "unity": 1}  # fmt: skip
    # The computer waits with its sleep until the lock is done, and no longer.
    assert done.stdout.splitlines() == [f"{list(told.items())} True", "False"], done.stderr
