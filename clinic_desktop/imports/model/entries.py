"""What comes of each row of a file, and what somebody says about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.payers.model import DepartmentDraft, PayerDraft
from clinic_desktop.policies.model import PolicyDraft
from clinic_desktop.referrals.model import PrescriberDraft

State = Literal["add", "fill", "there", "twice", "wrong", "left"]


@dataclass(frozen=True, slots=True)
class RowChoices:
    """What somebody said about rows: cells typed anew by row and column, rows that are another person of the same name,
    rows left out; `fills` whether what is there already is filled up where it is empty."""

    fixes: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    others: frozenset[int] = frozenset()
    left: frozenset[int] = frozenset()
    fills: bool = False


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a row: a key of FIELDS, or "" for the whole row, and the sentence."""

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class ImportLine:
    """What comes of a row. `name` is whom or what it is about, `words` what else there is to say; `can_be_other` that
    it may be somebody else of the same name."""

    number: int
    state: State
    name: str
    words: str = ""
    problems: tuple[RowProblem, ...] = ()
    can_be_other: bool = False

    @property
    def id(self) -> int:
        """By which a list knows it."""
        return self.number


@dataclass(frozen=True, slots=True)
class ClientEntry:
    """A client to be added, or one to be filled up, `known`; with the policy of a first case, None without one.

    One that `is_there` is only known by the number of the other program from now on: it is `known`, or the one of an
    earlier row, `same_as`.
    """

    number: int
    draft: ClientDraft
    policy: PolicyDraft | None = None
    reason: str = ""
    known: int = 0
    source_number: str = ""
    is_there: bool = False
    same_as: int = 0
    # Who referred them, where that is a prescriber who may not be on the list.
    prescriber: PrescriberDraft | None = None


@dataclass(frozen=True, slots=True)
class PayerEntry:
    """A payer to be added, or one to be filled up, `known`, with departments."""

    number: int
    draft: PayerDraft
    departments: tuple[DepartmentDraft, ...] = ()
    known: int = 0


@dataclass(frozen=True, slots=True)
class PastVisitDraft:
    """A visit that another program tells of. `minutes` and cents are None where it does not say; `prescriber` ordered
    it, and may not be on the list."""

    client: int
    date_of_service: date
    starts_at: str = ""
    minutes: int | None = None
    service: str = ""
    therapist: str = ""
    fee_cents: int | None = None
    paid_cents: int | None = None
    note: str = ""
    prescriber: PrescriberDraft | None = None


@dataclass(frozen=True, slots=True)
class PastVisitEntry:
    """A visit to be kept as history."""

    number: int
    draft: PastVisitDraft


Entry = ClientEntry | PayerEntry | PastVisitEntry
