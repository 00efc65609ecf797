"""Prescribers, prescriptions and the diagnoses of a case, as they stand and as typed; where a diagnosis comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal, NewType

from clinic_desktop.cases.model import CaseHead, CaseId
from clinic_desktop.wording import mark

PrescriberId = NewType("PrescriberId", int)
PrescriptionId = NewType("PrescriptionId", int)
DiagnosisId = NewType("DiagnosisId", int)
Acquaintance = Literal["listed", "retired", "several", "near", "new", "unnamed"]
Window = Literal["not_yet", "open", "ends_soon", "ended"]
RateUnit = Literal["week", "month"]

# A superbill has twelve lines for diagnoses, A to L (domain 1.1).
MOST_DIAGNOSES = 12
SOON_DAYS = 14
# The last visits of a prescription are told of, so that the next one comes in time.
LAST_VISITS = 2

# Where a diagnosis comes from (domain 1.8), by key; words marked for translation.
SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "": mark("Not known yet"),
        "prescription": mark("Prescription"),
        "referral": mark("Referral"),
        "authorization": mark("Authorization of the payer"),
        "acceptance": mark("Acceptance letter of the claim"),
        "chart_note": mark("Chart note of the provider"),
        "clinician": mark("PT, DC or MD of this clinic"),
        "phone": mark("Confirmed by phone"),
    }
)
# The sources that can be a prescription kept here, which are also its kinds.
PAPERS: Mapping[str, str] = MappingProxyType({key: SOURCES[key] for key in ("prescription", "referral")})

# Whether the prescriber has signed the paper, by key; words marked for translation. Nobody has to say.
SIGNATURES: Mapping[str, str] = MappingProxyType(
    {"": mark("Not said"), "signed": mark("Signed"), "missing": mark("Not signed yet")}
)


def full_name(given: str, family: str, credential: str) -> str:
    """A name as on paper: "Maria Lee, MD"."""
    name = f"{given} {family}" if given else family
    return f"{name}, {credential}" if credential else name


@dataclass(frozen=True, slots=True)
class Prescriber:
    """Who orders treatment. `credential` stands behind the name as printed: MD, DO, DC, PA-C; `license` is the state
    and the number, as a letter of medical necessity names it (domain 5.3)."""

    id: PrescriberId
    version: int
    is_retired: bool
    given_name: str
    family_name: str
    credential: str
    npi: str
    organization: str
    phone: str
    fax: str
    email: str
    street: str
    street2: str
    city: str
    state: str
    zip: str
    note: str
    license: str

    @property
    def name(self) -> str:
        """The name as on paper."""
        return full_name(self.given_name, self.family_name, self.credential)


@dataclass(frozen=True, slots=True)
class PrescriberDraft:
    """A prescriber as typed."""

    given_name: str = ""
    family_name: str = ""
    credential: str = ""
    npi: str = ""
    organization: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    street: str = ""
    street2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    note: str = ""
    license: str = ""


@dataclass(frozen=True, slots=True)
class PrescriberRow:
    """A prescriber as listed, with how many prescriptions are theirs."""

    id: PrescriberId
    version: int
    is_retired: bool
    given_name: str
    family_name: str
    credential: str
    organization: str
    phone: str
    npi: str
    prescriptions: int

    @property
    def name(self) -> str:
        """The name as on paper."""
        return full_name(self.given_name, self.family_name, self.credential)


@dataclass(frozen=True, slots=True)
class Known:
    """Whom a name in one line means: `rows` are those it may be, one when it is clear. A last name alone is near
    those on the list who have it. Nobody is meant by a new name, nor by a title or a credential without a name."""

    kind: Acquaintance
    name: str
    rows: tuple[PrescriberRow, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderRate:
    """How often at most: so many visits in every `span` weeks or months."""

    times: int
    span: int = 1
    unit: RateUnit = "week"


@dataclass(frozen=True, slots=True)
class Prescription:
    """A paper that orders treatment for a case. `kind` is prescription or referral; `expires_on` is the last day that
    counts; without a `starts_on` it counts from the day it was ordered. `diagnoses` are codes as the paper has them.

    `frequency` is how often in its words, `rate` the number where it was typed apart. `regions` are of BODY_REGIONS,
    none for any. `signature` is a key of SIGNATURES; `visit_minutes` and `visit_units` are those of one visit.
    """

    id: PrescriptionId
    version: int
    case: CaseId
    prescriber: PrescriberId
    prescriber_name: str
    kind: str
    ordered_on: date
    starts_on: date | None
    expires_on: date | None
    visits_ordered: int | None
    frequency: str
    order_text: str
    note: str
    diagnoses: tuple[str, ...]
    rate: OrderRate | None = None
    regions: tuple[str, ...] = ()
    signature: str = ""
    signed_on: date | None = None
    visit_minutes: int | None = None
    visit_units: int | None = None


@dataclass(frozen=True, slots=True)
class PrescriptionDraft:
    """A prescription as typed.

    `prescriber` is the id of a chosen prescriber as text; without one `prescriber_name` is one not known yet.
    `expires_on` is a day or a span like "6 weeks". `as_written` are those of the codes that no loaded release has.
    """

    prescriber: str = ""
    prescriber_name: str = ""
    kind: str = "prescription"
    ordered_on: str = ""
    starts_on: str = ""
    expires_on: str = ""
    visits_ordered: str = ""
    frequency: str = ""
    order_text: str = ""
    note: str = ""
    diagnoses: tuple[str, ...] = ()
    as_written: tuple[str, ...] = ()
    rate: str = ""
    regions: str = ""
    signature: str = ""
    signed_on: str = ""
    visit_minutes: str = ""
    visit_units: str = ""


@dataclass(frozen=True, slots=True)
class PrescriptionRow:
    """A prescription as listed; `called` is how one speaks of the prescriber: "Dr. Lee". `rate` is the number typed or
    read from the words that say how often, None where neither says it."""

    id: PrescriptionId
    version: int
    prescriber: PrescriberId
    prescriber_name: str
    called: str
    npi: str
    kind: str
    ordered_on: date
    starts_on: date | None
    expires_on: date | None
    visits_ordered: int | None
    diagnoses: tuple[str, ...]
    rate: OrderRate | None = None
    regions: tuple[str, ...] = ()
    signature: str = ""
    signed_on: date | None = None
    visit_minutes: int | None = None
    visit_units: int | None = None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One diagnosis of a case, its code with the dot. `source` is a key of SOURCES; `prescription` the paper where it
    is kept here; `source_name` and `source_on` say who and when, for a kept paper its prescriber and its day."""

    id: DiagnosisId
    version: int
    case: CaseId
    code: str
    as_written: bool
    source: str
    prescription: PrescriptionId | None
    source_name: str
    source_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class DiagnosisDraft:
    """A diagnosis as typed. `prescription` is the id of a chosen prescription or referral as text, or ""."""

    code: str = ""
    as_written: bool = False
    source: str = ""
    prescription: str = ""
    source_name: str = ""
    source_on: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DiagnosisRow:
    """A diagnosis as listed; `rank` 1 is the primary one."""

    id: DiagnosisId
    version: int
    rank: int
    code: str
    as_written: bool
    source: str
    prescription: PrescriptionId | None
    source_name: str
    source_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class PrescriptionPaper:
    """A prescription as it is recorded, with who ordered it: never the prescription itself."""

    head: CaseHead
    prescription: Prescription
    prescriber: Prescriber
    made_on: date
