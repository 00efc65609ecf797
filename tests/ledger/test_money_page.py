"""The page Money of a chart: the balance with its sum, the account, and the editors that open from it."""

from dataclasses import replace
from pathlib import Path

import pytest
from charts import open_chart, opened
from factories import CASE, PAYMENT, VISIT, new_case, new_client, new_payment, new_visit
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from windows import press, seen, type_in

from clinic_desktop.chart.queries import glance
from clinic_desktop.chart.rules.leaving import left_behind
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.payments.commands.uses import UsePrepaid
from clinic_desktop.payments.model import PaymentDraft
from clinic_desktop.payments.queries import balance, credit, write_offs_of
from clinic_desktop.prepaid.queries import prepaids_of
from clinic_desktop.search.queries.hits import hits
from clinic_desktop.visits.model import VisitId
from ui.chart.page import ChartPage
from ui.ledger.statement import StatementPage
from ui.session import Session


@pytest.fixture
def visit(clinic: Clinic) -> VisitId:
    """One at $140.00 that was given."""
    return new_visit(clinic)


@pytest.fixture
def chart(qtbot: QtBot, clinic: Clinic, visit: VisitId, tmp_path: Path) -> ChartPage:
    made = open_chart(qtbot, Session(clinic), tmp_path)
    made.show_tab("money")
    return made


def offered(inside: QWidget) -> list[str]:
    """The words of its buttons."""
    QApplication.processEvents()
    return [made.text() for made in inside.findChildren(QPushButton) if made.isVisible()]


def sell(chart: ChartPage, **typed: str) -> None:
    editor = opened(chart, "sale/new/package")
    type_in(editor, **({"name": "Five visits", "visits": "5", "price": "400", "sold": "400"} | typed))
    assert editor.save()


def test_the_sum_of_the_balance_and_the_account(chart: ChartPage, clinic: Clinic, visit: VisitId) -> None:
    assert "Charged for visits given\n$140.00\nPaid for visits\n$0.00\nUnpaid, all cases\n$140.00" in seen(chart.money)
    new_payment(clinic, visit)
    chart.reload()
    lines = [[one.text(line) for one in chart.money._model.columns] for line in chart.money._entries]
    assert [line[3:] for line in lines] == [["−$140.00", "$0.00"], ["$140.00", "$140.00"]]
    assert "Unpaid, all cases\n$0.00" in seen(chart.money)
    # A deposit, a product or a fee is taken all the same.
    assert chart.money.take.isEnabled()
    other = "What is unpaid stands in another one: choose it above."
    assert other not in seen(chart.money)
    new_visit(clinic, new_case(clinic, ClientId(1)), replace(VISIT, date_of_service="11/19/2026"))
    chart.reload()
    chart._on_case(1)
    assert other in seen(chart.money) and chart.money.take.isEnabled()


def test_what_a_payer_owes_elsewhere_is_not_asked_for(chart: ChartPage, clinic: Clinic, visit: VisitId) -> None:
    new_payment(clinic, visit)
    injured = new_case(clinic, ClientId(1), replace(CASE, kind="work", no_accident=False))
    new_visit(clinic, injured, replace(VISIT, date_of_service="11/19/2026"))
    chart.reload()
    chart._on_case(1)
    assert "Due from payers\n−$140.00\nUnpaid, all cases\n$0.00" in seen(chart.money)
    assert "What is unpaid stands in another one" not in seen(chart.money)
    assert left_behind(glance(clinic.read, ClientId(1), 1, clinic.clock.today())) == (
        "$140.00 is due from payers.",
        "All of it stays on the chart, and the client can be brought back.",
    )


def test_enter_opens_what_an_entry_is_about_and_comes_back(qtbot: QtBot, chart: ChartPage) -> None:
    chart.money.table.setFocus()
    qtbot.keyClick(chart.money.table, Qt.Key.Key_Return)
    assert chart.topic == "50-visits#record"
    assert [key for key, made in chart.header.tabs.items() if made.isChecked()] == ["money"]


