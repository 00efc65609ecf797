"""Who may do what, and what a password must be."""

from clinic_desktop.staff.model import Person
from clinic_desktop.store.command import Permission
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say

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


def may(person: Person | None, permission: Permission) -> bool:
    """Whether the person may do what asks for this permission. Nobody is signed in while a clinic is made."""
    return permission == "anyone" or person is None or person.is_owner


def read_password(text: str) -> str:
    """The password as typed; raises Unreadable when it is short or well known (NIST SP 800-63B, 5.1.1)."""
    if len(text) < PASSWORD_LETTERS:
        raise Unreadable(
            say("Use at least {count} characters. Four words in a row are easy to remember.", count=PASSWORD_LETTERS)
        )
    if text.casefold() in _WELL_KNOWN or len(set(text)) == 1:
        raise Unreadable(say("This password is among the first that a thief tries. Choose another."))
    return text
