"""What reaches the terminal: where something went wrong, and not a word of what it was about."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QtMsgType

from ui.outlets import told_of_qt

ROOT = Path(__file__).parents[2]
_SPEAKS = """
import gc, logging, sys, threading, warnings
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QApplication
from ui.errors import catch_bugs
from ui.outlets import hush
application = QApplication([])
shown = []
catch_bugs(shown.append)
hush()
name = "".join(["Quarter", "main"])

class Falls:
    def __del__(self):
        raise KeyError(name)

def throw():
    raise KeyError(name)

logging.getLogger("pdf").warning("bad name %s", name)
logging.getLogger("pdf").warning("bad name %d", name)
warnings.warn(name)
thread = threading.Thread(target=throw)
thread.start()
thread.join()
fallen = Falls()
del fallen
qWarning("QFont::fromString: Invalid description '" + name + "'")
qWarning(name)
QTimer.singleShot(0, throw)
QTimer.singleShot(10, application.quit)
application.exec()
try:
    b"\\xff".decode("utf-8") or throw()
except UnicodeDecodeError:
    sys.excepthook(*sys.exc_info())
print(len(shown))
"""


def test_no_outlet_repeats_what_it_was_given() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SPEAKS],
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert "Quartermain" not in done.stderr + done.stdout
    assert done.stdout.strip() == "2"
    said = done.stderr
    for words in ("WARNING in pdf, line ", "UserWarning in <string>, line ", "KeyError", "throw in ", "__del__ in ",
                  "QtWarningMsg of QFont::fromString", "QtWarningMsg of default", "UnicodeDecodeError"):  # fmt: skip
        assert words in said, (words, said)


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("QPainter::begin(): Paint device returned engine == 0", "QtWarningMsg of QPainter::begin"),
        ("QObject: Cannot create children for Ana Lee", "QtWarningMsg of QObject"),
        ("Ana Lee is no font", "QtWarningMsg of qt.text.font.db"),
        ("Quartermain: is no font", "QtWarningMsg of qt.text.font.db"),
        ("", "QtWarningMsg of qt.text.font.db"),
    ],
)
def test_qt_is_told_of_by_who_speaks(message: str, told: str) -> None:
    assert told_of_qt(QtMsgType.QtWarningMsg, "qt.text.font.db", message) == told


@pytest.mark.skipif(os.name != "posix", reason="there is nothing to switch off")
@pytest.mark.parametrize(("most", "least"), [(None, 1), (1, 1), (0, 0)])
def test_no_picture_of_the_memory_is_made(most: int | None, least: int) -> None:
    code = (
        "import resource, sys\nfrom ui.launch import forbid_core_dumps\n"
        + (f"resource.setrlimit(resource.RLIMIT_CORE, ({most}, {most}))\n" if most is not None else "")
        + "forbid_core_dumps()\nprint(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"({least}, {least})"
