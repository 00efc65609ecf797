"""The window of an open clinic: rail, top bar, the page, bottom bar. It knows places and actions, no rooms."""

from collections.abc import Callable

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QMainWindow,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from clinic_desktop.practice.queries import practice
from clinic_desktop.staff.rules.roles import role_name
from clinic_desktop.store.changes import Changes
from clinic_desktop.wording import say
from ui.actions import EVERYWHERE
from ui.bottom_bar import BottomBar
from ui.editing import forget_drafts_of_gone
from ui.errand import ErrandBar
from ui.kit.banner import Banner
from ui.kit.buttons import Button, button, knows_who_may
from ui.kit.confirm import ask
from ui.kit.focus import tab_on
from ui.kit.form import keep_all
from ui.kit.grid import step
from ui.kit.layout import column, holder, row
from ui.kit.named import named
from ui.kit.paper_page import PaperPage
from ui.kit.posture import posture_of, take_posture
from ui.kit.text import Text, tip
from ui.kit.topic import HasTopic, ask_manual, hear_help_key
from ui.navigation import PLACES, Opens, Returns, Whereabouts
from ui.only_reading import OnlyReadingBar
from ui.search.box import FindAnywhere
from ui.session import Session
from ui.settings.tools import Tools
from ui.shortcuts import ShortcutSheet
from ui.staff.alarms import AlarmBar
from ui.staff.holding_back import HeldBack

_TOLD_MILLISECONDS = 6_000
# Of the search box beside the room that is left free: it comes first.
_WIDE = 100


