"""The list of people who may sign in."""

from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.staff import queries
from clinic_desktop.staff.model import Person
from clinic_desktop.wording import say
from ui.jobs import Jobs
from ui.kit.paged_model import PagedModel
from ui.kit.records import Records
from ui.kit.table import Table
from ui.session import Session
from ui.staff.columns import person_columns
from ui.staff.person import PersonPage


def people_list(session: Session, jobs: Jobs) -> Records:
    """Everyone who signs in or did once, each opening their page."""
    keys = session.clinic.keys

    def has_key(slot: str) -> bool:
        # A key file that nobody can read is told of elsewhere.
        try:
            return keys.has(slot)
        except StoreTrouble:
            return True

    model = PagedModel(lambda after: queries.people_page(session.clinic.read, after), person_columns(has_key))
    table = Table(say("People who sign in"), model, say("Nobody yet."))

    def build(found: object) -> QWidget:
        assert found is None or isinstance(found, Person)
        return PersonPage(session, jobs, found, records.back)

    records = Records(
        say("People who sign in"),
        say(
            "Each with a password of their own, so that the record can say who did what. What a role may do is a rule "
            "of this program and not of the cipher: whoever signs in holds the key of the whole file."
        ),
        table,
        model,
        say("Add person"),
        build,
        find=lambda row: queries.person(session.clinic.read, row),
    )
    session.keep_fresh(records, "staff")
    return records
