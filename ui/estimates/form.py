"""The form of an estimate: who treats, what is expected, how often, from when to when."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields

from clinic_desktop.estimates.model.estimate import MOST_ITEMS, ExpectedItem, GoodFaithDraft, ItemLine
from clinic_desktop.estimates.rules.words import item_words
from clinic_desktop.practice.model import Service
from clinic_desktop.values import money
from clinic_desktop.wording import say
from ui.kit.field import Field
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.kit.rows_field import RowsField
from ui.kit.usual_field import UsualField

_KEYS = tuple(one.name for one in fields(ItemLine))


def estimate_form(services: Sequence[Service], therapists: Sequence[tuple[str, str]]) -> Form:
    """Empty; `therapists` are (id as text, name)."""
    form = Form(
        ChoiceField("therapist", say("Who treats"), [("", say("Choose a therapist")), *therapists]),
        _items_field(services),
        [
            (TextField("visits", say("Visits in all")), 2),
            (TextField("frequency", say("How often"), example=say("1 a week")), 3),
        ],
        [
            (TextField("first_day", say("First day"), example="12/1/2026"), 1),
            (TextField("last_day", say("Last day"), say("12 months after the first day at most.")), 1),
        ],
        TextField("place", say("Where, if not in the clinic"), example=say("The client’s home")),
        NoteField("separate", say("To be scheduled separately"), say("One a line; empty where nothing is."), lines=2),
    )
    form.edited.connect(lambda: show_usual(form, services))
    return form


def show_sums(form: Form, items: Sequence[ExpectedItem]) -> None:
    """How what is expected comes about, below the services: units times price, times the visits."""
    form.fields["services"].show_hint("\n".join(map(item_words, items)))


def show_usual(form: Form, services: Sequence[Service]) -> None:
    """What stands in a line where nobody types another: the service's price, and all the visits; and what the price is
    of, so that nobody types that of a whole visit where it is one of a unit."""
    prices = {str(one.id): money.typed(one.price_cents) for one in services}
    visits = form.fields["visits"].value().strip()
    items = form.fields["services"]
    assert isinstance(items, RowsField)
    for at in range(items.count()):
        cells = items.cells(at)
        chosen = cells["service"].value()
        usual = {"price": prices.get(chosen, ""), "visits": visits if chosen and visits.isdecimal() else ""}
        for key, words in usual.items():
            cell = cells[key]
            assert isinstance(cell, UsualField)
            cell.show_usual(words)
    _name_prices(items, {str(one.id): one.priced_by for one in services})


def _name_prices(items: RowsField, priced_by: Mapping[str, str]) -> None:
    """The one label that is seen speaks for all lines; to a screen reader each box is called by its own."""
    kinds = [priced_by.get(items.cells(at)["service"].value(), "") for at in range(items.count())]
    known = set(filter(None, kinds))
    for at, kind in enumerate(kinds):
        cell = items.cells(at)["price"]
        cell.relabel(_price_words(kind))
        cell.name_as(say("{label}, {row}", label=cell.label, row=_row_name(at + 1)))
    if len(known) > 1:
        items.cells(0)["price"].show_other_label(say("Unit or visit price"))
    elif known:
        items.cells(0)["price"].show_other_label(_price_words(known.pop()))


def _price_words(kind: str) -> str:
    if kind == "visit":
        return say("Price per visit")
    return say("Price per unit") if kind == "unit" else say("Price")


def _row_name(number: int) -> str:
    return say("service {number}", number=number)


def typed_estimate(form: Form) -> GoodFaithDraft:
    """The estimate as typed."""
    values, items = form.values(), form.fields["services"]
    assert isinstance(items, RowsField)
    lines = tuple(ItemLine(**{key: one.get(key, "") for key in _KEYS}) for one in items.rows())
    return GoodFaithDraft(services=lines, **{key: value for key, value in values.items() if key != "services"})


def as_values(draft: GoodFaithDraft) -> dict[str, str]:
    """An estimate as the form shows it."""
    values = {one.name: getattr(draft, one.name) for one in fields(draft)}
    lines = [asdict(one) for one in draft.services]
    return values | {"services": json.dumps(lines, ensure_ascii=False, separators=(",", ":")) if lines else ""}


def _items_field(services: Sequence[Service]) -> RowsField:
    choices = [("", say("Choose a service")), *((str(one.id), one.name) for one in services)]
    minutes = {str(one.id): str(one.usual_minutes or "") for one in services}

    def build() -> list[list[tuple[Field, int]]]:
        return [
            [
                (ChoiceField("service", say("Service"), choices), 5),
                (TextField("minutes", say("Minutes")), 2),
                (UsualField("price", say("Price")), 3),
                (UsualField("visits", say("Visits")), 2),
            ]
        ]

    made = RowsField(
        "services",
        say("Services of a visit"),
        build,
        add=say("Add service"),
        row_name=_row_name,
        most=MOST_ITEMS,
    )

    def on_changed(at: int, key: str) -> None:
        cells = made.cells(at)
        if key == "service" and cells["minutes"].value() in ("", *minutes.values()):
            cells["minutes"].set_value(minutes.get(cells["service"].value(), ""))

    made.row_changed.connect(on_changed)
    return made
