"""What a payer's clerk looks for: who diagnosed and who ordered, what stands for what, and each thing said once."""

from dataclasses import replace
from datetime import date

import pytest
from bills import CASE, DIAGNOSES, ORDER, POLICY, THERAPIST, a_bill, a_service, a_visit
from checked_bills import (
    NUMBERS,
    findings,
    priced,
    rules,
    with_case,
    with_client,
    with_clinic,
    with_diagnosis,
    with_order,
    with_policy,
    with_service,
    with_therapist,
    with_visit,
)

from clinic_desktop.codes.rules.checks import Checked
from clinic_desktop.superbills.document.statements import statements
from clinic_desktop.superbills.model.bill import Bill, BilledPayment
from clinic_desktop.superbills.model.findings import KnownCodes
from clinic_desktop.superbills.rules.orders import cited
from clinic_desktop.superbills.rules.parcels import with_titles

FIRST, SECOND = date(2026, 11, 3), date(2026, 11, 10)
REFERRAL = replace(ORDER, row=2, kind="referral", prescriber_name="Joan Poe, DO", ordered_on=date(2026, 11, 3))


def all_diagnoses(**changes: object) -> Bill:
    return a_bill(diagnoses=tuple(replace(one, **changes) for one in DIAGNOSES))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["Maya Ortiz, LMT", "maya  ortíz", "Rob Fir, LMP"])
@pytest.mark.parametrize("source", ["clinician", "prescription", "chart_note", "phone"])
def test_a_massage_therapist_named_as_who_diagnosed_stops(name: str, source: str) -> None:
    (found,) = findings(with_diagnosis(source=source, source_name=name))
    assert (found.rule, found.grade, found.field) == ("diagnosis-source", "STOP", "diagnoses/1/source")


def test_a_clinician_counts_when_named_and_then_stands_for_a_prescription() -> None:
    named = replace(all_diagnoses(source="clinician", source_name="Sam Lee, DC"), orders=())
    assert rules(named) == []
    assert rules(replace(all_diagnoses(source="clinician", source_name="\u200b"), orders=())) == [
        *("diagnosis-source", "diagnosis-source", "no-prescription")
    ]
    own = replace(all_diagnoses(source="clinician", source_name="Maya Ortiz"), orders=())
    assert rules(own) == ["diagnosis-source", "diagnosis-source", "no-prescription"]
    # Who may diagnose may name themselves.
    treats = replace(THERAPIST, name="Sam Lee, DC", designation="DC", taxonomy="111N00000X")
    assert rules(replace(named, therapist=treats)) == []


def test_an_order_of_the_therapist_is_none_by_name_or_by_npi() -> None:
    by_name = with_order(prescriber_name="Maya Ortiz", npi="")
    by_npi = with_order(prescriber_name="M. Ortiz", npi=THERAPIST.npi)
    for bill in (by_name, by_npi):
        assert rules(bill) == ["no-prescription"]
        assert cited(bill) == ()
    nameless = replace(by_npi, diagnoses=tuple(replace(one, source_name="") for one in DIAGNOSES))
    assert rules(nameless) == ["diagnosis-source", "diagnosis-source", "no-prescription"]
    # Of two the one by somebody else counts.
    assert rules(replace(by_npi, orders=(*by_npi.orders, ORDER))) == []


def test_who_and_when_are_asked_for_one_at_a_time() -> None:
    (found,) = findings(with_diagnosis(source_name=""))
    assert (found.rule, found.field) == ("diagnosis-source-name", "diagnoses/1/source_name")
    (found,) = findings(with_diagnosis(source_on=None))
    assert (found.rule, found.field) == ("diagnosis-source-name", "diagnoses/1/source_on")
    assert rules(with_diagnosis(source="clinician", source_name="Sam Lee, DC", source_on=None)) == [
        "diagnosis-source-name"
    ]


def test_a_referral_is_no_prescription_and_pushes_none_off_the_paper() -> None:
    (found,) = findings(a_bill(orders=(REFERRAL,)))
    assert (found.rule, found.grade) == ("no-prescription", "ASK")
    assert found.message == "There is a referral of Joan Poe, DO, and no prescription."
    sourced = replace(all_diagnoses(source="referral"), orders=(REFERRAL,))
    assert [(one.rule, one.grade) for one in findings(sourced)] == [("no-prescription", "ASK")]
    both = a_bill(orders=(REFERRAL, ORDER))
    assert rules(both) == []
    assert cited(both) == (ORDER, REFERRAL)
    ended = replace(REFERRAL, expires_on=date(2026, 11, 9))
    assert [one.message for one in findings(a_bill(orders=(ended,))) if one.rule == "outside-prescription"] == [
        "The referral of Joan Poe, DO ended on 9 Nov 2026. The visit of 10 Nov 2026 is outside it."
    ]
    # One that ended is nothing beside a prescription that counts.
    assert rules(a_bill(orders=(ended, ORDER))) == []


