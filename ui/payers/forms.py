"""The forms of a payer and of a department."""

from clinic_desktop.payers.model import UNIT_RULES
from clinic_desktop.wording import say
from ui.kit.address import address_rows
from ui.kit.fields import CheckField, ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.payers.columns import DEPARTMENT_KINDS


def payer_form() -> Form:
    """Who pays, and how it counts what it pays for."""
    rules = [(rule, say(words)) for rule, words in UNIT_RULES.items()]
    return Form(
        [
            (TextField("name", say("Name"), say("As on the card.")), 4),
            (TextField("payer_number", say("Payer ID"), say("Its number for electronic claims.")), 2),
            (TextField("website", say("Website"), say("The provider portal.")), 3),
        ],
        [
            (ChoiceField("unit_rule", say("Counts units by"), rules), 4),
            (TextField("units_a_day", say("Most units a day"), say("Empty: not known.")), 2),
            (None, 3),
        ],
        CheckField("asks_times", say("Wants start and end times and the body region with every service")),
        NoteField("note", say("Note"), lines=2),
    )


def department_form() -> Form:
    """A part of a payer, and how to reach it."""
    return Form(
        [
            (ChoiceField("kind", say("Department"), [(value, say(words)) for value, words in DEPARTMENT_KINDS]), 2),
            (TextField("name", say("Name"), say("If it has one, or whom to ask for.")), 3),
        ],
        [
            (TextField("phone", say("Phone"), example="(800) 555-0142"), 2),
            (TextField("extension", say("Extension")), 1),
            (TextField("fax", say("Fax")), 2),
            (TextField("hours", say("Hours"), example=say("Mon to Fri 8 to 5 Pacific")), 3),
        ],
        *address_rows(say("A PO box is fine here.")),
        NoteField("note", say("Note"), say("The way through the phone menu, for example."), lines=2),
    )
