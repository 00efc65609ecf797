"""All blanks of the call sheet in their groups, in two columns where there is room."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from clinic_desktop.coverage.model.call_sheet import CALL_SHEET, BlankGroup
from clinic_desktop.wording import say
from ui.coverage.answers import TypedAnswer
from ui.coverage.call.blank import BlankField
from ui.kit.grid import step
from ui.kit.layout import column
from ui.kit.text import Text

# In steps of the grid, so that larger letters need a wider window.
_TWO = 66


class _Group(QFrame):
    """A heading and its blanks."""

    def __init__(self, group: BlankGroup, today: date) -> None:
        super().__init__()
        self.setProperty("surface", "none")
        self._blanks, self._today = group.blanks, today
        self.fields: list[BlankField] = []
        self._shown: tuple[Sequence[BlankField], int] = ((), 0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(step(3))
        self._grid.setVerticalSpacing(step(1))
        self.setLayout(column(Text(say(group.label), "heading"), self._grid, gap=1))

    def furnish(self) -> None:
        """Make the blanks."""
        for blank in self._blanks:
            made = BlankField(blank, self._today)
            # At once: without a parent each would be a window of its own when it is first shown.
            made.setParent(self)
            self.fields.append(made)

    def arrange(self, columns: int) -> None:
        """Let those that are shown follow each other without a gap, in the order of their numbers."""
        seen = [one for one in self.fields if not one.isHidden()]
        self.setVisible(bool(seen))
        if (seen, columns) == self._shown:
            return
        self._shown = seen, columns
        for one in self.fields:
            self._grid.removeWidget(one)
        for at in range(2):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
        for at, one in enumerate(seen):
            self._grid.addWidget(one, at // columns, at % columns, Qt.AlignmentFlag.AlignTop)


class Blanks(QWidget):
    """The groups below each other. Which blanks are shown is for the page to say; then `arrange`.

    Each signal carries a blank: `typing` while something is typed there, `left` when its line is left, `answered` when
    an answer was chosen, or is the same again, `anew` when what is known is to be said anew.
    """

    typing = Signal(object)
    left = Signal(object)
    answered = Signal(object)
    anew = Signal(object)

    def __init__(self, today: date) -> None:
        """The headings; the blanks come with `furnish`."""
        super().__init__()
        self._groups = [_Group(group, today) for group in CALL_SHEET]
        self.fields: dict[str, BlankField] = {}
        self.setLayout(column(*self._groups, gap=2))

    def furnish(self) -> None:
        """Make all blanks, once the sheet has its place: Qt styles what is inside again at each parent it gets."""
        for group in self._groups:
            group.furnish()
        self.fields = {one.key: one for group in self._groups for one in group.fields}
        for one in self.fields.values():
            self._wire(one)

    def _wire(self, field: BlankField) -> None:
        answered, box = partial(self.answered.emit, field), field.box
        field.again.connect(answered)
        field.anew.connect(partial(self.anew.emit, field))
        if isinstance(box, TypedAnswer):
            box.line.textEdited.connect(lambda _: self.typing.emit(field))
            box.line.editingFinished.connect(partial(self.left.emit, field))
            box.quick.changed.connect(answered)
        else:
            box.changed.connect(answered)

    @property
    def columns(self) -> int:
        """How many stand beside each other."""
        return 2 if self.width() >= step(_TWO) else 1

    def arrange(self) -> None:
        """Look again which are shown, and what room there is."""
        for one in self._groups:
            one.arrange(self.columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange()
        super().resizeEvent(event)

    def found(self, typed: str, behind: str = "") -> BlankField | None:
        """The blank with that number, or the next one `behind` a key that has these words, around the end."""
        seen = [one for one in self.fields.values() if not one.isHidden()]
        wanted = typed.strip().lower()
        if wanted.isdecimal():
            return next((one for one in seen if str(one.number) == wanted), None)
        at = next((place + 1 for place, one in enumerate(seen) if one.key == behind), 0)
        return next((one for one in seen[at:] + seen[:at] if wanted and wanted in _words(one)), None)


def _words(one: BlankField) -> str:
    return f"{one.label}\n{one.ask}".lower()
