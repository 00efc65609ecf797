"""The account of a client entry by entry, the statement of account, and the receipt of a sale, read back from paper."""

from dataclasses import replace
from datetime import date
from typing import Any

import pdfs
import pytest
from factories import CASE, VISIT, new_case, new_payer, new_payment, new_visit

from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.ledger.document.account import account_pdf
from clinic_desktop.ledger.document.receipt import receipt_pdf
from clinic_desktop.ledger.queries import account_paper, ledger, sale_receipt, statement
from clinic_desktop.ledger.rules import days_words, entry_words
from clinic_desktop.payments.commands.payments import TakePayment
from clinic_desktop.payments.commands.refunds import Refund, WriteOffVisit
from clinic_desktop.payments.commands.sales import SellPrepaid
from clinic_desktop.payments.commands.uses import UsePrepaid
from clinic_desktop.payments.model import PaymentDraft, RefundDraft, WriteOffDraft
from clinic_desktop.payments.queries import balance, credit, payments_of_prepaid, refunds_of, write_offs_of
from clinic_desktop.prepaid.commands import EndPrepaid
from clinic_desktop.prepaid.model import EndingDraft, PrepaidDraft
from clinic_desktop.prepaid.queries import follower, gift_card, prepaid, usable

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 24)


@pytest.fixture
def client(clinic: Clinic) -> int:
    """One of everything: a visit used from a package, one paid with a tip and too much, one given back and spared."""
    case = new_case(clinic)
    owner = int(clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"])
    days = ("9/7/2026", "11/2/2026", "11/9/2026", "11/16/2026")
    old, first, second, third = (new_visit(clinic, case, replace(VISIT, date_of_service=day)) for day in days)
    package = PrepaidDraft(visits="5", price="475", sold_on="11/1/2026")
    sold = clinic.do(SellPrepaid(owner, package, PaymentDraft("11/1/2026", "card", "4242", sold="475"))).row
    clinic.do(UsePrepaid(sold, (first,)))
    paid = PaymentDraft("11/9/2026", "check", "1042", "140", "20", credit="15")
    payment = clinic.do(TakePayment((second,), paid)).row
    clinic.do(Refund(payment, RefundDraft("11/20/2026", "cash", visits=((second, "40"),))))
    clinic.do(WriteOffVisit(second, WriteOffDraft("40", "11/21/2026", "courtesy", "Came in vain")))
    by_plan = PaymentDraft("11/22/2026", "check", "88", "50", payer=str(new_payer(clinic)))
    new_payment(clinic, third, draft=by_plan)
    card = PrepaidDraft("gift_card", price="30", number="7", sold_on="11/1/2026")
    other = clinic.do(SellPrepaid(owner, card, PaymentDraft("11/1/2026", "cash", sold="30"))).row
    clinic.do(EndPrepaid(other, 1, EndingDraft("expired", "11/23/2026")))
    assert old
    return owner


def test_the_entries_come_to_the_balance(clinic: Clinic, client: int) -> None:
    entries = ledger(clinic.read, client)
    told = [(one.day.isoformat(), one.kind, one.cents, one.balance_cents) for one in entries]
    assert told == [
        ("2026-09-07", "charge", 14_000, 14_000),
        ("2026-11-01", "sale", 0, 14_000),
        ("2026-11-01", "sale", 0, 14_000),
        ("2026-11-02", "charge", 9_500, 23_500),
        ("2026-11-02", "draw", -9_500, 14_000),
        ("2026-11-09", "charge", 14_000, 28_000),
        ("2026-11-09", "payment", -15_500, 12_500),
        ("2026-11-16", "charge", 14_000, 26_500),
        ("2026-11-20", "refund", 4_000, 30_500),
        ("2026-11-21", "write_off", -4_000, 26_500),
        ("2026-11-22", "payment", -5_000, 21_500),
        ("2026-11-23", "forfeit", 0, 21_500),
    ]
    assert balance(clinic.read, client).open_cents == 21_500  # type: ignore[arg-type]
    words = [entry_words(one) for one in entries]
    assert words[0] == "Massage 60"
    assert words[1] == "Sale of Package of 5, Card (…4242): sale $475.00"
    assert words[4] == "Used from Package of 5"
    assert words[6] == "Payment, Check (1042): visits $140.00, tip $20.00, kept for later visits $15.00"
    assert words[8] == "Refund, Cash: visits $40.00"
    assert words[9] == "Write-off: Courtesy, Came in vain"
    assert words[10].startswith("Payment, Check (88) from ")
    assert words[11] == "Expired: Gift card, $30.00 forfeited"
    assert [days_words(entries[at]) for at in (0, 4, 6, 8)] == ["", "", "", "for 11/09/2026"]


def test_a_statement_of_account_adds_up(clinic: Clinic, client: int) -> None:
    said = statement(clinic.read, client, FIRST, LAST)
    assert (said.opening_cents, said.closing_cents) == (14_000, 21_500)
    assert (said.aging_cents, said.credit_cents, said.ahead_cents) == ((9_000, 0, 14_000, 0), 1_500, 0)
    assert [one.name for one in said.prepaids] == ["Package of 5"]
    before = statement(clinic.read, client, FIRST, date(2026, 11, 9))
    assert (before.closing_cents, before.aging_cents, before.credit_cents) == (12_500, (0, 0, 14_000, 0), 1_500)


def test_the_statement_on_paper(clinic: Clinic, client: int) -> None:
    paper = account_paper(clinic.read, client, FIRST, LAST, clinic.clock.today())
    pdf = account_pdf(paper)
    assert pdf == account_pdf(paper)
    words = pdfs.words(pdf)
    for told in (
        *("Statement of account", paper.name, "Opening balance", "$140.00", "11/09/2026", "Used from Package of 5"),
        *("Closing balance", "$215.00", "More than 90 days", "Credit on account", "$15.00", "4 of 5 visits left"),
    ):
        assert told in words
    # No diagnosis, no code.
    assert "MT001" not in words
    assert paper.name not in str(pdfs.reader(pdf).metadata)


@pytest.mark.parametrize(("kind", "is_of_payer"), [("work", True), ("auto", True), ("health", False)])
def test_nobody_is_asked_for_what_a_payer_is_billed_for(clinic: Clinic, kind: str, is_of_payer: bool) -> None:
    case = new_case(clinic, draft=replace(CASE, kind=kind, no_accident=False))
    owner = ClientId(clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"])
    new_visit(clinic, case)
    other = new_case(clinic, owner, replace(CASE, reason="Upkeep", kind="cash"))
    new_visit(clinic, other, replace(VISIT, date_of_service="10/12/2026"))
    said = statement(clinic.read, owner, FIRST, LAST)
    assert said.closing_cents == 28_000
    assert (said.payers_cents, said.due_cents) == ((14_000, 14_000) if is_of_payer else (0, 28_000))
    words = pdfs.words(account_pdf(account_paper(clinic.read, owner, FIRST, LAST, clinic.clock.today())))
    assert ("Billed to a payer" in words, "For you to pay" in words) == (is_of_payer, is_of_payer)


@pytest.mark.parametrize("kind", ["auto", "cash"])
def test_what_the_clinic_holds_for_the_client_is_said_and_adds_up(clinic: Clinic, kind: str) -> None:
    case = new_case(clinic, draft=replace(CASE, kind=kind, no_accident=False))
    owner = ClientId(clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"])
    row = new_visit(clinic, case)
    charged = 0
    if kind == "cash":
        new_payment(clinic, row, draft=PaymentDraft("11/20/2026", service="140"))
    else:
        charged = 14_000
    clinic.do(TakePayment((), PaymentDraft("11/20/2026", credit="50"), owner))
    said = statement(clinic.read, owner, FIRST, LAST)
    assert (said.closing_cents, said.payers_cents, said.due_cents) == (charged - 5_000, charged, -5_000)
    words = pdfs.words(account_pdf(account_paper(clinic.read, owner, FIRST, LAST, clinic.clock.today())))
    assert "The clinic holds $50.00 for you." in words and "For you to pay" not in words
    assert ("Your balance \u2013$50.00" in words) == (kind == "auto")


def test_a_long_statement_goes_on_and_names_whose_it_is(clinic: Clinic, client: int) -> None:
    paper = account_paper(clinic.read, client, FIRST, LAST, clinic.clock.today())
    long = replace(paper, statement=replace(paper.statement, entries=paper.statement.entries * 12))
    pages = pdfs.pages(account_pdf(long))
    assert len(pages) > 2 and all(paper.name in page and "Statement of account" in page for page in pages)


def test_the_receipt_of_a_sale_is_none_for_insurance(clinic: Clinic, client: int) -> None:
    pdf = receipt_pdf(sale_receipt(clinic.read, 1, clinic.clock.today()))
    words = " ".join(pdfs.words(pdf).split())
    for told in ("Receipt of a sale", "Package of 5", "$475.00", "Card (…4242)", "this receipt is not for insurance."):
        assert told in words
    # What was used of it is on the receipt of the visit.
    assert "Used" not in words


def test_no_look_up_of_an_account_reads_all_of_them(clinic: Clinic, client: int) -> None:
    ran: list[tuple[str, Any]] = []
    with clinic.read._database.tracer(lambda sql, values: ran.append((sql, values))):
        statement(clinic.read, client, FIRST, LAST)
        prepaid(clinic.read, 1)
        usable(clinic.read, client, LAST)
        gift_card(clinic.read, "7")
        follower(clinic.read, 1)
        payments_of_prepaid(clinic.read, 1)
        refunds_of(clinic.read, 1)
        write_offs_of(clinic.read, 1)
        credit(clinic.read, client)
    looks = "SELECT * FROM payments_less_refunds WHERE id = ?"
    assert len(ran) > 10
    for sql, values in [*ran, (looks, (1,))]:
        plan = [str(row["detail"]) for row in clinic.read.all(f"EXPLAIN QUERY PLAN {sql}", *values)]
        assert not [step for step in plan if step.startswith("SCAN")], (sql, plan)
