"""A denial by a plan, and the steps of its appeal: as they stand, as listed and as typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Literal, NewType

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.payers.model import PayerId
from clinic_desktop.wording import mark

DenialId = NewType("DenialId", int)
AppealId = NewType("AppealId", int)
# Whose appeal it is: the member's own, the clinic's by its contract, or that of who represents the member in writing.
Whose = Literal["member", "clinic", "representative"]
# The levels, in their order.
Level = Literal["internal", "second", "external"]

# By key; words marked for translation.
WHOSE: Mapping[Whose, str] = MappingProxyType(
    {
        "member": mark("The client’s own"),
        "clinic": mark("The clinic’s own"),
        "representative": mark("A representative’s, with a signed form"),
    }
)
LEVELS: Mapping[Level, str] = MappingProxyType(
    {
        "internal": mark("Internal appeal"),
        "second": mark("Second internal appeal"),
        "external": mark("External review"),
    }
)
ABOUT: Mapping[str, str] = MappingProxyType({"visits": mark("Visits that were given"), "ahead": mark("Visits to come")})
SENT_HOW: Mapping[str, str] = MappingProxyType(
    {
        "certified": mark("Certified mail"),
        "mail": mark("Mail"),
        "fax": mark("Fax"),
        "portal": mark("The plan’s portal"),
        "email": mark("Email"),
        "in_person": mark("By hand"),
    }
)
OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        "won": mark("Won"),
        "partly": mark("Won in part"),
        "lost": mark("Lost"),
        "unanswered": mark("No answer in its time"),
        "withdrawn": mark("Withdrawn"),
    }
)
CLOSED_HOW: Mapping[str, str] = MappingProxyType(
    {
        "paid": mark("The plan paid"),
        "corrected": mark("Corrected and sent again"),
        "elsewhere": mark("Another payer has it"),
        "explained": mark("Explained: it is the client’s share"),
        "given_up": mark("Given up"),
    }
)
# At which levels each letter of an appeal is the step itself, by the kind of letter.
STEP_LETTERS: Mapping[str, tuple[Level, ...]] = MappingProxyType(
    {
        "appeal_internal": ("internal", "second"),
        "appeal_expedited": ("internal", "second"),
        "external_review": ("external",),
    }
)
# So many days before the last one a reminder is due.
REMIND_DAYS = (30, 14, 3)


@dataclass(frozen=True, slots=True)
class Denial:
    """What a plan said no to. `noticed_on` is the date on its notice, None where that shows none; `deadline_on` the
    last day to appeal that the notice itself names, None where it names none. `visits` are the rows of the visits it is
    about, none where it is about visits to come. `codes` as typed ("CO-50 N130"), `reasons` keys of reasons in plain
    words, `quoted` is what the notice says. Cents are what the plan did not pay.

    `about` is a key of ABOUT. `statement`, `authorization` and `attachment` are the rows it came from. `regime` is ""
    where nobody chose one. It is open until it has a `closed_on`. What comes next of it is a Following."""

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
    policy: int
    plan_type: str
    about: str
    bill_kind: str
    is_bill_void: bool
    statement: int | None
    authorization: int | None
    attachment: int | None
    reasons: tuple[str, ...]
    representative: str
    form_signed_on: date | None
    form: int | None
    contract_days: int | None
    note: str
    closed_on: date | None
    closed_how: str
    closed_why: str

    @property
    def is_open(self) -> bool:
        """Whether something may still be done about it."""
        return self.closed_on is None


@dataclass(frozen=True, slots=True)
class Following:
    """What comes next of a denial, as it is reckoned when it is read. `action` is the key of what answers it, "" where
    nobody knows; `level` what may be begun, None where a step is open or none is left; `due_on` by when the step that
    is open and not sent, or that comes next, has to be there, None where no day is known; `is_owed` whether the plan
    has to answer the step that went out by its day, else that is the day on which to ask."""

    action: str
    level: Level | None
    due_on: date | None
    is_owed: bool = True


@dataclass(frozen=True, slots=True)
class Appeal:
    """One step against a denial: `due_on` is the last day on which it may arrive, kept as it was when it went out and
    before that None unless it was reckoned; `deadline_on` is what the notice or the last answer names for it, as typed
    when it was begun. `sent_on` and `answered_on` are None until then, `answer_due_on` is by when the plan must answer;
    `outcome` is "" while it is open, else a key of OUTCOMES. `late_why` is why it goes out after its day. `won_cents`
    is what it brought. `next_deadline_on` is the last day for the next step that the answer names. `letter` and
    `packet` are the rows of what went out."""

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
    opened_on: date
    late_why: str
    sent_how: str
    confirmation: str
    arrived_on: date | None
    won_cents: int
    next_deadline_on: date | None
    note: str
    letter: int | None
    packet: int | None
    deadline_on: date | None = None


@dataclass(frozen=True, slots=True)
class DenialDraft:
    """A denial as typed; ids as text, "" for none."""

    policy: str = ""
    about: str = "visits"
    bill: str = ""
    statement: str = ""
    authorization: str = ""
    attachment: str = ""
    noticed_on: str = ""
    received_on: str = ""
    deadline_on: str = ""
    claim_number: str = ""
    visits: tuple[str, ...] = ()
    amount: str = ""
    codes: str = ""
    reasons: tuple[str, ...] = ()
    quoted: str = ""
    whose: str = ""
    representative: str = ""
    form_signed_on: str = ""
    form: str = ""
    regime: str = ""
    contract_days: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AppealDraft:
    """A step as it is opened; `deadline_on` is the last day for it that the notice or the last answer names."""

    level: str = "internal"
    is_expedited: bool = False
    deadline_on: str = ""
    late_why: str = ""


@dataclass(frozen=True, slots=True)
class SentDraft:
    """How a step went out, as typed; `letter` and `packet` are ids as text."""

    sent_on: str = ""
    sent_how: str = ""
    confirmation: str = ""
    arrived_on: str = ""
    late_why: str = ""
    letter: str = ""
    packet: str = ""


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """What came of a step, as typed; `outcome` is a key of OUTCOMES, `won` dollars."""

    answered_on: str = ""
    outcome: str = ""
    won: str = ""
    next_deadline_on: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DenialRow:
    """A denial as listed. `step` is the newest step against it, None without one; `next` is what comes next of an open
    one, None before it is reckoned and for one that is closed."""

    id: DenialId
    version: int
    case: CaseId
    payer_name: str
    received_on: date
    noticed_on: date | None
    bill_number: int
    amount_cents: int
    codes: str
    reasons: tuple[str, ...]
    closed_on: date | None
    closed_how: str
    step: Appeal | None
    next: Following | None = None

    def as_it_stands(self, following: Following, steps: Sequence[Appeal]) -> "DenialRow":
        """The same with what comes next, and the newest step as it counts now."""
        return replace(self, next=following, step=steps[-1] if steps else None)


@dataclass(frozen=True, slots=True)
class DueStep:
    """What of a denial waits for a day: `kind` is "start" (nothing was begun yet), "send" (a step is open), "answer"
    (the plan has to answer), "ask" (nothing says that it has to, so it is asked) or "unread" (nobody knows, for the
    record could not be read). `due_on` is None where no day is known: then the notice has to be read."""

    denial: DenialId
    kind: Literal["start", "send", "answer", "ask", "unread"]
    level: Level
    is_expedited: bool
    due_on: date | None
    client: ClientId
    client_name: str
    case: CaseId
    payer_name: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class NotDenied:
    """What says no and is no denial on record yet: a benefit statement with lines that were not paid, or a denied
    authorization; `kind` is "statement" or "authorization", `id` its row, `said_on` its date."""

    kind: Literal["statement", "authorization"]
    id: int
    case: CaseId
    payer_name: str
    said_on: date | None
    amount_cents: int
    codes: str
    number: str
