"""What is empty on a page of the record stands in a frame, in words, with a link that makes the first one."""

from pathlib import Path

import pytest
from charts import open_chart
from factories import new_case
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desktop.clinic import Clinic
from ui.kit.table import Table
from ui.session import Session

OFFERED = {
    "health": {"Ask the questions", "Take the first one", "Add the first consent"},
    "assessment": {"Make the first one", "Draw the first one", "Record the first score"},
    "plan": {"Make the first plan"},
}


@pytest.mark.parametrize("tab", OFFERED)
def test_each_empty_list_offers_the_first_of_its_kind(qtbot: QtBot, clinic: Clinic, tmp_path: Path, tab: str) -> None:
    new_case(clinic)
    chart = open_chart(qtbot, Session(clinic), tmp_path)
    chart.show_tab(tab)
    QApplication.processEvents()
    empty = [one for one in chart.findChildren(Table) if one.isVisible() and not one.model().rowCount()]
    assert all(one.empty_words().text() for one in empty)
    assert {one._offer.text() for one in empty if one._offer} >= OFFERED[tab]
    for one in empty:
        assert one._offer is None or one.viewport().rect().contains(one._offer.geometry())
