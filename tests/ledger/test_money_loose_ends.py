"""Money beside a visit and beside its page: what stands on the card of a visit, what was paid for no visit, what a sale
says at once, and drafts that go with their rows."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from billable import billable, issue
from charts import open_chart, opened
from factories import PAYMENT, new_payer, new_payment, new_visit
from pytestqt.qtbot import QtBot
from windows import press, seen, type_in

from clinic_desktop.chart.queries import glance
from clinic_desktop.clinic import Clinic
from clinic_desktop.payments.commands.payments import RetirePayment, TakePayment
from clinic_desktop.payments.commands.refunds import Refund, WriteOffVisit
from clinic_desktop.payments.commands.sales import RenewMembership, SellPrepaid
from clinic_desktop.payments.commands.uses import UsePrepaid
from clinic_desktop.payments.model import PaymentDraft, RefundDraft, WriteOffDraft
from clinic_desktop.payments.queries import account, credit, payment, write_offs_of
from clinic_desktop.prepaid.commands import RetirePrepaid
from clinic_desktop.prepaid.model import PrepaidDraft
from clinic_desktop.prepaid.queries import prepaid, prepaids_of, running_out
from clinic_desktop.superbills.commands.bills import VoidBill
from clinic_desktop.superbills.queries.issued import live_bills_of
from clinic_desktop.today.queries.running_out import prepaids_running_out
from clinic_desktop.visits.model import VisitId
from ui.chart.page import ChartPage
from ui.editing import forget_drafts_of_gone
from ui.kit.choice_box import ChoiceBox
from ui.kit.editor import Editor
from ui.payments.ways import ways_of
from ui.session import Session

PACKAGE = PrepaidDraft(visits="5", price="400", sold_on="11/1/2026")
MEMBERSHIP = PrepaidDraft(
    "membership", "Monthly", visits="2", price="150", sold_on="11/1/2026", expires_on="11/30/2026"
)
WRITTEN = WriteOffDraft("40", "11/22/2026", "courtesy", "Late start")


@pytest.fixture
def visit(clinic: Clinic) -> VisitId:
    """One at $140.00 that was given."""
    return new_visit(clinic)


@pytest.fixture
def chart(qtbot: QtBot, clinic: Clinic, visit: VisitId, tmp_path: Path) -> ChartPage:
    made = open_chart(qtbot, Session(clinic), tmp_path)
    made.show_tab("money")
    return made


def sell(clinic: Clinic, draft: PrepaidDraft = PACKAGE, paid: str = "") -> int:
    return clinic.do(SellPrepaid(1, draft, PaymentDraft("11/1/2026", sold=paid or draft.price))).row


def test_a_write_off_stands_on_the_card_of_its_visit_and_is_taken_back(
    qtbot: QtBot, chart: ChartPage, clinic: Clinic, visit: VisitId
) -> None:
    clinic.do(WriteOffVisit(visit, WRITTEN))
    chart.reload()
    chart.show_tab("visits")
    assert "$40.00 written off, 22 Nov 2026: Courtesy" in seen(chart.visits)
    assert "Nothing was paid for this visit yet." not in seen(chart.visits)
    press(qtbot, chart.visits, "Open")
    press(qtbot, chart, "Remove write-off")
    assert write_offs_of(clinic.read, visit) == ()
    assert "written off" not in seen(chart.visits)


def test_a_refund_on_the_card_counts_its_tip(chart: ChartPage, clinic: Clinic, visit: VisitId) -> None:
    paid = new_payment(clinic, visit)
    clinic.do(Refund(paid, RefundDraft("11/22/2026", "cash", visits=((visit, "30"),), tip="20")))
    chart.reload()
    chart.show_tab("visits")
    assert "$50.00 given back in cash, 22 Nov 2026" in seen(chart.visits)


def test_a_use_on_the_card_is_looked_at_and_taken_back(
    qtbot: QtBot, chart: ChartPage, clinic: Clinic, visit: VisitId
) -> None:
    clinic.do(UsePrepaid(sell(clinic), (visit,)))
    chart.reload()
    chart.show_tab("visits")
    assert "$80.00 from a package, 1 Nov 2026" in seen(chart.visits)
    press(qtbot, chart.visits, "Open")
    press(qtbot, chart, "Remove this use")
    assert account(clinic.read, visit).open_cents == 14_000


def test_what_is_only_kept_on_account_opens_from_the_page_money(
    chart: ChartPage, clinic: Clinic, visit: VisitId
) -> None:
    draft = replace(PAYMENT, service="", tip="", credit="50")
    row = clinic.do(TakePayment((), draft, client=1)).row
    chart.reload()
    chart.money.table.go_to_first(opened=True)
    editor = chart.findChildren(Editor)[-1]
    assert "Payment for the account" in seen(chart)
    assert editor.form.fields["service"].isHidden()
    type_in(editor, credit="60")
    assert editor.save()
    assert credit(clinic.read, 1) == 6_000
    assert payment(clinic.read, row).shares == ()


def test_the_payment_of_a_plan_opens_with_who_paid(chart: ChartPage, clinic: Clinic, visit: VisitId) -> None:
    plan = new_payer(clinic)
    row = new_payment(clinic, visit, draft=replace(PAYMENT, tip="", payer=str(plan)))
    editor = opened(chart, f"payment/{row}")
    assert editor.form.values()["payer"] == str(plan)
    type_in(editor, service="100")
    assert editor.save()
    assert (payment(clinic.read, row).payer, account(clinic.read, visit).open_cents) == (plan, 4_000)


def test_a_package_is_not_offered_on_a_visit_that_is_paid(chart: ChartPage, clinic: Clinic, visit: VisitId) -> None:
    sell(clinic)
    sell(clinic, PrepaidDraft("gift_card", price="100", number="gc 7", sold_on="11/1/2026"))
    ways = ways_of(clinic.read, [account(clinic.read, visit)], None)
    assert set(ways.held) == {"prepaid:1", "prepaid:2"}
    new_payment(clinic, visit)
    chart.reload()
    form = opened(chart, f"payment/new/{visit}").form
    box = form.fields["method"].findChildren(ChoiceBox)[0]
    offered = {str(box.itemData(at)) for at in range(box.count())}
    assert {key for key in offered if key.startswith("prepaid:")} == {"prepaid:2"}


def test_a_sale_says_at_once_what_is_wrong_with_it_and_its_payment(chart: ChartPage, clinic: Clinic) -> None:
    editor = opened(chart, "sale/new/package")
    form = type_in(editor, visits="five", price="400", sold="401", reference="4111111111111111", paid_on="someday")
    assert not editor.save()
    assert all(form.fields[key].problem() for key in ("visits", "sold", "reference", "paid_on"))
    assert prepaids_of(clinic.read, 1) == ()


def test_a_renewal_carries_its_visits_on(chart: ChartPage, clinic: Clinic) -> None:
    old = sell(clinic, MEMBERSHIP)
    editor = opened(chart, f"renewal/{old}")
    type_in(editor, sold="100", carries="1")
    assert editor.save()
    new, before = prepaids_of(clinic.read, 1)
    assert (new.follows, new.paid_cents, new.open_cents) == (old, 10_000, 5_000)
    assert before.expires_on == new.expires_on and before.visits_left == 2


def test_the_rest_of_a_sale_is_paid_later(chart: ChartPage, clinic: Clinic) -> None:
    sold = sell(clinic, paid="150")
    editor = opened(chart, f"sale-payment/{sold}")
    assert editor.form.values()["sold"] == "250.00"
    type_in(editor, sold="250.01")
    assert not editor.save()
    assert editor.form.fields["sold"].problem() == "Only $250.00 of its price is not paid yet."
    type_in(editor, sold="250")
    assert editor.save()
    assert prepaid(clinic.read, sold).open_cents == 0


def test_drafts_about_money_go_with_their_rows(clinic: Clinic, visit: VisitId, qtbot: QtBot) -> None:
    session = Session(clinic)
    session.changed.connect(lambda changes: forget_drafts_of_gone(session, changes))
    paid = new_payment(clinic, visit, draft=replace(PAYMENT, service="50", tip=""))
    sold = clinic.do(SellPrepaid(1, PACKAGE, PaymentDraft())).row
    about_sold = [f"prepaid:{sold}", f"payment:sale:{sold}", f"ending:{sold}", f"renewal:{sold}"]
    about_paid = [f"payment:{paid}", f"refund:new:{paid}"]
    kept = [f"write-off:new:{visit}", "sale:new:package:1"]
    for name in (*about_sold, *about_paid, *kept):
        clinic.drafts.keep(name, {"note": ["x", ""]})
    session.run(RetirePayment(paid, 1))
    assert {name for name in _kept(clinic)} == {*about_sold, *kept}
    session.run(RetirePrepaid(sold, 1))
    assert _kept(clinic) == set(kept)


def _kept(clinic: Clinic) -> set[str]:
    return {str(row["form"]) for row in clinic.read.all("SELECT form FROM drafts")}


@pytest.mark.parametrize(("days", "is_told"), [(-1, True), (14, True), (15, False)])
def test_a_package_that_runs_out_is_told_in_the_chart_and_today(
    clinic: Clinic, visit: VisitId, days: int, is_told: bool
) -> None:
    today = clinic.clock.today()
    last = today + timedelta(days)
    sold = sell(clinic, replace(PACKAGE, name="Five", expires_on=last.strftime("%m/%d/%Y")))
    told = [(one.called, one.expires_on, one.part) for one in prepaids_running_out(clinic.read, today)]
    assert told == ([("Five", last, f"1/prepaid/{sold}")] if is_told else [])
    parts = {one.part for one in glance(clinic.read, 1, 0, today).steps}
    wanted = f"ending/{sold}" if days < 0 else "visit/new/planned"
    assert (wanted in parts) is is_told


def test_a_membership_whose_period_ends_is_to_renew_until_it_is(clinic: Clinic, visit: VisitId) -> None:
    today = clinic.clock.today()
    old = sell(clinic, replace(MEMBERSHIP, visits="1", price="70"))
    clinic.do(UsePrepaid(old, (visit,)))
    assert prepaid(clinic.read, old).left_cents == 0
    (step,) = [one for one in glance(clinic.read, 1, 0, today).steps if one.part == f"renewal/{old}"]
    assert (step.words, step.verb) == ("Renew Monthly", "Renew")
    clinic.do(RenewMembership(old, 1, PaymentDraft()))
    assert running_out(clinic.read, today) == ()


def test_a_refund_names_the_live_bill_that_has_to_follow(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> None:
    """Words only: it is saved all the same. A bill that is void says nothing."""
    _, (visit,) = billable(clinic, "11/3/2026")
    chart = open_chart(qtbot, Session(clinic), tmp_path)
    words = "Superbill no. 1001 says $140.00 paid: when that changes, void and replace it."
    assert words not in seen(opened(chart, "refund/1"))
    bill = issue(clinic, [visit])
    chart.reload()
    editor = opened(chart, "refund/1")
    assert words in seen(editor)
    type_in(editor, **{f"visit_{visit}": "40"})
    assert editor.save()
    assert [one.id for one in live_bills_of(clinic.read, [visit])] == [bill]
    clinic.do(VoidBill(bill, 1, "Refunded"))
    assert live_bills_of(clinic.read, [visit]) == ()
