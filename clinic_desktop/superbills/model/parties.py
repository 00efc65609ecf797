"""Who bills, who treats and who supervises, as a bill has them; nothing in it is checked."""

from dataclasses import dataclass
from datetime import date

# What stands for a Social Security number that is not to be printed.
NOT_PRINTED = "not printed"


@dataclass(frozen=True, slots=True)
class BilledClinic:
    """Who bills. `bills_as` is "clinic" or "therapist"; `legal_name` is "" where it is the name; `tax_id_kind` is EIN
    or SSN. An SSN is printed only with `prints_ssn`."""

    name: str = ""
    legal_name: str = ""
    street: str = ""
    street2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    bills_as: str = "clinic"
    tax_id_kind: str = "EIN"
    tax_id: str = ""
    prints_ssn: bool = False
    is_incorporated: bool = False
    organization_npi: str = ""

    @property
    def printed_tax_id(self) -> str:
        """The tax ID as far as it may be printed."""
        return self.tax_id if self.tax_id_kind != "SSN" or self.prints_ssn else ""


@dataclass(frozen=True, slots=True)
class BilledCredential:
    """What a state gave the therapist: license, registration, certification, or none where it offers none."""

    row: int = 0
    kind: str = "license"
    state: str = ""
    number: str = ""
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class BilledTherapist:
    """Who gave the treatment, as printed: "Maya Ortiz, LMT". `credential` is the one that counts where the clinic is,
    None where nothing is known."""

    row: int = 0
    name: str = ""
    designation: str = ""
    npi: str = ""
    taxonomy: str = ""
    credential: BilledCredential | None = None


@dataclass(frozen=True, slots=True)
class BilledAnswer:
    """What the payer said about massage under a supervisor. `accepts` is yes or no, `professions` keys of
    supervision.model.PROFESSIONS; `reference` is the number of the call, `valid_until` the last day of service it
    counts for."""

    row: int = 0
    accepts: str = "yes"
    professions: tuple[str, ...] = ()
    asked_on: date | None = None
    reference: str = ""
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class BilledSupervisor:
    """Who supervised the treatment, as printed: "Lee Park, DC". `profession` is a key of supervision.model.PROFESSIONS;
    `from_on` the first day of supervising here, None for who is not on record, and `to_on` the last. `answers` are
    those of the payer, the newest first."""

    row: int = 0
    name: str = ""
    profession: str = ""
    npi: str = ""
    license_state: str = ""
    license_number: str = ""
    expires_on: date | None = None
    from_on: date | None = None
    to_on: date | None = None
    answers: tuple[BilledAnswer, ...] = ()
