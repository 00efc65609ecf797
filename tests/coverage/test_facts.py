"""Facts from answers: dates, counts and codes become words; what nobody answered is not there."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from clinic_desktop.coverage.model.answers import (
    Accident,
    Answers,
    Approval,
    Benefit,
    Claim,
    Denied,
    GivenDiagnosis,
    Need,
    OwnMoney,
    Rx,
    Treating,
    VobCall,
)
from clinic_desktop.coverage.model.facts import FACTS, STATE_FACTS
from clinic_desktop.coverage.rules.contradictions import contradictions
from clinic_desktop.coverage.rules.dates import NAMES, case_dates
from clinic_desktop.coverage.rules.facts import DX_SOURCES, facts
from clinic_desktop.coverage.rules.saying import PLACES, places_of

TODAY = date(2026, 11, 24)
NOTHING = Answers(TODAY)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def fact(key: str, **answered: Any) -> str:
    """The value of a fact, "" for unknown; it is always one that rules may ask for."""
    known = facts(replace(NOTHING, **answered))
    for one, value in known.items():
        assert one in FACTS
        assert one in STATE_FACTS or value in FACTS[one].words, (one, value)
    return known.get(key, "")


def test_nothing_answered_is_hardly_anything_known() -> None:
    # This is a massage clinic; and facts count as of today where nobody spoke of a call.
    assert facts(NOTHING) == {"provider": "lmt", "verification": "not_said"}


@pytest.mark.parametrize(
    ("rx", "status"),
    [
        (Rx(), ""),
        (Rx(held="no"), "none"),
        (Rx(held="yes"), "held"),
        (Rx(held="yes", signed="yes", on=TODAY, expiry=TODAY, visits=6, used=5), "held"),
        (Rx(held="yes", signed="no"), "unsigned"),
        (Rx(held="yes", on=TOMORROW), "not_begun"),
        (Rx(held="yes", expiry=YESTERDAY), "expired"),
        (Rx(held="yes", visits=6, used=6), "used_up"),
    ],
)
def test_a_prescription_stands_or_falls_by_its_window(rx: Rx, status: str) -> None:
    assert fact("prescription", rx=rx) == status


def test_visits_of_a_prescription_are_those_done_here_where_nobody_counted() -> None:
    assert fact("prescription", rx=Rx(held="yes", visits=6), visits_done=6) == "used_up"
    assert fact("prescription", rx=Rx(held="yes", visits=6, used=2), visits_done=6) == "held"


@pytest.mark.parametrize(
    ("source", "diagnosis"),
    [(one, "sourced") for one in DX_SOURCES if one not in ("clinic", "self", "none")]
    + [("clinic", "sourced"), ("self", "unsourced"), ("none", "unsourced"), ("", "")],
)
def test_a_diagnosis_is_worth_its_source(source: str, diagnosis: str) -> None:
    assert fact("diagnosis", dx=(GivenDiagnosis("M54.59", source),)) == diagnosis


def test_a_diagnosis_in_the_clients_own_words_has_no_prescription_behind_it() -> None:
    own = (GivenDiagnosis("M54.50", "self"),)
    assert fact("prescription", dx=own) == "none"
    assert fact("prescription", dx=own, rx=Rx(held="yes")) == "held"
    # What was written on a prescription comes from who signed it.
    assert fact("diagnosis", dx=(GivenDiagnosis("M54.50"),), rx=Rx(held="yes")) == "sourced"
    assert fact("diagnosis", rx=Rx(held="yes", codes=("M54.50",))) == "sourced"
    assert fact("diagnosis", dx=()) == "none"
    chiropractor = Treating(kind="dc")
    assert fact("diagnosis", dx=(GivenDiagnosis("M54.50", "clinic"),), provider=chiropractor) == "own"


@pytest.mark.parametrize(
    ("codes", "kind"),
    [
        (("S76.311A",), "musculoskeletal"),
        (("F41.1", "M54.50"), "musculoskeletal"),
        (("F41.1",), "mental"),
        (("Z73.3",), "wellness"),
        (("R51.9", "Z73.3"), "other"),
    ],
)
def test_the_kind_of_diagnosis_is_that_of_the_code_that_helps_most(codes: tuple[str, ...], kind: str) -> None:
    assert fact("diagnosis_kind", dx=tuple(GivenDiagnosis(one) for one in codes)) == kind


@pytest.mark.parametrize(
    ("approval", "done", "due"),
    [
        (Approval(), 0, ""),
        (Approval(required="no"), 0, "no"),
        (Approval(required="no", from_visit=7), 0, "later"),
        (Approval(required="no", from_visit=7), 6, "now"),
        (Approval(required="yes"), 0, "now"),
        (Approval(required="yes", from_visit=2), 0, "later"),
        (Approval(required="yes", from_visit=2), 1, "now"),
    ],
)
def test_authorization_is_due_from_the_visit_that_the_plan_names(approval: Approval, done: int, due: str) -> None:
    assert fact("authorization_due", approval=approval, visits_done=done) == due


@pytest.mark.parametrize(
    ("approval", "status"),
    [
        (Approval(number="PA-1"), "held"),
        (Approval(held="no"), "none"),
        (Approval(number="PA-1", ends=YESTERDAY), "expired"),
        (Approval(number="PA-1", starts=TOMORROW), "not_begun"),
        (Approval(number="PA-1", visits=12, used=12), "used_up"),
        (Approval(number="PA-1", visits=12, used=11, starts=TODAY, ends=TODAY), "held"),
    ],
)
def test_an_authorization_stands_or_falls_by_its_window(approval: Approval, status: str) -> None:
    assert fact("authorization", approval=approval) == status


def test_a_referral_of_the_va_is_its_authorization_and_a_denial_for_want_of_one_says_there_was_none() -> None:
    assert fact("authorization", payer_type="va", referral_held="yes") == "held"
    assert fact("authorization", payer_type="commercial", referral_held="yes") == ""
    assert fact("authorization", denied=Denied("authorization")) == "none"


@pytest.mark.parametrize(
    ("vob", "state"),
    [
        (VobCall(done="no"), "not_done"),
        (VobCall(done="yes"), "fresh"),
        (VobCall("yes", "", TODAY - timedelta(days=30)), "fresh"),
        (VobCall("yes", "", TODAY - timedelta(days=31)), "stale"),
        (VobCall("yes", "", TODAY - timedelta(days=5), TODAY - timedelta(days=3)), "stale"),
        (VobCall("yes", "", TODAY - timedelta(days=2), TODAY - timedelta(days=3)), "fresh"),
        (VobCall("yes", "", TODAY - timedelta(days=2), TODAY), "fresh"),
    ],
)
def test_a_verification_grows_stale_after_30_days_and_at_the_turn_of_the_plan_year(vob: VobCall, state: str) -> None:
    assert fact("verification", vob=vob) == state


def test_limits_are_left_or_used_up() -> None:
    assert fact("visit_limit", benefit=Benefit(visit_limit=20, visits_used=19)) == "left"
    assert fact("visit_limit", benefit=Benefit(visit_limit=20, visits_used=20)) == "used_up"
    assert fact("visit_limit", benefit=Benefit(visit_limit=20)) == ""
    assert fact("visit_limit", benefit=Benefit(visit_limit=0)) == "used_up"
    assert fact("visit_limit", benefit=Benefit(no_visit_limit=True)) == "left"
    assert fact("dollar_limit", benefit=Benefit(dollar_cap=100_00, dollar_used=100_00)) == "used_up"
    assert fact("claim_limit", claim=Claim(limit=100_00, used=0)) == "left"


def test_what_a_plan_named_is_a_benefit_and_its_network_takes_the_therapist() -> None:
    assert fact("massage", benefit=Benefit(category="rehab")) == "yes"
    assert fact("massage", benefit=Benefit(category="discount")) == ""
    assert fact("massage", benefit=Benefit(massage_covered="no", category="rehab")) == "no"
    assert fact("lmt_ok", network="in") == "yes"
    assert fact("lmt_ok", network="in", benefit=Benefit(lmt_ok="no")) == "no"
    assert fact("lmt_ok", network="out") == ""


def test_a_license_ends_with_its_day_and_supervision_counts_with_a_reference() -> None:
    assert fact("license", provider=Treating(license_expires=TODAY)) == "active"
    assert fact("license", provider=Treating(license_status="active", license_expires=YESTERDAY)) == "expired"
    assert fact("license", provider=Treating(license_status="none", license_expires=TODAY)) == "none"
    assert fact("supervision", provider=Treating(supervisor="yes")) == "not_logged"
    assert fact("supervision", provider=Treating(supervisor="yes", supervision_ref="C-1")) == "logged"
    assert fact("supervision", provider=Treating(supervisor="no", supervision_ref="C-1")) == "not_logged"


@pytest.mark.parametrize(("visits", "place"), [(0, "to_6"), (5, "to_6"), (6, "to_12"), (11, "to_12"), (12, "over_12")])
def test_the_next_visit_of_a_work_claim(visits: int, place: str) -> None:
    assert fact("claim_visits", claim=Claim(visits=visits)) == place


def test_days_since_an_accident_and_since_the_last_treatment() -> None:
    assert fact("accident_days", accident=Accident("auto", TODAY - timedelta(days=14))) == "within_14"
    assert fact("accident_days", accident=Accident("auto", TODAY - timedelta(days=15))) == "later"
    assert fact("accident_days", accident=Accident("auto", TOMORROW)) == ""
    assert fact("accident_state", accident=Accident("auto", state="FL"), state_of_care="GA") == "FL"
    assert fact("accident_state", state_of_care="GA") == "GA"
    assert fact("new_episode", need=Need(last_treated=TODAY - timedelta(days=91))) == "yes"
    assert fact("new_episode", need=Need(last_treated=TODAY - timedelta(days=90))) == "no"
    assert fact("new_episode", need=Need(never_treated=True)) == "yes"


@pytest.mark.parametrize(
    ("first", "state", "due"),
    [
        (date(2026, 12, 4), "due", date(2026, 12, 1)),
        (date(2026, 12, 16), "due", date(2026, 12, 3)),
        (date(2026, 12, 2), "not_needed", None),
        (None, "due", date(2026, 12, 3)),
    ],
)
def test_a_good_faith_estimate_is_due_by_business_days(first: date | None, state: str, due: date | None) -> None:
    own = OwnMoney(booked_on=date(2026, 11, 30), first_visit_on=first)
    assert fact("good_faith_estimate", own=own) == state
    assert case_dates(replace(NOTHING, own=own)).get("estimate_due") == due
    assert fact("good_faith_estimate", own=replace(own, estimate_given="yes")) == "given"


def test_dates_and_places_have_only_the_names_that_rules_may_use() -> None:
    whole = replace(
        NOTHING,
        accident=Accident("auto", TODAY, "WA"),
        rx=Rx("yes", TODAY, TOMORROW, 6),
        approval=Approval("yes", 7, "yes", "PA", 12, 0, TODAY, TOMORROW),
        provider=Treating(license_expires=TOMORROW),
        benefit=Benefit(visit_limit=20, visits_used=4, unit_cap=4),
        vob=VobCall("yes", "C", TODAY),
        own=OwnMoney(booked_on=TODAY, first_visit_on=YESTERDAY),
        denied=Denied("late", TODAY),
        visits_done=2,
        visits_planned=8,
        billed_cents=120_00,
    )
    dates = case_dates(whole)
    assert set(dates) <= set(NAMES)
    assert dates["appeal_by"] == TODAY + timedelta(days=180)
    places = places_of(whole)
    assert set(places) == set(PLACES)
    assert (places["planned_total"], places["dispute_total"], places["after_rx"]) == ("$960.00", "$1,360.00", "7")


@pytest.mark.parametrize(
    ("answered", "key"),
    [
        ({"accident": Accident("work"), "payer_type": "commercial"}, "accident"),
        ({"accident": Accident("none"), "payer_type": "pip"}, "accident"),
        ({"accident": Accident("none"), "payer_type": "work"}, "accident"),
        ({"accident": Accident("auto", TOMORROW)}, "accident"),
        ({"approval": Approval(number="P", starts=TODAY, ends=YESTERDAY)}, "pa_dates"),
        ({"approval": Approval(number="P", visits=6, used=7)}, "pa_visits"),
        ({"approval": Approval(held="no", number="P")}, "pa_number"),
        ({"benefit": Benefit(visit_limit=20, visits_used=21)}, "visits_used"),
        ({"benefit": Benefit(dollar_cap=1, dollar_used=2)}, "dollar_used"),
        ({"rx": Rx("yes", TODAY, YESTERDAY)}, "rx"),
        ({"vob": VobCall("yes", "", TOMORROW)}, "vob_call"),
    ],
)
def test_answers_that_cannot_both_be_true_are_named(answered: dict[str, Any], key: str) -> None:
    assert [one.key for one in contradictions(replace(NOTHING, **answered))] == [key]
    assert contradictions(NOTHING) == ()


def test_a_state_without_licenses_offers_none_whatever_was_ticked() -> None:
    kansas = {"state_of_care": "KS"}
    assert fact("license", **kansas) == fact("license", provider=Treating(license_status="none"), **kansas)
    assert fact("license", **kansas) == "none_offered"
    assert fact("license", provider=Treating(license_status="none"), state_of_care="WA") == "none"


def test_a_call_with_a_day_was_made() -> None:
    assert fact("verification", vob=VobCall(on=TODAY)) == "fresh"
    assert fact("verification", vob=VobCall(on=TODAY - timedelta(days=31))) == "stale"


def test_a_letter_of_necessity_vouches_for_the_diagnosis_where_it_is_an_order() -> None:
    codes = (GivenDiagnosis("M54.59"),)
    letter = OwnMoney(letter="yes")
    assert fact("diagnosis", payer_type="commercial", own=letter, dx=codes) == "sourced"
    assert fact("diagnosis", payer_type="medicaid", own=letter, dx=codes) == ""
    assert fact("diagnosis", payer_type="commercial", own=letter, dx=(GivenDiagnosis("M54.59", "self"),)) == "unsourced"


def test_an_authorization_is_not_held_for_sure_once_as_many_visits_were_given() -> None:
    twelve = Approval(number="1", visits=12)
    assert fact("authorization", approval=twelve, visits_done=11) == "held"
    assert fact("authorization", approval=twelve, visits_done=12) == ""
    assert fact("authorization", approval=replace(twelve, from_visit=7), visits_done=17) == "held"
    assert fact("authorization", approval=replace(twelve, from_visit=7), visits_done=18) == "used_up"
    assert fact("authorization", approval=replace(twelve, used=2), visits_done=20) == "held"
