"""Payments on a real database: taken, changed and taken away, and what a visit and a client still owe."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from factories import (
    CASE,
    CLIENT,
    HOSTILE_NAMES,
    PAYMENT,
    VISIT,
    new_case,
    new_client,
    new_payment,
    new_visit,
    refused,
)

from clinic_desktop.cases.commands import RetireCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients import queries as clients
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing, Refused
from clinic_desktop.payments import queries
from clinic_desktop.payments.commands.payments import ChangePayment, RetirePayment, TakePayment
from clinic_desktop.payments.model import METHODS, Balance, Payment, PaymentDraft, PaymentShare
from clinic_desktop.practice.commands import RetireService, RetireTherapist
from clinic_desktop.visits.commands.visits import ChangeVisit, RetireVisit
from clinic_desktop.visits.model import VisitId

# What a visit of the factories costs.
CHARGE = 14_000
TIP = PaymentDraft("11/20/2026", tip="20.00")
PLANNED = replace(VISIT, status="planned", date_of_service="12/1/2026")
DAYS = ("11/2/2026", "11/9/2026", "11/16/2026")


def part(amount: str, **others: str) -> PaymentDraft:
    return replace(PaymentDraft("11/20/2026", service=amount), **others)


def read(clinic: Clinic, row: int) -> Payment:
    return queries.payment(clinic.read, row)


def shares(clinic: Clinic, row: int) -> list[tuple[int, int]]:
    return [(share.visit, share.cents) for share in read(clinic, row).shares]


def open_cents(clinic: Clinic, *visits: VisitId) -> list[int]:
    return [queries.account(clinic.read, visit).open_cents for visit in visits]


def owner(clinic: Clinic, case: int) -> ClientId:
    return ClientId(clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"])


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return new_case(clinic)


@pytest.fixture
def visits(clinic: Clinic, case: CaseId) -> list[VisitId]:
    """Three visits of one case, a week apart, recorded with the newest first."""
    made = [new_visit(clinic, case, replace(VISIT, date_of_service=day)) for day in reversed(DAYS)]
    return made[::-1]


def test_a_payment_is_kept_and_read(clinic: Clinic) -> None:
    typed = PaymentDraft("11/20/2026", "check", " 1042 ", "$100", "20", "7.35", "12.5", "1", " On account ")
    visit = new_visit(clinic)
    found = read(clinic, new_payment(clinic, visit, draft=typed))
    assert (found.paid_on, found.method, found.reference, found.note) == (
        *(date(2026, 11, 20), "check"),
        *("1042", "On account"),
    )
    assert (found.service_cents, found.tip_cents, found.tax_cents) == (10_000, 2_000, 735)
    assert (found.product_cents, found.other_cents, found.version) == (1_250, 100, 1)
    assert found.shares == (PaymentShare(visit, 10_000),)
    (listed,) = queries.payments_of_visit(clinic.read, visit)
    assert (listed.id, listed.version, listed.paid_on, listed.method, listed.reference, listed.cents) == (
        *(found.id, 1, found.paid_on, "check", "1042", 10_000),
    )
    assert (listed.tip_cents, listed.tax_cents, listed.product_cents, listed.other_cents) == (2_000, 735, 1_250, 100)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_can_be_kept(clinic: Clinic, method: str) -> None:
    assert read(clinic, new_payment(clinic, draft=replace(PAYMENT, method=method, tip=""))).method == method


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_texts_are_kept_to_the_letter(clinic: Clinic, name: str) -> None:
    found = read(clinic, new_payment(clinic, draft=replace(PAYMENT, reference=name, note=name)))
    assert (found.reference, found.note) == (name.replace("\x00", ""),) * 2


def test_the_oldest_visit_is_paid_first(clinic: Clinic, visits: list[VisitId]) -> None:
    first, second, third = visits
    payment = new_payment(clinic, third, first, second, draft=part("200", tip="5"))
    assert shares(clinic, payment) == [(first, CHARGE), (second, 6_000)]
    assert open_cents(clinic, *visits) == [0, 8_000, CHARGE]
    assert [row.id for row in queries.accounts_of(clinic.read, payment)] == [first, second]
    # The tip is listed once.
    tips = [[row.tip_cents for row in queries.payments_of_visit(clinic.read, visit)] for visit in visits]
    assert tips == [[500], [0], []]
    rest = new_payment(clinic, *visits, draft=part("220"))
    assert shares(clinic, rest) == [(second, 8_000), (third, CHARGE)]
    assert open_cents(clinic, *visits) == [0, 0, 0]


def test_a_payment_of_only_a_tip_stands_at_its_first_visit(clinic: Clinic, visits: list[VisitId]) -> None:
    payment = new_payment(clinic, *reversed(visits), draft=TIP)
    assert shares(clinic, payment) == [(visits[0], 0)]
    listed = [queries.payments_of_visit(clinic.read, visit) for visit in visits]
    assert [[(row.cents, row.tip_cents) for row in rows] for rows in listed] == [[(0, 2_000)], [], []]
    assert open_cents(clinic, *visits) == [CHARGE] * 3
    clinic.do(ChangePayment(payment, 1, part("30", tip="20")))
    assert shares(clinic, payment) == [(visits[0], 3_000)]
    clinic.do(ChangePayment(payment, 2, TIP))
    assert (shares(clinic, payment), read(clinic, payment).version) == ([(visits[0], 0)], 3)


def test_no_visit_is_paid_more_than_it_costs(clinic: Clinic, visits: list[VisitId]) -> None:
    new_payment(clinic, visits[0], draft=part("120"))
    with pytest.raises(Refused) as answer:
        clinic.do(TakePayment((visits[0],), part("40")))
    (problem,) = answer.value.problems
    assert (problem.field, problem.words) == (
        "service",
        "This is $20.00 more than the $20.00 that are unpaid."
        " Is the rest a tip, or kept for later visits? Type it there.",
    )
    assert refused(lambda: clinic.do(TakePayment(tuple(visits[:2]), part("160.01")))) == ["service"]
    # The same visit twice is one visit.
    assert refused(lambda: clinic.do(TakePayment((visits[1],) * 2, part("200")))) == ["service"]
    new_payment(clinic, *visits[:2], draft=part("160.00"))
    assert open_cents(clinic, *visits) == [0, 0, CHARGE]


def test_a_change_is_allotted_again_over_the_same_visits(clinic: Clinic, visits: list[VisitId]) -> None:
    first, second, third = visits
    payment = new_payment(clinic, first, second, draft=part("150"))
    assert refused(lambda: clinic.do(ChangePayment(payment, 1, part("280.01")))) == ["service"]
    clinic.do(ChangePayment(payment, 1, part("280")))
    assert (shares(clinic, payment), read(clinic, payment).version) == ([(first, CHARGE), (second, CHARGE)], 2)
    clinic.do(ChangePayment(payment, 2, part("50")))
    assert (shares(clinic, payment), read(clinic, payment).version) == ([(first, 5_000)], 3)
    assert open_cents(clinic, first, second, third) == [9_000, CHARGE, CHARGE]
    assert [clinic.undo(), clinic.undo()] == ["Change payment"] * 2
    assert shares(clinic, payment) == [(first, CHARGE), (second, 1_000)]


def test_a_new_note_moves_no_money(clinic: Clinic, case: CaseId, visits: list[VisitId]) -> None:
    first, second, _ = visits
    clinic.do(ChangeVisit(first, 1, replace(VISIT, date_of_service=DAYS[0], discount="100", discount_why="Student")))
    payment = new_payment(clinic, first, second, draft=part("100"))
    assert shares(clinic, payment) == [(first, 4_000), (second, 6_000)]
    clinic.do(ChangeVisit(first, 2, replace(VISIT, date_of_service=DAYS[0])))
    before = shares(clinic, payment)
    clinic.do(ChangePayment(payment, 1, part("100", note="By her mother")))
    assert (shares(clinic, payment), read(clinic, payment).version) == (before, 2)
    clinic.do(ChangePayment(payment, 2, part("101")))
    assert shares(clinic, payment) == [(first, 10_100)]


def test_a_payment_that_is_removed_leaves_its_visits_open(clinic: Clinic, visits: list[VisitId]) -> None:
    payment = new_payment(clinic, *visits, draft=part("420"))
    clinic.do(RetirePayment(payment, 1))
    assert open_cents(clinic, *visits) == [CHARGE] * 3
    assert queries.payments_of_visit(clinic.read, visits[0]) == ()
    for command in (RetirePayment(payment, 2), ChangePayment(payment, 2, TIP)):
        with pytest.raises(Missing):
            clinic.do(command)
    assert clinic.undo() == "Remove payment"
    assert open_cents(clinic, *visits) == [0, 0, 0]


def test_a_change_behind_somebodys_back_is_refused(clinic: Clinic) -> None:
    payment = new_payment(clinic)
    clinic.do(ChangePayment(payment, 1, replace(PAYMENT, tip="5")))
    for command in (ChangePayment(payment, 1, PAYMENT), RetirePayment(payment, 1)):
        with pytest.raises(ChangedSince):
            clinic.do(command)
    assert read(clinic, payment).tip_cents == 500


def test_a_payment_is_for_visits_of_one_client(clinic: Clinic, case: CaseId, visits: list[VisitId]) -> None:
    other_case = new_case(clinic, owner(clinic, case), replace(CASE, reason="Knee"))
    own = new_visit(clinic, other_case, replace(VISIT, date_of_service="10/5/2026"))
    strange = new_visit(clinic, new_case(clinic, new_client(clinic, replace(CLIENT, is_other_person=True))))
    assert refused(lambda: clinic.do(TakePayment((visits[0], strange), PAYMENT))) == [""]
    assert refused(lambda: clinic.do(TakePayment((), PAYMENT))) == [""]
    assert shares(clinic, new_payment(clinic, visits[0], own, draft=part("150"))) == [(own, CHARGE), (visits[0], 1_000)]
    clinic.do(RetireVisit(visits[2], 1))
    with pytest.raises(Missing):
        clinic.do(TakePayment((visits[2],), PAYMENT))


def test_one_check_is_taken_once(clinic: Clinic, visits: list[VisitId]) -> None:
    check = part("50", method="check", reference="1042", paid_on="10/12/2026")
    payment = new_payment(clinic, visits[0], draft=check)
    with pytest.raises(Refused) as answer:
        clinic.do(TakePayment((visits[1],), replace(check, paid_on="today", reference=" 1042 ")))
    (problem,) = answer.value.problems
    assert (problem.field, problem.words) == ("reference", "Check 1042 is on record already, from 12 Oct 2026.")
    # The same digits of a card are another payment, and so is a check of somebody else or one without a number.
    new_payment(clinic, visits[1], draft=replace(check, method="card"))
    new_payment(clinic, new_visit(clinic, draft=VISIT, case=_somebody(clinic)), draft=check)
    blank = [new_payment(clinic, visits[2], draft=replace(check, reference="", service="9")) for _ in range(2)]
    assert refused(lambda: clinic.do(ChangePayment(blank[0], 1, check))) == ["reference"]
    clinic.do(ChangePayment(payment, 1, replace(check, tip="2")))
    clinic.do(RetirePayment(payment, 2))
    new_payment(clinic, visits[0], draft=check)


def _somebody(clinic: Clinic) -> CaseId:
    return new_case(clinic, new_client(clinic, replace(CLIENT, family_name="Somebody")))


def test_what_a_client_owes(clinic: Clinic, case: CaseId, visits: list[VisitId]) -> None:
    client = owner(clinic, case)
    assert queries.balance(clinic.read, client) == Balance(3 * CHARGE, 0)
    payment = new_payment(clinic, *visits[:2], draft=part("200", tip="30", product="12"))
    assert queries.balance(clinic.read, client) == Balance(3 * CHARGE, 20_000)
    assert [row.id for row in queries.open_accounts(clinic.read, case)] == visits[1:]
    assert queries.open_count(clinic.read, case) == len(visits[1:])
    clinic.do(RetireVisit(visits[2], 1))
    assert queries.balance(clinic.read, client).open_cents == 8_000
    clinic.do(RetirePayment(payment, 1))
    assert queries.balance(clinic.read, client) == Balance(2 * CHARGE, 0)
    assert queries.balance(clinic.read, new_client(clinic, replace(CLIENT, family_name="New"))) == Balance()


def test_a_deposit_for_a_visit_to_come_is_a_credit(clinic: Clinic, case: CaseId) -> None:
    client, visit = owner(clinic, case), new_visit(clinic, case, PLANNED)
    new_payment(clinic, visit, draft=part("50"))
    assert queries.account(clinic.read, visit).open_cents == CHARGE - 5_000
    assert (queries.balance(clinic.read, client).open_cents, queries.open_accounts(clinic.read, case)) == (-5_000, ())
    (row,) = clients.client_page(clinic.read).rows
    assert row.balance_cents == -5_000


def test_the_list_of_clients_shows_who_owes_what(clinic: Clinic, case: CaseId, visits: list[VisitId]) -> None:
    new_payment(clinic, visits[0])
    nobody = new_client(clinic, replace(CLIENT, family_name="Zzz"))
    listed = {row.id: row.balance_cents for row in clients.client_page(clinic.read).rows}
    assert listed == {owner(clinic, case): 2 * CHARGE, nobody: 0}
    (found,) = clients.clients_found(clinic.read, "nguyen", clinic.clock.today()).rows
    assert found.balance_cents == 2 * CHARGE


def test_the_accounts_of_a_case_have_the_newest_on_top(clinic: Clinic, case: CaseId, visits: list[VisitId]) -> None:
    new_payment(clinic, visits[1], draft=part("15.50"))
    page = queries.account_page(clinic.read, case)
    assert [(row.id, row.paid_cents, row.open_cents) for row in page.rows] == [
        *((visits[2], 0, CHARGE), (visits[1], 1_550, CHARGE - 1_550), (visits[0], 0, CHARGE)),
    ]
    with pytest.raises(Missing):
        queries.account(clinic.read, 77)


def test_a_client_pays_as_last_time_but_for_packages_and_gift_cards(
    clinic: Clinic, case: CaseId, visits: list[VisitId]
) -> None:
    client = owner(clinic, case)

    def usual() -> str:
        return queries.usual_method(clinic.read, client)

    assert usual() == "card"
    for method in ("package", "membership", "gift_card"):
        new_payment(clinic, visits[0], draft=part("1", method=method, paid_on="1/5/2026"))
        assert usual() == "card"
    new_payment(clinic, visits[0], draft=part("1", method="cash"))
    last = new_payment(clinic, visits[0], draft=part("1", method="transfer"))
    new_payment(clinic, visits[0], draft=part("1", method="check", paid_on="1/5/2026"))
    new_payment(clinic, visits[0], draft=part("1", method="package", paid_on="11/23/2026"))
    assert usual() == "transfer"
    clinic.do(RetirePayment(last, 1))
    assert usual() == "cash"


def test_nobody_paid_before_birth(clinic: Clinic, visits: list[VisitId]) -> None:
    early = part("1", paid_on="3/3/1985")
    with pytest.raises(Refused) as answer:
        clinic.do(TakePayment((visits[0],), early))
    (problem,) = answer.value.problems
    assert (problem.field, problem.words) == ("paid_on", "This is before the client was born (4 Mar 1985).")
    payment = new_payment(clinic, visits[0])
    assert refused(lambda: clinic.do(ChangePayment(payment, 1, early))) == ["paid_on"]


@pytest.mark.parametrize("is_paid", [False, True])
def test_a_case_with_visits_on_record_stays(clinic: Clinic, case: CaseId, is_paid: bool) -> None:
    visit = new_visit(clinic, case, PLANNED if is_paid else VISIT)
    if is_paid:
        new_payment(clinic, visit, draft=TIP)
    with pytest.raises(Refused) as answer:
        clinic.do(RetireCase(case, 1))
    assert [(one.field, one.words) for one in answer.value.problems] == [
        ("", "This case has visits on record. Close it instead: nothing clinical is deleted.")
    ]


def test_planned_visits_go_with_their_case(clinic: Clinic, case: CaseId) -> None:
    visit = new_visit(clinic, case, PLANNED)
    clinic.do(RetireCase(case, 1))
    with pytest.raises(Missing):
        queries.account(clinic.read, visit)
    assert clinic.read.all("SELECT 1 FROM visit_services WHERE retired_at IS NULL") == []
    clinic.undo()
    assert queries.account(clinic.read, visit).visit.services == "Massage 60"


def test_a_therapist_and_a_service_may_leave_what_is_on_record(clinic: Clinic) -> None:
    visit = new_visit(clinic)
    clinic.do(RetireTherapist(1, clinic.read.one("SELECT version FROM therapists WHERE id = 1")["version"]))
    clinic.do(RetireService(1, 1))
    new_payment(clinic, visit)
    assert open_cents(clinic, visit) == [0]


def test_no_look_up_of_payments_reads_all_of_them(clinic: Clinic, case: CaseId, visits: list[VisitId]) -> None:
    payment, client = new_payment(clinic, visits[0]), owner(clinic, case)
    ran: list[tuple[str, Any]] = []
    with clinic.read._database.tracer(lambda sql, values: ran.append((sql, values))):
        queries.account_page(clinic.read, case)
        queries.account(clinic.read, visits[0])
        queries.accounts_of(clinic.read, payment)
        queries.payments_of_visit(clinic.read, visits[0])
        queries.payment(clinic.read, payment)
        queries.usual_method(clinic.read, client)
        queries.open_accounts(clinic.read, case)
        queries.open_count(clinic.read, case)
        queries.balance(clinic.read, client)
    assert len(ran) > 8
    for sql, values in ran:
        plan = [str(row["detail"]) for row in clinic.read.all(f"EXPLAIN QUERY PLAN {sql}", *values)]
        assert not [step for step in plan if step.startswith("SCAN")], plan
