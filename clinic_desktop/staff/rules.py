"""Who may do what, and what a password must be.

The roles are rules of this program and not of the cipher: whoever signs in holds the one key that opens the clinic's
file, and another program that got hold of it would ask no role. The manual and the page People say so.
"""

from collections.abc import Mapping
from typing import NamedTuple

from clinic_desktop.staff.model import Person, Role
from clinic_desktop.store.command import Permission
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import mark, say

PASSWORD_LETTERS = 12
# The few that fill every list of stolen passwords and are long enough to pass the length rule.
_WELL_KNOWN = frozenset(
    [
        "123456789012",
        "1234567890123",
        "password1234",
        "passwordpassword",
        "qwertyuiop12",
        "qwertyuiopas",
        "iloveyou1234",
        "abcdefghijkl",
        "aaaaaaaaaaaa",
        "111111111111",
        "000000000000",
        "massage12345",
        "massagetherapy",
        "letmein12345",
        "welcome12345",
        "administrator",
        "changeme1234",
        "qwerty123456",
        "1q2w3e4r5t6y",
    ]
)


class RoleWords(NamedTuple):
    """A role as a person reads of it: its name, and what whoever has it may do."""

    name: str
    may: str


ROLES: Mapping[Role, RoleWords] = {
    "owner": RoleWords(mark("Owner"), mark("Everything: also people, prices, keys, restore and export.")),
    "therapist": RoleWords(
        mark("Therapist"),
        mark("Clients, schedule, notes and plans, billing, payments. Not people, prices and keys."),
    ),
    "front_desk": RoleWords(
        mark("Front desk"),
        mark("Clients, payers, schedule, files, benefit calls, payments at the desk. Does not read notes."),
    ),
    "biller": RoleWords(
        mark("Biller"),
        mark("Clients, schedule, billing, payments. Reads notes and writes none."),
    ),
    "read_only": RoleWords(mark("Read only"), mark("Looks at everything and changes nothing.")),
}

# The table: a role and what it may. "anyone" is everybody's and stands in no line.
MAY: Mapping[Role, frozenset[Permission]] = {
    "owner": frozenset(("owner", "people", "clinical", "billing", "payments", "read_clinical", "read")),
    "therapist": frozenset(("people", "clinical", "billing", "payments", "read_clinical", "read")),
    "front_desk": frozenset(("people", "payments", "read")),
    "biller": frozenset(("people", "billing", "payments", "read_clinical", "read")),
    "read_only": frozenset(("read_clinical", "read")),
}

_WHY_NOT: Mapping[Permission, str] = {
    "owner": mark(
        "The role {role} may not change what belongs to the clinic as a whole, such as people, prices and keys. "
        "Ask an owner."
    ),
    "people": mark(
        "The role {role} may not change clients, payers or the schedule. Ask an owner, a therapist, the front desk "
        "or a biller."
    ),
    "clinical": mark(
        "The role {role} may not write notes, plans and other clinical records. Ask an owner or a therapist."
    ),
    "billing": mark("The role {role} may not do billing work. Ask an owner, a therapist or a biller."),
    "payments": mark(
        "The role {role} may not take or change payments. Ask an owner, a therapist, the front desk or a biller."
    ),
    "read_clinical": mark(
        "The role {role} does not read notes, plans and other clinical records. Ask an owner, a therapist or a biller."
    ),
    "read": mark("The role {role} may not read this. Ask an owner."),
}


def may(person: Person | None, permission: Permission) -> bool:
    """Whether the person may do what asks for this permission. Nobody is signed in while a clinic is made."""
    return permission == "anyone" or person is None or permission in MAY[person.role]


def role_name(role: Role) -> str:
    """What a role is called."""
    return say(ROLES[role].name)


def why_not(role: Role, permission: Permission) -> str:
    """The sentence that says that a role may not do something, and whom to ask."""
    return say(_WHY_NOT[permission], role=role_name(role))


def read_role(text: str) -> Role:
    """The role as chosen; raises Unreadable."""
    for role in ROLES:
        if role == text:
            return role
    raise Unreadable(say("Choose what this person may do."))


def read_password(text: str) -> str:
    """The password as typed; raises Unreadable when it is short or well known (NIST SP 800-63B, 5.1.1)."""
    if len(text) < PASSWORD_LETTERS:
        raise Unreadable(
            say("Use at least {count} characters. Four words in a row are easy to remember.", count=PASSWORD_LETTERS)
        )
    if text.casefold() in _WELL_KNOWN or len(set(text)) == 1:
        raise Unreadable(say("This password is among the first that a thief tries. Choose another."))
    return text
