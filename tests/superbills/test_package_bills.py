"""A bill of a visit that a package paid, and of one of which a part went back: what was really charged and paid."""

from dataclasses import replace
from datetime import date

from factories import VISIT, new_case, new_payment, new_visit
from pdfs import words

from clinic_desktop.clinic import Clinic
from clinic_desktop.payments.commands.refunds import Refund
from clinic_desktop.payments.commands.sales import SellPrepaid
from clinic_desktop.payments.commands.uses import UsePrepaid
from clinic_desktop.payments.model import PaymentDraft, RefundDraft
from clinic_desktop.prepaid.model import PrepaidDraft
from clinic_desktop.superbills.document.bills import bill_pdf
from clinic_desktop.superbills.model.bill import Stamp
from clinic_desktop.superbills.queries.gather import bill_of
from clinic_desktop.superbills.queries.years import year_bill, years_paid
from clinic_desktop.superbills.rules.sums import (
    balance,
    is_settled,
    paid_by_client,
    paid_by_gift,
    total_discount,
    total_fees,
    total_paid,
)


def test_a_visit_of_a_package_shows_what_it_cost_on_the_day_it_was_bought(clinic: Clinic) -> None:
    case = new_case(clinic)
    owner = clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"]
    package = PrepaidDraft(visits="3", price="100", sold_on="10/30/2026")
    row = clinic.do(SellPrepaid(owner, package, PaymentDraft("10/30/2026", "cash", tip="10", sold="100"))).row
    days = ("11/2/2026", "11/4/2026", "11/9/2026")
    visits = [new_visit(clinic, case, replace(VISIT, date_of_service=day)) for day in days]
    clinic.do(UsePrepaid(row, tuple(visits)))
    bill = bill_of(clinic.read, "superbill", visits)
    assert [one.discount_why for one in bill.visits] == ["Package of 3"] * 3
    assert [one.payments[0].cents for one in bill.visits] == [3_333, 3_334, 3_333]
    assert {one.payments[0].paid_on for one in bill.visits} == {date(2026, 10, 30)}
    assert total_fees(bill) - total_discount(bill) == total_paid(bill) == 10_000
    assert is_settled(bill) and balance(bill) == 0


def test_what_was_given_back_stands_apart_on_every_bill(clinic: Clinic) -> None:
    case = new_case(clinic)
    visit = new_visit(clinic, case)
    whole = new_payment(clinic, visit, draft=PaymentDraft("11/20/2026", "cash", service="50"))
    part = new_payment(clinic, visit, draft=PaymentDraft("11/21/2026", "card", service="90", tip="9"))
    clinic.do(Refund(whole, RefundDraft("11/22/2026", "cash", visits=((visit, "50"),))))
    clinic.do(Refund(part, RefundDraft("11/22/2026", "card", visits=((visit, "30"),), tip="9")))
    owner = clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"]
    bills = [bill_of(clinic.read, "receipt", (visit,)), year_bill(clinic.read, owner, 2026)]
    for bill in bills:
        (billed,) = bill.visits
        assert [(one.row, one.cents) for one in billed.payments[:2]] == [(whole, 5_000), (part, 9_000)]
        assert [(one.method, one.cents) for one in billed.payments[2:]] == [("cash", -5_000), ("card", -3_000)]
        assert total_paid(bill) == 6_000
        said = words(bill_pdf(bill, Stamp(1001, date(2026, 11, 24))))
        for shown in ("Refund: Cash -50.00", "Card 90.00", "Refund: Card -30.00", "$60.00"):
            assert shown in said


def test_a_gift_card_that_somebody_else_bought_is_not_what_the_client_paid(clinic: Clinic) -> None:
    case = new_case(clinic)
    owner = clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"]
    visit, later = (
        new_visit(clinic, case, replace(VISIT, date_of_service=day)) for day in ("11/20/2026", "11/21/2026")
    )
    gift = PrepaidDraft("gift_card", price="45", number="G1", sold_on="11/2/2026", bought_by="Her sister")
    card = clinic.do(SellPrepaid(0, gift, PaymentDraft("11/2/2026", "cash", sold="45"))).row
    own = PrepaidDraft("gift_card", price="60", number="G2", sold_on="11/2/2026")
    mine = clinic.do(SellPrepaid(owner, own, PaymentDraft("11/2/2026", "cash", sold="60"))).row
    clinic.do(UsePrepaid(card, (visit,), PaymentDraft("11/20/2026", "gift_card", service="45")))
    clinic.do(UsePrepaid(mine, (later,), PaymentDraft("11/21/2026", "gift_card", service="60")))
    bill = bill_of(clinic.read, "superbill", (visit, later))
    assert (paid_by_gift(bill), paid_by_client(bill)) == (4_500, 6_000)
    said = words(bill_pdf(bill, Stamp(1001, date(2026, 11, 24))))
    assert "Paid by gift card" in said and "Gift card from somebody else" in said and "Paid in full" not in said
    year = year_bill(clinic.read, owner, 2026)
    assert [(one.row, [paid.cents for paid in one.payments]) for one in year.visits] == [(later, [6_000])]
    said = words(bill_pdf(year, Stamp(1001, date(2026, 11, 24))))
    assert "nor is what a plan paid, or a gift card that somebody else bought" in said
    assert years_paid(clinic.read, owner) == (2026,)


def test_a_tip_alone_is_no_line_of_a_bill(clinic: Clinic) -> None:
    case = new_case(clinic)
    visit = new_visit(clinic, case)
    paid = new_payment(clinic, visit, draft=PaymentDraft("11/20/2026", "cash", service="50"))
    new_payment(clinic, visit, draft=PaymentDraft("11/21/2026", "card", tip="9"))
    owner = clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"]
    for bill in (bill_of(clinic.read, "receipt", (visit,)), year_bill(clinic.read, owner, 2026)):
        assert [(one.row, one.cents) for one in bill.visits[0].payments] == [(paid, 5_000)]
