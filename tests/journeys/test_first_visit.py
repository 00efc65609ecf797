"""The first visit of a new clinic, whose list of services is still empty: no dead end, and nothing typed is lost."""

from factories import new_case, new_client
from pytestqt.qtbot import QtBot
from windows import press, seen, shown_form, type_in

from clinic_desktop.visits.queries.visits import last_given
from ui.kit.rows_field import RowsField
from ui.main_window import MainWindow


def test_the_way_leads_to_the_list_of_services_and_back(qtbot: QtBot, main: MainWindow) -> None:
    clinic = main.session.clinic
    client = new_client(clinic)
    case = new_case(clinic, client)
    main.go("clients", f"{client}/visit/new")
    assert "No service is on the list yet." in seen(main)
    type_in(main, subjective="Stiff on waking", pain_before="6")
    press(qtbot, main, "Add service")
    type_in(main, name="Massage", procedure_code="MT001", price="35.00", usual_minutes="60")
    press(qtbot, main, "Save")
    qtbot.waitUntil(lambda: "subjective" in shown_form(main).fields)
    form = shown_form(main)
    assert (form.values()["subjective"], form.values()["pain_before"]) == ("Stiff on waking", "6")
    assert "No service is on the list yet." not in seen(main)
    services = form.fields["services"]
    assert isinstance(services, RowsField)
    services.cells(0)["service"].set_value("1")
    press(qtbot, main, "Save and sign")
    found = last_given(clinic.read, case)
    assert found and (found.note, found.charged_cents) == ("signed", 14000)
