"""The services of a visit: a row each, with what follows from the minutes shown where one may type less."""

import json
from collections.abc import Sequence
from dataclasses import asdict, fields, replace

from clinic_desktop.practice.model import Service
from clinic_desktop.values import money
from clinic_desktop.values.times import shown_time
from clinic_desktop.visits.model import BODY_REGIONS, MOST_SERVICES, GivenService, ServiceLine, UnitRule
from clinic_desktop.visits.rules.charges import Reckoning, typed_units
from clinic_desktop.visits.rules.pointers import lettered_codes
from clinic_desktop.wording import say
from ui.kit.fields import ChoiceField, Field, TextField
from ui.kit.rows_field import RowsField
from ui.kit.suggest import suggest
from ui.kit.usual_field import UsualField
from ui.visits.pointers import PointersField

_TIMES = ("starts_at", "ends_at", "region")
_KEYS = tuple(entry.name for entry in fields(ServiceLine))


def services_field(services: Sequence[Service]) -> RowsField:
    """A row each: service, minutes, units, price; below them, where it is asked for, times, region, modifiers and the
    diagnoses that it treats."""
    services_by_id = {str(one.id): one for one in services}
    usual = {str(one.usual_minutes) for one in services if one.usual_minutes}
    choices = [("", say("Choose a service")), *((str(one.id), one.name) for one in services)]

    def build() -> list[list[tuple[Field, int]]]:
        region = TextField("region", say("Body region"))
        suggest(region.box, [say(one) for one in BODY_REGIONS])
        return [
            [
                (ChoiceField("service", say("Service"), choices), 6),
                (TextField("minutes", say("Minutes")), 2),
                (UsualField("units", say("Units")), 2),
                (UsualField("price", say("Price")), 2),
            ],
            [
                (TextField("starts_at", say("From")), 2),
                (TextField("ends_at", say("To")), 2),
                (region, 4),
                (TextField("modifiers", say("Modifiers")), 2),
                (PointersField(), 2),
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
    made.topic = "50-visits#units"

    def on_changed(at: int, key: str) -> None:
        """Another service comes with its own price, units, modifiers and usual minutes."""
        if key != "service":
            return
        cells = made.cells(at)
        for one in ("price", "units", "modifiers"):
            cells[one].set_value("")
        chosen = services_by_id.get(cells["service"].value())
        if chosen and (not chosen.is_timed or cells["minutes"].value() in ("", *usual)):
            cells["minutes"].set_value(str(chosen.usual_minutes or ""))

    made.row_changed.connect(on_changed)
    return made


def lines_of(field: RowsField) -> tuple[ServiceLine, ...]:
    """The services as typed."""
    return tuple(ServiceLine(**{key: one.get(key, "") for key in _KEYS}) for one in field.rows())


def as_value(services: Sequence[GivenService], rule: UnitRule) -> str:
    """Services on record as the field shows them: units stand there only where somebody typed others than counted."""
    units = typed_units(services, rule)
    lines = [_line(one, "" if typed is None else str(typed)) for one, typed in zip(services, units, strict=True)]
    return json.dumps([asdict(line) for line in lines], ensure_ascii=False) if lines else ""


def as_next(services: Sequence[GivenService]) -> str:
    """Services on record as those of another visit, which has its own units, times and today's prices."""
    lines = [replace(_line(one, ""), price="", starts_at="", ends_at="") for one in services]
    return json.dumps([asdict(line) for line in lines], ensure_ascii=False) if lines else ""


def show_what_follows(field: RowsField, reckoning: Reckoning) -> None:
    """Show the units and the price that stand where nobody types others."""
    for at, (units, price) in enumerate(zip(reckoning.units, reckoning.prices, strict=True)):
        for key, words in (
            ("units", "" if units is None else str(units)),
            ("price", "" if price is None else money.typed(price)),
        ):
            cell = field.cells(at)[key]
            assert isinstance(cell, UsualField)
            cell.show_usual(words)


def show_diagnoses(field: RowsField, codes: Sequence[str]) -> None:
    """Show which letter is which diagnosis, and which stand where nobody types any.

    Of the rows whose details are open only the first one says it: the form has to fit the screen.
    """
    is_said = False
    for at in range(field.count()):
        cell = field.cells(at)["pointers"]
        assert isinstance(cell, PointersField)
        cell.show_codes(codes)
        cell.show_hint("" if is_said else lettered_codes(codes))
        is_said = is_said or not cell.isHidden()


def ask_for_times(field: RowsField, rows: Sequence[int], why: str) -> None:
    """Open the times and the region of these rows and say why, where they are still missing; "" asks for nothing."""
    for at in range(field.count()):
        cells, asked = field.cells(at), why if at in rows else ""
        if asked:
            field.show_details(at, True)
        is_missing = not all(cells[key].value().strip() for key in _TIMES)
        cells["starts_at"].show_notice(asked if is_missing else "")


def _line(one: GivenService, units: str) -> ServiceLine:
    return ServiceLine(
        service=str(one.service),
        minutes="" if one.minutes is None else str(one.minutes),
        units=units,
        price=money.typed(one.price_cents),
        starts_at=shown_time(one.starts_at) if one.starts_at else "",
        ends_at=shown_time(one.ends_at) if one.ends_at else "",
        region=one.region,
        modifiers=one.modifiers,
        pointers=" ".join(one.diagnoses),
    )
