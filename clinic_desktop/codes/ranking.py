"""What a typed search asks for, and how well a family of codes answers it. Pure: no file is read here."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from clinic_desktop.codes.model import Family
from clinic_desktop.codes.rules import words_of

# Said between the words that count.
_FILLERS = frozenset("a an and at due for from has have i in is my of on or s the to with w".split())
_SIDES = {"l": "left", "r": "right", "b": "bilateral"}
_LONGEST_PHRASE = 3
_STEM_LETTERS = 4

# Points of a word by where it stands: in the title, in another name of the code, in those of a code above.
_TITLE, _NAME, _ABOVE, _ENCOUNTER = 10.0, 9.0, 7.0, 7.0
# What a word counts that only begins another one; half of the rest is for the share that was typed.
_BEGUN = 0.7
_WHOLE_NAME, _WHOLE_NAME_ABOVE, _WHOLE_TITLE = 4.0, 2.5, 4.0
_COVERED = 3.0
_LIKELY = 3.5
_OTHER_SIDE, _NO_SIDE_ASKED, _UNSPECIFIED = -3.0, -0.6, 0.8
_COMPLICATED = -0.5
_SIDE_WORDS = (" left ", " right ", " bilateral ")
_NOT_COUNTED = frozenset("of the and or in to at with nos not elsewhere classified unspecified other side part".split())


class Choice(NamedTuple):
    """Words that answer a term when all of them begin a word of a family; `worth` is 1 for what was typed."""

    words: tuple[str, ...]
    worth: float


Term = tuple[Choice, ...]


class Asked(NamedTuple):
    """A typed search: its terms, all of its words as typed, and whether a side is among them."""

    terms: tuple[Term, ...]
    phrase: str
    has_side: bool


def asked(typed: str, meanings: Mapping[str, tuple[str, ...]]) -> Asked:
    """Read a typed search: fillers fall away, phrases and short forms bring what they mean."""
    words = words_of(typed).split()
    kept = [word for word in words if word not in _FILLERS] or words
    if len(kept) > 1:
        kept = [_SIDES.get(word, word) for word in kept]
    terms = tuple(_terms(kept, meanings))
    sides = {word for term in terms for choice in term for word in choice.words}
    return Asked(terms, f" {' '.join(words)} ", not sides.isdisjoint(("left", "right", "bilateral")))


def expression(terms: tuple[Term, ...], joined: str = " AND ") -> str:
    """The terms in the search table's own language; every word counts as a beginning."""
    return joined.join(f"({' OR '.join(_all_of(choice) for choice in term)})" for term in terms)


def score(family: Family, search: Asked, own_use: int = 0) -> float:
    """How well a family answers; more is better. `own_use` is how often the clinic has used it."""
    points = sum(_best(term, family) for term in search.terms) / len(search.terms)
    words = [choice.words[0] for term in search.terms for choice in term[:1]]
    points += _COVERED * _covered(family.title, search.terms)
    points += _phrases(family, search.phrase)
    points += _LIKELY * family.likely / 100 + min(own_use, 20) * 0.4
    points += _side(family.title, search)
    return points + (_COMPLICATED if " with " in family.title and "with" not in words else 0.0)


def _terms(words: list[str], meanings: Mapping[str, tuple[str, ...]]) -> Iterator[Term]:
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            if phrase in meanings or length == 1:
                yield _term(words[at : at + length], meanings.get(phrase, ()))
                at += length
                break


def _term(words: list[str], meanings: tuple[str, ...]) -> Term:
    choices = [Choice(tuple(words), 1.0)]
    if len(words) == 1 and len(words[0]) > _STEM_LETTERS and words[0].endswith("s"):
        choices.append(Choice((words[0][:-1],), 0.97))
    choices += [Choice(tuple(meaning.split()), 0.95) for meaning in meanings]
    return tuple(choices)


def _all_of(choice: Choice) -> str:
    inner = " AND ".join(f'"{word}"*' for word in choice.words)
    return f"({inner})" if len(choice.words) > 1 else inner


def _best(term: Term, family: Family) -> float:
    best = 0.0
    for choice in term:
        points = sum(_word(word, family) for word in choice.words) / len(choice.words) * choice.worth
        if points > best and all(_word(word, family) for word in choice.words):
            best = points
    return best


def _word(word: str, family: Family) -> float:
    whole, begun = f" {word} ", f" {word}"
    best = 0.0
    for text, worth in (
        (family.title, _TITLE),
        (family.terms, _NAME),
        (family.above, _ABOVE),
        (family.encounter, _ENCOUNTER),
    ):
        if best >= worth:
            break
        if whole in text:
            best = max(best, worth)
        elif begun in text:
            at = text.index(begun) + 1
            share = len(word) / (text.index(" ", at) - at) if " " in text[at:] else 1.0
            best = max(best, worth * (_BEGUN + (1 - _BEGUN) * share * 0.8))
    return best


def _covered(title: str, terms: tuple[Term, ...]) -> float:
    counted = [word for word in title.split() if word not in _NOT_COUNTED]
    if not counted:
        return 0.0
    asked_words = tuple(word for term in terms for choice in term for word in choice.words)
    return sum(word.startswith(asked_words) for word in counted) / len(counted)


def _phrases(family: Family, phrase: str) -> float:
    if family.title == phrase:
        return _WHOLE_TITLE
    if phrase in f"|{family.terms}|".replace("|", "  ").replace("   ", "  ") and _is_name(family.terms, phrase):
        return _WHOLE_NAME
    return _WHOLE_NAME_ABOVE if phrase in family.above and _is_name(family.above, phrase) else 0.0


def _is_name(names: str, phrase: str) -> bool:
    return phrase in names.split("|")


def _side(title: str, search: Asked) -> float:
    named = [side for side in _SIDE_WORDS if side in title]
    if not search.has_side:
        return _NO_SIDE_ASKED if named else _UNSPECIFIED * (" unspecified " in title)
    return 0.0
