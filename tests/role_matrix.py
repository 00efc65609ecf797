"""The table of roles, tried on a real clinic: every command by every role. The suite asks it, and so does the bench."""

from dataclasses import replace
from typing import NamedTuple

from every_command import every_command

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import NotAllowed
from clinic_desktop.staff.model import Role
from clinic_desktop.staff.rules.roles import MAY, why_not
from clinic_desktop.store.command import Command
from clinic_desktop.superbills.commands.bills import IssueBill


class Matrix(NamedTuple):
    """What was tried: how many commands and cells, how many of them were refused, and those that went wrong."""

    commands: int
    cells: int
    refused: int
    violations: tuple[str, ...]
    # Audit entries, or anything else, that a refused command left.
    left: int


class Reached(Exception):
    """The command was let through: what it would have done is no matter here."""


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
    return "done"


def as_role(clinic: Clinic, role: Role) -> None:
    """Whoever is signed in has this role from now on."""
    clinic.person = replace(clinic.person, role=role)


def tried(clinic: Clinic) -> Matrix:
    """Try every cell; the clinic is as it was afterwards, its person too."""
    whole = "SELECT count(*) AS many, total(id) AS ids FROM audit"
    owner, before, cells, refused = clinic.person, clinic.read.one(whole), 0, 0
    violations = list[str]()
    for kind in every_command():
        kept = vars(kind).get("perform")
        type.__setattr__(kind, "perform", reached)
        try:
            for role, allowed in MAY.items():
                as_role(clinic, role)
                is_free = kind.permission == "anyone" or kind.permission in allowed
                found = answer(clinic, blank(kind))
                if found != ("" if is_free else why_not(role, kind.permission)):
                    violations.append(f"{kind.__name__} by {role}: {found or 'let through'}")
                cells, refused = cells + 1, refused + (not is_free)
        finally:
            if kept is None:
                type.__delattr__(kind, "perform")
            else:
                type.__setattr__(kind, "perform", kept)
    clinic.person = owner
    left = int(clinic.read.one(whole)["many"]) - int(before["many"])
    return Matrix(len(every_command()), cells, refused, tuple(violations), left)
