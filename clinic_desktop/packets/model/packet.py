"""A packet while it is made, and as it went out."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NewType

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.packets.model.criteria import AnsweredCriterion
from clinic_desktop.packets.model.parts import ChosenPart
from clinic_desktop.payers.model import PayerId
from clinic_desktop.wording import mark

PacketId = NewType("PacketId", int)
PacketState = Literal["draft", "issued", "sent", "answered", "void"]
STATES: dict[PacketState, str] = {
    "draft": mark("Draft"),
    "issued": mark("Issued"),
    "sent": mark("Sent"),
    "answered": mark("Answered"),
    "void": mark("Void"),
}
FIRST_NUMBER = 1


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet. `purpose`, `to_kind` and `way` are keys of PURPOSES, RECIPIENTS and WAYS, `sent_how` one of SENT_WAYS;
    `about` is what it is about ("bill:12", "denial:3", "authorization:4", or "" for a period alone), `since` and
    `until` the first and the last day of service that it tells of. `known` are the keys of the parts that were proposed
    once, or chosen. `to_address` are lines. With `tells_left_out` its cover says what it does not hold.

    While it is a draft `number` is 0 and the rest is empty. `answer_due_on` is by when the payer is to answer.
    """

    id: PacketId
    version: int
    client: ClientId
    case: CaseId
    purpose: str
    to_kind: str
    payer: PayerId | None
    prescriber: int | None
    to_name: str
    to_address: tuple[str, ...]
    to_fax: str
    reference: str
    message: str
    way: str
    about: str
    since: date | None
    until: date | None
    tells_left_out: bool
    parts: tuple[ChosenPart, ...]
    known: tuple[str, ...]
    criteria: tuple[AnsweredCriterion, ...]
    number: int
    initials: str
    issued_on: date | None
    issued_at: datetime | None
    issued_by: str
    pages: int
    replaces: int
    sent_on: date | None
    sent_how: str
    confirmation: str
    answer_due_on: date | None
    answered_on: date | None
    answer: str
    voided_on: date | None
    void_why: str

    @property
    def denial(self) -> int:
        """The row of the denial that it is about, 0 without one."""
        kind, _, row = self.about.partition(":")
        return int(row) if kind == "denial" and row.isdecimal() else 0

    @property
    def is_ahead(self) -> bool:
        """Whether it is about visits still ahead, as far as it says: it holds no bill and no note of a visit."""
        return not any(
            one.key.startswith("bill:") or (one.key.startswith("notes:") and one.visits) for one in self.parts
        )

    @property
    def state(self) -> PacketState:
        """How far it is."""
        if not self.number:
            return "draft"
        if self.voided_on:
            return "void"
        if self.answered_on:
            return "answered"
        return "sent" if self.sent_on else "issued"


@dataclass(frozen=True, slots=True)
class PacketDraft:
    """What of a packet is chosen and typed in one step; None leaves it as it is. Days are as typed."""

    purpose: str | None = None
    to_kind: str | None = None
    payer: int | None = None
    prescriber: int | None = None
    to_name: str | None = None
    to_address: str | None = None
    to_fax: str | None = None
    reference: str | None = None
    message: str | None = None
    way: str | None = None
    about: str | None = None
    since: str | None = None
    until: str | None = None
    tells_left_out: bool | None = None
    parts: tuple[ChosenPart, ...] | None = None
    criteria: tuple[AnsweredCriterion, ...] | None = None


@dataclass(frozen=True, slots=True)
class PacketRow:
    """A packet as listed; `client_name` with the family name first, `reason` that of its case."""

    id: PacketId
    version: int
    client: ClientId
    client_name: str
    case: CaseId
    reason: str
    purpose: str
    to_kind: str
    to_name: str
    way: str
    number: int
    pages: int
    issued_on: date | None
    sent_on: date | None
    answer_due_on: date | None
    answered_on: date | None
    replaces: int
    state: PacketState


@dataclass(frozen=True, slots=True)
class KeptVolume:
    """A volume of an issued packet: `blob` names its bytes among the encrypted files, `digest` is their SHA-256, `size`
    how many they are."""

    place: int
    blob: str
    digest: str
    first_page: int
    pages: int
    size: int


@dataclass(frozen=True, slots=True)
class SendingDraft:
    """That a packet was sent, as typed: `answer_due_on` may be empty. `late_why` is why an appeal goes out after its
    day."""

    sent_on: str = ""
    sent_how: str = ""
    confirmation: str = ""
    answer_due_on: str = ""
    late_why: str = ""


@dataclass(frozen=True, slots=True)
class PacketAnswerDraft:
    """What came back, as typed."""

    answered_on: str = ""
    answer: str = ""
