"""“Take payment” on the page Money: without an open visit, of a payer whose client is never billed, under a bill that
says what was paid; and a client who is retired with money open."""

from dataclasses import replace
from pathlib import Path

import pytest
from billable import billable, issue
from charts import open_chart, opened, shown
from factories import CASE, POLICY, new_case, new_client, new_payment, new_policy, new_service, new_visit
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from windows import press, seen, type_in

from clinic_desktop.clients.queries import client as client_of
from clinic_desktop.clinic import Clinic
from clinic_desktop.payments.commands.payments import TakePayment
from clinic_desktop.payments.commands.refunds import Refund
from clinic_desktop.payments.commands.sales import SellPrepaid
from clinic_desktop.payments.model import PaymentDraft, RefundDraft
from clinic_desktop.payments.queries import account, credit, payment
from clinic_desktop.prepaid.model import PrepaidDraft
from clinic_desktop.prepaid.queries import prepaid
from clinic_desktop.superbills.commands.bills import VoidBill
from ui.chart.page import ChartPage
from ui.kit.choice_box import ChoiceBox
from ui.kit.editor import Editor
from ui.session import Session

SAYS = "Superbill no. 1001 says $280.00 paid: when that changes, void and replace it."


def money_page(qtbot: QtBot, clinic: Clinic, folder: Path, client: int = 1) -> ChartPage:
    made = open_chart(qtbot, Session(clinic), folder, client)
    made.show_tab("money")
    return made


def offered(editor: Editor, key: str) -> list[str]:
    box = editor.form.fields[key].findChildren(ChoiceBox)[0]
    return [str(box.itemData(at)) for at in range(box.count())]


def last_payment(clinic: Clinic) -> int:
    return int(clinic.read.one("SELECT max(id) AS id FROM payments")["id"])


