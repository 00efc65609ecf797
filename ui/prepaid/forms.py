"""The form of what is sold before it is used: what it is, what it holds, and what was paid for it."""

from collections.abc import Sequence

from clinic_desktop.payments.model import BOUGHT_BEFORE, METHODS
from clinic_desktop.practice.model import Service
from clinic_desktop.wording import mark, say
from ui.kit.field import Field
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.kit.words_field import WordsField
from ui.payments.columns import reference_label


def prepaid_form(kind: str, services: Sequence[Service], *, is_new: bool, has_client: bool) -> Form:
    """A package, membership or gift card; a new one with what was paid for it. A gift card that no client buys asks who
    does."""
    rows: list[Field | list[tuple[Field | None, int]]] = [_what(kind, services, has_client=has_client), _holds(kind)]
    rows += [WordsField("follows", say("What follows"))]
    if is_new:
        rows += payment_rows(say("Paid now"), say("Less than the price, or nothing: the rest is paid later."))
    rows += [NoteField("note", say("Note"), lines=2)]
    return Form(*rows)


def payment_rows(label: str, hint: str = "") -> list[Field | list[tuple[Field | None, int]]]:
    """What was paid for it, when and how; nothing is bought with what was bought before."""
    choices = [(key, say(words)) for key, words in METHODS.items() if key not in BOUGHT_BEFORE]
    return [
        [
            (TextField("sold", label, hint), 2),
            (TextField("paid_on", say("Paid on")), 2),
            (ChoiceField("method", say("Paid by"), choices), 2),
            (TextField("reference", reference_label("card")), 1),
        ]
    ]


def _what(kind: str, services: Sequence[Service], *, has_client: bool) -> list[tuple[Field | None, int]]:
    name = TextField("name", say("Name"), example=say(_EXAMPLES[kind]) if _EXAMPLES[kind] else "")
    if kind == "gift_card":
        buyer = TextField("bought_by", say("Bought by"), say("Whoever buys it, where it is no client of the clinic."))
        number = TextField("number", say("Number on the card"), say("By it the card is found again."))
        return [(number, 2), (name, 2), (None, 3) if has_client else (buyer, 3)]
    anything = [("", say("Any service")), *((str(one.id), one.name) for one in services)]
    return [(name, 4), (ChoiceField("service", say("For"), anything), 3)]


def _holds(kind: str) -> list[tuple[Field | None, int]]:
    price = TextField("price", say("Value") if kind == "gift_card" else say("Price"))
    starts = TextField("starts_on", say("Can be used from"))
    ends = TextField("expires_on", say("Last day"), say("Empty: it does not expire. “6 months” works too."))
    sold = TextField("sold_on", say("Sold on"))
    if kind == "gift_card":
        return [(price, 2), (sold, 2), (starts, 2), (ends, 3)]
    visits = TextField("visits", say("Visits"), say("Empty: it holds its price as a value."))
    return [(visits, 2), (price, 2), (sold, 2), (starts, 2), (ends, 3)]


_EXAMPLES = {"package": mark("Five visits of 60 minutes"), "membership": mark("Monthly membership"), "gift_card": ""}
