"""A button whose words may be more than there is room for: a window is never wider than its screen for their sake."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStylePainter

from ui.kit.buttons import Button
from ui.kit.grid import step
from ui.kit.text import tip

# So many steps it keeps in the narrowest window.
_LEAST_STEPS = 20


class ShortButton(Button):
    """Shows as much as there is room for; the rest is in its tool tip. A screen reader has all of it."""

    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), step(_LEAST_STEPS)), whole.height())

    def setText(self, text: str) -> None:
        super().setText(text)
        self._say_rest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_rest()

    def paintEvent(self, _: QPaintEvent) -> None:
        looks = QStyleOptionButton()
        self.initStyleOption(looks)
        looks.text = self.shown()
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, looks)

    def shown(self) -> str:
        """The words as they are drawn."""
        if not self._is_cut():
            # A letter is not always as wide as its part of a line: what fits is not measured again.
            return self.text()
        letters = self.fontMetrics()
        beside = self.sizeHint().width() - letters.horizontalAdvance(self.text())
        return letters.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - beside)

    def _say_rest(self) -> None:
        tip(self, self.text().replace("&&", "&") if self._is_cut() else "")

    def _is_cut(self) -> bool:
        return self.width() < self.sizeHint().width()
