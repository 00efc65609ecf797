"""The table of roles on the real clinic: every command, done by every role."""

import pytest
from factories import new_client
from role_matrix import Reached, answer, as_role, blank, reached, tried

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import NotAllowed
from clinic_desktop.store.command import Command
from clinic_desktop.store.keys.keyring import KeyRing
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.superbills.commands.bills import IssueBill


def test_every_command_by_every_role(clinic: Clinic) -> None:
    found = tried(clinic)
    assert found.violations == ()
    assert found.left == 0
    assert found.commands > 200
    assert found.cells == 5 * found.commands
    # Most are refused to somebody: a table that lets everything through would be none.
    assert found.cells / 4 < found.refused < found.cells / 2
    # Whatever was tried, each command is itself again.
    assert new_client(clinic)


def test_a_receipt_is_given_at_the_desk_and_a_superbill_is_not(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(IssueBill, "perform", reached)
    as_role(clinic, "front_desk")
    superbill, receipt = blank(IssueBill), blank(IssueBill)
    object.__setattr__(receipt, "kind", "receipt")
    assert answer(clinic, receipt) == ""
    assert "billing" in answer(clinic, superbill)


def test_undo_and_redo_ask_for_what_doing_it_asked_for(clinic: Clinic) -> None:
    new_client(clinic)
    for take, verb in ((clinic.undo, "undo"), (clinic.redo, "redo")):
        as_role(clinic, "read_only")
        with pytest.raises(NotAllowed, match="Read only may not change clients"):
            take()
        as_role(clinic, "front_desk")
        assert take() == "Add client", verb


def test_what_is_done_together_is_asked_one_by_one(clinic: Clinic) -> None:
    as_role(clinic, "read_only")
    with pytest.raises(NotAllowed), clinic.together():
        new_client(clinic)
    assert not clinic.read.all("SELECT 1 FROM clients")


class _Settling(Command):
    label = "Settle"
    permission = "owner"

    def perform(self, tx: Transaction) -> int:
        raise Reached

    def settle(self, keys: KeyRing) -> None:
        raise Reached


def test_no_key_is_given_for_what_is_refused(clinic: Clinic) -> None:
    as_role(clinic, "therapist")
    with pytest.raises(NotAllowed):
        clinic.do(_Settling())


def test_drafts_are_everybodys_own(clinic: Clinic) -> None:
    as_role(clinic, "read_only")
    clinic.drafts.keep("client:new", {"name": "A"})
    assert clinic.drafts.kept("client:new") == {"name": "A"}
