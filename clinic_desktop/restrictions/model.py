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
