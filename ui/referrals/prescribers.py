"""A prescriber's page: the form, and the way off the list and back on it."""

from PySide6.QtWidgets import QWidget

from clinic_desktop.referrals import queries
from clinic_desktop.referrals.commands import prescribers as commands
from clinic_desktop.referrals.model import Prescriber, PrescriberDraft
from clinic_desktop.store.command import Command
from clinic_desktop.wording import say
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.address import address_rows
from ui.kit.buttons import button
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.fields import NoteField, TextField
from ui.kit.form import Form
from ui.kit.layout import card, column, holder, row, scrolled
from ui.kit.text import ChipText, Text, isolated
from ui.session import Session


def prescriber_form() -> Form:
    """Who orders treatment."""
    return Form(
        [
            (TextField("given_name", say("First name")), 3),
            (TextField("family_name", say("Last name")), 3),
            (TextField("credential", say("Credential"), say("Printed behind the name."), example="MD"), 2),
        ],
        [
            (TextField("npi", say("NPI"), say("Ten digits; payers look the prescriber up by it.")), 2),
            (TextField("license", say("License"), say("State and number; letters for payers name it.")), 2),
        ],
        TextField("organization", say("Practice or hospital")),
        [
            (TextField("phone", say("Phone"), example="(253) 555-0142"), 2),
            (TextField("fax", say("Fax")), 2),
            (TextField("email", say("Email")), 3),
        ],
        *address_rows(),
        NoteField("note", say("Note"), say("Whom to ask for a new prescription, for example."), lines=2),
    )


def prescriber_editor(session: Session, found: Prescriber | None, back: Back) -> Editor:
    """One prescriber, or an empty form for a new one; a retired one can be changed and brought back."""
    form, held = prescriber_form(), Held(found)

    def show() -> None:
        form.fill(draft_text(PrescriberDraft, held.row or PrescriberDraft()))

    def command() -> Command:
        draft, row = read_draft(PrescriberDraft, form), held.row
        return commands.ChangePrescriber(row.id, row.version, draft) if row else commands.AddPrescriber(draft)

    show()
    editor = row_editor(session, form, command, back, f"prescriber:{found.id}" if found else "prescriber:new")
    held.reread(editor, lambda row: queries.prescriber(session.clinic.read, row.id), show)
    if found and found.is_retired:
        _add_back_button(session, editor, held, back)
        return editor
    gone = say("Retire prescriber")
    add_gone_button(session, editor, held, gone, lambda row: commands.RetirePrescriber(row.id, row.version), back)
    return editor


def prescriber_page(session: Session, found: Prescriber | None, back: Back) -> QWidget:
    """The form in a card that says whose it is."""
    editor = prescriber_editor(session, found, back)
    if found and found.is_retired:
        title = row(Text(isolated(found.name), "heading", wrap=False), ChipText(say("Retired")), None, gap=2)
        inner = card("", title, editor)
    else:
        inner = card(isolated(found.name) if found else say("New prescriber"), editor)
    page = scrolled(holder(column(inner, None)))
    page.setFocusProxy(editor)
    return page


def _add_back_button(session: Session, editor: Editor, held: Held[Prescriber], back: Back) -> None:
    """A button that puts a retired prescriber on the list again; what stands in the form stays a draft."""

    def bring_back() -> None:
        row = held.row
        if row is None or not editor.form.keep_draft():
            return
        if editor.attempt(lambda: session.run(commands.BringPrescriberBack(row.id, row.version))):
            back(row.id)

    editor.add_button(button(say("Bring prescriber back"), bring_back))
