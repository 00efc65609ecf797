"""A field for degrees: a table a joint, joints added by a few letters; only what was measured is its value."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from clinic_desktop.assessments.model import MotionLine, UsualMotions
from clinic_desktop.assessments.rules.anatomy import JOINTS, MOVEMENTS, joints_found, motion_words
from clinic_desktop.wording import say
from ui.assessments.joint import DegreeCell, JointTable
from ui.kit.field import Field
from ui.kit.finder import Choice, Finder
from ui.kit.grid import step
from ui.kit.keys import on_new
from ui.kit.layout import bring_into_view, column, holder, row
from ui.kit.text import Text

_KEYS = ("left", "right", "passive_left", "passive_right")


class MotionField(Field):
    """Its value is the JSON text of a list, an object for each movement of which something was typed.

    A problem at a cell is named "motions/neck_rotation/left".
    """

    # What the manual calls it, where it is another matter than the form around it.
    topic = "45-assessment#motion"

    def __init__(self, key: str, label: str, usual: UsualMotions) -> None:
        """No joint at first."""
        self._usual = usual
        self._tables: dict[str, JointTable] = {}
        self._earlier: tuple[MotionLine, ...] = ()
        self._is_held = False
        self._list = column(gap=2)
        self.finder = Finder(self._find, takes_enter=True)
        self.finder.setPlaceholderText(say("A few letters: neck, shoulder, hip …"))
        self.finder.setAccessibleName(say("Add a joint"))
        # As wide as what it asks for.
        self.finder.setMinimumWidth(
            self.finder.fontMetrics().horizontalAdvance(self.finder.placeholderText()) + step(4)
        )
        self.finder.chosen.connect(lambda joint, _: self.add_joint(joint))
        self.finder.entered.connect(self._on_entered)
        adding = row(Text(say("Add a joint"), "muted", wrap=False), self.finder, None, gap=2)
        how = say("In degrees, with a p behind the number where it hurts: 45p. Only what is typed is kept.")
        self.finder.setAccessibleDescription(how)
        parts = column(Text(how, "small"), self._list, adding, gap=1)
        parts.setContentsMargins(0, step(1) // 2, 0, 0)
        super().__init__(key, label, "", holder(parts))
        on_new(self, self.finder.setFocus)
        # And not the first cell, to which Qt would then lead from here.
        self.box.setFocusProxy(self.finder)

    def value(self) -> str:
        """What was typed, in the order of the joints; "" where nothing was."""
        lines = [{"motion": motion} | cells for table in self._in_order() for motion, cells in table.values().items()]
        return json.dumps(lines, separators=(",", ":")) if lines else ""

    def set_value(self, value: str) -> None:
        """Show these values, and the joints that they are of."""
        self.show_lines(_read(value))

    def words_of(self, value: str) -> str:
        """Each movement with what was typed."""
        return "; ".join(
            f"{motion_words(line['motion'])} {', '.join(line[key] for key in _KEYS if line.get(key))}"
            for line in _read(value)
        )

    def lines(self) -> tuple[MotionLine, ...]:
        """What was typed, a line a movement."""
        return tuple(MotionLine(**line) for line in _read(self.value()))

    def show_lines(self, lines: Sequence[Mapping[str, str]]) -> None:
        """Show these by program: told of once, and only where they differ from what stands here."""
        before, typed = self.value(), {line["motion"]: line for line in lines}
        self._is_held = True
        used = {MOVEMENTS[motion].joint for motion in typed} | {MOVEMENTS[one.motion].joint for one in self._earlier}
        for joint in JOINTS:
            if joint in used:
                self._table(joint)
            elif joint in self._tables:
                self._take(joint)
        for table in self._tables.values():
            table.fill(typed)
        self._is_held = False
        if self.value() != before:
            self.changed.emit()

    def show_earlier(self, lines: Sequence[MotionLine]) -> None:
        """Open the joints that were measured before, with what was found beside their cells."""
        self._earlier = tuple(lines)
        for line in lines:
            self._table(MOVEMENTS[line.motion].joint)
        for table in self._tables.values():
            table.show_earlier(lines)

    def add_joint(self, joint: str) -> None:
        """Open the table of a joint, where it is not there yet, and go to its first cell."""
        self.finder.take()
        self.show_notice("")
        table = self._table(joint)
        table.first().box.setFocus()
        bring_into_view(table)

    def joints(self) -> tuple[str, ...]:
        """The joints that are open, in their order."""
        return tuple(table.joint for table in self._in_order())

    def cell(self, motion: str, key: str) -> DegreeCell:
        """A cell of an open joint; raises KeyError."""
        return self._tables[MOVEMENTS[motion].joint].cells[motion, key]

    def part(self, path: str) -> Field | None:
        """The cell that "neck_rotation/left" names, unfolded."""
        motion, _, key = path.partition("/")
        if motion not in MOVEMENTS:
            return None
        table = self._tables.get(MOVEMENTS[motion].joint)
        if table and key.startswith("passive"):
            table.show_passive(True)
        return table.cells.get((motion, key)) if table else None

    def parts(self) -> list[Field]:
        """The cells, then the whole, whose sentence stands below them."""
        return [*(cell for table in self._in_order() for cell in table.cells.values()), self]

    def show_problem(self, words: str) -> None:
        """Say what is wrong with the whole; "" takes it away, and what is said at the cells."""
        super().show_problem(words)
        if not words:
            for cell in self.parts()[:-1]:
                cell.show_problem("")

    def problem(self) -> str:
        """What is wrong with the whole, else at the first cell where anything is."""
        return super().problem() or next(filter(None, (cell.problem() for cell in self.parts()[:-1])), "")

    def forgive(self) -> None:
        """What is said at the cells stays there: the one that was edited has forgiven already."""
        super().show_problem("")

    def _in_order(self) -> list[JointTable]:
        return [self._tables[joint] for joint in JOINTS if joint in self._tables]

    def _find(self, typed: str) -> list[Choice]:
        return [Choice(joint, say(JOINTS[joint])) for joint in joints_found(typed)]

    def _on_entered(self) -> None:
        best = self.finder.best()
        if best:
            self.add_joint(best.key)
        else:
            known = ", ".join(map(say, JOINTS.values()))
            self.show_notice(say("No joint on the list begins so. There are: {joints}.", joints=known))

    def _table(self, joint: str) -> JointTable:
        """The table of a joint, made where it is not there yet, at its place."""
        if joint in self._tables:
            return self._tables[joint]
        made = JointTable(joint, self._usual, lambda: self._on_remove(joint))
        made.changed.connect(self._on_cell)
        self._tables[joint] = made
        self._list.insertWidget(self._in_order().index(made), made)
        made.show_earlier(self._earlier)
        self._order()
        made.show()
        return made

    def _take(self, joint: str) -> None:
        gone = self._tables.pop(joint)
        gone.hide()
        self._list.removeWidget(gone)
        gone.deleteLater()

    def _on_remove(self, joint: str) -> None:
        before = self.value()
        self.finder.setFocus()
        self._take(joint)
        if self.value() != before:
            self.changed.emit()

    def _order(self) -> None:
        """Tab goes through the joints as they stand, then to where one adds another."""
        controls = [control for table in self._in_order() for control in table.controls()]
        for one, following in pairwise((*self._before(), *controls, self.finder)):
            QWidget.setTabOrder(one, following)

    def _before(self) -> list[QWidget]:
        """What Tab reaches before this field."""
        widget = self.finder.previousInFocusChain()
        while widget and widget is not self.finder:
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not self.isAncestorOf(widget) and widget is not self:
                return [widget]
            widget = widget.previousInFocusChain()
        return []

    def _on_cell(self, cell: DegreeCell) -> None:
        cell.forgive()
        if not self._is_held:
            self.changed.emit()


def as_motions_value(lines: Sequence[MotionLine]) -> str:
    """Lines as the field keeps them."""
    kept = [{key: text for key, text in asdict(line).items() if text} for line in lines]
    return json.dumps(kept, separators=(",", ":")) if kept else ""


def _read(value: str) -> list[dict[str, str]]:
    """The lines of a value; what is no movement, as in a draft of an earlier version, is left out."""
    try:
        found = json.loads(value or "[]")
    except (ValueError, RecursionError):
        return []
    lines = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    known = ("motion", *_KEYS)
    texts = [{key: text for key, text in one.items() if key in known and isinstance(text, str)} for one in lines]
    return [line for line in texts if line.get("motion") in MOVEMENTS]
