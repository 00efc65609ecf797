"""The dry run: every row of the file with what would come of it, those that cannot be taken to be put right here."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.errors import ClinicError
from clinic_desktop.imports.loader.beside import ImportSeen
from clinic_desktop.imports.model.entries import ImportLine, RowChoices, State
from clinic_desktop.imports.model.fields import Kind
from clinic_desktop.imports.rules.balances import balance_columns
from clinic_desktop.imports.rules.problem_rows import problem_rows
from clinic_desktop.store.files import write_beside
from clinic_desktop.store.paging import PAGE_ROWS, Cursor, Page
from clinic_desktop.wording import mark, say, say_many
from ui.imports.one_row import OneRow
from ui.imports.words import STATES, act_words, count_words, state_words, why_words
from ui.kit.banner import Banner
from ui.kit.boxes import Check
from ui.kit.buttons import button
from ui.kit.choice_box import ChoiceBox, NoWheel
from ui.kit.files import ask_where
from ui.kit.head_line import HeadLine
from ui.kit.layout import card, column, emptied, tab_through
from ui.kit.leaving import Gone, tell_gone
from ui.kit.paged_model import Column, PagedModel
from ui.kit.table import Table
from ui.kit.text import Text, button_text, isolated

_MOST_SHOWN = 9
_FILE_NAME = "rows-to-put-right.csv"


class DryRunRows(QWidget):
    """Calls `chosen` with what was said about rows, `act` to import the good ones."""

    def __init__(
        self,
        seen: ImportSeen,
        kind: Kind,
        choices: RowChoices,
        chosen: Callable[[RowChoices], object],
        act: Callable[[], object],
    ) -> None:
        """Shows the rows that cannot be taken where there are any, else all of them."""
        super().__init__()
        self._seen, self._kind, self._choices, self._chosen = seen, kind, choices, chosen
        self._shown: tuple[ImportLine, ...] = ()
        self.which = ChoiceBox()
        self._model = PagedModel(self._fetch, self._columns())
        self.table = Table(say("Rows of the file"), self._model, say("No such row."), rows=_MOST_SHOWN)
        self.banner = Banner()
        self.act_button = button(act_words(seen.outlook), act, "main")
        self.act_button.setEnabled(bool(seen.outlook.entries))
        self.save_button = button(say("Save the rows to put right…"), self._ask_save, picture="save")
        self.save_button.setVisible(bool(seen.outlook.count("wrong")))
        fill_words = say("Fill up what is there already, only where it is empty")
        self.fills = Check(button_text(fill_words))
        self.fills.setAccessibleName(fill_words)
        self.fills.setChecked(choices.fills)
        self.fills.setVisible(kind != "visits" and bool(seen.outlook.count("there", "fill")))
        self.fills.toggled.connect(lambda on: chosen(replace(choices, fills=on)))
        self.one: OneRow | None = None
        self._place = QVBoxLayout()
        self._fill_which()
        label = Text(say("Show"), "label", wrap=False)
        label.setBuddy(self.which)
        told = Text(count_words(seen.outlook), "strong")
        narrow = HeadLine([label, self.which], [self.save_button, self.act_button])
        parts = (self.banner, told, *_left_behind(seen), narrow, self.fills, self.table)
        self.setLayout(column(card("", *parts, gap=2), self._place, gap=2))
        self.setFocusProxy(self.table)
        self.table.chosen.connect(self._on_row)
        self._show()

    def go_to(self, number: int) -> None:
        """Choose the row of this number, or the one that comes after it in the list: of many to put right the next."""
        after = next((one for one in self._shown if one.number >= number), None)
        if after:
            self.table.select(after.number)

    def number(self) -> int:
        """The number of the row that is chosen, 0 where none is."""
        at = self.table.currentIndex().row()
        return self._shown[at].number if 0 <= at < len(self._shown) else 0

    def show_states(self, key: str) -> None:
        """Narrow the list to one state, or to all of them with ""."""
        self.which.setCurrentIndex(max(0, self.which.findData(key)))
        self._show()

    def save_to(self, path: Path) -> None:
        """Write the rows that cannot be taken there, each with why; the banner says what came of it."""
        try:
            write_beside(path, problem_rows(self._seen.table, self._choices, self._seen.outlook.lines, self._kind))
        except ClinicError as error:
            self.banner.show_words("stop", error.words)
            return
        tell_gone(Gone("csv", say("Rows of an import that were left out"), file_name=path.name))
        words = say(
            "Saved. Put the rows right in your spreadsheet and import that file, too. It is not protected: whoever has "
            "it can read it, so delete it then."
        )
        self.banner.show_words("good", words)

    def _columns(self) -> tuple[Column[ImportLine], ...]:
        return (
            Column(mark("Row"), lambda one: f"{one.number:,}", right=True, share=1, least="10,000"),
            Column(mark("Who or what"), lambda one: one.name, share=5, least="Ibarra, Rosamund"),
            Column(mark("What comes of it"), state_words, share=3, least="Will be filled up", spare=1, firm=True),
            Column(mark("Why"), lambda one: why_words(one, self._kind), share=12, least="Date of birth: Type the year"),
        )

    def _fill_which(self) -> None:
        found = self._seen.outlook
        self.which.addItem(say_many("{count} row", "All {count} rows", len(found.lines)), "")
        for state, words in STATES.items():
            if count := found.count(state):
                self.which.addItem(say("{what} ({count})", what=say(words), count=f"{count:,}"), state)
        self.which.setAccessibleName(say("Which rows are shown"))
        self.which.installEventFilter(NoWheel(self.which))
        self.which.activated.connect(lambda _: self._show())
        if found.count("wrong"):
            self.which.setCurrentIndex(self.which.findData("wrong"))

    def _show(self) -> None:
        wanted: State | str = str(self.which.currentData())
        self._shown = tuple(one for one in self._seen.outlook.lines if wanted in ("", one.state))
        self._model.reload()
        if self._shown:
            self.table.selectRow(0)
        self._on_row()

    def _fetch(self, after: Cursor | None) -> Page[ImportLine]:
        begin = int(str(after[0])) if after else 0
        end = begin + PAGE_ROWS
        return Page(self._shown[begin:end], (end,) if end < len(self._shown) else None)

    def _on_row(self) -> None:
        emptied(self._place)
        self.one = None
        at = self.table.currentIndex().row()
        if not 0 <= at < len(self._shown):
            return
        line, choices = self._shown[at], self._choices
        self.one = OneRow(
            self._seen.table,
            self._kind,
            self._seen.matching,
            line,
            choices.fixes.get(line.number, {}),
            fixed=lambda cells: self._chosen(_fixed(choices, line.number, cells)),
            left_out=lambda is_left: self._chosen(replace(choices, left=_with(choices.left, line.number, is_left))),
            other_person=lambda is_one: self._chosen(
                replace(choices, others=_with(choices.others, line.number, is_one))
            ),
            is_other=line.number in choices.others,
            is_left=line.number in choices.left,
        )
        self._place.addWidget(self.one)
        # At once: what is not seen yet takes no focus.
        self.one.show()
        tab_through(self)

    def _ask_save(self) -> None:
        ask_where(self, say("Save the rows"), _FILE_NAME, self.save_to)


def _left_behind(seen: ImportSeen) -> tuple[Text, ...]:
    """That what clients owe stays in the other program, where a column says it."""
    columns = balance_columns(seen.table, seen.matching)
    if not columns:
        return ()
    words = say(
        "Balances are not imported: {columns}. Choose “Note” for such a column to have its words in the note of each, "
        "or settle them in the other program.",
        columns=isolated(", ".join(columns)),
    )
    return (Text(words),)


def _fixed(choices: RowChoices, number: int, cells: dict[int, str]) -> RowChoices:
    others = {row: fixes for row, fixes in choices.fixes.items() if row != number}
    return replace(choices, fixes={**others, number: cells} if cells else others)


def _with(numbers: frozenset[int], number: int, is_in: bool) -> frozenset[int]:
    return numbers | {number} if is_in else numbers - {number}
