"""The form of an authorization: what was asked, and the payer's letter copied from top to bottom."""

from collections.abc import Sequence

from clinic_desktop.authorizations.model import COUNTS, STATUSES, AuthorizationDraft
from clinic_desktop.authorizations.rules.typed import warning_about
from clinic_desktop.referrals.rules.prescriptions import parse_until
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from ui.kit.drafts import read_draft
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.session import Session


def authorization_form(session: Session, policies: Sequence[tuple[str, str]]) -> Form:
    """`policies` are those of the case to choose from: their ids as text, and the words for each."""
    statuses, counts = ([(key, say(words)) for key, words in choices.items()] for choices in (STATUSES, COUNTS))
    form = Form(
        [
            (ChoiceField("status", say("Answer"), statuses), 2),
            (TextField("number", say("Authorization number"), example="PA-104200"), 2),
            (ChoiceField("policy", say("Policy"), [("", say("Not known yet")), *policies]), 3),
        ],
        [
            (TextField("codes", say("Codes"), say("With commas between. Empty means any code.")), 3),
            (ChoiceField("counts", say("Granted in"), counts), 2),
            (TextField("granted", say("How many"), example="12"), 1),
            (TextField("used_before", say("Used before"), say("Elsewhere, or before this record.")), 2),
        ],
        [
            (TextField("asked_on", say("Asked for on"), example="11/3/2026"), 2),
            (TextField("decided_on", say("Answered on")), 2),
            (TextField("starts_on", say("Starts on"), say("Empty means the day of the answer.")), 2),
            (TextField("ends_on", say("Ends on"), _until_hint()), 2),
        ],
        TextField("contact", say("Spoke with"), say("Who, at which number, and the reference of the call.")),
        NoteField("note", say("Note"), lines=2),
    )
    form.edited.connect(lambda: show_what_counts(session, form))
    return form


def show_what_counts(session: Session, form: Form) -> None:
    """Ask for the answer where there is one; say which day a span ends on, and look twice at what was used before."""
    values, today = form.values(), session.clinic.clock.today()
    form.fields["decided_on"].setVisible(values["status"] != "requested")
    form.fields["used_before"].show_notice(warning_about(read_draft(AuthorizationDraft, form)))
    typed, meant = values["ends_on"].strip(), ""
    if typed:
        try:
            answered = "" if values["status"] == "requested" else values["decided_on"].strip()
            begins = values["starts_on"].strip() or answered
            start = dates.parse_date(begins, today) if begins else today
            meant = say("Until {day}.", day=dates.shown(parse_until(typed, start, today)))
        except Unreadable:
            # Said at the field when it is saved; on the way there it is nobody's mistake.
            meant = ""
    form.fields["ends_on"].show_hint(meant or _until_hint())


def _until_hint() -> str:
    return say("A day, or “6 weeks”, “90 days”.")
