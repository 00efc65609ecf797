"""The packages, memberships and gift cards of a client: what each holds, and what can be done with it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.prepaid.model import Prepaid
from clinic_desktop.prepaid.rules import is_live, prepaid_title, state_words
from clinic_desktop.wording import say, say_many
from ui.kit.buttons import button
from ui.kit.layout import column, emptied, holder, row
from ui.kit.text import ChipText, Text, isolated
from ui.prepaid.columns import standing_words


class PrepaidCards(QWidget):
    """`go` leads to a part of the chart, as "prepaid/7". Those that ended are folded away."""

    def __init__(self, go: Callable[[str], object]) -> None:
        """Shows nothing before `show_prepaids`."""
        super().__init__()
        self._go = go
        self._found: tuple[Prepaid, ...] = ()
        self._today = date.min
        self._shows_all = False
        self._lines = QVBoxLayout()
        self.setLayout(column(self._lines, gap=1))

    def show_prepaids(self, found: Sequence[Prepaid], today: date) -> None:
        """Show those that can still be used, the others behind a link."""
        self._found, self._today = tuple(found), today
        emptied(self._lines)
        live = [one for one in found if is_live(one)]
        over = [one for one in found if not is_live(one)]
        for one in [*live, *(over if self._shows_all else ())]:
            self._lines.addWidget(self._line(one))
        if not live:
            words = say("None can be used now. A package, membership or gift card that is sold stands here with "
                        "what is left on it.")  # fmt: skip
            self._lines.insertWidget(0, Text(words, "muted"))
        if over and not self._shows_all:
            more = say_many(
                "Show the one that is used up or ended", "Show {count} that are used up or ended", len(over)
            )
            self._lines.addWidget(button(more, self._show_all, "link"))

    def _show_all(self) -> None:
        self._shows_all = True
        self.show_prepaids(self._found, self._today)

    def _line(self, one: Prepaid) -> QWidget:
        title = Text(isolated(prepaid_title(one)), "strong")
        words = column(title, Text(standing_words(one, self._today), "muted"), gap=0)
        line = row(words, ChipText(*state_words(one, self._today)), *self._buttons(one), gap=2)
        line.setStretch(0, 1)
        return holder(line)

    def _buttons(self, one: Prepaid) -> list[QWidget]:
        parts: list[tuple[str, str]] = []
        if not one.ended_kind and one.open_cents > 0:
            parts.append((say("Take payment"), f"sale-payment/{one.id}"))
        if one.kind == "membership" and one.expires_on and one.ended_kind in ("", "expired"):
            parts.append((say("Renew"), f"renewal/{one.id}"))
        parts += [(say("Receipt"), f"sale-receipt/{one.id}"), (say("Open"), f"prepaid/{one.id}")]
        made: list[QWidget] = []
        for verb, part in parts:
            act = button(verb, partial(self._go, part), "link")
            act.setAccessibleName(say("{verb}: {what}", verb=verb, what=prepaid_title(one)))
            made.append(act)
        return made
