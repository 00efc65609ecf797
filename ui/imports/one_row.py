"""One row of a file: its cells to put right, and the ways to leave it out or to take it all the same."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from clinic_desktop.imports.model.entries import ImportLine
from clinic_desktop.imports.model.fields import Kind
from clinic_desktop.imports.model.sheet import ImportTable, Matching
from clinic_desktop.imports.rules.cells import field_words
from clinic_desktop.values.text import folded
from clinic_desktop.wording import say
from ui.imports.columns import column_name
from ui.kit.buttons import button
from ui.kit.field import Field
from ui.kit.fields import NoteField, TextField
from ui.kit.form import Form
from ui.kit.layout import card, column, row
from ui.kit.text import Text, isolated

_LINE_LETTERS = 900
# Where a problem is said that has no column of its own.
_ELSEWHERE = {
    "given_name": "name",
    "family_name": "name",
    "street": "address",
    "city": "address",
    "state": "address",
    "zip": "address",
}


def _other_words(kind: Kind, *, is_other: bool) -> str:
    if kind == "payers":
        return say("It is the same payer after all") if is_other else say("Add as another payer")
    return say("It is the same person after all") if is_other else say("Add as another person")


class OneRow(QWidget):
    """`fixed` gets the cells that were typed anew, by column; `left_out` and `other_person` get whether it is so."""

    def __init__(  # noqa: PLR0913 - what a row is, and what can be said about it
        self,
        table: ImportTable,
        kind: Kind,
        matching: Matching,
        line: ImportLine,
        fixes: Mapping[int, str],
        *,
        fixed: Callable[[dict[int, str]], object],
        left_out: Callable[[bool], object],
        other_person: Callable[[bool], object],
        is_other: bool,
        is_left: bool,
    ) -> None:
        """Shows each problem at its cell."""
        super().__init__()
        found = next(one for one in table.rows if one.number == line.number)
        self._cells = {
            at: found.cells[at] if at < len(found.cells) else "" for at, key in enumerate(matching.columns) if key
        }
        wrong = {self._place(matching, one.field) for one in line.problems}
        # What is to be put right stands first.
        places = sorted(self._cells, key=lambda at: str(at) not in wrong)
        fields = [self._field(table, kind, matching, at) for at in places]
        pairs = [fields[at : at + 2] for at in range(0, len(fields), 2)]
        self.form = Form(*([(one, 1) for one in (*pair, None)[:2]] for pair in pairs))
        self.form.fill({str(at): fixes.get(at, cell) for at, cell in self._cells.items()})
        self._fixed, self._has_slipped = fixed, any(not one.field for one in line.problems)
        homeless = []
        for one in line.problems:
            # At its cell, without going there: who steps through the list stays in it.
            place = self._place(matching, one.field)
            if place:
                self.form.fields[place].show_problem(one.words)
            else:
                homeless.append(one.words)
        self.check = button(say("Check again"), self.save)
        acts: list[QWidget] = [self.check]
        leave = button(say("Take it in again") if is_left else say("Leave it out"), lambda: left_out(not is_left))
        acts.append(leave)
        if line.can_be_other or is_other:
            acts.append(button(_other_words(kind, is_other=is_other), lambda: other_person(not is_other)))
        title = say("Row {number}: {name}", number=line.number, name=isolated(line.name or say("no name")))
        told = [Text(words, "problem") for words in homeless]
        if line.words:
            told.append(Text(line.words, "muted"))
        self.setLayout(column(card(title, *told, self.form, row(*acts, None))))

    def save(self) -> None:
        """Look at the row again with what stands in its cells now; what was put back is no change."""
        values = self.form.values()
        # Of a row whose cells may have slipped, somebody has looked at every one.
        self._fixed(
            {at: values[str(at)] for at, cell in self._cells.items() if values[str(at)] != cell or self._has_slipped}
        )

    def _field(self, table: ImportTable, kind: Kind, matching: Matching, at: int) -> Field:
        words, name = field_words(kind, matching.columns[at]), column_name(table, at)
        label = (
            words if folded(words) == folded(name) else say("{field} ({column})", field=words, column=isolated(name))
        )
        cell = self._cells[at]
        if len(cell) > _LINE_LETTERS or "\n" in cell:
            return NoteField(str(at), label)
        return TextField(str(at), label)

    @staticmethod
    def _place(matching: Matching, key: str) -> str:
        """The column at which a problem is said, "" where there is none for it."""
        for one in (key, _ELSEWHERE.get(key, "")):
            if one and one in matching.columns:
                return str(matching.columns.index(one))
        return ""
