"""What is known of a case, as it was answered; what nobody answered is "" or None. Keys of domain 3.7."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Accident:
    """`kind` is none, work, auto or other; `state` two letters."""

    kind: str = ""
    on: date | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class GivenDiagnosis:
    """An ICD-10-CM code, and who made it: `source` is a value of DX_SOURCES."""

    code: str = ""
    source: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Rx:
    """A prescription; `held` is yes or no, `signed` likewise; `used` counts visits that were given on it."""

    held: str = ""
    on: date | None = None
    expiry: date | None = None
    visits: int | None = None
    used: int | None = None
    signed: str = ""
    # As it is written there: "2 a week".
    freq: str = ""
    codes: tuple[str, ...] = ()
    # Who signed it, a value of the fact `prescriber`.
    prescriber: str = ""
    prescriber_npi: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """Prior authorization: whether it is required and from which visit, and the one that is held, if any."""

    required: str = ""
    from_visit: int | None = None
    held: str = ""
    number: str = ""
    visits: int | None = None
    used: int | None = None
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Treating:
    """Who treats: `kind` a value of the fact `provider`, the license as of its state; the supervisor of this clinic."""

    kind: str = ""
    license_status: str = ""
    license_expires: date | None = None
    certification_ok: str = ""
    supervisor: str = ""
    supervision_ref: str = ""


@dataclass(frozen=True, slots=True)
class Benefit:
    """What the plan said of massage. Limits in visits and cents for a plan year; None where not said, and
    `no_visit_limit` and `no_dollar_limit` where it said that there is none."""

    active: str = ""
    massage_covered: str = ""
    category: str = ""
    codes_ok: str = ""
    lmt_ok: str = ""
    stand_alone: str = ""
    oon: str = ""
    excluded_diagnosis: str = ""
    visit_limit: int | None = None
    no_visit_limit: bool = False
    visits_used: int | None = None
    dollar_cap: int | None = None
    no_dollar_limit: bool = False
    dollar_used: int | None = None
    unit_cap: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """An auto or work claim: `status` a value of the fact `claim_status`; limit in cents, all providers together."""

    status: str = ""
    number: str = ""
    pip_confirmed: str = ""
    limit: int | None = None
    used: int | None = None
    # Massage visits of this claim at any clinic.
    visits: int | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """What proves the need: each yes, no or "". `last_treated` is a day, `never_treated` that there was none."""

    baseline_measure: str = ""
    goals: str = ""
    functional_limit: str = ""
    prior_care_tried: str = ""
    maintenance: str = ""
    last_treated: date | None = None
    never_treated: bool = False
    red_flags: str = ""


@dataclass(frozen=True, slots=True)
class VobCall:
    """The benefit call: verification of benefits. What it found is stale when the plan year ended since."""

    done: str = ""
    ref_no: str = ""
    on: date | None = None
    plan_year_ends: date | None = None


@dataclass(frozen=True, slots=True)
class OwnMoney:
    """The client's own accounts, and what self-pay asks of the clinic."""

    hsa: str = ""
    fsa: str = ""
    letter: str = ""
    booked_on: date | None = None
    first_visit_on: date | None = None
    estimate_given: str = ""


@dataclass(frozen=True, slots=True)
class Denied:
    """A claim that was denied: `kind` a value of the fact `denial`."""

    kind: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that was answered, as of `today`. `visits_done` and `visits_planned` count this clinic's visits of
    the case; the words are values of the facts of the same name. `payer_name` is the payer's own name."""

    today: date
    payer_type: str = ""
    plan_type: str = ""
    funding: str = ""
    state_of_care: str = ""
    network: str = ""
    gap_exception: str = ""
    referral_required: str = ""
    referral_held: str = ""
    visits_done: int | None = None
    visits_planned: int | None = None
    # None where nobody said; empty where it was said that there is none.
    dx: tuple[GivenDiagnosis, ...] | None = None
    accident: Accident = Accident()
    rx: Rx = Rx()
    approval: Approval = Approval()
    provider: Treating = Treating()
    benefit: Benefit = Benefit()
    claim: Claim = Claim()
    need: Need = Need()
    vob: VobCall = VobCall()
    own: OwnMoney = OwnMoney()
    denied: Denied = Denied()
    # What one visit is billed at, in cents.
    billed_cents: int | None = None
    payer_name: str = ""
