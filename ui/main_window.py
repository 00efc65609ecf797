"""The window of an open clinic: rail, top bar, the page, bottom bar. It knows places and actions, no rooms."""

from collections.abc import Callable

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QMainWindow,
    QProgressBar,
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
from ui.backups import LastBackup
from ui.editing import forget_drafts_of_gone
from ui.errand import ErrandBar
from ui.jobs import Job
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.confirm import ask
from ui.kit.focus import tab_on
from ui.kit.form import keep_all
from ui.kit.grid import step
from ui.kit.layout import column, holder, row
from ui.kit.named import named
from ui.kit.text import ChipText, Text, isolated
from ui.kit.topic import HasTopic, ask_manual, hear_help_key
from ui.navigation import PLACES, Opens
from ui.search.box import FindAnywhere
from ui.session import Session
from ui.settings.tools import Tools
from ui.shortcuts import ShortcutSheet
from ui.staff.alarms import AlarmBar

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
        self.session, self._tools, self.backups = session, tools, tools.backups
        self.setWindowTitle(say("Clinic Desktop"))
        # Somebody leaves, and knows that what they typed is lost.
        self._gives_up = False
        self._pages: dict[str, QWidget] = {}
        self._stack = QStackedWidget()
        # What is wrong with the world stays; what a place answered goes when somebody goes elsewhere.
        self._fault, self._banner = Banner(), Banner()
        self._errand = ErrandBar(session, self.go, self._stack.currentWidget)
        self._told = Text(role="muted", wrap=False)
        self._clinic_name = Text(role="strong")
        self._bottom_name = Text(role="small", wrap=False)
        self._last_backup = LastBackup(self.backups, lambda: self.go("settings", "backups"))
        self._strip = QProgressBar()
        self._doing = Text(role="small", wrap=False)
        self._stop = button(say("Cancel"), lambda: None)
        self._search = FindAnywhere(session)
        self._rail = {place.key: self._rail_button(place.key) for place in PLACES}
        self.alarms = AlarmBar(session)
        banner = holder(column(self.alarms, self._fault, self._banner, gap=0, margin=0))
        right = column(self._top_bar(), banner, self._errand, self._stack, self._bottom_bar(), gap=0)
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
        tools.jobs.slow.connect(self._on_slow)
        self._on_changed(Changes({"practice": frozenset()}))
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

    def page(self, key: str) -> QWidget:
        """The page of a place that was gone to."""
        return self._pages[key]

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
        person = self.session.clinic.person
        who = Text(f"{isolated(person.name)} · {role_name(person.role)}", "muted", wrap=False)
        lock = button(say("Lock"), self._lock, picture="lock")
        manual = button(say("Help"), self._help, picture="help")
        # The mouse leaves the focus where it is: that is what help is wanted with.
        named(manual, focusPolicy="TabFocus")
        # They give way where the window is narrow or the letters are large: it must fit the screen.
        self._search.setMinimumWidth(step(20))
        self._search.setMaximumWidth(step(56))
        self._told.setMinimumWidth(step(8))
        line = row(self._search, self._told, None, who, manual, lock, gap=2)
        line.setStretch(0, _WIDE)
        line.setContentsMargins(step(3), step(1), step(3), step(1))
        return holder(line, "top")

    def _bottom_bar(self) -> QWidget:
        self._strip.setMaximumWidth(step(40))
        # Its words stand beside it: a bar that does not know how far it is shows none.
        self._strip.setTextVisible(False)
        self._strip.hide()
        self._doing.hide()
        self._stop.hide()
        demo = ChipText(say("DEMO"), "warning")
        # Kept free where it is not shown: the bar is as high in a clinic of one's own.
        kept = demo.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        demo.setSizePolicy(kept)
        demo.setVisible(self.session.is_demo)
        doing = (self._doing, self._strip, self._stop)
        self._bottom_row = row(self._bottom_name, demo, None, *doing, self._last_backup.button, gap=2)
        self._bottom_row.setContentsMargins(step(3), step(1) // 2, step(3), step(1) // 2)
        return holder(self._bottom_row, "bottom")

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
        if changes.touches("practice"):
            name = practice(self.session.clinic.read).name
            self._clinic_name.setText(name)
            self._bottom_name.setText(name)

    def _on_told(self, words: str) -> None:
        self._told.setText(words)
        QTimer.singleShot(_TOLD_MILLISECONDS, self._told, lambda: self._told.setText(""))

    def _on_mended(self, words: str) -> None:
        if self._fault.words() == words:
            self._fault.hide()

    def _on_slow(self, job: Job) -> None:
        self._strip.setRange(0, 0)
        self._say_doing(job.title)
        self._strip.show()
        self._doing.show()
        fresh = button(say("Cancel"), job.stop)
        self._bottom_row.replaceWidget(self._stop, fresh)
        self._stop.deleteLater()
        self._stop = fresh
        job.progressed.connect(self._on_progress)
        job.finished.connect(self._strip.hide)
        job.finished.connect(self._doing.hide)
        job.finished.connect(fresh.hide)

    def _on_progress(self, done: int, total: int, words: str) -> None:
        self._strip.setRange(0, total)
        self._strip.setValue(done)
        if words:
            self._say_doing(words)

    def _say_doing(self, words: str) -> None:
        self._doing.setText(words)
        self._strip.setAccessibleName(words)
