"""What a client paid in a calendar year, and whether the receipt of it says so."""

from dataclasses import dataclass

from clinic_desktop.clients.model import ClientId
from clinic_desktop.superbills.model.issued import BillId


@dataclass(frozen=True, slots=True)
class LiveYearReceipt:
    """The receipt of a year that is out: `stands` says whether it says what the record does."""

    id: BillId
    version: int
    number: int
    stands: bool


@dataclass(frozen=True, slots=True)
class YearRow:
    """A client with something in a year: for how many visits they paid so much, in cents, and the live receipt of it.
    Nothing may be left of what a live receipt says."""

    client: ClientId
    client_name: str
    visits: int
    paid_cents: int
    live: LiveYearReceipt | None

    @property
    def waits(self) -> bool:
        """Whether a receipt is to be issued: there is none, and something to receipt."""
        return self.live is None and self.paid_cents > 0

    @property
    def is_stale(self) -> bool:
        """Whether the live receipt says something else by now: void and replace it."""
        return self.live is not None and not self.live.stands
