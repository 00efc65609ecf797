"""The keys of a coverage case (domain 3.7) with what may stand behind each, and where the answer goes."""

from datetime import date

from clinic_desktop.coverage.loader.answered import (
    choice,
    days,
    diagnosis_code,
    known,
    npi,
    on_record,
    or_none,
    proof,
    state,
    yes_no,
)
from clinic_desktop.coverage.model.facts import FACTS
from clinic_desktop.coverage.rules.facts import DX_SOURCES
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from clinic_desktop.written.kinds import cents, day, whole
from clinic_desktop.written.sheet import Keys

# Of a file without its day, which is refused.
ANY_DAY = date(2000, 1, 1)
ACCIDENTS = tuple(FACTS["accident"].words)
DAY, COUNT, MONEY = known(day), known(whole), known(cents)
PROVIDER_KIND = choice(
    *FACTS["provider"].words, also={"lmp": "lmt", "cmt": "lmt", "do": "md", "massage_therapist": "lmt"}
)
_SIGNERS = {
    **{"md": "physician", "do": "physician", "dpm": "physician", "arnp": "np", "pa_c": "pa", "pac": "pa"},
    **{"dds": "dentist", "dmd": "dentist", "pcp": "physician", "doctor": "physician", "chiropractor": "dc"},
}
_SIGNER = choice(*FACTS["prescriber"].words, also=_SIGNERS)
_PAYER = choice(
    *FACTS["payer"].words,
    also={
        **{"health_plan": "commercial", "commercial_plan": "commercial", "ppo": "commercial", "hmo": "commercial"},
        **{"epo": "commercial", "pos": "commercial", "original_medicare": "medicare", "medicare_part_b": "medicare"},
        **{"ma": "medicare_advantage", "medicare_supplement": "medigap", "va_community_care": "va"},
        **{"workers_comp": "work", "wc": "work", "workers_compensation": "work", "lni": "work_state"},
        **{"l&i": "work_state", "feca": "work_federal", "owcp": "work_federal", "auto_pip": "pip", "no_fault": "pip"},
        **{"auto": "pip", "auto_medpay": "medpay", "third_party": "liability", "third_party_liability": "liability"},
        **{"uninsured": "self_pay", "none": "self_pay", "cash": "self_pay", "self": "self_pay"},
    },
)
_LICENSES = choice(
    *FACTS["license"].words, also={"licensed": "active", "valid": "active", "not_offered": "none_offered"}
)


def plan_in_payer(value: object) -> str | None:
    """The kind of plan where it was written as the payer; None otherwise."""
    word = value.strip().lower() if isinstance(value, str) else ""
    return word if word in FACTS["plan"].words else None


def held(value: object) -> str:
    """Whether it is in hand: yes, no, "held" or "none"."""
    return {"held": "yes", "none": "no"}.get(value, "") if value in ("held", "none") else yes_no(value)


def number(value: object) -> str | bool:
    """The number of an authorization; false or "none" where there is none, "" where it is not known."""
    if value is False or value == "none":
        return False
    return on_record(value)


def _last_treated(value: object) -> object:
    return value if value == "never" else DAY(value)


def CODES(value: object) -> tuple[str, ...] | None:  # noqa: N802  (a kind among the other kinds)
    """Diagnosis codes as a list or one alone; None for "unknown"."""
    if value == "unknown":
        return None
    listed = value if isinstance(value, list) else [value]
    if not all(isinstance(one, str) for one in listed):
        raise Unreadable(say("Write codes in quotes, or [[dx]] above each of them."))
    return tuple(filter(None, map(diagnosis_code, listed)))


