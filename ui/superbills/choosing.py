"""Which visits go on a bill: a check box each, and, where they make several bills, which one of those."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from clinic_desktop.superbills.model.bill import Bill, BilledVisit
from clinic_desktop.superbills.model.findings import Finding, Verdict
from clinic_desktop.superbills.rules.sums import paid
from clinic_desktop.values import dates, money
from clinic_desktop.wording import say, say_many
from ui.kit.boxes import Check, ChoiceBox
from ui.kit.grid import step
from ui.kit.layout import column, emptied, holder, scrolled
from ui.kit.text import ChipText, Text, button_text

# In steps of the grid: about seven visits.
_MOST_HIGH = 28


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
        self._rows = QVBoxLayout()
        self.setLayout(column(self._why, self.bills, self._rows, gap=1))

    def offer(self, words: Sequence[str], at: int) -> None:
        """Offer so many bills, one of them chosen."""
        quiet = QSignalBlocker(self.bills)
        self.bills.clear()
        self.bills.addItems(list(words))
        self.bills.setCurrentIndex(at)
        quiet.unblock()
        self.bills.setVisible(len(words) > 1)
        self._why.setVisible(len(words) > 1)
        self._why.setText(
            say_many(
                "These visits make {count} bill.",
                "These visits make {count} bills: one for each therapist and policy.",
                len(words),
            )
        )

    def show_visits(self, bill: Bill, verdict: Verdict, ticked: frozenset[int]) -> None:
        """Show the visits of a bill, those in `ticked` checked, with what stands in the way of each."""
        emptied(self._rows)
        self.checks.clear()
        grid = QGridLayout()
        grid.setHorizontalSpacing(step(2))
        grid.setVerticalSpacing(step(1) // 2)
        grid.setColumnStretch(1, 1)
        grid.setContentsMargins(0, 0, 0, 0)
        for at, one in enumerate(bill.visits):
            self._add(grid, at, one, waits_of(verdict, at))
            self.checks[one.row].setChecked(one.row in ticked)
            self.checks[one.row].toggled.connect(lambda *_: self.chosen.emit())
        # More than a few scroll by themselves: what is found about them stays in view below.
        rows = holder(grid)
        area = scrolled(rows)
        area.setProperty("surface", "bare")
        area.setFixedHeight(min(rows.sizeHint().height(), step(_MOST_HIGH)))
        self._rows.addWidget(area)

    def ticked(self) -> frozenset[int]:
        """The rows of the visits that are checked."""
        return frozenset(row for row, check in self.checks.items() if check.isChecked())

    def _add(self, grid: QGridLayout, at: int, one: BilledVisit, waits: Sequence[Finding]) -> None:
        day = dates.shown(one.date_of_service) if one.date_of_service else ""
        services = " · ".join(_service(service.name, service.units) for service in one.services)
        check = Check(button_text(day))
        check.setAccessibleName(say("{day}: {services}", day=day, services=services))
        self.checks[one.row] = check
        open_cents = one.charged_cents - paid(one)
        money_words = say("paid") if open_cents <= 0 else say("{amount} open", amount=money.shown(open_cents))
        chip = _chip(waits)
        parts: tuple[QWidget | None, ...] = (
            check,
            Text(services),
            chip,
            Text(money_words, "muted", wrap=False),
            Text(money.shown(one.charged_cents), wrap=False),
        )
        for place, part in enumerate(parts):
            if part:
                grid.addWidget(part, at, place)


def waits_of(verdict: Verdict, at: int) -> tuple[Finding, ...]:
    """What stands in the way of one visit of a bill."""
    inside = f"visits/{at}/"
    return tuple(one for one in verdict.findings if one.stands_in_the_way and f"{one.field}/".startswith(inside))


def ready_visits(bill: Bill, verdict: Verdict) -> frozenset[int]:
    """The visits that nothing stands in the way of; where that is none, those that could be issued anyway, else all."""
    waits: Mapping[int, tuple[Finding, ...]] = {one.row: waits_of(verdict, at) for at, one in enumerate(bill.visits)}
    ready = frozenset(row for row, found in waits.items() if not found)
    could = frozenset(row for row, found in waits.items() if not any(one.grade == "STOP" for one in found))
    return ready or could or frozenset(waits)


def _service(name: str, units: int) -> str:
    return say("{name}, {units}", name=name, units=units) if units else name


def _chip(waits: Sequence[Finding]) -> ChipText | None:
    if not waits:
        return None
    stops = any(one.grade == "STOP" for one in waits)
    return ChipText(say("To fix"), "stop") if stops else ChipText(say("To check"), "warning")
