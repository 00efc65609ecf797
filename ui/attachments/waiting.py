"""The scans that wait in the scan folder, and those that are filed and still lie there."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.attachments.model import LyingFile
from clinic_desktop.attachments.rules import kept_name, size_words
from clinic_desktop.values.moments import shown_moment
from clinic_desktop.wording import say, say_many
from ui.attachments.scan_folder import scan_folder_of, scans_waiting
from ui.jobs import Jobs
from ui.kit import confirm
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.files import ask_folder
from ui.kit.flow import flow
from ui.kit.grid import step
from ui.kit.layout import column, emptied, holder, row
from ui.kit.text import Text, isolated
from ui.preferences import Preferences
from ui.session import Session

_MOST_LISTED = 5


class WaitingScans(QWidget):
    """`file` gets the path of a scan that a person files for the client whose chart this is; `counted` carries how many
    scans wait."""

    counted = Signal(int)

    def __init__(
        self, session: Session, jobs: Jobs, preferences: Preferences, file: Callable[[Sequence[Path]], object]
    ) -> None:
        """Looks into the folder from `wake` on, until `rest`. `folder_line` says which folder it is."""
        super().__init__()
        self._session, self._preferences, self._file = session, preferences, file
        self._folder = scan_folder_of(session, jobs, preferences)
        self._folder.changed.connect(self.reload)
        self.banner = Banner()
        self._listed = QVBoxLayout()
        self.choose = button(say("Watch the folder of your scanner"), self._ask_folder, "link")
        self.stop = button(say("Stop watching"), self._stop, "link")
        self._where = Text("", "muted", wrap=False)
        # Of the section around it: what waits stands above the list, where it comes from below.
        self.folder_line = holder(flow(self._where, self.choose, self.stop))
        self.setLayout(column(self.banner, self._listed, gap=1))
        self._filed: frozenset[str] = frozenset()
        self._told = ""
        session.keep_fresh(self, "attachments")

    def look(self) -> None:
        """Look into the folder now."""
        self._folder.look()

    def reload(self) -> None:
        """Show what waits there."""
        files = self._folder.files
        waiting = scans_waiting(self._session, self._folder)
        self._filed = frozenset(one.came_as for one in files if one not in waiting)
        self.counted.emit(len(waiting))
        emptied(self._listed)
        if waiting:
            words = say_many("{count} new scan waits", "{count} new scans wait", len(waiting))
            self._listed.addWidget(Text(words, "strong", wrap=False))
        for one in waiting[:_MOST_LISTED]:
            self._listed.addWidget(self._line(one))
        if len(waiting) > _MOST_LISTED:
            words = say_many("And {count} more.", "And {count} more.", len(waiting) - _MOST_LISTED)
            self._listed.addWidget(Text(words, "muted"))
        if older := self._folder.older:
            words = say_many("{count} older file in the scan folder is not looked at: it holds too many.",
                             "{count} older files in the scan folder are not looked at: it holds too many.",
                             older)  # fmt: skip
            self._listed.addWidget(Text(words, "muted"))
        if len(files) > len(waiting):
            self._listed.addWidget(self._left_there(len(files) - len(waiting)))
        self._show_folder()

    def wake(self) -> None:
        """Somebody looks at the papers of the client."""
        self._folder.wake(self)

    def rest(self) -> None:
        """Nobody does any more."""
        self._folder.rest(self)

    def _line(self, one: LyingFile) -> QWidget:
        when = shown_moment(datetime.fromtimestamp(one.changed_at, UTC))
        told = Text(say("{when}, {size}", when=when, size=size_words(one.size)), "muted", wrap=False)
        filed = button(say("File it"), partial(self._file, (one.path,)))
        called = kept_name(one.path.name)
        filed.setAccessibleName(say("File {name} for this client", name=called))
        name = Text(isolated(called))
        # A name that cannot be broken may be cut: the button stays in view.
        name.setMinimumWidth(step(10))
        line = row(name, told, filed, gap=2)
        line.setStretch(0, 1)
        return holder(line)

    def _left_there(self, count: int) -> QWidget:
        words = say_many("{count} scan is filed and still lies in the scan folder, where whoever opens this computer "
                         "can read it.", "{count} scans are filed and still lie in the scan folder, where whoever "
                         "opens this computer can read them.", count)  # fmt: skip
        line = row(Text(words), button(say("Remove from the scan folder"), self._ask_remove), gap=2)
        line.setStretch(0, 1)
        return holder(line)

    def _show_folder(self) -> None:
        folder = self._preferences.scan_folder()
        self._where.setText(say("Scan folder: {folder}", folder=str(folder)) if folder else "")
        self._where.setVisible(folder is not None)
        self.stop.setVisible(folder is not None)
        words = say("Choose another") if folder else say("Watch the folder of your scanner")
        self.choose.setText(words)
        self.choose.setAccessibleName(say("Choose another scan folder") if folder else words)
        if self._folder.trouble:
            self.banner.show_words("warning", self._folder.trouble)
        elif self.banner.words() == self._told:
            self.banner.hide()
        self._told = self._folder.trouble
        # Where nothing waits it takes no room.
        self.setVisible(bool(self._listed.count() or self.banner.words()))

    def _ask_folder(self) -> None:
        ask_folder(self, say("The folder of your scanner"), self.watch)

    def watch(self, folder: Path) -> None:
        """Watch that folder from now on; this computer remembers it."""
        self.banner.hide()
        self._preferences.keep_scan_folder(folder)
        self._folder.watch(folder)
        self._show_folder()

    def _stop(self) -> None:
        self.banner.hide()
        self._preferences.keep_scan_folder(None)
        self._folder.watch(None)
        self._show_folder()
        self.choose.setFocus()

    def _ask_remove(self) -> None:
        confirm.ask(
            self,
            say("Remove what is filed from the scan folder?"),
            say("Its pages are filed here, encrypted. The files themselves cannot be brought back."),
            say("Remove from the scan folder"),
            lambda: self._folder.remove(self._filed, self._on_removed, self._on_not_removed),
        )

    def _on_removed(self, count: int) -> None:
        words = say_many("{count} scan was removed from the scan folder.",
                         "{count} scans were removed from the scan folder.", count)  # fmt: skip
        self.banner.show_words("good", words)
        self.show()

    def _on_not_removed(self, words: str) -> None:
        self.banner.show_words("warning", words)
        self.show()
