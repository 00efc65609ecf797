"""The longest words that anybody may type leave the window as wide as the screen."""

from dataclasses import replace
from pathlib import Path

import pytest
from asking import RAISED, URGENT, raised
from charts import open_chart
from factories import CLIENT, new_case, new_client
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from ui.kit.layout import ScrolledPage
from ui.kit.text import ChipText
from ui.session import Session

MOST = 1366
LONG = "W" * 100


@pytest.fixture
def client(clinic: Clinic) -> ClientId:
    """Names and flags of words that cannot be broken, as long as they may be."""
    found = new_client(
        clinic, replace(CLIENT, given_name=LONG, family_name=LONG, guardian_name=LONG * 2, guardian_relationship="aunt")
    )
    new_case(clinic, found)
    raised(clinic, found, replace(URGENT, key="other_urgent", words="W" * 120))
    raised(clinic, found, replace(RAISED, key="varicose_veins", region="W" * 120, modification="W" * 200))
    return found


@pytest.mark.parametrize(
    "part", ["health", "checklist/new", "flag/new", "flag/2", "resolve/1", "history/new", "consent/new/informed"]
)
def test_it_is_no_wider_than_the_screen(
    qtbot: QtBot, clinic: Clinic, client: ClientId, tmp_path: Path, part: str
) -> None:
    page = open_chart(qtbot, Session(clinic), tmp_path, client)
    if part == "health":
        page.show_tab(part)
    else:
        page.open_part(part)
    QApplication.processEvents()
    assert page.minimumSizeHint().width() <= MOST
    shown = [one for one in page.findChildren(ScrolledPage) if one.isVisible()]
    assert shown and all(one.minimumSizeHint().width() <= MOST for one in shown)


def test_a_chip_says_the_beginning(qtbot: QtBot, clinic: Clinic, client: ClientId, tmp_path: Path) -> None:
    page = open_chart(qtbot, Session(clinic), tmp_path, client)
    chips = [one.text() for one in page.header.findChildren(ChipText)]
    assert chips[0] == f"Do not treat: {'W' * 89}…"
    assert any(one.startswith("Varicose veins (WWW") and one.endswith("W…") and len(one) == 90 for one in chips)
