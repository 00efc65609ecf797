"""The visits that may go on a bill, one below the other, in as many columns as there is room for."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from clinic_desktop.superbills.model.bill import BilledVisit
from clinic_desktop.superbills.model.findings import Finding
from clinic_desktop.superbills.rules.sums import left
from clinic_desktop.values import dates, money
from clinic_desktop.wording import say
from ui.kit.boxes import Check
from ui.kit.grid import step
from ui.kit.picture import picture
from ui.kit.text import Text
from ui.superbills.entries import PICTURES, grade_words
from ui.superbills.words import service_words

# In steps of the grid: less for the services of a visit, and what is unpaid goes on a line of its own.
_LEAST_FOR_SERVICES = 36


class VisitLine(NamedTuple):
    """What the row of a visit says; `grade` and `grade_words` are "" where nothing stands in its way."""

    visit: int
    on: date | None
    services: str
    grade: str
    grade_words: str
    owed: str
    amount: str

    @property
    def day(self) -> str:
        """The day of the visit, in words."""
        return dates.shown(self.on) if self.on else ""


def visit_line(one: BilledVisit, waits: Sequence[Finding], *, client_pays: bool) -> VisitLine:
    """A visit with what stands in its way, and what is open: `client_pays` says who owes it."""
    due = left(one)
    gravest = next((found for found in waits if found.grade == "STOP"), next(iter(waits), None))
    return VisitLine(
        one.row,
        one.date_of_service,
        " · ".join(map(service_words, one.services)),
        gravest.grade if gravest else "",
        grade_words(gravest) if gravest else "",
        _owed_words(due, client_pays=client_pays),
        money.shown(one.charged_cents),
    )


def _owed_words(cents: int, *, client_pays: bool) -> str:
    if cents <= 0:
        return say("paid")
    amount = money.shown(cents)
    # What a payer is asked for, nobody owes at the desk.
    return say("{amount} unpaid", amount=amount) if client_pays else say("{amount} due", amount=amount)


class VisitRows(QWidget):
    """As high as its rows. Where it is narrow a row has two lines."""

    def __init__(self, lines: Sequence[VisitLine], checks: Sequence[Check]) -> None:
        """`checks` are the check boxes of the visits."""
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(step(2))
        self._grid.setVerticalSpacing(step(1) // 2)
        self._grid.setColumnStretch(1, 1)
        self._lines = lines
        self._cells = [_cells(one, check) for one, check in zip(lines, checks, strict=True)]
        self._is_narrow: bool | None = None
        self._arrange(is_narrow=False)

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
            for cell, (down, column, wide) in zip(cells, _NARROW if is_narrow else _WIDE, strict=True):
                if cell:
                    side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag(0)
                    place = (_LINES * at + down, column, 1, wide)
                    self._grid.addWidget(cell, *place, side | Qt.AlignmentFlag.AlignVCenter)
        # Two lines that belong together stand closer than two visits do.
        for at in range(len(self._cells) - 1):
            self._grid.setRowMinimumHeight(_LINES * at + _LINES - 1, step(1) // 2 if is_narrow else 0)


# The cells: check box, services, picture, what is unpaid, amount. Where each stands: line, column, columns.
_FIXED = (0, 2, 3, 4)
# The columns of numbers, and a line more for each visit than it has, for the room below it.
_RIGHT = (3, 4)
_LINES = 3
_WIDE = ((0, 0, 1), (0, 1, 1), (0, 2, 1), (0, 3, 1), (0, 4, 1))
_NARROW = ((0, 0, 1), (0, 1, 2), (0, 3, 1), (1, 1, 3), (0, 4, 1))


def _cells(one: VisitLine, check: Check) -> tuple[QWidget | None, ...]:
    return (
        check,
        Text(one.services),
        # No words: what is found stands below, once for all visits that it is found of.
        picture(PICTURES[one.grade], one.grade_words) if one.grade else None,
        Text(one.owed, "muted", wrap=False),
        Text(one.amount, wrap=False),
    )
