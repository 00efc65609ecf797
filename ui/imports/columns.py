"""What each column of a file is: its heading, what stands below it, and a choice."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from clinic_desktop.imports.loader.beside import ImportSeen
from clinic_desktop.imports.model.fields import DELIMITERS, ENCODINGS, FIELDS, Kind
from clinic_desktop.imports.model.sheet import HowRead, ImportTable, Matching
from clinic_desktop.imports.rules.matching import chosen_for
from clinic_desktop.wording import say, say_many
from ui.kit.boxes import Check
from ui.kit.choice_box import ChoiceBox, NoWheel
from ui.kit.flow import flow
from ui.kit.grid import step
from ui.kit.layout import card, column, holder, row
from ui.kit.text import Text, button_text, isolated

_EXAMPLES = 3
_LETTERS_SHOWN, _LETTERS_OF_AN_EXAMPLE = 22, 26
# A choice is at least so wide, in a narrow window.
_LEAST_STEPS = 18


class ImportColumns(QWidget):
    """Calls `read` where the file is to be read otherwise, `matched` where a column is something else."""

    def __init__(
        self,
        seen: ImportSeen,
        kind: Kind,
        how: HowRead,
        read: Callable[[HowRead], object],
        matched: Callable[[Matching], object],
    ) -> None:
        """Begins with what was proposed, remembered or chosen."""
        super().__init__()
        self._seen, self._kind, self._how, self._read, self._matched = seen, kind, how, read, matched
        self.boxes = [self._field_box(at) for at in range(len(seen.table.headings))]
        self.days: ChoiceBox | None = None
        self.years: Check | None = None
        self.setLayout(column(self._file_card(), *self._days_card(), self._columns_card(), gap=2))
        if self.boxes:
            self.setFocusProxy(self.boxes[0])

    def _file_card(self) -> QWidget:
        """How the file was read; each of it can be chosen otherwise."""
        table = self._seen.table
        self.letters = _box(ENCODINGS.items(), table.letters.encoding, say("Letters"), self._on_read)
        self.delimiter = _box(DELIMITERS.items(), table.delimiter, say("Cells are divided by"), self._on_read)
        self.headings = _check(say("The first row has the headings"))
        self.headings.setChecked(table.has_headings)
        self.headings.toggled.connect(lambda _: self._on_read())
        parts = []
        for words, box in ((say("Letters"), self.letters), (say("Cells are divided by"), self.delimiter)):
            label = Text(words, "label", wrap=False)
            label.setBuddy(box)
            parts.append(column(label, box, gap=0))
        told = say_many("{count} row", "{count} rows", len(table.rows))
        if not table.letters.is_sure:
            told = say("{rows}. The file does not say in which letters it is written: look at the names.", rows=told)
        # Level with the boxes, which stand below a label each.
        parts.append(column(Text("", "label", wrap=False), self.headings, gap=0))
        asked = flow(*map(holder, parts), gap=3)
        return card(say("The file"), asked, Text(told, "muted"))

    def _days_card(self) -> tuple[QWidget, ...]:
        """What has to be said about its days; nothing where they say it themselves."""
        days, matching, parts = self._seen.days, self._seen.matching, list[QWidget]()
        if days.unclear and (days.is_open or matching.day_first is not None):
            choices = ((True, say("The day stands first")), (False, say("The month stands first")))
            self.days = ChoiceBox()
            self.days.addItem(say("Choose…"), None)
            for value, words in choices:
                self.days.addItem(words, value)
            self.days.setCurrentIndex({None: 0, True: 1, False: 2}[matching.day_first])
            self.days.setAccessibleName(say("Days like {example}", example=days.example))
            self.days.installEventFilter(NoWheel(self.days))
            self.days.activated.connect(lambda _: self._on_days())
            words = say("Days like {example}", example=days.example)
            if not days.is_open:
                words = say("Days like {example}, by the others in the file", example=days.example)
            label = Text(words, "label")
            label.setBuddy(self.days)
            parts.append(holder(column(label, row(self.days, None), gap=0)))
        if days.short_years:
            example = days.short_example
            words = say("Years of two digits, as in {example}, are the latest that are past", example=example)
            self.years = _check(words)
            self.years.setChecked(matching.reads_short_years)
            self.years.toggled.connect(lambda _: self._on_days())
            why = say(
                "45 is 1945 then, and never 2045. Otherwise rows with such years are not taken. Each row says it."
            )
            parts.append(holder(column(self.years, Text(why, "small"), gap=0)))
        return (card(say("Its days"), *parts),) if parts else ()

    def _columns_card(self) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(step(2))
        grid.setVerticalSpacing(step(1))
        grid.setColumnStretch(1, 1)
        for at, words in enumerate((say("In the file"), say("What stands there"), say("Here it is"))):
            head = Text(words, "small", wrap=False)
            head.setMinimumWidth(step(4))
            grid.addWidget(head, 0, at)
        for at, box in enumerate(self.boxes):
            name = Text(isolated(_short(column_name(self._seen.table, at))), "strong")
            name.setBuddy(box)
            examples = Text(isolated(" · ".join(map(_short, self._examples(at)))), "muted", wrap=False)
            # They give way to what is chosen.
            examples.setMinimumWidth(step(4))
            grid.addWidget(name, at + 1, 0)
            grid.addWidget(examples, at + 1, 1)
            grid.addWidget(box, at + 1, 2)
        unused = sum(1 for key in self._seen.matching.columns if not key)
        told = say_many("{count} column is not imported.", "{count} columns are not imported.", unused)
        notes = [Text(told, "muted")] if unused else []
        if self._seen.is_remembered:
            notes.insert(0, Text(say("As you chose it for a file with the same headings."), "muted"))
        return card(say("Its columns"), *notes, grid)

    def _field_box(self, at: int) -> ChoiceBox:
        key = self._seen.matching.columns[at]
        choices = [("", say("Not imported")), *((one, say(words)) for one, words in FIELDS[self._kind].items())]
        box = ChoiceBox()
        for value, words in choices:
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(key)))
        box.setAccessibleName(say("What {column} is", column=column_name(self._seen.table, at)))
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_LETTERS_SHOWN)
        box.setMinimumWidth(step(_LEAST_STEPS))
        box.installEventFilter(NoWheel(box))
        box.activated.connect(partial(self._on_matched, at))
        return box

    def _examples(self, at: int) -> list[str]:
        """The first values that differ."""
        found: list[str] = []
        for line in self._seen.table.rows:
            cell = line.cells[at] if at < len(line.cells) else ""
            if cell and cell not in found:
                found.append(cell)
            if len(found) == _EXAMPLES:
                break
        return found

    def _on_read(self) -> None:
        self._read(
            HowRead(str(self.letters.currentData()), str(self.delimiter.currentData()), self.headings.isChecked())
        )

    def _on_days(self) -> None:
        chosen = self._seen.chosen
        day_first = self.days.currentData() if self.days else chosen.day_first
        years = self.years.isChecked() if self.years else chosen.reads_short_years
        self._matched(Matching(chosen.columns, day_first, years))

    def _on_matched(self, at: int, _: int) -> None:
        self._matched(chosen_for(self._seen.chosen, at, str(self.boxes[at].currentData())))


def column_name(table: ImportTable, at: int) -> str:
    """The heading of a column; of several alike with its place, and its place alone where there is none."""
    heading = table.headings[at]
    if not heading:
        return say("Column {number}", number=at + 1)
    return f"{heading} ({at + 1})" if table.headings.count(heading) > 1 else heading


def _box(choices: Iterable[tuple[str, str]], chosen: str, words: str, act: Callable[[], object]) -> ChoiceBox:
    made = ChoiceBox()
    for value, label in choices:
        made.addItem(say(label), value)
    made.setCurrentIndex(max(0, made.findData(chosen)))
    made.setAccessibleName(words)
    made.installEventFilter(NoWheel(made))
    made.activated.connect(lambda _: act())
    return made


def _check(words: str) -> Check:
    made = Check(button_text(words))
    made.setAccessibleName(words)
    return made


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LETTERS_OF_AN_EXAMPLE else f"{line[: _LETTERS_OF_AN_EXAMPLE - 1]}…"
