"""Lines of fields whose boxes stand level, however many lines a label beside them takes."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.kit.fields import Field

if TYPE_CHECKING:
    from PySide6.QtCore import QRect


class FieldLine(QHBoxLayout):
    """Fields beside each other. A label that wraps in a narrow window moves the other boxes down with its own."""

    def setGeometry(self, rect: "QRect") -> None:
        super().setGeometry(rect)
        items = (self.itemAt(at) for at in range(self.count()))
        level(field for item in items if item and isinstance(field := item.widget(), Field))


class FieldGrid(QGridLayout):
    """A grid that tells each time it has laid out its cells."""

    def __init__(self, parent: QWidget, laid_out: Callable[[], object]) -> None:
        """Of this widget; `laid_out` is called with every cell in its place."""
        super().__init__(parent)
        self._laid_out = laid_out

    def setGeometry(self, rect: "QRect") -> None:
        super().setGeometry(rect)
        self._laid_out()


def level(line: Iterable[Field]) -> int:
    """Give all labels of a line the height of the highest; returns it, in pixels."""
    shown = [field for field in line if not field.isHidden()]
    highest = max((field.label_height(field.width()) for field in shown), default=0)
    for field in shown:
        field.level_label(highest)
    return highest
