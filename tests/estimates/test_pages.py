"""The card, the form, the page and the deliveries of Good Faith Estimates in a chart."""

from dataclasses import replace
from pathlib import Path

import pytest
from charts import open_chart, opened, shown
from estimating import cash_case, delivered, issued, issued_now, planned
from factories import CLIENT, SERVICE, new_case, new_client, new_service
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import seen

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.commands import ChangeClient
from clinic_desktop.clinic import Clinic
from clinic_desktop.estimates.queries.issued import estimates_of, issued_estimate
from clinic_desktop.estimates.queries.standing import standing_of
from clinic_desktop.practice.commands import ChangeBilling
from clinic_desktop.practice.model import BillingDraft
from clinic_desktop.practice.queries import practice
from ui.chart.page import ChartPage
from ui.estimates.maker import EstimateMaker
from ui.estimates.page import IssuedEstimatePage
from ui.kit.fields import NoteField
from ui.kit.pdf_view import PdfView
from ui.kit.rows_field import RowsField
from ui.session import Errand, Session


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    found = cash_case(clinic)
    planned(clinic, found, "12/2/2026", "12/9/2026")
    return found


@pytest.fixture
def session(clinic: Clinic) -> Session:
    return Session(clinic)


@pytest.fixture
def chart(qtbot: QtBot, session: Session, case: CaseId, tmp_path: Path) -> ChartPage:
    return open_chart(qtbot, session, tmp_path)


def press(chart: ChartPage, words: str) -> None:
    # What was just made is seen a moment later.
    QApplication.processEvents()
    next(one for one in chart.findChildren(QPushButton) if one.text() == words and one.isVisible()).click()


def maker_of(chart: ChartPage) -> EstimateMaker:
    chart.open_part("estimate/new")
    (found,) = (one for one in chart.findChildren(EstimateMaker) if one.isVisible())
    return found


def page_of(chart: ChartPage) -> IssuedEstimatePage:
    (found,) = (one for one in chart.findChildren(IssuedEstimatePage) if one.isVisible())
    return found


def test_from_the_next_step_to_the_delivery(qtbot: QtBot, clinic: Clinic, chart: ChartPage, case: CaseId) -> None:
    assert "Good Faith Estimate due Wed 25 Nov 2026" in seen(chart)
    press(chart, "Make estimate")
    (maker,) = chart.findChildren(EstimateMaker)
    values = maker.form.values()
    assert (values["visits"], values["frequency"], values["first_day"]) == ("2", "1 a week", "12/02/2026")
    assert "Total expected $240.00" in seen(maker) and "Ready to be issued" in seen(maker)
    qtbot.waitUntil(lambda: not maker.findChildren(PdfView)[0].words())
    # Enter in a field goes to the button, and there it issues.
    maker.form.fields["visits"].box.setFocus()
    qtbot.keyClick(maker.form.fields["visits"].box, Qt.Key.Key_Return)
    assert estimates_of(clinic.read, [case])[case] == ()
    assert chart.focusWidget() is maker.editor.save_button
    qtbot.keyClick(maker.editor.save_button, Qt.Key.Key_Return)
    page = page_of(chart)
    assert page.estimate.facts.total_cents == 240_00
    assert "Not written down yet" in seen(page)
    press(chart, "Write down delivery")
    (entry,) = issued_estimate(clinic.read, page.estimate.id).deliveries
    assert (entry.how, entry.delivered_to) == ("handed", "Rosalind Mae Nguyễn")
    assert "To \u2068Rosalind Mae Nguyễn\u2069" in seen(page) and not page.log.editor.isVisible()
    chart.open_part("summary")
    assert "Good Faith Estimate" not in seen(chart.summary)
    chart.open_part("coverage")
    assert chart.coverage.estimates.estimates.model().rowCount() == 1


def test_a_slip_is_said_at_its_field_and_nothing_is_lost(qtbot: QtBot, chart: ChartPage, case: CaseId) -> None:
    maker = maker_of(chart)
    maker.form.fields["visits"].set_value("many")
    maker.form.fields["last_day"].set_value("2/30/2027")
    assert not maker.editor.save()
    assert maker.form.fields["visits"].problem() == "Type a whole number of visits from 1 to 366."
    assert maker.form.fields["last_day"].problem() == "February has no 30th day in 2027."
    assert maker.preview.words() == "The paper is shown here once the form is filled in."
    # The button beside each leads to its field.
    press(chart, "2 things are missing")
    press(chart, "Go there")
    assert chart.focusWidget() is maker.form.fields["visits"].box
    chart.open_part("summary")
    again = maker_of(chart)
    assert again.form.values()["visits"] == "many"
    press(chart, "Fill from the record again")
    assert again.form.values()["visits"] == "2"


def test_what_is_missing_leads_to_where_it_is_put_right(
    qtbot: QtBot, clinic: Clinic, session: Session, chart: ChartPage, case: CaseId
) -> None:
    clinic.do(ChangeBilling(BillingDraft(), practice(clinic.read).version))
    sent: list[Errand] = []
    session.sent.connect(sent.append)
    maker = maker_of(chart)
    assert "The tax ID of who bills is missing" in seen(maker)
    press(chart, "Open billing")
    assert [(one.place, one.part, one.home_part) for one in sent] == [
        ("settings", "billing/tax_id", f"1/of/{case}/estimate/new")
    ]
    clinic.do(ChangeBilling(BillingDraft(tax_id="91-0000000"), practice(clinic.read).version))
    assert "The tax ID of who bills is missing" not in seen(maker)


