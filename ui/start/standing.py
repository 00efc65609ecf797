"""Pages of a clinic's folder that is not as it was left: what is wrong, what is safe, and the ways on. Nothing is ever
made anew in its place."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from clinic_desktop.clinic import Clinic
from clinic_desktop.drills.commands import GoOnHere
from clinic_desktop.errors import ClinicError
from clinic_desktop.store.beside import standing
from clinic_desktop.store.beside.standing import Finding
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.layout import row
from ui.kit.text import Text
from ui.start.frame import framed
from ui.start.host import StartHost
from ui.start.sign_in import Enter

Act = Callable[[], object]


class FolderPage(QWidget):
    """A title, what is the matter, and ways on, the main one first."""

    topic = "85-trouble#folder"

    def __init__(self, words: tuple[str, str], folder: str, ways: list[QPushButton]) -> None:
        """`words` are the title and what is said; `folder` is where the clinic lies."""
        super().__init__()
        title, said = words
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        where = Text(say("The clinic’s folder: {path}", path=folder), "small")
        layout.addWidget(framed(title, "", Text(said), where, row(*ways, None), width=84))
        self.setFocusProxy(ways[0])


class FolderCourse:
    """From what was found to a clinic that is open, or to its backups."""

    def __init__(self, host: StartHost, sign_in: Callable[[Enter | None], object], restore: Act) -> None:
        """`sign_in` shows the page of that name, which enters by what it is given; `restore` leads to the backups."""
        self._host, self._sign_in, self._restore = host, sign_in, restore

    def begin(self, finding: Finding) -> None:
        """Say what was found."""
        folder = self._host.folder
        words = _moved_words(standing.read(folder).moved_at) if finding == "moved" else _words(finding)
        self._host.show_page(FolderPage(words, str(folder.path), self._ways(finding)))

    def _ways(self, finding: Finding) -> list[QPushButton]:
        restore, again = button(say("Restore a backup"), self._restore), button(say("Try again"), self._host.show)
        if finding == "no file":
            return [button(say("Restore a backup"), self._restore, "main"), again]
        if finding == "no keys of it":
            look = button(say("Open it and look"), lambda: self._sign_in(None))
            return [button(say("Restore a backup"), self._restore, "main"), look, again]
        if finding == "other log":
            return [button(say("Put the log aside and open"), self._put_aside, "main"), restore]
        if finding == "moved":
            return [button(say("Open it to look"), lambda: self._sign_in(None), "main"),
                    button(say("Go on here"), lambda: self._sign_in(self._go_on))]  # fmt: skip
        return [button(say("Open it and look"), lambda: self._sign_in(None), "main"), restore]

    def _put_aside(self) -> None:
        host = self._host
        try:
            host.hold.take(host.folder)
            standing.put_log_aside(host.folder, host.clock().now())
        except ClinicError as trouble:
            host.show_trouble(trouble)
            return
        finally:
            host.hold.let_go()
        host.show()

    def _go_on(self, key: bytes, slot: str) -> None:
        """An owner says that it goes on here; raises ClinicError to the page that asked."""
        host = self._host
        host.hold.take(host.folder)
        try:
            clinic = Clinic.open(host.folder, key, slot, host.clock(), host.cost())
            try:
                clinic.do(GoOnHere())
            finally:
                clinic.close()
            standing.note_here(host.folder)
        except BaseException:
            host.hold.let_go()
            raise
        host.enter(key, slot)


def _moved_words(at: str) -> tuple[str, str]:
    day = dates.shown(datetime.fromisoformat(at).astimezone().date())
    title = say("This clinic was moved on {day} to another computer", day=day)
    return title, say(
        "It goes on there. Here it can be looked at as it was that day, and nothing can be changed. If the move came "
        "to nothing, an owner can go on here: do that only if nobody works on the other computer, for the two cannot "
        "be put together again."
    )


def _words(finding: Finding) -> tuple[str, str]:
    if finding == "no keys of it":
        return say("The key file is of another clinic"), say(
            "The key file in this folder does not belong to the clinic that lies here, as when files of two clinics "
            "were mixed. Nothing was changed. Put the right key file back, or restore a backup: what is here now is "
            "kept beside it. If somebody put the whole folder of another clinic here, open it: its own password opens "
            "it, and nothing else does."
        )
    if finding == "no file":
        return say("The clinic’s file is missing"), say(
            "Only its log lies in the folder. Nothing was made in its place, and nothing was thrown away. If the file "
            "was moved, put it back and try again; else restore the newest backup."
        )
    if finding == "no log":
        return say("The last changes may be missing"), say(
            "The program did not end in order the last time, and the log with the last changes is not there any more. "
            "What was written before it is in the clinic’s file. Open it and look whether the last visits and notes "
            "are there; if not, restore a backup that has them."
        )
    if finding == "other log":
        return say("A log lies here that is of another file"), say(
            "Beside the clinic’s file lies a log that the program did not write there. Played into the file, it would "
            "damage it, so nothing was opened. Putting it aside throws nothing away: it is kept in the clinic’s folder."
        )
    return say("This folder was copied while it was in use"), say(
        "It is a copy of a clinic’s folder that somebody was working in. The last changes may be missing in it, or be "
        "there only in part. Open it and look whether the last visits and notes are there; a backup is always whole, "
        "and safer."
    )
