"""The clinic, its therapists, their credentials and its services. A draft is what was typed, unchecked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NewType

from clinic_desktop.wording import mark

TherapistId = NewType("TherapistId", int)
CredentialId = NewType("CredentialId", int)
ServiceId = NewType("ServiceId", int)
# What a state gives a therapist, by key; words marked for translation.
CREDENTIAL_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "license": mark("License"),
        "registration": mark("Registration"),
        "certification": mark("Certification"),
        "none": mark("None offered by the state"),
    }
)


@dataclass(frozen=True, slots=True)
class Practice:
    """The clinic's own facts. `bills_as` is "clinic" or "therapist"; `tax_id_kind` is "EIN" or "SSN".

    With `notes_on_paper` nothing asks for a signed note in the program.
    """

    version: int
    name: str
    street: str
    street2: str
    city: str
    state: str
    zip: str
    phone: str
    fax: str
    email: str
    bills_as: str
    billing_therapist: int | None
    legal_name: str
    tax_id_kind: str
    tax_id: str
    prints_ssn: bool
    is_incorporated: bool
    organization_npi: str
    is_demo: bool
    recovery_key_checked_at: str | None
    notes_on_paper: bool


@dataclass(frozen=True, slots=True)
class PracticeDraft:
    """Name, address and how the clinic keeps its notes, as typed."""

    name: str = ""
    street: str = ""
    street2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    notes_on_paper: bool = False


@dataclass(frozen=True, slots=True)
class BillingDraft:
    """Who bills, as typed. `billing_therapist` is an id as text, "" for none."""

    bills_as: str = "clinic"
    billing_therapist: str = ""
    legal_name: str = ""
    tax_id_kind: str = "EIN"
    tax_id: str = ""
    prints_ssn: bool = False
    is_incorporated: bool = False
    organization_npi: str = ""


@dataclass(frozen=True, slots=True)
class Therapist:
    """Who treats. `designation` is printed behind the name, as in "Maya Ortiz, LMT"."""

    id: TherapistId
    version: int
    given_name: str
    family_name: str
    designation: str
    npi: str
    taxonomy: str

    @property
    def name(self) -> str:
        """The name with its designation."""
        return printed_name(self.given_name, self.family_name, self.designation)


@dataclass(frozen=True, slots=True)
class TherapistDraft:
    """A therapist as typed."""

    given_name: str = ""
    family_name: str = ""
    designation: str = ""
    npi: str = ""
    taxonomy: str = ""


@dataclass(frozen=True, slots=True)
class Credential:
    """What a state gave a therapist: "license", "registration", "certification", or "none" where none exists."""

    id: CredentialId
    version: int
    therapist: TherapistId
    kind: str
    state: str
    number: str
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class CredentialDraft:
    """A credential as typed."""

    kind: str = "license"
    state: str = ""
    number: str = ""
    expires_on: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """What the clinic offers, under its own name; `priced_by` is "unit" (15 minutes) or "visit"; price in cents.

    `usual_minutes` is filled into a visit; None where the clinic named none, and always where it is not timed.
    """

    id: ServiceId
    version: int
    name: str
    procedure_code: str
    is_timed: bool
    priced_by: str
    price_cents: int
    usual_minutes: int | None


@dataclass(frozen=True, slots=True)
class ServiceDraft:
    """A service as typed."""

    name: str = ""
    procedure_code: str = ""
    is_timed: bool = True
    priced_by: str = "unit"
    price: str = ""
    usual_minutes: str = ""


@dataclass(frozen=True, slots=True)
class TherapistNumbers:
    """By what a payer knows a therapist: the NPI, and state and number of what the state gave them ("WA MA60123456").
    "" is not known."""

    npi: str = ""
    license: str = ""


@dataclass(frozen=True, slots=True)
class LicensedTherapist:
    """A therapist with all that states gave them."""

    therapist: Therapist
    credentials: tuple[Credential, ...]


@dataclass(frozen=True, slots=True)
class LicensePaper:
    """The sheet of the clinic’s licenses and numbers, made on a day. The tax ID is on it where `with_tax_id`."""

    clinic: Practice
    therapists: tuple[LicensedTherapist, ...]
    made_on: date
    with_tax_id: bool = False


def printed_name(given: str, family: str, designation: str) -> str:
    """A therapist's name as papers print it: "Maya Ortiz, LMT"."""
    name = f"{given} {family}"
    return f"{name}, {designation}" if designation else name
