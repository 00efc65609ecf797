"""The course of a damaged clinic that is saved anew: what can be read of it, and whether its owner takes that."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.checkup.rules import by_groups, saved_words
from clinic_desktop.errors import ClinicError
from clinic_desktop.salvaging import Saved, save_anew
from clinic_desktop.store.paging import Page
from clinic_desktop.store.salvage.model import SavedTable
from clinic_desktop.values.moments import shown_moment
from clinic_desktop.wording import mark, say
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.grid import step
from ui.kit.layout import row
from ui.kit.paged_model import Column, PagedModel
from ui.kit.table import Table
from ui.kit.text import Text
from ui.start.frame import framed
from ui.start.host import StartHost
from ui.start.waiting import WaitingPage

_MOST_SHOWN, _TABLE_STEPS = 8, 104


class SavedLine(NamedTuple):
    """A part of the record as it stands in the list: its words, and what came of its tables."""

    id: int
    words: str
    saved: SavedTable


SAVED_COLUMNS: tuple[Column[SavedLine], ...] = (
    Column(mark("Part of the record"), lambda one: one.words, share=7),
    Column(mark("Read"), lambda one: f"{one.saved.read:,}", right=True, share=3),
    Column(mark("From the trail"), lambda one: f"{one.saved.replayed:,}", right=True, share=5),
    Column(mark("From a backup"), lambda one: f"{one.saved.from_backup:,}", right=True, share=5),
    Column(mark("Lost"), lambda one: _lost(one.saved), right=True, share=4),
    Column(mark("Maybe older"), lambda one: f"{one.saved.older:,}", right=True, share=4),
)


class SavedPage(QWidget):
    """What could be read, a line a part of the record; taken or left."""

    topic = "85-trouble#save-anew"

    def __init__(self, saved: Saved, take: Callable[[], object], leave: Callable[[], object]) -> None:
        """`take` puts it in the place of the damaged one, `leave` throws it away."""
        super().__init__()
        self.banner = Banner()
        self.take_button = button(say("Take the saved record"), take, "main")
        ways = row(self.take_button, button(say("Leave it as it is"), leave), None)
        lines = tuple(SavedLine(at, *one) for at, one in enumerate(by_groups(saved.salvaged)))
        model = PagedModel(lambda _: Page(lines, None), SAVED_COLUMNS)
        self.table = Table(say("What was saved"), model, "", rows=_MOST_SHOWN)
        self.table.setMinimumWidth(step(_TABLE_STEPS))
        model.reload()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            framed(
                say("What can be read of the clinic’s file"),
                "",
                self.banner,
                Text(saved_words(saved.salvaged), "strong"),
                self.table,
                Text(_kept_words(saved)),
                ways,
                width=112,
            )
        )
        self.setFocusProxy(self.take_button)


def _lost(saved: SavedTable) -> str:
    lost = saved.lost + saved.aside
    # Its end could not be read: there may have been more.
    return say("{count} or more", count=f"{lost:,}") if saved.is_open else f"{lost:,}"


def _kept_words(saved: Saved) -> str:
    words = say(
        "If you take it, it stands in the place of the damaged file, and that one is kept among the backups. If a "
        "backup is as new, restore that instead: it is whole."
    )
    at = saved.salvaged.backup_made_at
    if not at:
        return words
    when = shown_moment(datetime.fromisoformat(at).astimezone())
    return say("{words} The newest backup that belongs to it was made {when}.", words=words, when=when)


class SaveCourse:
    """One salvage, from the page that says that the file is damaged."""

    def __init__(self, host: StartHost, key: bytes, slot: str) -> None:
        """Key and slot of whoever was about to open the clinic."""
        self._host, self._key, self._slot = host, key, slot
        self._page: SavedPage | None = None

    def begin(self) -> None:
        """Read what can be read, in a job."""
        host = self._host
        folder, clock, key, slot = host.folder, host.clock(), self._key, self._slot
        try:
            host.hold.take(folder)
        except ClinicError as trouble:
            host.show_trouble(trouble)
            return
        why = say("The damaged file is only read. A new one is built beside it, and nothing is put in its place yet.")
        page = WaitingPage(say("Saving what can be read"), why, SavedPage.topic)
        host.show_page(page)
        page.begin(
            host.jobs, lambda progress: save_anew(folder, key, slot, clock, progress), self._on_saved, self._on_failed
        )

    def _on_saved(self, saved: Saved) -> None:
        self._page = SavedPage(saved, lambda: self._take(saved), lambda: self._leave(saved))
        self._host.show_page(self._page)

    def _take(self, saved: Saved) -> None:
        try:
            saved.take(self._host.clock())
        except ClinicError as trouble:
            self._on_failed(trouble)
            return
        self._host.hold.let_go()
        try:
            self._host.enter(self._key, self._slot)
        except ClinicError as trouble:
            self._host.show_trouble(trouble)

    def _leave(self, saved: Saved) -> None:
        saved.leave()
        self._host.hold.let_go()
        self._host.show()

    def _on_failed(self, error: Exception) -> None:
        self._host.hold.let_go()
        if not isinstance(error, ClinicError):
            raise error
        self._host.show_trouble(error)
