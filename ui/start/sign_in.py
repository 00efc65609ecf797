"""Sign-in: who, and their password; or the recovery key and a new password."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.errors import ClinicError, WrongPassword
from clinic_desktop.jobs import Progress
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.attempts import attempts_at, opened
from clinic_desktop.store.keys.given import note_given
from clinic_desktop.store.keys.keyring import KeyRing, strengthen
from clinic_desktop.store.keys.recovery_key import recovery_letters
from clinic_desktop.store.keys.vault import RECOVERY_SLOT, Slot
from clinic_desktop.wording import say
from ui.jobs import Jobs
from ui.kit.buttons import button
from ui.kit.editor import LATER, Editor
from ui.kit.field import Field
from ui.kit.fields import CheckField, ChoiceField, PasswordField
from ui.kit.form import Form
from ui.kit.layout import row
from ui.kit.text import Text, isolated
from ui.staff.try_later import TryLater
from ui.start.frame import framed
from ui.start.host import StartHost
from ui.start.locked import Locked, locked_title, locked_words

# Gets the database key and the slot of the person who signs in.
Enter = Callable[[bytes, str], object]
# Imports what comes after sign-in.
WarmUp = Callable[[], object]


class SignInPage(QWidget):
    """Derives the key in a job; the window stays alive meanwhile."""

    topic = "85-trouble#password"

    def __init__(
        self,
        host: StartHost,
        ways: tuple[Callable[[], object], Callable[[], object]],
        warm_up: WarmUp,
        enter: Enter | None = None,
        locked: Locked | None = None,
    ) -> None:
        """`ways` lead to the recovery key and to the backups; `warm_up` is done while the password is typed. `enter`
        opens the clinic in another way than `host` does; it may raise ClinicError, which is shown here. After a lock
        whoever was `locked` out is chosen."""
        super().__init__()
        self._host, self._warm_up, folder = host, warm_up, host.folder
        self._enter = enter or host.enter
        self._vault = vault.read(folder.vault)
        people = [(slot.id, slot.name) for slot in self._vault.people()]
        who: list[Field] = [ChoiceField("person", say("Who are you?"), people)] if len(people) > 1 else []
        self.form = Form(
            *who,
            PasswordField("password", say("Password")),
            CheckField("shown", say("Show the password")),
        )
        password = self.form.fields["password"]
        shown = self.form.fields["shown"]
        assert isinstance(password, PasswordField)
        shown.changed.connect(lambda: password.reveal(bool(shown.value())))
        self.editor = Editor("", self.form, self._try, save_words=say("Sign in"))
        self.editor.cancel_button.hide()
        forgot, restore = ways
        self.editor.add_button(button(say("I forgot the password"), forgot, "link"))
        where = Text(say("The clinic’s folder: {path}", path=str(folder.path)), "small")
        title = say("Sign in") if len(people) != 1 else say("Welcome, {name}", name=isolated(people[0][1]))
        # Not shown by hand: without a parent it would be a window of its own for a moment, and take ours its focus.
        self._locked, self._told = locked, Text(role="muted") if locked else None
        if locked:
            title = locked_title(locked)
            for one in who:
                one.set_value(locked.slot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        below = row(where, button(say("Restore a backup"), restore, "link"), gap=2)
        below.setStretch(0, 1)
        layout.addWidget(framed(title, self._told or "", self.editor, below))
        self.setFocusProxy(password)
        self.waiting = TryLater(self.editor, host.folder, lambda: (self._slot(),))
        if len(people) > 1:
            self.form.fields["person"].changed.connect(self._on_chosen)
        self._tell()
        _import_while_typing(self.form, host.jobs, warm_up)

    def _on_chosen(self) -> None:
        """What was typed wrong was somebody else’s."""
        self.form.fields["password"].show_problem("")
        self.waiting.look()
        self._tell()

    def _tell(self) -> None:
        if self._locked and self._told:
            self._told.setText(locked_words(self._locked, self._slot()))

    def _slot(self) -> str:
        return self.form.values().get("person") or self._vault.people()[0].id

    def _try(self) -> object:
        host, warm_up = self._host, self._warm_up
        known, slot = self._vault, self._slot()
        password, now = self.form.values()["password"], host.clock().now()
        self.editor.save_button.setText(say("Opening"))
        self.waiting.busy(True)

        def work(_: Progress) -> bytes:
            warm_up()
            key = opened(attempts_at(host.folder.attempts), known, slot, password, now)
            strengthen(KeyRing(host.folder, known.clinic, key, host.cost()), known.slot(slot), password)
            return key

        host.jobs.run(say("Opening the clinic"), work, lambda key: self._open(key, slot), self._failed)
        return LATER

    def _open(self, key: bytes, slot: str) -> None:
        try:
            self._enter(key, slot)
        except ClinicError as error:
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        self.editor.save_button.setText(say("Sign in"))
        self.waiting.busy(False)
        if not isinstance(error, WrongPassword):
            # The password was right: the world is in the way, and that is no matter of the field.
            self.editor.banner.show_words("stop", _words(error))
            return
        self.form.fields["password"].show_problem(error.words)
        password = self.form.fields["password"]
        assert isinstance(password, PasswordField)
        password.box.selectAll()
        password.setFocus()


class RecoveryPage(QWidget):
    """Opens with the recovery key, and gives one person a new password."""

    topic = "85-trouble#forgotten"

    def __init__(self, host: StartHost, back: Callable[[], object], warm_up: WarmUp) -> None:
        """`back` returns to sign-in."""
        super().__init__()
        from ui.staff.editors import password_fields, recovery_key_field

        self._host, self._warm_up = host, warm_up
        self._vault = vault.read(host.folder.vault)
        people = [(slot.id, slot.name) for slot in self._vault.people()]
        rows: list[Field | list[tuple[Field, int]]] = [
            recovery_key_field(),
            ChoiceField("person", say("Who gets a new password?"), people),
            password_fields(self._names),
        ]
        self.form = Form(*rows)
        self.editor = Editor("", self.form, self._try, save_words=say("Open the clinic"))
        self.editor.left.connect(back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            framed(
                say("Open with the recovery key"),
                say("The key stays good. The old password of this person stops working."),
                self.editor,
                width=76,
            )
        )
        self.waiting = TryLater(self.editor, host.folder, lambda: (RECOVERY_SLOT,))
        self.setFocusProxy(self.form.fields["key"])

    def _names(self) -> tuple[str, ...]:
        return (self._vault.slot(self.form.values()["person"]).name,)

    def _try(self) -> object:
        from ui.staff.editors import checked_password

        values, known = self.form.values(), self._vault
        host, warm_up = self._host, self._warm_up
        try:
            letters = recovery_letters(values["key"])
        except ClinicError as error:
            self.form.fields["key"].show_problem(error.words)
            self.form.go_to("key")
            return LATER
        password, person = checked_password(self.form, self._names()), known.slot(values["person"])
        now = host.clock().now()
        self.waiting.busy(True)

        def work(_: Progress) -> tuple[bytes, Slot]:
            warm_up()
            key = opened(attempts_at(host.folder.attempts), known, RECOVERY_SLOT, letters, now)
            keys = KeyRing(host.folder, known.clinic, key, host.cost())
            return key, keys.slot_for(person.id, person.name, password)

        host.jobs.run(say("Opening the clinic"), work, self._open, self._failed)
        return LATER

    def _open(self, made: tuple[bytes, Slot]) -> None:
        key, slot = made
        file = self._host.folder.vault
        try:
            # The key opened the vault, so the new slot may take the old one's place before the file opens. Read anew:
            # keys that were given since this page came up, as from another computer, stay.
            vault.write(file, vault.read(file).with_slot(slot))
            # Every owner is told of it at the next sign-in.
            note_given(file, slot, "recovery")
            self._host.enter(key, slot.id)
        except ClinicError as error:
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        self.waiting.busy(False)
        if not isinstance(error, WrongPassword):
            self.editor.banner.show_words("stop", _words(error))
            return
        self.form.fields["key"].show_problem(error.words)
        self.form.go_to("key")


def _import_while_typing(form: Form, jobs: Jobs, warm_up: WarmUp) -> None:
    """At the first letter of the password, in the worker: when the last one is typed, it is done."""
    begun: list[bool] = []

    def on_edited() -> None:
        if not begun:
            begun.append(True)
            jobs.run(say("Getting ready"), lambda _: warm_up(), lambda _: None, _raised)

    form.edited.connect(on_edited)


def _raised(error: Exception) -> None:
    raise error


def _words(error: Exception) -> str:
    if not isinstance(error, ClinicError):
        raise error
    return error.words
