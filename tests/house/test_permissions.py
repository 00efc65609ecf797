"""Each command says by itself who may do it, and somebody may."""

from typing import get_args

from every_command import every_command

from clinic_desktop.staff.model import Role
from clinic_desktop.staff.rules.roles import MAY, ROLES, role_name, why_not
from clinic_desktop.store.command import Command, Permission

PERMISSIONS: tuple[Permission, ...] = get_args(Permission)


def test_each_command_declares_its_own_permission() -> None:
    # Not even one that is of the kind of another: what it adds may be somebody else's.
    assert len(every_command()) > 200
    assert [one.__name__ for one in every_command() if "permission" not in vars(one)] == []
    assert [one.__name__ for one in every_command() if one.permission not in PERMISSIONS] == []
    assert not hasattr(Command, "permission")


def test_each_permission_is_had_by_some_role_and_asked_for_by_its_table() -> None:
    assert set(MAY) == set(ROLES) == set(get_args(Role))
    had = frozenset().union(*MAY.values())
    assert had == set(PERMISSIONS) - {"anyone"}
    # What an owner may not do nobody could do.
    assert MAY["owner"] == had


# How a sentence names who has a role.
NAMED: dict[Role, str] = {
    "owner": "an owner",
    "therapist": "a therapist",
    "front_desk": "the front desk",
    "biller": "a biller",
}


def test_who_is_refused_is_told_their_role_and_exactly_who_may() -> None:
    for role, allowed in MAY.items():
        for permission in set(PERMISSIONS) - {"anyone"} - allowed:
            words = why_not(role, permission)
            assert words.startswith(f"The role {role_name(role)} ")
            named = {one for one, name in NAMED.items() if name in words.partition("Ask ")[2]}
            # Somebody who only reads helps nobody with what is read.
            assert named == {one for one in NAMED if permission in MAY[one]}, words
