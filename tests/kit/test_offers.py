"""What an empty list offers to add: what was looked for where it is a name, by the same rule on every list."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clinic_desktop.clinic import Clinic
from ui.clients.page import ClientList
from ui.kit.offers import offer_to_add
from ui.payers.page import PayersPage
from ui.preferences import Preferences
from ui.referrals.page import PrescribersPage
from ui.session import Session


def test_a_name_stands_on_the_button_where_it_fits() -> None:
    def add() -> None: ...

    assert offer_to_add("Lee", "Add a client", add) == ("Add \u2068Lee\u2069", add)
    assert offer_to_add("", "Add a client", add)[0] == "Add a client"
    assert offer_to_add("王" * 60, "Add a client", add)[0] != "Add a client"
    assert offer_to_add("王" * 61, "Add a client", add)[0] == "Add a client"


@pytest.mark.parametrize(
    ("typed", "named"),
    [("Ana Lee", True), ("ana@lee.example", False), ("QFH 104", False), ("٣٤٥", False), ("( )", False)],
)
def test_every_list_takes_the_same_for_a_name(
    qtbot: QtBot, clinic: Clinic, tmp_path: Path, typed: str, named: bool
) -> None:
    session, preferences = Session(clinic), Preferences(str(tmp_path / "w.ini"))
    for page in (ClientList(session, preferences), PayersPage(session), PrescribersPage(session)):
        qtbot.addWidget(page)
        page.show()
        page.search.setText(typed)
        offered = {button.text() for button in page.findChildren(QPushButton) if button.isVisible()}
        assert ("Add \u2068Ana Lee\u2069" in offered) is named
        assert named or offered & {"Add a client", "Add a payer", "Add a prescriber"}
