"""Keep a receipt of money or a statement of account as it left the clinic."""

from dataclasses import dataclass, field
from typing import ClassVar

from clinic_desktop.ledger.model import MoneyPaper
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.wording import mark

_SAME = (
    "SELECT id FROM money_papers WHERE kind = ? AND client_id IS ? AND payment_id IS ? AND prepaid_id IS ?"
    " AND digest = ?"
)


@dataclass(frozen=True)
class KeepMoneyPaper(Command):
    """Keep the bytes of a paper that was printed or saved just now: what it says later may be something else."""

    paper: MoneyPaper
    pdf: bytes = field(repr=False)
    label: ClassVar[str] = mark("Keep a paper that was handed out")
    undoable: ClassVar[bool] = False
    # It tells of what went before, which can still be taken back.
    is_wall: ClassVar[bool] = False
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; one that left before just so is that one. Raises Missing."""
        paper, digest = self.paper, tx.keep(self.pdf)
        same = tx.one(_SAME, paper.kind, paper.client, paper.payment, paper.prepaid, digest)
        if same:
            return int(same["id"])
        return tx.insert(
            "money_papers",
            {
                "kind": paper.kind,
                "client_id": paper.client,
                "payment_id": paper.payment,
                "prepaid_id": paper.prepaid,
                "first_day": paper.first.isoformat() if paper.first else "",
                "last_day": paper.last.isoformat() if paper.last else "",
                "handed_on": tx.clock.today().isoformat(),
                "handed_at": tx.origin.at,
                "handed_by": tx.origin.actor,
                "digest": digest,
            },
        )
