"""What a plan paid to the clinic by a statement, taken as a payment: once, each visit as the statement says."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from answering import DENIED, FIRST_VISIT, LATER_VISIT, STATEMENT, Answerable, answer, answerable, new_statement
from charts import open_chart, opened, shown
from factories import refused
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clinic_desktop.benefit_statements.commands.statements import ChangeStatement, RetireStatement
from clinic_desktop.benefit_statements.commands.taking import TakePlanPayment
from clinic_desktop.benefit_statements.model import LineDraft, StatementDraft, StatementId
from clinic_desktop.benefit_statements.queries.statements import statement_page
from clinic_desktop.benefit_statements.queries.taking import of_check, plan_money, to_take
from clinic_desktop.benefit_statements.rules.taking import (
    OneCheck,
    PlanPaymentDraft,
    check_words,
    due_cents,
    is_by_contract,
)
from clinic_desktop.clinic import Clinic
from clinic_desktop.payers.commands import AddPayer, MergePayers
from clinic_desktop.payers.model import PayerDraft, PayerId
from clinic_desktop.payers.queries import merge, payer
from clinic_desktop.payments.commands.payments import ChangePayment, RetirePayment, TakePayment
from clinic_desktop.payments.commands.refunds import Refund
from clinic_desktop.payments.model import PaymentDraft, PaymentId, RefundDraft
from clinic_desktop.payments.queries import account, payment, payments_of_visit, written_off
from clinic_desktop.store.connection import driver
from ui.session import Session

TO_CLINIC = replace(STATEMENT, paid_to="clinic")
CHECK = PlanPaymentDraft(paid_on="11/22/2026", reference="20417")


@pytest.fixture
def found(clinic: Clinic) -> Answerable:
    """A superbill whose visits the client has not paid after all."""
    found = answerable(clinic)
    paid = {one.id: one.version for visit in found.visits for one in payments_of_visit(clinic.read, visit)}
    for row, version in paid.items():
        clinic.do(RetirePayment(row, version))
    return found


def said(clinic: Clinic, found: Answerable, *lines: LineDraft, draft: StatementDraft = TO_CLINIC) -> StatementId:
    return new_statement(clinic, found, *lines, draft=draft)


def take(clinic: Clinic, statement: int, draft: PlanPaymentDraft = CHECK) -> PaymentId:
    return PaymentId(clinic.do(TakePlanPayment(statement, draft)).row)


@given(st.integers(0, 20_000), st.integers(0, 20_000), st.integers(0, 30_000))
def test_what_is_due_is_never_taken_twice(said: int, more: int, before: int) -> None:
    """Two statements of one payer about a visit, whatever was on record before: together they bring the rest."""
    first = due_cents(said, said + more, before)
    second = due_cents(more, said + more, before + first)
    assert 0 <= first <= said and 0 <= second <= more
    assert before + first + second == max(before, said + more)


@pytest.mark.parametrize(
    ("reasons", "expected"),
    [
        ("CO-45", True),
        ("CO-45 PR-1 PR-2 PR-3", True),
        ("CO-45 N130", True),
        ("CO-45 PR-204", False),
        ("CO-45 OA-23", False),
        ("PR-1", False),
        ("N130", False),
        ("", False),
    ],
)
def test_the_contract_bears_what_nobody_else_does(reasons: str, *, expected: bool) -> None:
    assert is_by_contract(reasons.split()) is expected


def test_each_visit_gets_what_the_statement_says(clinic: Clinic, found: Answerable) -> None:
    row = said(clinic, found, FIRST_VISIT, LATER_VISIT)
    assert to_take(clinic.read, found.whose.case) == 10_200
    kept = payment(clinic.read, take(clinic, row))
    # Not the oldest first: the first visit has $140.00 open, and gets only its $36.00.
    assert [(one.visit, one.cents) for one in kept.shares] == list(zip(found.visits, (3_600, 6_600), strict=True))
    assert (kept.payer, kept.statement, kept.paid_on) == (1, row, date(2026, 11, 22))
    assert (kept.method, kept.reference, kept.total_cents) == ("check", "20417", 10_200)
    money = plan_money(clinic.read, row)
    assert (money.payment, money.due_cents, to_take(clinic.read, found.whose.case)) == (kept.id, 0, 0)
    assert account(clinic.read, found.visits[0]).open_cents == 10_400


def test_it_is_taken_once(clinic: Clinic, found: Answerable) -> None:
    row = said(clinic, found, FIRST_VISIT)
    first = take(clinic, row)
    assert refused(lambda: take(clinic, row)) == ["visits"]
    clinic.do(RetirePayment(first, 1))
    again = take(clinic, row)
    clinic.undo()
    clinic.undo()
    assert plan_money(clinic.read, row).payment == first
    clinic.redo()
    clinic.redo()
    assert plan_money(clinic.read, row).payment == again
    assert refused(lambda: take(clinic, row)) == ["visits"]


def test_a_check_that_was_typed_by_hand_is_not_taken_again(clinic: Clinic, found: Answerable) -> None:
    by_hand = PaymentDraft("11/22/2026", "check", "20417", service="36", payer="1")
    clinic.do(TakePayment((found.visits[0],), by_hand))
    row = said(clinic, found, FIRST_VISIT)
    assert to_take(clinic.read, found.whose.case) == 0
    assert refused(lambda: take(clinic, row)) == ["visits"]


def test_a_later_statement_brings_only_what_it_says_more(clinic: Clinic, found: Answerable) -> None:
    first = said(clinic, found, FIRST_VISIT)
    take(clinic, first)
    more = replace(FIRST_VISIT, coinsurance="10", paid="50")
    later = said(clinic, found, more, draft=replace(TO_CLINIC, statement_on="11/22/2026"))
    kept = payment(clinic.read, take(clinic, later))
    assert kept.total_cents == 1_400 and account(clinic.read, found.visits[0]).paid_cents == 5_000


def test_an_earlier_statement_that_a_later_one_replaced_brings_nothing(clinic: Clinic, found: Answerable) -> None:
    first = said(clinic, found, FIRST_VISIT)
    later = said(clinic, found, DENIED, draft=replace(TO_CLINIC, statement_on="11/22/2026"))
    assert refused(lambda: take(clinic, first)) == ["visits"]
    assert refused(lambda: take(clinic, later)) == ["visits"]


def test_what_went_to_the_client_is_no_payment(clinic: Clinic, found: Answerable) -> None:
    row = new_statement(clinic, found, FIRST_VISIT)
    assert to_take(clinic.read, found.whose.case) == 0
    assert refused(lambda: take(clinic, row)) == ["visits"]


def test_a_visit_that_the_client_paid_is_named(clinic: Clinic, found: Answerable) -> None:
    row = said(clinic, found, FIRST_VISIT, LATER_VISIT)
    paid = clinic.do(TakePayment((found.visits[1],), PaymentDraft("11/17/2026", "card", service="140"))).row
    assert refused(lambda: take(clinic, row)) == ["visits"]
    back = RefundDraft("11/22/2026", "card", visits=((found.visits[1], "66"),))
    clinic.do(Refund(paid, back))
    assert payment(clinic.read, take(clinic, row)).total_cents == 10_200


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(CHECK, paid_on=""), "paid_on"),
        (replace(CHECK, paid_on="11/16/2026"), "paid_on"),
        (replace(CHECK, paid_on="12/30/2026"), "paid_on"),
        (replace(CHECK, paid_on="soon"), "paid_on"),
        (replace(CHECK, method="package"), "method"),
        (replace(CHECK, method="card", reference="4111 1111 1111 1111"), "reference"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    clinic: Clinic, found: Answerable, draft: PlanPaymentDraft, field: str
) -> None:
    row = said(clinic, found, FIRST_VISIT, LATER_VISIT)
    assert refused(lambda: take(clinic, row, draft)) == [field]
    assert plan_money(clinic.read, row).due_cents == 10_200


def test_what_the_contract_takes_off_is_written_off_with_it(clinic: Clinic, found: Answerable) -> None:
    row = said(clinic, found, replace(FIRST_VISIT, reasons="CO-45 PR-1 PR-2"), LATER_VISIT)
    assert plan_money(clinic.read, row).write_off_cents == 3_000
    take(clinic, row, replace(CHECK, write_off="1"))
    assert dict(written_off(clinic.read, found.visits)) == {found.visits[0]: 3_000, found.visits[1]: 0}
    # One step, and so one step back.
    clinic.undo()
    assert sum(written_off(clinic.read, found.visits).values()) == 0
    assert plan_money(clinic.read, row).due_cents == 10_200


def test_a_statement_that_was_taken_stays_as_it_is(clinic: Clinic, found: Answerable) -> None:
    row = said(clinic, found, FIRST_VISIT, LATER_VISIT)
    kept = take(clinic, row)
    case, bill = found.whose.case, found.bill
    other = answer(clinic, case, bill, replace(FIRST_VISIT, coinsurance="23", paid="37"), LATER_VISIT, draft=TO_CLINIC)
    fewer = answer(clinic, case, bill, FIRST_VISIT, draft=TO_CLINIC)
    turned = answer(clinic, case, bill, FIRST_VISIT, LATER_VISIT, draft=STATEMENT)
    noted = replace(answer(clinic, case, bill, FIRST_VISIT, LATER_VISIT, draft=TO_CLINIC), note="Called")
    assert refused(lambda: clinic.do(ChangeStatement(row, 1, other))) == ["lines/0/paid"]
    # What was typed into no line is not on it any more.
    full = replace(fewer, lines=(*fewer.lines, replace(turned.lines[1], **dict.fromkeys(_TYPED, ""))))
    assert refused(lambda: clinic.do(ChangeStatement(row, 1, full))) == ["lines/1/paid"]
    assert refused(lambda: clinic.do(ChangeStatement(row, 1, turned))) == ["paid_to"]
    assert refused(lambda: clinic.do(RetireStatement(row, 1))) == [""]
    clinic.do(ChangeStatement(row, 1, noted))
    assert refused(lambda: clinic.do(ChangePayment(kept, 1, PaymentDraft("11/22/2026", service="5")))) == [""]
    clinic.do(RetirePayment(kept, 1))
    clinic.do(ChangeStatement(row, 2, turned))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE benefit_statements SET retired_at = '2026-11-24' WHERE id = {row}",
        "UPDATE benefit_statements SET paid_to = 'client' WHERE id = {row}",
        "UPDATE benefit_statements SET paid_cents = 1 WHERE id = {row}",
        "UPDATE benefit_lines SET paid_cents = 1 WHERE statement_id = {row}",
        "UPDATE benefit_lines SET retired_at = '2026-11-24' WHERE statement_id = {row}",
        "UPDATE payments SET retired_at = NULL WHERE id = {gone}",
    ],
)
def test_the_file_keeps_what_a_payment_stands_on(clinic: Clinic, found: Answerable, sql: str) -> None:
    """Whatever another command puts back, a statement is one payment and stays what that says."""
    row = said(clinic, found, FIRST_VISIT)
    gone = take(clinic, row)
    clinic.do(RetirePayment(gone, 1))
    take(clinic, row)
    with pytest.raises(driver().IntegrityError, match=r"was taken|UNIQUE"):
        clinic._writer._database.execute(sql.format(row=row, gone=gone))


def test_a_payment_does_not_come_back_to_a_statement_that_is_gone(clinic: Clinic, found: Answerable) -> None:
    row = said(clinic, found, FIRST_VISIT)
    gone = take(clinic, row)
    clinic.do(RetirePayment(gone, 1))
    clinic.do(RetireStatement(row, 1))
    with pytest.raises(driver().IntegrityError, match="nothing was paid to the clinic"):
        clinic._writer._database.execute("UPDATE payments SET retired_at = NULL WHERE id = ?", (gone,))


_TYPED = ("allowed", "deductible", "copay", "coinsurance", "not_paid", "paid", "reasons")


def test_what_one_check_pays_is_told_together(clinic: Clinic, found: Answerable) -> None:
    row = said(clinic, found, FIRST_VISIT)
    assert check_words("20417", of_check(clinic.read, 1, "check", "20417")) == ""
    take(clinic, row)
    # The second statement of the same check.
    second = said(clinic, found, LineDraft(), LATER_VISIT, draft=replace(TO_CLINIC, claim_number="C-4472"))
    so_far = of_check(clinic.read, 1, "check", "20417")
    assert so_far == OneCheck(3_600, 1)
    assert check_words("20417", so_far) == "Of number 20417 $36.00 are on record so far, for 1 client."
    take(clinic, second)
    assert of_check(clinic.read, 1, "check", "20417") == OneCheck(10_200, 1)


def test_in_the_window_it_follows_the_statement(
    qtbot: QtBot, clinic: Clinic, found: Answerable, tmp_path: Path
) -> None:
    session = Session(clinic)
    chart = open_chart(qtbot, session, tmp_path, found.whose.client)
    editor = opened(chart, f"benefits/new/{found.bill}")
    values = {"statement_on": "11/20/2026", "paid_to": "clinic", "reference": "20417"}
    lines = {"allowed": "110", "deductible": "50", "coinsurance": "24", "not_paid": "30", "paid": "36"}
    for key, typed in {**values, **{f"lines/0/{name}": typed for name, typed in lines.items()}}.items():
        editor.form.fields[key].set_value(typed)
    assert editor.save()
    taking = shown(chart)
    assert taking.form.fields["reference"].value() == "20417"
    assert taking.form.fields["write_off"].isHidden()
    assert taking.save()
    (row,) = statement_page(clinic.read, found.whose.case).rows
    paid = plan_money(clinic.read, row.id).payment
    again = opened(chart, f"benefits/{row.id}")
    (show,) = [one for one in again.findChildren(QPushButton) if one.text() == "Show payment"]
    show.click()
    assert paid
    kept = shown(chart)
    (remove,) = [one for one in kept.findChildren(QPushButton) if one.text() == "Remove payment"]
    remove.click()
    assert plan_money(clinic.read, row.id).due_cents == 3_600


def test_a_payer_that_is_merged_takes_its_statements_and_payments_along(clinic: Clinic, found: Answerable) -> None:
    """What is on record of it already is not taken again by the payer that stays."""
    kept = clinic.do(AddPayer(PayerDraft("Cascade Mutual of Tacoma"))).row
    row = said(clinic, found, FIRST_VISIT)
    by_hand = PaymentDraft("11/22/2026", "check", "20417", service="30", payer="1")
    clinic.do(TakePayment((found.visits[0],), by_hand))
    moved = merge(clinic.read, PayerId(1))
    assert (moved.statements, moved.payments) == (1, 1)
    clinic.do(MergePayers(kept, 1, payer(clinic.read, PayerId(1)).version))
    assert payment(clinic.read, take(clinic, row)).total_cents == 600
    assert {one.payer for one in payments_of_visit(clinic.read, found.visits[0])} == {kept}
