"""What a client paid in a calendar year, and the receipt of it."""

from dataclasses import dataclass
from typing import Literal

from clinic_desktop.clients.model import ClientId
from clinic_desktop.superbills.model.issued import BillId

# Why there is nothing to receipt: as much was paid back, only a plan paid, what was paid was for no treatment of the
# year, or nothing was paid at all.
NothingPaid = Literal["", "back", "plan", "other", "unpaid"]


@dataclass(frozen=True, slots=True)
class LiveYearReceipt:
    """The receipt of a year that is out."""

    id: BillId
    version: int
    number: int


@dataclass(frozen=True, slots=True)
class YearRow:
    """A client who came or paid in a year: for how many visits they paid so much, in cents, and the live receipt of it.
    Nothing may be left of what a live receipt says; `nothing` tells why there is nothing to receipt, "" where there
    is."""

    client: ClientId
    client_name: str
    visits: int
    paid_cents: int
    live: LiveYearReceipt | None
    nothing: NothingPaid = ""

    @property
    def waits(self) -> bool:
        """Whether a receipt is to be issued: there is none, and something to receipt."""
        return self.live is None and self.paid_cents > 0
