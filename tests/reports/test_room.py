"""What a report leaves out for want of room, what stands to the right, the pages of a gift card inside the place."""

from pathlib import Path

import pytest
from billable import billable, issue
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from windows import seen

from clinic_desktop.clinic import Clinic
from clinic_desktop.payments.commands.payments import RetirePayment
from clinic_desktop.payments.commands.sales import SellPayment, SellPrepaid
from clinic_desktop.payments.model import PaymentDraft
from clinic_desktop.prepaid.model import PrepaidDraft
from clinic_desktop.reports.model import ReportColumn
from ui.jobs import InlineJobs
from ui.preferences import Preferences
from ui.reports.page import ReportsPage
from ui.reports.view import ReportView
from ui.session import Session

CARD = PrepaidDraft("gift_card", number="7", price="1500", sold_on="11/20/2026", bought_by="Dewi Lestari")


@pytest.fixture
def page(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> ReportsPage:
    session = Session(clinic)
    made = ReportsPage(session, InlineJobs(session), Preferences(str(tmp_path / "w.ini")))
    qtbot.addWidget(made)
    made.resize(1000, 698)
    made.show()
    return made


def titles(view: ReportView) -> set[str]:
    """The columns that are shown."""
    columns = view._model.columns
    return {one.title for at, one in enumerate(columns) if not view.table.isColumnHidden(at)}


def test_who_paid_stands_whole_and_what_is_left_out_is_said_below(clinic: Clinic, page: ReportsPage) -> None:
    _, visits = billable(clinic)
    issue(clinic, visits)
    page.open("superbills")
    view = page.shown
    assert isinstance(view, ReportView)
    view.table.go_to_first(opened=False)
    QApplication.processEvents()
    assert {"Payer", "Therapist", "Billed", "Paid to client"} <= titles(view)
    assert "Allowed" not in titles(view)
    needed = view.table._needed_widths(view.table._least_widths())
    assert all(view.table.columnWidth(at) >= needed[at] for at in range(2))
    assert "Answered: 0 · Allowed: $0.00" in view.whole.text() and view.whole.isVisible()
    # A window with room for all of them says nothing twice.
    page.resize(1800, 698)
    QApplication.processEvents()
    assert {"Answered", "Allowed"} <= titles(view)
    assert view.whole.isHidden()


def test_visits_used_stand_to_the_right_as_numbers_do() -> None:
    assert ReportColumn("Visits", "used").is_number
    assert not ReportColumn("Last answer").is_number


def test_the_money_of_a_gift_card_stands_below_each_other(clinic: Clinic, page: ReportsPage) -> None:
    clinic.do(SellPrepaid(0, CARD, PaymentDraft("11/20/2026", "cash", sold="5")))
    clinic.do(SellPayment(1, PaymentDraft("11/21/2026", "cash", sold="1200")))
    page.open_part("prepaids/1")
    cards = page.cards
    assert cards
    QApplication.processEvents()
    ends = {
        words: one.mapTo(cards, one.rect().topRight()).x()
        for one in cards.findChildren(QLabel)
        if (words := one.text()) in ("$5.00", "$1,200.00")
    }
    assert len(ends) == 2 and len(set(ends.values())) == 1
    links = [one for one in cards.findChildren(QPushButton) if one.text() == "Refund"]
    assert len({one.mapTo(cards, one.rect().topRight()).x() for one in links}) == 1
    for paid in clinic.read.all("SELECT id, version FROM payments WHERE sold_id = 1"):
        clinic.do(RetirePayment(paid["id"], paid["version"]))
    QApplication.processEvents()
    # Nothing of what stood there before is left over.
    assert seen(cards).count("Payments and uses") == 1
    assert "Nothing was paid for it yet." in seen(cards) and "$5.00" not in seen(cards)


def test_the_receipt_of_a_gift_card_stands_where_the_other_reports_do(clinic: Clinic, page: ReportsPage) -> None:
    clinic.do(SellPrepaid(0, CARD, PaymentDraft("11/20/2026", "cash", sold="5")))
    page.open_part("prepaids/1/receipt")
    QApplication.processEvents()
    assert page.cards and page.cards.page
    layout = page.cards.page.layout()
    assert layout and layout.contentsMargins().left() == 0 and layout.contentsMargins().top() == 0
    assert any("so it is not for insurance" in one.text() for one in page.cards.page.findChildren(QLabel))
