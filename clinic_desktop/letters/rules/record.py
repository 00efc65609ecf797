"""What a letter reads of the record, whole: everything that its values and its conditions are made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from clinic_desktop.assessments.model import Assessment
from clinic_desktop.authorizations.model import BurnDown
from clinic_desktop.cases.model import Case
from clinic_desktop.clients.model import Client
from clinic_desktop.coverage.model.answers import Answers
from clinic_desktop.coverage.model.kept import BenefitCall
from clinic_desktop.measures.model import Measure, Score
from clinic_desktop.payers.model import Department
from clinic_desktop.plans.model import TreatmentPlan
from clinic_desktop.policies.model import Policy
from clinic_desktop.practice.model import Credential, Practice, Therapist
from clinic_desktop.referrals.model import DiagnosisRow, Prescriber, Prescription
from clinic_desktop.restrictions.model import Restriction
from clinic_desktop.submissions.model import FiledBill


@dataclass(frozen=True, slots=True)
class LetterDenial:
    """What a letter tells of a denial: `said_on` is the date on its notice, `days` the dates of service it is about,
    `filed` what went in for them; `deadline_on` the last day to appeal that the notice names, `due_on` that which the
    clinic reckoned; `reasons` are keys of reasons in plain words; cents are what the plan did not pay. `regime` is by
    which rules its days count, "" where several may."""

    row: int
    said_on: date | None = None
    deadline_on: date | None = None
    due_on: date | None = None
    claim_number: str = ""
    days: tuple[date, ...] = ()
    amount_cents: int = 0
    codes: str = ""
    reasons: tuple[str, ...] = ()
    quoted: str = ""
    whose: str = "member"
    regime: str = ""
    representative: str = ""
    filed: tuple[FiledBill, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterRecord:
    """The record of a case as a letter reads it on a day; None and empty where there is nothing. `given` are the days
    of the visits given, `left` the visits that the order still has, `titles` those of the diagnosis codes; `letter` is
    the row of the letter itself, 0 for a new one. `has_criteria_table`: a packet about the denial is being made that
    sets the payer’s own criteria beside the record."""

    today: date
    clinic: Practice
    client: Client
    case: Case
    policy: Policy | None = None
    department: Department | None = None
    therapist: Therapist | None = None
    credential: Credential | None = None
    diagnoses: tuple[DiagnosisRow, ...] = ()
    order: Prescription | None = None
    prescriber: Prescriber | None = None
    left: int | None = None
    plan: TreatmentPlan | None = None
    scores: Mapping[str, tuple[Score, ...]] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    assessment: Assessment | None = None
    prior_care: str = ""
    given: tuple[date, ...] = ()
    authorization: BurnDown | None = None
    call: BenefitCall | None = None
    answers: Answers | None = None
    denial: LetterDenial | None = None
    restrictions: tuple[Restriction, ...] = ()
    has_criteria_table: bool = False
    titles: Mapping[str, str] = field(default_factory=dict)
    letter: int = 0
