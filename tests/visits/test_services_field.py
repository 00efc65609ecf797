"""The services of a visit on the screen: what follows when a service is chosen."""

import pytest
from pytestqt.qtbot import QtBot

from clinic_desktop.practice.model import Service, ServiceId
from clinic_desktop.visits.model import ServiceLine
from ui.kit.rows_field import RowsField
from ui.visits.services import lines_of, services_field

MASSAGE = Service(ServiceId(1), 1, "Massage", "MT001", True, "unit", 3_500, 60)
LONG = Service(ServiceId(3), 1, "Long massage", "MT001", True, "unit", 5_000, 90)
PACKS = Service(ServiceId(2), 1, "Hot packs", "MT003", False, "visit", 1_200, None)


@pytest.fixture
def field(qtbot: QtBot) -> RowsField:
    """One row, as a visit fills it whose price somebody typed."""
    made = services_field([MASSAGE, PACKS, LONG])
    qtbot.addWidget(made)
    made.set_rows([{"service": "1", "minutes": "60", "units": "3", "price": "35.00", "region": "Neck"}])
    return made


def test_another_service_is_not_charged_at_the_price_of_the_one_before(field: RowsField) -> None:
    field.cells(0)["service"].set_value("2")
    assert lines_of(field) == (ServiceLine("2", region="Neck"),)


def test_the_price_typed_after_the_service_stays(field: RowsField) -> None:
    field.cells(0)["service"].set_value("2")
    field.cells(0)["price"].set_value("10.00")
    field.cells(0)["region"].set_value("Jaw")
    assert lines_of(field) == (ServiceLine("2", price="10.00", region="Jaw"),)


def test_a_visit_on_record_keeps_its_units_and_price_when_it_is_shown(field: RowsField) -> None:
    assert lines_of(field) == (ServiceLine("1", "60", units="3", price="35.00", region="Neck"),)


def test_what_was_typed_before_a_service_is_meant_for_it(field: RowsField) -> None:
    field.add_row()
    cells = field.cells(1)
    for key, words in (("minutes", "60"), ("units", "3"), ("price", "99"), ("service", "3")):
        cells[key].set_value(words)
    assert lines_of(field)[1] == ServiceLine("3", "60", units="3", price="99")


def test_only_the_usual_minutes_of_the_one_before_are_replaced(field: RowsField) -> None:
    field.cells(0)["service"].set_value("3")
    assert lines_of(field) == (ServiceLine("3", "90", region="Neck"),)
    field.cells(0)["minutes"].set_value("50")
    field.cells(0)["service"].set_value("1")
    field.cells(0)["minutes"].set_value("50")
    field.cells(0)["service"].set_value("3")
    assert lines_of(field)[0].minutes == "50"


def test_a_service_come_back_to_has_what_was_typed_beside_it(field: RowsField) -> None:
    """One arrow key too many costs nothing."""
    field.cells(0)["modifiers"].set_value("GP")
    field.cells(0)["minutes"].set_value("50")
    before = lines_of(field)
    field.cells(0)["service"].set_value("2")
    assert lines_of(field) == (ServiceLine("2", region="Neck"),)
    field.cells(0)["service"].set_value("1")
    assert lines_of(field) == before
