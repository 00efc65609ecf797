"""A list on the screen: whole rows, opened with Enter or a double click, and words for when it is empty."""

from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QPushButton, QTableView

from ui.kit.buttons import button
from ui.kit.grid import step
from ui.kit.paged_model import PagedModel
from ui.kit.shares import fitting, passed_on, widths
from ui.kit.text import Text
from ui.theme import cell_margin

# How high a row of words is, in steps of the grid.
_ROW_STEPS = 4


class Table(QTableView):
    """Shows a PagedModel. `opened` carries the object of the row, `fitted` when other columns may be left out."""

    opened = Signal(object)
    chosen = Signal()
    fitted = Signal()

    def __init__(
        self, name: str, model: PagedModel, empty: str, *, rows: int = 0, tall: int = _ROW_STEPS, lines: int = 1
    ) -> None:
        """`name` is read by screen readers, `empty` stands in the list while it has no rows.

        A list inside a card is as high as its rows, at most so many; 0 takes the height there is. `tall` is how many
        steps of the grid a row is high, where it has a picture; `lines` how many lines it has at most, where it has
        sentences and there is little room. Only a list that takes the height there is may have several.
        """
        super().__init__()
        self._paged, self._most_rows, self._most_lines = model, rows, lines
        self.is_fitted = rows > 0
        # Whether its columns are as wide as rows that were there need them.
        self._is_measured = False
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(lines > 1)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Rows of one height: measuring each costs 0.3 ms, and a minute for 200,000.
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(step(tall))
        self.setIconSize(QSize(step(tall - 2), step(tall - 1)))
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._empty = Text(empty, "muted")
        self._empty.setParent(self.viewport())
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        beside = cell_margin(self.font())
        self._empty.setContentsMargins(beside, step(2), beside, step(2))
        self._offer: QPushButton | None = None
        self.doubleClicked.connect(self._on_opened)
        model.modelReset.connect(self._on_reset)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit())

    def select(self, wanted: int) -> None:
        """Highlight the row with this id, as after it was saved."""
        at = self._paged.find(wanted)
        if at >= 0:
            self.selectRow(at)
            self.scrollTo(self._paged.index(at, 0))

    def chosen_row(self) -> int:
        """The id of the row that is highlighted, 0 for none."""
        at = self.currentIndex()
        return self._paged.row(at.row()).id if at.isValid() and self.selectionModel().hasSelection() else 0

    def reload(self) -> None:
        """Read the list again; the current row and what is in view stay where they are."""
        current, bar = self.currentIndex(), self.verticalScrollBar()
        chosen = self._paged.row(current.row()).id if current.isValid() else 0
        in_view = current.isValid() and self.viewport().rect().intersects(self.visualRect(current))
        at, last = bar.value(), self.rowAt(self.viewport().height() - 1)
        self._paged.reload(max(last, current.row()) + 1)
        # Else the bar still has the range of the list before.
        self.doItemsLayout()
        place = self._paged.find(chosen)
        if place >= 0:
            # Not selectRow, which scrolls there.
            chosen_index = self._paged.index(place, 0)
            how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(chosen_index, how)
        bar.setValue(at)
        if place >= 0 and in_view:
            self.scrollTo(self._paged.index(place, 0))

    def go_to_first(self, *, opened: bool) -> None:
        """From the search line: into the list, or straight to what stands first in it."""
        if self._paged.rowCount() == 0:
            if opened and self._offer:
                self._offer.click()
            return
        self.selectRow(0)
        if opened:
            self._on_opened(self._paged.index(0, 0))
        else:
            self.setFocus()

    def empty_words(self) -> QLabel:
        """The words shown while there are no rows."""
        return self._empty

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Qt goes to the first row without showing it: what Enter and the buttons are about is seen.
        if self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            self.selectRow(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._on_opened(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()
        self._place_empty()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, and a line below each: a border in the style sheet costs as much as the text."""
        super().paintEvent(event)
        rows = self._paged.rowCount()
        if not rows:
            return
        height, width = self.verticalHeader().defaultSectionSize(), self.viewport().width()
        first = self.rowAt(0)
        top = self.rowViewportPosition(first)
        shown = min(rows - first, (self.viewport().height() - top) // height + 1)
        with QPainter(self.viewport()) as painter:
            painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
            for at in range(1, shown + 1):
                y = top + at * height - 1
                # The frame ends the list: a line close above it would be a second one.
                if y < self.viewport().height() - step(1):
                    painter.drawLine(0, y, width, y)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._on_reset()
        return super().viewportEvent(event)

    def say_empty(self, words: str, offer: tuple[str, Callable[[], object]] | None = None) -> None:
        """Other words for the empty list, as while a search finds nothing; `offer` is a button below them."""
        self._empty.setText(words)
        if self._offer:
            self._offer.hide()
            self._offer.deleteLater()
        self._offer = button(*offer, "link") if offer else None
        if self._offer:
            self._offer.setParent(self.viewport())
        self._place_empty()
        self._on_reset()

    def _share_width(self) -> None:
        """By shares first; then what a column does not need goes to those whose texts it would cut."""
        whole, columns = self.viewport().width(), self._paged.columns
        for at, one in enumerate(columns):
            # What is hidden has no title to measure; other columns may have been here.
            if one.spare or self.isColumnHidden(at):
                self.setColumnHidden(at, False)
        least = self._least_widths()
        needed, left_out = self._needed_widths(least), self._left_out(whole, least)
        shown = [at for at in range(len(columns)) if at not in left_out]
        if sum(least[at] for at in shown) > whole:
            least = self._fitting(whole, shown, least)
        made = widths(whole, [columns[at].share for at in shown], [least[at] for at in shown])
        for at, width in zip(shown, passed_on(made, [needed[at] for at in shown]), strict=True):
            self.setColumnWidth(at, width)
        for at in left_out:
            self.setColumnHidden(at, True)
        self._is_measured = self._paged.rowCount() > 0
        if self._most_lines > 1:
            self._share_lines(shown, needed)
        self.fitted.emit()

    def _share_lines(self, shown: Sequence[int], needed: Sequence[int]) -> None:
        """As many lines a row as what usually stands in its columns needs; all rows are of one height."""
        letters, margins = QFontMetricsF(self.font()), 2 * cell_margin(self.font())
        usual = [self._paged.columns[at].usual for at in shown]
        long = [
            letters.horizontalAdvance(one) if one else needed[at] - margins
            for at, one in zip(shown, usual, strict=True)
        ]
        most = max(ceil(one / max(1, self.columnWidth(at) - margins)) for at, one in zip(shown, long, strict=True))
        more = min(max(1, most), self._most_lines) - 1
        self.verticalHeader().setDefaultSectionSize(step(_ROW_STEPS) + ceil(more * letters.lineSpacing()))

    def _fitting(self, whole: int, shown: Sequence[int], least: Sequence[int]) -> list[int]:
        """What each column that is shown keeps where not all have their least: one without it has its title."""
        columns, header, made = self._paged.columns, self.horizontalHeader(), list(least)
        wanted = [least[at] or header.sectionSizeHint(at) for at in shown]
        for at, width in zip(shown, fitting(whole, wanted, [columns[at].is_firm for at in shown]), strict=True):
            made[at] = width
        return made

    def _left_out(self, whole: int, least: list[int]) -> set[int]:
        """The columns that can be spared, as far as the others would be cut with them."""
        left_out: set[int] = set()
        for _, at in sorted((one.spare, at) for at, one in enumerate(self._paged.columns) if one.spare):
            if sum(width for place, width in enumerate(least) if place not in left_out) <= whole:
                break
            left_out.add(at)
        return left_out

    def _needed_widths(self, least: list[int]) -> list[int]:
        """What each column needs for its title, its least and the rows in view: a list may have 100,000 more."""
        font = QFont(self.font())
        font.setBold(self._paged.has_strong)
        letters, header = QFontMetricsF(font), self.horizontalHeader()
        margins = 2 * cell_margin(self.font())
        # A picture stands before the words, as far from them as they are from the edge.
        drawn = self.iconSize().width() + margins // 2
        beside = [margins + (drawn if column.picture else 0) for column in self._paged.columns]
        first = max(0, self.rowAt(0))
        end = first + self.viewport().height() // self.verticalHeader().defaultSectionSize() + 1
        count = self._paged.rowCount()
        rows = [self._paged.row(at) for at in range(first, min(end, count))]
        # Where every row is in view there is nothing further down to keep room for.
        is_all = count > 0 and first == 0 and end >= count and not self._paged.canFetchMore(QModelIndex())
        return [
            max(
                0 if is_all else least[at],
                header.sectionSizeHint(at),
                # Not by advance alone: the list itself cuts a text that is a part of a pixel too wide.
                *(ceil(letters.horizontalAdvance(words)) + beside[at] + 1 for words in map(column.text, rows) if words),
            )
            for at, column in enumerate(self._paged.columns)
        ]

    def _least_widths(self) -> list[int]:
        letters, header = QFontMetricsF(self.font()), self.horizontalHeader()
        margins = 2 * cell_margin(self.font())
        return [
            max(ceil(letters.horizontalAdvance(column.least)) + margins, header.sectionSizeHint(at))
            if column.least
            else 0
            for at, column in enumerate(self._paged.columns)
        ]

    def _place_empty(self) -> None:
        self._empty.resize(self.viewport().size())
        if self._offer:
            self._offer.adjustSize()
            self._offer.move(cell_margin(self.font()), self._empty.heightForWidth(self.viewport().width()))

    def _on_reset(self) -> None:
        rows = self._paged.rowCount()
        self._empty.setVisible(rows == 0)
        if self._offer:
            self._offer.setVisible(rows == 0)
        if self._most_rows:
            # An empty list has room for its words, two lines, and for the button below them.
            shown = min(rows or (3 if self._offer else 2), self._most_rows)
            header = self.horizontalHeader().sizeHint().height() if rows else 0
            self.horizontalHeader().setVisible(rows > 0)
            frame = 2 * self.frameWidth()
            high = self.verticalHeader().defaultSectionSize() if rows else step(_ROW_STEPS)
            self.setFixedHeight(header + shown * high + frame + step(1) // 2)
        # A list that is searched keeps its columns where they are while somebody types, and is not measured then.
        if self.is_fitted or not self._is_measured:
            self._share_width()

    def _on_opened(self, index: QModelIndex) -> None:
        self.opened.emit(self._paged.row(index.row()))
