"""What the call sheet says that a client takes home: whom to call, the numbers to give, and the blanks to fill in."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from clinic_desktop.coverage.model.call_sheet import Blank
from clinic_desktop.coverage.model.paper import PaperFacts


@dataclass(frozen=True, slots=True)
class PaperBlank:
    """A blank on the paper. `value` is what is known already, as a case file has it, or the text that was told; None
    where nobody knows."""

    blank: Blank
    value: Any = None


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """The blanks of one group that matter for the case; the label is marked for translation."""

    label: str
    blanks: tuple[PaperBlank, ...]


@dataclass(frozen=True, slots=True)
class CallSheetFacts:
    """Everything on the call sheet of a case as of `today`. `facts` are those that all papers of coverage share; texts
    that are not known are "". `relationship` is the client's to the subscriber, "" without a policy; `ein` is "" where
    the clinic's tax ID is a Social Security number. `codes` are procedure codes in use for the case, `diagnoses` its
    diagnosis codes, the primary one first. With `is_claim` a claim is asked about and not a plan."""

    today: date
    facts: PaperFacts
    is_claim: bool = False
    clinic_fax: str = ""
    clinic_npi: str = ""
    therapist_npi: str = ""
    ein: str = ""
    client_birth_date: date | None = None
    relationship: str = ""
    subscriber_name: str = ""
    subscriber_birth_date: date | None = None
    claim_number: str = ""
    adjuster_name: str = ""
    codes: tuple[str, ...] = ()
    diagnoses: tuple[str, ...] = ()
    groups: tuple[PaperGroup, ...] = ()