class MainWindow(QMainWindow):
    """`locked` when the person leaves; `closed` when the window was closed."""

    locked = Signal()
    closed = Signal()

    def __init__(self, session: Session, tools: Tools) -> None:
        """Opens on Today."""
        super().__init__()
        self.session, self._tools, self.backups, self.trail = session, tools, tools.backups, tools.trail
        self.setWindowTitle(say("Clinic Desktop"))
        # Somebody leaves, and knows that what they typed is lost.
        self._gives_up = False
        self._held_back = HeldBack(session)
        knows_who_may(self)
        self._pages: dict[str, QWidget] = {}
        self._stack = QStackedWidget()
        # What is wrong with the world stays; what a place answered goes when somebody goes elsewhere.
        self._fault, self._banner = Banner(), Banner()
        self._errand = ErrandBar(session, self.go, self._stack.currentWidget)
        self._told = Text(role="muted", wrap=False)
        self._clinic_name, self._who = Text(role="strong"), Text(role="muted", wrap=False)
        self.bottom = BottomBar(self.backups, lambda: self.go("settings", "backups"), is_demo=session.is_demo)
        self._search = FindAnywhere(session)
        self._rail = {place.key: self._rail_button(place.key) for place in PLACES}
        self.alarms = AlarmBar(session)
        banner = holder(column(OnlyReadingBar(session), self.alarms, self._fault, self._banner, gap=0), "banners")
        right = column(self._top_bar(), banner, self._errand, self._stack, self.bottom, gap=0)
        right.setStretch(3, 1)
        whole = row(self._rail_bar(), right, gap=0)
        whole.setStretch(1, 1)
        self.setCentralWidget(holder(whole, "ground"))
        self._actions = {
            action.name: self._add_action(action.words, action.key, getattr(self, f"_{action.name}"))
            for action in EVERYWHERE
        }
        session.changed.connect(self._on_changed)
        session.trouble.connect(lambda words: self._banner.show_words("stop", words))
        session.moved.connect(self._banner.hide)
        session.fault.connect(lambda words: self._fault.show_words("stop", words))
        session.mended.connect(self._on_mended)
        session.told.connect(self._on_told)
        session.asked_for.connect(self.go)
        tools.jobs.slow.connect(self.bottom.show_slow)
        self._on_changed(Changes({"practice": frozenset(), "staff": frozenset()}))
        self.go(PLACES[0].key)

    def go(self, key: str, part: str = "") -> None:
        """Show a place; `part` is a section and a field there, as "billing/tax_id"."""
        self._errand.note_way(key, part)
        # First: the place that is gone to may have something to say itself.
        if part or self._pages.get(key) is not self._stack.currentWidget():
            self._banner.hide()
        place = next(place for place in PLACES if place.key == key)
        if key not in self._pages:
            self._pages[key] = place.build(self.session, self._tools)
            self._stack.addWidget(self._pages[key])
        self._stack.setCurrentWidget(self._pages[key])
        # Not an exclusive group: Qt would take all but the chosen one out of the tab order.
        for one, made in self._rail.items():
            made.setChecked(one == key)
        page = self._pages[key]
        # To where a page begins, as its search line; a part of it may ask for another field.
        page.setFocus()
        if part and isinstance(page, Opens):
            page.open_part(part)

    @property
    def topic(self) -> str:
        """What the page that is shown is about."""
        page = self._stack.currentWidget()
        return page.topic if isinstance(page, HasTopic) else ""

    def show_manual(self, topic: str) -> None:
        """Open the manual at a topic."""
        self._tools.show_manual(topic)

    def why_held_back(self, words: str) -> str:
        """What `HoldsBack` asks of the window around a button."""
        return self._held_back.why(words)

    def page(self, key: str) -> QWidget:
        """The page of a place that was gone to."""
        return self._pages[key]

    def whereabouts(self) -> Whereabouts:
        """Where somebody is, to come back to after a lock; the window may be hidden by now."""
        key = next(key for key, page in self._pages.items() if page is self._stack.currentWidget())
        page = self._pages[key]
        return Whereabouts(key, page.part if isinstance(page, Returns) else "", posture_of(page))

    def go_back_to(self, at: Whereabouts) -> None:
        """Go there; what is gone by now is said by the place that it was on."""
        self.go(at.place, at.part)
        # Once it has its size: before, nothing can be scrolled.
        page = self._pages[at.place]
        QTimer.singleShot(0, page, lambda: take_posture(page, at.posture))

    def let_go(self) -> None:
        """The window goes: what was only looked at on paper goes as if somebody had left it."""
        for paper in self.findChildren(PaperPage):
            paper.let_go()

    def keep_drafts(self) -> bool:
        """Keep what stands in every form; before a lock and before the end. False when something typed is not on the
        disk: the form says why."""
        return keep_all(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._gives_up and not self.keep_drafts():
            # As on a full disk: the window goes, and what was typed would go with it.
            event.ignore()
            self._ask_to_give_up(say("Close and lose it"), self.close)
            return
        self.closed.emit()
        super().closeEvent(event)

    def focusNextPrevChild(self, following: bool) -> bool:
        return tab_on(self, forward=following)

    def _rail_button(self, key: str) -> QPushButton:
        place = next(place for place in PLACES if place.key == key)
        made = button(say(place.title), lambda: self.go(key), "rail", place.icon)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # Wider than high: the picture stands at the left, the rest is its distance from the word.
        made.setIconSize(QSize(step(4), step(3)))
        self._add_action(say(place.title), place.shortcut, lambda: self.go(key))
        return made

    def _rail_bar(self) -> QWidget:
        name = holder(column(self._clinic_name, margin=1))
        bar = holder(column(name, 1, *self._rail.values(), None, gap=0, margin=1), "rail")
        bar.setFixedWidth(step(21))
        return bar

    def _top_bar(self) -> QWidget:
        lock = button(say("Lock"), self._lock, picture="lock")
        manual = button(say("Help"), self._help, picture="help")
        # The mouse leaves the focus where it is: that is what help is wanted with.
        named(manual, focusPolicy="TabFocus")
        # They give way where the window is narrow or the letters are large: it must fit the screen.
        self._search.setMinimumWidth(step(20))
        self._search.setMaximumWidth(step(56))
        self._told.setMinimumWidth(step(8))
        line = row(self._search, self._told, None, self._who, manual, lock, gap=2)
        line.setStretch(0, _WIDE)
        line.setContentsMargins(step(3), step(1), step(3), step(1))
        return holder(line, "top")

    def _add_action(self, words: str, key: str, act: Callable[[], object]) -> QAction:
        action = QAction(say(words), self)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda *_: act())
        self.addAction(action)
        return action

    def _find(self) -> None:
        self._search.setFocus()
        self._search.selectAll()

    def _undo(self) -> None:
        self.session.undo()

    def _redo(self) -> None:
        self.session.redo()

    def _lock(self) -> None:
        if self._gives_up or self.keep_drafts():
            self.locked.emit()
        else:
            self._ask_to_give_up(say("Lock and lose it"), self._lock)

    def _ask_to_give_up(self, verb: str, then: Callable[[], object]) -> None:
        """Ask before what was typed is lost; `then` leaves all the same."""

        def leave() -> None:
            self._gives_up = True
            then()

        detail = say("It is still in the window. Make room on the disk, then try again: it is kept first.")
        ask(self, say("What you typed is not on the disk yet."), detail, verb, leave)

    def _help(self) -> None:
        ask_manual(self)

    def _shortcuts(self) -> QDialog:
        sheet = ShortcutSheet(self, [(place.title, place.shortcut) for place in PLACES])
        hear_help_key(sheet)
        sheet.open()
        return sheet

    def _quit(self) -> None:
        self.close()

    def _on_changed(self, changes: Changes) -> None:
        forget_drafts_of_gone(self.session, changes)
        if changes.touches("staff", "emergencies"):
            # The name and the role may be others now, or an emergency began or ended.
            self._say_who()
            for made in self.findChildren(Button):
                made.ask_whether_held()
        if changes.touches("practice"):
            name = practice(self.session.clinic.read).name
            self._clinic_name.setText(name)
            self.bottom.name.setText(name)

    def _say_who(self) -> None:
        person = self.session.clinic.person
        self._who.setText(person.name)
        # Beside the name there is no room for it where letters are large.
        tip(self._who, role_name(person.role))

    def _on_told(self, words: str) -> None:
        self._told.setText(words)
        QTimer.singleShot(_TOLD_MILLISECONDS, self._told, lambda: self._told.setText(""))

    def _on_mended(self, words: str) -> None:
        if self._fault.words() == words:
            self._fault.hide()
