"""The techniques of a note: a row each, with where, for how long, and which service it is part of."""

import json
from collections.abc import Sequence
from dataclasses import asdict, fields

from clinic_desktop.practice.model import Service
from clinic_desktop.values.body import BODY_REGIONS, TECHNIQUES
from clinic_desktop.visits.model import MOST_TECHNIQUES, Technique, TechniqueLine
from clinic_desktop.visits.rules.techniques import services_from
from clinic_desktop.wording import say
from ui.kit.field import Field
from ui.kit.fields import ChoiceField, TextField
from ui.kit.rows_field import RowsField
from ui.kit.suggest import suggest
from ui.visits.services import lines_of

_KEYS = tuple(entry.name for entry in fields(TechniqueLine))


def techniques_field(services: Sequence[Service]) -> RowsField:
    """A row each: technique, body region, minutes, service. A new row is part of the same service as the one above."""
    choices = [("", say("Choose a service")), *((str(one.id), one.name) for one in services)]
    only = str(services[0].id) if len(services) == 1 else ""

    def build() -> list[list[tuple[Field, int]]]:
        technique, region = TextField("technique", say("Technique")), TextField("region", say("Body region"))
        suggest(technique.box, [say(one) for one in TECHNIQUES])
        suggest(region.box, [say(one) for one in BODY_REGIONS])
        service = ChoiceField("service", say("Part of service"), choices)
        return [[(technique, 4), (region, 3), (TextField("minutes", say("Minutes")), 2), (service, 4)]]

    made = RowsField(
        "techniques",
        say("Techniques"),
        build,
        add=say("Add technique"),
        row_name=lambda number: say("technique {number}", number=number),
        most=MOST_TECHNIQUES,
    )
    made.topic = "50-visits#notes"

    def on_changed(at: int, key: str) -> None:
        cells = made.cells(at)
        if key == "technique" and not cells["service"].value() and cells[key].value().strip():
            above = made.cells(at - 1)["service"].value() if at else ""
            cells["service"].set_value(above or only)

    made.row_changed.connect(on_changed)
    return made


def technique_lines(field: Field) -> tuple[TechniqueLine, ...]:
    """The techniques as typed."""
    assert isinstance(field, RowsField)
    return tuple(TechniqueLine(**{key: one.get(key, "") for key in _KEYS}) for one in field.rows())


def regions_done(field: Field) -> tuple[str, ...]:
    """Where the techniques were given, as typed."""
    return tuple(one.region for one in technique_lines(field))


def as_lines(techniques: Sequence[Technique]) -> tuple[TechniqueLine, ...]:
    """Techniques on record as if they were typed."""
    return tuple(TechniqueLine(one.technique, one.region, str(one.minutes), str(one.service)) for one in techniques)


def lines_value(lines: Sequence[TechniqueLine]) -> str:
    """Techniques as the field shows them."""
    return json.dumps([asdict(line) for line in lines], ensure_ascii=False) if lines else ""


def let_services_follow(techniques: Field, services: Field) -> None:
    """From now on the services are what the techniques come to, as these are typed."""
    assert isinstance(techniques, RowsField)
    assert isinstance(services, RowsField)

    def follow() -> None:
        kept = lines_of(services)
        made = services_from(technique_lines(techniques), kept)
        if made != kept:
            services.set_rows([asdict(one) for one in made])

    techniques.changed.connect(follow)
