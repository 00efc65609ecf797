"""A package, membership or gift card, as it stands and as typed. Amounts are cents, days plain dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NewType

from clinic_desktop.clients.model import ClientId
from clinic_desktop.wording import mark

PrepaidId = NewType("PrepaidId", int)

# What is sold before it is used, by key; words marked for translation.
KINDS: Mapping[str, str] = MappingProxyType(
    {"package": mark("Package"), "membership": mark("Membership"), "gift_card": mark("Gift card")}
)
# How one ended.
ENDINGS: Mapping[str, str] = MappingProxyType(
    {"expired": mark("Expired"), "refunded": mark("Refunded"), "closed": mark("Closed")}
)


@dataclass(frozen=True, slots=True)
class Prepaid:
    """One that was sold. `visits` is how many it holds, None where it holds a value; `client` is None for a gift card
    that `bought_by` bought, who is no client. `service` is the only one it is for, None for any.

    `paid_cents` was paid for it, of which `refunded_cents` went back, `drawn_cents` were used by `uses` payments and
    `forfeited_cents` were left when it ended: the rest is `left_cents`.
    """

    id: PrepaidId
    version: int
    kind: str
    client: ClientId | None
    bought_by: str
    name: str
    service: int | None
    visits: int | None
    price_cents: int
    number: str
    sold_on: date
    starts_on: date
    expires_on: date | None
    follows: PrepaidId | None
    ended_on: date | None
    ended_kind: str
    ended_why: str
    note: str
    paid_cents: int
    refunded_cents: int
    drawn_cents: int
    forfeited_cents: int
    uses: int
    left_cents: int

    @property
    def open_cents(self) -> int:
        """What of its price is not paid yet."""
        return self.price_cents - self.paid_cents

    @property
    def visits_left(self) -> int | None:
        """How many visits may still be used; None where it holds a value."""
        if self.visits is None:
            return None
        return 0 if self.ended_kind else self.visits - self.uses

    @property
    def is_used_up(self) -> bool:
        """Whether all that it holds was used; one that is not paid in full may still get more."""
        return self.uses >= self.visits if self.visits is not None else self.drawn_cents >= self.price_cents


@dataclass(frozen=True, slots=True)
class PrepaidDraft:
    """One as typed: `service` is the row of the only service it is for, "" for any, `visits` "" where it holds a value;
    amounts in dollars."""

    kind: str = "package"
    name: str = ""
    service: str = ""
    visits: str = ""
    price: str = ""
    number: str = ""
    sold_on: str = ""
    starts_on: str = ""
    expires_on: str = ""
    bought_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class EndingDraft:
    """How one ends, as typed: `kind` is expired or closed."""

    kind: str = "expired"
    ended_on: str = ""
    why: str = ""
