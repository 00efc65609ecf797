"""The form of a case: what its kind does not ask for is hidden."""

from clinic_desktop.cases.model import CASE_KINDS, PLAN_WISHES
from clinic_desktop.cases.rules import ACCIDENTS
from clinic_desktop.wording import say
from ui.kit.fields import CheckField, ChoiceField, NoteField, TextField
from ui.kit.form import Form

_OF_ACCIDENTS = (
    "state", "claim_number", "adjuster_name", "adjuster_phone", "adjuster_fax", "adjuster_email",
    "attorney_name", "attorney_phone", "attorney_email",
)  # fmt: skip


def case_form() -> Form:
    """What the client is treated for, and who handles the claim."""
    form = Form(
        [
            (TextField("reason", say("What is treated"), say("In a few words."), example=say("Neck pain")), 3),
            (ChoiceField("kind", say("Kind"), [(value, say(words)) for value, words in CASE_KINDS]), 2),
            (TextField("onset_on", say("Began on"), example="3/14/2026"), 2),
        ],
        CheckField("no_accident", say("Asked: neither an accident nor work caused this")),
        ChoiceField(
            "plan_wish",
            say("Health plan, as asked"),
            [(value, say(words)) for value, words in PLAN_WISHES.items()],
            say("Ask every client. Who pays here without a claim is owed a Good Faith Estimate before planned visits."),
        ),
        [
            (TextField("state", say("State where it happened"), example="WA"), 1),
            (TextField("claim_number", say("Claim number")), 2),
            (TextField("employer", say("Employer")), 2),
        ],
        [
            (TextField("adjuster_name", say("Adjuster"), say("Handles this claim at the payer.")), 3),
            (TextField("adjuster_phone", say("Adjuster’s phone")), 2),
            (TextField("adjuster_fax", say("Adjuster’s fax")), 2),
            (TextField("adjuster_email", say("Adjuster’s email")), 3),
        ],
        [
            (TextField("attorney_name", say("Attorney")), 3),
            (TextField("attorney_phone", say("Attorney’s phone")), 2),
            (TextField("attorney_email", say("Attorney’s email")), 3),
        ],
        [(TextField("closed_on", say("Closed on"), say("Leave empty while treatment goes on.")), 1), (None, 3)],
        NoteField("note", say("Note"), lines=2),
    )
    form.edited.connect(lambda: show_what_counts(form))
    return form


def show_what_counts(form: Form) -> None:
    """Hide what this kind of case does not ask for."""
    kind = form.values()["kind"]
    for key in _OF_ACCIDENTS:
        form.fields[key].setVisible(kind in ACCIDENTS)
    form.fields["employer"].setVisible(kind == "work")
    form.fields["no_accident"].setVisible(kind == "health")
    form.fields["plan_wish"].setVisible(kind not in ("auto", "work"))
