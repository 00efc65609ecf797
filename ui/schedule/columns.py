"""Which column of a table is which: the first rows to look at, and a choice for each thing that is wanted."""

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QWidget

from clinic_desktop.schedule.model import ROLES, Columns, ScheduleTable
from clinic_desktop.wording import say
from ui.kit.choice_box import ChoiceBox, NoWheel
from ui.kit.grid import step
from ui.kit.layout import column, holder
from ui.kit.text import Text, isolated

_ROWS_SHOWN = 3
_MOST_COLUMNS_SHOWN = 7
_IN_A_LINE = 4
_LETTERS_SHOWN = 14
_LETTERS_OF_A_CELL = 28


class ColumnChoice(QWidget):
    """Calls `chosen` with the places of the columns at every choice."""

    def __init__(self, sheet: ScheduleTable, columns: Columns, chosen: Callable[[Columns], object]) -> None:
        """Begins with the columns as guessed or remembered."""
        super().__init__()
        self._sheet, self._chosen = sheet, chosen
        self.boxes = {role: self._box(role, words, columns.get(role, -1)) for role, words in ROLES.items()}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(step(2))
        grid.setVerticalSpacing(step(1))
        for at, (role, box) in enumerate(self.boxes.items()):
            label = Text(say(ROLES[role]), "label", wrap=False)
            label.setBuddy(box)
            grid.addWidget(holder(column(label, box, gap=0)), at // _IN_A_LINE, at % _IN_A_LINE)
        self.setLayout(column(grid, self._examples(), gap=2))
        self.setFocusProxy(self.boxes["day"])

    def columns(self) -> Columns:
        """The places that are chosen."""
        return {role: int(box.currentData()) for role, box in self.boxes.items() if int(box.currentData()) >= 0}

    def _box(self, role: str, words: str, place: int) -> ChoiceBox:
        box = ChoiceBox()
        box.addItem(say("None"), -1)
        for at, name in enumerate(self._names()):
            box.addItem(isolated(name), at)
        box.setCurrentIndex(max(0, box.findData(place)))
        box.setAccessibleName(say("Column of: {what}", what=say(words)))
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_LETTERS_SHOWN)
        box.installEventFilter(NoWheel(box))
        box.activated.connect(lambda _: self._chosen(self.columns()))
        return box

    def _names(self) -> list[str]:
        """The headings; a column without one goes by its place."""
        width = max((len(self._sheet.headings), *(len(row) for row in self._sheet.rows[:_ROWS_SHOWN])))
        headings = (*self._sheet.headings, *("",) * width)[:width]
        return [one or say("Column {number}", number=at) for at, one in enumerate(headings, 1)]

    def _examples(self) -> QWidget:
        """The first rows below their headings, as many columns as there is room for: the rest is cut off."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(step(2))
        grid.setVerticalSpacing(0)
        for at, name in enumerate(self._names()[:_MOST_COLUMNS_SHOWN]):
            grid.addWidget(Text(isolated(_short(name)), "small", wrap=False), 0, at)
            for line, row in enumerate(self._sheet.rows[:_ROWS_SHOWN], 1):
                cell = Text(isolated(_short(row[at])) if at < len(row) else "", wrap=False)
                cell.setMinimumWidth(1)
                grid.addWidget(cell, line, at)
        made = holder(grid)
        made.setAccessibleName(say("The first rows of the file"))
        return made


def _short(text: str) -> str:
    return text if len(text) <= _LETTERS_OF_A_CELL else f"{text[: _LETTERS_OF_A_CELL - 1]}…"
