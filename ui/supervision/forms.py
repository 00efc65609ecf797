"""The forms of a supervisor and of a payer's answer."""

from clinic_desktop.supervision.model import (
    ANSWERS,
    PROFESSIONS,
    SupervisionAnswer,
    SupervisionAnswerDraft,
    Supervisor,
    SupervisorDraft,
)
from clinic_desktop.wording import say
from ui.kit.drafts import draft_text
from ui.kit.fields import CheckField, ChoiceField, NoteField, TextField
from ui.kit.form import Form, flag


def supervisor_form() -> Form:
    """Who it is, what entitles them to supervise, and from when to when they do."""
    professions = [("", say("Choose a profession")), *((key, say(words)) for key, words in PROFESSIONS.items())]
    return Form(
        [
            (TextField("given_name", say("First name"), say("As registered for the NPI.")), 3),
            (TextField("family_name", say("Last name")), 3),
            (TextField("designation", say("Printed behind the name"), example="DC"), 2),
        ],
        [
            (ChoiceField("profession", say("Profession"), professions), 3),
            (TextField("npi", say("NPI (Type 1, individual)"), say("Ten digits."), example="1234567893"), 3),
            (None, 2),
        ],
        [
            (TextField("license_state", say("State of the license"), example="WA"), 2),
            (TextField("license_number", say("License number")), 3),
            (TextField("expires_on", say("License valid until"), say("The last day."), example="8/31/2027"), 3),
        ],
        [
            (TextField("from_on", say("Supervises here from"), say("The first day."), example="1/5/2026"), 3),
            (TextField("to_on", say("Until"), say("The last day. Empty: still supervises.")), 3),
            (None, 2),
        ],
    )


def fill_supervisor(form: Form, found: Supervisor | None) -> None:
    """Show a saved supervisor, or an empty form."""
    form.fill(draft_text(SupervisorDraft, found or SupervisorDraft()))


def answer_form() -> Form:
    """What the payer said, and the call in which it did."""
    answers = [("", say("Choose the answer")), *((key, say(words)) for key, words in ANSWERS.items())]
    form = Form(
        [
            (ChoiceField("accepts", say("Accepts massage under a supervisor"), answers), 4),
            (None, 5),
        ],
        [
            (CheckField("pt", say("Under a PT")), 2),
            (CheckField("ot", say("Under an OT")), 2),
            (CheckField("dc", say("Under a DC")), 2),
            (CheckField("md", say("Under an MD or DO")), 3),
        ],
        [
            (TextField("asked_on", say("Asked on"), example="11/3/2026"), 2),
            (TextField("representative", say("Spoke with"), say("Name of the representative.")), 2),
            (TextField("reference", say("Call reference number"), say("A yes needs it.")), 3),
            (TextField("valid_until", say("Counts until"), say("Empty: no end was named.")), 2),
        ],
        NoteField("note", say("Note"), lines=2),
    )
    form.edited.connect(lambda: _show_professions(form))
    return form


def fill_answer(form: Form, found: SupervisionAnswer | None) -> None:
    """Show a saved answer, or an empty form."""
    checked = {one: flag(one in found.professions) for one in PROFESSIONS} if found else {}
    form.fill(draft_text(SupervisionAnswerDraft, found or SupervisionAnswerDraft()) | checked)
    _show_professions(form)


def _show_professions(form: Form) -> None:
    """A no is one for all of them."""
    for one in PROFESSIONS:
        form.fields[one].setVisible(form.values()["accepts"] != "no")
