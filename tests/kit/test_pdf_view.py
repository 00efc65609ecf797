"""The view of a paper: what is drawn and when, its keys, and what a screen reader hears."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from papers import paper
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPalette, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desktop.errors import StoreTrouble
from ui.kit.pdf_pages import PdfPages
from ui.kit.pdf_view import PdfView
from ui.kit.sheets import ACTUAL_SIZE, FIT_WIDTH

ROOT = Path(__file__).parents[2]
MANY = paper(*(f"Sheet {number}" for number in range(1, 41)))
WHITE, BLACK = QColor("#ffffff"), QColor("#000000")


@pytest.fixture
def view(qtbot: QtBot) -> PdfView:
    made = PdfView("The paper", "Nothing yet.")
    qtbot.addWidget(made)
    made.resize(500, 600)
    made.show()
    QApplication.processEvents()
    return made


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[int, int]]]:
    """Which sheets are drawn, and how wide."""
    asked: list[tuple[int, int]] = []
    real = PdfPages.picture

    def noted(self: PdfPages, at: int, width: int) -> QImage:
        asked.append((at, width))
        return real(self, at, width)

    monkeypatch.setattr(PdfPages, "picture", noted)
    yield asked


def seen(view: PdfView) -> QImage:
    QApplication.processEvents()
    return view.sheets.viewport().grab().toImage()


def test_a_paper_is_white_with_black_on_it_and_as_wide_as_the_view(view: PdfView) -> None:
    view.show_pdf(paper("Superbill"))
    QApplication.processEvents()
    place = view.sheets._places[0]
    room = view.sheets.viewport().width()
    assert room - 40 < place.width() < room
    assert place.left() == pytest.approx((room - place.width()) / 2, abs=1)
    picture = seen(view)
    assert picture.pixelColor(place.center()) == WHITE
    bar = view.sheets.verticalScrollBar()
    bar.setValue(bar.maximum())
    corner = view.sheets._places[0].translated(0, -bar.value()).bottomLeft() + QPoint(10, -10)
    assert seen(view).pixelColor(corner) == BLACK
    assert picture.pixelColor(2, 2) == view.palette().color(QPalette.ColorRole.Window)


def test_paper_stays_white_in_the_dark(view: PdfView, qapp: QApplication) -> None:
    before = qapp.palette()
    dark = QPalette(QColor("#202020"), QColor("#161a19"))
    try:
        qapp.setPalette(dark)
        view.show_pdf(paper("Superbill"))
        assert seen(view).pixelColor(view.sheets._places[0].center()) == WHITE
    finally:
        qapp.setPalette(before)


def test_only_what_is_in_view_is_drawn(view: PdfView, drawn: list[tuple[int, int]]) -> None:
    view.show_pdf(MANY)
    seen(view)
    assert {at for at, _ in drawn} <= {0, 1}
    bar = view.sheets.verticalScrollBar()
    bar.setValue(bar.maximum())
    seen(view)
    assert 39 in {at for at, _ in drawn}
    assert len({at for at, _ in drawn}) <= 5
    # What is far away is let go of.
    assert 0 not in view.sheets._pictures


def test_a_picture_is_kept_while_it_fits(view: PdfView, drawn: list[tuple[int, int]]) -> None:
    view.show_pdf(paper("Superbill"))
    seen(view)
    del drawn[:]
    view.sheets.viewport().repaint()
    view.sheets.verticalScrollBar().setValue(30)
    seen(view)
    assert drawn == []


def test_a_picture_is_kept_at_any_width_of_the_view(view: PdfView, drawn: list[tuple[int, int]]) -> None:
    view.show_pdf(paper("Superbill"))
    again = []
    # pdfium rounds up what comes out a trifle above a whole number, at some of these.
    for width in range(440, 481):
        view.resize(width, 600)
        QApplication.processEvents()
        view.sheets._settle.stop()
        view.sheets.viewport().repaint()
        del drawn[:]
        view.sheets.viewport().repaint()
        again += [width] if drawn else []
    assert again == []


def test_while_the_window_is_dragged_the_picture_is_stretched(
    qtbot: QtBot, view: PdfView, drawn: list[tuple[int, int]]
) -> None:
    view.show_pdf(paper("Superbill"))
    seen(view)
    qtbot.waitUntil(lambda: not view.sheets._settle.isActive())
    del drawn[:]
    for width in (520, 560, 620):
        view.resize(width, 600)
        assert seen(view).pixelColor(view.sheets._places[0].center()) == WHITE
    assert drawn == []
    qtbot.waitUntil(lambda: bool(drawn))
    assert drawn == [(0, view.sheets._places[0].width())]


def test_at_two_pixels_a_point_twice_as_many_are_drawn(
    view: PdfView, drawn: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view.sheets, "devicePixelRatioF", lambda: 2.0)
    view.show_pdf(paper("Superbill"))
    seen(view)
    assert drawn[-1] == (0, 2 * view.sheets._places[0].width())


def test_keys_scroll_and_zoom(qtbot: QtBot, view: PdfView) -> None:
    view.show_pdf(MANY)
    bar = view.sheets.verticalScrollBar()
    qtbot.keyClick(view.sheets, Qt.Key.Key_PageDown)
    assert bar.value() == bar.pageStep()
    qtbot.keyClick(view.sheets, Qt.Key.Key_PageUp)
    assert bar.value() == 0
    qtbot.keyClick(view.sheets, Qt.Key.Key_End)
    assert bar.value() == bar.maximum() > 0
    qtbot.keyClick(view.sheets, Qt.Key.Key_Home)
    assert bar.value() == 0
    fitted = view.sheets.scale()
    assert fitted < 0.75
    qtbot.keyClick(view.sheets, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.sheets.scale() == 0.75
    qtbot.keyClick(view.sheets, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert view.sheets.scale() == ACTUAL_SIZE
    assert view.sheets.horizontalScrollBar().maximum() > 0
    qtbot.keyClick(view.sheets, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert view.sheets.scale() == 0.75
    qtbot.keyClick(view.sheets, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert (view.sheets.zoom, view.sheets.scale()) == (FIT_WIDTH, fitted)


def test_the_wheel_zooms_with_ctrl_and_scrolls_without(view: PdfView) -> None:
    view.show_pdf(MANY)
    QApplication.processEvents()
    middle = QPointF(view.sheets.viewport().rect().center())
    for turn, held, scale, moved in (
        (120, Qt.KeyboardModifier.ControlModifier, 0.75, False),
        (-120, Qt.KeyboardModifier.ControlModifier, 0.5, False),
        (-120, Qt.KeyboardModifier.NoModifier, 0.5, True),
    ):
        event = QWheelEvent(
            middle, view.sheets.viewport().mapToGlobal(middle), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
            held, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view.sheets.viewport(), event)
        assert (view.sheets.scale(), view.sheets.verticalScrollBar().value() > 0) == (scale, moved)


def test_pdfium_and_printing_are_loaded_with_the_first_paper() -> None:
    heavy = ["pypdfium2", "PySide6.QtPrintSupport", "reportlab", "pikepdf"]
    code = f"import sys, ui.superbills.page; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_button_goes_to_the_actual_size_and_back(qtbot: QtBot, view: PdfView) -> None:
    view.show_pdf(MANY)
    assert view.zoom.text() == "Actual size"
    qtbot.mouseClick(view.zoom, Qt.MouseButton.LeftButton)
    assert (view.sheets.scale(), view.zoom.text(), view.zoom.accessibleName()) == (1, "Fit width", "Fit width")
    qtbot.mouseClick(view.zoom, Qt.MouseButton.LeftButton)
    assert (view.sheets.zoom, view.zoom.text()) == (FIT_WIDTH, "Actual size")


def test_what_is_read_is_still_in_view_after_a_zoom(view: PdfView) -> None:
    view.show_pdf(MANY)
    bar = view.sheets.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = view.sheets.sheet()
    view.sheets.zoom_to(2.0)
    assert view.sheets.sheet() == pytest.approx(before, abs=1)


def test_a_screen_reader_hears_the_sheet_in_view(view: PdfView) -> None:
    assert view.sheets.accessibleName() == "The paper"
    assert view.sheets.accessibleDescription() == "Nothing yet."
    view.show_pdf(MANY)
    assert view.sheets.accessibleDescription() == "Sheet 1"
    assert view._which.text() == "Page 1 of 40"
    bar = view.sheets.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert view.sheets.accessibleDescription() == "Sheet 40"
    assert view._which.text() == "Page 40 of 40"
    assert view.sheets.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_new_version_stays_where_the_old_one_was(view: PdfView) -> None:
    view.show_pdf(MANY)
    view.sheets.verticalScrollBar().setValue(900)
    view.show_pdf(paper(*(f"New {number}" for number in range(1, 41))))
    assert view.sheets.verticalScrollBar().value() == 900
    view.show_pdf(paper("Short"))
    assert view.sheets.sheet() == 0
    assert view.sheets.accessibleDescription() == "Short"


def test_words_stand_where_there_is_no_document(view: PdfView) -> None:
    assert view.words() == "Nothing yet."
    assert not view._line.isVisible()
    view.show_pdf(MANY)
    assert view.words() == ""
    assert view._line.isVisible()
    view.say("Check the visits that go on it.")
    assert view.words() == "Check the visits that go on it."
    assert (view.sheets.verticalScrollBar().maximum(), view._line.isVisible()) == (0, False)


@pytest.mark.parametrize("content", [b"", b"no paper", MANY[:200], b"%PDF-1.7\n%%EOF"])
def test_what_is_no_paper_says_so_and_breaks_nothing(view: PdfView, content: bytes) -> None:
    view.show_pdf(MANY)
    view.show_pdf(content)
    assert view.words().startswith("This paper cannot be shown")
    with pytest.raises(StoreTrouble):
        PdfPages(content)
    view.show_pdf(paper("Superbill"))
    assert view.words() == ""


def test_a_sheet_of_any_size_is_drawn(view: PdfView) -> None:
    for size in ((10.0, 14_000.0), (14_000.0, 10.0), (0.4, 0.4)):
        view.show_pdf(paper("x", size=size))
        assert not seen(view).isNull()
        assert view.words() == ""
