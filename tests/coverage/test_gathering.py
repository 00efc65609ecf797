"""A case of the record is read in the words of a case file: what the chart knows first, then what was answered."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from charting import TODAY, answer, full_case, gathered, packs, plain_case
from factories import (
    HOSTILE_NAMES,
    POLICY,
    PRESCRIPTION,
    SERVICE,
    VISIT,
    new_policy,
    new_prescription,
    new_service,
    new_visit,
)

from clinic_desktop import headless
from clinic_desktop.authorizations.commands import AddAuthorization
from clinic_desktop.authorizations.model import AuthorizationDraft
from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.document.plain import answer as plain_answer
from clinic_desktop.coverage.loader.cases import read_coverage_case
from clinic_desktop.coverage.loader.gathering import as_case_file, coverage_of, gather
from clinic_desktop.coverage.loader.packs import shipped_packs
from clinic_desktop.coverage.model.answers import GivenDiagnosis
from clinic_desktop.coverage.model.money import AllowedAmount
from clinic_desktop.coverage.model.outcome import CoverageVerdict
from clinic_desktop.coverage.rules.appraising import better
from clinic_desktop.errors import Missing
from clinic_desktop.policies.model import PLAN_TYPES, PolicyDraft
from clinic_desktop.visits.commands.visits import RetireVisit
from clinic_desktop.visits.model import ServiceLine

GRANTED = AuthorizationDraft(number="PA-1042", granted="12", starts_on="11/1/2026", ends_on="12/31/2026")
# What a chart cannot know, and a plan that pays wants to.
LIKELY = {
    **{"funding": "insured", "referral_required": "no", "pa_required": "no", "maintenance": "no", "red_flags": "no"},
    **{"baseline_measure": "PEG 7.3", "goals": "yes", "functional_limit": "yes", "prior_care_tried": "yes"},
    **{"rx__signed": "yes", "last_treated": "never", "benefit__active": "yes", "benefit__massage_covered": "yes"},
    **{
        "benefit__category": "rehab",
        "benefit__codes_ok": "yes",
        "benefit__lmt_ok": "yes",
        "benefit__stand_alone": "yes",
    },
    **{"benefit__excluded_dx": "no", "benefit__visit_limit": "20", "benefit__visits_used": "4", "vob_call": "yes"},
    **{"vob_call__date": "11/20", "vob_call__ref_no": "C-20-114", "cost_share__copay": "$30"},
    **{"cost_share__deductible_applies": "no"},
}


def test_a_whole_chart_is_gathered(clinic: Clinic) -> None:
    found = gathered(clinic, full_case(clinic))
    known = found.answers
    assert (known.today, known.payer_type, known.plan_type, known.state_of_care) == (TODAY, "commercial", "ppo", "WA")
    assert (known.accident.kind, known.network, known.visits_done) == ("none", "in", 1)
    assert (known.provider.kind, known.provider.license_status) == ("lmt", "active")
    assert known.provider.license_expires == date(2027, 8, 31)
    rx = known.rx
    assert (rx.held, rx.on, rx.expiry, rx.visits, rx.used) == ("yes", date(2026, 11, 2), date(2026, 12, 14), 8, 1)
    assert (rx.freq, rx.codes, rx.signed) == ("1 a week", ("M54.2", "S13.4XXA"), "")
    assert (rx.prescriber, rx.prescriber_npi) == ("physician", "1999999992")
    assert known.dx and known.dx[0] == GivenDiagnosis("M54.2", "prescription", date(2026, 11, 2))
    pa = known.approval
    assert (pa.held, pa.number, pa.visits, pa.used) == ("yes", "PA-1042", 12, 1)
    assert (pa.starts, pa.ends, pa.required) == (date(2026, 11, 1), date(2026, 12, 31), "")
    assert known.own.first_visit_on == date(2026, 11, 20)
    # Four units of $18.00 by the contract; $140.00 was billed last.
    assert found.money.terms.allowed == AllowedAmount(7200, 7200)
    assert found.money.terms.contract_binds_unpaid is True
    assert [(one.on, one.billed_cents) for one in found.money.visits] == [(date(2026, 12, 1), 14000)]
    assert known.visits_planned == 1
    assert not found.unused


def test_it_says_where_each_is_from(clinic: Clinic) -> None:
    origins = gathered(clinic, full_case(clinic)).origins
    for key, words in {
        "payer_type": "Policy of Cascade Mutual",
        "state_of_care": "The clinic’s address",
        "accident.kind": "The case",
        "network": "Contract of Maya Ortiz, LMT with Cascade Mutual since 1 Jan 2026",
        "provider.license_status": "License of Maya Ortiz, LMT in WA",
        "rx.date": "Prescription of 2 Nov 2026",
        "prescriber.npi": "Prescription of 2 Nov 2026",
        "dx": "Diagnoses of the case",
        "pa_number": "Authorization PA-1042",
        "visits_done": "Visits on record",
        "series.billed": "Visit of 20 Nov 2026",
        "series.visits": "Planned visits",
        "cost_share.allowed": "Fees of the contract with Cascade Mutual",
    }.items():
        assert origins[key] == words, key


def test_what_nobody_entered_is_unknown(clinic: Clinic) -> None:
    found = gathered(clinic, plain_case(clinic))
    assert found.content == {
        **{"today": TODAY, "state_of_care": "WA", "visits_done": 0},
        "provider": {"type": "lmt"},
    }
    assert found.answers.dx is None
    assert (found.answers.rx.held, found.answers.approval.held, found.answers.network) == ("", "", "")


@pytest.mark.parametrize("plan_type", PLAN_TYPES)
def test_every_kind_of_plan_is_a_payer(clinic: Clinic, plan_type: str) -> None:
    case = plain_case(clinic)
    new_policy(clinic, case, replace(POLICY, plan_type=plan_type))
    known = gathered(clinic, case).answers
    if plan_type in ("ppo", "hmo", "epo", "pos", "indemnity"):
        assert (known.payer_type, known.plan_type) == ("commercial", plan_type)
    else:
        assert (known.payer_type, known.plan_type) == ("" if plan_type == "other" else plan_type, "")


@pytest.mark.parametrize(
    ("kind", "found"), [("auto", "auto"), ("work", "work"), ("accident", "other"), ("health", ""), ("cash", "")]
)
def test_the_kind_of_case_says_what_caused_it(clinic: Clinic, kind: str, found: str) -> None:
    draft = CaseDraft(kind, "Neck", "9/1/2026", state="OR", claim_number="A-77")
    case = plain_case(clinic, draft)
    new_policy(clinic, case)
    gathered_case = gathered(clinic, case)
    known = gathered_case.answers
    assert known.accident.kind == found
    is_accident = bool(found)
    assert (known.accident.on, known.accident.state) == ((date(2026, 9, 1), "OR") if is_accident else (None, ""))
    assert known.claim.number == ("A-77" if is_accident else "")
    # A self-pay case uses no plan, whatever card was copied.
    assert known.payer_type == ("self_pay" if kind == "cash" else "commercial")
    if kind == "health":
        answer(clinic, case, accident__kind="none")
        assert gathered(clinic, case).answers.accident.kind == "none"
    if is_accident:
        answer(clinic, case, accident="none")
        again = gathered(clinic, case)
        assert again.answers.accident.kind == found
        assert again.unused == {"accident.kind": "The chart says otherwise: The case."}


def test_a_policy_that_ended_is_not_active_and_the_next_one_counts(clinic: Clinic) -> None:
    case = plain_case(clinic)
    new_policy(clinic, case, replace(POLICY, ends_on="11/23/2026"))
    assert gathered(clinic, case).answers.benefit.active == "no"
    new_policy(clinic, case, PolicyDraft(payer_name="Rainier Health", plan_type="hmo", ends_on="11/24/2026"))
    known = gathered(clinic, case)
    assert (known.answers.plan_type, known.answers.benefit.active) == ("hmo", "")
    assert known.origins["plan_type"] == "Policy of Rainier Health"


def test_the_usual_visit_is_the_last_one_or_the_only_service(clinic: Clinic) -> None:
    case = plain_case(clinic)
    answer(clinic, case, series__visits="2")
    # No price is known: how many are planned is.
    found = gathered(clinic, case)
    assert (found.money.visits, found.answers.visits_planned) == ((), 2)
    assert list(found.unused) == ["series.visits"]
    new_service(clinic, replace(SERVICE, usual_minutes="60"))
    assert [one.billed_cents for one in gathered(clinic, case).money.visits] == [14000, 14000]
    new_service(clinic, replace(SERVICE, name="Hot stone"))
    assert not gathered(clinic, case).money.visits
    row = new_visit(clinic, case, replace(VISIT, services=(ServiceLine("1", "30"),)))
    assert [one.billed_cents for one in gathered(clinic, case).money.visits] == [7000, 7000]
    answer(clinic, case, series__billed="$95")
    assert [one.billed_cents for one in gathered(clinic, case).money.visits] == [9500, 9500]
    clinic.do(RetireVisit(row, 1))
    assert gathered(clinic, case).answers.visits_done == 0


def test_planned_visits_are_the_series_until_somebody_says_otherwise(clinic: Clinic) -> None:
    case = plain_case(clinic)
    for day in ("12/15/2026", "12/1/2026", "12/8/2026"):
        new_visit(clinic, case, replace(VISIT, status="planned", date_of_service=day))
    answer(clinic, case, series__billed="100")
    found = gathered(clinic, case)
    assert [one.on for one in found.money.visits] == [date(2026, 12, 1), date(2026, 12, 8), date(2026, 12, 15)]
    assert found.answers.own.first_visit_on == date(2026, 12, 1)
    # What was not recorded is over all the same.
    later = gather(clinic.read, case, date(2026, 12, 2))
    assert [one.on for one in later.money.visits] == [date(2026, 12, 8), date(2026, 12, 15)]
    answer(clinic, case, series__every_days="3", series__visits="2")
    assert [one.on for one in gathered(clinic, case).money.visits] == [date(2026, 12, 1), date(2026, 12, 4)]


@pytest.mark.parametrize(
    ("typed", "unused"),
    [
        ({"cost_share__allowed_low": "60"}, ["cost_share.allowed_low"]),
        (
            {"cost_share__allowed_high": "60", "cost_share__allowed_from": "3"},
            ["cost_share.allowed_from", "cost_share.allowed_high"],
        ),
        ({"cost_share__allowed_low": "60", "cost_share__allowed_high": "90"}, []),
        ({"series__every_days": "7"}, ["series.every_days"]),
        ({"series__visits": "3", "series__billed": "90", "series__every_days": "7"}, ["series.every_days"]),
        ({"claim__limit_left": "900"}, []),
        ({"claim__limit_left": "900", "claim__limit": "1000"}, ["claim.limit"]),
        ({"claim__limit_left": "900", "claim__limit": "1000", "claim__used": "50"}, ["claim.limit_left"]),
    ],
)
def test_half_an_answer_waits_for_the_other_half(clinic: Clinic, typed: dict[str, str], unused: list[str]) -> None:
    case = plain_case(clinic)
    answer(clinic, case, **typed)
    assert sorted(gathered(clinic, case).unused) == unused


def test_not_using_the_plan_goes_before_the_policy(clinic: Clinic) -> None:
    case = full_case(clinic)
    answer(clinic, case, "client", payer_type="self_pay")
    found = gathered(clinic, case)
    assert (found.answers.payer_type, found.origins["payer_type"]) == ("self_pay", "The client, on 24 Nov 2026")
    answer(clinic, case, payer_type="medicare")
    assert gathered(clinic, case).answers.payer_type == "commercial"


def test_the_page_has_it_in_one_call(clinic: Clinic, tmp_path: Path) -> None:
    case = full_case(clinic)
    found = coverage_of(clinic.read, case, TODAY, packs(tmp_path))
    assert found.appraisal.outcome.verdict is CoverageVerdict.POSSIBLE_VERIFY
    answer(clinic, case, benefit__massage_covered="no")
    found = coverage_of(clinic.read, case, TODAY, packs(tmp_path))
    assert found.appraisal.outcome.verdict is CoverageVerdict.UNLIKELY
    assert found.gathered.origins["benefit.massage_covered"] == "Answered on 24 Nov 2026"
    assert found.appraisal.estimate
    with pytest.raises(Missing):
        coverage_of(clinic.read, CaseId(99), TODAY, packs(tmp_path))


def test_the_file_is_read_back_and_names_nobody(clinic: Clinic, tmp_path: Path) -> None:
    case = full_case(clinic)
    words: dict[str, Any] = {
        "goals": "Zathroth lifts the child",
        "functional_limit": "no",
        "red_flags": "Quillaby: none",
    }
    answer(
        clinic, case, **words, cost_share__coinsurance="12.5%", cost_share__deductible="$1,000", benefit__codes_ok="all"
    )
    found = gathered(clinic, case)
    assert found.answers.need.goals == "yes"
    path = tmp_path / "case.toml"
    path.write_text(as_case_file(found), encoding="utf-8")
    again = read_coverage_case(path)
    assert (again.answers, again.money) == (found.answers, found.money)
    for name in ("Quillaby", "Zathroth", "Zuzu", "ABC 123", "ABC123"):
        assert name not in path.read_text(encoding="utf-8"), name


def test_the_command_line_says_the_same_of_the_file(
    clinic: Clinic, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = full_case(clinic)
    answer(clinic, case, **LIKELY)
    found = coverage_of(clinic.read, case, TODAY, shipped_packs())
    assert found.appraisal.outcome.verdict is CoverageVerdict.LIKELY, found.appraisal.outcome.evidence
    path = tmp_path / "case.toml"
    path.write_text(as_case_file(found.gathered), encoding="utf-8")
    assert headless.run(["coverage", str(path), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    plain = plain_answer(found.appraisal, better(found.appraisal, shipped_packs()))
    assert said == json.loads(json.dumps(plain))
    assert said["verdict"] == "LIKELY"


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_texts_of_a_chart_make_a_good_file(clinic: Clinic, tmp_path: Path, name: str) -> None:
    case = plain_case(clinic, CaseDraft("auto", name, "9/1/2026", claim_number=name))
    new_policy(clinic, case, replace(POLICY, payer_name=name, plan_name=name))
    new_prescription(clinic, case, replace(PRESCRIPTION, frequency=name))
    clinic.do(AddAuthorization(case, replace(GRANTED, number=name[:29])))
    answer(clinic, case, provider__supervision_ref=name, vob_call__ref_no=name)
    found = gathered(clinic, case)
    path = tmp_path / "case.toml"
    path.write_text(as_case_file(found), encoding="utf-8")
    again = read_coverage_case(path)
    assert (again.answers, again.money) == (found.answers, found.money)
    assert found.answers.claim.number == name.replace("\x00", "")
