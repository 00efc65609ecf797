"""The form of a policy: the card, copied from left to right."""

from clinic_desktop.policies.model import PLAN_TYPES, RELATIONSHIPS
from clinic_desktop.policies.rules import warning_about
from clinic_desktop.wording import say
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.kit.pick import PickField
from ui.payers.picker import payer_choices
from ui.session import Session

_OF_OTHERS = ("subscriber_given_name", "subscriber_family_name", "subscriber_birth_date")


def policy_form(session: Session) -> Form:
    """Payer, plan, numbers, effective and termination date, and the relationship to the subscriber."""
    payer = PickField(
        "payer",
        say("Payer"),
        lambda typed: payer_choices(session, typed),
        say("Type a few letters and choose, or the whole name of a new one."),
        new=lambda text: say("Not on the list of payers yet: it is added when you save."),
    )
    relationships = [(key, say(words)) for key, words in RELATIONSHIPS]
    of_client = say("What the client is to the subscriber, who holds the policy.")
    form = Form(
        [
            (payer, 3),
            (ChoiceField("plan_type", say("Plan type"), [(key, say(words)) for key, words in PLAN_TYPES.items()]), 3),
            (TextField("plan_name", say("Plan name")), 2),
        ],
        [
            (TextField("member_id", say("Member ID"), say("As on the card; spaces do not matter.")), 2),
            (TextField("group_number", say("Group number")), 2),
            (TextField("effective_on", say("Effective date"), example="1/1/2026"), 1),
            (TextField("ends_on", say("Termination date")), 1),
        ],
        [
            (ChoiceField("relationship", say("Relationship to subscriber"), relationships, of_client), 1),
            (None, 2),
        ],
        [
            (TextField("subscriber_given_name", say("Subscriber’s first name")), 2),
            (TextField("subscriber_family_name", say("Subscriber’s last name")), 2),
            (TextField("subscriber_birth_date", say("Subscriber’s birth date"), example="3/14/1985"), 2),
        ],
        NoteField("note", say("Note"), lines=2),
    )
    form.edited.connect(lambda: show_what_counts(form))
    return form


def show_what_counts(form: Form) -> None:
    """Ask for the subscriber where it is not the client; look twice at the member ID."""
    values = form.values()
    for key in _OF_OTHERS:
        form.fields[key].setVisible(values["relationship"] != "self")
    form.fields["member_id"].show_notice(warning_about(values["member_id"]))
