"""The editor of what a client asked to be kept from a payer."""

from collections.abc import Sequence

from clinic_desktop.restrictions import commands, queries
from clinic_desktop.restrictions.model import ASKED_HOW, Restriction, RestrictionDraft
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.session import Session


def restriction_editor(session: Session, client: int, found: Restriction | None, back: Back) -> Editor:
    """What this client asked for, or a new demand."""
    held = Held(found)
    payers = [(str(row), name) for row, name in queries.payers_of(session.clinic.read, client)]
    # The one that stands there stays to be seen, though the policy went since.
    if found and found.payer and str(found.payer) not in dict(payers):
        payers.append((str(found.payer), found.payer_name))
    form = _form(payers)

    def show() -> None:
        form.fill(draft_text(RestrictionDraft, held.row or RestrictionDraft()))

    def command() -> Command:
        draft, row = read_draft(RestrictionDraft, form), held.row
        if row:
            return commands.ChangeRestriction(row.id, row.version, draft)
        return commands.AddRestriction(client, draft)

    show()
    name = f"restriction:{found.id}" if found else f"restriction:new:{client}"
    editor = row_editor(session, form, command, back, name)
    if found is None:
        today = dates.printed(session.clinic.clock.today())
        form.begin_with({"from_on": today, "asked_on": today})
        form.fields["taken_back_on"].hide()
    held.reread(editor, lambda row: queries.restriction(session.clinic.read, row.id), show)
    gone = say("Remove: written by mistake")
    add_gone_button(session, editor, held, gone, lambda row: commands.RemoveRestriction(row.id, row.version), back)
    return editor


def _form(payers: Sequence[tuple[str, str]]) -> Form:
    how = [(key, say(words)) for key, words in ASKED_HOW.items()]
    whom = say("The payers of the client’s policies. Every payer also means one that is not on record.")
    back = say("Earlier visits are not kept any more either. To tell of later ones only, fill “To” instead.")
    return Form(
        [(ChoiceField("payer", say("Who is not told"), [("", say("Every payer")), *payers], whom), 3), (None, 2)],
        [
            (TextField("from_on", say("Visits from"), say("The first date of service."), example="11/20/2026"), 1),
            (TextField("until_on", say("To"), say("The last one. Empty: until further notice.")), 1),
        ],
        [
            (TextField("asked_on", say("Asked on"), example="11/20/2026"), 1),
            (ChoiceField("how", say("How the client asked"), how), 1),
        ],
        NoteField("note", say("Note"), lines=2),
        [(TextField("taken_back_on", say("Taken back on"), back), 1), (None, 1)],
    )
