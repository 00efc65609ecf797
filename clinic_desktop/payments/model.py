"""A payment with its shares, as it stands and as typed; what a visit has been paid, what a client owes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NewType

from clinic_desktop.clients.model import ClientId
from clinic_desktop.visits.model import VisitId, VisitRow
from clinic_desktop.wording import mark

PaymentId = NewType("PaymentId", int)

# How people pay, by key; words marked for translation.
METHODS: Mapping[str, str] = MappingProxyType(
    {
        "card": mark("Card"),
        "cash": mark("Cash"),
        "check": mark("Check"),
        "hsa": mark("HSA or FSA card"),
        "transfer": mark("Bank transfer or app"),
        "package": mark("Package"),
        "gift_card": mark("Gift card"),
        "other": mark("Other"),
    }
)
# Of these the reference is the last digits.
CARDS = ("card", "hsa")
# What these pay for lies behind the day on which they were bought.
BOUGHT_BEFORE = ("package", "gift_card")
# The parts of a payment in the order of its form. Only the first is for treatment and ever reaches a superbill.
PARTS = ("service", "tip", "tax", "product", "other")


@dataclass(frozen=True, slots=True)
class PaymentShare:
    """How much of the service part of a payment is for a visit, in cents."""

    visit: VisitId
    cents: int


@dataclass(frozen=True, slots=True)
class Payment:
    """What was paid, in cents, split as it came in. Its shares add up to the service part, the oldest visit first.

    `paid_on` of a package or a gift card is the day it was bought; `reference` is the number of a check or the last
    digits of a card.
    """

    id: PaymentId
    version: int
    client: ClientId
    paid_on: date
    method: str
    reference: str
    service_cents: int
    tip_cents: int
    tax_cents: int
    product_cents: int
    other_cents: int
    note: str
    shares: tuple[PaymentShare, ...]


@dataclass(frozen=True, slots=True)
class PaymentDraft:
    """A payment as typed, its amounts in dollars."""

    paid_on: str = ""
    method: str = "card"
    reference: str = ""
    service: str = ""
    tip: str = ""
    tax: str = ""
    product: str = ""
    other: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class VisitAccount:
    """A visit with what was paid for it, in cents."""

    visit: VisitRow
    paid_cents: int

    @property
    def id(self) -> VisitId:
        """The visit's."""
        return self.visit.id

    @property
    def open_cents(self) -> int:
        """What is not paid yet, in cents, of a visit given or planned."""
        return self.visit.charged_cents - self.paid_cents


@dataclass(frozen=True, slots=True)
class VisitPayment:
    """A payment as listed under one visit: `cents` is the visit's share.

    Tip, tax, products and the rest stand under its first visit alone, so that no cent is listed twice.
    """

    id: PaymentId
    version: int
    paid_on: date
    method: str
    reference: str
    cents: int
    tip_cents: int
    tax_cents: int
    product_cents: int
    other_cents: int


@dataclass(frozen=True, slots=True)
class Balance:
    """What a client was charged for visits given, and has paid for visits, in cents."""

    charged_cents: int = 0
    paid_cents: int = 0

    @property
    def open_cents(self) -> int:
        """What is open, whoever is to pay it, in cents; below zero a credit."""
        return self.charged_cents - self.paid_cents
