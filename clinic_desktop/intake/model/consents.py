"""What a client agreed to in writing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NewType

from clinic_desktop.clients.model import ClientId
from clinic_desktop.wording import mark

ConsentId = NewType("ConsentId", int)
# What can be agreed to; the first ones are what nobody is treated without.
CONSENTS: Mapping[str, str] = MappingProxyType(
    {
        "informed": mark("Informed consent to massage"),
        "privacy": mark("Privacy notice received"),
        "minor": mark("Guardian’s consent for a minor"),
        "special_area": mark("Consent for a special area"),
        "financial": mark("Fees and cancellations"),
        "waiver": mark("Pays if the plan does not"),
        "estimate": mark("Good faith estimate received"),
        "release": mark("Release of records"),
        "assignment": mark("Assignment of benefits"),
        "photo": mark("Photos"),
        "electronic": mark("Email and text messages"),
        "accident": mark("Accident agreement or lien"),
    }
)
# What it is about, as it stands inside a sentence about what is missing.
MISSED: Mapping[str, str] = MappingProxyType(
    {
        "informed": mark("informed consent"),
        "privacy": mark("privacy notice"),
        "minor": mark("guardian’s consent"),
    }
)
# What its words are to say, by its kind; "" for all others.
WORDED: Mapping[str, str] = MappingProxyType(
    {
        "": mark("What may be done, or given to whom."),
        "minor": mark("What is agreed to, and whether the guardian stays in the room."),
        "special_area": mark("What is done and what for, how you drape, and that the client may stop it at any time."),
        "release": mark("What is given to whom and what for, and the event on which it ends where no day is named."),
        "waiver": mark("Which services, on which days, and what the client pays."),
        "estimate": mark("For which services, and of which day the estimate is."),
    }
)


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent of the kind `kind`, a key of CONSENTS. `signed_by` is "client" or "guardian", `signer` their name as
    it was on record then, `witness` who saw it signed. `until_on` is the last day it holds, None where it names
    none."""

    id: ConsentId
    version: int
    client: ClientId
    kind: str
    signed_on: date
    signed_by: str
    signer: str
    words: str
    region: str
    until_on: date | None
    withdrawn_on: date | None
    withdrawn_why: str
    witness: str = ""


@dataclass(frozen=True, slots=True)
class ConsentDraft:
    """A consent as typed."""

    kind: str = ""
    signed_on: str = ""
    signed_by: str = "client"
    words: str = ""
    region: str = ""
    until_on: str = ""
    withdrawn_on: str = ""
    withdrawn_why: str = ""
    witness: str = ""
