"""The recovery key: tried from its paper, and a new one: shown, printed or saved, two groups typed back; only then does
it replace the old one."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import ClinicError, WrongPassword
from clinic_desktop.practice import queries
from clinic_desktop.practice.commands import CheckRecoveryKey
from clinic_desktop.staff.commands.recovery import NoteKeyTried
from clinic_desktop.staff.queries import last_drill
from clinic_desktop.store.keys.recovery_key import recovery_letters
from clinic_desktop.store.keys.vault import RECOVERY_SLOT, Slot
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.jobs import Jobs
from ui.kit.buttons import button
from ui.kit.editor import LATER, Editor
from ui.kit.form import Form
from ui.kit.layout import card, column, holder, row
from ui.kit.text import Text
from ui.session import Session
from ui.staff.editors import recovery_key_field
from ui.staff.recovery_key import RecoveryKeyPanel
from ui.staff.try_later import TryLater


class RecoverySection(QWidget):
    """Says when the key was last checked and tried, has it tried, and makes a new one."""

    def __init__(self, session: Session, jobs: Jobs) -> None:
        """Only an owner can try one or make one; the commands say so."""
        super().__init__()
        self._session, self._jobs = session, jobs
        self._state, self._tried = Text(role="muted"), Text(role="muted")
        self.make_button = button(say("Make a new recovery key"), self._make)
        why = Text(say("It opens the clinic when every password is forgotten. A new one makes the old paper useless."))
        self._told = holder(column(why, self._state, row(self.make_button, None), gap=2))
        self._card = card(say("Recovery key"), self._told)
        self.form = Form(recovery_key_field())
        self.drill = Editor("", self.form, self._try, save_words=say("Try recovery key"))
        self.drill.cancel_button.hide()
        words = say("Type it from the paper to see that it opens this clinic. Nothing is changed by that.")
        self._drill_card = card(say("Try the key"), Text(words), self._tried, self.drill)
        self.panel: RecoveryKeyPanel | None = None
        self.setLayout(column(self._card, self._drill_card, gap=2))
        self.waiting = TryLater(self.drill, session.clinic.keys.folder, lambda: (RECOVERY_SLOT,))
        session.keep_fresh(self, "practice", "recovery_drills")

    def reload(self) -> None:
        """Say when it was checked, and when it was tried."""
        at = queries.practice(self._session.clinic.read).recovery_key_checked_at
        checked = datetime.fromisoformat(at) if at else None
        if checked:
            self._state.setText(say("Two groups of it were typed back on {day}.", day=_day(checked)))
        else:
            self._state.setText(say("It was not typed back. Make a new one, print it, and type two groups."))
        # Until then it is what this page is for.
        self.make_button.stand_out(not at)
        self.drill.save_button.stand_out(bool(at))
        tried = last_drill(self._session.clinic.read)
        if tried and not (checked and tried < checked):
            self._tried.setText(say("Last tried on {day}: it opened this clinic.", day=_day(tried)))
        else:
            self._tried.setText(say("This key was never tried."))

    def _try(self) -> object:
        clinic = self._session.clinic
        try:
            letters = recovery_letters(self.form.values()["key"])
        except WrongPassword as wrong:
            self._not_opened(wrong)
            return LATER
        now, keys = clinic.clock.now(), clinic.keys
        self.waiting.busy(True)
        self._jobs.run(
            say("Trying the recovery key"),
            lambda _: keys.try_recovery(letters, now),
            lambda _: self._opened(),
            self._not_opened,
        )
        return LATER

    def _opened(self) -> None:
        self.waiting.busy(False)
        if self._session.attempt(NoteKeyTried()):
            self.form.fill({"key": ""})
            self.drill.banner.show_words("good", say("It opens this clinic. Put the paper back where it was."))

    def _not_opened(self, error: Exception) -> None:
        self.waiting.busy(False)
        if isinstance(error, WrongPassword):
            self.form.fields["key"].show_problem(error.words)
            self.form.go_to("key")
        elif isinstance(error, ClinicError):
            self.drill.banner.show_words("stop", error.words)
        else:
            raise error

    def _make(self) -> None:
        self.make_button.rest(True)
        self._jobs.run(
            say("Making the recovery key"),
            lambda _: self._session.clinic.keys.recovery_slot(),
            lambda made: self._show(*made),
            self._failed,
        )

    def _show(self, printed: str, slot: Slot) -> None:
        self.make_button.rest(False)
        clinic = self._session.clinic
        name, today = queries.practice(clinic.read).name, clinic.clock.today()
        self.panel = RecoveryKeyPanel(name, printed, today, lambda: self._finish(slot), folder=clinic.keys.folder.path)
        layout = self._card.layout()
        assert layout is not None
        layout.addWidget(self.panel)
        self.panel.show()
        # The panel says it all itself.
        self._told.hide()
        self._drill_card.hide()
        self.panel.setFocus()

    def _finish(self, slot: Slot) -> None:
        if not self._session.attempt(CheckRecoveryKey(slot)):
            return
        if self.panel:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None
        self._told.show()
        self._drill_card.show()
        self._session.told.emit(say("The new recovery key counts from now on. Destroy the old paper."))

    def _failed(self, error: Exception) -> None:
        self.make_button.rest(False)
        raise error


def _day(at: datetime) -> str:
    return dates.shown(at.astimezone().date())
