"""When the clinic cannot be opened: what happened, what is safe, and what can be done."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.errors import ClinicError, Damaged
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.layout import row
from ui.kit.text import Text
from ui.start.frame import framed
from ui.start.host import StartHost


class TroubleCourse:
    """What somebody is told and offered who cannot open the clinic."""

    def __init__(self, host: StartHost, restore: Callable[[], object] | None) -> None:
        """`restore` leads to the backups; the demo clinic has no such way, and none to save it anew."""
        self._host, self._restore = host, restore

    def begin(self, trouble: ClinicError, opened_by: tuple[bytes, str] | None) -> None:
        """Show it; `opened_by` are the key and the slot of whoever has the clinic's key."""
        save = partial(self._save, *opened_by) if opened_by and self._restore else None
        folder = str(self._host.folder.path)
        self._host.show_page(TroublePage(trouble, folder, self._host.show, self._restore, save))

    def _save(self, key: bytes, slot: str) -> None:
        from ui.start.saving import SaveCourse

        SaveCourse(self._host, key, slot).begin()


class TroublePage(QWidget):
    """A sentence, a button to try again, one that leads to the backups, and one that saves what can be read. None of
    them erases anything."""

    topic = "85-trouble"

    def __init__(
        self,
        trouble: ClinicError,
        folder: str,
        again: Callable[[], object],
        restore: Callable[[], object] | None,
        save: Callable[[], object] | None = None,
    ) -> None:
        """`folder` is where the clinic lies, to be read out to whoever helps; `restore` leads to its backups, and
        `save` to what can be read of a file that is damaged and that somebody has the key of.

        What is damaged stays so however often one tries: there a backup is the way on, else trying again is.
        """
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        # The main one stands first.
        if restore and isinstance(trouble, Damaged):
            ways = [button(say("Restore a backup"), restore, "main")]
            ways += [button(say("Save what can be read"), save)] if save else []
            ways.append(button(say("Try again"), again))
        else:
            ways = [button(say("Try again"), again, "main")]
            ways += [button(say("Restore a backup"), restore)] if restore else []
        layout.addWidget(
            framed(
                say("The clinic could not be opened"),
                "",
                Text(trouble.words),
                Text(say("The clinic’s folder: {path}", path=folder), "small"),
                row(*ways, None),
                width=68,
            )
        )
        self.setFocusProxy(ways[0])
