"""What is next about documents that are out and say more than was paid."""

from collections.abc import Sequence

from clinic_desktop.chart.model import NextStep
from clinic_desktop.superbills.model.issued import BillRow
from clinic_desktop.superbills.rules.names import bill_name
from clinic_desktop.superbills.rules.too_much import too_much_words
from clinic_desktop.wording import say


def too_much_steps(found: Sequence[BillRow]) -> list[NextStep]:
    """One step a document: it is voided, and the one that comes instead is made from there."""
    return [
        NextStep(
            say("{bill} says more than was paid", bill=bill_name(one.kind, one.number)),
            too_much_words(one),
            say("Void and replace"),
            f"bill/{one.id}/void",
        )
        for one in found
    ]
