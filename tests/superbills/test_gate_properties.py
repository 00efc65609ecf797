"""What holds of pre-flight for any bill, however it came about; and what taking something upon oneself does."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from bills import a_bill, a_service, a_visit
from checked_bills import (
    NUMBERS,
    accepting,
    around,
    findings,
    priced,
    rules,
    with_client,
    with_clinic,
    with_order,
    with_policy,
    with_therapist,
    with_visit,
)
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.codes.rules.checks import Checked
from clinic_desktop.superbills.model.bill import Bill, BilledPayment
from clinic_desktop.superbills.model.findings import Acceptance, Circumstances, KnownCodes
from clinic_desktop.superbills.rules.checks.table import CHECKS, SUPERBILL
from clinic_desktop.superbills.rules.fixes import fix
from clinic_desktop.superbills.rules.gate import preflight
from clinic_desktop.visits.rules.units import TimedLine, count_units

WORDS = st.one_of(
    st.text(st.characters(), max_size=8),
    st.sampled_from(
        (
            *("", " ", "A", "B", "M54.2", "m542", "V00", "MT001", "MT801", "59", "health", "auto", "given", "signed"),
            *("unit", "cms", "ppo", "pip", "va", "self", "phone", "10:00", "25:99", "SSN", "1999999992", "PO Box 1"),
            *("Tip", "{x}"),
        )
    ),
)
SIMPLE: Mapping[Any, st.SearchStrategy[Any]] = {
    str: WORDS,
    int: st.one_of(st.integers(-2, 20), st.integers()),
    bool: st.booleans(),
    date: st.one_of(st.dates(date(2026, 10, 1), date(2026, 12, 31)), st.dates()),
    type(None): st.none(),
}
GRADES = ["STOP", "ASK", "NOTE"]


def anything(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a type of the bill."""
    if kind in SIMPLE:
        return SIMPLE[kind]
    if is_dataclass(kind):
        assert isinstance(kind, type)
        hints = get_type_hints(kind)
        return st.builds(kind, **{one.name: anything(hints[one.name]) for one in fields(kind)})
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        return st.lists(anything(inner[0]), max_size=2).map(tuple)
    if origin is UnionType:
        return st.one_of([anything(one) for one in inner])
    assert origin is Literal, kind
    return st.sampled_from(inner)


@st.composite
def nearly_right(draw: st.DrawFn) -> Bill:
    """A bill that is right but for a few fields anywhere in it."""
    bill: Any = a_bill()
    for _ in range(draw(st.integers(1, 4))):
        bill = changed(draw, bill)
    assert isinstance(bill, Bill)
    return bill


def changed(draw: st.DrawFn, value: Any) -> Any:
    hints = get_type_hints(type(value))
    one = draw(st.sampled_from([one.name for one in fields(value)]))
    inside = getattr(value, one)
    if is_dataclass(inside) and draw(st.integers(0, 3)):
        return replace(value, **{one: changed(draw, inside)})
    if isinstance(inside, tuple) and inside and is_dataclass(inside[0]) and draw(st.integers(0, 3)):
        at = draw(st.integers(0, len(inside) - 1))
        return replace(value, **{one: (*inside[:at], changed(draw, inside[at]), *inside[at + 1 :])})
    return replace(value, **{one: draw(anything(hints[one]))})


BILLS = st.one_of(nearly_right(), anything(Bill))


@st.composite
def any_circumstances(draw: st.DrawFn, bill: Bill) -> Circumstances:
    codes = [one.code for one in bill.diagnoses]
    days = [one.date_of_service for one in bill.visits if one.date_of_service]
    standing: st.SearchStrategy[Any] = st.sampled_from(["billable", "heading", "as_written", "unknown", "unchecked"])
    known = {(code, day): Checked(draw(standing), draw(WORDS)) for code in codes for day in days if draw(st.booleans())}
    pairs = draw(st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=2))
    return Circumstances(
        draw(st.dates()),
        KnownCodes({}, known, pairs, draw(WORDS)),
        lambda text: text[:1] if text.startswith("A") else "",
        draw(st.sampled_from([None, NUMBERS, replace(NUMBERS, outside={}, scope={}, bundled=())])),
        draw(st.booleans()),
    )


@given(st.data())
def test_no_bill_is_too_odd(data: st.DataObject) -> None:
    bill = data.draw(BILLS)
    circumstances = data.draw(any_circumstances(bill))
    verdict = preflight(bill, circumstances)
    grades = [GRADES.index(one.grade) for one in verdict.findings]
    assert grades == sorted(grades)
    assert verdict.is_ready is (grades.count(0) + grades.count(1) == 0)
    assert len(verdict.passed) + len({one.rule for one in verdict.findings}) <= len(CHECKS[bill.kind])
    for one in verdict.findings:
        assert one.message and one.why and len(one.fact) <= 500 and len(one.rule) <= 60
        assert bool(one.fact) or one.grade != "ASK"
        found = fix(bill, one.field)
        assert found is None or (found.place and found.verb and "{" not in found.part.replace("{x}", ""))


@given(st.data())
def test_what_was_accepted_lifts_every_ask_and_no_stop(data: st.DataObject) -> None:
    bill = data.draw(BILLS)
    circumstances = data.draw(any_circumstances(bill))
    before = preflight(bill, circumstances)
    taken = [Acceptance(one.rule, one.fact, "They know") for one in before.findings]
    after = preflight(bill, replace(circumstances, accepted=taken))
    assert [replace(one, accepted="") for one in after.findings] == list(before.findings)
    assert after.passed == before.passed
    assert after.is_stopped is before.is_stopped
    assert after.is_ready is not before.is_stopped
    assert all(one.accepted == ("They know" if one.grade == "ASK" else "") for one in after.findings)


