"""The sheets of a PDF below each other, as wide as there is room, in a view that scrolls. Only those in view are
drawn."""

from bisect import bisect_right

from PySide6.QtCore import QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

from ui.kit.grid import step
from ui.kit.pdf_pages import POINTS_PER_INCH, PdfPages
from ui.kit.text import Text

FIT_WIDTH, ACTUAL_SIZE = 0.0, 1.0
_ZOOMS = (0.5, 0.75, ACTUAL_SIZE, 1.25, 1.5, 2.0, 3.0)
# On a wide screen a sheet as wide as the view would have letters an inch high.
_WIDEST_FIT, _NARROWEST_FIT = 1.75, 0.1
# While an edge of the window is dragged the pictures are stretched; they are drawn anew once it rests.
_SETTLE_MILLISECONDS = 120
# In steps of the grid: the ground beside the sheets, and between them.
_MARGIN, _GAP = 1, 2


class SheetsView(QAbstractScrollArea):
    """`turned` when another sheet, or another document, came into view; `zoomed` when the scale changed."""

    turned = Signal()
    zoomed = Signal()

    def __init__(self, name: str) -> None:
        """Empty and without a word; `name` is read by screen readers."""
        super().__init__()
        self.setProperty("surface", "sheets")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.pages: PdfPages | None = None
        self.zoom, self._sheet = FIT_WIDTH, 0
        self._places: list[QRect] = []
        # With the width that each was drawn for: what comes of that may be a pixel wider.
        self._pictures: dict[int, tuple[int, QImage]] = {}
        self._words = Text("", "muted")
        self._words.setParent(self.viewport())
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setMargin(step(4))
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MILLISECONDS)
        self._settle.timeout.connect(self.viewport().update)

    def show_pages(self, pages: PdfPages) -> None:
        """Show a document in the place of the one before, which is let go of; what is in view stays there."""
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self._let_go()
        self.pages = pages
        self._words.hide()
        self._arrange()
        self.horizontalScrollBar().setValue(across)
        self.verticalScrollBar().setValue(down)
        self._sheet = self._in_view()
        self.turned.emit()

    def say(self, words: str) -> None:
        """Show words and no document."""
        self._let_go()
        self._words.setText(words)
        self._words.show()
        self._arrange()
        self.turned.emit()

    def words(self) -> str:
        """The words that stand in the place of a document, "" while there is one."""
        return "" if self.pages else self._words.text()

    def sheet(self) -> int:
        """Which sheet is in view, counted from 0."""
        return self._sheet

    def scale(self) -> float:
        """How large a sheet is shown, 1 for its actual size."""
        return self._scale(self.viewport().width())

    def zoom_to(self, zoom: float) -> None:
        """Show sheets so large, 1 for their actual size, or FIT_WIDTH; what is at the top stays there."""
        bar = self.verticalScrollBar()
        top = bar.value() / max(1, bar.maximum() + bar.pageStep())
        self.zoom = zoom
        self._arrange()
        bar.setValue(round(top * (bar.maximum() + bar.pageStep())))
        self.zoomed.emit()

    def zoom_by(self, steps: int) -> None:
        """The next larger size, or smaller."""
        now, slack = self.scale(), 0.01
        larger = [one for one in _ZOOMS if one > now + slack]
        smaller = [one for one in _ZOOMS if one < now - slack]
        wanted = larger[:1] if steps > 0 else smaller[-1:]
        if self.pages and wanted:
            self.zoom_to(wanted[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), event.key()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and key in _ZOOM_KEYS:
            steps = _ZOOM_KEYS[key]
            self.zoom_by(steps) if steps else self.zoom_to(FIT_WIDTH)
        elif key == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            # Page Up, Page Down and the arrows are Qt's.
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle.start()
        self._arrange()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        sheet = self._in_view()
        if sheet != self._sheet:
            self._sheet = sheet
            self.turned.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sheets in view. One that has no picture yet gets it now: it takes a few milliseconds."""
        if self.pages is None:
            return
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        shown = []
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            for at, place in enumerate(self._places):
                seen = place.translated(-across, -down)
                if not seen.intersects(event.rect()):
                    continue
                shown.append(at)
                picture = self._picture(self.pages, at, place)
                painter.drawImage(QRectF(seen), picture, QRectF(picture.rect()))
                painter.drawRect(seen.adjusted(-1, -1, 0, 0))
        if shown:
            near = range(shown[0] - 1, shown[-1] + 2)
            self._pictures = {at: picture for at, picture in self._pictures.items() if at in near}

    def _picture(self, pages: PdfPages, at: int, place: QRect) -> QImage:
        kept, width = self._pictures.get(at), round(place.width() * self.devicePixelRatioF())
        if kept and (kept[0] == width or self._settle.isActive()):
            return kept[1]
        made = pages.picture(at, width)
        self._pictures[at] = (width, made)
        return made

    def _arrange(self) -> None:
        """Find the place of every sheet, first without a bar beside them, then with one where they need it."""
        room, bar = self.maximumViewportSize(), self.verticalScrollBar()
        width = room.width()
        bottom = self._place(width)
        if bottom > room.height():
            width -= bar.sizeHint().width()
            bottom = self._place(width)
        most = max((place.width() for place in self._places), default=0)
        wide = most + 2 * step(_MARGIN) if most else 0
        height = room.height() - (self.horizontalScrollBar().sizeHint().height() if wide > width else 0)
        _set(bar, bottom, height)
        _set(self.horizontalScrollBar(), wide, width)
        self._words.resize(room)
        self.viewport().update()

    def _place(self, width: int) -> int:
        """Put the sheets below each other in the middle of this width; returns where they end."""
        self._places = []
        down, scale = step(_MARGIN), self._scale(width) * self._pixels_a_point()
        for size in self.pages.sizes if self.pages else ():
            wide, high = round(size.width() * scale), round(size.height() * scale)
            left = max(step(_MARGIN), (width - wide) // 2)
            self._places.append(QRect(left, down, wide, high))
            down += high + step(_GAP)
        return down - step(_GAP) + step(_MARGIN) if self._places else 0

    def _scale(self, width: int) -> float:
        if self.zoom != FIT_WIDTH or self.pages is None:
            return self.zoom or ACTUAL_SIZE
        most = max(size.width() for size in self.pages.sizes) * self._pixels_a_point()
        return min(_WIDEST_FIT, max(_NARROWEST_FIT, (width - 2 * step(_MARGIN)) / most))

    def _pixels_a_point(self) -> float:
        return self.logicalDpiX() / POINTS_PER_INCH

    def _in_view(self) -> int:
        """The sheet that stands a third below the top of the view."""
        bar = self.verticalScrollBar()
        eye = bar.value() + bar.pageStep() // 3
        return max(0, bisect_right([place.top() for place in self._places], eye) - 1)

    def _let_go(self) -> None:
        if self.pages:
            self.pages.close()
        self.pages, self._sheet = None, 0
        self._pictures.clear()


_ZOOM_KEYS: dict[int, int] = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}


def _set(bar: QScrollBar, whole: int, shown: int) -> None:
    bar.setPageStep(max(1, shown))
    bar.setSingleStep(step(3))
    bar.setRange(0, max(0, whole - shown))
