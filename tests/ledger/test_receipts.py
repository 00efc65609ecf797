"""The receipt of money read back: every part of a payment, what went back of it, and what became of a sale."""

from dataclasses import replace
from pathlib import Path

import pytest
from charts import open_chart, opened
from factories import CASE, CLIENT, VISIT, new_case, new_client, new_payment, new_policy, new_visit
from making import find
from pdfs import reader, words
from pytestqt.qtbot import QtBot
from windows import press, seen

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Missing
from clinic_desktop.ledger.document.account import account_pdf
from clinic_desktop.ledger.document.receipt import receipt_pdf
from clinic_desktop.ledger.queries import account_paper, ledger, payment_receipt, sale_receipt
from clinic_desktop.ledger.rules import entry_words
from clinic_desktop.payments.commands.payments import TakePayment
from clinic_desktop.payments.commands.refunds import Refund, WriteOffVisit
from clinic_desktop.payments.commands.sales import SellPayment, SellPrepaid
from clinic_desktop.payments.commands.uses import UsePrepaid
from clinic_desktop.payments.model import PaymentDraft, RefundDraft, WriteOffDraft
from clinic_desktop.practice.commands import ChangeBilling
from clinic_desktop.practice.model import BillingDraft
from clinic_desktop.practice.queries import practice
from clinic_desktop.prepaid.model import PrepaidDraft
from ui.kit.paper_page import PaperPage
from ui.ledger.receipt import MoneyReceiptPage
from ui.session import Session


def paid_receipt(clinic: Clinic, row: int) -> str:
    return words(receipt_pdf(payment_receipt(clinic.read, row, clinic.clock.today())))


def sold_receipt(clinic: Clinic, row: int) -> str:
    return words(receipt_pdf(sale_receipt(clinic.read, row, clinic.clock.today())))


@pytest.fixture
def two(clinic: Clinic) -> tuple[int, int, int]:
    """A client’s two visits, and one payment for both with a part of every kind."""
    case = new_case(clinic)
    first, second = (
        new_visit(clinic, case, replace(VISIT, date_of_service=day)) for day in ("11/10/2026", "11/17/2026")
    )
    draft = PaymentDraft("11/17/2026", "card", "4242", "200", "20", "3.50", "35", "15", credit="10", note="She is late")
    return first, second, clinic.do(TakePayment((first, second), draft)).row


def test_every_part_of_a_payment_stands_on_its_receipt(clinic: Clinic, two: tuple[int, int, int]) -> None:
    first, _, row = two
    clinic.do(ChangeBilling(BillingDraft(tax_id="91-1144442"), practice(clinic.read).version))
    said = paid_receipt(clinic, row)
    for part in (
        *("Receipt of a payment", "Received from", "11/17/2026", "Card (…4242) $283.50", "Tax ID 91-1144442 (EIN)"),
        *("Treatment on 11/10/2026 $140.00", "Treatment on 11/17/2026 $60.00", "Tip $20.00", "Sales tax $3.50"),
        *("Products $35.00", "Other fees $15.00", "Kept on account for later visits $10.00", "Paid $283.50"),
    ):
        assert part in said
    # It is no bill: nothing of the treatment but its day, and nothing the clinic wrote for itself.
    for part in ("MT001", "M54", "She is late", "No. ", "Given back", "VOID"):
        assert part not in said
    clinic.do(Refund(row, RefundDraft("11/20/2026", "cash", visits=((first, "40"),), tip="20")))
    refund = clinic.read.one("SELECT id FROM payments WHERE refunds_id = ?", row)["id"]
    said = paid_receipt(clinic, row)
    for part in ("11/20/2026 Refund: Cash –$60.00", "Treatment on 11/10/2026 –$40.00", "Tip –$20.00"):
        assert part in said
    assert "Given back –$60.00" in said and "Paid, less what was given back $223.50" in said
    # Asked for by the refund it is the same paper, byte for byte.
    today = clinic.clock.today()
    assert receipt_pdf(payment_receipt(clinic.read, refund, today)) == receipt_pdf(
        payment_receipt(clinic.read, row, today)
    )


def test_a_lotion_and_a_late_fee_have_a_receipt_of_their_own(clinic: Clinic) -> None:
    who = new_client(clinic)
    row = clinic.do(TakePayment((), PaymentDraft("11/20/2026", "cash", product="18", tax="1.80", other="30"), who)).row
    said = paid_receipt(clinic, row)
    for part in ("Cash $49.80", "Products $18.00", "Sales tax $1.80", "Other fees $30.00"):
        assert part in said
    assert "Treatment" not in said and "not for a health plan" in said


def test_a_plan_that_paid_is_named(clinic: Clinic) -> None:
    case = new_case(clinic)
    new_policy(clinic, case)
    visit = new_visit(clinic, case)
    payer = str(clinic.read.one("SELECT payer_id FROM policies")["payer_id"])
    row = new_payment(clinic, visit, draft=PaymentDraft("11/20/2026", "check", "88", "100", payer=payer))
    name = clinic.read.one("SELECT name FROM payers")["name"]
    said = paid_receipt(clinic, row)
    assert f"Received from {name} for {CLIENT.given_name}" in said and "Check (88) $100.00" in said


