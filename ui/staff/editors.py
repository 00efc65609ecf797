"""Passwords: the fields of a new one, and the forms that set one. Keys are derived in a job, for that takes a moment by
design."""

from collections.abc import Callable, Sequence

from clinic_desktop.errors import ClinicError, WrongPassword
from clinic_desktop.practice.queries import practice
from clinic_desktop.staff.commands import people as commands
from clinic_desktop.staff.loader import first_guesses
from clinic_desktop.staff.model import Person
from clinic_desktop.staff.rules.passwords import PASSWORD_LETTERS, read_password, strength_words
from clinic_desktop.store.command import Command
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.vault import Slot
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import say
from ui.jobs import Jobs
from ui.kit.editor import LATER, Editor
from ui.kit.field import Field
from ui.kit.fields import PasswordField, RevealField, TextField
from ui.kit.form import Form
from ui.kit.text import isolated
from ui.session import Session
from ui.staff.try_later import TryLater

Back = Callable[[int], object]
# The names that a thief knows, as they stand now.
About = Callable[[], Sequence[str]]


def _nobody() -> Sequence[str]:
    return ()


def password_fields(about: About = _nobody) -> list[tuple[Field, int]]:
    """A new password, twice; how good it is is said while it is typed."""
    hint = say("At least {count} characters. Four words in a row are easy to remember.", count=PASSWORD_LETTERS)
    password, again = (
        PasswordField("password", say("Password"), hint),
        PasswordField("again", say("The same password again")),
    )
    password.changed.connect(
        lambda: password.show_hint(strength_words(password.value(), first_guesses(), about()) or hint)
    )
    return [(password, 3), (again, 3), (RevealField("shown", say("Show"), password, again), 1)]


def recovery_key_field() -> TextField:
    """The line that a recovery key is typed into, from its paper."""
    hint, example = say("Nine groups of four letters or digits, from the paper."), "-".join(["XXXX"] * 9)
    return TextField("key", say("Recovery key"), hint, example=example)


def checked_password(form: Form, about: Sequence[str] = ()) -> str:
    """The password typed twice; raises Refused with the sentence at its field."""
    problems, values = Problems(), form.values()
    password = problems.read("password", read_password, values["password"], first_guesses(), about)
    if password is not None and values["again"] != values["password"]:
        problems.add("again", say("The two passwords differ. Type the same one again."))
    problems.refuse()
    return values["password"]


def known_names(session: Session, name: str) -> Sequence[str]:
    """What a thief knows of this person: their name, and the clinic's."""
    return (name, practice(session.clinic.read).name)


def password_editor(session: Session, jobs: Jobs, person: Person, back: Back) -> Editor:
    """Set a new password for somebody; the old one stops working. One's own asks for the old one first, for somebody
    else may sit here."""
    is_own = person.id == session.clinic.person.id
    names = known_names(session, person.name)
    rows: list[Field | list[tuple[Field, int]]] = [password_fields(lambda: names)]
    if is_own:
        rows.insert(0, PasswordField("old", say("The password until now")))
    form, keys = Form(*rows), session.clinic.keys

    def replace(slot: Slot) -> None:
        waiting.busy(False)
        if session.attempt(commands.ChangeKey(slot)):
            session.told.emit(say("The new password of {name} counts from now on.", name=isolated(person.name)))
            back(person.id)

    def failed(error: Exception) -> None:
        waiting.busy(False)
        if isinstance(error, WrongPassword):
            form.fields["old"].show_problem(say("This is not the password until now. Nothing was changed."))
            form.go_to("old")
        elif isinstance(error, ClinicError):
            editor.banner.show_words("stop", error.words)
        else:
            raise error

    def save() -> object:
        password, old = checked_password(form, names), form.values().get("old", "")

        def make() -> Slot:
            if is_own:
                return keys.slot_for_new(person.slot, old, password, session.clinic.clock.now())
            return keys.slot_for(person.slot, person.name, password)

        waiting.busy(True)
        jobs.run(say("Making the key"), lambda _: make(), replace, failed)
        return LATER

    editor = Editor("", form, save, save_words=say("Set password"))
    editor.cancel_button.hide()
    # For somebody else no password is tried.
    waiting = TryLater(editor, keys.folder, lambda: (person.slot,) if is_own else ())
    return editor


def enabling_editor(session: Session, jobs: Jobs, person: Person, back: Back) -> Editor:
    """Let a disabled person sign in again, with a new password."""
    names = known_names(session, person.name)
    form, keys = Form(password_fields(lambda: names)), session.clinic.keys

    def replace(slot: Slot) -> None:
        waiting.busy(False)
        command: Command = commands.EnablePerson(person.id, person.version, slot)
        if session.attempt(command):
            session.told.emit(say("{name} signs in again from now on.", name=isolated(person.name)))
            back(person.id)

    def failed(error: Exception) -> None:
        waiting.busy(False)
        if not isinstance(error, ClinicError):
            raise error
        editor.banner.show_words("stop", error.words)

    def save() -> object:
        password, slot_id = checked_password(form, names), vault.new_slot_id()
        work = say("Making the key")
        waiting.busy(True)
        jobs.run(work, lambda _: keys.slot_for(slot_id, person.name, password), replace, failed)
        return LATER

    editor = Editor("", form, save, save_words=say("Enable person"))
    editor.cancel_button.hide()
    waiting = TryLater(editor, keys.folder, tuple)
    return editor
