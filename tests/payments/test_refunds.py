"""Refunds, credits, write-offs, payments by a plan and what was received: kept to the cent, refused at their fields."""

from dataclasses import replace

import pytest
from factories import CLIENT, PAYMENT, VISIT, new_case, new_client, new_payer, new_payment, new_visit, refused

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Refused
from clinic_desktop.payments import queries
from clinic_desktop.payments.commands.credits import ApplyCredit
from clinic_desktop.payments.commands.payments import ChangePayment, RetirePayment, TakePayment
from clinic_desktop.payments.commands.refunds import Refund, RetireWriteOff, WriteOffVisit
from clinic_desktop.payments.model import PaymentDraft, RefundDraft, WriteOffDraft
from clinic_desktop.store.command import Command
from clinic_desktop.visits.commands.visits import ChangeVisit, RetireVisit
from clinic_desktop.visits.model import VisitId

DAYS = ("11/2/2026", "11/9/2026")
REFUND = RefundDraft("11/21/2026", "card")


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return new_case(clinic)


@pytest.fixture
def client(clinic: Clinic, case: CaseId) -> ClientId:
    return ClientId(clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"])


@pytest.fixture
def visits(clinic: Clinic, case: CaseId) -> list[VisitId]:
    """Two visits at $140.00."""
    return [new_visit(clinic, case, replace(VISIT, date_of_service=day)) for day in DAYS]


def words(clinic: Clinic, command: Command) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as answer:
        clinic.do(command)
    return [(one.field, one.words) for one in answer.value.problems]


def open_cents(clinic: Clinic, *visits: VisitId) -> list[int]:
    return [queries.account(clinic.read, one).open_cents for one in visits]


def test_a_refund_gives_back_parts_and_shares(clinic: Clinic, client: ClientId, visits: list[VisitId]) -> None:
    paid = new_payment(clinic, *visits, draft=PaymentDraft("11/20/2026", "card", "4242", "200", "20"))
    back = clinic.do(Refund(paid, replace(REFUND, visits=((visits[0], "40"), (visits[1], "")), tip="20"))).row
    found = queries.payment(clinic.read, back)
    assert (found.refunds, found.service_cents, found.tip_cents, found.total_cents) == (paid, -4_000, -2_000, -6_000)
    assert [(one.visit, one.cents) for one in found.shares] == [(visits[0], -4_000)]
    assert open_cents(clinic, *visits) == [4_000, 8_000]
    assert queries.balance(clinic.read, client).open_cents == 12_000
    assert [one.id for one in queries.refunds_of(clinic.read, paid)] == [back]
    assert words(clinic, Refund(paid, replace(REFUND, visits=((visits[0], "100.01"), (visits[1], "60.01")), tip="1")))[
        0
    ] == (f"visit_{visits[0]}", "$100.00 were paid and not refunded yet: it cannot be more.")
    found_at = refused(lambda: clinic.do(Refund(paid, replace(REFUND, visits=((visits[1], "60.01"),), tip="1"))))
    assert found_at == [f"visit_{visits[1]}", "tip"]
    clinic.undo()
    assert open_cents(clinic, *visits) == [0, 8_000]


def test_a_refund_has_a_day_a_payment_and_an_amount(clinic: Clinic, visits: list[VisitId]) -> None:
    paid = new_payment(clinic, visits[0])
    some = ((visits[0], "40"),)
    assert words(clinic, Refund(paid, replace(REFUND, visits=some, paid_on="11/19/2026"))) == [
        ("paid_on", "This is before it was paid (20 Nov 2026).")
    ]
    for day in ("", "tomorrow", "soon"):
        assert words(clinic, Refund(paid, replace(REFUND, visits=some, paid_on=day)))[0][0] == "paid_on"
    assert words(clinic, Refund(paid, REFUND)) == [(f"visit_{visits[0]}", "Type what is given back.")]
    whole = replace(REFUND, visits=some, reference="4242 4242 4242 4242")
    assert refused(lambda: clinic.do(Refund(paid, whole))) == ["reference"]
    back = clinic.do(Refund(paid, replace(REFUND, visits=some))).row
    assert refused(lambda: clinic.do(Refund(back, replace(REFUND, tip="1")))) == [""]


def test_a_payment_that_was_given_back_in_part_keeps_to_it(clinic: Clinic, visits: list[VisitId]) -> None:
    paid = new_payment(clinic, visits[0])
    back = clinic.do(Refund(paid, replace(REFUND, visits=((visits[0], "40"),), tip="15"))).row
    assert words(clinic, RetirePayment(paid, 1)) == [("", "Part of it was refunded. Remove the refund first.")]
    assert refused(lambda: clinic.do(ChangePayment(paid, 1, replace(PAYMENT, service="139")))) == ["service"]
    assert refused(lambda: clinic.do(ChangePayment(paid, 1, replace(PAYMENT, tip="14.99")))) == ["tip"]
    assert refused(lambda: clinic.do(ChangePayment(paid, 1, replace(PAYMENT, paid_on="11/22/2026")))) == ["paid_on"]
    assert refused(lambda: clinic.do(ChangePayment(back, 1, PAYMENT))) == [""]
    clinic.do(ChangePayment(paid, 1, replace(PAYMENT, tip="15")))
    # What is open again is paid again: then the refund stays.
    again = new_payment(clinic, visits[0], draft=PaymentDraft("today", service="40"))
    assert words(clinic, RetirePayment(back, 1)) == [
        ("", "The visit of 2 Nov 2026 was paid or written off again since.")
    ]
    clinic.do(RetirePayment(again, 1))
    clinic.do(RetirePayment(back, 1))
    assert open_cents(clinic, visits[0]) == [0]
    clinic.do(RetirePayment(paid, 2))


def test_more_than_is_open_is_kept_on_account_by_choice_alone(
    clinic: Clinic, client: ClientId, visits: list[VisitId]
) -> None:
    draft = PaymentDraft("11/5/2026", "check", "7", "200", received="200")
    assert refused(lambda: clinic.do(TakePayment((visits[0],), draft))) == ["service"]
    first = clinic.do(TakePayment((visits[0],), replace(draft, service="140", credit="60"))).row
    assert (queries.credit(clinic.read, client), queries.balance(clinic.read, client).open_cents) == (6_000, 8_000)
    second = clinic.do(TakePayment((), PaymentDraft("11/6/2026", credit="30"), client)).row
    assert words(clinic, ApplyCredit((visits[1],), "90.01")) == [("service", "The credit is $90.00.")]
    clinic.do(ApplyCredit((visits[1],), "70"))
    found = queries.payments_of_visit(clinic.read, visits[1])
    assert [(one.id, one.cents, one.paid_on.isoformat()) for one in found] == [
        *((first, 6_000, "2026-11-05"), (second, 1_000, "2026-11-06")),
    ]
    # Nothing moved but from one place to another.
    assert (queries.credit(clinic.read, client), queries.balance(clinic.read, client).open_cents) == (2_000, 5_000)
    back = clinic.do(Refund(second, replace(REFUND, credit="20"))).row
    assert queries.credit(clinic.read, client) == 0
    assert refused(lambda: clinic.do(ApplyCredit((visits[1],)))) == ["service"]
    assert refused(lambda: clinic.do(Refund(second, replace(REFUND, credit="0.01")))) == ["credit"]
    clinic.do(RetirePayment(back, 1))
    clinic.do(ApplyCredit((visits[1],)))
    assert (queries.credit(clinic.read, client), open_cents(clinic, visits[1])) == (0, [5_000])
    assert refused(lambda: clinic.do(ApplyCredit((visits[0],)))) == ["service"]
    for _ in range(2):
        clinic.undo()
    assert open_cents(clinic, *visits) == [0, 7_000]


def test_credit_is_kept_by_clients_with_money_alone(clinic: Clinic, visits: list[VisitId]) -> None:
    draft = PaymentDraft("today", "package", service="100", credit="5")
    assert refused(lambda: clinic.do(TakePayment((visits[0],), draft))) == ["credit"]
    by_plan = replace(draft, method="check", payer=str(new_payer(clinic)), tip="1")
    assert refused(lambda: clinic.do(TakePayment((visits[0],), by_plan))) == ["tip", "credit"]


def test_what_was_received_is_all_of_its_parts(clinic: Clinic, visits: list[VisitId]) -> None:
    def at(**typed: str) -> list[tuple[str, str]]:
        return words(clinic, TakePayment((visits[0],), replace(PaymentDraft("today"), **typed)))

    assert at(received="20", service="", tip="30") == [("tip", "The tip is more than the $20.00 that was received.")]
    assert at(received="160", service="140") == [
        ("received", "$20.00 of it have no part yet: a tip, or kept for later visits? Type it there.")
    ]
    assert at(received="150", service="140", tip="20") == [
        ("received", "The parts come to $160.00, more than the $150.00 that was received.")
    ]
    assert at(received="x", service="140")[0][0] == "received"
    kept = clinic.do(TakePayment((visits[0],), PaymentDraft("today", service="140", tip="20", received="160"))).row
    assert queries.payment(clinic.read, kept).total_cents == 16_000


def test_money_for_a_visit_in_full_is_not_dated_before_it(clinic: Clinic, case: CaseId, visits: list[VisitId]) -> None:
    early = PaymentDraft("11/8/2026", "card", service="140")
    assert words(clinic, TakePayment((visits[1],), early)) == [
        ("paid_on", "This is before the visit that it pays in full (9 Nov 2026). Check the day, or check “Paid ahead”.")
    ]
    # A part may be a deposit, and what was bought before was.
    part = new_payment(clinic, visits[1], draft=replace(early, service="40"))
    assert refused(lambda: clinic.do(TakePayment((visits[1],), replace(early, service="100")))) == ["paid_on"]
    assert refused(lambda: clinic.do(ChangePayment(part, 1, replace(early, service="140")))) == ["paid_on"]
    new_payment(clinic, visits[1], draft=replace(early, service="100", method="membership"))
    ahead = new_payment(clinic, visits[0], draft=replace(early, paid_on="11/1/2026", paid_ahead="1"))
    assert queries.payment(clinic.read, ahead).is_paid_ahead
    planned = new_visit(clinic, case, replace(VISIT, status="planned", date_of_service="12/1/2026"))
    before = new_payment(clinic, planned, draft=replace(early, paid_on="today"))
    clinic.do(ChangePayment(before, 1, replace(early, paid_on="today", note="By her mother")))


def test_a_plan_pays_without_a_tip_and_each_check_once(clinic: Clinic, case: CaseId, visits: list[VisitId]) -> None:
    payer, other = (str(new_payer(clinic)), "")
    draft = PaymentDraft("11/20/2026", "check", "88", "50", payer=payer)
    paid = new_payment(clinic, visits[0], draft=draft)
    (listed,) = queries.payments_of_visit(clinic.read, visits[0])
    assert listed.payer == int(payer) and listed.payer_name
    assert refused(lambda: clinic.do(TakePayment((visits[1],), draft))) == ["reference"]
    # The client's own check may have the same number, and the plan's may pay for another client too.
    new_payment(clinic, visits[1], draft=replace(draft, payer=other))
    stranger = new_visit(clinic, new_case(clinic, new_client(clinic, replace(CLIENT, is_other_person=True))))
    new_payment(clinic, stranger, draft=draft)
    back = clinic.do(Refund(paid, replace(REFUND, visits=((visits[0], "50"),)))).row
    assert queries.payment(clinic.read, back).payer == int(payer)


def test_a_write_off_leaves_nothing_open_and_is_taken_back(
    clinic: Clinic, client: ClientId, case: CaseId, visits: list[VisitId]
) -> None:
    new_payment(clinic, visits[0], draft=PaymentDraft("11/20/2026", service="100"))
    typed = WriteOffDraft("40", "11/20/2026", "contract", "As agreed")
    assert words(clinic, WriteOffVisit(visits[0], replace(typed, amount="40.01"))) == [
        ("amount", "Only $40.00 are unpaid.")
    ]
    wrong = WriteOffDraft("", "11/1/2026")
    assert refused(lambda: clinic.do(WriteOffVisit(visits[0], wrong))) == ["amount", "written_off_on"]
    row = clinic.do(WriteOffVisit(visits[0], typed)).row
    (one,) = queries.write_offs_of(clinic.read, visits[0])
    assert (one.id, one.cents, one.kind, one.why) == (row, 4_000, "contract", "As agreed")
    assert open_cents(clinic, visits[0]) == [0]
    balance = queries.balance(clinic.read, client)
    assert (balance.written_off_cents, balance.open_cents) == (4_000, 14_000)
    assert [account.id for account in queries.open_accounts(clinic.read, case)] == [visits[1]]
    assert queries.open_count(clinic.read, case) == 1
    assert refused(lambda: clinic.do(TakePayment((visits[0],), PaymentDraft("today", service="1")))) == ["service"]
    cheaper = replace(VISIT, date_of_service=DAYS[0], discount="0.01")
    assert refused(lambda: clinic.do(ChangeVisit(visits[0], 1, cheaper))) == ["services"]
    planned = replace(VISIT, status="planned", date_of_service="12/1/2026")
    clinic.do(WriteOffVisit(visits[1], replace(typed, amount="1")))
    assert "status" in refused(lambda: clinic.do(ChangeVisit(visits[1], 1, planned)))
    assert words(clinic, RetireVisit(visits[1], 1)) == [
        ("", "A write-off stands on this visit. Remove the write-off first.")
    ]
    clinic.do(RetireWriteOff(row, 1))
    assert open_cents(clinic, visits[0]) == [4_000]
    upcoming = new_visit(clinic, case, planned)
    assert refused(lambda: clinic.do(WriteOffVisit(upcoming, replace(typed, amount="5")))) == ["", "written_off_on"]
