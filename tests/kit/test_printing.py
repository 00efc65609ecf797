"""What goes to the printer: which sheets, how large, and what is said when it cannot."""

from pathlib import Path

import pytest
from papers import paper
from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.errors import StoreTrouble
from ui.kit.pdf_pages import PdfPages
from ui.kit.printing import MOST_DPI, fitted_printer, placed, print_pdf, run_off, true_size

LETTER = QSizeF(612, 792)
THREE = paper("One", "Two", "Three")


class Counted(PdfPages):
    """Notes which sheets are drawn, and how wide."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__(pdf)
        self.drawn: list[tuple[int, int]] = []

    def picture(self, at: int, width: int) -> QImage:
        self.drawn.append((at, width))
        return super().picture(at, width)


@pytest.fixture
def pages() -> Counted:
    return Counted(THREE)


@pytest.fixture
def printer(qapp: QApplication, tmp_path: Path) -> QPrinter:
    """Prints into a file, for there is no printer here."""
    made = fitted_printer("Superbill 1001")
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "printed.pdf"))
    made.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    return made


def printed(printer: QPrinter) -> PdfPages:
    return PdfPages(Path(printer.outputFileName()).read_bytes())


def test_every_sheet_is_printed_on_letter_paper_at_300_dots(pages: Counted, printer: QPrinter) -> None:
    run_off(pages, printer)
    found = printed(printer)
    assert found.sizes == (LETTER,) * 3
    assert [sheet for sheet, _ in pages.drawn] == [0, 1, 2]
    assert {width for _, width in pages.drawn} == {round(placed(LETTER, printer).width() * MOST_DPI / 1200)}
    assert printer.resolution() == 1200
    assert printer.docName() == "Superbill 1001"


def test_the_ink_lands_where_the_sheet_has_it(pages: Counted, printer: QPrinter) -> None:
    """The black square of an inch at the lower left corner."""
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    run_off(pages, printer)
    picture = printed(printer).picture(0, 612)
    dark = [(x, y) for x in range(0, 612, 4) for y in range(0, 792, 4) if picture.pixelColor(x, y).lightness() < 60]
    left, down = max(x for x, y in dark if y > 700), min(y for x, y in dark if x < 60)
    assert left == pytest.approx(72, abs=5)
    assert down == pytest.approx(720, abs=5)


def test_a_sheet_keeps_its_size_or_shrinks_to_what_can_be_printed(printer: QPrinter) -> None:
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.Letter), QPageLayout.Orientation.Portrait, QMarginsF(36, 36, 36, 36)
    )
    printer.setPageLayout(layout)
    small = placed(QSizeF(288, 144), printer)
    assert (small.width(), small.height()) == (4 * 1200, 2 * 1200)
    assert small.center().x() == pytest.approx(540 / 72 * 1200 / 2)
    whole = placed(LETTER, printer)
    assert whole.width() == pytest.approx(540 / 72 * 1200)
    assert whole.width() / whole.height() == pytest.approx(612 / 792)
    assert whole.top() == pytest.approx((720 / 72 * 1200 - whole.height()) / 2)


def test_a_paper_for_printed_forms_keeps_its_size_whatever_the_printer_can_reach(
    pages: Counted, printer: QPrinter
) -> None:
    """The black square of an inch at the lower left corner is an inch still, and in the corner."""
    printer.setPageMargins(QMarginsF(36, 36, 36, 36))
    printer.setFullPage(True)
    run_off(pages, printer)
    assert true_size(LETTER, printer).size() == QSizeF(8.5 * 1200, 11 * 1200)
    picture = printed(printer).picture(0, 612)
    dark = [(x, y) for x in range(0, 200) for y in range(600, 792) if picture.pixelColor(x, y).lightness() < 60]
    assert (min(x for x, _ in dark), max(x for x, _ in dark)) == pytest.approx((0, 71), abs=1)
    assert (min(y for _, y in dark), max(y for _, y in dark)) == pytest.approx((720, 791), abs=1)


def test_a_range_and_copies_are_heeded(pages: Counted, printer: QPrinter) -> None:
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    printer.setCopyCount(2)
    printer.setCollateCopies(True)
    assert not printer.supportsMultipleCopies()
    run_off(pages, printer)
    assert [sheet for sheet, _ in pages.drawn] == [1, 2, 1, 2]
    pages.drawn.clear()
    printer.setCollateCopies(False)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    run_off(pages, printer)
    assert [sheet for sheet, _ in pages.drawn] == [2, 2, 1, 1]


def test_a_printer_that_takes_nothing_is_said(pages: Counted, printer: QPrinter, tmp_path: Path) -> None:
    printer.setOutputFileName(str(tmp_path / "nowhere" / "printed.pdf"))
    with pytest.raises(StoreTrouble, match="did not take the document"):
        run_off(pages, printer)


def test_without_a_printer_nothing_is_asked(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    page = QWidget()
    qtbot.addWidget(page)
    with pytest.raises(StoreTrouble, match="No printer was found"):
        print_pdf(page, "Superbill 1001", THREE, lambda _: None)
    assert page.findChildren(QPrintDialog) == []


@pytest.mark.parametrize("accepted", [True, False])
def test_the_dialog_is_asked_and_then_it_is_printed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, accepted: bool
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Desk"])
    sent: list[int] = []
    monkeypatch.setattr("ui.kit.printing.run_off", lambda pages, _: sent.append(len(pages.sizes)))
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    done: list[str] = []
    print_pdf(page, "Superbill 1001", THREE, done.append)
    (dialog,) = page.findChildren(QPrintDialog)
    assert (dialog.fromPage(), dialog.toPage(), dialog.maxPage()) == (1, 3, 3)
    dialog.done(int(accepted))
    assert (sent, done) == (([3], [""]) if accepted else ([], []))


def test_what_the_printer_refuses_is_answered(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Desk"])
    page = QWidget()
    qtbot.addWidget(page)
    done: list[str] = []
    print_pdf(page, "Superbill 1001", THREE, done.append)
    (dialog,) = page.findChildren(QPrintDialog)
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(tmp_path / "nowhere" / "printed.pdf"))
    dialog.done(1)
    assert len(done) == 1
    assert done[0].startswith("The printer did not take the document")


@pytest.mark.parametrize("error", [StoreTrouble("The printer is on fire."), ZeroDivisionError()])
def test_the_pages_are_let_go_of_whatever_happens(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    closed: list[PdfPages] = []

    def close(pages: PdfPages) -> None:
        closed.append(pages)

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Desk"])
    monkeypatch.setattr("ui.kit.printing.run_off", fail)
    monkeypatch.setattr(PdfPages, "close", close)
    page = QWidget()
    qtbot.addWidget(page)
    done: list[str] = []
    print_pdf(page, "Superbill 1001", THREE, done.append)
    (dialog,) = page.findChildren(QPrintDialog)
    with qtbot.captureExceptions() as raised:
        dialog.done(1)
    assert len(closed) == 1
    assert done == (["The printer is on fire."] if isinstance(error, StoreTrouble) else [])
    assert len(raised) == (0 if done else 1)
