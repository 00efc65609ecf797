"""A field that is a list of rows, each with the same few cells; a person adds rows and takes them away."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.wording import say_many
from ui.kit.buttons import button
from ui.kit.field import Field
from ui.kit.field_row import FieldRow, FieldRows
from ui.kit.grid import step
from ui.kit.keys import on_new
from ui.kit.layout import bring_into_view, column, holder, row
from ui.kit.text import Text


class RowsField(Field):
    """Its value is the JSON text of a list: an object for each row, the typed text by the key of the cell.

    A row that stands as it was built is empty. Empty rows at the end are none; one between others is an empty object,
    so that a place in the list is always the place on the screen: a problem at a cell names it "services/0/minutes".

    `row_changed` carries the row and the cell that a person edited; what is changed in answer to it is not told again.
    `row_added` carries the row that a person added.
    """

    row_changed = Signal(int, str)
    row_added = Signal(int)
    # What the manual calls it, where it is another matter than the form around it.
    topic = ""

    def __init__(
        self,
        key: str,
        label: str,
        build: Callable[[], FieldRows],
        *,
        add: str,
        row_name: Callable[[int], str],
        most: int,
    ) -> None:
        """`build` makes the lines of one row, `add` are the words of the button, `row_name(2)` is "service 2".

        No more than `most` rows can be added; more that were saved are shown all the same.
        """
        self._build, self._row_name, self._most = build, row_name, most
        self._rows: list[FieldRow] = []
        # While it is filled by program, or somebody answers to an edit, edits of cells are not told of.
        self._is_held = False
        self._keeps_room = False
        self._add = button(add, self.add_row, "link", "plus")
        self._full = Text(role="small", wrap=False)
        self._list = column(gap=2)
        # Before the button is put below it: the way of the Tab key is the order of their making.
        self._put_row()
        parts = column(self._list, row(self._add, self._full, None), gap=1)
        # A whole step below the label, with the half that every field has there.
        parts.setContentsMargins(0, step(1) // 2, 0, 0)
        super().__init__(key, label, "", holder(parts))
        self._full.setText(say_many("Only one fits here.", "No more than {count} fit here.", most))
        on_new(self, self.add_row)
        self._arrange()

    def value(self) -> str:
        """The rows, "" where there are none."""
        rows = self.rows()
        return json.dumps(rows, separators=(",", ":")) if rows else ""

    def set_value(self, value: str) -> None:
        """Show these rows; what cannot be read, as in a draft of an earlier version, is left out."""
        self.set_rows(_read(value))

    def words_of(self, value: str) -> str:
        """The rows, one after another, each with the words of its cells."""
        return "; ".join(filter(None, map(self._rows[0].words_of, _read(value))))

    def rows(self) -> list[dict[str, str]]:
        """The typed texts of each row, at its place on the screen; an empty row between others has none."""
        found = [{} if one.is_empty() else one.values() for one in self._rows]
        while found and not found[-1]:
            found.pop()
        return found

    def set_rows(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Show these rows by program: told of once, and only where they differ from what stands here."""
        before = self.value()
        with self._held() as was_held:
            while len(self._rows) > max(1, len(rows)):
                self._take_row(len(self._rows) - 1)
            while len(self._rows) < len(rows):
                self._put_row()
            for at, one in enumerate(self._rows):
                one.fill(rows[at] if at < len(rows) else {})
        self._arrange()
        if not was_held and self.value() != before:
            self.changed.emit()

    def count(self) -> int:
        """How many rows are shown, empty ones too."""
        return len(self._rows)

    def cells(self, at: int) -> Mapping[str, Field]:
        """The cells of a row by their keys."""
        return self._rows[at].cells

    def show_details(self, at: int, shown: bool) -> None:
        """Show the lines of a row below its first one, or fold them away."""
        self._rows[at].show_details(shown)

    def add_row(self) -> None:
        """Add a row at the end and go to its first cell."""
        if len(self._rows) >= self._most:
            return
        self._put_row()
        self._arrange()
        self._rows[-1].setFocus()
        bring_into_view(self._add)
        self.row_added.emit(len(self._rows) - 1)

    def remove_row(self, at: int) -> None:
        """Take a row away and go to the one in its place; in place of the only one stands an empty one."""
        before = self.value()
        if len(self._rows) == 1:
            self._put_row()
        # Before the row is gone: Qt would send the focus elsewhere.
        if at + 1 < len(self._rows):
            self._rows[at + 1].setFocus()
        else:
            self._add.setEnabled(True)
            self._add.setFocus()
        self._take_row(at)
        self._arrange()
        if self.value() != before:
            self.changed.emit()

    def part(self, path: str) -> Field | None:
        """The cell that "0/minutes" names, its details unfolded."""
        at, _, key = path.partition("/")
        named = [one for number, one in enumerate(self._rows) if str(number) == at]
        return named[0].unfold(key) if named else None

    def label_height(self, width: int) -> int:
        """With the labels of its cells: what stands beside it stands beside the first row."""
        return super().label_height(width) + self._rows[0].labels_height() + 2 * (step(1) // 2)

    def parts(self) -> list[Field]:
        """The cells, then the whole, whose sentence stands below them."""
        return [*self._all_cells(), self]

    def problem(self) -> str:
        """What is wrong with the whole, else at the first cell where anything is."""
        return super().problem() or next(filter(None, (cell.problem() for cell in self._all_cells())), "")

    def show_problem(self, words: str) -> None:
        """Say what is wrong with the whole; "" takes it away, and what is said at the cells."""
        super().show_problem(words)
        if not words:
            for cell in self._all_cells():
                cell.show_problem("")

    def forgive(self) -> None:
        """What is said at the cells stays there: the one that was edited has forgiven already."""
        super().show_problem("")

    def keep_room_for_details(self) -> None:
        """The cells are as wide as those of other rows of the form, which have details to show."""
        self._keeps_room = True
        for one in self._rows:
            one.keep_room_for_details()

    def _all_cells(self) -> list[Field]:
        return [cell for one in self._rows for cell in one.cells.values()]

    def _put_row(self) -> None:
        made = FieldRow(self._build(), lambda: self.remove_row(self._rows.index(made)))
        if self._keeps_room:
            made.keep_room_for_details()
        for cell in made.cells.values():
            cell.changed.connect(lambda cell=cell: self._on_cell(made, cell))
        self._list.addWidget(made)
        if self._rows:
            # There is always one before it, whose place among the other fields is right.
            QWidget.setTabOrder(self._rows[-1].last(), made)
            # At once: what is not seen yet takes no focus.
            made.show()
        self._rows.append(made)

    def _take_row(self, at: int) -> None:
        gone = self._rows.pop(at)
        gone.hide()
        self._list.removeWidget(gone)
        gone.deleteLater()

    def _arrange(self) -> None:
        """After rows came or went: their names and labels, and what is offered."""
        for at, one in enumerate(self._rows):
            one.name_as(self._row_name(at + 1))
            one.show_labels(at == 0)
        self._offer()
        is_full = len(self._rows) >= self._most
        self._add.setEnabled(not is_full)
        self._full.setVisible(is_full)
        self.box.setFocusProxy(self._rows[0])

    def _offer(self) -> None:
        """A row that stands alone and empty cannot be taken away."""
        for one in self._rows:
            one.show_remove(len(self._rows) > 1 or not one.is_empty())

    def _on_cell(self, edited: FieldRow, cell: Field) -> None:
        cell.forgive()
        self._offer()
        if self._is_held or edited not in self._rows:
            return
        with self._held():
            self.row_changed.emit(self._rows.index(edited), cell.key)
        self.changed.emit()

    @contextmanager
    def _held(self) -> Iterator[bool]:
        was, self._is_held = self._is_held, True
        try:
            yield was
        finally:
            self._is_held = was


def _read(value: str) -> list[dict[str, str]]:
    """The rows of a value; what is no text of a cell is left out."""
    try:
        found = json.loads(value or "[]")
    except (ValueError, RecursionError):
        return []
    rows = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return [{key: text for key, text in one.items() if isinstance(text, str)} for one in rows]
