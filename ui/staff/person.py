"""The page of one person who signs in: who they are, what they may do, their password."""

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from clinic_desktop.errors import ClinicError, Refused, StoreTrouble
from clinic_desktop.practice import queries as practice_queries
from clinic_desktop.staff import queries
from clinic_desktop.staff.commands import people as commands
from clinic_desktop.staff.model import Person, PersonDraft
from clinic_desktop.staff.rules.roles import ROLES, role_name, role_words
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.vault import Slot
from clinic_desktop.values.dates import shown
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import plain
from clinic_desktop.wording import say
from ui.jobs import Jobs
from ui.kit import confirm
from ui.kit.buttons import button
from ui.kit.editor import LATER, Editor
from ui.kit.field import Field
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form import Form
from ui.kit.layout import card, column, holder, scrolled
from ui.kit.text import Text, isolated
from ui.session import Session
from ui.staff.editors import (
    Back,
    checked_password,
    enabling_editor,
    known_names,
    password_editor,
    password_fields,
)
from ui.staff.try_later import TryLater


class PersonPage(QWidget):
    """A person's form; for a new one with a password, for others with a card to set a new one."""

    def __init__(self, session: Session, jobs: Jobs, person: Person | None, back: Back) -> None:
        """`back` is called with the row's id when the page is done."""
        super().__init__()
        self._session, self._jobs, self._person, self._back = session, jobs, person, back
        self.form = Form(*self._rows())
        self.form.fields["role"].changed.connect(self._say_role)
        self._show()
        self.editor = Editor("", self.form, self._save)
        self.editor.keep_drafts(session.clinic.drafts, f"person:{person.id}" if person else "person:new")
        self.editor.left.connect(lambda: back(0))
        self._waiting = TryLater(self.editor, session.clinic.keys.folder, tuple)
        if not person:
            words = say("They set a password of their own here, once they are signed in.")
            self.editor.put_at_foot(Text(words, "muted"))
        else:
            self.editor.reload_with(self._reread)
            self.editor.saved.connect(lambda: back(person.id))
        cards: list[QWidget] = [card(person.name if person else say("New person"), self.editor)]
        if person:
            cards.extend(self._key_cards(person))
        # With large letters it is higher than a small screen.
        self.setLayout(column(scrolled(holder(column(*cards, None, gap=2)))))
        self.setFocusProxy(self.form.fields["name"])

    def _rows(self) -> list[Field | list[tuple[Field, int]]]:
        therapists = practice_queries.therapist_page(self._session.clinic.read).rows
        choices = [("", say("No therapist")), *((str(row.id), row.name) for row in therapists)]
        rows: list[Field | list[tuple[Field, int]]] = [
            [
                (TextField("name", say("Name"), say("Shown at sign-in.")), 1),
                (ChoiceField("therapist", say("This person is the therapist"), choices), 1),
            ],
            ChoiceField("role", say("Role"), [(role, role_name(role)) for role in ROLES]),
        ]
        if self._person is None:
            rows.append(password_fields(lambda: known_names(self._session, self.form.values()["name"])))
        return rows

    def _key_cards(self, person: Person) -> list[QWidget]:
        """How they sign in. A password of somebody else is an owner's matter: nobody else types one for nothing."""
        session, jobs, back = self._session, self._jobs, self._back
        is_own, sets_any = person.id == session.clinic.person.id, session.clinic.allows("owner")
        if person.disabled_at:
            day = shown(person.disabled_at.astimezone().date())
            words = say("Disabled on {day}. What they did stays in the record under their name.", day=day)
            enabling = [enabling_editor(session, jobs, person, back)] if sets_any else []
            return [card(say("Sign-in"), Text(words, "muted"), *enabling)]
        if not is_own:
            self.editor.add_button(button(say("Disable person"), self._ask_disable))
            if not sets_any:
                return []
        made = password_editor(session, jobs, person, back)
        title = say("New password")
        if not _has_key(session, person):
            title = say("No password yet")
            made.put_above(Text(say("Their key was never written, so they cannot sign in. Set a password.")))
        return [card(title, made)]

    def _show(self) -> None:
        person = self._person
        self.form.fill(
            {
                "name": person.name if person else "",
                "therapist": str(person.therapist or "") if person else "",
                # Whoever is new at the desk is no therapist by oversight.
                "role": person.role if person else "front_desk",
            }
        )
        self._say_role()

    def _say_role(self) -> None:
        role = self.form.fields["role"]
        role.show_hint(role_words(role.value()))

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
        password, slot_id = checked_password(self.form, known_names(self._session, draft.name)), vault.new_slot_id()
        keys = self._session.clinic.keys
        self._waiting.busy(True)
        self._jobs.run(
            say("Making the key"),
            lambda _: keys.slot_for(slot_id, plain(draft.name), password),
            lambda slot: self._add(draft, slot),
            self._failed,
        )
        return LATER

    def _add(self, draft: PersonDraft, slot: Slot) -> None:
        if not isValid(self):
            # Left meanwhile: nobody is added behind the back of whoever gave it up.
            return
        self._waiting.busy(False)
        try:
            row = self._session.run(commands.AddPerson(draft, slot))
        except Refused as refused:
            self.form.show_problems(refused.problems)
        except ClinicError as trouble:
            added = queries.person_of_slot(self._session.clinic.read, slot.id)
            if added is None:
                self._failed(trouble)
                return
            self.form.forget_draft()
            self._back(added.id)
            words = say(
                "{name} was added, but cannot sign in yet: the key was not written. Make room on the disk, then set a "
                "password on their page. {why}",
                name=isolated(added.name),
                why=trouble.words,
            )
            self._session.trouble.emit(words)
        else:
            self.form.forget_draft()
            self._back(row)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ClinicError):
            raise error
        if not isValid(self):
            return
        self._waiting.busy(False)
        self.editor.banner.show_words("stop", error.words)

    def _ask_disable(self) -> None:
        person = self._person
        assert person
        command = commands.DisablePerson(person.id, person.version, person.slot)
        confirm.ask(
            self,
            say("Disable {name}?", name=isolated(person.name)),
            say(
                "Their password stops working at once. They stay on the list, and what they did stays under their "
                "name. A backup made before still holds their old key: restored on this computer it goes by the keys "
                "of today; in other hands it opens with the old password."
            ),
            say("Disable person"),
            lambda: self._session.attempt(command) and self._back(0),
        )


def _has_key(session: Session, person: Person) -> bool:
    try:
        return session.clinic.keys.has(person.slot)
    except StoreTrouble:
        # A key file that nobody can read is told of elsewhere.
        return True
