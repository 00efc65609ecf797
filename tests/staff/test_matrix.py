"""The table of roles on the real clinic: every command, done by every role."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from every_command import every_command
from factories import new_client

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import NotAllowed
from clinic_desktop.staff.model import Role
from clinic_desktop.staff.rules import MAY, why_not
from clinic_desktop.store.command import Command
from clinic_desktop.store.keyring import KeyRing
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.superbills.commands.bills import IssueBill


class Reached(Exception):
    """The command was let through: what it would have done is no matter of this test."""


def reached(*_: object) -> int:
    raise Reached


def blank(kind: type[Command]) -> Command:
    """A command of that kind without anything in it: whether it may be done is asked before it is looked at."""
    made = object.__new__(kind)
    if kind is IssueBill:
        object.__setattr__(made, "kind", "superbill")
    return made


def answer(clinic: Clinic, command: Command) -> str:
    """What stood in the way: the sentence, or "" where it was let through to its work."""
    try:
        clinic.do(command)
    except NotAllowed as refused:
        return refused.words
    except Reached:
        return ""
    raise AssertionError(command)


def test_every_command_by_every_role(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    before = clinic.read.one("SELECT count(*) AS many, max(id) AS last FROM audit")
    owner, cells, refusals = clinic.person, 0, 0
    for kind in every_command():
        monkeypatch.setattr(kind, "perform", reached)
        for role, allowed in MAY.items():
            clinic.person = replace(owner, role=role)
            is_free = kind.permission == "anyone" or kind.permission in allowed
            assert answer(clinic, blank(kind)) == ("" if is_free else why_not(role, kind.permission)), kind
            cells, refusals = cells + 1, refusals + (not is_free)
    assert cells == 5 * len(every_command())
    assert clinic.read.one("SELECT count(*) AS many, max(id) AS last FROM audit") == before
    record_property("cells", cells)
    record_property("refusals", refusals)


def as_role(clinic: Clinic, role: Role) -> None:
    """Whoever is signed in has this role from now on."""
    clinic.person = replace(clinic.person, role=role)


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
