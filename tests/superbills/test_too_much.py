"""A bill that says more was paid than is by now: told wherever it stands, and a button away from void and replace."""

from datetime import date
from pathlib import Path

import pytest
from billable import Billable, billable, issue
from charts import open_chart
from fixed import JANUARY
from month_ends import issue_month, swept
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from windows import press, seen

from clinic_desktop.chart.queries import glance
from clinic_desktop.clinic import Clinic
from clinic_desktop.month_end.model import MonthSpan
from clinic_desktop.month_end.queries.handed import handed_bills
from clinic_desktop.payments.commands.payments import TakePayment
from clinic_desktop.payments.commands.refunds import Refund
from clinic_desktop.payments.model import PaymentDraft, RefundDraft
from clinic_desktop.superbills.commands.bills import VoidBill
from clinic_desktop.superbills.commands.years import IssueYearReceipt
from clinic_desktop.superbills.queries.draft import draft_year
from clinic_desktop.superbills.queries.gather import bill_of
from clinic_desktop.superbills.queries.issued import bill_page, bill_row, bills_that_say_too_much, issued_bill
from clinic_desktop.superbills.rules.sums import total_paid
from ui.jobs import InlineJobs
from ui.session import Session
from ui.superbills.bill import IssuedBillPage
from ui.superbills.bill_list import BillList

TODAY = date(2026, 11, 24)


@pytest.fixture
def refunded(clinic: Clinic) -> tuple[Billable, int]:
    """A superbill of two visits that says $280.00 paid; of the first $100.00 went back since."""
    own, visits = billable(clinic)
    row = issue(clinic, visits)
    give_back(clinic, visits[0], "100")
    return own, row


def give_back(clinic: Clinic, visit: int, dollars: str) -> None:
    paid = clinic.read.one("SELECT payment_id FROM payment_shares WHERE visit_id = ? AND cents > 0", visit)
    draft = RefundDraft("11/24/2026", "cash", visits=((visit, dollars),))
    clinic.do(Refund(paid["payment_id"], draft))


def test_its_row_and_the_chart_say_so(clinic: Clinic, refunded: tuple[Billable, int]) -> None:
    (row,) = bill_page(clinic.read, TODAY).rows
    assert (row.paid_cents, row.paid_now_cents, row.says_too_much) == (28_000, 18_000, True)
    step = glance(clinic.read, refunded[0].client, 0, TODAY).steps[0]
    assert (step.words, step.verb, step.part) == (
        "Superbill no. 1001 says more than was paid",
        "Void and replace",
        f"bill/{refunded[1]}/void",
    )
    assert step.why == (
        "Superbill no. 1001 says $280.00 paid, $180.00 since. Void and replace it, so that no plan pays by it."
    )
    clinic.do(VoidBill(row.id, row.version, "Given back"))
    assert bills_that_say_too_much(clinic.read, refunded[0].client) == ()
    assert step not in glance(clinic.read, refunded[0].client, 0, TODAY).steps


def test_the_list_says_it_in_bold(qtbot: QtBot, clinic: Clinic, refunded: tuple[Billable, int]) -> None:
    shown = BillList(Session(clinic))
    qtbot.addWidget(shown)
    shown.reload()
    model = shown.table.model()
    last = model.index(0, model.columnCount() - 1)
    assert model.data(last, Qt.ItemDataRole.DisplayRole) == "$100.00 too much"
    assert model.data(last, Qt.ItemDataRole.FontRole).bold()


def test_from_the_chart_to_the_replacement(
    qtbot: QtBot, clinic: Clinic, refunded: tuple[Billable, int], tmp_path: Path
) -> None:
    session = Session(clinic)
    chart = open_chart(qtbot, session, tmp_path)
    press(qtbot, chart, "Void and replace")
    # The reason is there already: one more button, and the replacement is a button away.
    qtbot.waitUntil(lambda: "This cannot be undone." in seen(chart))
    press(qtbot, chart, "Void superbill")
    found = issued_bill(clinic.read, refunded[1])
    assert found.void_why == "It says more was paid than is: a part was given back or taken back since."
    asked: list[tuple[str, str]] = []
    session.asked_for.connect(lambda place, part: asked.append((place, part)))
    press(qtbot, chart, "Make the replacement")
    assert asked == [("clients", f"{refunded[0].client}/of/{refunded[0].case}/superbill/new/1001")]


