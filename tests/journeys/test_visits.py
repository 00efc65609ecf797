"""Visits through the real window: recorded, planned, paid, their notes signed; and what happens to slips."""

import json

import pytest
from factories import SERVICE, new_case, new_client, new_policy, new_prescription, new_service
from fixed import PASSWORD
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import Starter, press, seen, shown_form, signed_in, type_in

from clinic_desktop.cases.model import CaseDraft
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.payers.commands import ChangePayer
from clinic_desktop.payers.model import PayerDraft
from clinic_desktop.payments.queries import account, balance
from clinic_desktop.policies.model import PolicyDraft
from clinic_desktop.practice.commands import ChangeService, RetireService
from clinic_desktop.practice.model import ServiceDraft
from clinic_desktop.referrals.model import PrescriptionDraft
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.visits.queries.visits import visit
from ui.app import App
from ui.chart.page import ChartPage
from ui.chart.place import ClientsPlace
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.rows_field import RowsField
from ui.main_window import MainWindow

MASSAGE = SERVICE
PACKS = ServiceDraft("Hot packs", "MT003", False, "visit", "12.00")


@pytest.fixture
def app(start: Starter, folder: ClinicFolder) -> App:
    """The program on the template clinic."""
    return start(folder.path)


@pytest.fixture
def main(app: App) -> MainWindow:
    """Its window, with two services, a client and a case with a prescription of eight visits."""
    main = signed_in(app, PASSWORD)
    clinic = main.session.clinic
    new_service(clinic, MASSAGE)
    new_service(clinic, PACKS)
    owner = new_client(clinic, ClientDraft("Ana", "", "Lee", birth_date="3/12/1985"))
    case = new_case(clinic, owner, CaseDraft("health", "Neck pain"))
    new_policy(clinic, case)
    paper = PrescriptionDraft(prescriber_name="Maria Lee, MD", ordered_on="11/2/2026", expires_on="6 weeks",
                              visits_ordered="8", diagnoses=("M54.2",))  # fmt: skip
    new_prescription(clinic, case, paper)
    return main


def chart(main: MainWindow, part: str = "visits") -> ChartPage:
    main.go("clients", f"1/{part}")
    QApplication.processEvents()
    place = main.page("clients")
    assert isinstance(place, ClientsPlace)
    assert place.chart
    return place.chart


def rows_of(form: Form) -> RowsField:
    found = form.fields["services"]
    assert isinstance(found, RowsField)
    return found


def typed(*services: dict[str, str]) -> str:
    return json.dumps(services)


def give(main: MainWindow, day: str = "11/20/2026", **more: str) -> None:
    """Record a visit of an hour and leave its payment for later."""
    chart(main, "visit/new")
    services = more.pop("services", typed({"service": "1", "minutes": "60"}))
    type_in(main, date_of_service=day, services=services, **more)
    _save(main)


def _save(main: MainWindow) -> None:
    next(made for made in main.findChildren(QPushButton) if made.text() == "Save" and made.isVisible()).click()
    QApplication.processEvents()


def test_a_visit_is_recorded_paid_and_its_note_signed_in_one_go(qtbot: QtBot, main: MainWindow) -> None:
    page = chart(main)
    assert "No visit yet." in seen(page)
    press(qtbot, main, "Record visit")
    form = shown_form(main)
    services = rows_of(form)
    services.cells(0)["service"].set_value("1")
    minutes = services.cells(0)["minutes"]
    assert isinstance(minutes, TextField)
    qtbot.keyClicks(minutes.box, "60")
    units = services.cells(0)["units"]
    assert isinstance(units, TextField) and (units.box.text(), units.value()) == ("4", "")
    assert "Charge $140.00" in seen(form)
    assert "MT001: 60 minutes give 4 units" in seen(form)
    assert "How Cascade Mutual counts units is not known" in seen(form)
    qtbot.keyClick(minutes.box, Qt.Key.Key_Return)
    # On to the payment, with what is open.
    form = shown_form(main)
    assert form.values()["service"] == "140.00"
    type_in(main, tip="20")
    assert "$140.00 + $20.00 = $160.00" in seen(form)
    press(qtbot, main, "Save")
    page = chart(main)
    assert "$140.00 by card, 24 Nov 2026, and a tip of $20.00" in seen(page)
    assert balance(main.session.clinic.read, page.owner).open_cents == 0
    assert "1 of 8 visits, until 14 Dec 2026" in seen(page.header)
    press(qtbot, main, "Write note")
    type_in(main, subjective="Neck is stiff in the morning.", plan="Again in a week.")
    press(qtbot, main, "Sign note")
    assert visit(main.session.clinic.read, 1).note == "signed"
    press(qtbot, main, "Open note")
    assert "Signed by Maya Ortiz, LMT" in seen(page)
    type_in(main, words="She also sleeps better.")
    press(qtbot, main, "Add addendum")
    press(qtbot, main, "Open note")
    assert "Addendum by Maya Ortiz" in seen(page)
    assert "She also sleeps better." in seen(page)


