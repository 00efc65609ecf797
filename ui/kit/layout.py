"""Rows, columns, cards and scrolled pages on the one grid."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeVar

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from ui.kit.grid import step
from ui.kit.named import named
from ui.kit.text import Text

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

Surface = Literal["none", "ground", "card", "rail", "top", "bottom", "banners"]
Part = QWidget | QLayout | int | None
BoxT = TypeVar("BoxT", bound=QBoxLayout)
# So many steps are kept free above and below a part that is brought into view: more than the buttons of a form are
# high.
_BESIDE = 8


class ScrolledPage(QFrame):
    """What a scrolled page holds: as high as its texts are at the width they have. `area` is what scrolls it."""

    def __init__(self, inner: QWidget, area: "Scrolling") -> None:
        """Around the parts of the page."""
        super().__init__()
        self.area = area
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(inner)

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        # Qt adds up the heights of texts at the narrow width each would like best, and lets the page be no lower: it
        # would scroll past its end. The height at the width there is, which Qt asks for as well, is enough.
        return QSize(least.width(), 0) if self.hasHeightForWidth() else least

    def event(self, event: QEvent) -> bool:
        # With larger letters, or other parts, it is wider at its narrowest; Qt asks it for its height only.
        if event.type() == QEvent.Type.LayoutRequest:
            self.area.updateGeometry()
        return super().event(event)


def column(*parts: Part, gap: int = 1, margin: int = 0) -> QVBoxLayout:
    """Parts below each other. A number is so many steps of space, None is stretch."""
    made = QVBoxLayout()
    return _filled(made, parts, gap, margin)


def row(*parts: Part, gap: int = 1, margin: int = 0) -> QHBoxLayout:
    """Parts beside each other. A number is so many steps of space, None is stretch."""
    made = QHBoxLayout()
    return _filled(made, parts, gap, margin)


def holder(layout: QLayout, surface: Surface = "none") -> QWidget:
    """A plain widget around a layout."""
    made = QFrame()
    made.setProperty("surface", surface)
    made.setLayout(layout)
    return made


def card(title: str, *parts: Part, gap: int = 2) -> QWidget:
    """A white card with a heading."""
    heading: tuple[Part, ...] = (Text(title, "heading"),) if title else ()
    return holder(column(*heading, *parts, gap=gap, margin=3), "card")


class Scrolling(QScrollArea):
    """Brings what gets the focus so far into view that the buttons of a form do not stand over it.

    `view_moved` when other parts of the page are in view, or more or fewer.
    """

    view_moved = Signal()
    # Whether it is never narrower than what it holds: what stands beside it gives way then.
    is_whole = False

    def minimumSizeHint(self) -> QSize:
        least, page = super().minimumSizeHint(), self.widget()
        if not self.is_whole or not page:
            return least
        beside = 2 * self.frameWidth() + self.verticalScrollBar().sizeHint().width()
        return QSize(page.minimumSizeHint().width() + beside, least.height())

    def resizeEvent(self, event: "QResizeEvent") -> None:
        super().resizeEvent(event)
        self.view_moved.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.view_moved.emit()

    def focusNextPrevChild(self, following: bool) -> bool:
        moved = super().focusNextPrevChild(following)
        focused = self.focusWidget()
        if moved and focused:
            _show_in(self, focused)
        return moved


def scrolled(inner: QWidget, *, whole: bool = False) -> Scrolling:
    """A page that scrolls up and down when the window is small; `whole` is one that is never cut at its right."""
    made = Scrolling()
    made.is_whole = whole
    made.setWidgetResizable(True)
    named(made, horizontalScrollBarPolicy="ScrollBarAlwaysOff", focusPolicy="NoFocus")
    page = ScrolledPage(inner, made)
    page.setProperty("surface", "ground")
    made.setWidget(page)
    return made


def to_the_edge(*parts: Part, gap: int = 1) -> QWidget:
    """Parts below each other on a page without a margin at its lower edge: it is kept below the last one, and scrolls
    with them."""
    inner = column(*parts, gap=gap)
    inner.setContentsMargins(0, 0, 0, step(3))
    return holder(inner)


def beside_cards(made: QWidget) -> QWidget:
    """A paper beside a page of cards: with the step that is free around its sheets it begins where the cards do, and
    ends as far from the edge of the window."""
    inner = column(made)
    inner.setContentsMargins(0, step(2), step(2), step(2))
    return holder(inner)


def beside_scrolled(cards: QBoxLayout, beside: QLayout, *, margin: int = 3) -> QHBoxLayout:
    """Cards that scroll at the left, two parts of the width, and beside them what does not, three parts.

    The bar stands a step from the cards. Both go on to the lower edge of what is around them, which has no margin
    there: it is kept below the last card, where it scrolls, and below what stands beside.
    """
    cards.addStretch(1)
    cards.setContentsMargins(0, 0, step(1), step(margin))
    beside.setContentsMargins(0, 0, 0, step(margin))
    # Without a bar the two are three steps apart, as cards beside each other are.
    made = row(scrolled(holder(cards), whole=True), holder(beside), gap=2)
    made.setStretch(0, 2)
    made.setStretch(1, 3)
    return made


def emptied(layout: QBoxLayout) -> None:
    """Take everything out of a layout that is about to be filled again."""
    while (item := layout.takeAt(0)) is not None:
        old = item.widget()
        if old:
            old.hide()
            old.deleteLater()


def bring_into_view(part: QWidget) -> None:
    """Scroll the page around a part so that it is seen."""
    # After the page is laid out: what was just made has no height yet.
    QTimer.singleShot(0, part, lambda: _scroll_to(part))


def tab_through(*parts: QWidget) -> None:
    """Let Tab go through these parts as they stand on the screen: what was built again later comes last otherwise."""
    for one, following in pairwise(control for part in parts for control in _controls(part)):
        QWidget.setTabOrder(one, following)


def _scroll_to(part: QWidget) -> None:
    parent = part.parentWidget()
    while parent and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    if isinstance(parent, QScrollArea):
        _show_in(parent, part)


def _show_in(area: QScrollArea, part: QWidget) -> None:
    # Not ensureWidgetVisible: what is just seen is enough for it, be it below the buttons of the form.
    page, across = area.widget(), area.horizontalScrollBar().value()
    top = part.mapTo(page, part.rect().topLeft()).y() if page and page.isAncestorOf(part) else 0
    for y in (top + part.height(), top):
        area.ensureVisible(across, y, 0, step(_BESIDE))


def _controls(part: QWidget | QLayout) -> Iterator[QWidget]:
    """The controls of a part in reading order, which is the order of the layouts and not of their making."""
    # Imported here: sign-in asks nobody for the namespace of Qt's enumerations.
    from PySide6.QtCore import Qt

    if isinstance(part, QWidget) and part.focusPolicy() & Qt.FocusPolicy.TabFocus and not part.focusProxy():
        yield part
    inside = part.widget() if isinstance(part, QScrollArea) else part
    layout = inside.layout() if isinstance(inside, QWidget) else inside
    items = [layout.itemAt(at) for at in range(layout.count())] if layout else []
    for item in items:
        inner = (item.widget() or item.layout()) if item else None
        if inner:
            yield from _controls(inner)


def _filled(made: BoxT, parts: tuple[Part, ...], gap: int, margin: int) -> BoxT:
    made.setSpacing(step(gap))
    made.setContentsMargins(step(margin), step(margin), step(margin), step(margin))
    for part in parts:
        if part is None:
            made.addStretch(1)
        elif isinstance(part, int):
            made.addSpacing(step(part))
        elif isinstance(part, QWidget):
            made.addWidget(part)
        else:
            made.addLayout(part)
    return made
