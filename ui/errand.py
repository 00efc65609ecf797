"""An errand: to where something is put right, and back to where it was asked for."""

from collections.abc import Callable
from functools import partial
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QMetaObject, QObject, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.editor import Editor
from ui.kit.form import keep_all
from ui.kit.grid import step
from ui.kit.layout import column, emptied, row
from ui.kit.text import Text
from ui.session import Errand, Session


@runtime_checkable
class Holds(Protocol):
    """A place where one row is open at a time, as one client's chart."""

    def held(self) -> int:
        """The row that is open, 0 without one."""


class ErrandBar(QFrame):
    """Above the page while somebody is sent somewhere: why, and the way back. Hidden without an errand.

    What is done on the errand ends it, and so does leaving the form that it opened, by Esc or Cancel: the window goes
    home by itself. Whoever goes elsewhere ends it too, and stays there.
    """

    topic = "60-superbills#fix"

    def __init__(self, session: Session, go: Callable[[str, str], object], page: Callable[[], QWidget | None]) -> None:
        """`go` shows a part of a place, `page` is the place that is shown."""
        super().__init__()
        self._go, self._page = go, page
        self._errand: Errand | None = None
        self._place, self._held = "", 0
        self._is_going = False
        self._links: list[QMetaObject.Connection] = []
        self.setProperty("surface", "errand")
        self._why = Text()
        self._way = row()
        line = row(self._why, self._way, gap=2)
        line.setStretch(0, 1)
        line.setContentsMargins(step(3), step(1), step(3), step(1))
        whole = column(line, gap=0)
        self.setLayout(whole)
        self.hide()
        session.sent.connect(self.begin)
        session.performed.connect(self._go_home_soon)

    def begin(self, errand: Errand) -> None:
        """Go there, and show the bar."""
        self._end()
        self._is_going = True
        try:
            self._go(errand.place, errand.part)
        finally:
            self._is_going = False
        self._errand, self._held = errand, self._held_now()
        self._hear_leaving()
        words = say("To fix: {why}", why=errand.why)
        self._why.setText(words)
        self.setAccessibleName(words)
        emptied(self._way)
        self._way.addWidget(button(errand.home_words, self.go_home, picture="back"))
        self.show()

    def note_way(self, place: str, part: str) -> None:
        """The window goes to a place: elsewhere than the errand leads, that ends it."""
        # Pressing the entry of the place that is shown changes nothing there.
        if self._errand and not self._is_going and (part or place != self._place):
            self._end()
        self._place = place

    def go_home(self) -> None:
        """Go back to where somebody was sent from. What stands in a form and cannot be kept holds them: it says so."""
        errand, page = self._errand, self._page()
        if errand is None or (page and not keep_all(page)):
            return
        self._end()
        self._go(errand.home_place, errand.home_part)

    def _hear_leaving(self) -> None:
        """Hear of the form that was opened. Of two on one page, as a license of a therapist, either may be left."""
        page = self._page()
        if page:
            shown = [one for one in page.findChildren(Editor) if one.isVisibleTo(page)]
            self._links = [one.left.connect(self._go_home_soon) for one in shown]

    def _go_home_soon(self) -> None:
        # After the event: the editor that saved, or was left, has its own way to go first.
        if self._errand:
            QTimer.singleShot(0, self, partial(self._done, self._errand, self._held_now()))

    def _done(self, errand: Errand, held: int) -> None:
        if self._errand is not errand:
            return
        # What somebody does in another chart has nothing to do with it; they may still go back.
        if held == self._held:
            self.go_home()

    def _end(self) -> None:
        self._errand = None
        # Some editors stay open for good, as those of the settings; others are gone by now, which Qt knows.
        for link in self._links:
            QObject.disconnect(link)
        self._links.clear()
        self.hide()

    def _held_now(self) -> int:
        page = self._page()
        return page.held() if isinstance(page, Holds) else 0
