"""Bugs: one hook for everything that nobody caught, and a window with a report that names no client."""

import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout

from clinic_desktop import VERSION
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.grid import step
from ui.kit.layout import row
from ui.kit.text import Text


def report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Where it happened and what kind it was: no message, no values, for those can hold a client."""
    frames = [
        f"  {frame.name} in {_short(frame.filename)}, line {frame.lineno}" for frame in traceback.extract_tb(trace)
    ]
    return "\n".join(
        [f"Clinic Desktop {VERSION}, Python {sys.version.split()[0]}, {sys.platform}", kind.__name__, *frames]
    )


def catch_bugs(show: Callable[[str], object]) -> None:
    """Send every uncaught exception (also of a slot) to `show`, as a report."""

    def on_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        words = report(kind, trace)
        print(words, file=sys.stderr)
        show(words)

    sys.excepthook = on_bug


class BugWindow(QDialog):
    """Says what is safe, and shows the report to read, copy or leave."""

    def __init__(self, words: str) -> None:
        """`words` is the report."""
        super().__init__()
        self.setWindowTitle(say("Clinic Desktop"))
        self.shown = QPlainTextEdit(words)
        self.shown.setReadOnly(True)
        self.shown.setAccessibleName(say("Report"))
        self.shown.setTabChangesFocus(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(step(3), step(3), step(3), step(3))
        layout.setSpacing(step(2))
        layout.addWidget(Text(say("Something in the program went wrong"), "title"))
        layout.addWidget(
            Text(
                say(
                    "What was saved is safe. The last step may not have been done: look before you repeat it. "
                    "The report below says where the program stopped. It holds no client’s data, and it is "
                    "sent to nobody."
                )
            )
        )
        layout.addWidget(self.shown, 1)
        layout.addLayout(
            row(None, button(say("Copy report"), self._copy), button(say("Go on working"), self.accept, "main"))
        )
        self.resize(step(80), step(50))

    def _copy(self) -> None:
        self.shown.selectAll()
        self.shown.copy()


def _short(path: str) -> str:
    parts = path.replace("\\", "/").split("/")
    return "/".join(parts[-2:])
