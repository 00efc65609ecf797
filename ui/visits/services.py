"""The services of a visit: a row each, with what follows from the minutes shown where one may type less."""

import json
from collections.abc import Sequence
from dataclasses import asdict, fields

from clinic_desktop.practice.model import Service
from clinic_desktop.values import money
from clinic_desktop.visits.model import BODY_REGIONS, MOST_SERVICES, GivenService, ServiceLine
from clinic_desktop.visits.rules.charges import Reckoning
from clinic_desktop.wording import say
from ui.kit.fields import ChoiceField, Field, TextField
from ui.kit.rows_field import RowsField
from ui.kit.suggest import suggest

_KEYS = tuple(entry.name for entry in fields(ServiceLine))


def services_field(services: Sequence[Service]) -> RowsField:
    """A row each: service, minutes, units, price; below them, where it is asked for, times, region and modifiers."""
    usual = {str(one.id): one.usual_minutes for one in services}
    choices = [("", say("Choose a service")), *((str(one.id), one.name) for one in services)]

    def build() -> list[list[tuple[Field, int]]]:
        region = TextField("region", say("Body region"), example=say("Neck"))
        suggest(region.box, [say(one) for one in BODY_REGIONS])
        return [
            [
                (ChoiceField("service", say("Service"), choices), 6),
                (TextField("minutes", say("Minutes")), 2),
                (TextField("units", say("Units")), 2),
                (TextField("price", say("Price")), 2),
            ],
            [
                (TextField("starts_at", say("From"), example="9:00"), 2),
                (TextField("ends_at", say("To"), example="9:30"), 2),
                (region, 4),
                (TextField("modifiers", say("Modifiers"), example="59"), 2),
            ],
        ]

    made = RowsField(
        "services",
        say("Services"),
        build,
        add=say("Add service"),
        row_name=lambda number: say("service {number}", number=number),
        most=MOST_SERVICES,
    )

    def on_changed(at: int, key: str) -> None:
        """A service that is chosen brings its usual minutes."""
        cells = made.cells(at)
        minutes = usual.get(cells["service"].value()) if key == "service" else None
        if minutes and cells["minutes"].value() in ("", *map(str, usual.values())):
            cells["minutes"].set_value(str(minutes))

    made.row_changed.connect(on_changed)
    return made


def lines_of(field: RowsField) -> tuple[ServiceLine, ...]:
    """The services as typed."""
    return tuple(ServiceLine(**{key: one.get(key, "") for key in _KEYS}) for one in field.rows())


def as_value(services: Sequence[GivenService], *, anew: bool = False) -> str:
    """Services on record as the field shows them; `anew` for another visit, which counts its units by itself."""
    return json.dumps([asdict(_line(one, anew=anew)) for one in services], ensure_ascii=False) if services else ""


def show_what_follows(field: RowsField, reckoning: Reckoning) -> None:
    """Show the units and the price that stand where nobody types others."""
    for at, (units, price) in enumerate(zip(reckoning.units, reckoning.prices, strict=True)):
        for key, words in (
            ("units", "" if units is None else str(units)),
            ("price", "" if price is None else money.typed(price)),
        ):
            cell = field.cells(at)[key]
            assert isinstance(cell, TextField)
            cell.box.setPlaceholderText(words)


def _line(one: GivenService, *, anew: bool) -> ServiceLine:
    return ServiceLine(
        service=str(one.service),
        minutes="" if one.minutes is None else str(one.minutes),
        units="" if anew else str(one.units),
        price=money.typed(one.price_cents),
        starts_at="" if anew else one.starts_at,
        ends_at="" if anew else one.ends_at,
        region=one.region,
        modifiers=one.modifiers,
    )
