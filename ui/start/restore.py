"""Restore a backup, from the start window: which one, and the password or the recovery key that opens it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from clinic_desktop.errors import ClinicError, FilesLost, StoreTrouble, WrongPassword
from clinic_desktop.restoring import NotAgreed, Restoring
from clinic_desktop.store.backups import second_place
from clinic_desktop.store.backups.listing import look_in, strangers_in
from clinic_desktop.store.backups.manifest import Backup
from clinic_desktop.store.backups.restore import deciding_vault
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.keys.recovery_key import recovery_letters
from clinic_desktop.store.keys.vault import RECOVERY_SLOT
from clinic_desktop.values.moments import shown_moment
from clinic_desktop.wording import say
from ui.drills.words import content_words, why_words
from ui.jobs import Job
from ui.kit.buttons import Look, button
from ui.kit.editor import LATER, Editor
from ui.kit.field import Field
from ui.kit.fields import CheckField, ChoiceField, PasswordField
from ui.kit.files import ask_folder
from ui.kit.form import Form
from ui.kit.layout import emptied, row
from ui.kit.text import Text
from ui.staff.editors import checked_password, password_fields, recovery_key_field
from ui.staff.try_later import TryLater
from ui.start.agreement import AgreementFields
from ui.start.frame import framed

# Starts the restore for this page; raises ClinicError when it cannot begin.
Restore = Callable[[Restoring, "RestorePage"], Job]


# Of what is left out; more are of no use to whoever looks for a backup.
_MOST_SAID = 6


class RestorePage(QWidget):
    """Two ways in: a password, or the recovery key with a new password. Another folder can be looked through."""

    topic = "80-backups#restore"

    def __init__(self, folder: ClinicFolder, restore: Restore, back: Callable[[], object]) -> None:
        """`folder` is the clinic's own; `back` leaves the page."""
        super().__init__()
        self._folder, self._restore, self._back = folder, restore, back
        self._place, self._by_key = folder.backups, False
        self._found = look_in(self._place)
        if not self._found.backups:
            self._look_on_sticks()
        self._job: Job | None = None
        self._is_busy = self._is_short = False
        self.form = Form()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._show()

    def look_in(self, place: Path) -> None:
        """Offer the backups of another folder; says so when there is none."""
        found = look_in(place)
        if not found.backups:
            words = say(
                "There is no backup in {folder}. Choose the folder of a backup, as 20261128T140500Z-work, or the one "
                "it lies in.",
                folder=place,
            )
            self.editor.banner.show_words("warning", "\n".join([words, *found.passed_over]))
            return
        self._place, self._found = place, found
        self._show()

    def _look_on_sticks(self) -> None:
        """A new computer: a stick that is a clinic's second place is found by itself."""
        for root in second_place.mount_roots():
            for place in second_place.places_at(root):
                found = look_in(place)
                if found.backups:
                    self._place, self._found = place, found
                    return

    def _show(self) -> None:
        emptied(self._layout)
        self._backups = {str(one.folder.path): one for one in self._found.backups}
        typed = self.form.values()
        self.editor = self._editor() if self._backups else self._nothing()
        self.editor.left.connect(self._leave)
        if self._backups:
            self._keep(typed)
        # Where there is nothing to restore, it is the one thing to do.
        look: Look = "link" if self._backups else "main"
        self.look_button = button(say("Look in another folder…"), self._ask_folder, look)
        where = row(Text(say("Looked for in {folder}", folder=self._place), "small"), gap=2)
        where.setStretch(0, 1)
        if self._backups:
            where.addWidget(self.look_button)
        else:
            self.editor.add_button(self.look_button, beside_save=True)
        why = say(
            "The backup takes the place of what is on this computer now. That is kept among the backups, so it can be "
            "taken back."
        )
        title = say("Restore a backup")
        passed = [Text(words, "small") for words in self._found.passed_over[:_MOST_SAID]]
        reason = why if self._backups else ""
        self._layout.addWidget(framed(title, reason, self.editor, self._strip(), where, *passed, width=84))
        self.setFocusProxy(self.form.fields["backup"] if self._backups else self.look_button)
        self.setFocus()

    def _strip(self) -> QProgressBar:
        self.strip = QProgressBar(textVisible=False)
        self.strip.setAccessibleName(say("Restoring"))
        self.strip.hide()
        return self.strip

    def _nothing(self) -> Editor:
        self.form = Form()
        made = Editor("", self.form, lambda: LATER)
        made.save_button.hide()
        made.put_above(Text(say("There is no backup here yet. Is one on a USB stick, or in another folder?")))
        made.cancel_button.setText(say("Back"))
        return made

    def _editor(self) -> Editor:
        choices = [(path, _line(one)) for path, one in self._backups.items()]
        fields: list[Field | list[tuple[Field, int]]] = [ChoiceField("backup", say("Backup"), choices)]
        if self._by_key:
            fields.append(recovery_key_field())
            fields.extend([ChoiceField("person", say("Who gets a new password?"), []), password_fields()])
        else:
            fields.append(ChoiceField("person", say("Who are you?"), []))
            fields.extend([PasswordField("password", say("Password")), CheckField("shown", say("Show the password"))])
        self.agreement = AgreementFields(self._folder)
        self.form = Form(*fields, self.agreement.person, self.agreement.secret)
        made = Editor("", self.form, self._try, save_words=say("Restore this backup"))
        other = say("Use a password") if self._by_key else say("I forgot the password")
        self._other_button = button(other, self._other_way, "link")
        made.add_button(self._other_button)
        self.about = Text(role="muted")
        made.put_above(self.about)
        made.put_above(self.agreement.banner)
        self.waiting = TryLater(made, self._folder, self._tried_next)
        self.form.fields["backup"].changed.connect(self._on_chosen)
        for name in ("person", "here"):
            self.form.fields[name].changed.connect(self.waiting.look)
        password, shown = self.form.fields["password"], self.form.fields["shown"]
        assert isinstance(password, PasswordField) and isinstance(shown, CheckField)
        shown.box.toggled.connect(self.agreement.secret.reveal)
        if not self._by_key:
            shown.changed.connect(lambda: password.reveal(bool(shown.value())))
        return made

    def _keep(self, typed: Mapping[str, str]) -> None:
        """What was chosen and typed before stays, where the form still asks for it."""
        self.form.fields["backup"].set_value(typed.get("backup", ""))
        self._on_chosen()
        self.form.fill({name: value for name, value in typed.items() if name in self.form.fields and name != "backup"})

    def _other_way(self) -> None:
        self._by_key = not self._by_key
        # A password that is not known any more is not the new one.
        if "password" in self.form.fields:
            self.form.fields["password"].set_value("")
        self._show()

    def _ask_folder(self) -> None:
        ask_folder(self, say("Where are the backups?"), self.look_in)

    def _chosen(self) -> Backup:
        return self._backups[self.form.values()["backup"]]

    def _on_chosen(self) -> None:
        """Whose password opens it, and whether it is of another clinic than the one here."""
        people = self.form.fields["person"]
        assert isinstance(people, ChoiceField)
        self.editor.banner.hide()
        self.about.hide()
        self.agreement.look_at(self._chosen())
        try:
            known = deciding_vault(self._folder, self._chosen())
            # With the key of the clinic anybody of that day may get a new password.
            own = vault.read(self._chosen().folder.vault) if self._by_key else known
        except StoreTrouble:
            people.box.clear()
            words = say("The keys of this backup cannot be read. Choose another one.")
            self.editor.banner.show_words("warning", words)
            return
        chosen = people.value()
        people.box.clear()
        for slot in own.people():
            people.box.addItem(slot.name, slot.id)
        people.set_value(chosen)
        people.setVisible(len(own.people()) > 1 or self._by_key)
        strangers = strangers_in(self._chosen())
        self.about.setText(strangers)
        self.about.setVisible(bool(strangers))

    def _tried_next(self) -> tuple[str, ...]:
        return (RECOVERY_SLOT if self._by_key else self.form.fields["person"].value(), *self.agreement.slots())

    def _try(self) -> object:
        if self._is_busy:
            return LATER
        values, backup = self.form.values(), self._chosen()
        if self._by_key:
            try:
                letters = recovery_letters(values["key"])
            except WrongPassword as wrong:
                self.form.fields["key"].show_problem(wrong.words)
                self.form.go_to("key")
                return LATER
            asked = Restoring(backup, RECOVERY_SLOT, letters, values["person"], checked_password(self.form))
        else:
            asked = Restoring(backup, values["person"], values["password"])
        try:
            agreement = self.agreement.given(values)
        except NotAgreed as wrong:
            self.failed(wrong)
            return LATER
        asked, self._is_short = replace(asked, is_short=self._is_short, agreement=agreement), False
        self._begin()
        try:
            self._job = self._restore(asked, self)
        except ClinicError:
            self.finished()
            raise
        return LATER

    def _restore_short(self) -> None:
        self._is_short = True
        self.editor.save()

    def _begin(self) -> None:
        self.strip.setRange(0, 0)
        self.strip.show()
        self.editor.save_button.setText(say("Restoring"))
        self._set_busy(True)

    def _set_busy(self, busy: bool) -> None:
        self._is_busy = busy
        # Only Cancel is left: nothing is chosen or typed under a restore.
        for part in (self.form, self._other_button, self.look_button):
            part.setEnabled(not busy)
        self.waiting.busy(busy)

    def progressed(self, done: int, total: int, words: str) -> None:
        """How far it is."""
        self.strip.setRange(0, total)
        self.strip.setValue(done)
        self.strip.setAccessibleName(words)

    def finished(self) -> None:
        """It is over, well or not, or was stopped."""
        self._job = None
        self.strip.hide()
        self.editor.save_button.setText(say("Restore this backup"))
        self._set_busy(False)

    def failed(self, error: Exception) -> None:
        """Say what went wrong, and keep everything typed."""
        if not isinstance(error, ClinicError):
            raise error
        if isinstance(error, FilesLost):
            self.editor.banner.show_words("warning", error.words, (say("Restore the rest"), self._restore_short))
            return
        if not isinstance(error, WrongPassword):
            self.editor.banner.show_words("stop", error.words)
            return
        field = "agreed" if isinstance(error, NotAgreed) else "key" if self._by_key else "password"
        self.form.fields[field].show_problem(error.words)
        self.form.go_to(field)
        # A password that does not open it is typed anew, not put right letter by letter behind dots.
        password = self.form.fields[field]
        if isinstance(password, PasswordField):
            password.box.selectAll()

    def _leave(self) -> None:
        """Cancel stops a restore that is under way, else it leaves the page."""
        if not self._is_busy:
            self._back()
        elif self._job:
            self._job.stop()


def _line(one: Backup) -> str:
    why = "" if one.manifest.kind == "work" and not one.manifest.risk else why_words(one)
    parts = (shown_moment(one.manifest.made()), why, content_words(one))
    return " · ".join(part for part in parts if part)
