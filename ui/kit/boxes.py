"""Check boxes and choices whose marks are our own icons, in the colors of the theme."""

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from ui.kit.icons import draw


class ChoiceBox(QComboBox):
    """A combo box with our own arrow; the style sheet takes the platform's away."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self.fontMetrics().height()
        place = QRect(self.width() - side - side // 2, (self.height() - side) // 2, side, side)
        role = QPalette.ColorRole.WindowText if self.isEnabled() else QPalette.ColorRole.PlaceholderText
        with QPainter(self) as painter:
            draw("down", painter, place, self.palette().color(role))


class Check(QCheckBox):
    """A check box with our own check mark on the accent color."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        # Imported here: QStyle's many enumerations take 15 ms, and sign-in has nothing checked.
        from PySide6.QtWidgets import QStyle, QStyleOptionButton

        option = QStyleOptionButton()
        self.initStyleOption(option)
        place = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        with QPainter(self) as painter:
            draw("check", painter, place, self.palette().color(QPalette.ColorRole.HighlightedText))


class NoWheel(QObject):
    """A wheel over a box that has no focus scrolls the page and does not change the value."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent) and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False