def test_a_code_that_no_release_has_is_named_and_the_paper_says_so() -> None:
    words = "The April 2026 release has no M62.838, and October 2026 is not loaded."
    standing = Checked("as_written", words)
    (found,) = findings(a_bill(), standings={"M62.838": standing})
    assert (found.rule, found.grade, found.message) == ("diagnosis-as-written", "NOTE", words)
    titled = with_titles(a_bill(), KnownCodes({}, {("M62.838", FIRST): standing}))
    assert [one.as_written for one in titled.diagnoses] == [False, True]
    assert titled.diagnoses[0].title == "Cervicalgia"


def test_timed_units_without_minutes_stop() -> None:
    (found,) = findings(with_service(minutes=None))
    assert (found.rule, found.grade, found.field) == ("units-above-minutes", "STOP", "visits/0/services/0/minutes")


def test_where_taxonomy_and_name_differ_massage_counts() -> None:
    odd = replace(with_therapist(taxonomy="225100000X"), visits=with_service(procedure_code="MT801").visits)
    assert rules(odd, numbers=NUMBERS) == ["code-outside-credential", "taxonomy-contradicts"]
    assert "diagnosis-source" in rules(replace(with_diagnosis(source=""), therapist=odd.therapist))
    both = with_therapist(taxonomy="111N00000X", designation="DC, LMT")
    assert rules(both) == []


def test_four_units_a_day_are_what_many_plans_pay() -> None:
    long = priced(a_bill(policy=replace(POLICY, units_a_day=None), visits=(a_visit(ends_at="11:15", services=(
        a_service(75, 5),)),)))  # fmt: skip
    (found,) = findings(long)
    assert (found.rule, found.grade) == ("units-above-cap", "ASK")
    assert found.message == "Many plans pay at most 4 units a day, and 5 stand on the visit of 3 Nov 2026."
    assert rules(replace(long, policy=None)) == ["policy"]
    assert rules(replace(long, policy=replace(POLICY, units_a_day=5))) == []


def test_the_visits_of_the_bill_are_used_in_any_case() -> None:
    (found,) = findings(with_order(visits_ordered=1, used=0))
    assert found.message == "Ann Lee, MD ordered 1 visit, and 2 were given."


def test_dates_that_cannot_be_stop() -> None:
    ahead = date(2027, 1, 1)
    assert rules(with_diagnosis(source_on=ahead)) == ["future-date"]
    child = {"relationship": "child", "subscriber_name": "Ana Ruiz", "subscriber_birth_date": ahead}
    assert rules(with_policy(**child)) == ["future-date"]
    assert rules(replace(with_policy(**child), kind="receipt")) == []
    ordered = with_order(ordered_on=ahead, starts_on=date(2026, 11, 1))
    assert rules(ordered) == ["future-date"]


def test_a_payment_before_the_birth_stops_but_for_what_was_bought_before() -> None:
    early = date(1980, 1, 1)
    assert rules(with_visit(payments=(BilledPayment(1, early, "card", "", 14000),))) == ["before-birth"]
    assert rules(with_visit(payments=(BilledPayment(1, early, "package", "", 14000),))) == []


def test_times_run_forward_within_a_day() -> None:
    (found,) = findings(with_visit(starts_at="23:30", ends_at="00:30"))
    assert (found.rule, found.message) == ("time-impossible", "The visit of 3 Nov 2026 ends before it starts.")
    (found,) = findings(with_service(starts_at="10:30", ends_at="10:00"))
    assert (found.rule, found.field) == ("time-impossible", "visits/0/services/0/ends_at")
    endless = with_visit(services=(a_service(2000, 4),))
    assert [one for one in rules(endless) if one != "units-below-minutes"] == ["time-impossible"]


