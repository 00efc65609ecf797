"""The pictures of the contact log: its list in a chart, the form, what is refused, and one that was struck out."""

from collections.abc import Iterator

from PySide6.QtWidgets import QScrollArea, QWidget
from scenes_clients import press, shown_form

from clinic_desktop.contacts.queries import contact_page, contacts_referenced
from ui.chart.place import ClientsPlace
from ui.main_window import MainWindow

Scene = tuple[str, QWidget]


def contact_scenes(main: MainWindow) -> Iterator[Scene]:
    """The list at the end of the coverage page, and every editor."""
    clinic = main.session.clinic
    (found,) = contacts_referenced(clinic.read, "CM-001977-4", 1)
    chart = f"{found.client}/of/{found.contact.case}/"
    main.go("clients", f"{chart}coverage")
    place = main.page("clients")
    assert isinstance(place, ClientsPlace) and place.chart
    log = place.chart.coverage.contacts
    log.select(found.contact.id)
    (area,) = place.chart.coverage.findChildren(QScrollArea)
    area.ensureWidgetVisible(log.table)
    yield "chart-coverage-contacts", main
    (struck,) = [one for one in contact_page(clinic.read, found.contact.case).rows if one.struck_on]
    for name, part in (
        ("chart-contact-new", "contact/new"),
        ("chart-contact", f"contact/{found.contact.id}/done_on"),
        ("chart-contact-strike", f"strike/{found.contact.id}"),
        ("chart-contact-struck", f"contact/{struck.id}"),
    ):
        main.go("clients", chart + part)
        yield name, main
    main.go("clients", f"{chart}contact/new")
    form = shown_form(main)
    form.fill({"contacted_on": "tomorrow", "contacted_at": "25:00", "minutes": "many", "reach": "555",
               "todo": "Call", "kind": "call"})  # fmt: skip
    form.edited.emit()
    press(main, "Save")
    yield "chart-contact-problems", main
    main.go("clients", f"{chart}summary")
    yield "chart-contact-next", main
    case = clinic.read.one(
        "SELECT id, client_id FROM cases WHERE kind = 'health' AND closed_on = ''"
        " AND NOT EXISTS (SELECT 1 FROM contacts WHERE case_id = cases.id) ORDER BY id LIMIT 1"
    )
    main.go("clients", f"{case['client_id']}/of/{case['id']}/coverage")
    assert place.chart
    nothing = place.chart.coverage
    (area,) = nothing.findChildren(QScrollArea)
    area.ensureWidgetVisible(nothing.contacts.table)
    yield "chart-contacts-nothing", main
