"""What reaches the terminal or a log of the system beside the program's own words: where it came from, and no more. A
message of Python or of a library may repeat what it was given, and that is of a client."""

import logging
import re
import sys
import threading
import warnings
from typing import TextIO

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from ui.errors import report

# Qt begins its own with the function that speaks.
_SPEAKER = re.compile(r"(Q[A-Z]\w+)(?:::\w+)*(?=[:(])")


class _Where(logging.Handler):
    """Says who had something to say, and how bad it is."""

    def emit(self, record: logging.LogRecord) -> None:
        _tell(f"{record.levelname} in {record.name}, line {record.lineno}")


def hush() -> None:
    """From now on nothing that a message holds is written anywhere; called once the window system is up, whose own
    trouble is about no client, and has to be read."""
    logging.lastResort = _Where(logging.WARNING)
    logging.raiseExceptions = False
    warnings.showwarning = _show_warning
    threading.excepthook = lambda found: _tell(report(found.exc_type, found.exc_traceback))
    sys.unraisablehook = lambda found: _tell(report(found.exc_type, found.exc_traceback))
    qInstallMessageHandler(_on_message)


def told_of_qt(kind: QtMsgType, category: str, message: str) -> str:
    """What is told of a message of Qt: how bad it is, and who speaks."""
    found = _SPEAKER.match(message)
    # Only what is known by that name: a person's may begin so too.
    is_known = found is not None and any(hasattr(part, found[1]) for part in (QtCore, QtGui, QtWidgets))
    return f"{kind.name} of {found[0] if found and is_known else category or 'Qt'}"


def _on_message(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    # What Qt tells at leisure is told to nobody.
    if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
        _tell(told_of_qt(kind, context.category or "", message or ""))


def _show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    _tell(f"{category.__name__} in {filename.rpartition('/')[2]}, line {lineno}")


def _tell(words: str) -> None:
    # A program with a window has none on Windows.
    if sys.stderr is not None:
        print(words, file=sys.stderr)
