"""Facts from answers: what follows from dates, counts and codes, so that rules only compare words."""

from collections.abc import Iterator
from datetime import timedelta

from clinic_desktop.coverage.model.answers import Answers, GivenDiagnosis
from clinic_desktop.coverage.model.fact import UNKNOWN, Facts
from clinic_desktop.coverage.model.facts_routing import WORK_PAYERS
from clinic_desktop.coverage.rules.dates import gfe_state

# A verification grows stale after these days (domain 4.1).
FRESH = timedelta(days=30)
# Without treatment for so long, an episode is a new one (RCW 48.43.016).
_EPISODE = timedelta(days=90)
# Florida's personal injury protection wants the first care within 14 days (Fla. Stat. 627.736).
_FIRST_CARE = timedelta(days=14)
# The groups of visits that Washington's work fund tells apart (WAC 296-23-250).
_NO_AUTHORIZATION, _HOTLINE = 6, 12
# States that offer no license (Federation of State Massage Therapy Boards).
_NO_LICENSE = ("KS", "MN", "WY")
# Who may make a diagnosis.
DIAGNOSTICIANS = ("pt", "dc", "md")
# Sources of a diagnosis by what they are worth.
_SOURCED = ("prescription", "referral", "authorization", "claim", "chart_note", "phone", "prescriber")
DX_SOURCES = (*_SOURCED, "clinic", "self", "none")
# The first letter of a code, where it says enough: muscles and joints, injuries, and those of nerves.
_KINDS = {"M": "musculoskeletal", "S": "musculoskeletal", "T": "musculoskeletal", "G": "musculoskeletal"} | {
    "F": "mental",
    "Z": "wellness",
}
# Payers to whom a letter of medical necessity is as good as a prescription, where nothing is said of one.
_LETTER_IS_ORDER = ("commercial", "fehb")
# The kinds of benefit under which massage is one.
_BENEFITS = ("rehab", "chiropractic", "alternative", "supplemental")
_Found = Iterator[tuple[str, str]]


def facts(answers: Answers) -> Facts:
    """What is known, by key; a fact that is not there is unknown."""
    found = (*_routing(answers), *_treating(answers), *_benefit(answers), *_order(answers), *_need(answers))
    return {key: value for key, value in (*found, *_own(answers)) if value and value != UNKNOWN}


def _routing(answers: Answers) -> _Found:
    accident, claim = answers.accident, answers.claim
    yield from (
        *(("accident", accident.kind), ("payer", answers.payer_type), ("plan", answers.plan_type)),
        *(("funding", answers.funding), ("state", answers.state_of_care)),
        # Where nothing else was said, it happened where it is treated.
        ("accident_state", accident.state or answers.state_of_care),
        *(("claim_status", claim.status), ("claim_number", "yes" if claim.number else "")),
        *(("pip_confirmed", claim.pip_confirmed), ("claim_limit", _left(claim.limit, claim.used))),
        ("denial", answers.denied.kind),
    )
    if accident.on and accident.on <= answers.today:
        yield "accident_days", "within_14" if answers.today - accident.on <= _FIRST_CARE else "later"
    if visits := _claim_visits(answers):
        yield "claim_visits", visits


def _claim_visits(answers: Answers) -> str:
    """Where the next visit stands in its claim; where only this clinic's visits are known, it stands no lower."""
    here, all_of_it = answers.visits_done or 0, answers.claim.visits
    if all_of_it is None and (answers.payer_type not in WORK_PAYERS or here < _NO_AUTHORIZATION):
        return ""
    following = max(here, all_of_it or 0) + 1
    return "to_6" if following <= _NO_AUTHORIZATION else "to_12" if following <= _HOTLINE else "over_12"


def _treating(answers: Answers) -> _Found:
    provider = answers.provider
    status = provider.license_status
    if status in ("", "active") and provider.license_expires:
        status = "active" if provider.license_expires >= answers.today else "expired"
    if status in ("", "none") and answers.state_of_care in _NO_LICENSE:
        status = "none_offered"
    yield from (
        # This is a massage clinic.
        *(("provider", provider.kind or "lmt"), ("license", status)),
        *(("certification_ok", provider.certification_ok), ("supervisor", provider.supervisor)),
    )
    if provider.supervisor == "no":
        yield "supervision", "not_logged"
    elif provider.supervisor == "yes":
        yield "supervision", "logged" if provider.supervision_ref else "not_logged"


def _benefit(answers: Answers) -> _Found:
    benefit, vob = answers.benefit, answers.vob
    # A kind of benefit, or codes that are paid, is more than the word that there is one.
    massage = benefit.massage_covered or ("yes" if benefit.category in _BENEFITS or benefit.codes_ok == "yes" else "")
    # The plan's own network has been asked what a massage therapist has to be.
    lmt = benefit.lmt_ok or ("yes" if answers.network == "in" and answers.provider.kind in ("", "lmt") else "")
    yield from (
        *(("network", answers.network), ("gap_exception", answers.gap_exception), ("active", benefit.active)),
        *(("massage", massage), ("category", benefit.category), ("codes_ok", benefit.codes_ok), ("lmt_ok", lmt)),
        *(("stand_alone", benefit.stand_alone), ("oon_benefit", benefit.oon)),
        ("excluded_diagnosis", benefit.excluded_diagnosis),
        ("visit_limit", "left" if benefit.no_visit_limit else _left(benefit.visit_limit, benefit.visits_used)),
        ("dollar_limit", "left" if benefit.no_dollar_limit else _left(benefit.dollar_cap, benefit.dollar_used)),
    )
    if vob.done == "no":
        yield "verification", "not_done"
    elif vob.done == "yes" or vob.on is not None:
        is_old = vob.on is not None and answers.today - vob.on > FRESH
        year = vob.plan_year_ends
        turned = vob.on is not None and year is not None and vob.on <= year < answers.today
        yield "verification", "stale" if is_old or turned else "fresh"
    else:
        yield "verification", "not_said"


