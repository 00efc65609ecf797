"""Which visits go on a bill: a check box each, and, where they make several bills, which one of those."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.model.findings import Verdict
from clinic_desktop.superbills.rules.ready import waits_of
from clinic_desktop.wording import say
from ui.kit.boxes import Check
from ui.kit.buttons import button
from ui.kit.choice_box import ChoiceBox
from ui.kit.layout import column, emptied, holder, row
from ui.kit.text import Text, button_text
from ui.superbills.focus import focused_inside
from ui.superbills.visit_rows import MOST_SHOWN, VisitLine, VisitRows, visit_line


class VisitChoices(QWidget):
    """`chosen` when another bill or other visits are asked for."""

    chosen = Signal()

    def __init__(self) -> None:
        """Empty before `offer`."""
        super().__init__()
        self._why = Text(role="muted")
        self.bills = ChoiceBox()
        self.bills.setAccessibleName(say("Which bill"))
        self.bills.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.bills.currentIndexChanged.connect(lambda *_: self.chosen.emit())
        self.checks: dict[int, Check] = {}
        self._lines: tuple[VisitLine, ...] = ()
        self._shown: VisitRows | None = None
        self._rows = QVBoxLayout()
        self.all = button("", self._on_all, "link")
        self.fold = button("", self._on_fold, "link")
        self._more = holder(row(self.all, self.fold, None, gap=2))
        self.setLayout(column(self._why, self.bills, self._rows, self._more, gap=1))

    def offer(self, words: Sequence[str], why: str, at: int) -> None:
        """Offer so many bills, one of them chosen, with the reason why they are several."""
        quiet = QSignalBlocker(self.bills)
        if [self.bills.itemText(place) for place in range(self.bills.count())] != list(words):
            self.bills.clear()
            self.bills.addItems(list(words))
        self.bills.setCurrentIndex(at)
        quiet.unblock()
        self.bills.setVisible(len(words) > 1)
        self._why.setVisible(len(words) > 1)
        self._why.setText(why)

    def show_visits(self, bill: Bill, verdict: Verdict, ticked: frozenset[int]) -> None:
        """Show the visits of a bill, those in `ticked` checked, with what stands in the way of each. Rows that say the
        same as before stay, and the focus with them."""
        lines = tuple(visit_line(one, waits_of(verdict, at)) for at, one in enumerate(bill.visits))
        if lines != self._lines:
            self._build(lines, ticked)
        for visit, check in self.checks.items():
            quiet = QSignalBlocker(check)
            check.setChecked(visit in ticked)
            quiet.unblock()
        self._say_more()

    def ticked(self) -> frozenset[int]:
        """The rows of the visits that are checked."""
        return frozenset(visit for visit, check in self.checks.items() if check.isChecked())

    def first(self) -> Check | None:
        """The check box of the first visit."""
        return next(iter(self.checks.values()), None)

    def _build(self, lines: tuple[VisitLine, ...], ticked: frozenset[int]) -> None:
        focused = focused_inside(self)
        before = next((visit for visit, check in self.checks.items() if check is focused), 0)
        was_open = self._shown is not None and self._shown.is_open
        same = {one.visit for one in lines} & set(self.checks)
        # Some are checked and some are not: then none of the checked ones is folded away.
        hidden = {one.visit for one in lines[:-MOST_SHOWN]} & ticked
        hides = bool(hidden) and len(ticked) < len(lines)
        if before:
            # Else Qt would look for the next control as the box goes, and scroll there.
            self.setFocus()
        self._lines = lines
        self.checks = {one.visit: self._check(one) for one in lines}
        self._shown = VisitRows(lines, list(self.checks.values()), is_open=was_open if same else hides)
        emptied(self._rows)
        self._rows.addWidget(self._shown)
        # At once, and not by an event: the page would be without its rows for a moment, and scroll to its top.
        self._shown.show()
        if before:
            (self.checks.get(before) or self.first() or self.bills).setFocus()

    def _check(self, one: VisitLine) -> Check:
        made = Check(button_text(one.day))
        made.setAccessibleName(say("{day}: {services}", day=one.day, services=one.services))
        made.toggled.connect(self._on_toggled)
        return made

    def _say_more(self) -> None:
        many = len(self.checks)
        self._more.setVisible(many > MOST_SHOWN)
        words = say("Check none") if len(self.ticked()) == many else say("Check all")
        is_open = self._shown is not None and self._shown.is_open
        folds = say("Show fewer") if is_open else say("Show all {count} visits", count=many)
        for made, said in ((self.all, words), (self.fold, folds)):
            made.setText(said)
            made.setAccessibleName(said)

    def _on_toggled(self, _: bool) -> None:
        self._say_more()
        self.chosen.emit()

    def _on_all(self) -> None:
        wanted = len(self.ticked()) < len(self.checks)
        for check in self.checks.values():
            quiet = QSignalBlocker(check)
            check.setChecked(wanted)
            quiet.unblock()
        self._on_toggled(wanted)

    def _on_fold(self) -> None:
        if self._shown:
            self._shown.open_all(not self._shown.is_open)
            self._say_more()
