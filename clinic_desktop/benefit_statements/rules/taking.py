"""What of a plan’s money a payment takes, and whether the contract bears what was not paid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clinic_desktop.benefit_statements.model import StatementId
from clinic_desktop.payers.model import PayerId
from clinic_desktop.values.money import shown
from clinic_desktop.visits.model import VisitId
from clinic_desktop.wording import say_many

# The group of a reason by which the clinic bears what was not paid: its contract says so.
CONTRACT = "CO"


@dataclass(frozen=True, slots=True)
class PlanPaymentDraft:
    """What a plan paid to the clinic by a statement, as typed: when it came and how. `write_off` is "1" where what the
    contract takes off is written off with it."""

    paid_on: str = ""
    method: str = "check"
    reference: str = ""
    write_off: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PaidVisit:
    """A visit of a statement as its payment sees it, in cents: what the statement says was paid to the clinic, as long
    as no later one says otherwise; what of that is not on record yet; what is open on the visit; and what the contract
    takes off (group CO)."""

    visit: VisitId
    day: date
    said_cents: int
    due_cents: int
    open_cents: int
    contract_cents: int

    @property
    def write_off_cents(self) -> int:
        """What the contract takes off of what is open after the plan paid."""
        return max(min(self.contract_cents, self.open_cents - self.due_cents), 0)


@dataclass(frozen=True, slots=True)
class PlanMoney:
    """What a statement brings the clinic: its visits, the oldest first, and the payment that it was taken as, by its
    row and day, None while it was not."""

    statement: StatementId
    payer: PayerId
    visits: tuple[PaidVisit, ...]
    payment: int | None
    taken_on: date | None

    @property
    def due_cents(self) -> int:
        """What it paid that is on record in no payment yet, in cents."""
        return 0 if self.payment else sum(one.due_cents for one in self.visits)

    @property
    def write_off_cents(self) -> int:
        """What the contract takes off, on all visits."""
        return sum(one.write_off_cents for one in self.visits)


@dataclass(frozen=True, slots=True)
class OneCheck:
    """What of one check of a payer is on record so far: in cents, for how many clients."""

    cents: int
    clients: int


def due_cents(said: int, answered: int, on_record: int) -> int:
    """What a statement brings for a visit that is on record in no payment yet, in cents.

    `said` is what this statement says was paid, `answered` what all statements of the payer say that count, and
    `on_record` what its payments gave the visit, refunds taken off. A later statement says anew what became of a
    service, so it brings only what it says more; and no statement brings more than it says itself.
    """
    return max(min(said, answered - on_record), 0)


def is_by_contract(reasons: Iterable[str]) -> bool:
    """Whether the statement says that the clinic bears what was not paid, and nobody else bears a part of that.

    What is left to the client as deductible, copay and coinsurance (PR 1 to 3) stands in amounts of its own.
    """
    groups = {code.split("-")[0] for code in reasons if "-" in code and code not in ("PR-1", "PR-2", "PR-3")}
    return groups == {CONTRACT}


def check_words(number: str, found: OneCheck) -> str:
    """What of a check is on record so far, to compare with it; "" where nothing is."""
    if not found.cents:
        return ""
    return say_many(
        "Of number {number} {cents} are on record so far, for {count} client.",
        "Of number {number} {cents} are on record so far, for {count} clients.",
        found.clients,
        number=number,
        cents=shown(found.cents),
    )
