"""The pictures of the lock: what the page says afterwards, the warning before it, and its setting."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QWidget

from ui.app import App
from ui.hold import HeldElsewhere
from ui.main_window import MainWindow
from ui.start.locked import Locked, LockedDemoPage

Scene = tuple[str, QWidget]
HELD = (
    "This clinic is open on the computer FRONTDESK-PC, since 24 Nov 2026, 8:12 AM. Nothing was changed. Close it there "
    "first."
)


def locked_scenes(app: App, slot: str) -> Iterator[Scene]:
    """The start window after a lock, and where another computer has the clinic."""
    window = app.start
    assert window
    for name, locked in (
        ("locked", Locked(slot, "2:05 PM")),
        ("locked-calling", Locked(slot, "2:05 PM", 1)),
        ("locked-waiting", Locked(slot, "2:05 PM", 0, is_waiting=True)),
    ):
        app.desk.locked = locked
        app._show_sign_in()
        yield name, window
    app.show_page(LockedDemoPage(Locked(slot, "2:05 PM"), [(slot, "Maya Ortiz")], lambda _: None))
    yield "locked-demo", window
    app.show_trouble(HeldElsewhere(HELD))
    yield "held-elsewhere", window
    app.desk.locked = None


def lock_scenes(main: MainWindow) -> Iterator[Scene]:
    """The open clinic: the last half minute, and the setting."""
    main.bottom.warn_of_lock(24)
    yield "lock-soon", main
    main.bottom.calm()
    main.go("settings", "computer")
    QApplication.processEvents()
    yield "settings-lock", main
