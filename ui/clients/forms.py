"""The forms of clients and alerts: their fields, and which of them count for whom."""

import re
from datetime import date

from clinic_desktop.clients.model import ADULT_YEARS, ALERT_KINDS, SEXES, Client
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from ui.kit.address import address_rows
from ui.kit.fields import CheckField, ChoiceField, NoteField, TextField
from ui.kit.form import Form

GUARDIAN = ("guardian_name", "guardian_relationship", "guardian_phone")


def client_form(today: date) -> Form:
    """All that is known about a client. Only the name is needed to begin with."""
    born = TextField("birth_date", say("Birth date"), example="3/14/1985")
    form = Form(
        [
            (TextField("given_name", say("First name"), say("As on the insurance card.")), 3),
            (TextField("middle_name", say("Middle name")), 2),
            (TextField("family_name", say("Last name")), 3),
        ],
        [
            (born, 2),
            (ChoiceField("sex", say("Sex on the card"), [(value, say(words)) for value, words in SEXES]), 2),
            (TextField("preferred_name", say("Called")), 2),
            (TextField("pronouns", say("Pronouns"), example="she/her"), 2),
        ],
        CheckField("is_other_person", say("This is another person of the same name and birth date")),
        [
            (TextField("phone", say("Phone"), example="(253) 555-0142"), 1),
            (TextField("other_phone", say("Other phone")), 1),
            (TextField("email", say("Email")), 2),
        ],
        *address_rows(),
        CheckField("has_guardian", say("A guardian or representative acts for this client")),
        [
            (TextField("guardian_name", say("Guardian’s name")), 3),
            (TextField("guardian_relationship", say("Who they are"), example=say("mother")), 2),
            (TextField("guardian_phone", say("Guardian’s phone")), 2),
        ],
        NoteField("note", say("Note"), say("For the clinic only; never printed.")),
    )
    form.fields["is_other_person"].setVisible(False)
    form.edited.connect(lambda: None if _is_half_typed(born) else show_guardian(form, today))
    born.box.editingFinished.connect(lambda: show_guardian(form, today))
    return form


def show_guardian(form: Form, today: date) -> None:
    """Show the guardian's fields for a minor, and for whoever has one."""
    values = form.values()
    minor = _is_minor(values["birth_date"], today)
    form.fields["has_guardian"].setVisible(not minor)
    shown = minor or bool(values["has_guardian"]) or any(values[key] for key in GUARDIAN)
    for key in GUARDIAN:
        form.fields[key].setVisible(shown)


def has_guardian(client: Client | None) -> bool:
    """Whether the box about a guardian is checked for a saved client."""
    return bool(client and client.guardian_name)


def alert_form() -> Form:
    """An alert."""
    return Form(
        [
            (TextField("words", say("What everybody has to see"), example=say("Blood thinner: light pressure")), 3),
            (ChoiceField("kind", say("Kind"), [(value, say(words)) for value, words in ALERT_KINDS]), 2),
        ],
    )


def _is_half_typed(born: TextField) -> bool:
    """Whether the date may go on: on the way to 3/14/1985 stands 3/14/19, and that is a child."""
    return born.box.hasFocus() and not re.search("[0-9]{4}", born.value())


def _is_minor(typed: str, today: date) -> bool:
    try:
        return dates.age(dates.parse_birth_date(typed, today), today) < ADULT_YEARS
    except Unreadable:
        return False
