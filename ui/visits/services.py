"""The services of a visit: a row each, with what follows from the minutes shown where one may type less."""

import json
from collections.abc import Sequence
from dataclasses import asdict, fields, replace

from clinic_desktop.practice.model import Service
from clinic_desktop.values import money
from clinic_desktop.values.body import BODY_REGIONS
from clinic_desktop.values.times import shown_time
from clinic_desktop.visits.model import MOST_SERVICES, GivenService, ServiceLine, UnitRule
from clinic_desktop.visits.rules.charges import Reckoning, typed_units
from clinic_desktop.visits.rules.pointers import lettered_codes
from clinic_desktop.wording import say
from ui.kit.field import Field
from ui.kit.fields import ChoiceField, TextField
from ui.kit.rows_field import RowsField
from ui.kit.suggest import suggest
from ui.kit.usual_field import UsualField
from ui.visits.pointers import PointersField

_TIMES = ("starts_at", "ends_at", "region")
# What goes with a service, once another is chosen.
_OWN = ("minutes", "units", "price", "modifiers")
_KEYS = tuple(entry.name for entry in fields(ServiceLine))


class _ServiceChoice(ChoiceField):
    """Knows which service stood there before the one that is chosen."""

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        """`choices` as those of any choice."""
        super().__init__("service", say("Service"), choices)
        self.before, self._now = "", self.value()
        self.changed.connect(self._on_chosen)

    def _on_chosen(self) -> None:
        if self.value() != self._now:
            self.before, self._now = self._now, self.value()


def services_field(services: Sequence[Service]) -> RowsField:
    """A row each: service, minutes, units, price; below them, where it is asked for, times, region, modifiers and the
    diagnoses that it treats."""
    services_by_id = {str(one.id): one for one in services}
    choices = [("", say("Choose a service")), *((str(one.id), one.name) for one in services)]

    def build() -> list[list[tuple[Field, int]]]:
        region = TextField("region", say("Body region"))
        suggest(region.box, [say(one) for one in BODY_REGIONS])
        return [
            [
                # On the columns of the techniques, which stand above them in the form of a visit.
                (_ServiceChoice(choices), 7),
                (TextField("minutes", say("Minutes")), 2),
                (UsualField("units", say("Units")), 2),
                (UsualField("price", say("Price")), 2),
            ],
            [
                (TextField("starts_at", say("From")), 2),
                (TextField("ends_at", say("To")), 2),
                (region, 3),
                (TextField("modifiers", say("Modifiers")), 2),
                (PointersField(), 4),
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

    # What was typed beside a service that stood in a row, by its box and the service.
    typed: dict[tuple[Field, str], dict[str, str]] = {}

    def on_changed(at: int, key: str) -> None:
        """Another service comes with its own price, units, modifiers and usual minutes; the one before it, come back
        to, with what was typed beside it. Beside none, what was typed is meant for the one that is chosen now."""
        cells = made.cells(at)
        box = cells["service"]
        if key != box.key:
            return
        assert isinstance(box, _ServiceChoice)
        before, now = box.before, box.value()
        if before:
            typed[box, before] = {one: cells[one].value() for one in _OWN}
            for one, value in typed.get((box, now), dict.fromkeys(_OWN[1:], "")).items():
                cells[one].set_value(value)
        usual = {str(one.usual_minutes or "") for one in (services_by_id.get(before), services_by_id.get(now)) if one}
        chosen = services_by_id.get(now)
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


def show_what_follows(field: RowsField, reckoning: Reckoning, *, is_planned: bool) -> None:
    """Show the units and the price that stand where nobody types others.

    The price of a visit that was planned is that of the day it was planned: where it is another now, that is said.
    """
    for at, (units, price) in enumerate(zip(reckoning.units, reckoning.prices, strict=True)):
        for key, words in (
            ("units", "" if units is None else str(units)),
            ("price", "" if price is None else money.typed(price)),
        ):
            cell = field.cells(at)[key]
            assert isinstance(cell, UsualField)
            cell.show_usual(words)
            if key == "price":
                is_other = is_planned and words and not cell.follows and cell.value() != words
                cell.show_notice(say("{price} now.", price=words) if is_other else "")


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
