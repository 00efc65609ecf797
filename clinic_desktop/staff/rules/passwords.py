"""What a password must be: long, and not made of what is guessed first. No rule asks for signs or capitals.

NIST SP 800-63B, 5.1.1.2: a least length, a list of what is refused, no rule of composition, NFKC.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say, say_many

PASSWORD_LETTERS = 12
# Fewer letters than these beside what is guessed first are found in no time.
_FEWEST_OWN = 4
# Digits and signs that are put around a word: a year, a house number, "!!".
_MOST_AROUND = 5
# So many different words that are guessed first make a password that is: three of 350 are soon tried, four are not.
_MOST_GUESSED = 3
# From here on it is called strong.
_STRONG_LETTERS, _STRONG_OWN = 16, 8
_SHORTEST_PIECE = 3
# Far more than anybody types; what comes after is not looked at.
_LOOKED_AT = 80
# Signs that stand for letters; "1" is an i to one and an l to the other.
_SIGNS = str.maketrans("043579@$!|", "oaestgasii")
_ONES = (str.maketrans("1", "i"), str.maketrans("1", "l"))


class Guesses(NamedTuple):
    """What is tried first: words in small letters, and lines of keys beside each other."""

    words: frozenset[str]
    lines: tuple[str, ...]


class _Own(NamedTuple):
    """What of a password is the person's own: letters, and digits and signs, that no guess stands for; and which
    guesses are beside it."""

    letters: int = 0
    others: int = 0
    guessed: frozenset[str] = frozenset()


def read_password(text: str, guesses: Guesses, about: Sequence[str] = ()) -> str:
    """The password as typed; raises Unreadable when it is short or made of what is guessed first. `about` are the names
    that a thief knows: the clinic's and the person's."""
    if len(_folded(text)) < PASSWORD_LETTERS:
        raise Unreadable(
            say("Use at least {count} characters. Four words in a row are easy to remember.", count=PASSWORD_LETTERS)
        )
    if _is_guessed(_own(text, guesses, about)):
        raise Unreadable(say("This password is among the first that a thief tries. Choose another."))
    return text


def strength_words(text: str, guesses: Guesses, about: Sequence[str] = ()) -> str:
    """How good a password is, said in words while it is typed; "" for none yet."""
    letters = len(_folded(text))
    if not letters:
        return ""
    if letters < PASSWORD_LETTERS:
        return say_many("{count} more character.", "{count} more characters.", PASSWORD_LETTERS - letters)
    own = _own(text, guesses, about)
    if _is_guessed(own):
        return say("Among the first that a thief tries. Add a word of your own.")
    if letters < _STRONG_LETTERS or own.letters + own.others < _STRONG_OWN:
        return say("Good enough. One more word makes it far harder to guess.")
    return say("Strong.")


def _is_guessed(own: _Own) -> bool:
    """Whether it falls at once. Some words of a short list, each another, are found soon; many of them are not."""
    return own.letters + max(0, own.others - _MOST_AROUND) < _FEWEST_OWN and len(own.guessed) <= _MOST_GUESSED


def _own(text: str, guesses: Guesses, about: Sequence[str]) -> _Own:
    """The least that is left when the guesses are laid over a password, wherever they fit."""
    folded = _folded(text)[:_LOOKED_AT]
    words = guesses.words | {part for name in about for part in _parts(name)}
    forms = {folded, *(folded.translate(_SIGNS).translate(ones) for ones in _ONES)}
    longest = max(map(len, words), default=0)
    best = [_Own()]
    for end in range(1, len(folded) + 1):
        before, is_letter = best[-1], folded[end - 1].isalpha()
        found = before._replace(letters=before.letters + is_letter, others=before.others + (not is_letter))
        for start in range(max(0, end - max(longest, _SHORTEST_PIECE)), end - _SHORTEST_PIECE + 1):
            known = {form[start:end] for form in forms} & words
            if known or _is_walk(folded[start:end], guesses.lines):
                found = min(
                    found, best[start]._replace(guessed=best[start].guessed | set(sorted(known)[:1])), key=_rank
                )
        best.append(found)
    return best[-1]


def _rank(own: _Own) -> tuple[int, int, int]:
    return own.letters, own.others, len(own.guessed)


def _is_walk(piece: str, lines: Sequence[str]) -> bool:
    """Whether it goes along a line, comes back along one, stays on one key, or goes in the smallest of rounds."""
    if len(set(piece)) == 1:
        return True
    if len(piece) % 2 == 0 and len(piece) > _SHORTEST_PIECE and piece == piece[:2] * (len(piece) // 2):
        return True
    return any(piece in line or piece[::-1] in line for line in lines)


def _parts(name: str) -> set[str]:
    """The words of a name, and all of them as one, also as somebody types them without accents."""
    found = set[str]()
    for written in (_folded(name), _bare(_folded(name))):
        words = re.findall(r"[^\W_]+", written)
        found.update(words, ("".join(words),), ("".join(one for one in words if one.isalpha()),))
    return {one for one in found if len(one) >= _SHORTEST_PIECE}


def _folded(text: str) -> str:
    # As the key is derived from it (NFKC), and small.
    return unicodedata.normalize("NFKC", text).casefold()


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    return "".join(one for one in parts if not unicodedata.combining(one))