def test_the_next_visit_begins_as_the_last_one_was(qtbot: QtBot, main: MainWindow) -> None:
    give(main, services=typed({"service": "1", "minutes": "45", "region": "Neck"}, {"service": "2"}))
    chart(main, "visit/new")
    form = shown_form(main)
    assert form.values()["date_of_service"] == "11/24/2026"
    assert [row.get("service") for row in rows_of(form).rows()] == ["1", "2"]
    assert rows_of(form).rows()[0]["region"] == "Neck"
    # Three keys from the list: nothing has to be typed.
    qtbot.keyClick(form.fields["date_of_service"].box, Qt.Key.Key_Return)
    assert shown_form(main).values()["service"] == "117.00"


def test_every_slip_is_named_at_its_field_and_nothing_is_lost(main: MainWindow) -> None:
    chart(main, "visit/new")
    services = typed(
        {"service": "1", "minutes": "60", "units": "5"},
        {"service": "", "minutes": "ten"},
        {"service": "2", "units": "3"},
    )
    form = type_in(main, date_of_service="12/24/2026", starts_at="10", ends_at="9", services=services, discount="abc")
    _save(main)
    told = {key: field.problem() for key, field in form.fields.items() if field.problem()}
    assert set(told) == {"date_of_service", "ends_at", "services", "discount"}
    assert "choose Planned" in told["date_of_service"]
    cells = [rows_of(form).cells(at) for at in range(3)]
    assert cells[0]["units"].problem() == "The minutes give 4 units; 5 are more."
    assert cells[1]["service"].problem() == "Choose a service."
    assert "minutes like 60" in cells[1]["minutes"].problem() and "No charge yet" in seen(form)
    assert cells[2]["units"].problem() == "A service that is not timed counts once a day."
    assert form.values()["services"] == json.dumps(rows_of(form).rows(), ensure_ascii=False, separators=(",", ":"))
    assert form.values()["discount"] == "abc"
    assert not main.session.clinic.read.all("SELECT 1 FROM visits")


def test_a_fix_lands_on_the_very_cell(main: MainWindow) -> None:
    give(main)
    page = chart(main, "visit/1/services/0/modifiers")
    cell = rows_of(shown_form(main)).cells(0)["modifiers"]
    assert cell.isVisible()
    assert page.focusWidget() is cell.box


def test_the_same_visit_is_recorded_once(main: MainWindow) -> None:
    give(main)
    give(main)
    assert "is on record" in shown_form(main).fields["date_of_service"].problem()
    type_in(main, starts_at="2p", ends_at="3p")
    _save(main)
    assert "Two on one day need their times." in shown_form(main).fields["date_of_service"].problem()


def test_more_than_is_charged_is_not_paid(main: MainWindow) -> None:
    give(main)
    form = type_in(main, service="160")
    _save(main)
    more = "This is $20.00 more than the $140.00 that are unpaid."
    asked = "Is the rest a tip, or kept for later visits? Type it there."
    assert form.fields["service"].problem() == f"{more} {asked}"
    type_in(main, service="140", tip="20")
    _save(main)
    assert account(main.session.clinic.read, 1).paid_cents == 14000
    chart(main, "visit/1")
    form = type_in(main, services=typed({"service": "1", "minutes": "30"}))
    _save(main)
    assert "$140.00 was paid for this visit" in form.fields["services"].problem()


def test_a_planned_visit_is_recorded_as_given(qtbot: QtBot, main: MainWindow) -> None:
    chart(main)
    press(qtbot, main, "Plan visit")
    type_in(main, date_of_service="11/24/2026", starts_at="2p", ends_at="3p", services="")
    press(qtbot, main, "Save")
    page = chart(main)
    assert "24 Nov 2026, 2:00 PM – 3:00 PM" in seen(page)
    assert "0 of 8 visits" in seen(page.header)
    press(qtbot, main, "Record this visit")
    form = shown_form(main)
    assert form.values()["status"] == "given"
    _save(main)
    assert rows_of(form).below() == "Add the service that was given."
    type_in(main, services=typed({"service": "1", "minutes": "55"}))
    _save(main)
    assert "1 of 8 visits" in seen(chart(main).header)


