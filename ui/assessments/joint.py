"""The table of one joint: a line a movement, left and right beside each other, the passive ones beyond them."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from clinic_desktop.assessments.model import MotionLine, UsualMotion, UsualMotions
from clinic_desktop.assessments.rules.anatomy import JOINTS, MOVEMENTS, Movement, movements_of
from clinic_desktop.assessments.rules.lines import MOTION_CELLS
from clinic_desktop.assessments.rules.motion import (
    more_than_usual,
    parse_degrees,
    share_of_usual,
    usual_words,
)
from clinic_desktop.assessments.rules.words import sided
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.fields import TextField
from ui.kit.grid import step
from ui.kit.layout import Part, holder, row
from ui.kit.text import Text

_HEADS: Mapping[str, Callable[[], str]] = {
    "left": lambda: say("Left"),
    "right": lambda: say("Right"),
    "passive_left": lambda: say("Passive left"),
    "passive_right": lambda: say("Passive right"),
}
# The columns of the grid: the movement, its usual range, then the cells, those of both hands beside each other. Below
# each movement is a line for the sentence of each of its cells.
_FIRST_CELL = 2
_HANDS = 2
_LINES = 1 + len(MOTION_CELLS)
# As wide as what is typed into it, in letters.
_WIDEST = "0000p"


class DegreeCell(TextField):
    """Degrees, "40", or "40p" where it hurt. Beside them stand their share of the usual, and what was found before."""

    def __init__(self, key: str, movement: Movement, name: str, usual: UsualMotion | None) -> None:
        """`name` is what a screen reader calls it."""
        super().__init__(key, name)
        self.show_label(False)
        self.box.setFixedWidth(self.box.fontMetrics().horizontalAdvance(_WIDEST) + step(3))
        self.beside = Text(role="small", wrap=False)
        # Room for the longest it says, so that no column moves while one types.
        self.beside.setMinimumWidth(self.beside.fontMetrics().horizontalAdvance("100% · was 180p"))
        self.motion, self._usual, self._was = movement.key, usual, ""
        self.changed.connect(self._say_beside)

    def show_earlier(self, was: str) -> None:
        """What was found before: "45p", "" where nothing was."""
        self._was = was
        self._say_beside()

    def _say_beside(self) -> None:
        share, over = "", ""
        try:
            degrees, _ = parse_degrees(self.value(), self._usual)
            found = share_of_usual(degrees, self._usual)
            share = "" if found is None else say("{share}%", share=found)
            over = more_than_usual(degrees, self._usual)
        except Unreadable:
            # Said when it is saved; on the way there it is nobody’s mistake.
            share = ""
        was = say("was {degrees}", degrees=self._was) if self._was else ""
        self.beside.setText(" · ".join(filter(None, (share, was))))
        self.show_notice(over)
        self.box.setAccessibleDescription(" ".join(filter(None, (self.below(), share, was))))


class JointTable(QWidget):
    """Its cells by (movement, key). Tab goes through what the client does, then through what the therapist does, where
    that is shown; the arrows go up and down a column. `changed` carries the cell that was edited."""

    changed = Signal(object)

    def __init__(self, joint: str, usual: UsualMotions, remove: Callable[[], object]) -> None:
        """`remove` is what its Remove button does; without a usual range there is no share."""
        super().__init__()
        self.joint, self.name = joint, say(JOINTS[joint])
        self.cells: dict[tuple[str, str], DegreeCell] = {}
        self._holders: dict[tuple[str, str], QWidget] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(step(3))
        self._grid.setVerticalSpacing(step(1) // 2)
        self._grid.setColumnStretch(_FIRST_CELL + len(MOTION_CELLS), 1)
        self._grid.addWidget(Text(self.name, "strong", wrap=False), 0, 0)
        self._heads = {key: Text(words(), "muted", wrap=False) for key, words in _HEADS.items()}
        for at, head in enumerate(self._heads.values()):
            self._grid.addWidget(head, 0, _FIRST_CELL + at)
        self._movements = movements_of(joint)
        # The tables of all joints stand on the same columns.
        letters = self.fontMetrics()
        names = (say(one.name) for one in MOVEMENTS.values())
        self._grid.setColumnMinimumWidth(0, max(map(letters.horizontalAdvance, names)) + step(1))
        self._grid.setColumnMinimumWidth(1, letters.horizontalAdvance("100–180°"))
        for at, movement in enumerate(self._movements):
            self._lay(1 + at * _LINES, movement, usual.get(movement.key))
        self._more = button(say("Passive too"), lambda: self.show_passive(True), "link", "plus")
        self._more.setAccessibleName(say("Passive too, {joint}", joint=self.name))
        self._remove = button(say("Remove"), remove, "link")
        self._remove.setAccessibleName(say("Remove {what}", what=self.name))
        links = row(self._more, self._remove, None, gap=2)
        self._grid.addLayout(links, 1 + len(self._movements) * _LINES, 0, 1, _FIRST_CELL + len(MOTION_CELLS) + 1)
        self.show_passive(False)

    def first(self) -> DegreeCell:
        """The cell that one begins in."""
        return next(iter(self.cells.values()))

    def controls(self) -> list[QWidget]:
        """In the order of Tab: what the client does, line by line; then what the therapist does; then the links."""
        return [*self._boxes(passive=False), *self._boxes(passive=True), self._more, self._remove]

    def values(self) -> dict[str, dict[str, str]]:
        """What was typed, by movement and cell; a movement without anything is left out."""
        found: dict[str, dict[str, str]] = {}
        for (motion, key), cell in self.cells.items():
            if cell.value().strip():
                found.setdefault(motion, {})[key] = cell.value()
        return found

    def fill(self, typed: Mapping[str, Mapping[str, str]]) -> None:
        """Show these values, by movement and cell, and nothing in all others."""
        for (motion, key), cell in self.cells.items():
            value = typed.get(motion, {}).get(key, "")
            if cell.value() != value:
                cell.set_value(value)
        self._unfold_used()

    def show_earlier(self, lines: Sequence[MotionLine]) -> None:
        """What was found before, beside the cells."""
        by_motion = {line.motion: line for line in lines}
        for (motion, key), cell in self.cells.items():
            line = by_motion.get(motion)
            cell.show_earlier(getattr(line, key) if line else "")
            if line and getattr(line, key) and key.startswith("passive"):
                self.show_passive(True)

    def show_passive(self, shown: bool) -> None:
        """Show the cells of what the therapist moves, or fold them away."""
        had_focus = self._more.hasFocus()
        for (_, key), around in self._holders.items():
            if key.startswith("passive"):
                around.setVisible(shown)
        for key, head in self._heads.items():
            if key.startswith("passive"):
                head.setVisible(shown)
        self._more.setVisible(not shown)
        if shown and had_focus:
            # The button goes with what it does: one goes on where it led.
            next(cell for (_, key), cell in self.cells.items() if key.startswith("passive")).box.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        here = next((at for at, cell in self.cells.items() if cell.box.hasFocus()), None)
        if way and here:
            self._step(here, way)
        else:
            super().keyPressEvent(event)

    def _step(self, here: tuple[str, str], way: int) -> None:
        motion, key = here
        names = [one.key for one in self._movements]
        at = names.index(motion) + way
        while 0 <= at < len(names):
            # One without sides has its cell at the left alone.
            near = self.cells.get((names[at], key)) or self.cells[names[at], key.replace("right", "left")]
            if near.box.isVisible():
                near.box.setFocus()
                near.box.selectAll()
                return
            at += way

    def _unfold_used(self) -> None:
        if any(key.startswith("passive") and cell.value() for (_, key), cell in self.cells.items()):
            self.show_passive(True)

    def _lay(self, line: int, movement: Movement, usual: UsualMotion | None) -> None:
        name = Text(say(movement.name), wrap=False)
        self._grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(Text(usual_words(usual) if usual else "", "small", wrap=False), line, 1)
        for at, (key, is_active, side) in enumerate(MOTION_CELLS):
            if side == "right" and not movement.is_sided:
                continue
            called = sided(f"{self.name}, {say(movement.name).lower()}", side if movement.is_sided else "")
            cell = DegreeCell(key, movement, called if is_active else say("{name}, passive", name=called), usual)
            cell.changed.connect(lambda cell=cell: self.changed.emit(cell))
            self.cells[movement.key, key] = cell
            sentence = cell.sentence()
            # One without sides stands between the two.
            before: tuple[Part, ...] = () if movement.is_sided else (None,)
            around = holder(row(*before, cell, cell.beside, None, gap=1))
            self._holders[movement.key, key] = around
            self._grid.addWidget(around, line, _FIRST_CELL + at, 1, 1 if movement.is_sided else _HANDS)
            # From below its cell on, and each on a line of its own: a column may be narrow.
            self._grid.addWidget(sentence, line + 1 + at, _FIRST_CELL + at, 1, len(MOTION_CELLS) + 1 - at)

    def _boxes(self, *, passive: bool) -> Iterator[QWidget]:
        return (cell.box for (_, key), cell in self.cells.items() if key.startswith("passive") is passive)
