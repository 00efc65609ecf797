"""The estimate: what is paid today, what is expected back, and what it costs in the end; its arithmetic folded away."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from clinic_desktop.coverage.model.money import Estimate
from clinic_desktop.coverage.rules.appraising import Appraisal
from clinic_desktop.coverage.rules.estimate.lines import VisitLines, arithmetic, span
from clinic_desktop.coverage.rules.estimate.said import sentences
from clinic_desktop.coverage.rules.estimate.unknown import unknowns
from clinic_desktop.wording import mark, say, say_many
from ui.coverage.evidence import small
from ui.coverage.rows import Fold, KeyedRows, Make
from ui.kit.grid import step
from ui.kit.layout import column, holder
from ui.kit.text import Role, Text

# What a visit costs, in the order of the sum; all but the marked one are always shown.
_AMOUNTS = {
    "pay_today_cents": mark("Pay today"),
    "later_cents": mark("After the statement"),
    "back_cents": mark("Expected back"),
    "net_cents": mark("Net cost"),
}
_ONLY_WHERE_ANY, _SUM = "later_cents", "net_cents"
_Pair = tuple[int, int]


class AmountTable(QFrame):
    """The amounts of a visit, or of all of them, as a range each."""

    def __init__(self) -> None:
        """Hidden until `show_amounts`."""
        super().__init__()
        self.setProperty("surface", "none")
        self._title = Text("", "strong")
        self._cells: dict[str, tuple[Text, Text]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(step(2))
        grid.setVerticalSpacing(step(1) // 2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._title, 0, 0, 1, 2)
        for at, (key, label) in enumerate(_AMOUNTS.items(), 1):
            role: Role = "strong" if key == _SUM else "body"
            cells = Text(say(label), role, wrap=False), Text("", role, wrap=False)
            self._cells[key] = cells
            grid.addWidget(cells[0], at, 0)
            grid.addWidget(cells[1], at, 1, Qt.AlignmentFlag.AlignRight)

    def show_amounts(self, title: str, amounts: dict[str, _Pair]) -> None:
        """Each amount at the low and at the high end, in cents."""
        self._title.setText(title)
        for key, (label, amount) in self._cells.items():
            low, high = amounts[key]
            amount.setText(span(low, high))
            amount.setAccessibleName(
                say("{title}, {label}: {amount}", title=title, label=label.text(), amount=amount.text())
            )
            shown = key != _ONLY_WHERE_ANY or bool(low or high)
            label.setVisible(shown)
            amount.setVisible(shown)


class EstimateView(QFrame):
    """The numbers, what is to be said beside them, and, folded away, why they are ranges and how they come about."""

    def __init__(self) -> None:
        """Empty until `show_estimate`."""
        super().__init__()
        self.setProperty("surface", "none")
        self.first, self.series = AmountTable(), AmountTable()
        self._money = Text()
        self._said, self._unknown_rows, self._sum_rows = KeyedRows(1), KeyedRows(1), KeyedRows()
        self.unknown = Fold(self._unknown_rows, self._fill_unknown)
        self.sums = Fold(self._sum_rows, self._fill_sums)
        self._estimate: Estimate | None = None
        self._folds = holder(column(self.unknown, self.sums, gap=1))
        self.setLayout(column(self._money, self.first, self.series, self._said, self._folds, gap=2))

    @property
    def rows(self) -> tuple[QWidget, ...]:
        """Every part that is shown, from top to bottom."""
        parts = (self.first, self.series, *self._said.rows, *self._unknown_rows.rows, *self._sum_rows.rows)
        return tuple(one for one in parts if one.isVisible())

    def show_estimate(self, appraisal: Appraisal) -> None:
        """Show the estimate of an appraisal, or, where no visit is planned, what is known of its money."""
        estimate = appraisal.estimate if appraisal.estimate and appraisal.estimate.rows else None
        self._estimate = estimate
        self._money.setVisible(estimate is None)
        self._folds.setVisible(estimate is not None)
        self.first.setVisible(estimate is not None)
        self.series.setVisible(estimate is not None and len(estimate.rows) > 1)
        if estimate is None:
            self._money.setText(appraisal.money)
            self._said.show_rows({})
            self.unknown.show_words("")
            self.sums.show_words("")
            return
        self._show_amounts(estimate)
        self._said.show_rows({words: partial(small, words) for words in sentences(estimate)})
        self.unknown.show_words(self._unknown_words(estimate))
        self.sums.show_words(say("How it comes about"))

    def _show_amounts(self, estimate: Estimate) -> None:
        first = estimate.rows[0]
        amounts = {key: (getattr(first.low, key), getattr(first.high, key)) for key in _AMOUNTS}
        self.first.show_amounts(say("First visit") if len(estimate.rows) > 1 else say("The visit"), amounts)
        totals = {key: (estimate.low.total(key), estimate.high.total(key)) for key in _AMOUNTS}
        self.series.show_amounts(say_many("{count} visit", "All {count} visits", len(estimate.rows)), totals)

    def _unknown_words(self, estimate: Estimate) -> str:
        """Not where the client’s money is known all the same."""
        pairs = [(row.low, row.high) for row in estimate.rows]
        is_range = any(getattr(low, key) != getattr(high, key) for low, high in pairs for key in _AMOUNTS)
        count = len(unknowns(estimate)) if is_range else 0
        return (
            say_many("{count} thing that makes it a range", "{count} things that make it a range", count)
            if count
            else ""
        )

    def _fill_unknown(self) -> None:
        found = unknowns(self._estimate) if self._estimate else ()
        self._unknown_rows.show_rows({words: partial(small, words) for _, words in found})

    def _fill_sums(self) -> None:
        visits: Iterator[VisitLines] = arithmetic(self._estimate) if self._estimate else iter(())
        rows: dict[object, Make] = {one: partial(_sum, one) for one in visits}
        self._sum_rows.show_rows(rows)


def _sum(visit: VisitLines) -> QWidget:
    return holder(column(small(visit.title, "label"), *map(small, visit.lines), gap=0))