@pytest.mark.parametrize(
    ("bill", "rule"),
    [
        (with_clinic(name="\u200b"), "clinic-name"),
        (with_clinic(city="\xad"), "clinic-address"),
        (with_clinic(tax_id="\u2060"), "tax-id-missing"),
        (with_therapist(name="\ufeff \u3164"), "therapist-name"),
        (with_therapist(npi="\u200b"), "npi-missing"),
        (with_client(name="\u200b\u200d"), "client-name"),
        (with_policy(payer_name="\u2800"), "policy"),
        (with_policy(member_id="\u200b"), "member-id-missing"),
        (with_order(npi="\u200e"), "prescriber-npi"),
        (with_service(name="\u115f"), "service-name"),
        (with_service(procedure_code="\u200b"), "code-missing"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_nobody_sees_is_missing(bill: Bill, rule: str) -> None:
    assert rules(bill) == [rule]


@pytest.mark.parametrize("typed", ["Ann\u0007", "Ann \u202eeel\u202c", "Ann \u2066Lee"])
def test_a_text_with_what_nobody_sees_is_noted(typed: str) -> None:
    (found,) = findings(with_client(name=typed))
    assert (found.rule, found.grade, found.field) == ("control-character", "NOTE", "client/name")
    assert found.message.isprintable()


def test_joiners_and_line_ends_are_letters_like_others() -> None:
    assert rules(with_visit(discount_why="two\nlines")) == []
    assert rules(with_client(name="می\u200cخواهم")) == []


@pytest.mark.parametrize(("key", "typed"), [("zip", "984"), ("zip", "98402-12"), ("state", "ZZ"), ("state", "Wash")])
def test_state_and_zip_of_the_clinic_have_to_be_some(key: str, typed: str) -> None:
    for kind in ("superbill", "receipt"):
        (found,) = findings(replace(with_clinic(**{key: typed}), kind=kind))
        assert (found.rule, found.grade, found.field) == ("clinic-address", "STOP", f"clinic/{key}")


@pytest.mark.parametrize("typed", ["S134XXA", "m62.838", "M62.838 "])
def test_a_code_is_written_as_on_a_bill_and_not_unknown(typed: str) -> None:
    (found,) = findings(with_service(with_diagnosis(code=typed)), standings={typed: Checked("unknown", "Written so.")})
    assert (found.rule, found.field) == ("diagnosis-malformed", "diagnoses/1/code")
    assert found.why.startswith("On a superbill this code is written ")


def test_one_mistake_is_said_once() -> None:
    assert rules(a_bill(visits=(a_visit(), a_visit()))) == ["billed-already"]
    uncounted = with_service(units=0, fee_cents=0)
    assert rules(replace(uncounted, visits=(replace(uncounted.visits[0], charged_cents=0),))) == ["units-missing"]


def pairs(*days: date, **changes: object) -> Bill:
    visits = [a_visit(day, row, services=(a_service(30, 2, procedure_code="MT004"), a_service(30, 2)))
              for row, day in enumerate(days, 1)]  # fmt: skip
    return priced(replace(a_bill(), visits=tuple(visits), **changes))  # type: ignore[arg-type]


def test_a_pair_is_named_once_with_its_days_and_its_own_source() -> None:
    (found,) = findings(pairs(FIRST, SECOND), numbers=NUMBERS)
    assert (found.rule, found.field) == ("bundled", "visits/0/services/1/procedure_code")
    assert found.message == (
        "MT004 usually holds MT001, and both stand on the visit of 3 Nov 2026, the visit of 10 Nov 2026."
    )
    assert found.why.endswith("Source: A list of pairs, as of 3 Nov 2026.") and "manual" not in found.why
    (many,) = findings(pairs(*(date(2026, 11, day) for day in range(3, 10))), numbers=NUMBERS)
    assert many.message.endswith("the visit of 6 Nov 2026 and 3 more.")
    assert many.fact == found.fact


@pytest.mark.parametrize(
    ("kind", "plan", "speaks"),
    [
        ("health", "ppo", True),
        ("auto", "pip", False),
        ("work", "other", False),
        ("accident", "liability", False),
        ("accident", "ppo", True),
    ],
)
def test_pairs_are_not_looked_at_where_the_edits_do_not_apply(kind: str, plan: str, speaks: bool) -> None:
    case = replace(CASE, kind=kind, state="WA", claim_number="C-1", no_accident=kind == "health")
    bill = pairs(FIRST, case=case, policy=replace(POLICY, plan_type=plan))
    assert ("bundled" in rules(bill, numbers=NUMBERS)) is speaks


def test_case_and_plan_agree_on_an_accident() -> None:
    claim = replace(with_case(no_accident=True, claim_number="C-1"), policy=replace(POLICY, plan_type="medpay"))
    assert rules(claim) == ["accident-plan"]
    # While it is open it is asked, and that alone.
    assert rules(replace(claim, case=replace(claim.case, no_accident=False))) == ["accident-open"]
    auto = replace(claim, case=replace(claim.case, kind="auto", no_accident=False, state="", onset_on=None))
    assert [one.field for one in findings(auto)] == ["case/onset_on", "case/state"]
    assert rules(replace(auto, case=replace(auto.case, kind="accident", onset_on=FIRST))) == []
    assert "accident-incomplete" not in rules(replace(auto, policy=None))


@pytest.mark.parametrize("typed", ["7", "HX!!48", "H" * 30, "№ 7788"])
def test_a_member_id_has_letters_and_digits(typed: str) -> None:
    (found,) = findings(with_policy(member_id=typed))
    assert (found.rule, found.grade) == ("member-id-malformed", "ASK")
    assert found.fact.startswith("policy:1:member-id:") and "HX" not in found.fact


def test_one_visit_paid_too_much_does_not_pay_for_another() -> None:
    def said(first: int, second: int) -> str:
        bill = a_bill()
        visits = tuple(
            replace(one, payments=(replace(one.payments[0], cents=one.charged_cents + more),))
            for one, more in zip(bill.visits, (first, second), strict=True)
        )
        return " ".join(statements(replace(bill, visits=visits)))

    assert "Paid in full" in said(0, 0)
    crossed = said(2000, -2000)
    assert "Paid in full" not in crossed and "remains due" not in crossed and "Please reimburse" not in crossed
