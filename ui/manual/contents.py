"""The list at the left of the manual: a title each, and below it a few quieter lines where there are any."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.kit.grid import step
from ui.theme import points

_BELOW = Qt.ItemDataRole.UserRole
_SIDE = 2


class Contents(QListWidget):
    """Chosen with the arrows and Enter, or with one click."""

    def __init__(self) -> None:
        """Empty before `show_lines`."""
        super().__init__()
        self.setProperty("surface", "contents")
        self.setItemDelegate(_Lines(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(step(3))

    def show_lines(self, name: str, lines: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        """Show these titles, each with the lines below it; `name` is read by screen readers."""
        self.clear()
        self.setAccessibleName(name)
        for title, below in lines:
            item = QListWidgetItem(title)
            item.setData(_BELOW, below)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ". ".join((title, *below)))
            self.addItem(item)

    def titles(self) -> list[str]:
        """The titles that are shown."""
        return [self.item(at).text() for at in range(self.count())]


class _Lines(QStyledItemDelegate):
    """Paints a line; Qt's own knows one weight and one color for all of it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        below = index.data(_BELOW) or ()
        high = QFontMetrics(_title_font(option.font, strong=True)).height()
        high += len(below) * QFontMetrics(_small_font(option.font)).height()
        return QSize(step(10), high + step(2))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        # The ground as the style sheet says; the words are ours.
        option.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        below = index.data(_BELOW) or ()
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        # The program's own: in that of a widget the style sheet makes the quiet color paler than it may be.
        colors = QApplication.palette()
        room = option.rect.adjusted(step(_SIDE), step(1), -step(_SIDE), -step(1))
        painter.save()
        title = colors.color(QPalette.ColorRole.Accent if is_chosen else QPalette.ColorRole.Text)
        font = _title_font(option.font, strong=is_chosen or bool(below))
        top = _write(painter, room, room.top(), (font, title, str(index.data())))
        quiet = colors.color(QPalette.ColorRole.Text if is_chosen else QPalette.ColorRole.PlaceholderText)
        for words in below:
            top = _write(painter, room, top, (_small_font(option.font), quiet, words))
        painter.restore()


def _write(painter: QPainter, room: QRect, top: int, what: tuple[QFont, QColor, str]) -> int:
    """Write one line, cut where it does not fit; returns where the next one begins."""
    font, color, words = what
    metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(color)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(QRect(room.left(), top, room.width(), metrics.height()), Qt.AlignmentFlag.AlignLeft, shown)
    return top + metrics.height()


def _title_font(font: QFont, *, strong: bool) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return made


def _small_font(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(points(font, "small"))
    return made
