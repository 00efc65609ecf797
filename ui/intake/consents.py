"""The editor of a consent."""

from clinic_desktop.clients.model import Client
from clinic_desktop.clients.rules import is_minor
from clinic_desktop.intake.commands.consents import AddConsent, ChangeConsent, RetireConsent
from clinic_desktop.intake.model.consents import CONSENTS, WORDED, Consent, ConsentDraft
from clinic_desktop.intake.queries.consents import consent
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.clients.columns import guardian_role
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.choice_box import ChoiceBox
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.session import Session

_NAME_LETTERS = 24


def consent_form(client: Client, role: str, found: Consent | None) -> Form:
    """`role` is what the one who acts for the client is called. Who signed the one that is `found` stands there by the
    name of then."""
    kinds = [("", say("Choose")), *((key, say(words)) for key, words in CONSENTS.items())]
    names = {"client": client.name, "guardian": client.guardian_name or say("nobody on record")}
    if found:
        names[found.signed_by] = found.signer
    signers = [
        ("client", say("Client: {who}", who=names["client"])),
        ("guardian", say("{role}: {who}", role=role, who=names["guardian"])),
    ]
    form = Form(
        [
            (ChoiceField("kind", say("What was agreed to"), kinds), 4),
            (ChoiceField("signed_by", say("Signed by"), signers), 4),
            (TextField("signed_on", say("Signed on"), example="11/20/2026"), 2),
            (TextField("until_on", say("Counts until"), say("Empty: no end.")), 2),
        ],
        TextField("region", say("Area"), say("Each area is agreed to apart."), example=say("Jaw, inside the mouth")),
        NoteField("words", say("In which words"), say(WORDED[""]), lines=2),
        [(TextField("witness", say("Witness"), say("Who else saw it signed, where somebody did.")), 4), (None, 8)],
        [
            (TextField("withdrawn_on", say("Withdrawn on"), say("Empty while it counts.")), 2),
            (TextField("withdrawn_why", say("Why it was withdrawn")), 6),
        ],
    )
    # However long a name is: the day beside it stays in sight.
    by = form.fields["signed_by"].box
    assert isinstance(by, ChoiceBox)
    by.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    by.setMinimumContentsLength(_NAME_LETTERS)
    form.edited.connect(lambda: show_what_is_asked(form))
    return form


def show_what_is_asked(form: Form) -> None:
    """The area only of a special one; and what its words are to say."""
    kind = form.values()["kind"]
    form.fields["region"].setVisible(kind == "special_area")
    form.fields["words"].show_hint(say(WORDED.get(kind, WORDED[""])))


def consent_editor(session: Session, client: Client, found: Consent | None, back: Back, kind: str = "") -> Editor:
    """One consent, or a new one that begins as one of this kind, signed today."""
    today = session.clinic.clock.today()
    form, held = consent_form(client, guardian_role(client, today), found), Held(found)
    signer = "guardian" if is_minor(client, today) else "client"

    def show() -> None:
        new = ConsentDraft(signed_by=signer, signed_on=dates.printed(today))
        form.fill(draft_text(ConsentDraft, held.row or new))
        show_what_is_asked(form)

    def command() -> Command:
        draft, row = read_draft(ConsentDraft, form), held.row
        return ChangeConsent(row.id, row.version, draft) if row else AddConsent(client.id, draft)

    show()
    editor = row_editor(session, form, command, back, f"consent:{found.id}" if found else f"consent:new:{client.id}")
    held.reread(editor, lambda row: consent(session.clinic.read, row.id), show)
    gone = say("Remove consent")
    add_gone_button(session, editor, held, gone, lambda row: RetireConsent(row.id, row.version), back)
    if found is None:
        # A new one is not withdrawn.
        for key in ("withdrawn_on", "withdrawn_why"):
            form.fields[key].hide()
        if kind in CONSENTS:
            form.begin_with({"kind": kind})
    show_what_is_asked(form)
    return editor
