"""Opens the manual. The window itself is imported when it is first asked for: no start waits for it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.manual.window import ManualWindow


class Manual:
    """One window, raised again at another place; it goes when the program is locked or ends."""

    def __init__(self) -> None:
        """No window before `open`."""
        self.window: ManualWindow | None = None

    def open(self, topic: str) -> None:
        """Show what the manual says of a topic ("50-visits#units"), "" its first chapter."""
        from ui.manual.window import ManualWindow

        if self.window is None:
            self.window = ManualWindow()
        self.window.open_at(topic)

    def close(self) -> None:
        """Let go of the window, where there is one."""
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None
