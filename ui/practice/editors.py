"""Editors of the practice: a form, the command it makes, and the way back."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import Missing
from clinic_desktop.practice import commands, queries
from clinic_desktop.practice.model import (
    BillingDraft,
    Credential,
    CredentialDraft,
    PracticeDraft,
    Service,
    ServiceDraft,
    Therapist,
    TherapistDraft,
)
from clinic_desktop.practice.rules import is_expired
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.editing import Back, Held, add_gone_button, kept_editor, row_editor
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.layout import card, column, holder
from ui.kit.paged_model import PagedModel
from ui.kit.records import Records
from ui.kit.table import Table
from ui.practice import forms
from ui.practice.columns import CREDENTIAL_COLUMNS
from ui.session import Session

RowT = TypeVar("RowT", Therapist, Credential, Service)


def practice_editor(session: Session) -> Editor:
    """The clinic's name, address and phone, and how it keeps its notes."""
    form, version = forms.practice_form(), [0]

    def load() -> None:
        practice = queries.practice(session.clinic.read)
        version[0] = practice.version
        form.fill(draft_text(PracticeDraft, practice))

    load()
    editor = Editor("", form, lambda: session.run(commands.ChangePractice(read_draft(PracticeDraft, form), version[0])))
    return kept_editor(editor, session, "practice", load)


def billing_editor(session: Session) -> Editor:
    """Who bills."""
    therapists = list(queries.therapist_page(session.clinic.read).rows)
    form, version = forms.billing_form(therapists), [0]

    def load() -> None:
        practice = queries.practice(session.clinic.read)
        version[0] = practice.version
        forms.fill_billing(form, practice)

    load()
    editor = Editor("", form, lambda: session.run(commands.ChangeBilling(read_draft(BillingDraft, form), version[0])))
    return kept_editor(editor, session, "billing", load)


# Seen at once; a therapist has one for each state.
_MOST_CREDENTIALS = 4


def therapist_page(session: Session, therapist: Therapist | None, back: Back) -> QWidget:
    """A therapist's form, and below it their credentials once they are saved."""
    form, held = forms.therapist_form(), Held(therapist)

    def show() -> None:
        form.fill(draft_text(TherapistDraft, held.row or TherapistDraft()))

    def command() -> Command:
        draft, row = read_draft(TherapistDraft, form), held.row
        return commands.ChangeTherapist(row.id, row.version, draft) if row else commands.AddTherapist(draft)

    show()
    editor = row_editor(session, form, command, back, _name("therapist", therapist))
    if therapist is None:
        return holder(column(card(say("New therapist"), editor), None, gap=2))
    held.reread(editor, lambda row: queries.therapist(session.clinic.read, row.id), show)
    gone = say("Retire therapist")
    add_gone_button(session, editor, held, gone, lambda row: commands.RetireTherapist(row.id, row.version), back)
    return holder(column(card(therapist.name, editor), credentials(session, therapist), None, gap=2))


def credentials(session: Session, therapist: Therapist) -> QWidget:
    """The list of a therapist's credentials."""
    model = PagedModel(
        lambda after: queries.credential_page(session.clinic.read, therapist.id, after), CREDENTIAL_COLUMNS
    )
    table = Table(say("Credentials"), model, "", rows=_MOST_CREDENTIALS)

    def build(found: object) -> QWidget:
        assert found is None or isinstance(found, Credential)
        return credential_editor(session, therapist, found, records.back)

    records = Records(
        say("Credentials"),
        say("License, registration or certification, one line for each state."),
        table,
        model,
        say("Add credential"),
        build,
        find=lambda row: _of(therapist, queries.credential(session.clinic.read, row)),
        key="credential",
    )
    empty = say("No credential yet. Superbills print the license, and check that it was valid on the day of the visit.")
    table.say_empty(empty, (say("Add the first credential"), records.add))
    records.reload()
    made = card("", records)
    return made


def credential_editor(session: Session, therapist: Therapist, found: Credential | None, back: Back) -> QWidget:
    """One credential."""
    form, held = forms.credential_form(), Held(found)

    def show() -> None:
        forms.fill_credential(form, held.row)

    def command() -> Command:
        draft, row = read_draft(CredentialDraft, form), held.row
        if row is None:
            return commands.AddCredential(therapist.id, draft)
        return commands.ChangeCredential(row.id, row.version, draft)

    show()
    name = f"credential:{found.id}" if found else f"credential:new:{therapist.id}"
    title = say("Credential") if found else say("New credential")
    editor = row_editor(session, form, command, back, name, title)
    held.reread(editor, lambda row: queries.credential(session.clinic.read, row.id), show)
    gone = say("Remove credential")
    add_gone_button(session, editor, held, gone, lambda row: commands.RetireCredential(row.id, row.version), back)
    if found and found.expires_on and is_expired(found.expires_on, session.clinic.clock.today()):
        words = say(
            "This ended on {day}. Visits after that day cannot go on a superbill until it is renewed.",
            day=dates.shown(found.expires_on),
        )
        editor.banner.show_words("warning", words)
    return editor


def service_page(session: Session, service: Service | None, back: Back) -> QWidget:
    """One service."""
    form, held = forms.service_form(), Held(service)

    def show() -> None:
        forms.fill_service(form, held.row)

    def command() -> Command:
        draft, row = read_draft(ServiceDraft, form), held.row
        return commands.ChangeService(row.id, row.version, draft) if row else commands.AddService(draft)

    show()
    editor = row_editor(session, form, command, back, _name("service", service))
    held.reread(editor, lambda row: queries.service(session.clinic.read, row.id), show)
    gone = say("Retire service")
    add_gone_button(session, editor, held, gone, lambda row: commands.RetireService(row.id, row.version), back)
    return holder(column(card(service.name if service else say("New service"), editor), None, gap=2))


def _of(therapist: Therapist, found: Credential) -> Credential:
    """The credential, where it is this therapist’s; raises Missing."""
    if found.therapist != therapist.id:
        raise Missing(say("This is no longer there."))
    return found


def _name(kind: str, found: RowT | None) -> str:
    return f"{kind}:{found.id}" if found else f"{kind}:new"
