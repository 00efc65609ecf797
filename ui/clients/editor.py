"""Editors of a client and of an alert."""

from clinic_desktop.clients import commands, queries
from clinic_desktop.clients.model import Alert, AlertDraft, Client, ClientDraft
from clinic_desktop.clients.rules import told_apart
from clinic_desktop.staff.rules.roles import may
from clinic_desktop.store.command import Command
from clinic_desktop.values.text import folded
from clinic_desktop.wording import say, say_many
from ui.clients import forms
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.buttons import button
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.form import Form, flag
from ui.session import Session


def client_editor(session: Session, client: Client | None, back: Back) -> Editor:
    """A client's facts, or an empty form for a new one; says while typing who has the same name."""
    today = session.clinic.clock.today()
    form, held = forms.client_form(today), Held(client)

    def show() -> None:
        text = draft_text(ClientDraft, held.row or ClientDraft())
        form.fill(text | {"has_guardian": flag(forms.has_guardian(held.row))})
        forms.show_guardian(form, today)

    def command() -> Command:
        draft, row = read_draft(ClientDraft, form), held.row
        return commands.ChangeClient(row.id, row.version, draft) if row else commands.AddClient(draft)

    show()
    editor = row_editor(session, form, command, back, f"client:{client.id}" if client else "client:new")
    held.reread(editor, lambda row: queries.client(session.clinic.read, row.id), show)
    forms.show_guardian(form, today)
    _tell_of_namesakes(session, editor, form, client)
    if client and may(session.clinic.person, "owner"):
        seen = f"audit/client/{client.id}"
        editor.add_button(button(say("Who opened this chart"), lambda: session.go("settings", seen)))
    return editor


def alert_editor(session: Session, client: Client, alert: Alert | None, back: Back) -> Editor:
    """An alert on a client's chart."""
    form, held = forms.alert_form(), Held(alert)

    def show() -> None:
        form.fill(draft_text(AlertDraft, held.row or AlertDraft()))

    def command() -> Command:
        draft, row = read_draft(AlertDraft, form), held.row
        return commands.ChangeAlert(row.id, row.version, draft) if row else commands.AddAlert(client.id, draft)

    show()
    name = f"alert:{alert.id}" if alert else f"alert:new:{client.id}"
    editor = row_editor(session, form, command, back, name)
    held.reread(editor, lambda row: queries.alert(session.clinic.read, row.id), show)
    gone = say("Remove alert")
    add_gone_button(session, editor, held, gone, lambda row: commands.RetireAlert(row.id, row.version), back)
    return editor


def _tell_of_namesakes(session: Session, editor: Editor, form: Form, client: Client | None) -> None:
    told, shown = [folded(f"{client.family_name} {client.given_name}") if client else ""], [False]

    def on_edited() -> None:
        values = form.values()
        name = folded(f"{values['family_name']} {values['given_name']}")
        if name == told[0] or not values["family_name"].strip():
            return
        told[0] = name
        same = queries.namesakes(session.clinic.read, name, client.id if client else 0, retired=True)
        form.fields["is_other_person"].setVisible(bool(same))
        if same:
            words = say_many(
                "A client of this name is here already", "{count} clients of this name are here", len(same)
            )
            first = same[0]
            action = (say("Open their chart"), lambda: session.go("clients", str(first.id)))
            editor.banner.show_words("note", f"{words}: {'; '.join(told_apart(one) for one in same)}.", action)
        elif shown[0]:
            editor.banner.hide()
        shown[0] = bool(same)

    form.edited.connect(on_edited)
    # A draft that was put back may have brought another name.
    on_edited()