def test_an_empty_account_offers_the_first_sale(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> None:
    new_client(clinic)
    chart = open_chart(qtbot, Session(clinic), tmp_path)
    chart.show_tab("money")
    assert chart.money.table.empty_words().text().startswith("Nothing stands on this account yet.")
    press(qtbot, chart.money, "Sell the first package")
    assert chart.topic == "55-payments#sell"


def test_a_package_is_sold_and_stands_there_with_what_is_left(chart: ChartPage, clinic: Clinic) -> None:
    editor = opened(chart, "sale/new/package")
    form = type_in(editor, name="Five visits", visits="5", price="400", sold="200")
    assert "5 visits at $80.00 each · $200.00 stays unpaid" in seen(form)
    type_in(editor, price="401.01")
    assert "5 visits, each $80.20 or a cent more · $201.01 stays unpaid" in seen(form)
    type_in(editor, price="400")
    assert editor.save()
    assert "0 of 5 visits used, $200.00 left, $200.00 not paid yet" in seen(chart.money)
    (sold,) = prepaids_of(clinic.read, 1)
    assert (sold.name, sold.paid_cents, sold.open_cents) == ("Five visits", 20_000, 20_000)


@pytest.mark.parametrize(
    ("field", "typed"),
    [("visits", "five"), ("price", "0"), ("sold", "401"), ("sold_on", "someday"), ("reference", "4111111111111111")],
)
def test_what_is_wrong_with_a_sale_is_said_at_its_field(
    chart: ChartPage, clinic: Clinic, field: str, typed: str
) -> None:
    editor = opened(chart, "sale/new/package")
    form = type_in(editor, **({"name": "Five", "visits": "5", "price": "400", "sold": "400"} | {field: typed}))
    assert not editor.save()
    assert form.fields[field].problem()
    assert form.values()["name"] == "Five"
    assert prepaids_of(clinic.read, 1) == ()


def test_a_membership_and_a_gift_card_ask_for_what_they_need(chart: ChartPage, clinic: Clinic) -> None:
    editor = opened(chart, "sale/new/membership")
    form = type_in(editor, name="Monthly", visits="1", price="70", sold="70")
    assert not editor.save()
    assert form.fields["expires_on"].problem() == "Type the last day of the period that is paid."
    type_in(editor, expires_on="12/23/2026")
    assert editor.save()
    editor = opened(chart, "sale/new/gift_card")
    form = type_in(editor, price="100", sold="100")
    assert not editor.save()
    assert form.fields["number"].problem() == "Type the number that stands on the gift card."
    type_in(editor, number="gc 17")
    assert editor.save()
    assert {one.kind for one in prepaids_of(clinic.read, 1)} == {"membership", "gift_card"}
    member = next(one for one in prepaids_of(clinic.read, 1) if one.kind == "membership")
    assert "24 Dec 2026 – 23 Jan 2027, $70.00" in seen(opened(chart, f"renewal/{member.id}").form)


def test_a_refund_says_what_stays_and_is_never_above(chart: ChartPage, clinic: Clinic, visit: VisitId) -> None:
    payment = new_payment(clinic, visit)
    editor = opened(chart, f"refund/{payment}")
    key = f"visit_{visit}"
    form = type_in(editor, **{key: "40"})
    assert "$40.00 goes back · $120.00 stays paid" in seen(form)
    type_in(editor, **{key: "140.01"})
    assert not editor.save()
    assert form.fields[key].problem() == "$140.00 were paid and not refunded yet: it cannot be more."
    type_in(editor, **{key: "40", "tip": "20"})
    assert editor.save()
    assert balance(clinic.read, ClientId(1)).open_cents == 4_000
    assert chart.header.tabs["money"].isChecked()


def test_a_visit_is_written_off_and_that_is_taken_back(qtbot: QtBot, chart: ChartPage, visit: VisitId) -> None:
    clinic = chart._session.clinic
    assert chart.money.write_off.isEnabled() and not chart.money.refund.isEnabled()
    press(qtbot, chart.money, "Write off")
    editor = opened(chart, f"write-off/new/{visit}")
    form = type_in(editor, amount="140.01")
    assert not editor.save()
    assert form.fields["amount"].problem() == "Only $140.00 are unpaid."
    type_in(editor, amount="40")
    assert "$100.00 stays unpaid" in seen(form)
    assert editor.save()
    (row,) = write_offs_of(clinic.read, visit)
    chart.open_part(f"write-off/{row.id}")
    press(qtbot, chart, "Remove write-off")
    assert write_offs_of(clinic.read, visit) == ()


def test_the_credit_pays_what_is_open(chart: ChartPage, clinic: Clinic, visit: VisitId) -> None:
    draft = replace(PAYMENT, service="", tip="", credit="50")
    new_payment(clinic, visit, draft=draft)
    chart.reload()
    assert "$50.00 is kept on account for later visits." in seen(chart.money)
    editor = opened(chart, "credit/new")
    assert "$90.00 stays unpaid · $0.00 stays on account" in seen(editor.form)
    type_in(editor, service="60")
    assert not editor.save()
    assert editor.form.fields["service"].problem() == "The credit is $50.00."
    type_in(editor, service="50")
    assert editor.save()
    assert credit(clinic.read, 1) == 0


def test_a_credit_is_applied_only_where_something_is_unpaid(chart: ChartPage, clinic: Clinic, visit: VisitId) -> None:
    apply = "Apply to unpaid visits"
    new_payment(clinic, visit, draft=replace(PAYMENT, service="100", tip="", credit="50"))
    chart.reload()
    assert apply in offered(chart.money) and chart.money.take.isEnabled()
    new_payment(clinic, visit, draft=replace(PAYMENT, service="40", tip=""))
    chart.reload()
    assert "$50.00 is kept on account" in seen(chart.money) and apply not in offered(chart.money)


def test_an_end_says_what_is_forfeited_and_is_taken_back(qtbot: QtBot, chart: ChartPage, clinic: Clinic) -> None:
    sell(chart)
    (sold,) = prepaids_of(clinic.read, 1)
    editor = opened(chart, f"ending/{sold.id}")
    assert "$400.00 is forfeited" in seen(editor.form)
    assert not editor.save()
    assert editor.form.fields["why"].problem() == "Say why it was closed."
    type_in(editor, why="Moved away")
    assert editor.save()
    assert prepaids_of(clinic.read, 1)[0].forfeited_cents == 40_000
    assert "Show the one that is used up or ended" in [
        made.text() for made in chart.money.findChildren(type(chart.money.take))
    ]
    chart.open_part(f"prepaid/{sold.id}")
    press(qtbot, chart, "Reopen")
    assert prepaids_of(clinic.read, 1)[0].left_cents == 40_000


def test_the_statement_follows_the_days_that_are_typed(chart: ChartPage) -> None:
    chart.open_part("account-statement")
    (page,) = chart.findChildren(StatementPage)
    assert page.form.values() == {"first": "01/01/2026", "last": "11/24/2026"}
    assert page.bar.print_button.isEnabled()
    type_in(page, first="12/1/2026")
    assert page.form.fields["last"].problem() == "This is before the first day."
    assert not page.bar.print_button.isEnabled()
    page.show_all()
    assert page.form.values()["first"] == "11/20/2026"
    assert page.bar.print_button.isEnabled()
    page.go_back()
    assert chart.header.tabs["money"].isChecked()


def test_the_receipt_of_a_sale(chart: ChartPage, clinic: Clinic) -> None:
    sell(chart)
    (sold,) = prepaids_of(clinic.read, 1)
    chart.open_part(f"sale-receipt/{sold.id}")
    assert "Receipt of Five visits" in seen(chart)
    assert "It is the receipt of the sale, so it is not for insurance" in seen(chart)


def test_what_is_used_up_is_not_ended(chart: ChartPage, clinic: Clinic, visit: VisitId) -> None:
    sell(chart, visits="1", price="140", sold="140", sold_on="11/1/2026", paid_on="11/1/2026")
    (sold,) = prepaids_of(clinic.read, 1)
    assert "End it" in offered(opened(chart, f"prepaid/{sold.id}"))
    clinic.do(UsePrepaid(sold.id, (visit,), PaymentDraft()))
    editor = opened(chart, f"prepaid/{sold.id}")
    assert "1 of 1 visit used" in seen(editor) and "End it" not in offered(editor)


def test_a_package_pays_a_visit_with_one_key_on_its_card(qtbot: QtBot, chart: ChartPage, clinic: Clinic) -> None:
    sell(chart, sold_on="11/1/2026", paid_on="11/1/2026")
    chart.show_tab("visits")
    press(qtbot, chart.visits, "Pay from package: visit 1 of 5, $80.00")
    assert balance(clinic.read, ClientId(1)).open_cents == 0
    assert prepaids_of(clinic.read, 1)[0].uses == 1
    assert "Pay from package" not in seen(chart.visits)


def test_a_gift_card_is_found_by_its_number(chart: ChartPage, clinic: Clinic) -> None:
    editor = opened(chart, "sale/new/gift_card")
    type_in(editor, number="GC 17", price="100", sold="100")
    assert editor.save()
    found = next(one for one in hits(clinic.read, "gc 17", clinic.clock.today()) if one.kind == "gift_card")
    assert (found.title, found.detail, found.part) == ("Gift card GC17", "$100.00 of $100.00 left", "1/prepaid/1")
