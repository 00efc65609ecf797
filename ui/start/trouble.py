"""When the clinic cannot be opened: what happened, what is safe, and what can be done."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.errors import ClinicError, Damaged
from clinic_desktop.wording import say
from ui.hold import HeldElsewhere
from ui.kit.buttons import button
from ui.kit.layout import row
from ui.kit.text import Text
from ui.start.frame import framed
from ui.start.host import StartHost


class Rescue(NamedTuple):
    """What else can be done: `save` leads to what can be read of a file that is damaged and that somebody has the key
    of, `over` opens the clinic although another computer has it open."""

    save: Callable[[], object] | None = None
    over: Callable[[], object] | None = None


_NO_RESCUE = Rescue()


class TroubleCourse:
    """What somebody is told and offered who cannot open the clinic."""

    def __init__(self, host: StartHost, restore: Callable[[], object] | None, over: Callable[[], object]) -> None:
        """`restore` leads to the backups; the demo clinic has no such way, and none to save it anew. `over` opens what
        another computer has open."""
        self._host, self._restore, self._over = host, restore, over

    def begin(self, trouble: ClinicError, opened_by: tuple[bytes, str] | None) -> None:
        """Show it; `opened_by` are the key and the slot of whoever has the clinic's key."""
        save = partial(self._save, *opened_by) if opened_by and self._restore else None
        over = self._over if isinstance(trouble, HeldElsewhere) else None
        folder = str(self._host.folder.path)
        self._host.show_page(TroublePage(trouble, folder, self._host.show, self._restore, Rescue(save, over)))

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
        rescue: Rescue = _NO_RESCUE,
    ) -> None:
        """`folder` is where the clinic lies, to be read out to whoever helps; `restore` leads to its backups.

        What is damaged stays so however often one tries: there a backup is the way on, else trying again is.
        """
        super().__init__()
        save, over = rescue
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
        if over:
            ways.insert(1, button(say("That computer is off"), lambda: _ask_over(self, over)))
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


def _ask_over(parent: QWidget, over: Callable[[], object]) -> None:
    # Imported here: at most starts nothing is asked.
    from ui.kit.confirm import ask

    ask(
        parent,
        say("Is the program closed on that computer?"),
        say(
            "Go and look. If both write into the clinic’s file at once, it can be damaged. This is for a computer that "
            "went off while the clinic was open there."
        ),
        say("Open it here"),
        over,
    )
