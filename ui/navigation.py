"""The places of the rail. A place is listed once its room exists; it is built when it is first gone to."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from clinic_desktop.wording import mark
from ui.session import Session
from ui.settings.page import SettingsPage, Tools
from ui.today.page import TodayPage


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the rail: key, title (marked for translation), icon, shortcut and how its page is built."""

    key: str
    title: str
    icon: str
    shortcut: str
    build: Callable[[Session, Tools], QWidget]


PLACES: tuple[Place, ...] = (
    Place("today", mark("Today"), "today", "Ctrl+1", lambda session, _: TodayPage(session)),
    Place("settings", mark("Settings"), "settings", "Ctrl+9", SettingsPage),
)
