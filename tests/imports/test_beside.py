"""While an import is written, whoever works on is told so at once, and nothing that is typed is lost or late."""

import threading
from collections.abc import Callable

import pytest
from factories import new_client
from imported import ANA, HEAD, LUIS, counts, facts_of, looked
from pytestqt.qtbot import QtBot

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Busy
from clinic_desktop.imports.commands.importing import ImportRows
from clinic_desktop.jobs import Progress
from clinic_desktop.store.changes import Changes
from ui.session import Session


def beside(clinic: Clinic, act: Callable[[], object]) -> None:
    """Import two rows in a thread, and act while the first is being written."""
    seen = looked(clinic, HEAD + ANA + LUIS)
    facts, keys = facts_of(seen, "clients"), clinic.keys
    begun, go_on = threading.Event(), threading.Event()

    def hold(_done: int, _total: int, _words: str) -> None:
        begun.set()
        assert go_on.wait(30)

    def work() -> None:
        other = Clinic.open(keys.folder, keys.key, clinic.person.slot, clinic.clock, keys.cost)
        other.do(ImportRows(facts, seen.outlook.entries, Progress(hold)))
        other.close()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        assert begun.wait(30)
        act()
    finally:
        go_on.set()
        thread.join()


def test_who_saves_is_told_what_goes_on_and_saves_again(clinic: Clinic, qtbot: QtBot) -> None:
    session = Session(clinic)
    answers: list[str] = []
    faults: list[str] = []
    session.trouble.connect(answers.append)
    session.fault.connect(faults.append)

    def save() -> None:
        with pytest.raises(Busy) as told:
            new_client(clinic, ClientDraft("Rosa", family_name="Diaz"))
        session.say_why(told.value)

    beside(clinic, save)
    assert faults == []
    assert answers == ["An import is being written. Nothing of this was saved yet, and what you typed is still here: "
                       "save it again in a moment."]  # fmt: skip
    assert counts(clinic)["clients"] == 2
    new_client(clinic, ClientDraft("Rosa", family_name="Diaz"))
    assert counts(clinic)["clients"] == 3


def test_drafts_wait_for_the_end_of_it_and_are_written_then(clinic: Clinic) -> None:
    drafts = clinic.drafts
    drafts.keep("client:1", {"note": ["old", ""]})
    drafts.keep("client:2", {"note": ["given up", ""]})

    def kept() -> list[str]:
        return [row["form"] for row in clinic.read.all("SELECT form FROM drafts ORDER BY form")]

    def type_on() -> None:
        drafts.keep("client:3", {"note": ["half a sen", ""]})
        drafts.forget("client:2")
        assert drafts.kept("client:3") == {"note": ["half a sen", ""]} and drafts.kept("client:2") is None
        assert drafts.names("client") == ("client:1", "client:3")
        assert kept() == ["client:1", "client:2"]

    beside(clinic, type_on)
    clinic.tell(Changes())
    assert kept() == ["client:1", "client:3"] and drafts.waiting == {}


def test_what_was_given_up_meanwhile_and_is_typed_again_is_kept(clinic: Clinic) -> None:
    drafts = clinic.drafts
    drafts.keep("client:1", {"note": ["old", ""]})

    def act() -> None:
        drafts.forget("client:1")
        drafts.keep("client:1", {"note": ["new", ""]})

    beside(clinic, act)
    drafts.catch_up()
    assert drafts.kept("client:1") == {"note": ["new", ""]} and drafts.waiting == {}