def test_what_the_payer_pays_is_not_asked_of_the_client(main: MainWindow) -> None:
    new_case(main.session.clinic, chart(main).owner, CaseDraft("auto", "Rear-end collision", "11/1/2026"))
    chart(main, "of/2/visits")
    give(main)
    assert visit(main.session.clinic.read, 1).case == 2
    assert "Nothing was paid for this visit yet." in seen(chart(main))


def test_half_a_visit_outlives_the_lock(app: App, main: MainWindow) -> None:
    chart(main, "visit/new")
    services = typed({"service": "1", "minutes": "6"}, {"service": "2"})
    type_in(main, date_of_service="-2d", services=services)
    main._actions["lock"].trigger()
    QApplication.processEvents()
    again = signed_in(app, PASSWORD)
    chart(again, "visit/new")
    form = shown_form(again)
    assert form.values()["date_of_service"] == "-2d"
    assert [row.get("minutes") for row in rows_of(form).rows()] == ["6", ""]


def test_one_payment_for_all_that_is_open(qtbot: QtBot, main: MainWindow) -> None:
    give(main, "11/13/2026")
    give(main, "11/20/2026")
    page = chart(main)
    assert "$280.00 is unpaid for 2 visits of this case." in seen(page)
    press(qtbot, main, "Take one payment for all")
    form = type_in(main, service="200", method="check", reference="1042")
    assert "$140.00 to 13 Nov 2026, $60.00 to 20 Nov 2026" in seen(form)
    press(qtbot, main, "Save")
    assert [account(main.session.clinic.read, one).open_cents for one in (1, 2)] == [0, 8000]


def test_the_open_amount_is_typed_over(qtbot: QtBot, main: MainWindow) -> None:
    give(main)
    form = shown_form(main)
    assert main.focusWidget() is form.fields["service"].box
    qtbot.keyClicks(main.focusWidget(), "105")
    assert form.values()["service"] == "105"
    qtbot.keyClick(main.focusWidget(), Qt.Key.Key_Return)
    assert account(main.session.clinic.read, 1).open_cents == 3500
    # Also above several visits, whose check boxes come first.
    give(main, "11/13/2026")
    chart(main, "payment/new/all")
    form = shown_form(main)
    assert "Payment for unpaid visits" in seen(main)
    qtbot.keyClicks(main.focusWidget(), "20")
    assert form.values()["service"] == "20"
    qtbot.keyClick(main.focusWidget(), Qt.Key.Key_Backtab)
    assert main.focusWidget() is form.fields["visit_1"].box
    qtbot.keyClick(main.focusWidget(), Qt.Key.Key_Space)
    assert "$20.00 to 13 Nov 2026" in seen(form)


def test_no_more_visits_are_chosen_from_than_fit(qtbot: QtBot, main: MainWindow) -> None:
    for day in range(1, 15):
        give(main, f"10/{day}/2026")
    chart(main, "payment/new/all")
    assert "These are the 12 oldest of 14 unpaid visits." in seen(main)
    assert shown_form(main).values()["service"] == "1680.00"
    press(qtbot, main, "Show the next 2")
    assert "These are the unpaid visits 13 to 14 of 14" in seen(main)
    assert shown_form(main).values()["service"] == "280.00"
    _save(main)
    chart(main, "payment/new/all/12")
    assert shown_form(main).values()["service"] == "1680.00" and "of 14" not in seen(main)


def test_a_signed_visit_changes_with_a_reason(main: MainWindow) -> None:
    give(main)
    chart(main, "note/1")
    type_in(main, objective="Tone 3 of 4.")
    next(made for made in main.findChildren(QPushButton) if made.text() == "Sign note" and made.isVisible()).click()
    chart(main, "visit/1")
    form = type_in(main, services=typed({"service": "1", "minutes": "50"}))
    _save(main)
    assert "Say why what was done changes" in form.fields["reason"].problem()
    type_in(main, reason="The clock was read wrong.")
    _save(main)
    assert "The clock was read wrong.\nWas: " in seen(chart(main, "note/1"))
    assert visit(main.session.clinic.read, 1).services[0].units == 3


def test_a_service_off_the_list_stays_with_its_visit(main: MainWindow) -> None:
    give(main)
    main.session.clinic.do(RetireService(1, 1))
    chart(main, "visit/1")
    form = type_in(main, discount="10", discount_why="time of service")
    assert rows_of(form).rows()[0]["service"] == "1"
    _save(main)
    assert visit(main.session.clinic.read, 1).charged_cents == 13000