def test_its_page_says_so_above_the_paper(qtbot: QtBot, clinic: Clinic, refunded: tuple[Billable, int]) -> None:
    session = Session(clinic)
    page = IssuedBillPage(session, InlineJobs(session), refunded[1], lambda _: None)
    qtbot.addWidget(page)
    page.show()
    assert page.note.property("banner") == "stop"
    assert page.note.words().startswith("Superbill no. 1001 says $280.00 paid, $180.00 since.")
    press(qtbot, page, "Void and replace")
    assert "It says more was paid than is" in page._void.form.values()["why"]  # type: ignore[union-attr]
    assert "This cannot be undone." in seen(page)


def test_a_month_end_hands_it_out_no_more(clinic: Clinic) -> None:
    own, visits = billable(clinic)
    issue_month(clinic)
    assert [one.fate for one in swept(clinic).rows] == ["issued"]
    give_back(clinic, visits[1], "140")
    found = swept(clinic)
    (row,) = found.rows
    assert (row.fate, row.number, row.kind) == ("fix", 1001, "superbill")
    assert row.why.startswith("Superbill no. 1001 says $280.00 paid, $140.00 since.")
    assert handed_bills(found) == ()
    clinic.do(VoidBill(row.bill, 1, "Given back"))
    # It waits again, now with what is true; that it is not paid in full is asked about as ever.
    assert [(one.fate, one.paid_cents, one.number) for one in swept(clinic).rows] == [("fix", 14_000, 0)]
    assert own.client == row.client


def test_a_year_receipt_says_so_too(clinic: Clinic) -> None:
    own, visits = billable(clinic)
    clinic.clock._fixed = JANUARY
    row = clinic.do(IssueYearReceipt(own.client, 2026)).row
    assert not bill_row(clinic.read, row).says_too_much
    # What a plan pays is not what the client paid.
    give_back(clinic, visits[0], "40")
    payer = str(clinic.read.one("SELECT id FROM payers LIMIT 1")["id"])
    clinic.do(TakePayment((visits[0],), PaymentDraft("11/24/2026", "check", "77", service="40", payer=payer)))
    (found,) = bills_that_say_too_much(clinic.read, own.client)
    assert (found.paid_cents, found.paid_now_cents) == (28_000, 24_000)
    step = glance(clinic.read, own.client, 0, TODAY).steps[0]
    assert step.why == "Year receipt no. 1001 says $280.00 paid, $240.00 since. Void and replace it."
    span = MonthSpan(date(2026, 1, 1), date(2026, 12, 31))
    assert [one.fate for one in swept(clinic, "year", span, TODAY).rows] == ["fix"]


@pytest.mark.parametrize("backs", [(), ((0, "0.01"),), ((0, "5"), (1, "140")), ((1, "60"), (1, "60"), (0, "139.99"))])
def test_what_is_paid_by_now_is_what_a_bill_would_say(clinic: Clinic, backs: tuple[tuple[int, str], ...]) -> None:
    """Against the bill as it would be made now, the slow way."""
    own, visits = billable(clinic)
    rows = [issue(clinic, visits, kind) for kind in ("superbill", "receipt")]
    clinic.clock._fixed = JANUARY
    year = clinic.do(IssueYearReceipt(own.client, 2026)).row
    for which, dollars in backs:
        give_back(clinic, visits[which], dollars)
    for row in rows:
        found = bill_row(clinic.read, row)
        assert found.paid_now_cents == total_paid(bill_of(clinic.read, found.kind, visits))
        assert found.says_too_much == bool(backs)
    now = total_paid(draft_year(clinic.read, own.client, 2026, TODAY).bill)
    assert bill_row(clinic.read, year).paid_now_cents == now
