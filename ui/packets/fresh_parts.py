"""What is proposed since the parts of a draft were chosen: taken in at a press, or left out."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from clinic_desktop.packets.model.parts import OfferedPart
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.flow import flow
from ui.kit.layout import column, emptied, holder
from ui.kit.text import Text


class FreshParts(QWidget):
    """Not there while there is nothing new."""

    def __init__(self, take: Callable[[tuple[str, ...], bool], object]) -> None:
        """`take` gets the keys of what is new, and whether it goes in."""
        super().__init__()
        self._take, self._keys = take, ()
        self._lines = column(gap=0)
        self.add = button(say("Add to the packet"), lambda: self._on(True))
        self.leave = button(say("Leave out"), lambda: self._on(False), "link")
        heading = Text(say("New since the parts were chosen"), "strong")
        self.setLayout(column(heading, self._lines, holder(flow(self.add, self.leave)), gap=1))
        self.hide()

    _keys: tuple[str, ...]

    def show_parts(self, fresh: Sequence[OfferedPart]) -> None:
        """Say what it is, and why it is proposed."""
        self._keys = tuple(one.part.key for one in fresh)
        emptied(self._lines)
        for one in fresh:
            line = Text(say("{what}: {why}", what=one.part.on_screen, why=one.why))
            self._lines.addWidget(line)
            line.show()
        self.setVisible(bool(fresh))

    def _on(self, is_in: bool) -> None:
        self._take(self._keys, is_in)
