"""Takes a client off the list and brings them back; asks first where money is not settled, or a deadline runs."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic_desktop.appeals.loader.standing import denials_left
from clinic_desktop.chart.model import Glance
from clinic_desktop.chart.rules.leaving import left_behind
from clinic_desktop.clients.commands import BringClientBack, RetireClient
from clinic_desktop.clients.model import Client
from clinic_desktop.store.command import Command
from clinic_desktop.wording import say
from ui.clients.editor import client_editor
from ui.editing import Back
from ui.kit.buttons import button
from ui.kit.confirm import ask
from ui.kit.editor import Editor
from ui.session import Session


def editor_of_client(session: Session, client: Client, back: Back, act: Callable[[], object]) -> Editor:
    """The form of a client on record, with the button that does what `bring_back_or_retire` does."""
    editor = client_editor(session, client, back)
    words = say("Bring client back") if client.is_retired else say("Retire client")
    editor.add_button(button(words, act))
    return editor


def bring_back_or_retire(parent: QWidget, session: Session, glance: Glance, then: Callable[[], object]) -> None:
    """Do what the client’s chart does not say yet, and `then` go on once it is done."""
    client, read = glance.client, session.clinic.read
    left = () if client.is_retired else left_behind(glance, denials_left(read, client.id, session.clinic.clock.today()))

    def do(command: Command) -> None:
        if session.attempt(command):
            then()

    if client.is_retired:
        do(BringClientBack(client.id, client.version))
        return
    retire = RetireClient(client.id, client.version)
    if left:
        words = say("Retire {client}?", client=client.name)
        ask(parent, words, "\n".join(left), say("Retire client"), lambda: do(retire))
    else:
        do(retire)
