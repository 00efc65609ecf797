"""What a client’s balance is made of: the sum as one would write it below each other."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from clinic_desktop.payments.model import Balance
from clinic_desktop.values import money
from clinic_desktop.wording import say
from ui.kit.grid import step
from ui.kit.text import Text

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


def balance_sum(balance: Balance) -> QGridLayout:
    """The lines of the sum, those of nothing left out, and what the client owes below a line of their own. What payers
    are asked for is taken off: nobody asks the client for it."""
    lines = (
        (say("Charged for visits given"), balance.charged_cents),
        (say("Paid for visits"), -balance.paid_cents),
        (say("Written off"), -balance.written_off_cents),
        (say("Kept on account"), -balance.credit_cents),
        (say("Due from payers"), -balance.payers_cents),
    )
    # The first two always: a sum of one line is no arithmetic.
    shown = [line for at, line in enumerate(lines) if line[1] or at < 2]  # noqa: PLR2004 - charged and paid.
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(step(3))
    grid.setVerticalSpacing(step(1) // 2)
    grid.setColumnStretch(2, 1)
    for at, (words, cents) in enumerate(shown):
        _put(grid, at, words, money.shown(cents), "muted")
    grid.setRowMinimumHeight(len(shown), step(1))
    total = say("Ahead") if balance.owed_cents < 0 else say("Unpaid, all cases")
    _put(grid, len(shown) + 1, total, money.shown(abs(balance.owed_cents)), "strong")
    return grid


def _put(grid: QGridLayout, at: int, words: str, amount: str, role: str) -> None:
    label = Text(words, "strong" if role == "strong" else "muted", wrap=False)
    figure = Text(amount, "strong" if role == "strong" else "body", wrap=False)
    figure.setAccessibleName(f"{words}: {amount}")
    grid.addWidget(label, at, 0)
    grid.addWidget(figure, at, 1, _RIGHT)
