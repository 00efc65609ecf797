"""Save or open a file where the person says, and print plain text: what goes wrong comes back as a sentence."""

from collections.abc import Callable, Container, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from clinic_desktop.wording import say
from ui.preferences import forget_visited_folders

_PRINTED_POINTS, _LARGE_POINTS = 12, 15


def ask_where(parent: QWidget, title: str, name: str, chosen: Callable[[Path], object]) -> QFileDialog:
    """Ask for a place to save; returns at once. `name` is proposed and never names a client."""
    dialog = _dialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(name)
    # A name without an ending gets that of the proposed one.
    dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
    return _opened(dialog, chosen)


def ask_which(parent: QWidget, title: str, kinds: str, chosen: Callable[[Path], object]) -> QFileDialog:
    """Ask for a file to read; returns at once. `kinds` are words with patterns, as "Pictures (*.png *.jpg)"."""
    dialog = _dialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(kinds)
    return _opened(dialog, chosen)


def ask_several(
    parent: QWidget,
    title: str,
    kinds: Sequence[str],
    chosen: Callable[[list[Path]], object],
    folder: Path | None = None,
) -> QFileDialog:
    """Ask for files to read, any number of them; returns at once. It begins in `folder`, where one is given."""
    dialog = _dialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(list(kinds))
    if folder:
        dialog.setDirectory(str(folder))
    dialog.filesSelected.connect(lambda paths: chosen([Path(path) for path in paths]))
    return _opened(dialog)


def ask_folder(parent: QWidget, title: str, chosen: Callable[[Path], object]) -> QFileDialog:
    """Ask for a folder; returns at once."""
    dialog = _dialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _opened(dialog, chosen)


def _dialog(parent: QWidget, title: str) -> QFileDialog:
    """The system's own where there is one, else Qt's: that one writes every folder it showed to a plain settings file,
    and a folder can be named after a client. Where somebody was last is known until the program ends, and no longer."""
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    # As it goes, also with the window at a lock; not sooner, for it is then that it writes.
    dialog.destroyed.connect(lambda *_: forget_visited_folders())
    return dialog


def _opened(dialog: QFileDialog, chosen: Callable[[Path], object] | None = None) -> QFileDialog:
    if chosen:
        dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.open()
    return dialog


def print_text(
    parent: QWidget, title: str, text: str, printed: Callable[[], object], large: Container[int] = ()
) -> str:
    """Print plain text through the system's dialog; returns a sentence when there is no printer, else "".

    `title` is the name of the print job and never names a client; `large` are the lines that stand out, from 0.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        return say("No printer was found. Switch it on or connect it, then try again; or save the sheet instead.")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def on_accepted() -> None:
        document(text, large).print_(printer)
        printed()

    dialog.accepted.connect(on_accepted)
    QDialog.open(dialog)
    return ""


def document(text: str, large: Container[int] = ()) -> QTextDocument:
    """Plain text as a document to print; nothing in it is read as markup. The lines in `large` stand out, each letter
    as wide as the other, as what is copied by hand."""
    made = QTextDocument()
    font = QFont(QApplication.font())
    font.setPointSizeF(_PRINTED_POINTS)
    made.setDefaultFont(font)
    made.setPlainText(text)
    standing_out = QTextCharFormat()
    standing_out.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    standing_out.setFontPointSize(_LARGE_POINTS)
    standing_out.setFontWeight(QFont.Weight.Bold)
    for at in range(made.blockCount()):
        if at in large:
            line = QTextCursor(made.findBlockByNumber(at))
            line.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            line.setCharFormat(standing_out)
    return made
