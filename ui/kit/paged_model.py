"""The one list model: rows by key, fetched a page at a time as the list is scrolled. No room has its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QPixmap

from clinic_desktop.store.paging import Cursor, Page
from clinic_desktop.wording import say

T = TypeVar("T")
# A new client of a small clinic is found wherever the name stands.
_PAGES_SOUGHT = 25
Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column: its title (marked for translation), the text of a row, numbers to the right, share of the width.

    Where `least` is given, the column is always wide enough for a text as long as that, and for its title. Where there
    is not room for all of these, columns with a number at `spare` are left out, 1 first; then those give that are not
    `firm`, as a day or a state is, and a number always. `picture` stands before the text. In a list whose rows may have
    several lines they have so many as a text like `usual` needs, or where there is none the rows in view.
    """

    title: str
    text: Callable[[T], str]
    right: bool = False
    share: int = 1
    least: str = ""
    spare: int = 0
    picture: Callable[[T], QPixmap | None] | None = None
    firm: bool = False
    usual: str = ""

    @property
    def is_firm(self) -> bool:
        """Whether it keeps its least where others have to give: half of it would say nothing."""
        return self.firm or self.right


class PagedModel(QAbstractTableModel):
    """Rows from `fetch(after)`, which returns the page after a cursor."""

    def __init__(
        self,
        fetch: Callable[[Cursor | None], Page[Any]],
        columns: Sequence[Column[Any]],
        *,
        strong: Callable[[Any], bool] | None = None,
    ) -> None:
        """Nothing is read before `reload`. Rows of which `strong` is true are bold, as a sum."""
        super().__init__()
        self._strong = strong
        # Bold letters are wider: a list keeps room for them.
        self.has_strong = strong is not None
        self._fetch, self.columns = fetch, tuple(columns)
        self._rows: list[Any] = []
        self._after: Cursor | None = None

    def reload(self, rows: int = 0) -> None:
        """Read the first page again, and on until there are so many rows."""
        self.beginResetModel()
        page = self._fetch(None)
        self._rows, self._after = list(page.rows), page.after
        while len(self._rows) < rows and self._after is not None:
            page = self._fetch(self._after)
            self._rows.extend(page.rows)
            self._after = page.after
        self.endResetModel()

    def show_columns(self, columns: Sequence[Column[Any]]) -> None:
        """Other columns, of rows that are read with the next `reload`: none are there until then."""
        self.beginResetModel()
        self.columns, self._rows, self._after = tuple(columns), [], None
        self.endResetModel()

    def row(self, at: int) -> Any:
        """The object behind a row."""
        return self._rows[at]

    def find(self, wanted: int) -> int:
        """The place of the row with this id, or -1; looks a few thousand rows beyond those that are loaded."""
        begin = 0
        for _ in range(_PAGES_SOUGHT if wanted else 0):
            for at in range(begin, len(self._rows)):
                if self._rows[at].id == wanted:
                    return at
            begin = len(self._rows)
            if not self.canFetchMore(QModelIndex()):
                break
            self.fetchMore(QModelIndex())
        return -1

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[index.column()].text(self._rows[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[index.column()].right else _LEFT
        if role == Qt.ItemDataRole.DecorationRole and (picture := self.columns[index.column()].picture):
            return picture(self._rows[index.row()])
        if role == Qt.ItemDataRole.FontRole and self._strong and self._strong(self._rows[index.row()]):
            bold = QFont()
            bold.setBold(True)
            return bold
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return say(self.columns[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].right else _LEFT
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._after is not None

    def fetchMore(self, parent: Index) -> None:
        if self._after is None:
            return
        page = self._fetch(self._after)
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(page.rows) - 1)
        self._rows.extend(page.rows)
        self._after = page.after
        self.endInsertRows()
