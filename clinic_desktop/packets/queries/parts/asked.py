"""For what packet parts are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.restrictions.model import Restriction
from clinic_desktop.restrictions.rules import kept_from
from clinic_desktop.store.reader import Reader


@dataclass(frozen=True, slots=True)
class PartsAsked:
    """The case, the payer who is told (0: it goes to somebody who is no payer), and what the client keeps from it."""

    read: Reader
    client: ClientId
    case: CaseId
    today: date
    payer: int = 0
    restrictions: Sequence[Restriction] = ()
    until: date | None = None

    def is_kept(self, day: date) -> bool:
        """Whether a visit of that day is kept from whom it goes to (45 CFR 164.522)."""
        return bool(self.payer) and kept_from(self.restrictions, self.payer, day) is not None

    def is_later(self, day: date) -> bool:
        """Whether a day lies behind what the packet tells of."""
        return day > self.today or (self.until is not None and day > self.until)
