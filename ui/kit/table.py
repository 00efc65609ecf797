"""A list on the screen: whole rows, opened with Enter or a double click, and words for when it is empty."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableView

from ui.kit.grid import step
from ui.kit.paged_model import PagedModel
from ui.kit.text import Text


class Table(QTableView):
    """Shows a PagedModel. `opened` carries the object of the row."""

    opened = Signal(object)

    def __init__(self, name: str, model: PagedModel, empty: str) -> None:
        """`name` is read by screen readers, `empty` stands in the list while it has no rows."""
        super().__init__()
        self._paged = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Rows of one height: measuring each costs 0.3 ms, and a minute for 200,000.
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(step(4))
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._empty = Text(empty, "muted")
        self._empty.setParent(self.viewport())
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._empty.setMargin(step(2))
        self.doubleClicked.connect(self._on_opened)
        model.modelReset.connect(self._on_reset)

    def select(self, wanted: int) -> None:
        """Highlight the row with this id, as after it was saved."""
        at = self._paged.find(wanted)
        if at >= 0:
            self.selectRow(at)
            self.scrollTo(self._paged.index(at, 0))

    def empty_words(self) -> QLabel:
        """The words shown while there are no rows."""
        return self._empty

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._on_opened(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        whole = sum(column.share for column in self._paged.columns)
        width = self.viewport().width()
        for at, column in enumerate(self._paged.columns):
            self.setColumnWidth(at, width * column.share // whole)
        self._empty.resize(self.viewport().size())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._on_reset()
        return super().viewportEvent(event)

    def _on_reset(self) -> None:
        self._empty.setVisible(self._paged.rowCount() == 0)

    def _on_opened(self, index: QModelIndex) -> None:
        self.opened.emit(self._paged.row(index.row()))
