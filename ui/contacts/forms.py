"""The form of a contact: when and with whom, what was said, and what is to follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtWidgets import QComboBox

from clinic_desktop.contacts.model import DIRECTIONS, KINDS, LASTING, PARTIES, Contact
from clinic_desktop.wording import mark, say
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.form import Form

# What a contact of each kind goes over.
_REACH = {
    "call": mark("Phone"),
    "in_person": mark("Phone"),
    "fax": mark("Fax number"),
    "email": mark("Email"),
    "letter": mark("Address"),
    "portal": mark("Portal"),
}
_CHOICE_LETTERS = 24


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody a contact can be with, as the record knows them. `key` is what `ContactDraft.party` holds, `reach` what
    a contact of each kind goes over: the phone for "call", the number for "fax"."""

    key: str
    words: str
    name: str = ""
    reach: Mapping[str, str] = field(default_factory=dict)


def contact_form(parties: Sequence[Party]) -> Form:
    """`parties` are those to choose from."""
    kinds, directions = ([(key, say(words)) for key, words in choices.items()] for choices in (KINDS, DIRECTIONS))
    party = ChoiceField("party", say("With"), [("", say("Choose")), *((one.key, one.words) for one in parties)])
    # Else the longest name of a payer would make the form wider than the window.
    party.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    party.box.setMinimumContentsLength(_CHOICE_LETTERS)
    form = Form(
        [
            (ChoiceField("kind", say("Kind"), kinds), 2),
            (ChoiceField("direction", say("Direction"), directions), 2),
            (TextField("contacted_on", say("Day"), example="11/20/2026"), 2),
            (TextField("contacted_at", say("Time"), example="2:15 pm"), 2),
            (TextField("minutes", say("Minutes"), example="25"), 2),
        ],
        [
            (party, 4),
            (TextField("name", say("Department or name")), 3),
            (TextField("reach", say("Phone")), 3),
        ],
        [
            (TextField("representative", say("Representative"), say("Name or ID of the person who spoke.")), 1),
            (TextField("reference", say("Reference number"), say("Ask for it before the call ends.")), 1),
        ],
        [
            (NoteField("said", say("What was said"), lines=5), 3),
            (NoteField("promised", say("What was promised"), lines=5), 2),
        ],
        [
            (TextField("todo", say("Follow-up"), example=say("Call again about the letter")), 5),
            (TextField("due_on", say("By"), say("A day, or “+1w” for in a week.")), 2),
            (TextField("done_on", say("Done on"), say("Empty while it waits.")), 2),
        ],
    )
    form.edited.connect(lambda: show_what_counts(form))
    return form


def show_what_counts(form: Form) -> None:
    """Ask only for what a contact of this kind has."""
    kind = form.values()["kind"]
    form.fields["direction"].setVisible(kind != "in_person")
    form.fields["minutes"].setVisible(kind in LASTING)
    form.fields["reach"].relabel(say(_REACH[kind]))


def known_of(parties: Sequence[Party], chosen: Sequence[str]) -> dict[str, str]:
    """What the record knows of whom a contact is with, by the key of the party and the kind: name and where to."""
    key, kind = chosen
    one = next((one for one in parties if one.key == key), None)
    return {"name": one.name if one else "", "reach": one.reach.get(kind, "") if one else ""}


def with_kept(parties: Sequence[Party], found: Contact | None) -> Sequence[Party]:
    """The parties to choose from, and the payer that stands there though the case has no policy of it any more."""
    if found is None or any(one.key == _base(found) for one in parties):
        return parties
    return (*parties, Party(_base(found), found.payer_name or say(PARTIES[found.party])))


def party_key(parties: Sequence[Party], found: Contact) -> str:
    """The key of whom a contact was with: of several departments the one that is called so."""
    base = _base(found)
    named = (one.key for one in parties if one.key.startswith(f"{base}/") and one.name == found.name)
    return next(named, base)


def _base(found: Contact) -> str:
    return f"payer/{found.payer}" if found.payer else found.party
