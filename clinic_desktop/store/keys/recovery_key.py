"""The recovery key as a person has it: letters on paper, and what somebody types who reads them there."""

from clinic_desktop.errors import WrongPassword
from clinic_desktop.wording import say

RECOVERY_BYTES = 20
# No I, L, O or U: letters that are misread on paper (Crockford's base 32).
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUP = 4
_RECOVERY_LETTERS = RECOVERY_BYTES * 8 // 5


def new_recovery_key() -> str:
    """A random 160-bit recovery key, as eight groups of four letters and a ninth that checks them."""
    import secrets

    number = int.from_bytes(secrets.token_bytes(RECOVERY_BYTES), "big")
    letters = _letters(number, _RECOVERY_LETTERS)
    return grouped(letters + _check_group(letters))


def grouped(letters: str) -> str:
    """The letters in groups of four, as printed and read aloud."""
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def recovery_letters(typed: str) -> str:
    """The recovery key as typed, without dashes and spaces, misread letters put right.

    Raises WrongPassword when letters are missing or the last group does not fit the others.
    """
    kept = "".join(letter for letter in typed.upper() if letter.isalnum())
    kept = kept.replace("O", "0").replace("I", "1").replace("L", "1")
    if len(kept) != _RECOVERY_LETTERS + _GROUP or set(kept) - set(_ALPHABET):
        raise WrongPassword(say("A recovery key has nine groups of four letters or digits. Check each group."))
    if _check_group(kept[:_RECOVERY_LETTERS]) != kept[_RECOVERY_LETTERS:]:
        raise WrongPassword(say("One of the groups does not fit the others. Check each letter against the paper."))
    return kept


def _letters(number: int, count: int) -> str:
    return "".join(_ALPHABET[number >> (5 * place) & 31] for place in reversed(range(count)))


def _check_group(letters: str) -> str:
    import hashlib

    digest = hashlib.sha256(letters.encode("ascii")).digest()
    return _letters(int.from_bytes(digest[:3], "big") >> 4, _GROUP)
