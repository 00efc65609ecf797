"""The visits that may go on a bill, one below the other, in as many columns as there is room for."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from clinic_desktop.superbills.model.bill import BilledVisit
from clinic_desktop.superbills.model.findings import Finding
from clinic_desktop.superbills.rules.sums import paid
from clinic_desktop.values import dates, money
from clinic_desktop.wording import say
from ui.kit.boxes import Check
from ui.kit.grid import step
from ui.kit.text import Chip, ChipText, Text
from ui.superbills.words import service_words

# The others unfold: what is found about them stays in view below.
MOST_SHOWN = 8
# In steps of the grid: less for the services of a visit, and what is open goes on a line of its own.
_LEAST_FOR_SERVICES = 36


class VisitLine(NamedTuple):
    """What the row of a visit says; `chip` is "" where nothing stands in its way."""

    visit: int
    day: str
    services: str
    chip: str
    kind: Chip
    owed: str
    amount: str


def visit_line(one: BilledVisit, waits: Sequence[Finding]) -> VisitLine:
    """A visit with what stands in its way."""
    open_cents = one.charged_cents - paid(one)
    stops = any(found.grade == "STOP" for found in waits)
    chip = (say("To fix") if stops else say("To check")) if waits else ""
    return VisitLine(
        one.row,
        dates.shown(one.date_of_service) if one.date_of_service else "",
        " · ".join(map(service_words, one.services)),
        chip,
        "stop" if stops else "warning",
        say("paid") if open_cents <= 0 else say("{amount} open", amount=money.shown(open_cents)),
        money.shown(one.charged_cents),
    )


class VisitRows(QWidget):
    """As high as its rows. Where it is narrow a row has two lines."""

    def __init__(self, lines: Sequence[VisitLine], checks: Sequence[Check], *, is_open: bool) -> None:
        """`checks` are the check boxes of the visits; not `is_open`, and only the newest MOST_SHOWN are shown."""
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(step(2))
        self._grid.setVerticalSpacing(step(1) // 2)
        self._grid.setColumnStretch(1, 1)
        self._lines = lines
        self._cells = [_cells(one, check) for one, check in zip(lines, checks, strict=True)]
        self._is_narrow: bool | None = None
        self.is_open = is_open
        self._arrange(is_narrow=False)
        self.open_all(is_open)

    def open_all(self, wanted: bool) -> None:
        """Show all visits, or only the newest."""
        self.is_open = wanted
        for at, cells in enumerate(self._cells):
            for cell in cells:
                if cell:
                    cell.setVisible(self._is_shown(at))
        self._space()

    def _is_shown(self, at: int) -> bool:
        return self.is_open or at >= len(self._cells) - MOST_SHOWN

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange(is_narrow=self.width() < self._wanted())
        super().resizeEvent(event)

    def _wanted(self) -> int:
        """The width at which everything about a visit stands in one line."""
        fixed = [max((cells[at].sizeHint().width() for cells in self._cells if cells[at]), default=0) for at in _FIXED]  # type: ignore[union-attr]
        longest = max((self.fontMetrics().horizontalAdvance(one.services) for one in self._lines), default=0)
        services = min(longest + step(1), step(_LEAST_FOR_SERVICES))
        return sum(fixed) + len(_FIXED) * step(2) + services

    def _arrange(self, *, is_narrow: bool) -> None:
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        for at, cells in enumerate(self._cells):
            narrow = _NARROW if cells[_CHIP] else _NARROW_WITHOUT_CHIP
            for cell, (down, column, wide) in zip(cells, narrow if is_narrow else _WIDE, strict=True):
                if cell:
                    side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag(0)
                    place = (_LINES * at + down, column, 1, wide)
                    self._grid.addWidget(cell, *place, side | Qt.AlignmentFlag.AlignVCenter)
        self._space()

    def _space(self) -> None:
        """Two lines that belong together stand closer than two visits do."""
        for at in range(len(self._cells) - 1):
            apart = self._is_narrow and self._is_shown(at)
            self._grid.setRowMinimumHeight(_LINES * at + _LINES - 1, step(1) // 2 if apart else 0)


# The cells: check box, services, chip, what is open, amount. Where each stands: line, column, columns.
_FIXED = (0, 2, 3, 4)
# The columns of numbers, and a line more for each visit than it has, for the room below it.
_RIGHT = (3, 4)
_LINES = 3
_WIDE = ((0, 0, 1), (0, 1, 1), (0, 2, 1), (0, 3, 1), (0, 4, 1))
_CHIP = 2
_NARROW = ((0, 0, 1), (0, 1, 3), (1, 1, 1), (1, 2, 2), (0, 4, 1))
_NARROW_WITHOUT_CHIP = ((0, 0, 1), (0, 1, 3), (1, 1, 1), (1, 1, 3), (0, 4, 1))


def _cells(one: VisitLine, check: Check) -> tuple[QWidget | None, ...]:
    return (
        check,
        Text(one.services),
        ChipText(one.chip, one.kind) if one.chip else None,
        Text(one.owed, "muted", wrap=False),
        Text(one.amount, wrap=False),
    )
