"""The move to another computer, guided: a backup on a stick, tried there, the steps on paper, and the end here."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.audit.commands import NoteBackup
from clinic_desktop.drills.commands import MoveAway
from clinic_desktop.drills.document import move_sheet, move_steps
from clinic_desktop.errors import ClinicError, StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.practice.queries import practice
from clinic_desktop.store.backups.backup import back_up_to, is_kept_in
from clinic_desktop.store.backups.drill import practise
from clinic_desktop.store.backups.manifest import Backup
from clinic_desktop.wording import say
from ui.backups import BackupKeeper
from ui.drills.words import content_words
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.confirm import ask
from ui.kit.files import ask_folder, print_text
from ui.kit.layout import card, column, holder, row
from ui.kit.text import Text
from ui.session import Session


class MoveCard(QWidget):
    """First the backup; once it is made and tried, the steps and the way out. `stepped` when these come or go."""

    stepped = Signal()

    def __init__(self, session: Session, keeper: BackupKeeper) -> None:
        """Only the owner can move a clinic: the command says so."""
        super().__init__()
        self._session, self._keeper = session, keeper
        self.made: Backup | None = None
        self._banner = Banner()
        why = Text(
            say(
                "Puts everything on a stick, restores it there to see that it comes out, and says what to do on the "
                "new computer. Then the clinic is closed here, so that it does not go on in two places."
            )
        )
        self.make_button = button(say("Put the clinic on a stick…"), self._ask)
        self.print_button = button(say("Print the steps"), self._print, picture="print")
        self.leave_button = button(say("Close the clinic on this computer…"), self._ask_to_leave)
        steps = [Text(f"{number}. {words}") for number, words in enumerate(move_steps(), 1)]
        ways = row(self.leave_button, self.print_button, None)
        self._steps = holder(column(Text(say("On the new computer"), "strong"), *steps, 1, ways, gap=1))
        self._steps.hide()
        title = say("Move to a new computer")
        self.setLayout(column(card(title, why, self._banner, row(self.make_button, None), self._steps)))

    def move_to(self, place: Path) -> None:
        """Make the backup in this place and try it there."""
        keys, now = self._session.clinic.keys, self._session.clinic.clock.now()
        folder, key = keys.folder, keys.key
        self._banner.hide()
        self._show_steps(False)
        if why := self._session.clinic.world.why:
            words = say(
                "{why} A move writes down here that the clinic goes on elsewhere, and cannot. A backup on a stick can "
                "be made all the same, above, and restored on the new computer.",
                why=why,
            )
            self._banner.show_words("stop", words)
            return
        try:
            self._session.clinic.do(NoteBackup(now.isoformat(timespec="seconds")))
        except ClinicError as error:
            self._banner.show_words("stop", error.words)
            return
        self.make_button.rest(True)

        def work(progress: Progress) -> Backup:
            made = back_up_to(folder, key, place, now, progress, risk="move")
            found = practise(folder, key, made, progress)
            if found.trouble:
                raise StoreTrouble(
                    say(
                        "The backup was made, and restoring it to try it failed: {why} Use another stick.",
                        why=found.trouble,
                    )
                )
            return made

        job = self._keeper.run(say("Putting the clinic on the stick"), work, self._on_made, self._on_failed)
        job.stopped.connect(lambda: self.make_button.rest(False))

    @property
    def is_ready(self) -> bool:
        """Whether the clinic lies on the stick, and the steps are shown."""
        return not self._steps.isHidden()

    def leave(self) -> None:
        """The clinic goes on elsewhere: note it, and close."""
        clinic = self._session.clinic
        if self.made is None:
            return
        try:
            if not is_kept_in(clinic.keys.folder, clinic.keys.key, self.made.folder.path.parent):
                words = say("Something changed since that backup. Put the clinic on the stick once more.")
                self._banner.show_words("warning", words)
                return
            clinic.do(MoveAway(clinic.clock.now()))
        except ClinicError as error:
            words = say("The clinic was not closed here, and goes on here: {why}", why=error.words)
            self._banner.show_words("stop", words)
            return
        self.window().close()

    def _ask(self) -> None:
        ask_folder(self, say("Which stick shall the clinic be put on?"), self.move_to)

    def _on_made(self, made: Backup) -> None:
        self.made = made
        self.make_button.rest(False)
        words = say(
            "The backup is on the stick and comes out whole: {content}. {folder}",
            content=content_words(made),
            folder=made.folder.path,
        )
        self._banner.show_words("good", words)
        self._show_steps(True)

    def _show_steps(self, shown: bool) -> None:
        self._steps.setVisible(shown)
        self.stepped.emit()

    def _on_failed(self, error: Exception) -> None:
        self.make_button.rest(False)
        if not isinstance(error, ClinicError):
            raise error
        self._banner.show_words("stop", error.words)

    def _print(self) -> None:
        if self.made is None:
            return
        name = practice(self._session.clinic.read).name
        made, folder = self.made.manifest.made(), self.made.folder.path.name
        sheet = move_sheet(name, folder, made, content_words(self.made))
        said = self._banner.show_words
        words = print_text(
            self, say("Move to a new computer"), sheet, lambda: said("good", say("The steps are sent to the printer."))
        )
        if words:
            said("warning", words)

    def _ask_to_leave(self) -> None:
        detail = say(
            "From then on the clinic can only be looked at on this computer, until an owner says that it goes on here. "
            "What is here stays as it is."
        )
        ask(self, say("Does the clinic go on on the new computer?"), detail, say("Close the clinic here"), self.leave)
