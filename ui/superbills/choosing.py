"""Which visits go on a bill: a check box each, and, where they make several bills, which one of those."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.policies.rules import client_pays
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
from ui.superbills.visit_rows import VisitLine, VisitRows, visit_line
from ui.superbills.words import Counted, checked_words, left_out_words

# More than these fold into one line: what is found about them is to be seen without scrolling.
MOST_IN_VIEW = 4


class VisitChoices(QWidget):
    """`chosen` when another bill or other visits are asked for, `folded` when their rows come or go."""

    chosen = Signal()
    folded = Signal()

    def __init__(self) -> None:
        """Empty before `offer`."""
        super().__init__()
        self._why = Text(role="muted")
        self.bills = ChoiceBox()
        self.bills.setAccessibleName(say("Which document"))
        self.bills.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.bills.currentIndexChanged.connect(lambda *_: self.chosen.emit())
        self.checks: dict[int, Check] = {}
        self._lines: tuple[VisitLine, ...] = ()
        self._since: date | None = None
        self._is_open = False
        self._rows = column()
        self._shown = holder(self._rows)
        self._sum, self._left_out = Text(role="strong"), Text(role="muted")
        self.fold = button("", self._on_fold)
        line = row(self._sum, self.fold, gap=2)
        line.setStretch(0, 1)
        self._head = holder(line)
        self.all = button("", self._on_all, "link")
        self._more = holder(row(self.all, None, gap=2))
        self.setLayout(
            column(self._why, self.bills, column(self._head, self._left_out, gap=0), self._shown, self._more, gap=1)
        )

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

    def show_visits(self, bill: Bill, verdict: Verdict, ticked: frozenset[int], since: date) -> None:
        """Show the visits of a bill, those in `ticked` checked, with what stands in the way of each. Rows that say the
        same as before stay, and the focus with them. Visits before `since` are told apart where they are left out."""
        self._since = since
        pays = client_pays(bill.case.kind, bill.policy.plan_type if bill.policy else "")
        lines = tuple(
            visit_line(one, waits_of(verdict, at), client_pays=pays and bill.kind != "statement")
            for at, one in enumerate(bill.visits)
        )
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

    def first(self) -> QWidget | None:
        """The check box of the first visit, or the button that shows them."""
        return next(iter(self.checks.values()), None) if self._shows_rows() else self.fold

    def _shows_rows(self) -> bool:
        return self._is_open or len(self._lines) <= MOST_IN_VIEW

    def _build(self, lines: tuple[VisitLine, ...], ticked: frozenset[int]) -> None:
        focused = focused_inside(self)
        before = next((visit for visit, check in self.checks.items() if check is focused), 0)
        if not {one.visit for one in lines} & set(self.checks):
            # Of another bill. Where nothing is checked there is nothing else to do than to choose.
            self._is_open = not ticked
        if before:
            # Else Qt would look for the next control as the box goes, and scroll there.
            self.setFocus()
        self._lines = lines
        self.checks = {one.visit: self._check(one) for one in lines}
        shown = VisitRows(lines, list(self.checks.values()))
        emptied(self._rows)
        self._rows.addWidget(shown)
        # At once, and not by an event: the page would be without its rows for a moment, and scroll to its top.
        shown.show()
        self._shown.setVisible(self._shows_rows())
        if before:
            (self.checks.get(before) or self.first() or self.bills).setFocus()

    def _check(self, one: VisitLine) -> Check:
        made = Check(button_text(one.day))
        made.setAccessibleName(say("{day}: {services}", day=one.day, services=one.services))
        made.toggled.connect(self._on_toggled)
        return made

    def _say_more(self) -> None:
        """Say how many are checked, and what the buttons do now."""
        many, ticked = len(self.checks), self.ticked()
        self._head.setVisible(many > MOST_IN_VIEW)
        self._shown.setVisible(self._shows_rows())
        self._more.setVisible(many > MOST_IN_VIEW and self._is_open)
        on = [one.on for one in self._lines if one.visit in ticked and one.on]
        self._sum.setText(checked_words(len(ticked), many, on))
        left_out = left_out_words(self._left(ticked))
        self._left_out.setText(left_out)
        self._left_out.setVisible(bool(left_out))
        words = say("Check none") if len(ticked) == many else say("Check all")
        folds = say("Hide the visits") if self._is_open else say("Choose visits")
        for made, said in ((self.all, words), (self.fold, folds)):
            made.setText(said)
            made.setAccessibleName(said)

    def _left(self, ticked: frozenset[int]) -> Counted:
        """The visits that are not checked, by why they may not be."""
        left = [one for one in self._lines if one.visit not in ticked]
        newer = [one for one in left if not (one.on and self._since and one.on < self._since)]
        waiting = sum(bool(one.grade) for one in newer)
        return Counted(len(left) - len(newer), waiting, len(newer) - waiting)

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
        self._is_open = not self._is_open
        self._say_more()
        self.folded.emit()