def test_undo_takes_a_visit_back(main: MainWindow) -> None:
    give(main)
    assert "1 of 8 visits" in seen(chart(main).header)
    main.session.undo()
    assert "No visit yet." in seen(chart(main))
    assert "0 of 8 visits" in seen(chart(main).header)


def test_a_visit_that_is_paid_is_not_removed(qtbot: QtBot, main: MainWindow) -> None:
    give(main)
    _save(main)
    chart(main, "visit/1")
    press(qtbot, main, "Remove visit")
    assert "A payment stands on this visit." in seen(main)
    assert visit(main.session.clinic.read, 1).charged_cents == 14000


def test_whose_program_pays_is_never_asked_for_money(main: MainWindow) -> None:
    case = new_case(main.session.clinic, chart(main).owner, CaseDraft("health", "Back pain"))
    new_policy(main.session.clinic, case, PolicyDraft(payer_name="State Medicaid", plan_type="medicaid"))
    chart(main, f"of/{case}/visits")
    give(main)
    give(main, "11/13/2026")
    assert "State Medicaid pays the clinic: bill the program, never the client." in seen(chart(main))
    offered = {made.text() for made in chart(main).visits.findChildren(QPushButton) if made.isVisible()}
    visits = {"Plan visit", "Record visit", "Open visit", "Write note", "Print notes"}
    assert offered == visits | {"Record what the payer paid"}


def test_units_follow_minutes_that_change(main: MainWindow) -> None:
    give(main)
    chart(main, "visit/1")
    form = shown_form(main)
    rows_of(form).cells(0)["minutes"].set_value("75")
    assert "Charge $175.00" in seen(form)
    _save(main)
    assert [one.units for one in visit(main.session.clinic.read, 1).services] == [5]


def test_a_new_price_counts_from_the_next_visit_on(main: MainWindow) -> None:
    give(main)
    main.session.clinic.do(ChangeService(1, 1, ServiceDraft("Massage", "MT001", True, "unit", "45.00")))
    chart(main, "visit/new")
    form = shown_form(main)
    assert "Charge $180.00" in seen(form)
    # Another service brings its own price and no minutes of the one before.
    rows_of(form).cells(0)["service"].set_value("2")
    assert "Charge $12.00" in seen(form)
    assert rows_of(form).rows()[0]["minutes"] == ""


def test_times_are_asked_for_where_two_codes_need_them(main: MainWindow) -> None:
    new_service(main.session.clinic, ServiceDraft("Manual therapy", "MT002", True, "unit", "40.00"))
    chart(main, "visit/new")
    form = type_in(main, services=typed({"service": "1", "minutes": "30"}, {"service": "3", "minutes": "30"}))
    assert seen(form).count("Two codes on a day: start, end and region keep them apart.") == 2
    cells = rows_of(form).cells(0)
    for key, value in (("starts_at", "9"), ("ends_at", "9:30"), ("region", "Neck")):
        cells[key].set_value(value)
    form.edited.emit()
    assert seen(form).count("keep them apart") == 1


def test_a_therapist_who_is_busy_and_a_payers_most_units_are_said(main: MainWindow) -> None:
    main.session.clinic.do(ChangePayer(1, 1, PayerDraft("Cascade Mutual", units_a_day="4")))
    give(main, starts_at="9", ends_at="10")
    other = new_case(main.session.clinic, new_client(main.session.clinic, ClientDraft("Bo", "", "Park")))
    main.go("clients", f"2/of/{other}/visit/new")
    form = type_in(main, date_of_service="11/20/2026", starts_at="9:30", ends_at="11", therapist="1")
    assert "The therapist gives another visit then." in seen(form)
    chart(main, "visit/new")
    form = type_in(main, services=typed({"service": "1", "minutes": "90"}))
    assert "Cascade Mutual pays at most 4 units a day; 6 are billed." in seen(form)


def test_a_visit_in_the_wrong_case_is_moved(main: MainWindow) -> None:
    case = new_case(main.session.clinic, chart(main).owner, CaseDraft("health", "Back pain"))
    chart(main, "of/1/visits")
    give(main)
    chart(main, "of/1/visit/1")
    type_in(main, case=str(case))
    _save(main)
    page = chart(main)
    assert page._case == case
    assert "20 Nov 2026" in seen(page)


def test_planning_and_recording_keep_what_was_typed_apart(main: MainWindow) -> None:
    chart(main, "visit/new/planned")
    type_in(main, date_of_service="12/1/2026")
    chart(main, "visit/new")
    assert shown_form(main).values()["date_of_service"] == "11/24/2026"
    chart(main, "visit/new/planned")
    assert shown_form(main).values()["date_of_service"] == "12/1/2026"