def test_what_was_drawn_has_its_receipt_where_it_was_bought(clinic: Clinic) -> None:
    case = new_case(clinic)
    owner = clinic.read.one("SELECT client_id FROM cases")["client_id"]
    sold = PrepaidDraft(visits="2", price="240", sold_on="11/3/2026")
    package = clinic.do(SellPrepaid(owner, sold, PaymentDraft("11/3/2026", "card", "4242", sold="140", tip="5"))).row
    more = clinic.do(SellPayment(package, PaymentDraft("11/4/2026", "cash", sold="60"))).row
    said = sold_receipt(clinic, package)
    for part in ("Receipt of a sale", "Package of 2 $140.00", "Tip $5.00", "Paid $205.00", "Not paid yet $40.00"):
        assert part in said
    # Of what paid for a sale it is the one of the sale: one paper, not two.
    assert paid_receipt(clinic, more) == said
    clinic.do(SellPayment(package, PaymentDraft("11/4/2026", "cash", sold="40")))
    used = clinic.do(UsePrepaid(package, (new_visit(clinic, case),))).row
    with pytest.raises(Missing, match="No money came in with this"):
        payment_receipt(clinic.read, used, clinic.clock.today())


def test_a_sale_that_was_refunded_says_that_it_ended(clinic: Clinic) -> None:
    who = new_client(clinic)
    sold = PrepaidDraft(visits="2", price="240", sold_on="11/3/2026")
    package = clinic.do(SellPrepaid(who, sold, PaymentDraft("11/3/2026", "card", "4242", sold="240"))).row
    paid = clinic.read.one("SELECT id FROM payments")["id"]
    assert "Can be used" in sold_receipt(clinic, package)
    clinic.do(Refund(paid, RefundDraft("11/20/2026", "card", "4242", sold="240")))
    said = sold_receipt(clinic, package)
    for part in (
        *("Ended Refunded on 11/20/2026", "Refund: Card (…4242) –$240.00", "Paid $240.00", "Given back –$240.00"),
        *("Paid, less what was given back $0.00", "It was refunded, and nothing can be used from it any more."),
    ):
        assert part in said
    assert "Can be used" not in said and "Not paid yet" not in said


@pytest.mark.parametrize(
    ("kind", "printed"),
    [
        ("bad_debt", "Write-off for 11/09/2026"),
        ("other", "Write-off for 11/09/2026"),
        ("courtesy", "Write-off: Courtesy"),
        ("contract", "Write-off: Contract with the plan"),
    ],
)
def test_why_something_was_written_off_is_on_no_paper(clinic: Clinic, kind: str, printed: str) -> None:
    visit = new_visit(clinic, draft=replace(VISIT, date_of_service="11/9/2026"))
    who = clinic.read.one("SELECT id FROM clients")["id"]
    clinic.do(WriteOffVisit(visit, WriteOffDraft("40", "11/22/2026", kind, "Never answers, drinks")))
    today = clinic.clock.today()
    paper = account_paper(clinic.read, who, today.replace(day=1), today, today)
    said = words(account_pdf(paper))
    assert printed in said and "drinks" not in said and "Bad debt" not in said
    # On the screen it is what the clinic wrote.
    assert any("drinks" in entry_words(one) for one in ledger(clinic.read, who))


def test_a_statement_of_account_goes_to_the_guardian(clinic: Clinic) -> None:
    child = replace(
        CLIENT, given_name="Kim", birth_date="3/4/2019", guardian_name="Pat Lee", street="1 Fir Avenue", city="Tacoma",
        state="WA", zip="98405",
    )  # fmt: skip
    who, today = new_client(clinic, child), clinic.clock.today()
    pdf = account_pdf(account_paper(clinic.read, who, today, today, today))
    assert "Pat Lee Parent or guardian of Kim" in words(pdf)
    assert "Kim" not in str(reader(pdf).metadata)


def test_the_receipt_is_a_button_away(qtbot: QtBot, clinic: Clinic, tmp_path: Path, two: tuple[int, int, int]) -> None:
    chart = open_chart(qtbot, Session(clinic), tmp_path)
    chart.show_tab("money")
    assert chart.money.receipt.isEnabled()
    press(qtbot, chart.money, "Receipt")
    assert isinstance(chart._editor, PaperPage) and isinstance(chart._editor.shown, MoneyReceiptPage)
    assert "Receipt of the payment of 17 Nov 2026" in seen(chart)
    assert chart._editor.shown.bar.print_button.isEnabled()
    chart._editor.shown.go_back()
    assert chart.header.tabs["money"].isChecked()
    editor = opened(chart, f"payment/{two[2]}")
    # Before the one that takes the payment away, for the eye and for the Tab key.
    receipt, gone = (find(editor, words) for words in ("Receipt", "Remove payment"))
    assert receipt.x() < gone.x() and receipt.nextInFocusChain() is gone
    press(qtbot, editor, "Receipt")
    assert "Receipt of the payment of 17 Nov 2026" in seen(chart)
    # A visit was paid with nothing: it has none.
    chart.show_tab("money")
    chart.money.table.select(chart.money._entries[-1].id)
    assert not chart.money.receipt.isEnabled()


def test_another_client_s_receipt_does_not_open(
    qtbot: QtBot, clinic: Clinic, tmp_path: Path, two: tuple[int, int, int]
) -> None:
    other = new_client(clinic, replace(CLIENT, given_name="Ben", is_other_person=True))
    new_case(clinic, other, replace(CASE, kind="cash", onset_on=""))
    session, told = Session(clinic), list[str]()
    session.trouble.connect(told.append)
    open_chart(qtbot, session, tmp_path, other).open_part(f"payment-receipt/{two[2]}")
    assert told == ["This is another client’s. Open that client’s chart."]
