"""The editor of a visit: recorded in one go, with its arithmetic below the services as one types."""

from clinic_desktop.cases.model import CaseId
from clinic_desktop.cases.queries import case as read_case
from clinic_desktop.cases.queries import case_page
from clinic_desktop.codes.model import PLACES_OF_SERVICE
from clinic_desktop.codes.rules.places import place_words
from clinic_desktop.practice.model import Service
from clinic_desktop.practice.queries import service_page, therapist_page
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates, money
from clinic_desktop.values.times import shown_time
from clinic_desktop.visits.commands.visits import AmendVisit, ChangeVisit, RecordVisit, RetireVisit
from clinic_desktop.visits.model import OFFICE, STATUSES, Visit, VisitDraft
from clinic_desktop.visits.queries.visits import last_given, visit
from clinic_desktop.visits.rules.billed import issued_words
from clinic_desktop.wording import say
from ui.cases.columns import case_title
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.drafts import read_draft
from ui.kit.editor import Editor
from ui.kit.fields import ChoiceField, Field, TextField
from ui.kit.form import Form
from ui.kit.rows_field import RowsField
from ui.kit.suggest import suggest
from ui.kit.text import Text
from ui.kit.words_field import WordsField
from ui.session import Session
from ui.visits.arithmetic import Arithmetic
from ui.visits.columns import new_title
from ui.visits.ordered import OrderWatch, order_field
from ui.visits.services import as_next, as_value, lines_of, services_field


def visit_form(session: Session, case: int, found: Visit | None) -> Form:
    """Who, when and where; the reason of a change, where the note is signed; the services; and a discount."""
    cases = _cases(session, case)
    place = TextField("place_of_service", say("Place of service"))
    suggest(place.box, [place_words(code) for code in PLACES_OF_SERVICE])
    rows: list[Field | list[tuple[Field | None, int]]] = [
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
        services_field(services_of(session, found)),
        WordsField("charge", say("Charge"), ""),
        [
            (TextField("discount", say("Discount")), 1),
            (TextField("discount_why", say("Why"), say("Printed beside it: “time of service”, “package of 5”.")), 3),
            (ChoiceField("case", say("Case"), cases), 3),
        ],
    ]
    form = Form(*rows)
    # Most clients have one.
    form.fields["case"].setVisible(len(cases) > 1)
    return form


def visit_editor(session: Session, case: int, found: Visit | None, back: Back, *, status: str = "") -> Editor:
    """A visit of this case, or a new one, which begins as the last one was. `status` is what it is to become."""
    form, held = visit_form(session, case, found), Held(found)

    def show() -> None:
        row = held.row
        form.fill((_typed(row) if row else _begun(session, case) | {"status": status or "given"}) | {"case": str(case)})
        form.fields["reason"].setVisible(row is not None and row.note == "signed")
        if row and status:
            # An edit, so that it is saved and kept as one.
            form.fields["status"].set_value(status)

    def draft() -> VisitDraft:
        read = read_draft(VisitDraft, form, services="")
        services = form.fields["services"]
        assert isinstance(services, RowsField)
        return VisitDraft(**{name: getattr(read, name) for name in _TEXTS}, services=lines_of(services))

    arithmetic = Arithmetic(session, form, found)

    def command() -> Command:
        arithmetic.refuse_unseen(draft())
        row = held.row
        if row is None:
            return RecordVisit(case, draft())
        change = AmendVisit if row.note == "signed" else ChangeVisit
        return change(row.id, row.version, draft())

    show()
    issued = Text()

    def tell_bills() -> None:
        row = held.row
        issued.setText(issued_words(row.superbill, row.receipt) if row else "")
        issued.setVisible(bool(issued.text()))

    form.edited.connect(lambda: arithmetic.show(draft()))
    arithmetic.show(draft())
    watch = OrderWatch(session, form, found, draft)
    new = f"visit:new:planned:{case}" if status == "planned" else f"visit:new:{case}"
    editor = row_editor(session, form, command, back, f"visit:{found.id}" if found else new)
    if found is None:
        form.fields["status"].changed.connect(lambda: editor.titled.emit(new_title(form.values()["status"])))
    # Before it is shown or hidden: without a parent it would be a window of its own.
    editor.put_above(issued)
    tell_bills()

    def show_again() -> None:
        show()
        watch.show_again()
        tell_bills()

    held.reread(editor, lambda row: visit(session.clinic.read, row.id), show_again)
    gone = say("Remove visit")
    add_gone_button(session, editor, held, gone, lambda row: RetireVisit(row.id, row.version), back)
    return editor


_TEXTS = (
    *("status", "date_of_service", "therapist", "starts_at", "ends_at", "place_of_service", "discount", "discount_why"),
    *("case", "reason"),
)


def _typed(row: Visit) -> dict[str, str]:
    """A visit on record as its form shows it."""
    return {
        "status": row.status,
        "date_of_service": dates.printed(row.date_of_service),
        "therapist": str(row.therapist),
        "starts_at": shown_time(row.starts_at) if row.starts_at else "",
        "ends_at": shown_time(row.ends_at) if row.ends_at else "",
        "place_of_service": place_words(row.place_of_service) if row.place_of_service else "",
        "services": as_value(row.services, row.unit_rule),
        "discount": money.typed(row.discount_cents) if row.discount_cents else "",
        "discount_why": row.discount_why,
    }


def _begun(session: Session, case: int) -> dict[str, str]:
    """A new visit begins as the last one of the case was, today, with whoever is signed in."""
    last = last_given(session.clinic.read, CaseId(case))
    own = session.clinic.person.therapist
    therapists = therapist_page(session.clinic.read).rows
    usual = last.therapist if last else therapists[0].id if len(therapists) == 1 else ""
    return {
        "date_of_service": dates.printed(session.clinic.clock.today()),
        "therapist": str(own or usual),
        "place_of_service": place_words(last.place_of_service if last and last.place_of_service else OFFICE),
        # Not its prices and not its discount: what was agreed then is not agreed for ever.
        "services": as_next(last.services) if last else "",
        "discount": "",
        "discount_why": "",
    }


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
