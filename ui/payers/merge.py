"""Merge two payers that are one: says what moves before it is done, and undo takes it back."""

from clinic_desktop.payers import commands, queries
from clinic_desktop.payers.model import Payer
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import say, say_many
from ui.editing import Back
from ui.kit.editor import Editor
from ui.kit.form import Form
from ui.kit.pick import PickField, picked
from ui.kit.text import isolated
from ui.payers.picker import payer_choices
from ui.session import Session


def merge_panel(session: Session, payer: Payer, back: Back) -> Editor:
    """This payer goes into the chosen one."""
    into = PickField(
        "into",
        say("Keep this payer"),
        lambda typed: payer_choices(session, typed, payer.id),
        _what_moves(session, payer),
    )
    form = Form(into)
    kept = [0]

    def save() -> None:
        key, _ = picked(form.values()["into"])
        problems = Problems()
        if not key:
            problems.add("into", say("Choose from the list the payer that stays."))
        problems.refuse()
        kept[0] = session.run(commands.MergePayers(int(key), payer.id, payer.version))

    editor = Editor("", form, save, save_words=say("Merge"))
    editor.saved.connect(lambda: back(kept[0]))
    editor.left.connect(lambda: _fold(editor))
    editor.setFocusProxy(into)
    return editor


def _fold(editor: Editor) -> None:
    parent = editor.parentWidget()
    if parent:
        parent.hide()


def _what_moves(session: Session, payer: Payer) -> str:
    moved = queries.merge(session.clinic.read, payer.id)
    policies = say_many("{count} policy", "{count} policies", moved.policies)
    departments = say_many("{count} department", "{count} departments", moved.departments)
    return say(
        "{policies} and {departments} go there, and {name} leaves the list. Undo takes it back.",
        policies=policies,
        departments=departments,
        name=isolated(payer.name),
    )
