"""Who may do what: five roles, and one table.

The roles are rules of this program and not of the cipher: whoever signs in holds the one key that opens the clinic's
file, and another program that got hold of it would ask no role. The manual and the page People say so.
"""

from collections.abc import Mapping
from typing import NamedTuple

from clinic_desktop.staff.model import Person, Role
from clinic_desktop.store.command import Permission
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import mark, say


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


def may(person: Person, permission: Permission) -> bool:
    """Whether the person may do what asks for this permission."""
    return permission == "anyone" or permission in MAY[person.role]


def role_name(role: Role) -> str:
    """What a role is called."""
    return say(ROLES[role].name)


def role_words(role: str) -> str:
    """What whoever has this role may do, in a sentence; "" for what is no role."""
    return next((say(words.may) for one, words in ROLES.items() if one == role), "")


def why_not(role: Role, permission: Permission) -> str:
    """The sentence that says that a role may not do something, and whom to ask."""
    return say(_WHY_NOT[permission], role=role_name(role))


def read_role(text: str) -> Role:
    """The role as chosen; raises Unreadable."""
    for role in ROLES:
        if role == text:
            return role
    raise Unreadable(say("Choose what this person may do."))
