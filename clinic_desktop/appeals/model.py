"""A denial by a plan, and the steps of its appeal."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NewType

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.payers.model import PayerId

DenialId = NewType("DenialId", int)
AppealId = NewType("AppealId", int)
# Whose appeal it is: the member's own, the clinic's by its contract, or that of who represents the member in writing.
Whose = Literal["member", "clinic", "representative"]
# The levels, in their order.
Level = Literal["internal", "second", "external"]


@dataclass(frozen=True, slots=True)
class Denial:
    """What a plan said no to. `noticed_on` is the date on its notice, None where that shows none; `deadline_on` the
    last day to appeal that the notice itself names, None where it names none. `visits` are the rows of the visits it is
    about, none where it is about visits to come. `codes` as typed ("CO-50 N130"), `quoted` is what the notice says.
    Cents are what the plan did not pay."""

    id: DenialId
    version: int
    client: ClientId
    case: CaseId
    payer: PayerId
    payer_name: str
    bill: int | None
    bill_number: int
    noticed_on: date | None
    received_on: date
    deadline_on: date | None
    claim_number: str
    visits: tuple[int, ...]
    amount_cents: int
    codes: str
    quoted: str
    whose: Whose
    regime: str


@dataclass(frozen=True, slots=True)
class Appeal:
    """One step against a denial: `due_on` is the last day on which it may arrive, `sent_on` and `answered_on` are None
    until then, `answer_due_on` is by when the plan must answer; `outcome` is "" while it is open, else "won", "partly"
    or "lost"."""

    id: AppealId
    version: int
    denial: DenialId
    level: Level
    is_expedited: bool
    due_on: date | None
    sent_on: date | None
    answer_due_on: date | None
    answered_on: date | None
    outcome: str
