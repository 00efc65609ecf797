"""A payment with its shares, as it stands and as typed; what a visit has been paid, what a client owes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NewType

from clinic_desktop.clients.model import ClientId
from clinic_desktop.payers.model import PayerId
from clinic_desktop.prepaid.model import PrepaidId
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
        "membership": mark("Membership"),
        "gift_card": mark("Gift card"),
        "other": mark("Other"),
    }
)
# Of these the reference is the last digits.
CARDS = ("card", "hsa")
# What these pay for lies behind the day on which they were bought.
BOUGHT_BEFORE = ("package", "membership", "gift_card")
# The parts of a payment in the order of its form. Only the first is for treatment and ever reaches a bill.
PARTS = ("service", "tip", "tax", "product", "other")
# With what is kept on account for later visits, and what bought a package, membership or gift card.
ALL_PARTS = (*PARTS, "credit", "sold")
# Why a visit's charge is not asked for any more.
WRITE_OFFS: Mapping[str, str] = MappingProxyType(
    {
        "courtesy": mark("Courtesy"),
        "contract": mark("Contract with the plan"),
        "bad_debt": mark("Bad debt"),
        "other": mark("Other"),
    }
)
WriteOffId = NewType("WriteOffId", int)


@dataclass(frozen=True, slots=True)
class PaymentShare:
    """How much of the service part of a payment is for a visit, in cents; below zero of a refund."""

    visit: VisitId
    cents: int


@dataclass(frozen=True, slots=True)
class Payment:
    """What was paid, in cents, split as it came in. Its shares add up to the service part, the oldest visit first.

    `paid_on` of a package, membership or gift card is the day it was bought; `reference` is the number of a check or
    the last digits of a card. `credit_cents` are kept on account; `sold_cents` bought what `sold` names. From `drawn`
    it was drawn: no money came in. A refund names the payment that it gives back in `refunds`, its amounts are below
    zero. `payer` is the plan that paid, None for the client, who is None for a gift card sold to nobody on record;
    `statement` is the row of the benefit statement that said so, where it was taken from one.
    """

    id: PaymentId
    version: int
    client: ClientId | None
    paid_on: date
    method: str
    reference: str
    service_cents: int
    tip_cents: int
    tax_cents: int
    product_cents: int
    other_cents: int
    credit_cents: int
    sold_cents: int
    sold: PrepaidId | None
    drawn: PrepaidId | None
    refunds: PaymentId | None
    payer: PayerId | None
    is_paid_ahead: bool
    note: str
    shares: tuple[PaymentShare, ...]
    statement: int | None = None

    @property
    def total_cents(self) -> int:
        """All its parts together: what the slip or the check says."""
        return sum(getattr(self, f"{part}_cents") for part in ALL_PARTS)


@dataclass(frozen=True, slots=True)
class PaymentDraft:
    """A payment as typed, its amounts in dollars. `received` is what the slip or the check says, "" where nobody typed
    it; `credit` is kept on account, `sold` for a package, membership or gift card. `payer` is the row of the plan that
    paid, "" for the client; `paid_ahead` is "1" where it was rightly paid before the visit."""

    paid_on: str = ""
    method: str = "card"
    reference: str = ""
    service: str = ""
    tip: str = ""
    tax: str = ""
    product: str = ""
    other: str = ""
    note: str = ""
    received: str = ""
    credit: str = ""
    sold: str = ""
    payer: str = ""
    paid_ahead: str = ""


@dataclass(frozen=True, slots=True)
class RefundDraft:
    """What is given back of a payment, as typed, in dollars: `visits` are the amounts for its visits by their rows, the
    rest its other parts; `sold` is of what was paid for a package, membership or gift card."""

    paid_on: str = ""
    method: str = "card"
    reference: str = ""
    visits: tuple[tuple[int, str], ...] = ()
    tip: str = ""
    tax: str = ""
    product: str = ""
    other: str = ""
    credit: str = ""
    sold: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class WriteOff:
    """What of a visit's charge is not asked for any more, in cents; `kind` is a key of WRITE_OFFS."""

    id: WriteOffId
    version: int
    visit: VisitId
    cents: int
    written_off_on: date
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class WriteOffDraft:
    """A write-off as typed, its amount in dollars."""

    amount: str = ""
    written_off_on: str = ""
    kind: str = "courtesy"
    why: str = ""


@dataclass(frozen=True, slots=True)
class VisitAccount:
    """A visit with what was paid for it and written off, in cents."""

    visit: VisitRow
    paid_cents: int
    written_off_cents: int = 0

    @property
    def id(self) -> VisitId:
        """The visit's."""
        return self.visit.id

    @property
    def open_cents(self) -> int:
        """What is not paid yet, in cents, of a visit given or planned."""
        return self.visit.charged_cents - self.paid_cents - self.written_off_cents


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
    credit_cents: int = 0
    drawn: PrepaidId | None = None
    refunds: PaymentId | None = None
    payer: PayerId | None = None
    payer_name: str = ""

    @property
    def is_refund(self) -> bool:
        """Whether it gives back an earlier payment."""
        return self.refunds is not None


@dataclass(frozen=True, slots=True)
class Balance:
    """What a client was charged for visits given, has paid for visits, was spared, and has on account, in cents;
    `payers_cents` of what is open is asked of payers: after a car accident or a work injury, and of a program."""

    charged_cents: int = 0
    paid_cents: int = 0
    written_off_cents: int = 0
    credit_cents: int = 0
    payers_cents: int = 0

    @property
    def owed_cents(self) -> int:
        """What is open of what the client pays, in cents; below zero a credit."""
        return self.open_cents - self.payers_cents

    @property
    def open_cents(self) -> int:
        """What is open, whoever is to pay it, in cents; below zero the client has paid more than was charged."""
        return self.charged_cents - self.paid_cents - self.written_off_cents - self.credit_cents