def test_the_delivery_is_written_down_from_the_next_step(
    qtbot: QtBot, clinic: Clinic, chart: ChartPage, case: CaseId
) -> None:
    row = issued_now(clinic, case)
    press(chart, "Write down delivery")
    page = page_of(chart)
    form = page.log.form
    assert chart.focusWidget() is form.fields["delivered_on"].box
    # Each way has its own address, until somebody types one.
    form.fields["how"].set_value("email")
    assert form.values()["delivered_to"] == "Rosalind Mae Nguyễn"
    clinic.do(ChangeClient(1, 1, replace(CLIENT, email="roz@mail.example")))
    chart.open_part(f"estimate/{row}/delivery")
    form = page_of(chart).log.form
    form.fields["how"].set_value("mailed")
    form.fields["how"].set_value("email")
    assert form.values()["delivered_to"] == "roz@mail.example"
    form.fields["delivered_to"].set_value("her sister")
    form.fields["how"].set_value("handed")
    assert form.values()["delivered_to"] == "her sister"
    form.fields["delivered_on"].set_value("11/23/2026")
    assert not page_of(chart).log.editor.save()
    assert form.fields["delivered_on"].problem() == "This is before it was issued (24 Nov 2026)."
    form.fields["delivered_on"].set_value("today")
    assert page_of(chart).log.editor.save()
    (entry,) = issued_estimate(clinic.read, row).deliveries
    press(chart, "Remove")
    assert issued_estimate(clinic.read, row).deliveries == ()
    clinic.undo()
    assert issued_estimate(clinic.read, row).deliveries == (replace(entry, version=3),)


def test_esc_leads_back_wherever_the_focus_is(qtbot: QtBot, chart: ChartPage, case: CaseId) -> None:
    left: list[bool] = []
    chart.left.connect(lambda: left.append(True))
    for at in ("again", "back"):
        maker = maker_of(chart)
        qtbot.keyClick(getattr(maker, at), Qt.Key.Key_Escape)
        assert chart.coverage.isVisible() and not left


def test_one_is_voided_with_a_reason(qtbot: QtBot, clinic: Clinic, chart: ChartPage, case: CaseId) -> None:
    row = issued_now(clinic, case)
    delivered(clinic, row)
    chart.open_part(f"estimate/{row}")
    page = page_of(chart)
    press(chart, "Void this estimate")
    press(chart, "Void estimate")
    assert "Type why" in seen(page) and issued_estimate(clinic.read, row).is_live
    (why,) = (one for one in page.findChildren(NoteField) if one.key == "why")
    why.set_value("Wrong price")
    press(chart, "Void estimate")
    assert issued_estimate(clinic.read, row).void_why == "Wrong price"
    assert "Void since 24 Nov 2026" in seen(page) and not page.log.more.isVisible()
    assert standing_of(clinic.read, case, clinic.clock.today()).due


def test_another_clients_estimate_is_not_shown(
    qtbot: QtBot, clinic: Clinic, session: Session, case: CaseId, tmp_path: Path
) -> None:
    row = issued(clinic, new_case(clinic, new_client(clinic, replace(CLIENT, birth_date="1/2/1990"))))
    told: list[str] = []
    session.trouble.connect(told.append)
    chart = open_chart(qtbot, session, tmp_path)
    chart.open_part(f"estimate/{row}")
    assert told == ["This estimate is another client’s."]


def test_a_request_stands_on_the_card(qtbot: QtBot, clinic: Clinic, chart: ChartPage, case: CaseId) -> None:
    chart.open_part("coverage")
    press(chart, "Client asked for one")
    editor = opened(chart, "estimate-request/new")
    editor.form.fields["asked_on"].set_value("12/1/2026")
    assert not editor.save()
    assert editor.form.fields["asked_on"].problem() == "This day is in the future."
    editor.form.fields["asked_on"].set_value("11/23/2026")
    assert editor.save()
    assert "The client asked on 23 Nov 2026" in seen(chart.coverage)
    press(chart, "Answer about the plan")
    assert chart.focusWidget() is shown(chart).form.fields["plan_wish"].box


def test_a_case_without_one_says_what_belongs_there_and_offers_it(clinic: Clinic, chart: ChartPage) -> None:
    chart.open_part("coverage")
    assert "No estimate yet. It says what the planned visits are expected to cost" in seen(chart)
    press(chart, "Make the first estimate")
    assert any(one.isVisible() for one in chart.findChildren(EstimateMaker))


def test_a_price_says_what_it_is_of_and_how_the_sum_comes_about(clinic: Clinic, chart: ChartPage) -> None:
    new_service(clinic, replace(SERVICE, name="Deep", price="35.00"))
    maker = maker_of(chart)
    items = maker.form.fields["services"]
    assert isinstance(items, RowsField)
    price = items.cells(0)["price"]
    assert price.label == "Price per visit"
    assert "Massage: $120.00 a visit, × 2 visits = $240.00" in seen(maker)
    items.cells(0)["service"].set_value("2")
    maker.form.edited.emit()
    maker.look()
    assert price.label == "Price per unit" and price.box.accessibleName() == "Price per unit, service 1"
    assert "Deep: 4 units × $35.00 = $140.00 a visit, × 2 visits = $280.00" in seen(maker)
    # Two of a kind have one label, of two kinds each box has its own name.
    items.add_row()
    items.cells(1)["service"].set_value("1")
    maker.form.edited.emit()
    assert "Unit or visit price" in seen(maker)
    assert items.cells(1)["price"].box.accessibleName() == "Price per visit, service 2"
    # What cannot be read has no sum.
    items.cells(0)["price"].set_value("a lot")
    maker.look()
    assert "4 units" not in seen(maker)
