"""All that a bill says, gathered in one place: what the checks look at, what is printed, and what is kept with it.

Nothing in it is checked: from a case file any text may come. Amounts are cents, dates plain, times "14:30" or "".
`row` and `…_row` are the ids of the record, 0 in a bill that does not come from it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from clinic_desktop.referrals.model import MOST_DIAGNOSES
from clinic_desktop.superbills.model.earlier import BilledEarlier
from clinic_desktop.superbills.model.parties import BilledClinic, BilledSupervisor, BilledTherapist

# For the client's plan; for the client; for the payer of a claim; for the client's taxes, a calendar year in one.
Kind = Literal["superbill", "receipt", "statement", "year_receipt"]
# What is made of the visits of a case, one kind beside the others.
OF_VISITS: tuple[Kind, ...] = ("superbill", "receipt", "statement")
# Those that a payer reads: they name a policy, diagnoses and codes.
FOR_PAYERS: tuple[Kind, ...] = ("superbill", "statement")
# Lines for diagnoses have letters, the first is the primary one (domain 1.1).
LETTERS = "ABCDEFGHIJKL"
MOST_POINTERS = 4
assert len(LETTERS) == MOST_DIAGNOSES
_NO_CLINIC, _NO_THERAPIST = BilledClinic(), BilledTherapist()


@dataclass(frozen=True, slots=True)
class BilledClient:
    """Whom the bill is for, the name as on the insurance card. `keeps_from_plan`: they asked that the payer of the bill
    not be told of one of its visits, which stands in `restriction_row`."""

    row: int = 0
    name: str = ""
    birth_date: date | None = None
    sex: str = ""
    street: str = ""
    street2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    phone: str = ""
    keeps_from_plan: bool = False
    restriction_row: int = 0


@dataclass(frozen=True, slots=True)
class BilledPolicy:
    """The policy that pays first on the dates of service. `plan_type` is a key of policies.model.PLAN_TYPES;
    `claims_address` are the lines of where claims go; `units_a_day` is the most the payer pays, None where that is
    not known; `in_network` that the clinic has a contract with this plan."""

    row: int = 0
    payer_row: int = 0
    payer_name: str = ""
    plan_type: str = ""
    plan_name: str = ""
    member_id: str = ""
    group_number: str = ""
    relationship: str = "self"
    subscriber_name: str = ""
    subscriber_birth_date: date | None = None
    effective_on: date | None = None
    ends_on: date | None = None
    claims_address: tuple[str, ...] = ()
    units_a_day: int | None = None
    in_network: bool = False


@dataclass(frozen=True, slots=True)
class BilledCase:
    """What the client is treated for: `kind` is health, auto, work, accident or cash; `no_accident` says that it was
    asked, and neither an accident nor work caused it."""

    row: int = 0
    kind: str = "health"
    reason: str = ""
    onset_on: date | None = None
    state: str = ""
    no_accident: bool = False
    claim_number: str = ""
    employer: str = ""
    adjuster_name: str = ""
    adjuster_phone: str = ""
    adjuster_fax: str = ""
    attorney_name: str = ""
    attorney_phone: str = ""
    attorney_email: str = ""


@dataclass(frozen=True, slots=True)
class BilledOrder:
    """A prescription or referral of the case, as `referrals.model.Prescription` has it. `used` is how many visits were
    given on it up to the last one of the bill, those of the bill included; without codes and regions it is for any."""

    row: int = 0
    prescriber_row: int = 0
    prescriber_name: str = ""
    npi: str = ""
    phone: str = ""
    fax: str = ""
    kind: str = "prescription"
    ordered_on: date | None = None
    starts_on: date | None = None
    expires_on: date | None = None
    visits_ordered: int | None = None
    used: int = 0
    frequency: str = ""
    for_codes: tuple[str, ...] = ()
    for_regions: tuple[str, ...] = ()
    signature: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class BilledAuthorization:
    """What the payer of the bill authorized, by its number. Without `codes` it is for any code; without a day it has no
    end on that side."""

    row: int = 0
    number: str = ""
    codes: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class BilledDiagnosis:
    """One diagnosis of the case, primary first. `source` is a key of referrals.model.SOURCES; `source_name` and
    `source_on` say who made it and when."""

    row: int = 0
    code: str = ""
    title: str = ""
    as_written: bool = False
    source: str = ""
    source_name: str = ""
    source_on: date | None = None


@dataclass(frozen=True, slots=True)
class BilledService:
    """One service of a visit. `row` is that of the clinic's service; `priced_by` is "unit" or "visit"; `minutes` are
    hands-on. `pointers` are letters of diagnoses or their codes, the most relevant first; none stands for the first
    four."""

    row: int = 0
    name: str = ""
    procedure_code: str = ""
    is_timed: bool = True
    priced_by: str = "unit"
    price_cents: int = 0
    minutes: int | None = None
    starts_at: str = ""
    ends_at: str = ""
    region: str = ""
    modifiers: tuple[str, ...] = ()
    pointers: tuple[str, ...] = ()
    units: int = 0
    fee_cents: int = 0


@dataclass(frozen=True, slots=True)
class BilledPayment:
    """What was paid for one visit; below zero what was paid back. `method` is a key of payments.model.METHODS. Without
    a tip, tax or product: those are never on a bill. Of a package or gift card `paid_on` is the day it was bought.
    `by_plan` says that a plan paid it, `by_gift` that a gift card did which somebody else bought: not the client."""

    row: int = 0
    paid_on: date | None = None
    method: str = "card"
    reference: str = ""
    cents: int = 0
    by_plan: bool = False
    by_gift: bool = False


@dataclass(frozen=True, slots=True)
class BilledElsewhere:
    """Another live bill that says something else of a visit than its record does: what stands `there` on that paper and
    what `here` on record, in words. `kind` is one of OF_VISITS."""

    kind: str = "receipt"
    number: int = 0
    there: str = ""
    here: str = ""


@dataclass(frozen=True, slots=True)
class BilledVisit:
    """One visit. `unit_rule` is cms or midpoint, `note` is none, written or signed; `charged_cents` is what the record
    says that it comes to, `written_off_cents` what of it is not asked for any more. `billed_on` is the number of a
    live bill of the same kind that has it, 0 without one; `elsewhere` are the live bills of other kinds that say
    something else of it; `technique_regions` are those of the techniques of its note. Only the receipt of a year has
    several therapists, and so `therapist_name`."""

    row: int = 0
    date_of_service: date | None = None
    status: str = "given"
    place_of_service: str = "11"
    starts_at: str = ""
    ends_at: str = ""
    unit_rule: str = "midpoint"
    discount_cents: int = 0
    discount_why: str = ""
    charged_cents: int = 0
    written_off_cents: int = 0
    note: str = "signed"
    billed_on: int = 0
    services: tuple[BilledService, ...] = ()
    technique_regions: tuple[str, ...] = ()
    payments: tuple[BilledPayment, ...] = ()
    elsewhere: tuple[BilledElsewhere, ...] = ()
    therapist_name: str = ""


@dataclass(frozen=True, slots=True)
class Bill:
    """A bill: one client, one therapist, one case, one policy (None for a client without one), one or more visits,
    the oldest first. `orders` are all prescriptions of the case, the newest first; `earlier` the visits of the case
    that were given until then and are not on it; `authorizations` those that the
    payer granted, the last to end first. `supervisor` is None where the therapist is billed alone, as most are.

    The receipt of a `year` is of one client alone: neither therapist, case nor policy. Its visits are those for which
    the client paid something that counts in the year, each with only these payments; `billed_on` is the number of the
    live receipt of the same year."""

    kind: Kind = "superbill"
    is_demo: bool = False
    clinic: BilledClinic = _NO_CLINIC
    therapist: BilledTherapist = _NO_THERAPIST
    supervisor: BilledSupervisor | None = None
    client: BilledClient = BilledClient()
    policy: BilledPolicy | None = None
    case: BilledCase = BilledCase()
    orders: tuple[BilledOrder, ...] = ()
    authorizations: tuple[BilledAuthorization, ...] = ()
    diagnoses: tuple[BilledDiagnosis, ...] = ()
    visits: tuple[BilledVisit, ...] = ()
    earlier: tuple[BilledEarlier, ...] = ()
    year: int = 0
    billed_on: int = 0


@dataclass(frozen=True, slots=True)
class Stamp:
    """What makes paper of a bill a document. `number` is 0 and `issued_on` None while it is a draft; `replaces` are
    the numbers of the voided bills that this one corrects."""

    number: int = 0
    issued_on: date | None = None
    replaces: tuple[int, ...] = ()
