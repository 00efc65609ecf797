"""The places of the rail. A place is listed once its room exists; it is built when it is first gone to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from clinic_desktop.wording import mark
from ui.chart.place import ClientsPlace
from ui.kit.posture import Posture
from ui.session import Session
from ui.settings.tools import Tools
from ui.today.page import TodayPage

if TYPE_CHECKING:
    from ui.month_end.page import MonthEndPage


@runtime_checkable
class Opens(Protocol):
    """A page that a Fix button or the search can send to a part of itself."""

    def open_part(self, part: str) -> None:
        """Go to the part; its words are the page's own, as "billing/tax_id", "12/policy/new" or "prescriber/5"."""


@runtime_checkable
class Returns(Protocol):
    """A page that knows the way to where it stands: after a lock the same is open again."""

    @property
    def part(self) -> str:
        """What `open_part` leads here again by: keys and numbers, never a word of a client."""


class Whereabouts(NamedTuple):
    """Where somebody was when the program was locked: kept in memory alone, and names nobody."""

    place: str
    part: str
    posture: Posture


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the rail: key, title (marked for translation), icon, shortcut and how its page is built."""

    key: str
    title: str
    icon: str
    shortcut: str
    build: Callable[[Session, Tools], QWidget]


# Imported when they are first gone to: the list of clients is wanted before any of them.
def _directory(session: Session, _: Tools) -> QWidget:
    from ui.directory.page import DirectoryPage

    return DirectoryPage(session)


def _superbills(session: Session, tools: Tools) -> QWidget:
    from ui.superbills.page import SuperbillsPage

    def month_end() -> "MonthEndPage":
        from ui.month_end.page import MonthEndPage

        return MonthEndPage(session, tools.jobs, tools.codes)

    return SuperbillsPage(session, tools.jobs, month_end)


def _packets(session: Session, _: Tools) -> QWidget:
    from ui.packets.page import PacketsPage

    return PacketsPage(session)


def _reports(session: Session, tools: Tools) -> QWidget:
    from ui.reports.page import ReportsPage

    return ReportsPage(session, tools.jobs, tools.preferences)


def _settings(session: Session, tools: Tools) -> QWidget:
    from ui.settings.page import SettingsPage

    return SettingsPage(session, tools)


PLACES: tuple[Place, ...] = (
    Place(
        "today",
        mark("Today"),
        "today",
        "Ctrl+1",
        lambda session, tools: TodayPage(session, tools.jobs, tools.codes, tools.preferences),
    ),
    Place(
        "clients",
        mark("Clients"),
        "clients",
        "Ctrl+2",
        lambda session, tools: ClientsPlace(session, tools.jobs, tools.codes, tools.preferences),
    ),
    Place("superbills", mark("Superbills"), "superbills", "Ctrl+3", _superbills),
    Place("packets", mark("Packets"), "packets", "Ctrl+4", _packets),
    Place("payers", mark("Payers"), "payers", "Ctrl+5", _directory),
    Place("reports", mark("Reports"), "reports", "Ctrl+6", _reports),
    Place("settings", mark("Settings"), "settings", "Ctrl+9", _settings),
)
