"""The form of a visit: who, when and where; what was done; and, where it is recorded, what is written about it."""

from functools import partial

from PySide6.QtWidgets import QLineEdit

from clinic_desktop.cases.queries import case as read_case
from clinic_desktop.cases.queries import case_page
from clinic_desktop.codes.model import PLACES_OF_SERVICE
from clinic_desktop.codes.rules.places import place_words
from clinic_desktop.practice.model import Service
from clinic_desktop.practice.queries import service_page, therapist_page
from clinic_desktop.values.times import shown_time
from clinic_desktop.visits.model import STATUSES, Visit
from clinic_desktop.wording import mark, say
from ui.cases.columns import case_title
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form import Form
from ui.kit.rows_field import RowsField
from ui.kit.suggest import suggest
from ui.kit.words_field import WordsField
from ui.session import Session
from ui.visits.ordered import order_field
from ui.visits.services import services_field
from ui.visits.soap import NOTE_FIELDS, Rows, concluded, done, said_and_found
from ui.visits.techniques import let_services_follow

# What is typed for the time that it is.
_NOW = ("n", mark("now"))
_TIMES = ("starts_at", "ends_at")


def visit_form(session: Session, case: int, found: Visit | None, *, has_note: bool) -> Form:
    """Who, when and where; the reason of a change, where the note is signed; the services; and a discount. `has_note`:
    with the note of the visit, in the order in which it is written."""
    cases = _cases(session, case)
    place = TextField("place_of_service", say("Place of service"))
    suggest(place.box, [place_words(code) for code in PLACES_OF_SERVICE])
    services = services_of(session, found)
    rows: Rows = [
        [
            (ChoiceField("status", say("Visit"), [(key, say(words)) for key, words in STATUSES.items()]), 3),
            (TextField("date_of_service", say("Date of service")), 4),
            (TextField("starts_at", say("From")), 3),
            (TextField("ends_at", say("To")), 3),
            (ChoiceField("therapist", say("Therapist"), _therapists(session, found)), 6),
            (place, 4),
        ],
        order_field(),
        # Above what it is asked for: at the end of the form it would lie below what is seen.
        TextField(
            "reason",
            say("Reason for the change"),
            say("The note is signed. A change of what was done is kept as an addendum to it, with this reason."),
        ),
        *([*said_and_found(), *done(services)] if has_note else []),
        services_field(services),
        WordsField("charge", say("Charge"), ""),
        *(concluded() if has_note else []),
        [
            (TextField("discount", say("Discount")), 1),
            (TextField("discount_why", say("Why"), say("Printed beside it: “time of service”, “package of 5”.")), 3),
            (ChoiceField("case", say("Case"), cases), 3),
        ],
    ]
    form = Form(*rows)
    for name in _TIMES:
        box = form.fields[name].box
        assert isinstance(box, QLineEdit)
        box.editingFinished.connect(partial(take_now, session, form))
    if has_note:
        techniques = form.fields["techniques"]
        assert isinstance(techniques, RowsField)
        techniques.keep_room_for_details()
        let_services_follow(form.fields["techniques"], form.fields["services"])
        form.fields["status"].changed.connect(lambda: _show_note(form))
    # Most clients have one.
    form.fields["case"].setVisible(len(cases) > 1)
    return form


def take_now(session: Session, form: Form) -> None:
    """“n” and “now” are what the clock on the wall shows: also where a key saves, and the box is not left before."""
    for name in _TIMES:
        field = form.fields[name]
        if field.value().strip().casefold() in (_NOW[0], say(_NOW[1]).casefold()):
            field.set_value(shown_time(f"{session.clinic.clock.now().astimezone():%H:%M}"))


def _show_note(form: Form) -> None:
    """Nothing is written yet about a visit that is only planned."""
    for name in NOTE_FIELDS:
        form.fields[name].setVisible(form.fields["status"].value() == "given")


def _cases(session: Session, case: int) -> list[tuple[str, str]]:
    """The open cases of the client, and the one the visit is of."""
    client = read_case(session.clinic.read, case).client
    rows = case_page(session.clinic.read, client).rows
    return [(str(one.id), case_title(one)) for one in rows if one.closed_on is None or one.id == case]


def _therapists(session: Session, found: Visit | None) -> list[tuple[str, str]]:
    listed = [(str(one.id), one.name) for one in therapist_page(session.clinic.read).rows]
    left = [(str(found.therapist), found.therapist_name)] if found else []
    return [("", say("Choose a therapist")), *dict([*left, *listed]).items()]


def services_of(session: Session, found: Visit | None) -> list[Service]:
    """Those on the list, and those of this visit that were taken off it."""
    listed = list(service_page(session.clinic.read).rows)
    known = {one.id for one in listed}
    gone = {one.service: one for one in (found.services if found else ()) if one.service not in known}
    for one in gone.values():
        listed.append(
            Service(one.service, 0, one.name, one.procedure_code, one.is_timed, one.priced_by, one.price_cents, None)
        )
    return listed