def test_a_new_client_without_a_case_pays_a_deposit_and_a_fee(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> None:
    chart = money_page(qtbot, clinic, tmp_path, new_client(clinic))
    press(qtbot, chart.money, "Take payment")
    editor = shown(chart)
    assert "Payment for the account" in seen(chart) and "Nothing is unpaid here." in seen(chart)
    assert editor.form.fields["service"].isHidden() and editor.form.fields["payer"].isHidden()
    assert not editor.save()
    assert editor.form.fields["credit"].problem() == "Type what was paid."
    type_in(editor, credit="50", other="25", note="Missed 20 Nov")
    assert editor.save()
    assert credit(clinic.read, 1) == 5_000
    assert chart.money.isVisible() and payment(clinic.read, last_payment(clinic)).other_cents == 2_500


def test_what_is_typed_for_no_visit_is_kept_as_a_draft(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> None:
    chart = money_page(qtbot, clinic, tmp_path, new_client(clinic))
    type_in(opened(chart, "payment/new/all"), product="12")
    chart.show_tab("summary")
    assert opened(chart, "payment/new/all").form.values()["product"] == "12"


def test_a_product_is_drawn_from_the_gift_card_that_the_client_has(
    qtbot: QtBot, clinic: Clinic, tmp_path: Path
) -> None:
    client = new_client(clinic)
    typed = PrepaidDraft("gift_card", price="100", number="G1", sold_on="11/20/2026")
    card = clinic.do(SellPrepaid(client, typed, PaymentDraft("11/20/2026", "cash", sold="100"))).row
    editor = opened(money_page(qtbot, clinic, tmp_path, client), "payment/new/all")
    type_in(editor, method=f"prepaid:{card}", product="30")
    assert editor.save()
    assert prepaid(clinic.read, card).left_cents == 7_000


@pytest.mark.parametrize(("kind", "plan"), [("work", "work_state"), ("health", "medicaid"), ("health", "va")])
def test_the_payer_of_a_client_who_is_never_billed_pays(
    qtbot: QtBot, clinic: Clinic, tmp_path: Path, kind: str, plan: str
) -> None:
    new_service(clinic)
    case = new_case(clinic, None, replace(CASE, kind=kind))
    new_policy(clinic, case, replace(POLICY, plan_type=plan))
    visit = new_visit(clinic, case)
    chart = money_page(qtbot, clinic, tmp_path)
    press(qtbot, chart.money, "Take payment")
    editor = shown(chart)
    values = editor.form.values()
    assert (values["payer"], values["method"], values["service"]) == ("1", "check", "140.00")
    type_in(editor, payer="", service="90")
    assert not editor.save()
    assert "never billed" in editor.form.fields["payer"].problem()
    type_in(editor, payer="1", reference="88")
    assert editor.save()
    assert account(clinic.read, visit).open_cents == 5_000
    chart.show_tab("visits")
    assert "$90.00 by check" in seen(chart.visits)
    press(qtbot, chart.visits, "Record what the payer paid")
    type_in(shown(chart), payer="", service="", tip="5", method="cash")
    assert shown(chart).save()
    assert payment(clinic.read, last_payment(clinic)).payer is None


def test_a_claim_whose_payer_is_not_known_says_so_where_it_is_asked(
    qtbot: QtBot, clinic: Clinic, tmp_path: Path
) -> None:
    new_service(clinic)
    case = new_case(clinic, None, replace(CASE, kind="work"))
    new_visit(clinic, case)
    editor = opened(money_page(qtbot, clinic, tmp_path), "payment/new/all")
    assert not editor.form.fields["payer"].isHidden()
    assert "Add the policy" in seen(editor)
    assert not editor.save()
    assert editor.form.fields["payer"].problem()


def test_a_payment_under_a_bill_names_it_until_it_is_void(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> None:
    _, visits = billable(clinic)
    bill = issue(clinic, visits)
    paid = int(clinic.read.one("SELECT min(id) AS id FROM payments")["id"])
    chart = money_page(qtbot, clinic, tmp_path)
    assert SAYS in seen(opened(chart, f"payment/{paid}"))
    assert SAYS in seen(opened(chart, f"refund/{paid}"))
    back = clinic.do(Refund(paid, RefundDraft("11/20/2026", "cash", visits=((visits[0], "20"),)))).row
    chart.reload()
    assert SAYS in seen(opened(chart, f"payment/{back}"))
    row = clinic.read.one("SELECT version FROM bills WHERE id = ?", bill)
    clinic.do(VoidBill(bill, row["version"], "Wrong amount"))
    chart.reload()
    assert "1001" not in seen(opened(chart, f"payment/{paid}"))


def test_a_sale_is_paid_in_money(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> None:
    client = new_client(clinic)
    sold = clinic.do(
        SellPrepaid(client, PrepaidDraft(visits="2", price="100", sold_on="11/20/2026"), PaymentDraft())
    ).row
    editor = opened(money_page(qtbot, clinic, tmp_path, client), f"sale-payment/{sold}")
    assert not {"gift_card", "package", "membership"} & set(offered(editor, "method"))
    assert "card" in offered(editor, "method")


@pytest.mark.parametrize(("method", "begins"), [("check", ""), ("transfer", ""), ("card", "4242")])
def test_a_refund_has_a_number_of_its_own(
    qtbot: QtBot, clinic: Clinic, tmp_path: Path, method: str, begins: str
) -> None:
    client = new_client(clinic)
    row = clinic.do(TakePayment((), PaymentDraft("11/20/2026", method, "4242", credit="50"), client)).row
    editor = opened(money_page(qtbot, clinic, tmp_path, client), f"refund/{row}")
    assert editor.form.values()["reference"] == begins
    type_in(editor, method="cash" if method == "check" else "check")
    assert editor.form.values()["reference"] == ""


def test_retiring_a_client_tells_what_is_open(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> None:
    visit = new_visit(clinic)
    new_payment(clinic, visit, draft=PaymentDraft("today", "card", "4242", "100"))
    clinic.do(TakePayment((), PaymentDraft("today", "cash", credit="50"), 1))
    typed = PrepaidDraft(visits="5", price="400", sold_on="11/20/2026")
    clinic.do(SellPrepaid(1, typed, PaymentDraft("11/20/2026", sold="400")))
    chart = money_page(qtbot, clinic, tmp_path)
    opened(chart, "edit")
    press(qtbot, chart, "Retire client")
    (box,) = chart.findChildren(QMessageBox)
    assert box.informativeText() == (
        "$40.00 is unpaid.\n$50.00 is kept on account.\nPackage of 5: 5 of 5 visits left, $400.00.\n"
        "All of it stays on the chart, and the client can be brought back."
    )
    box.reject()
    assert not client_of(clinic.read, 1).is_retired
    press(qtbot, chart, "Retire client")
    box = chart.findChildren(QMessageBox)[-1]
    next(one for one in box.buttons() if one.accessibleName() == "Retire client").click()
    assert client_of(clinic.read, 1).is_retired
    clinic.undo()
    assert not client_of(clinic.read, 1).is_retired


def test_a_client_with_nothing_open_is_retired_at_once(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> None:
    chart = money_page(qtbot, clinic, tmp_path, new_client(clinic))
    opened(chart, "edit")
    press(qtbot, chart, "Retire client")
    assert client_of(clinic.read, 1).is_retired
    assert chart.findChildren(QMessageBox) == []
