"""What the commands of this room reckon with: the denial as it stands in their transaction."""

from clinic_desktop.appeals.loader.standing import standing_of
from clinic_desktop.appeals.rules.sending import DenialStanding
from clinic_desktop.store.reader import inside
from clinic_desktop.store.transaction import Transaction


def standing(tx: Transaction, row: int) -> DenialStanding:
    """A denial as it stands in a transaction; raises Missing."""
    return standing_of(inside(tx), row, tx.clock.today())
