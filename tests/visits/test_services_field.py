"""The services of a visit on the screen: what follows when a service is chosen."""

import pytest
from pytestqt.qtbot import QtBot

from clinic_desktop.practice.model import Service, ServiceId
from clinic_desktop.visits.model import ServiceLine
from ui.kit.rows_field import RowsField
from ui.visits.services import lines_of, services_field

MASSAGE = Service(ServiceId(1), 1, "Massage", "MT001", True, "unit", 3_500, 60)
PACKS = Service(ServiceId(2), 1, "Hot packs", "MT003", False, "visit", 1_200, None)


@pytest.fixture
def field(qtbot: QtBot) -> RowsField:
    """One row, as a visit fills it whose price somebody typed."""
    made = services_field([MASSAGE, PACKS])
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
