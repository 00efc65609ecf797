"""What a typed search asks for, and how well a family of codes answers it. Pure: no file is read here."""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from clinic_desktop.codes.model import Family
from clinic_desktop.codes.rules.codes import words_of

# Said between the words that count.
_FILLERS = frozenset({
    "a", "an", "and", "at", "due", "for", "from", "has", "have", "i", "in", "is", "my", "of", "on", "or", "s", "the",
    "to", "w", "with",
})  # fmt: skip
# A single letter may mean a side, or be the first one of a word that is being typed.
_SIDES = {"l": "left", "r": "right", "b": "bilateral"}
# Short forms that a slash is part of.
_SLASHED = {
    "b/l": "bilateral", "c/o": "", "c/s": "cervical", "h/o": "history", "l/s": "lumbosacral", "r/o": "", "s/p": "after",
    "t/s": "thoracic", "w/o": "without",
}  # fmt: skip
_BESIDE_THE_NAME = frozenset(
    ("left", "right", "bilateral", "side", "initial", "subsequent", "sequela", "encounter", "unspecified")
)
_SAY_NOTHING = frozenset(["classified", "elsewhere", "nec", "nos", "not", "other", "specified", "type", "unspecified"])
_NOT_REQUIRED = _SAY_NOTHING.union(_SIDES.values())
# Nobody means the beginning of another word by these; a beginning of so many families costs milliseconds.
_COMPLETE = frozenset(
    ("bilateral", "closed", "encounter", "initial", "left", "open", "other", "right", "sequela", "subsequent")
)
_LONGEST_PHRASE = 3
# Of a page that was pasted; the longest title that can be billed has 31 words.
_MOST_WORDS = 32
_STEM_LETTERS = 3
# Families counted for a term; more of them make it no commoner.
MOST_COUNTED = 3_000
_DENIED_WORDS = 3

# Points of a word by where it stands: whole, or as a beginning, in the title, in another name of the code, in the
# words of the codes above it, in those of its encounters.
_TITLE, _NAME, _ABOVE, _ENCOUNTER = 10.0, 9.0, 7.0, 7.0
_TITLE_BEGUN, _NAME_BEGUN, _ABOVE_BEGUN, _ENCOUNTER_BEGUN = 8.5, 7.5, 5.5, 5.5
_WHOLE_NAME, _WHOLE_NAME_ABOVE = 4.0, 2.5
_COVERED = 3.0
_LIKELY = 2.5
_OWN_USE, _MOST_USES = 0.4, 20
_SIDE_AS_ASKED, _ANOTHER_SIDE = 3.0, -2.0
_A_SIDE_NOT_ASKED, _NO_SIDE_AS_ASKED = -0.6, 0.8
_ALSO_WITH, _WITHOUT_IT = -0.5, -1.5
# What a plural or a meaning counts beside the word that was typed.
_SINGULAR, _MEANT, _MAYBE = 0.97, 0.95, 0.9
_LITTLE, _HALF = 0.3, 0.6


class Word(NamedTuple):
    """A word to look for: `whole` between its spaces, and as a beginning."""

    whole: str
    begun: str


class Answer(NamedTuple):
    """Words that answer a term when all of them are there; `worth` is 1 for what was typed."""

    words: tuple[Word, ...]
    worth: float


class Term(NamedTuple):
    """What was typed at one place, and what else would answer it. `weight` is what it counts beside the others."""

    answers: tuple[Answer, ...]
    weight: float


class Asked(NamedTuple):
    """A typed search: its words and terms, its words as whole names are kept, and what is said among them."""

    words: tuple[str, ...]
    terms: tuple[Term, ...]
    names: tuple[str, ...]
    sides: tuple[str, ...]
    has_with: bool


def answer(words: str, worth: float) -> Answer:
    """An answer of these words."""
    return Answer(tuple(Word(f" {word} ", f" {word}") for word in words.split()), worth)


def asked(typed: str, meanings: Mapping[str, tuple[str, ...]]) -> Asked:
    """Read a typed search: fillers fall away, other spellings are put right, phrases bring what they mean."""
    said = re.sub(r"\b[a-z]/[a-z]\b", lambda found: _SLASHED.get(found[0], found[0]), typed.lower())
    words = " ".join(_spelled(word, meanings) for word in words_of(said).split()[:_MOST_WORDS]).split()
    kept = [word for word in words if word not in _FILLERS] or words
    terms = tuple(_terms(kept, meanings))
    every = {word.whole for term in terms for one in term.answers for word in one.words}
    sides = tuple(f" {side} " for side in _SIDES.values() if f" {side} " in every)
    named = [word for word in words if word not in _BESIDE_THE_NAME]
    names = dict.fromkeys(f"| {' '.join(name)} |" for name in (named, map(_singular, named)))
    return Asked(tuple(words), terms, tuple(names), sides, "with" in words)


def weighed(search: Asked, found: Sequence[int]) -> Asked:
    """The same search, its terms weighed by how few families each of them finds; those that find none fall away."""
    terms = zip(search.terms, found, strict=True)
    kept = (Term(term.answers, term.weight * _rarity(count)) for term, count in terms if count)
    return search._replace(terms=tuple(kept))


