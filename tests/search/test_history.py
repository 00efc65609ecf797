"""Visits out of other programs are found by what they tell, by whoever reads notes, and lead to the chart."""

from datetime import timedelta

import pytest
from charts import open_chart
from factories import new_client
from fixed import NOW
from imported import imported
from pytestqt.qtbot import QtBot
from role_matrix import as_role
from windows import seen

from clinic_desktop.clients.commands import RetireClient
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clients.queries import client_page, clients_found
from clinic_desktop.clinic import Clinic
from clinic_desktop.imports.commands.taking_back import TakeBackImport
from clinic_desktop.search.model import Hit
from clinic_desktop.search.queries.hits import MOST_OF_A_ROOM, hits
from clinic_desktop.store.clock import Clock
from ui.search.box import FindAnywhere
from ui.session import Session

HEAD = "Client,Date,Start,Service,Provider,SOAP\n"
ROWS = (
    '"Lee, Ana",3/20/2025,2:30 PM,Hot stone,Sam Rowe,Zyzzyva in the neck\n'
    '"Lee, Ana",4/20/2025,2:30 PM,Cupping,Jo Ångström,plain\n'
)


@pytest.fixture
def ana(clinic: Clinic) -> int:
    return new_client(clinic, ClientDraft("Ana", family_name="Lee", birth_date="3/14/1980"))


def found(clinic: Clinic, typed: str) -> list[Hit]:
    return [one for one in hits(clinic.read, typed, NOW.date()) if one.kind == "imported_visit"]


@pytest.mark.parametrize(
    ("typed", "services"),
    [
        ("hot stone", ["Hot stone"]),
        ("STONE rowe", ["Hot stone"]),
        ("angstrom", ["Cupping"]),
        ("zyzzyva", ["Hot stone"]),
        # Of two letters nothing is known.
        ("ho", []),
        ("hot stone cupping", []),
        ('stone" OR "cupping', []),
        ("pla", ["Cupping"]),
    ],
)
def test_one_is_found_by_its_service_its_therapist_and_its_note(
    clinic: Clinic, ana: int, typed: str, services: list[str]
) -> None:
    imported(clinic, HEAD + ROWS, "visits")
    assert [one.title for one in found(clinic, typed)] == services


def test_it_says_whose_and_when_leads_there_and_is_gone_with_its_import(clinic: Clinic, ana: int) -> None:
    made, _ = imported(clinic, HEAD + ROWS, "visits")
    (one,) = found(clinic, "zyzzyva")
    assert (one.detail, one.part) == ("Lee, Ana · 20 Mar 2025 · Sam Rowe", f"{ana}/visits/{one.row}")
    clinic.do(TakeBackImport(made, 1))
    assert found(clinic, "zyzzyva") == []
    # Nor do its words: what was taken back would stand before what is there.
    assert clinic.read.all("SELECT rowid FROM imported_search") == []


def test_a_client_whose_import_was_taken_back_is_not_found(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    made, _ = imported(clinic, "Name,DOB\nRosa Diaz,1/2/1990\nLuis Vega,12/25/1975\n")
    with monkeypatch.context() as earlier:
        earlier.setattr(clinic, "clock", Clock(NOW - timedelta(minutes=5)))
        clinic.do(RetireClient(1, 1))
    clinic.do(TakeBackImport(made, 1))
    by_name = {typed: [one.title for one in hits(clinic.read, typed, NOW.date())] for typed in ("Diaz", "Vega")}
    assert by_name == {"Diaz": ["Diaz, Rosa"], "Vega": []}
    assert [row.name for row in client_page(clinic.read, retired=True).rows] == ["Diaz, Rosa"]
    assert not clients_found(clinic.read, "12/25/1975", NOW.date(), retired=True).rows
    # Who asks who opened that chart finds it still.
    assert clients_found(clinic.read, "Vega", NOW.date(), retired=None, taken_back=True).rows


def test_the_newest_of_many_come_first(clinic: Clinic, ana: int) -> None:
    rows = "".join(f'"Lee, Ana",1/{day}/2025,2:30 PM,Hot stone,Sam Rowe,\n' for day in range(13, 25))
    imported(clinic, HEAD + rows, "visits")
    days = [one.detail.split(" · ")[1] for one in found(clinic, "stone")]
    assert days == [f"{day} Jan 2025" for day in range(24, 24 - MOST_OF_A_ROOM, -1)]


def test_the_desk_neither_finds_one_by_its_note_nor_reads_it(
    qtbot: QtBot, clinic: Clinic, ana: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    imported(clinic, HEAD + ROWS, "visits")
    session = Session(clinic)
    box = FindAnywhere(session)
    qtbot.addWidget(box)
    (key,) = [one.key for one in box._hits("zyzzyva")]
    chart = open_chart(qtbot, session, tmp_path_factory.mktemp("chart"), ana)
    # The older one was chosen, and not that on top.
    chart.open_part(f"visits/{key.partition('/')[2]}")
    assert "Zyzzyva in the neck" in seen(chart)
    as_role(clinic, "front_desk")
    chart.reload()
    chart.show_tab("visits")
    assert "Out of another program" in seen(chart) and "Zyzzyva" not in seen(chart)
    assert box._hits("zyzzyva") == []
