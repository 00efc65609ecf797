"""A chart that is open, for tests of its pages."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from clinic_desktop.clients.model import ClientId
from ui.chart.page import ChartPage
from ui.codes.shelf import Shelf
from ui.jobs import InlineJobs
from ui.session import Session


def open_chart(qtbot: QtBot, session: Session, tmp_path: Path, client: int = 1) -> ChartPage:
    """The chart of a client on the smallest screen that it has to fit."""
    jobs = InlineJobs(session)
    page = ChartPage(session, Shelf(session, jobs, tmp_path / "codes"), jobs, ClientId(client))
    qtbot.addWidget(page)
    page.resize(1366, 700)
    page.show()
    return page