def _order(answers: Answers) -> _Found:
    rx = answers.rx
    status = _prescription(answers)
    yield from (("prescription", status), ("prescriber", rx.prescriber))
    on_it = tuple(GivenDiagnosis(code, "prescription", rx.on) for code in rx.codes if rx.held != "no")
    yield from _diagnosis((*(answers.dx or ()), *on_it) if on_it else answers.dx, answers)
    yield "referral_required", answers.referral_required
    yield "referral_held", answers.referral_held
    yield "authorization_due", _due(answers)
    yield "authorization", _authorization(answers)


def _prescription(answers: Answers) -> str:
    rx, today = answers.rx, answers.today
    if rx.held == "no":
        return "none"
    if rx.held == "yes":
        used = rx.used if rx.used is not None else answers.visits_done
        for state, holds in (
            ("unsigned", rx.signed == "no"),
            ("not_begun", rx.on is not None and rx.on > today),
            ("expired", rx.expiry is not None and rx.expiry < today),
            ("used_up", rx.visits is not None and used is not None and used >= rx.visits),
        ):
            if holds:
                return state
        return "held"
    if _letter_is_order(answers):
        return "held"
    # A diagnosis in the client's own words has no prescription behind it.
    dx = answers.dx or ()
    return "none" if dx and all(one.source in ("self", "none") for one in dx) else ""


def _letter_is_order(answers: Answers) -> bool:
    """A signed letter of medical necessity names diagnosis, treatment and time: a health plan takes it for an order."""
    return answers.own.letter == "yes" and answers.payer_type in _LETTER_IS_ORDER


def _diagnosis(dx: tuple[GivenDiagnosis, ...] | None, answers: Answers) -> _Found:
    if dx is None:
        return
    if not dx:
        yield "diagnosis", "none"
        return
    sources = {one.source for one in dx}
    if sources & set(_SOURCED):
        yield "diagnosis", "sourced"
    elif "clinic" in sources:
        yield "diagnosis", "own" if answers.provider.kind in DIAGNOSTICIANS else "sourced"
    elif sources & {"self", "none"}:
        yield "diagnosis", "unsourced"
    elif answers.rx.held == "yes" or _letter_is_order(answers):
        # What is on a prescription or in such a letter comes from who signed it.
        yield "diagnosis", "sourced"
    kinds = {_KINDS.get(one.code[:1], "other") for one in dx if one.code}
    for kind in ("musculoskeletal", "other", "mental", "wellness"):
        if kind in kinds:
            yield "diagnosis_kind", kind
            return


def _due(answers: Answers) -> str:
    approval = answers.approval
    if approval.from_visit is not None:
        return "later" if approval.from_visit > (answers.visits_done or 0) + 1 else "now"
    return {"yes": "now", "no": "no"}.get(approval.required, "")


def _authorization(answers: Answers) -> str:
    approval, today = answers.approval, answers.today
    held = approval.held
    if not held and approval.number:
        held = "yes"
    # The referral of the VA is its authorization.
    if not held and answers.payer_type == "va":
        held = answers.referral_held
    if not held and answers.denied.kind == "authorization":
        held = "no"
    if held != "yes":
        return "none" if held == "no" else ""
    used = approval.used if approval.used is not None else _used_here(answers)
    if approval.ends is not None and approval.ends < today:
        return "expired"
    if approval.starts is not None and approval.starts > today:
        return "not_begun"
    if approval.visits is None or used is None or used < approval.visits:
        return "held"
    # As many visits were given as it has; whether all of them went to it nobody said.
    return "used_up" if approval.used is not None or approval.from_visit is not None else ""


def _used_here(answers: Answers) -> int | None:
    """Visits of this clinic that can have gone to the authorization: those from its first one on."""
    before = (answers.approval.from_visit or 1) - 1
    return None if answers.visits_done is None else max(0, answers.visits_done - before)


def _need(answers: Answers) -> _Found:
    need, today = answers.need, answers.today
    yield from (
        *(("baseline", need.baseline_measure), ("goals", need.goals), ("functional_limit", need.functional_limit)),
        *(("prior_care", need.prior_care_tried), ("maintenance", need.maintenance), ("red_flags", need.red_flags)),
    )
    if need.never_treated:
        yield "new_episode", "yes"
    elif need.last_treated is not None:
        yield "new_episode", "yes" if today - need.last_treated > _EPISODE else "no"


def _own(answers: Answers) -> _Found:
    own = answers.own
    yield from (("hsa", own.hsa), ("fsa", own.fsa), ("letter", own.letter))
    yield "good_faith_estimate", gfe_state(own, answers.today)


def _left(limit: int | None, used: int | None) -> str:
    if limit is None or used is None:
        return "used_up" if limit == 0 else ""
    return "left" if used < limit else "used_up"
