"""Where to go on from where a bill is made: to the visits of other cases, or to a new visit where nothing waits."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from clinic_desktop.cases.queries import case
from clinic_desktop.superbills.model.bill import Kind
from clinic_desktop.superbills.model.issued import WaitingCase
from clinic_desktop.superbills.queries.ready import unbilled_elsewhere
from clinic_desktop.wording import say, say_many
from ui.kit.buttons import button
from ui.kit.layout import column, emptied, holder, row
from ui.kit.text import Text, isolated
from ui.superbills.kinds import NONE_WAITS, NONE_WAITS_CLOSED
from ui.superbills.making import Making

_MOST_LETTERS = 50


class WaysOn(QWidget):
    """Shown where there is one to offer."""

    def __init__(self, making: Making, kind: Kind, go: Callable[[str], object]) -> None:
        """`go` leads to a part of the chart."""
        super().__init__()
        self._making, self._kind, self._go = making, kind, go
        self._shown: object = None
        self._cases: tuple[WaitingCase, ...] = ()
        self._buttons: list[QPushButton] = []
        self._parts = column(gap=2)
        self.setLayout(self._parts)

    def show_none(self) -> None:
        """No visit of this case waits: say so, and offer what comes first then, and the other cases."""
        is_closed = case(self._making.session.clinic.read, self._making.case).closed_on is not None
        self._show(is_closed, lambda: [*self._nothing(is_closed=is_closed), *self._elsewhere()])

    def show_others(self) -> None:
        """Some wait: offer the other cases as well."""
        self._show(None, self._elsewhere)

    def _show(self, what: object, parts: Callable[[], list[QWidget]]) -> None:
        """Build it again where it would say something else."""
        self._cases = unbilled_elsewhere(
            self._making.session.clinic.read, self._kind, self._making.client, self._making.case
        )
        if (what, self._cases) == self._shown:
            self.setVisible(not self._parts.isEmpty())
            return
        self._shown = (what, self._cases)
        self._buttons = []
        emptied(self._parts)
        made = parts()
        for part in made:
            self._parts.addWidget(part)
            part.show()
        self.setVisible(bool(made))

    def _elsewhere(self) -> list[QWidget]:
        if not self._cases:
            return []
        words = Text(say("Visits of other cases that wait:"), "muted")
        links = [row(self._put(self._to_case(one)), None) for one in self._cases]
        return [holder(column(words, *links))]

    def first(self) -> QPushButton | None:
        """The first way on."""
        return next(iter(self._buttons), None)

    def _nothing(self, *, is_closed: bool) -> list[QWidget]:
        """Why there is nothing to issue, and what comes first then."""
        if is_closed:
            words = say(NONE_WAITS_CLOSED[self._kind])
            made = button(say("Open the case"), partial(self._go, f"case/{self._making.case}"))
        else:
            words = say(NONE_WAITS[self._kind])
            made = button(say("Record visit"), partial(self._go, "visit/record"), picture="plus")
        return [Text(words), holder(row(self._put(made), None))]

    def _to_case(self, one: WaitingCase) -> QPushButton:
        """Leads to the same page of another case."""
        reason = one.reason if len(one.reason) <= _MOST_LETTERS else f"{one.reason[: _MOST_LETTERS - 1]}…"
        words = say_many("{case}: {count} visit", "{case}: {count} visits", one.visits, case=isolated(reason))
        part = f"{self._making.client}/of/{one.case}/{self._kind}/new/0"
        return button(words, partial(self._making.session.go, "clients", part), "link")

    def _put(self, made: QPushButton) -> QPushButton:
        self._buttons.append(made)
        return made
