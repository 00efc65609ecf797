"""A chart that is open, for tests of its pages."""

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from clinic_desktop.clients.model import ClientId
from ui.chart.page import ChartPage
from ui.codes.shelf import Shelf
from ui.jobs import InlineJobs
from ui.kit.editor import Editor
from ui.kit.left_over import LeftOver
from ui.preferences import Preferences
from ui.session import Session

# Where the search file of the diagnosis codes lies that is built once a run: conftest says it.
codes_folder: list[Callable[[], Path]] = []


def with_codes(tmp_path: Path) -> Path:
    """The cache of a chart, which has the search file already: to build it takes longer than any test of a page."""
    cache = tmp_path / "codes"
    cache.parent.mkdir(parents=True, exist_ok=True)
    if not cache.exists():
        cache.symlink_to(codes_folder[0]())
    return cache


def open_chart(qtbot: QtBot, session: Session, tmp_path: Path, client: int = 1) -> ChartPage:
    """The chart of a client on the smallest screen that it has to fit."""
    jobs = InlineJobs(session)
    page = ChartPage(
        session,
        Shelf(session, jobs, with_codes(tmp_path)),
        jobs,
        ClientId(client),
        Preferences(str(tmp_path / "preferences.ini")),
    )
    qtbot.addWidget(page)
    page.resize(1366, 700)
    page.show()
    return page


def shown(chart: ChartPage) -> Editor:
    """The editor that is open in a chart, the only one."""
    assert chart._editor
    (found,) = chart._editor.findChildren(Editor)
    return found


def opened(chart: ChartPage, part: str) -> Editor:
    """The editor that a part of a chart opens."""
    chart.open_part(part)
    return shown(chart)


def left_over(chart: ChartPage) -> list[LeftOver]:
    """What was typed into another one and is offered above the editor."""
    return [one for one in shown(chart).findChildren(LeftOver) if not one.isHidden()]
