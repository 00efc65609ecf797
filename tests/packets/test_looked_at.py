"""A draft of a packet that was only looked at is dropped when it is left; work is never."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
from charts import open_chart
from making import press as pressed
from packed import Packable
from pytestqt.qtbot import QtBot

from clinic_desktop.clinic import Clinic
from clinic_desktop.packets.queries.packets import packet_page
from clinic_desktop.store.keyring import ClinicFolder
from ui.chart.page import ChartPage
from ui.packets.builder import PacketBuilder
from ui.session import Errand, Session


@pytest.fixture
def folder(packed_clinic: tuple[Path, Packable], tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(Path(copytree(packed_clinic[0], tmp_path / "clinic")))


@pytest.fixture
def chart(qtbot: QtBot, clinic: Clinic, packed_clinic: tuple[Path, Packable], tmp_path: Path) -> ChartPage:
    return open_chart(qtbot, Session(clinic), tmp_path, packed_clinic[1].client)


def builder(chart: ChartPage) -> PacketBuilder:
    assert chart._editor
    (found,) = chart._editor.findChildren(PacketBuilder)
    return found


def test_a_packet_that_was_only_looked_at_is_no_draft(qtbot: QtBot, clinic: Clinic, chart: ChartPage) -> None:
    session = chart._session

    def kept() -> list[str]:
        return [one.purpose for one in packet_page(clinic.read, clinic.clock.today()).rows]

    ways: tuple[tuple[str, Callable[[], object]], ...] = (
        ("appeal", lambda: pressed(qtbot, builder(chart), "Packets")),
        ("va", chart.header.tabs["summary"].click),
        ("work", lambda: chart.open_part("packet/new")),
    )
    for purpose, leave in ways:
        chart.open_part(f"packet/new/{purpose}")
        assert kept() == [purpose]
        leave()
        assert kept() == []
    # One change, half a reason, or a way to put something right: it is work, and stays.
    chart.open_part("packet/new/appeal")
    builder(chart).parts.rows[next(iter(builder(chart).parts.rows))].check.click()
    chart.show_tab("summary")
    assert kept() == ["appeal"]
    chart.open_part("packet/new/work")
    builder(chart)._own_criteria()
    chart.show_tab("summary")
    assert sorted(kept()) == ["appeal", "work"]
    chart.open_part("packet/new/extension")
    session.sent.connect(lambda _: chart.open_part("prescription/new"))
    session.send(Errand("clients", "", "clients", "", "Why", "Back"))
    assert sorted(kept()) == ["appeal", "extension", "work"]
