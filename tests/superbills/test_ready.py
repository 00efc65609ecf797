"""Which visits of a bill are ready, and which findings are one matter."""

from dataclasses import replace
from datetime import date

from bills import a_bill

from clinic_desktop.superbills.model.findings import Finding, Verdict
from clinic_desktop.superbills.rules.ready import grouped, ready_visits, waits_of


def found(*what: tuple[str, str]) -> Verdict:
    return Verdict(tuple(Finding(grade, f"rule{at}", field, "") for at, (grade, field) in enumerate(what)), ())  # type: ignore[arg-type]


def test_a_visit_waits_for_what_is_found_about_it_alone() -> None:
    verdict = found(("STOP", "visits/1/note"), ("ASK", "visits/11/note"), ("ASK", "visits/1"), ("NOTE", "visits/0/x"))
    assert [one.field for one in waits_of(verdict, 1)] == ["visits/1/note", "visits/1"]
    assert waits_of(verdict, 0) == ()
    assert waits_of(Verdict((replace(found(("ASK", "visits/0/x")).findings[0], accepted="Fine"),), ()), 0) == ()


def test_visits_with_a_finding_are_left_out_while_there_are_others() -> None:
    bill, long_ago = a_bill(), date(2020, 1, 1)
    assert ready_visits(bill, found(("STOP", "policy")), long_ago) == {1, 2}
    # What the client keeps from the plan is not checked beside others.
    assert ready_visits(bill, found(), long_ago, kept={2}) == {1}
    assert ready_visits(bill, found(("ASK", "visits/0/order")), date.max, kept={2}) == {1}
    assert ready_visits(bill, found(), long_ago, kept={1, 2}) == {1, 2}
    assert ready_visits(bill, found(("ASK", "visits/0/order")), long_ago) == {2}
    assert ready_visits(bill, found(("ASK", "visits/0/order"), ("STOP", "visits/1/note")), long_ago) == {1}
    assert ready_visits(bill, found(("STOP", "visits/0/note"), ("STOP", "visits/1/note")), long_ago) == {1, 2}


def test_older_visits_are_left_out_while_there_are_newer_ones() -> None:
    bill = a_bill()
    first, second = (one.date_of_service for one in bill.visits)
    assert first and second and first < second
    assert ready_visits(bill, found(("STOP", "policy")), first) == {1, 2}
    assert ready_visits(bill, found(("STOP", "policy")), second) == {2}
    # Also where it has a finding, and the old one has none.
    assert ready_visits(bill, found(("ASK", "visits/1/order")), second) == {2}
    assert ready_visits(bill, found(("ASK", "visits/1/order")), date(2030, 1, 1)) == {1}


def test_more_than_two_of_a_kind_are_one_matter() -> None:
    def one(rule: str, fact: str, accepted: str = "") -> Finding:
        return Finding("ASK", rule, "visits/0", "", fact=fact, accepted=accepted)

    a, b, c, d = (one("unpaid", str(at)) for at in range(4))
    other, taken = one("order", "9"), one("unpaid", "8", "Fine")
    assert grouped((a, b)) == ((a,), (b,))
    assert grouped((a, other, b, c, taken, d)) == ((a, b, c, d), (other,), (taken,))
    assert grouped(()) == ()
