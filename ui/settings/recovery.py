"""A new recovery key: shown, printed or saved, two groups typed back; only then does it replace the old one."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from clinic_desktop.practice import queries
from clinic_desktop.practice.commands import CheckRecoveryKey
from clinic_desktop.store.vault import Slot
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.jobs import Jobs
from ui.kit.buttons import button, look_as
from ui.kit.layout import card, column, row
from ui.kit.text import Text
from ui.session import Session
from ui.staff.recovery_key import RecoveryKeyPanel


class RecoverySection(QWidget):
    """Says when the key was last checked, and makes a new one."""

    def __init__(self, session: Session, jobs: Jobs) -> None:
        """Only the owner can make one; the command says so."""
        super().__init__()
        self._session, self._jobs = session, jobs
        self._state = Text(role="muted")
        self.make_button = button(say("Make a new recovery key"), self._make)
        self._card = card(
            say("Recovery key"),
            Text(say("It opens the clinic when every password is forgotten. A new one makes the old paper useless.")),
            self._state,
            row(self.make_button, None),
        )
        self.panel: RecoveryKeyPanel | None = None
        self.setLayout(column(self._card))
        session.keep_fresh(self, "practice")

    def reload(self) -> None:
        """Say when it was checked."""
        at = queries.practice(self._session.clinic.read).recovery_key_checked_at
        if at:
            day = dates.shown(datetime.fromisoformat(at).astimezone().date())
            self._state.setText(say("Two groups of it were typed back on {day}.", day=day))
        else:
            self._state.setText(say("It was never typed back. Make a new one, print it, and type two groups."))
        # Until then it is what this page is for.
        look_as(self.make_button, "main", "false" if at else "true")

    def _make(self) -> None:
        self._jobs.run(
            say("Making the recovery key"),
            lambda _: self._session.clinic.keys.recovery_slot(),
            lambda made: self._show(*made),
            self._failed,
        )

    def _show(self, printed: str, slot: Slot) -> None:
        name = queries.practice(self._session.clinic.read).name
        today = self._session.clinic.clock.today()
        self.panel = RecoveryKeyPanel(name, printed, today, lambda: self._finish(slot))
        layout = self._card.layout()
        assert layout is not None
        layout.addWidget(self.panel)
        self.panel.show()
        self.make_button.hide()
        self.panel.setFocus()

    def _finish(self, slot: Slot) -> None:
        if not self._session.attempt(CheckRecoveryKey(slot)):
            return
        if self.panel:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None
        self.make_button.show()
        self._session.told.emit(say("The new recovery key counts from now on. Destroy the old paper."))

    def _failed(self, error: Exception) -> None:
        raise error
