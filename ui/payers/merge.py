"""Merge two payers that are one: says what moves before it is done, and undo takes it back."""

from clinic_desktop.payers import commands, queries
from clinic_desktop.payers.model import Merge, Payer
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import say, say_many
from ui.editing import Back
from ui.kit.editor import Editor
from ui.kit.form import Form
from ui.kit.pick import PickField, picked
from ui.kit.text import isolated
from ui.payers.picker import payer_choices
from ui.session import Session


class MergePanel(Editor):
    """This payer goes into the chosen one."""

    topic = "30-coverage#merge"

    def __init__(self, session: Session, payer: Payer, back: Back) -> None:
        """Goes by the payer as it is when Merge is pressed: what moves is counted again after every change."""
        self._session, self._payer = session, payer
        self._into = PickField(
            "into",
            _label(payer.name),
            lambda typed: payer_choices(session, typed, payer.id),
            _what_moves("", Merge(0, 0)),
        )
        self._kept = 0
        super().__init__("", Form(self._into), self._merge, save_words=say("Merge"))
        self.saved.connect(lambda: back(self._kept))
        self.left.connect(self._fold)
        self.setFocusProxy(self._into)
        session.keep_fresh(
            self,
            *("payers", "departments", "policies", "contracts", "supervision_answers", "contacts"),
            *("benefit_statements", "payments", "restrictions", "packets", "payer_criteria"),
        )

    def reload(self) -> None:
        """Count again what would move."""
        read = self._session.clinic.read
        self._payer, moved = queries.payer(read, self._payer.id), queries.merge(read, self._payer.id)
        self._into.relabel(_label(self._payer.name))
        self._into.show_hint(_what_moves(self._payer.name, moved))

    def _merge(self) -> None:
        key, _ = picked(self.form.values()["into"])
        problems = Problems()
        if not key:
            problems.add("into", say("Choose from the list the payer that stays."))
        problems.refuse()
        self._kept = self._session.run(commands.MergePayers(int(key), self._payer.id, self._payer.version))

    def _fold(self) -> None:
        parent = self.parentWidget()
        if parent:
            parent.hide()


def _label(name: str) -> str:
    return say("Merge {name} into", name=isolated(name))


def _what_moves(name: str, moved: Merge) -> str:
    # The first two are told even where there are none.
    parts = [
        say_many("{count} policy", "{count} policies", moved.policies),
        say_many("{count} department", "{count} departments", moved.departments),
    ]
    if moved.contracts:
        parts.append(say_many("{count} contract", "{count} contracts", moved.contracts))
    if moved.answers:
        parts.append(say_many("{count} answer about supervision", "{count} answers about supervision", moved.answers))
    if moved.contacts:
        parts.append(say_many("{count} contact", "{count} contacts", moved.contacts))
    if moved.statements:
        parts.append(say_many("{count} benefit statement", "{count} benefit statements", moved.statements))
    if moved.payments:
        parts.append(say_many("{count} payment", "{count} payments", moved.payments))
    if moved.restrictions:
        words = say_many("{count} wish of a client", "{count} wishes of clients", moved.restrictions)
        parts.append(say("{wishes} that it is told nothing", wishes=words))
    if moved.packets:
        parts.append(say_many("{count} draft of a packet", "{count} drafts of packets", moved.packets))
    if moved.criteria:
        parts.append(say_many("{count} criterion", "{count} criteria", moved.criteria))
    return say(
        "{most} and {last} go there, and {name} leaves the list. Undo takes it back.",
        most=", ".join(parts[:-1]),
        last=parts[-1],
        name=isolated(name),
    )
