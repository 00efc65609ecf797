"""What is filled in, and beside it what comes of it; where there is not room for both, one behind the other."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QStackedWidget, QWidget

from ui.kit.buttons import button
from ui.kit.flow import flow
from ui.kit.grid import step
from ui.kit.layout import card, column, holder, scrolled

# Of the width: what is filled in, and what stands beside it. So many steps are room enough for both.
_SHARES, _ROOM = (11, 9), 132
FILL = "fill"


def paged(inner: QWidget) -> QWidget:
    """What stands beside the work, as a card that scrolls."""
    page = column(card("", inner), None, margin=2)
    # It ends where the button below it does.
    page.setContentsMargins(step(2), step(2), step(3), step(2))
    return scrolled(holder(page))


class Halves(QWidget):
    """`turned` carries the key of the page that is shown now."""

    turned = Signal(str)

    def __init__(self, left: QWidget, words: str, pages: Mapping[str, tuple[str, QWidget]]) -> None:
        """`left` is what is filled in, called `words` where it stands behind a tab of its own; `pages` are those beside
        it, by key with their titles."""
        super().__init__()
        self._left, self._stack = left, QStackedWidget()
        self._pages = {key: page for key, (_, page) in pages.items()}
        titles = {FILL: words} | {key: title for key, (title, _) in pages.items()}
        self.tabs = {key: button(title, partial(self.show_page, key), "tab") for key, title in titles.items()}
        for page in self._pages.values():
            self._stack.addWidget(page)
        self._tabs = holder(flow(*self.tabs.values()))
        self._right = column(self._tabs, self._stack, gap=0)
        self._right.setStretch(1, 1)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addWidget(left)
        self._whole.addLayout(self._right)
        self.setLayout(self._whole)
        self._at, self._beside = next(iter(self._pages)), next(iter(self._pages))
        self._is_narrow = False
        self._arrange()

    def show_page(self, key: str) -> None:
        """Show a page, or what is filled in where that stands behind the others."""
        self._at = key
        if key != FILL:
            self._beside = key
        self._arrange()
        self.turned.emit(key)

    def show_fields(self) -> None:
        """Let what is filled in be seen, before the focus goes there."""
        if self._is_narrow:
            self.show_page(FILL)

    def resizeEvent(self, event: QResizeEvent) -> None:
        is_narrow = self.width() < step(_ROOM)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            # What one is here to do first.
            self._at = FILL if is_narrow else self._beside
            self._arrange()
        super().resizeEvent(event)

    def hasHeightForWidth(self) -> bool:
        # Both scroll: the head of the chart gives no room up for them.
        return False

    def _arrange(self) -> None:
        narrow, fills = self._is_narrow, self._is_narrow and self._at == FILL
        way = QBoxLayout.Direction.BottomToTop if narrow else QBoxLayout.Direction.LeftToRight
        self._whole.setDirection(way)
        self.tabs[FILL].setVisible(narrow)
        # Beside the fields half the gap is theirs; alone it begins where every page does.
        self._tabs.setContentsMargins(step(3 if narrow else 2), step(1), 0, 0)
        for page in self._pages.values():
            inner = (page.widget() if isinstance(page, QScrollArea) else None) or page
            inner.setContentsMargins(step(3 if narrow else 2) - step(2), 0, 0, 0)
        self._left.setVisible(fills or not narrow)
        self._stack.setVisible(not fills)
        self._stack.setCurrentWidget(self._pages[self._beside])
        shares = ((1, 0) if fills else (0, 1)) if narrow else _SHARES
        for at, share in enumerate(shares):
            self._whole.setStretch(at, share)
        for key, made in self.tabs.items():
            made.setChecked(key == (self._at if narrow else self._beside))
