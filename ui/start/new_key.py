"""The second page of a first run: the recovery key."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.staff.recovery_key import RecoveryKeyPanel
from ui.start.frame import framed


class NewKeyPage(QWidget):
    """Two groups are typed back, or it is left for later and Today keeps reminding."""

    topic = "10-first-day#recovery-key"

    def __init__(
        self, sheet: tuple[str, str, date], done: Callable[[], object], later: Callable[[], object], folder: Path
    ) -> None:
        """`sheet` has the clinic's name, the key and the day; `done` once it was checked; `folder` is the clinic's."""
        super().__init__()
        self.panel = RecoveryKeyPanel(*sheet, done, folder=folder)
        self.panel.editor.add_button(button(say("Do this later"), later, "link"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(framed(say("Your recovery key"), "", self.panel, width=72))
        self.setFocusProxy(self.panel)