def expression(terms: tuple[Term, ...], begun: Callable[[str], str], joined: str = " AND ") -> str:
    """The terms in the search table's own language; `begun` gives what stands for the words that begin so.

    Words that half of all titles have say nothing and cost much, and many codes know no side: such words only count in
    the order, unless they are all.
    """
    telling = [term for term in terms if term.answers[0].words[0].begun[1:] not in _NOT_REQUIRED] or terms
    return joined.join(f"({' OR '.join(_all_of(one, begun) for one in term.answers)})" for term in telling)


def score(family: Family, search: Asked, own_use: int = 0) -> float:
    """How well a family answers; more is better. `own_use` is how often the clinic has used it."""
    points, weight, covered = 0.0, 0.0, 0
    for term in search.terms:
        best, in_title = 0.0, 0
        for words, worth in term.answers:
            total, here = 0.0, 0
            for word in words:
                found = _word(word, family)
                if not found:
                    break
                total += found
                here += found in (_TITLE, _TITLE_BEGUN)
            else:
                total = total / len(words) * worth
                if total > best:
                    best, in_title = total, here
        points += best * term.weight
        weight += term.weight
        covered += in_title
    points /= weight
    points += _COVERED * min(1.0, covered / family.size)
    return points + _named(family, search.names) + _beside(family, search) + _OWN_USE * min(own_use, _MOST_USES)


def _named(family: Family, names: tuple[str, ...]) -> float:
    """What it counts that the whole search is a name of the family."""
    if any(name in family.title or name in family.terms for name in names):
        return _WHOLE_NAME
    return _WHOLE_NAME_ABOVE if any(name in family.above for name in names) else 0.0


def _beside(family: Family, search: Asked) -> float:
    """What counts beside the words: how likely the family is, and details in its title that were not asked for."""
    points, title = _LIKELY * family.likely / 100, family.title
    if search.sides:
        points += (
            _SIDE_AS_ASKED
            if any(side in title for side in search.sides)
            else _ANOTHER_SIDE * _is_another_side(family, search)
        )
    else:
        points += family.side * (_A_SIDE_NOT_ASKED if family.side > 0 else -_NO_SIDE_AS_ASKED)
    if not search.has_with and " with " in title:
        points += _ALSO_WITH
    if " without " in title and "without" not in search.words:
        points += _WITHOUT_IT * _is_denied(title, search)
    return points


def _is_another_side(family: Family, search: Asked) -> bool:
    """Whether a side is named that was not asked for; each of both is half of what was."""
    return family.side > 0 and " bilateral " not in search.sides


def _word(word: Word, family: Family) -> float:  # noqa: PLR0911 - one ladder of eight steps, run a million times
    whole, begun = word
    if whole in family.title:
        return _TITLE
    if whole in family.terms:
        return _NAME
    if begun in family.title:
        return _TITLE_BEGUN
    if begun in family.terms:
        return _NAME_BEGUN
    if whole in family.above:
        return _ABOVE
    if whole in family.encounter:
        return _ENCOUNTER
    if begun in family.above:
        return _ABOVE_BEGUN
    return _ENCOUNTER_BEGUN if begun in family.encounter else 0.0


def _rarity(count: int) -> float:
    """1 for a term that finds thousands, 3 for one that finds a few."""
    return 1.0 + max(0.0, math.log2(MOST_COUNTED / count)) / 4


def _is_denied(title: str, search: Asked) -> bool:
    """Whether something that was typed stands in the title only behind "without"."""
    said, _, rest = title.partition(" without ")
    # "Without myelopathy or radiculopathy, cervical region": what is denied is short, the rest is said again.
    denied = " ".join(rest.split()[:_DENIED_WORDS])
    words = (answer.words[0].begun for term in search.terms for answer in term.answers[:1])
    return any(word in f" {denied}" and word not in f"{said} " for word in words)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > _STEM_LETTERS and word.endswith("s") else word


def _spelled(word: str, meanings: Mapping[str, tuple[str, ...]]) -> str:
    """Another spelling or a short form of one word ("disk", "rt") put right: its meaning begins with "="."""
    meant = meanings.get(word, ("",))[0]
    return meant[1:] if meant.startswith("=") else word


def _terms(words: list[str], meanings: Mapping[str, tuple[str, ...]]) -> Iterator[Term]:
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            if phrase in meanings or length == 1:
                yield Term(_answers(phrase, meanings.get(phrase, ()), alone=len(words) == 1), _weight(phrase, length))
                at += length
                break


def _answers(phrase: str, meanings: tuple[str, ...], *, alone: bool) -> tuple[Answer, ...]:
    if phrase in _SIDES and not alone:
        return (answer(_SIDES[phrase], 1.0), answer(phrase, _MAYBE))
    answers = [answer(phrase, 1.0)]
    if " " not in phrase and _singular(phrase) != phrase:
        answers.append(answer(_singular(phrase), _SINGULAR))
    return (*answers, *(answer(meaning, _MEANT) for meaning in meanings))


def _weight(phrase: str, length: int) -> float:
    if phrase in _SAY_NOTHING:
        return _LITTLE
    return _HALF if phrase in _SIDES or phrase in _SIDES.values() else float(length)


def _all_of(one: Answer, begun: Callable[[str], str]) -> str:
    words = [word.begun[1:] for word in one.words]
    inner = " AND ".join(f'"{word}"' if word in _COMPLETE else begun(word) for word in words)
    return f"({inner})" if len(words) > 1 else inner
