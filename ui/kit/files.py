"""Save or open a file where the person says, and print plain text: what goes wrong comes back as a sentence."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextDocument
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from clinic_desktop.wording import say
from ui.preferences import forget_visited_folders


def ask_where(parent: QWidget, title: str, name: str, chosen: Callable[[Path], object]) -> QFileDialog:
    """Ask for a place to save; returns at once. `name` is proposed and never names a client."""
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(name)
    # A name without an ending gets that of the proposed one.
    dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    # Qt's own dialog writes every folder it showed to a plain settings file.
    dialog.destroyed.connect(lambda *_: forget_visited_folders())
    dialog.open()
    return dialog


def ask_which(parent: QWidget, title: str, kinds: str, chosen: Callable[[Path], object]) -> QFileDialog:
    """Ask for a file to read; returns at once. `kinds` are words with patterns, as "Pictures (*.png *.jpg)"."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.destroyed.connect(lambda *_: forget_visited_folders())
    dialog.open()
    return dialog


def ask_several(
    parent: QWidget,
    title: str,
    kinds: Sequence[str],
    chosen: Callable[[list[Path]], object],
    folder: Path | None = None,
) -> QFileDialog:
    """Ask for files to read, any number of them; returns at once. It begins in `folder`, where one is given."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(list(kinds))
    if folder:
        dialog.setDirectory(str(folder))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(lambda paths: chosen([Path(path) for path in paths]))
    dialog.destroyed.connect(lambda *_: forget_visited_folders())
    dialog.open()
    return dialog


def ask_folder(parent: QWidget, title: str, chosen: Callable[[Path], object]) -> QFileDialog:
    """Ask for a folder; returns at once."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.destroyed.connect(lambda *_: forget_visited_folders())
    dialog.open()
    return dialog


def print_text(parent: QWidget, title: str, text: str, printed: Callable[[], object]) -> str:
    """Print plain text through the system's dialog; returns a sentence when there is no printer, else "".

    `title` is the name of the print job and never names a client.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        return say("No printer was found. Switch it on or connect it, then try again; or save the sheet instead.")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def on_accepted() -> None:
        document(text).print_(printer)
        printed()

    dialog.accepted.connect(on_accepted)
    QDialog.open(dialog)
    return ""


def document(text: str) -> QTextDocument:
    """Plain text as a document to print; nothing in it is read as markup."""
    made = QTextDocument()
    font = QFont(QApplication.font())
    font.setPointSizeF(12)
    made.setDefaultFont(font)
    made.setPlainText(text)
    return made
