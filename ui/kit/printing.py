"""Prints a PDF through the system's dialog: as pictures out of memory, so that the program writes nothing of it to the
disk. The system's own printing may keep a copy of the job while it prints, and a printer too."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDialog, QWidget

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.wording import say
from ui.kit.pdf_pages import POINTS_PER_INCH, PdfPages

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

# Letters are sharp on paper, and a page takes 17 ms.
MOST_DPI = 300


def print_pdf(
    parent: QWidget, title: str, pdf: bytes, answered: Callable[[str], object], placed_for: str | None = None
) -> None:
    """Ask for a printer and print; returns at once. `answered` gets "" once it was sent there, or what went wrong.

    `placed_for` is the printer whose offsets a paper for printed forms has in it, "" for none in particular: it is
    printed in its true size from the very edge of the paper, and not on another printer.

    `title` is the name of the print job and never names a client. Raises StoreTrouble where there is no printer, or
    nothing that can be printed.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        raise StoreTrouble(
            say(
                "No printer was found, so nothing was printed. The document is kept. Switch the printer on or connect "
                "it, then try again; or save the document instead."
            )
        )
    pages = PdfPages(pdf)
    printer = fitted_printer(title)
    if placed_for:
        printer.setPrinterName(placed_for)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, len(pages.sizes))
    dialog.setFromTo(1, len(pages.sizes))
    dialog.setPrintRange(QPrintDialog.PrintRange.AllPages)

    def on_finished(answer: int) -> None:
        dialog.deleteLater()
        try:
            # Its places count from the edge of the paper, and not from where the printer begins to print.
            printer.setFullPage(placed_for is not None)
            if answer == QDialog.DialogCode.Accepted:
                answered(_other_printer(placed_for, printer) or _trouble_of(pages, printer))
        finally:
            pages.close()

    dialog.finished.connect(on_finished)
    QDialog.open(dialog)


def fitted_printer(title: str) -> "QPrinter":
    """The printer that is chosen at first, with Letter paper in it."""
    from PySide6.QtGui import QPageSize
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    return printer


def run_off(pages: PdfPages, printer: "QPrinter") -> None:
    """Print the sheets that were asked for, as often and in the order that was asked for: within what the printer
    reaches, or in their true size from the edge of the paper where it takes the full page."""
    put = true_size if printer.fullPage() else placed
    with QPainter() as painter:
        begun = painter.begin(printer)
        for at, sheet in enumerate(_sheets(len(pages.sizes), printer)):
            begun = begun and (at == 0 or printer.newPage())
            if not begun:
                break
            target = put(pages.sizes[sheet], printer)
            width = round(target.width() * min(1, MOST_DPI / printer.resolution()))
            picture = pages.picture(sheet, max(1, width))
            painter.drawImage(target, picture, QRectF(picture.rect()))
    if not begun:
        raise StoreTrouble(
            say(
                "The printer did not take the document, so pages may be missing. The document is kept. Look at the "
                "printer, then print it again; or save it instead."
            )
        )


def _other_printer(placed_for: str | None, printer: "QPrinter") -> str:
    """What is said where somebody chose another printer than the one that a paper was placed for."""
    if not placed_for or printer.printerName() == placed_for:
        return ""
    return say(
        "Nothing was printed: the paper was placed for {printer}, and another printer was chosen. Choose that one "
        "beside the paper first, so that its own offsets count.",
        printer=placed_for,
    )


def _trouble_of(pages: PdfPages, printer: "QPrinter") -> str:
    """Print, and say what went wrong, "" for nothing."""
    try:
        run_off(pages, printer)
    except StoreTrouble as trouble:
        return trouble.words
    return ""


def placed(size: QSizeF, printer: "QPrinter") -> QRectF:
    """Where a sheet of so many points goes on the paper, in dots: in the middle, in its own size where that fits."""
    room = printer.pageLayout().paintRectPixels(printer.resolution())
    dots = printer.resolution() / POINTS_PER_INCH
    scale = min(1.0, room.width() / (size.width() * dots), room.height() / (size.height() * dots))
    wide, high = size.width() * dots * scale, size.height() * dots * scale
    return QRectF((room.width() - wide) / 2, (room.height() - high) / 2, wide, high)


def true_size(size: QSizeF, printer: "QPrinter") -> QRectF:
    """Where a sheet of so many points goes in its true size, in dots: from the upper left corner of the paper."""
    dots = printer.resolution() / POINTS_PER_INCH
    return QRectF(0, 0, size.width() * dots, size.height() * dots)


def printer_names() -> tuple[str, ...]:
    """The printers of this computer, the one that is chosen at first in front."""
    from PySide6.QtPrintSupport import QPrinterInfo

    names, first = list(QPrinterInfo.availablePrinterNames()), QPrinterInfo.defaultPrinterName()
    return tuple(sorted(names, key=lambda name: name != first))


def _sheets(count: int, printer: "QPrinter") -> Iterator[int]:
    """The sheets, counted from 0. Copies are made here only where the printer cannot."""
    first, last = 1, count
    if printer.printRange() == printer.PrintRange.PageRange:
        first, last = max(1, printer.fromPage() or 1), min(count, printer.toPage() or count)
    sheets = list(range(first - 1, last))
    if printer.pageOrder() == printer.PageOrder.LastPageFirst:
        sheets.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        for _ in range(copies):
            yield from sheets
    else:
        for sheet in sheets:
            yield from [sheet] * copies
