"""Add a person, change one, set a password. Keys are derived in a job, for that takes a moment by design."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import ClinicError, Refused
from clinic_desktop.practice import queries as practice_queries
from clinic_desktop.staff import commands, queries
from clinic_desktop.staff.model import Person, PersonDraft
from clinic_desktop.staff.rules import PASSWORD_LETTERS, ROLES, read_password, role_name
from clinic_desktop.store import vault
from clinic_desktop.store.vault import Slot
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import plain
from clinic_desktop.wording import say
from ui.jobs import Jobs
from ui.kit import confirm
from ui.kit.buttons import button
from ui.kit.editor import LATER, Editor
from ui.kit.field import Field
from ui.kit.fields import ChoiceField, PasswordField, TextField
from ui.kit.form import Form
from ui.kit.layout import card, column
from ui.kit.text import isolated
from ui.session import Session

Back = Callable[[int], object]


def password_fields() -> list[tuple[Field, int]]:
    """A new password, twice."""
    hint = say("At least {count} characters. Four words in a row are easy to remember.", count=PASSWORD_LETTERS)
    return [
        (PasswordField("password", say("Password"), hint), 1),
        (PasswordField("again", say("The same password again")), 1),
    ]


def checked_password(form: Form) -> str:
    """The password typed twice; raises Refused with the sentence at its field."""
    problems, values = Problems(), form.values()
    password = problems.read("password", read_password, values["password"])
    if password is not None and values["again"] != values["password"]:
        problems.add("again", say("The two passwords differ. Type the same one again."))
    problems.refuse()
    return values["password"]


class PersonPage(QWidget):
    """A person's form; for a new one with a password, for others with a card to set a new one."""

    def __init__(self, session: Session, jobs: Jobs, person: Person | None, back: Back) -> None:
        """`back` is called with the row's id when the page is done."""
        super().__init__()
        self._session, self._jobs, self._person, self._back = session, jobs, person, back
        therapists = practice_queries.therapist_page(session.clinic.read).rows
        choices = [("", say("No therapist")), *((str(row.id), row.name) for row in therapists)]
        fields: list[Field | list[tuple[Field, int]]] = [
            [
                (TextField("name", say("Name"), say("Shown at sign-in.")), 1),
                (ChoiceField("therapist", say("This person is the therapist"), choices), 1),
            ],
            ChoiceField("role", say("Role"), [(role, role_name(role)) for role in ROLES]),
        ]
        if person is None:
            fields.append(password_fields())
        self.form = Form(*fields)
        self._show()
        self.editor = Editor("", self.form, self._save)
        self.editor.keep_drafts(session.clinic.drafts, f"person:{person.id}" if person else "person:new")
        self.editor.left.connect(lambda: back(0))
        if person:
            self.editor.reload_with(self._reread)
            self.editor.saved.connect(lambda: back(person.id))
        cards: list[QWidget] = [card(person.name if person else say("New person"), self.editor)]
        if person:
            cards.append(card(say("New password"), password_editor(session, jobs, person, back)))
            if person.id != session.clinic.person.id:
                self.editor.add_button(button(say("Retire person"), self._ask_retire))
        self.setLayout(column(*cards, None, gap=2))
        self.setFocusProxy(self.form.fields["name"])

    def _show(self) -> None:
        person = self._person
        therapist = str(person.therapist or "") if person else ""
        role = person.role if person else "therapist"
        self.form.fill({"name": person.name if person else "", "therapist": therapist, "role": role})

    def _reread(self) -> None:
        assert self._person
        self._person = queries.person(self._session.clinic.read, self._person.id)
        self._show()

    def _draft(self) -> PersonDraft:
        values = self.form.values()
        return PersonDraft(values["name"], values["therapist"], values["role"])

    def _save(self) -> object:
        person = self._person
        if person:
            return self._session.run(commands.ChangePerson(person.id, person.version, person.slot, self._draft()))
        draft = self._draft()
        problems = Problems()
        problems.need("name", draft.name, say("Type the person’s name."))
        problems.refuse()
        password, slot_id = checked_password(self.form), vault.new_slot_id()
        keys = self._session.clinic.keys
        self._jobs.run(
            say("Making the key"),
            lambda _: keys.slot_for(slot_id, plain(draft.name), password),
            lambda slot: self._add(draft, slot),
            self._failed,
        )
        return LATER

    def _add(self, draft: PersonDraft, slot: Slot) -> None:
        try:
            row = self._session.run(commands.AddPerson(draft, slot))
        except Refused as refused:
            self.form.show_problems(refused.problems)
        except ClinicError as trouble:
            self._failed(trouble)
        else:
            self.form.forget_draft()
            self._back(row)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ClinicError):
            raise error
        self.editor.banner.show_words("stop", error.words)

    def _ask_retire(self) -> None:
        person = self._person
        assert person
        command = commands.RetirePerson(person.id, person.version, person.slot)
        confirm.ask(
            self,
            say("Retire {name}?", name=isolated(person.name)),
            say("Their password stops working at once. What they did stays in the record under their name."),
            say("Retire person"),
            lambda: self._session.attempt(command) and self._back(0),
        )


def password_editor(session: Session, jobs: Jobs, person: Person, back: Back) -> Editor:
    """Set a new password for somebody; the old one stops working."""
    form = Form(password_fields())

    def replace(slot: Slot) -> None:
        if session.attempt(commands.ChangeKey(slot)):
            session.told.emit(say("The new password of {name} counts from now on.", name=isolated(person.name)))
            back(person.id)

    def failed(error: Exception) -> None:
        raise error

    def save() -> object:
        password = checked_password(form)
        keys = session.clinic.keys
        jobs.run(say("Making the key"), lambda _: keys.slot_for(person.slot, person.name, password), replace, failed)
        return LATER

    editor = Editor("", form, save, save_words=say("Set password"))
    editor.cancel_button.hide()
    return editor
