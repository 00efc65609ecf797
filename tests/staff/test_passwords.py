"""Passwords: long, not made of what is guessed first; the strength is said in words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.staff.loader import first_guesses
from clinic_desktop.staff.rules.passwords import PASSWORD_LETTERS, Guesses, read_password, strength_words
from clinic_desktop.values.problems import Unreadable

GUESSES = first_guesses()
NAMES = ("Alder & Rowe Massage", "Rosalind Nguyễn")


def is_taken(password: str) -> bool:
    try:
        return read_password(password, GUESSES, NAMES) == password
    except Unreadable:
        return False


@pytest.mark.parametrize(
    "password",
    [
        *("", "short", "elevenlette", "password1234", "PASSWORD1234", "zzzzzzzzzzzzzz", "passwordpassword"),
        *("P@ssw0rdP@ssw0rd", "qwertyuiop12", "poiuytrewq98", "1q2w3e4r5t6y", "1qaz2wsx3edc", "abcdefghijkl"),
        *("123123123123", "abababababab", "987654321098", "iloveyou1234", "letmein-letmein", "Massage2026!!"),
        *("massagetherapy", "ClinicDesktop1", "clinic desktop 2026", "Welcome12345!", "Alder&Rowe98402"),
        *("alderrowe2026!", "rosalindrosalind", "nguyen-nguyen", "Nguyễn Rosalind", "sunday monday"),
    ],
)
def test_what_is_guessed_first_is_refused(password: str) -> None:
    assert not is_taken(password)


@pytest.mark.parametrize(
    "password",
    [
        *("four words in a row", "correct horse battery staple", "kitten on a tin roof", "mine from now on"),
        *("748291058372", "xkzvpqwmtrbl", "my massage oil smells of figs", "пароль из четырёх слов"),
        # Each is on the list, and so many of them in a row are not.
        "lion music coffee winter",
        # Signs and capitals are nobody's duty.
        "tuesdaymarmalade",
    ],
)
def test_what_is_ones_own_is_taken(password: str) -> None:
    assert is_taken(password)


def test_the_names_are_those_of_this_clinic() -> None:
    assert not is_taken("rosalindnguyen")
    assert read_password("rosalindnguyen", GUESSES, ("Bo Lund", "Other Hands")) == "rosalindnguyen"


def test_the_list_is_well_formed() -> None:
    assert len(GUESSES.words) > 250
    assert len(GUESSES.lines) > 20
    assert all(one == one.casefold() and one.isascii() and one.isalpha() and len(one) > 2 for one in GUESSES.words)


@given(some.lists(some.sampled_from(sorted(GUESSES.words)), min_size=1, max_size=3), some.integers(0, 99_999))
def test_nothing_made_of_guesses_and_digits_is_taken(words: list[str], digits: int) -> None:
    assert not is_taken("".join(words) + str(digits))
    assert not is_taken(str(digits) + "".join(words).title())


@given(some.text(max_size=PASSWORD_LETTERS - 1))
def test_nothing_short_is_taken(password: str) -> None:
    if len(unicodedata.normalize("NFKC", password).casefold()) < PASSWORD_LETTERS:
        assert not is_taken(password)
        words = strength_words(password, GUESSES)
        assert not password or "more character" in words


@given(some.text(alphabet="bdfhjklmnpqrtvxz ,;", min_size=PASSWORD_LETTERS, max_size=40))
def test_strength_says_what_the_rule_does_and_the_form_of_letters_is_no_matter(password: str) -> None:
    words = strength_words(password, GUESSES, NAMES)
    assert is_taken(password) == (words in ("Strong.", "Good enough. One more word makes it far harder to guess."))
    wide = "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in password)
    assert strength_words(wide, GUESSES, NAMES) == words


@pytest.mark.parametrize(
    ("password", "words"),
    [
        *(("xkzvpqwmtrb", "1 more character."), ("xkzvpqwmtrbl", "Good enough"), ("xkzvpqwmtrblxkz", "Good enough")),
        *(("xkzvpqwmtrblxkzv", "Strong."), ("passwordpassword", "Among the first")),
        # Of sixteen letters and more those count that are one's own.
        *(("passwordmusicxkzvpqw", "Good enough"), ("passwordmusicxkzvpqwm", "Strong.")),
    ],
)
def test_from_where_on_a_password_is_called_strong(password: str, words: str) -> None:
    assert strength_words(password, GUESSES, NAMES).startswith(words)


def test_a_name_is_guessed_without_its_number() -> None:
    for number in ("2", "22"):
        with pytest.raises(Unreadable, match="first that a thief tries"):
            read_password("beme2026!!!!", GUESSES, (f"Be {number} Me",))
    assert read_password("beme2026!!!!", GUESSES, NAMES) == "beme2026!!!!"


def test_what_may_be_read_as_two_guesses_is_one() -> None:
    guesses = Guesses(frozenset(("bail", "ball", "mail", "mall")), ())
    with pytest.raises(Unreadable, match="first that a thief tries"):
        read_password("ba1lma1lba1l", guesses)
