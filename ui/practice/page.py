"""The lists of therapists and of services."""

from PySide6.QtWidgets import QWidget

from clinic_desktop.practice import queries
from clinic_desktop.practice.model import Service, Therapist
from clinic_desktop.wording import say
from ui.kit.paged_model import PagedModel
from ui.kit.records import Records
from ui.kit.table import Table
from ui.practice.columns import SERVICE_COLUMNS, THERAPIST_COLUMNS
from ui.practice.editors import service_page, therapist_page
from ui.session import Session


def therapist_list(session: Session) -> Records:
    """The therapists, each opening their page."""
    model = PagedModel(lambda after: queries.therapist_page(session.clinic.read, after), THERAPIST_COLUMNS)
    table = Table(say("Therapists"), model, say("Nobody yet. Add the person who gives the treatments."))

    def build(found: object) -> QWidget:
        assert found is None or isinstance(found, Therapist)
        return therapist_page(session, found, records.back)

    records = Records(
        say("Therapists"),
        say("Everyone who gives treatments. The person who treated is printed on every superbill."),
        table,
        model,
        say("Add therapist"),
        build,
        find=lambda row: queries.therapist(session.clinic.read, row),
    )
    session.keep_fresh(records, "therapists")
    return records


def service_list(session: Session) -> Records:
    """The services, each opening its form."""
    model = PagedModel(lambda after: queries.service_page(session.clinic.read, after), SERVICE_COLUMNS)
    table = Table(say("Services"), model, "")

    def build(found: object) -> QWidget:
        assert found is None or isinstance(found, Service)
        return service_page(session, found, records.back)

    records = Records(
        say("Services"),
        say("Under your own names. Procedure codes are typed from the code book you are licensed for."),
        table,
        model,
        say("Add service"),
        build,
        find=lambda row: queries.service(session.clinic.read, row),
    )
    empty = say("No service yet. Add what you offer, with the code and price you use.")
    table.say_empty(empty, (say("Add the first service"), records.add))
    session.keep_fresh(records, "services")
    return records
