"""What a client asked to be kept from a payer, as it stands and as typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NewType

from clinic_desktop.clients.model import ClientId
from clinic_desktop.payers.model import PayerId
from clinic_desktop.wording import mark

RestrictionId = NewType("RestrictionId", int)

# How the client asked, by key; words marked for translation.
ASKED_HOW: Mapping[str, str] = MappingProxyType({"written": mark("In writing"), "said": mark("By word of mouth")})
# How an issued paper that tells a payer of visits is called.
PAPERS: Mapping[str, str] = MappingProxyType(
    {
        "superbill": mark("Superbill no. {number}"),
        "statement": mark("Statement no. {number}"),
        "letter": mark("Letter no. {number}: {title}"),
        "packet": mark("Packet no. {number}"),
    }
)


@dataclass(frozen=True, slots=True)
class Restriction:
    """A client's demand that a payer is not told of visits that they pay in full themselves (45 CFR 164.522).

    `payer` is the one that is not told, None for every payer. It is about the visits from `from_on` until `until_on`,
    both included, None without an end. `how` is a key of ASKED_HOW. On `taken_back_on` the client took it back: nothing
    is kept by it any more, of earlier visits neither.
    """

    id: RestrictionId
    version: int
    client: ClientId
    payer: PayerId | None
    payer_name: str
    from_on: date
    until_on: date | None
    asked_on: date
    how: str
    note: str
    taken_back_on: date | None


@dataclass(frozen=True, slots=True)
class RestrictionDraft:
    """A restriction as typed. `payer` is the row of a payer, "" for every payer."""

    payer: str = ""
    from_on: str = ""
    until_on: str = ""
    asked_on: str = ""
    how: str = "written"
    note: str = ""
    taken_back_on: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """What a payer is told of a client on the day `on`: of which days of service.

    `payer` is its row, None where nobody knows which one it is. `may_be_any` says that the client may mean it by
    another row, as where it was merged into another payer since: then what is kept from any payer is kept from it.
    """

    client: ClientId
    payer: PayerId | None
    days: tuple[date, ...]
    on: date
    may_be_any: bool = False


@dataclass(frozen=True, slots=True)
class KeptDay:
    """A day of service that would be told although the client keeps it from who is told, and by which demand."""

    day: date
    by: Restriction


@dataclass(frozen=True, slots=True)
class ToldPaper:
    """An issued paper that tells a payer of days of service that the client keeps from it. `kind` is "bill", "letter"
    or "packet" and `item` its row there; `name` is a key of PAPERS, `title` that of a letter; `number` is its own,
    `to_name` is whom it is for. `sent_on` is when it last went to a payer, None where nobody said that it did."""

    kind: str
    item: int
    name: str
    title: str
    number: int
    to_name: str
    case: int
    sent_on: date | None
    kept: tuple[KeptDay, ...]
