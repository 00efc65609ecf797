"""A banner: what happened, what is safe, and one button to do something about it. Never a box."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from clinic_desktop.wording import say
from ui.kit.buttons import button, look_as
from ui.kit.grid import step
from ui.kit.icons import icon
from ui.kit.text import Text

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

Kind = Literal["stop", "warning", "good", "note"]
# So many steps a banner is wide where the sentence and its button stand beside each other.
_ROOM = 88
_PICTURES: dict[Kind, str] = {"stop": "stop", "warning": "warning", "good": "check", "note": "note"}


class Banner(QFrame):
    """Hidden until `show_words`. The picture says the kind too, for those who cannot tell the colors."""

    def __init__(self, *, stays: bool = False) -> None:
        """An empty, hidden banner; one that `stays` cannot be closed by hand."""
        super().__init__()
        # Made at once, unlike the rest: it keeps the banner's place in the tab order.
        self._close = button(say("Close"), self.hide)
        self._close.setParent(self)
        self._close.setHidden(stays)
        self._parts: _Parts | None = None
        self.hide()

    def show_words(self, kind: Kind, words: str, action: tuple[str, Callable[[], object]] | None = None) -> None:
        """Show the sentence; `action` is a button's words and what it does."""
        look_as(self, "banner", kind)
        # Most forms are left without a banner: its parts are made when there is something to say.
        parts = self._parts = self._parts or _Parts(self, self._close)
        parts.picture.setPixmap(icon(_PICTURES[kind]).pixmap(step(3), step(3)))
        parts.words.setText(words)
        self.setAccessibleName(words)
        parts.offer(button(*action) if action else None)
        parts.arrange(self.width())
        self.show()

    def resizeEvent(self, event: "QResizeEvent") -> None:
        if self._parts:
            self._parts.arrange(self.width())
        super().resizeEvent(event)

    def words(self) -> str:
        """The sentence that is shown, "" while hidden."""
        return "" if self.isHidden() or not self._parts else self._parts.words.text()


class _Parts:
    """What stands in a banner, from left to right."""

    def __init__(self, banner: Banner, close: QPushButton) -> None:
        from PySide6.QtCore import Qt

        self.words = Text()
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.picture = QLabel()
        self._close = close
        self._action: QPushButton | None = None
        whole = QHBoxLayout(banner)
        whole.setContentsMargins(step(2), step(1), step(2), step(1))
        whole.setSpacing(step(2))
        whole.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        # The buttons in a line of their own: beside the sentence, or below it.
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(step(1))
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(step(2))
        self._buttons.addWidget(close)
        self._buttons.addStretch(1)
        self._sides.addWidget(self.words, 1)
        self._sides.addSpacing(step(1))
        self._sides.addLayout(self._buttons)
        whole.addLayout(self._sides, 1)

    def offer(self, made: QPushButton | None) -> None:
        """Put this button beside the words, in the place of the one that was there."""
        if self._action:
            self._buttons.removeWidget(self._action)
            self._action.hide()
            self._action.deleteLater()
        self._action = made
        if made:
            self._buttons.insertWidget(0, made)
            made.show()
            QWidget.setTabOrder(self._close, made)
            QWidget.setTabOrder(made, self._close)

    def arrange(self, width: int) -> None:
        """In a narrow banner two buttons would leave the sentence a column of single words: they stand below it."""
        is_wide = self._action is None or width >= step(_ROOM)
        self._sides.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