@given(BILLS)
def test_what_is_paid_for_is_not_unpaid_and_nothing_else_changes(bill: Bill) -> None:
    visits = tuple(
        replace(one, written_off_cents=0, payments=(BilledPayment(1, None, "cash", "", one.charged_cents),))
        for one in bill.visits
        if one.charged_cents >= 0
    )
    found = rules(replace(bill, visits=visits))
    assert "unpaid" not in found and "overpaid" not in found
    without = rules(replace(bill, visits=tuple(replace(one, payments=()) for one in visits)))
    # What a statement, or the receipt of a year, says of payments.
    about = ("unpaid", "nothing-due", "nothing-to-receipt")
    assert [one for one in without if one not in about] == [one for one in found if one not in about]


@given(
    st.lists(st.tuples(st.sampled_from(["MT001", "MT002", "MT003"]), st.integers(1, 120)), min_size=1, max_size=4),
    st.sampled_from(["cms", "midpoint"]),
    st.data(),
)
def test_up_to_what_the_minutes_give_no_unit_is_too_many(
    lines: list[tuple[str, int]], rule: Any, data: st.DataObject
) -> None:
    counted = count_units(rule, [TimedLine(code, minutes) for code, minutes in lines])
    fewer = [data.draw(st.integers(0, most)) for most in counted.units]

    def found(units: list[int]) -> list[str]:
        services = tuple(
            a_service(minutes, count, procedure_code=code) for (code, minutes), count in zip(lines, units, strict=True)
        )
        return rules(priced(a_bill(visits=(a_visit(unit_rule=rule, services=services),))))

    assert "units-above-minutes" not in found(list(counted.units))
    assert "units-below-minutes" not in found(list(counted.units))
    assert "units-above-minutes" not in found(fewer)
    # Of a line without a unit that is said, and nothing of the minutes beside it.
    if all(fewer):
        assert ("units-below-minutes" in found(fewer)) is (sum(fewer) < counted.total)
    assert "units-above-minutes" in found([count + 1 for count in counted.units])


def test_an_acceptance_lasts_until_its_fact_changes() -> None:
    bill = with_visit(note="none")
    taken = accepting(bill)
    assert [one.accepted for one in findings(bill, accepted=taken)] == ["They know"]
    assert preflight(bill, around(bill, accepted=taken)).is_ready
    written = with_visit(note="written")
    assert [one.accepted for one in findings(written, accepted=taken)] == [""]
    other = with_visit(note="none", row=9)
    assert [one.accepted for one in findings(other, accepted=taken)] == [""]
    # Of another rule, or another reason to ask by the same rule.
    assert [one.accepted for one in findings(with_therapist(npi=""), accepted=taken)] == [""]
    ended = with_policy(ends_on=date(2026, 11, 9))
    moved = with_policy(ends_on=date(2026, 11, 8))
    assert [one.accepted for one in findings(moved, accepted=accepting(ended))] == [""]
    box, other_box = with_clinic(street="PO Box 1"), with_clinic(street="PO Box 2")
    assert [one.accepted for one in findings(other_box, accepted=accepting(box))] == [""]


def test_a_stop_cannot_be_accepted_even_by_its_name() -> None:
    bill = with_client(birth_date=None)
    taken = [Acceptance(one.rule, "", "Never mind") for one in SUPERBILL]
    (found,) = findings(bill, accepted=taken)
    assert (found.rule, found.accepted) == ("birth-date", "")
    assert not preflight(bill, around(bill, accepted=taken)).is_ready


def test_a_fact_holds_no_name() -> None:
    odd = replace(
        with_visit(note="none", payments=()),
        clinic=with_clinic(street="PO Box 9, Zebra Lane", tax_id="").clinic,
        therapist=replace(with_therapist(npi="").therapist, credential=None),
        policy=with_policy(payer_name="Zebra Health", member_id="", in_network=True, relationship="child",
                           subscriber_name="Zebra Ann", units_a_day=1).policy,
        client=with_client(name="Zebra Ruiz").client,
        orders=with_order(prescriber_name="Zebra Lee", npi="", visits_ordered=1).orders,
    )  # fmt: skip
    facts = [one.fact for one in findings(odd)]
    assert len(facts) >= 10
    assert not any("zebra" in one.casefold() for one in facts)


def test_sentences_say_what_and_whose() -> None:
    held = with_therapist().therapist.credential
    assert held
    late = with_therapist(credential=replace(held, expires_on=date(2026, 8, 31)))
    late = replace(late, visits=late.visits[:1])
    (found,) = findings(late)
    assert found.message == "Maya Ortiz’s license ended on 31 Aug 2026, before the visit of 3 Nov 2026."
    (found,) = findings(with_visit(payments=(BilledPayment(1, date(2026, 11, 3), "card", "", 4000),)))
    assert found.message == "The visit of 3 Nov 2026: $100.00 of $140.00 is not paid."
    (found,) = findings(with_order(expires_on=date(2026, 11, 9)))
    assert found.message == (
        "The prescription of Ann Lee, MD ended on 9 Nov 2026. The visit of 10 Nov 2026 is outside it."
    )
    (found,) = findings(with_policy(in_network=True))
    assert found.message == "You are in the network of Harbor Health."
    # What was typed is never read as a sentence of ours, and never fills the screen.
    (found,) = findings(with_policy(payer_name="{who} " + "x" * 300, in_network=True))
    assert "{who} xxx" in found.message and len(found.message) < 120
