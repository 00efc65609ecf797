"""The health of the demo's clients: something to see on the page, and nothing that stops."""

from collections.abc import Iterator

import pytest
from fixed import NOW

from clinic_desktop.clinic import Clinic
from clinic_desktop.demo.opening import make_demo
from clinic_desktop.intake.queries.glance import health_glance
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys.keyring import ClinicFolder


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    made = make_demo(ClinicFolder(tmp_path_factory.mktemp("demo") / "clinic"), Clock(NOW))
    yield made
    made.close()


def test_one_client_is_treated_otherwise_with_consents(demo: Clinic) -> None:
    client = demo.read.one("SELECT id FROM clients WHERE given_name = 'Ashley'")["id"]
    found = health_glance(demo.read, client, Clock(NOW).today())
    assert [one.level for one in found.flags] == ["modify", "local"] and all(one.modification for one in found.flags)
    assert {"informed", "privacy"} <= found.consents and "photo" not in found.consents
    assert found.taken_on


def test_what_was_urgent_was_cleared_and_nothing_stops(demo: Clinic) -> None:
    (flag,) = demo.read.all("SELECT * FROM health_flags WHERE level = 'urgent'")
    assert (flag["resolution"], flag["cleared_by"]) == ("clearance", "Caleb Storm, MD")
    # Nobody was treated between the day it was found and the day it was cleared.
    given = demo.read.all(
        "SELECT visits.id FROM visits JOIN cases ON cases.id = visits.case_id"
        " WHERE client_id = ? AND date_of_service BETWEEN ? AND ?",
        flag["client_id"],
        flag["found_on"],
        flag["resolved_on"],
    )
    assert given == []
