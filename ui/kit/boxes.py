"""A check box whose mark is our own icon, in the color of the theme."""

from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QCheckBox

from ui.kit.strokes import draw


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
