"""The entries of a client’s account and the statement of account. Amounts are cents, days plain dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from clinic_desktop.clients.model import ClientId
from clinic_desktop.payments.model import Payment
from clinic_desktop.practice.model import Practice
from clinic_desktop.prepaid.model import Prepaid
from clinic_desktop.wording import mark

# What an entry is, by key, in the order in which those of one day stand; words marked for translation.
ENTRIES: Mapping[str, str] = MappingProxyType(
    {
        "charge": mark("Visit"),
        "sale": mark("Sale"),
        "payment": mark("Payment"),
        "draw": mark("Used"),
        "write_off": mark("Write-off"),
        "refund": mark("Refund"),
        "forfeit": mark("Forfeited"),
    }
)
# How old what is open is, in days: from one to the next, the last has no end.
AGES = (0, 31, 61, 91)


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One entry. `kind` is a key of ENTRIES; `row` that of the visit charged, the payment, the write-off, or what was
    forfeited.

    `cents` is by how much it moves the balance: above zero the client owes more. `balance_cents` is what the entries up
    to this one come to. `parts` are those of a payment with their amounts, keys of payments.model.ALL_PARTS: all that
    was received, also what moves no balance, as a tip. `name` is what was given, sold, or drawn from; `payer` the plan
    that paid; `method` and `reference` those of a payment, `method` of a write-off its kind.
    """

    day: date
    kind: str
    row: int
    cents: int
    balance_cents: int
    name: str = ""
    method: str = ""
    reference: str = ""
    payer: str = ""
    parts: tuple[tuple[str, int], ...] = ()
    days: tuple[date, ...] = ()

    @property
    def total_cents(self) -> int:
        """All parts together."""
        return sum(cents for _, cents in self.parts)


@dataclass(frozen=True, slots=True)
class AccountStatement:
    """What a statement of account says: the balance before `first`, the entries up to `last`, and the balance then.

    `aging_cents` is what is open of visits given up to `last`, by the age of the visit on that day, see AGES;
    `credit_cents` what is kept on account then. Their difference is the closing balance, less what was paid for visits
    still to come, `ahead_cents`. `prepaids` still hold something.

    `payers_cents` of what is open is not asked of the client: visits after an injury at work or a car accident, which
    the payer is billed for first, and those that a program pays (domain 1.8).
    """

    client: ClientId
    first: date
    last: date
    opening_cents: int
    entries: tuple[LedgerEntry, ...]
    closing_cents: int
    aging_cents: tuple[int, ...]
    credit_cents: int
    ahead_cents: int
    payers_cents: int
    prepaids: tuple[Prepaid, ...]

    @property
    def due_cents(self) -> int:
        """What the client is asked for: the closing balance less what payers are billed for; below zero so much is held
        for the client."""
        return self.closing_cents - self.payers_cents


@dataclass(frozen=True, slots=True)
class AccountPaper:
    """All that a statement of account prints: who sends it, about whom, `to` whom at which address, and what it says,
    as of the day it is made."""

    clinic: Practice
    name: str
    to: tuple[str, ...]
    address: tuple[str, ...]
    statement: AccountStatement
    made_on: date


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """Money that came in or went back, and for which visits: the day of each with its cents, below zero of a refund."""

    payment: Payment
    visits: tuple[tuple[date, int], ...] = ()


@dataclass(frozen=True, slots=True)
class MoneyReceipt:
    """All that the receipt of a payment prints: who received it, of or for whom, the payment and what went back of it
    since. Of a sale `sold` is what was sold, and the lines are all that was paid for it. `payer` is the plan that paid,
    "" for the client; `name` is who bought a gift card where that is no client."""

    clinic: Practice
    name: str
    payer: str
    lines: tuple[ReceiptLine, ...]
    sold: Prepaid | None
    made_on: date

    @property
    def row(self) -> int:
        """That of what was sold, else of the payment."""
        return self.sold.id if self.sold else self.lines[0].payment.id

    @property
    def day(self) -> date:
        """The day of the sale, else of the payment."""
        return self.sold.sold_on if self.sold else self.lines[0].payment.paid_on


@dataclass(frozen=True, slots=True)
class MoneyPaper:
    """What a paper of an account is of: a key of MONEY_PAPERS, the client (None of a gift card of nobody on record),
    and the payment, what was sold, or the days of a statement, both with it."""

    kind: str
    client: int | None
    payment: int | None = None
    prepaid: int | None = None
    first: date | None = None
    last: date | None = None


# By kind; words marked for translation.
MONEY_PAPERS: Mapping[str, str] = MappingProxyType(
    {
        "payment_receipt": mark("Receipt of a payment"),
        "sale_receipt": mark("Receipt of a sale"),
        "account_statement": mark("Statement of account"),
    }
)