TOP: Keys = {
    "today": ("today", day),
    "payer_type": ("payer_type", _PAYER),
    "payer_name": ("payer_name", on_record),
    "plan_type": ("plan_type", choice(*FACTS["plan"].words)),
    "funding": ("funding", choice(*FACTS["funding"].words, also={"self": "self_funded", "erisa": "self_funded"})),
    "state_of_care": ("state_of_care", state),
    "network": ("network", choice("in", "out", also={"in_network": "in", "out_of_network": "out", "oon": "out"})),
    "gap_exception": ("gap_exception", yes_no),
    "referral_required": ("referral_required", yes_no),
    "referral_held": ("referral_held", yes_no),
    "visits_done": ("visits_done", COUNT),
    "visits_planned": ("visits_planned", COUNT),
}
ACCIDENT: Keys = {"kind": ("kind", choice(*ACCIDENTS)), "date": ("on", DAY), "state": ("state", state)}
PRESCRIBER: Keys = {"type": ("type", _SIGNER), "npi": ("npi", npi)}
RX: Keys = {
    **{"held": ("held", held), "date": ("on", DAY), "expiry": ("expiry", DAY), "visits": ("visits", COUNT)},
    **{"used": ("used", COUNT), "freq": ("freq", on_record), "dx": ("codes", CODES), "signed": ("signed", yes_no)},
}
DX: Keys = {
    "code": ("code", diagnosis_code),
    "source": (
        "source",
        choice(
            *DX_SOURCES,
            also={
                **{"rx": "prescription", "md": "prescriber", "pcp": "prescriber", "acceptance_letter": "claim"},
                **{"self_reported": "self", "client": "self", "patient": "self", "chart": "chart_note"},
            },
        ),
    ),
    "date": ("on", DAY),
}
APPROVAL: Keys = {
    "pa_required": ("required", yes_no),
    "pa_from_visit": ("from_visit", COUNT),
    "pa_held": ("held", held),
    "pa_number": ("number", number),
    "pa_visits": ("visits", COUNT),
    "pa_used": ("used", COUNT),
    "pa_dates": ("days", days),
}
PROVIDER: Keys = {
    "type": ("kind", PROVIDER_KIND),
    "license_status": ("license_status", _LICENSES),
    "license_expires": ("license_expires", DAY),
    "certification_ok": ("certification_ok", yes_no),
    "supervisor": ("supervisor", yes_no),
    "supervision_ref": ("supervision_ref", on_record),
}
_SUPERVISED = {"supervised": "supervised", "under_pt": "supervised", "under_supervision": "supervised"}


def _lmt_ok(value: object) -> str:
    return yes_no(value) if isinstance(value, bool) else str(choice("yes", "no", also=_SUPERVISED)(value))


BENEFIT: Keys = {
    "active": ("active", yes_no),
    "massage_covered": ("massage_covered", yes_no),
    "category": (
        "category",
        choice(*FACTS["category"].words, also={"rehabilitation": "rehab", "chiro": "chiropractic"}),
    ),
    "codes_ok": ("codes_ok", proof),
    "lmt_ok": ("lmt_ok", _lmt_ok),
    "stand_alone": ("stand_alone", yes_no),
    "oon": ("oon", yes_no),
    "excluded_dx": ("excluded_diagnosis", yes_no),
    "visit_limit": ("visit_limit", or_none(COUNT)),
    "visits_used": ("visits_used", COUNT),
    "dollar_cap": ("dollar_cap", or_none(MONEY)),
    "dollar_used": ("dollar_used", MONEY),
    "unit_cap": ("unit_cap", or_none(COUNT)),
}
CLAIM_STATUS = choice(*FACTS["claim_status"].words, also={"accepted": "open", "not_filed": "none"})
CLAIM: Keys = {
    "status": ("status", CLAIM_STATUS),
    "number": ("number", on_record),
    "pip_confirmed": ("pip_confirmed", yes_no),
    "limit": ("limit", MONEY),
    "used": ("used", MONEY),
    "limit_left": ("left", MONEY),
    "visits": ("visits", COUNT),
}
NEED: Keys = {
    "baseline_measure": ("baseline_measure", proof),
    "goals": ("goals", proof),
    "functional_limit": ("functional_limit", proof),
    "prior_care_tried": ("prior_care_tried", proof),
    "maintenance": ("maintenance", yes_no),
    "last_treated": ("last_treated", _last_treated),
    "red_flags": ("red_flags", proof),
}
VOB: Keys = {"done": ("done", yes_no), "ref_no": ("ref_no", on_record), "date": ("on", DAY)}
OWN: Keys = {
    "hsa": ("hsa", yes_no),
    "fsa": ("fsa", yes_no),
    "letter_of_necessity": ("letter", proof),
    "booked_on": ("booked_on", DAY),
    "first_visit_on": ("first_visit_on", DAY),
    "gfe_given": ("estimate_given", proof),
}
