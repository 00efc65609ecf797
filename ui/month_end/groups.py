"""The documents of a month end in their groups: ready, to fix, skipped, issued."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.month_end.model import FATES, Batch, Fate, MonthEnd, MonthRow, RowId
from clinic_desktop.store.paging import Page
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.flow import flow
from ui.kit.layout import column, holder
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.month_end.columns import columns_of
from ui.month_end.words import empty_words, group_words


class GroupList(QWidget):
    """`chosen` when another document is looked at, `turned` when one is to be issued with the others or no more."""

    chosen = Signal()
    turned = Signal()

    def __init__(self, offer: tuple[str, Callable[[], object]]) -> None:
        """Empty before `show_found`; shows what is ready. `offer` is a button for days in which nothing is."""
        super().__init__()
        self._offer = offer
        self._found: MonthEnd | None = None
        self._batch: Batch = "month"
        self._fate: Fate = "ready"
        self._left: set[RowId] = set()
        self._was_at = 0
        self._is_filling = False
        self.tabs = {fate: button("", partial(self.go_to, fate), "tab") for fate in FATES}
        self._place = QVBoxLayout()
        self.table = self._new_table()
        whole = column(holder(flow(*self.tabs.values(), gap=2)), self._place, gap=1)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._show_tabs()

    def rows(self) -> tuple[MonthRow, ...]:
        """Those of the group that is shown."""
        return self._found.of(self._fate) if self._found else ()

    def current(self) -> MonthRow | None:
        """The document that is looked at."""
        at = self.table.currentIndex()
        rows = self.rows()
        return rows[at.row()] if at.isValid() and at.row() < len(rows) else None

    def is_wanted(self, one: MonthRow) -> bool:
        """Whether a ready one is issued with the others."""
        return one.id not in self._left

    def turn(self, one: MonthRow) -> None:
        """Issue it with the others, or no more."""
        self._left ^= {one.id}
        self._fill(self.current(), self.table.currentIndex().row())
        self.turned.emit()

    def turn_current(self) -> None:
        """The same for the one that is looked at, where it is ready."""
        one = self.current()
        if one and one.fate == "ready":
            self.turn(one)

    def forget(self, batch: Batch) -> None:
        """Other days: all of them are wanted, and the list begins at its top."""
        self._batch = batch
        self._left.clear()
        self._was_at = 0
        self._fate = "ready"
        self._change_table()

    def say(self, words: str) -> None:
        """Words in the place of a list that is not read yet."""
        self.table.say_empty(words)

    def show_found(self, found: MonthEnd) -> None:
        """Show these; what is looked at stays so, else the next one of its group."""
        before, at = self.current(), max(self.table.currentIndex().row(), self._was_at)
        self._found = found
        self._show_tabs()
        self._fill(before, at)

    def go_to(self, fate: Fate) -> None:
        """Show a group."""
        self._fate, self._was_at = fate, 0
        self._show_tabs()
        had_focus = self.table.hasFocus()
        self._change_table()
        self._fill(None, 0)
        if had_focus:
            self.table.setFocus()
        self.turned.emit()

    def _new_table(self) -> Table:
        # A group has its own columns.
        model = PagedModel(lambda _: Page(self.rows(), None), columns_of(self._batch, self._fate, self.is_wanted))
        made = Table(say("Documents"), model, "")
        # A group has other columns than the one before.
        made.is_fitted = True
        self._model = model
        made.chosen.connect(self._on_chosen)
        self._place.addWidget(made)
        self.setFocusProxy(made)
        return made

    def _change_table(self) -> None:
        self._model.show_columns(columns_of(self._batch, self._fate, self.is_wanted))

    def _fill(self, before: MonthRow | None, at: int) -> None:
        # Between the old rows and the new ones nothing is chosen, and what is typed about one would go.
        self._is_filling = True
        self._model.reload()
        rows = self.rows()
        same = next((place for place, one in enumerate(rows) if before and one.id == before.id), None)
        if rows:
            self.table.selectRow(min(at, len(rows) - 1) if same is None else same)
        self._is_filling = False
        if self._found:
            offer = None if self._found.rows else self._offer
            self.table.say_empty(empty_words(self._fate, self._found), offer)
        self.chosen.emit()

    def _on_chosen(self) -> None:
        if not self._is_filling:
            self.chosen.emit()

    def _show_tabs(self) -> None:
        for fate, made in self.tabs.items():
            rows = self._found.of(fate) if self._found else ()
            words = group_words(fate, rows)
            made.setText(words)
            made.setAccessibleName(words)
            made.setChecked(fate == self._fate)
            # A case that could not be read is rare.
            made.setVisible(fate != "unread" or bool(rows))
