"""The form of a disclosure: to whom, what and how it went, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtWidgets import QComboBox

from clinic_desktop.disclosures.model import PURPOSES, TOLD_KINDS, WAYS
from clinic_desktop.disclosures.rules.accounting import is_accountable
from clinic_desktop.disclosures.rules.typed import read_party
from clinic_desktop.wording import mark, say
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.form import Form

# Where something of each kind goes to.
_REACH = {
    "fax": mark("Fax number"),
    "portal": mark("Portal"),
    "mail": mark("Address"),
    "in_person": mark("Place"),
    "email": mark("Email"),
    "phone": mark("Phone"),
}
_CHOICE_LETTERS = 24


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who may have been told, as the record knows them. `key` is what `DisclosureDraft.party` holds, `reach`
    where each way goes to: the number for "fax"."""

    key: str
    words: str
    name: str = ""
    reach: Mapping[str, str] = field(default_factory=dict)


def disclosure_form(recipients: Sequence[Recipient]) -> Form:
    """`recipients` are those to choose from."""
    party = ChoiceField("party", say("To whom"), [("", say("Choose")), *((one.key, one.words) for one in recipients)])
    # Else the longest name of a payer would make the form wider than the window.
    party.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    party.box.setMinimumContentsLength(_CHOICE_LETTERS)
    kinds, purposes, ways = (
        [(key, say(words)) for key, words in choices.items()] for choices in (TOLD_KINDS, PURPOSES, WAYS)
    )
    form = Form(
        [
            (party, 4),
            (TextField("name", say("Name"), say("Of the person or the office, as used.")), 3),
            (TextField("told_on", say("Day"), example="11/20/2026"), 2),
        ],
        [
            (ChoiceField("how", say("How"), ways), 2),
            (TextField("reach", say("Fax number")), 4),
            (TextField("confirmation", say("Confirmation number"), say("Of the fax, the portal or the post.")), 3),
        ],
        [
            (ChoiceField("kind", say("What it was"), kinds), 2),
            (TextField("title", say("In words"), example=say("Visit notes of November")), 5),
            (TextField("pages", say("Pages"), example="4"), 2),
        ],
        NoteField("parts", say("Which parts"), lines=2),
        [
            (ChoiceField("purpose", say("What for"), [("", say("Choose")), *purposes]), 4),
            (NoteField("why", say("Why, in a few words"), lines=2), 5),
        ],
    )
    form.edited.connect(lambda: show_where_to(form))
    show_where_to(form)
    return form


def show_where_to(form: Form) -> None:
    """Ask for where it went by the way it went."""
    form.fields["reach"].relabel(say(_REACH[form.values()["how"]]))


def known_of(recipients: Sequence[Recipient], chosen: Sequence[str]) -> dict[str, str]:
    """What the record knows of a recipient, by their key and the way: name and where to."""
    key, how = chosen
    one = next((one for one in recipients if one.key == key), None)
    return {"name": one.name if one else "", "reach": one.reach.get(how, "") if one else ""}


def accounting_words(form: Form) -> str:
    """Whether the client’s accounting will name what stands in the form; "" while that is not known."""
    values = form.values()
    party, _ = read_party(values["party"])
    if not party or not values["purpose"]:
        return say("Every disclosure is logged. The client’s accounting names those that the law wants named.")
    if is_accountable(party, values["purpose"]):
        return say("The client’s accounting names this one, with who got it, what it was and why.")
    return say("This one is logged, and the client’s accounting leaves it out, as the law allows.")
