"""Visits out of other programs are found by what they tell, by whoever reads notes, and lead to the chart."""

import pytest
from charts import open_chart
from factories import new_client
from fixed import NOW
from imported import imported
from pytestqt.qtbot import QtBot
from role_matrix import as_role
from windows import seen

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.imports.commands.taking_back import TakeBackImport
from clinic_desktop.search.model import Hit
from clinic_desktop.search.queries.hits import MOST_OF_A_ROOM, hits
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
