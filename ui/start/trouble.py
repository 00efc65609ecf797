"""When the clinic cannot be opened: what happened, what is safe, and what can be done."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.errors import ClinicError, Damaged
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.layout import row
from ui.kit.text import Text
from ui.start.frame import framed


class TroublePage(QWidget):
    """A sentence, a button to try again, and one that leads to the backups."""

    topic = "85-trouble"

    def __init__(
        self,
        trouble: ClinicError,
        folder: str,
        again: Callable[[], object],
        restore: Callable[[], object] | None,
        over: Callable[[], object] | None = None,
    ) -> None:
        """`folder` is where the clinic lies, to be read out to whoever helps; `restore` leads to its backups; `over`
        opens it although another computer has it open.

        What is damaged stays so however often one tries: there a backup is the way on, else trying again is.
        """
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        # The main one stands first.
        if restore and isinstance(trouble, Damaged):
            ways = [button(say("Restore a backup"), restore, "main"), button(say("Try again"), again)]
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
