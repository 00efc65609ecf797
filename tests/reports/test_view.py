"""The place of the reports: what is chosen, remembered, looked behind, saved and printed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from factories import CASE, PAYMENT, POLICY, VISIT, new_case, new_payment, new_policy, new_service, new_visit
from pdfs import words as words_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from windows import press, seen, shown_form, type_in

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.payments.commands.credits import ApplyCredit
from clinic_desktop.payments.commands.payments import RetirePayment, TakePayment
from clinic_desktop.payments.commands.refunds import Refund
from clinic_desktop.payments.commands.sales import SellPrepaid
from clinic_desktop.payments.commands.uses import UsePrepaid
from clinic_desktop.payments.model import PaymentDraft, RefundDraft
from clinic_desktop.prepaid.model import PrepaidDraft
from clinic_desktop.prepaid.queries import holding, prepaid, prepaid_of
from ui.jobs import InlineJobs
from ui.preferences import REPORT, REPORT_PERIOD, Preferences
from ui.reports.authorizations import AuthorizationsReport
from ui.reports.page import ReportsPage
from ui.reports.view import INCOME_REPORT, ReportView
from ui.search.box import FindAnywhere
from ui.session import Session


class Place:
    """The place in a window, and where it leads."""

    def __init__(self, qtbot: QtBot, session: Session, settings: str) -> None:
        self.asked: list[tuple[str, str]] = []
        session.asked_for.connect(lambda place, part: self.asked.append((place, part)))
        self.preferences, self.settings, self.session, self.qtbot = Preferences(settings), settings, session, qtbot
        self.page = self.make()

    def make(self) -> ReportsPage:
        page = ReportsPage(self.session, InlineJobs(self.session), Preferences(self.settings))
        self.qtbot.addWidget(page)
        page.resize(1366, 768)
        page.show()
        return page

    def open(self, key: str) -> ReportView:
        self.page.open(key)
        assert isinstance(self.page.shown, ReportView)
        return self.page.shown


def lines(view: ReportView) -> list[list[str]]:
    model = view.table.model()
    columns = range(model.columnCount())
    return [[model.data(model.index(row, at)) for at in columns] for row in range(model.rowCount())]


@pytest.fixture
def session(clinic: Clinic) -> Session:
    return Session(clinic)


@pytest.fixture
def place(qtbot: QtBot, session: Session, tmp_path: Path) -> Place:
    return Place(qtbot, session, str(tmp_path / "w.ini"))


@pytest.fixture
def worked(clinic: Clinic) -> Clinic:
    """A visit of a client that is paid in part, and one that an auto insurer owes."""
    new_service(clinic)
    new_payment(clinic, new_visit(clinic, new_case(clinic)), draft=replace(PAYMENT, service="100.00"))
    case = new_case(
        clinic, ClientId(1), replace(CASE, kind="auto", reason="Rear-ended", onset_on="8/1/2026", claim_number="=CM-1")
    )
    new_policy(clinic, case, replace(POLICY, plan_type="pip"))
    new_visit(clinic, case, replace(VISIT, date_of_service="8/3/2026"))
    return clinic


def test_outstanding_leads_to_the_visits_and_on_to_the_chart(worked: Clinic, place: Place, qtbot: QtBot) -> None:
    view = place.open("outstanding")
    assert lines(view) == [
        ["Cascade Mutual", "1", "$0.00", "$0.00", "$0.00", "$140.00", "$140.00"],
        ["Clients", "1", "$40.00", "$0.00", "$0.00", "$0.00", "$40.00"],
        ["Total", "2", "$40.00", "$0.00", "$0.00", "$140.00", "$180.00"],
    ]
    assert view.plot.isVisible()
    assert "Cascade Mutual: $140.00." in view.plot.accessibleDescription()
    view.table.go_to_first(opened=True)
    assert view.title.text() == "Outstanding: Cascade Mutual"
    assert lines(view)[0] == [
        *("Nguyễn, Rosalind (Zuzu)", "Rear-ended", "3 Aug 2026", "113", "Maya Ortiz, LMT"),
        *("$140.00", "$0.00", "$0.00", "$140.00"),
    ]  # fmt: skip
    assert not view.plot.isVisible()
    view.table.go_to_first(opened=True)
    assert place.asked == [("clients", "1/of/2/visit/2")]
    qtbot.keyClick(view.table, Qt.Key.Key_Escape)
    assert view.title.text() == "Outstanding"
    assert len(lines(view)) == 3
    # The sum leads nowhere.
    view.table.selectRow(2)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert view.title.text() == "Outstanding"


def test_it_reads_itself_again(worked: Clinic, place: Place) -> None:
    view = place.open("outstanding")
    worked.do(RetirePayment(1, 1))
    assert lines(view)[1][-1] == "$140.00"


def test_income_is_looked_at_from_the_year_to_the_payment(worked: Clinic, place: Place, qtbot: QtBot) -> None:
    view = place.open("income")
    assert view.title.text() == "Income: 2026"
    year = lines(view)
    november = ["November 2026", "$100.00", "$20.00", *["$0.00"] * 5, "$120.00"]
    assert (len(year), year[10]) == (13, november)
    view.table.selectRow(10)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert view.title.text() == "Income: November 2026"
    weeks = lines(view)
    assert [row[0] for row in weeks[-3:]] == ["23 Nov 2026 to 29 Nov 2026", "30 Nov 2026", "Total"]
    view.table.selectRow(3)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert lines(view)[0][:3] == ["20 Nov 2026", "Nguyễn, Rosalind (Zuzu)", "Card"]
    view.table.go_to_first(opened=True)
    assert place.asked == [("clients", "1/of/1/visit/1")]
    view.go_back()
    view.go_back()
    assert lines(view) == year


def test_what_is_chosen_is_remembered_and_what_is_typed_is_not(worked: Clinic, place: Place, qtbot: QtBot) -> None:
    view = place.open("income")
    view.by.setCurrentIndex(view.by.findData("therapist"))
    assert lines(view)[0] == ["Maya Ortiz, LMT", "$100.00", *["$0.00"] * 3, "$100.00"]
    assert view.beside.text() == ("Treatment $100.00. Beside it: tips $20.00. All payments of the period: $120.00.")
    place.page.activateWindow()
    view.table.setFocus()
    qtbot.waitUntil(view.table.hasFocus)
    qtbot.keyClick(view.table, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert view.title.text() == "Income: October 2026"
    assert view.table.empty_words().text().startswith("No payment in this period.")
    view.period.field.set_value("11/1 to 11/20")
    qtbot.keyClick(view.period.field.box, Qt.Key.Key_Return)
    assert view.title.text() == "Income: 1 Nov 2026 to 20 Nov 2026"
    kept = place.preferences
    assert [kept.value(one) for one in (REPORT, INCOME_REPORT, REPORT_PERIOD)] == ["income", "therapist", "last_month"]
    again = place.make()
    assert isinstance(again.shown, ReportView)
    assert again.shown.title.text() == "Income: October 2026"
    assert "11/1" not in Path(place.settings).read_text(encoding="utf-8")


def test_what_a_therapist_worked_off_is_looked_at_down_to_the_visit(worked: Clinic, place: Place, qtbot: QtBot) -> None:
    package = PrepaidDraft(visits="5", price="400", sold_on="10/2/2026")
    sold = worked.do(SellPrepaid(1, package, PaymentDraft("10/2/2026", "card", sold="400"))).row
    used = new_visit(worked, CaseId(1), replace(VISIT, date_of_service="11/18/2026"))
    worked.do(UsePrepaid(sold, (used,)))
    view = place.open("income")
    view.by.setCurrentIndex(view.by.findData("therapist"))
    zero = "$0.00"
    assert lines(view) == [
        ["Maya Ortiz, LMT", "$100.00", "$80.00", zero, zero, "$180.00"],
        ["Total", "$100.00", "$80.00", zero, zero, "$180.00"],
    ]
    assert view.beside.text().endswith(
        "packages and gift cards $400.00. All payments of the period: $520.00."
        " Worked off from what was sold before: $80.00."
    )
    titles = []
    for row in (0, 10, 3):
        view.table.selectRow(row)
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
        titles.append(view.title.text())
    assert titles == [
        f"Income: Maya Ortiz, LMT, {when}" for when in ("2026", "November 2026", "16 Nov 2026 to 22 Nov 2026")
    ]
    name = "Nguyễn, Rosalind (Zuzu)"
    assert lines(view) == [
        ["18 Nov 2026", name, "18 Nov 2026", "Package of 5", "From packages", "$80.00"],
        ["20 Nov 2026", name, "20 Nov 2026", "Card", "Received", "$100.00"],
        ["Total", "", "", "", "", "$180.00"],
    ]
    view.table.go_to_first(opened=True)
    assert place.asked == [("clients", f"1/of/1/visit/{used}")]


def test_a_period_that_cannot_be_read_says_so_at_its_field(worked: Clinic, place: Place) -> None:
    view = place.open("income")
    view.period.field.set_value("10/31 to 10/1")
    view.period.read()
    assert "before it begins" in view.period.field.problem()
    assert (view.period.field.value(), view.title.text()) == ("10/31 to 10/1", "Income: 2026")
    view.period.choose("this_year")
    assert (view.period.field.problem(), view.period.field.value()) == ("", "2026")


def test_open_claims_say_what_is_known_and_no_cell_is_a_formula(worked: Clinic, place: Place, tmp_path: Path) -> None:
    view = place.open("claims")
    view.table.go_to_first(opened=False)
    for said in ("Claim: =CM-1", "Payer: Cascade Mutual", "Visits: 1", "Open: $140.00", "Last answer: none yet"):
        assert said in view.whole.text()
    view.handing.save_to(tmp_path / "list.csv")
    content = (tmp_path / "list.csv").read_text(encoding="utf-8-sig")
    assert "'=CM-1" in content
    assert "not protected" in view.banner.words()
    assert "not protected" in view.handing.warning.text()


def test_a_list_that_cannot_be_saved_says_so(worked: Clinic, place: Place, tmp_path: Path) -> None:
    view = place.open("outstanding")
    view.handing.save_to(tmp_path / "gone" / "list.csv")
    assert view.banner.words()
    assert "Save in another place" in [one.text() for one in view.banner.findChildren(QPushButton)]


@pytest.mark.parametrize(
    "key", ["outstanding", "income", "prepaids", "claims", "prescriptions", "policies", "authorizations"]
)
def test_each_is_printed_with_what_it_shows(worked: Clinic, place: Place, key: str) -> None:
    place.page.open(key)
    shown = place.page.shown
    made = shown.made() if isinstance(shown, AuthorizationsReport) else shown.made
    assert made
    text = words_of(shown.handing._pdf())
    assert made.title.replace(": 2026", "") in text
    assert "Alder & Rowe Massage" in text
    if made.chart:
        assert made.chart.title in text
    for line in made.lines[:2]:
        assert str(line.cells[0]).split(",")[0] in text
    if not made.lines:
        assert made.empty.split(".")[0][:30] in text


@pytest.mark.parametrize("key", ["outstanding", "income", "prepaids", "claims", "prescriptions", "policies"])
def test_an_empty_report_says_what_belongs_there(place: Place, key: str) -> None:
    view = place.open(key)
    assert lines(view) == []
    assert not view.plot.isVisible()
    assert view.table.empty_words().text().startswith(("No", "Nothing"))


def test_trouble_with_the_file_is_said_and_tried_again(
    worked: Clinic, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Iterator[None]:
        raise StoreTrouble("The disk is gone.")

    with monkeypatch.context() as patched:
        patched.setattr("ui.reports.view.report_beside", fail)
        view = place.open("claims")
    assert view.banner.words() == "The disk is gone."
    next(one for one in view.banner.findChildren(QPushButton) if one.text() == "Try again").click()
    assert len(lines(view)) == 2
    assert view.banner.words() == ""


def test_what_is_paid_ahead_is_listed_what_expires_first_on_top_and_leads_to_its_chart(
    worked: Clinic, place: Place
) -> None:
    def sell(client: int, draft: PrepaidDraft, paid: str) -> int:
        return worked.do(SellPrepaid(client, draft, PaymentDraft("11/20/2026", "card", sold=paid))).row

    sell(1, PrepaidDraft(name="Five", visits="5", price="400", sold_on="11/20/2026"), "400")
    later = sell(
        1, PrepaidDraft(name="Ten", visits="10", price="700", sold_on="11/20/2026", expires_on="6/1/2027"), "0.01"
    )
    card = PrepaidDraft("gift_card", number="7", price="50", sold_on="11/20/2026", expires_on="12/1/2026")
    sell(0, replace(card, bought_by="Dewi Lestari"), "50")
    sell(1, PrepaidDraft(name="Not paid", visits="2", price="100", sold_on="11/20/2026"), "")
    # What is on account, some of it given back, and what was paid for a visit to come.
    kept = worked.do(TakePayment((), PaymentDraft("11/2/2026", "check", "9", credit="30"), ClientId(1))).row
    worked.do(TakePayment((), PaymentDraft("11/20/2026", "cash", credit="5.50"), ClientId(1)))
    worked.do(Refund(kept, RefundDraft("11/21/2026", "check", credit="10")))
    planned = new_visit(worked, CaseId(1), replace(VISIT, status="planned", date_of_service="12/1/2026"))
    new_payment(worked, planned, draft=PaymentDraft("11/23/2026", service="40"))
    view = place.open("prepaids")
    name = "Nguyễn, Rosalind (Zuzu)"
    assert lines(view) == [
        ["Dewi Lestari", "Gift card, no. 7", "20 Nov 2026", "$0.00 of $50.00 used", "1 Dec 2026", "Expires in 7 days",
         "$50.00"],
        [name, "Ten", "20 Nov 2026", "0 of 10 visits used", "1 Jun 2027", "$699.99 not paid yet", "$0.01"],
        [name, "Five", "20 Nov 2026", "0 of 5 visits used", "", "Can be used", "$400.00"],
        [name, "Credit on account", "2 Nov 2026", "", "", "For later visits", "$25.50"],
        [name, "Visit of 1 Dec 2026", "23 Nov 2026", "", "", "To come", "$40.00"],
        ["Total", "", "", "", "", "", "$515.51"],
    ]  # fmt: skip
    assert view.made and view.made.chart
    assert [bar.parts for bar in view.made.chart.bars] == [
        *((0, 1, 40_000), (5_000, 0, 0), (0, 0, 2_550), (0, 0, 4_000)),
    ]
    view.table.selectRow(1)
    view.table.opened.emit(view._model.row(1))
    for at in (3, 4):
        view.table.opened.emit(view._model.row(at))
    assert place.asked == [
        *(("clients", f"1/prepaid/{later}"), ("clients", "1/money"), ("clients", f"1/of/1/visit/{planned}")),
    ]
    # All applied or given back: nobody has a credit any more.
    worked.do(ApplyCredit((1,)))
    assert [row[1] for row in lines(view)] == ["Gift card, no. 7", "Ten", "Five", "Visit of 1 Dec 2026", ""]


def test_a_gift_card_of_nobody_on_record_is_sold_opened_refunded_in_part_and_used_up(
    worked: Clinic, place: Place, qtbot: QtBot
) -> None:
    page = place.page
    place.session.asked_for.connect(lambda key, part: page.open_part(part) if key == "reports" else None)
    view = place.open("prepaids")
    press(qtbot, view, "Sell gift card")
    cards = page.cards
    assert cards and "Sell gift card" in seen(cards)
    type_in(cards, number="GC 9", price="100", sold="100", sold_on="11/20/2026", paid_on="11/20/2026")
    press(qtbot, cards, "Save")
    # What is wrong is said at its field, and nothing is sold.
    assert shown_form(cards).fields["bought_by"].problem() == "Type who bought it."
    assert holding(worked.read) == []
    type_in(cards, bought_by="Dewi Lestari")
    press(qtbot, cards, "Save")
    assert [(one.client, one.bought_by, one.left_cents) for one in map(prepaid_of, holding(worked.read))] == [
        (None, "Dewi Lestari", 10_000)
    ]
    for words in ("Gift card, no. GC9", "Bought by \u2068Dewi Lestari\u2069", "Can be used", "Paid 20 Nov 2026, Card"):
        assert words in seen(cards)
    press(qtbot, cards, "Refund")
    type_in(cards, sold="100.01")
    press(qtbot, cards, "Save")
    assert "cannot be more" in shown_form(cards).fields["sold"].problem()
    type_in(cards, sold="60")
    press(qtbot, cards, "Save")
    assert "Given back 24 Nov 2026, Card" in seen(cards)
    # The rest pays for a visit of a client; what is used up is on the list no more, but found by its number.
    worked.do(UsePrepaid(1, (1,), PaymentDraft(service="40")))
    assert "Used by \u2068Rosalind Mae Nguyễn\u2069 for the visit of 20 Nov 2026" in seen(cards)
    assert "$40.00 of $100.00 used, $0.00 left" in seen(cards)
    press(qtbot, cards, "Paid ahead")
    assert page.shown.isVisible() and lines(view) == []
    found = FindAnywhere(place.session)
    qtbot.addWidget(found)
    found.setText("gc 9")
    found._on_return()
    assert place.asked[-1] == ("reports", "prepaids/1")
    assert "Used up" in seen(cards)
    assert [one.text() for one in cards.findChildren(QPushButton) if one.text() == "Refund" and one.isVisible()] == []
    press(qtbot, cards, "Open")
    assert place.asked[-1] == ("clients", "1/of/1/payment/4")


def test_the_other_pages_of_a_gift_card(worked: Clinic, place: Place, qtbot: QtBot) -> None:
    card = PrepaidDraft("gift_card", number="7", price="50", sold_on="11/20/2026", bought_by="Dewi Lestari")
    worked.do(SellPrepaid(0, card, PaymentDraft("11/20/2026", "check", "12", sold="20")))
    worked.do(SellPrepaid(1, replace(card, number="8", bought_by=""), PaymentDraft()))
    troubles: list[str] = []
    place.session.trouble.connect(troubles.append)
    page = place.page
    for gone in ("2", "9"):
        page.open_part(f"prepaids/{gone}")
    assert troubles == ["This stands in the chart of the client who bought it.", "This is no longer there."]
    page.open_part("prepaids/1")
    cards = page.cards
    assert cards
    press(qtbot, cards, "Take payment")
    assert shown_form(cards).fields["sold"].value() == "30.00"
    press(qtbot, cards, "Save")
    press(qtbot, cards, "Receipt")
    assert "Receipt of Gift card" in seen(cards)
    press(qtbot, cards, "Gift card, no. 7")
    press(qtbot, cards, "End it")
    type_in(cards, why="Lost")
    # What was typed is there again after one looked elsewhere.
    press(qtbot, cards, "Gift card, no. 7")
    press(qtbot, cards, "End it")
    assert shown_form(cards).fields["why"].value() == "Lost"
    press(qtbot, cards, "Save")
    assert "Closed" in seen(cards)
    assert prepaid(worked.read, 1).forfeited_cents == 5_000


def test_today_leads_to_the_authorizations_that_run_out(place: Place) -> None:
    place.page.open_part("authorizations")
    shown = place.page.shown
    assert isinstance(shown, AuthorizationsReport)
    shown.choose("all")
    place.page.open_part("authorizations/running_out")
    assert shown.which.currentData() == "running_out" and place.page.shown is shown
