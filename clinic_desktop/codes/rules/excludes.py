"""Which codes must not stand together on one bill: the Excludes1 notes of a release (domain 2.2).

A note is words with codes behind them, "lumbago with sciatica (M54.4-)". It may stand at the code, at any heading above
it, or at its block or chapter. Notes that name codes under a condition ("with fifth character 4") speak of no pair.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

_CODE = r"[A-Z][0-9A-Z][0-9A-Z](?:\.[0-9A-Z]{1,4})?"
# "M54.5", "M54.4-", "M51.1.-", "M54.3-M54.4", "S06.1- to S06.6-".
_NAMED = rf"{_CODE}(?:[.-]*(?: ?- ?| to ){_CODE})?[.-]*"
# At the end of a note, mostly in parentheses.
_AT_THE_END = rf"(?:^|[^0-9A-Za-z.])({_NAMED}(?:(?:,? and |,? or |, ?){_NAMED})*)[ ,.)]*$"
_CATEGORY = 3
_MOST_NOTES = 10_000

Span = tuple[str, str]


@lru_cache(maxsize=_MOST_NOTES)
def spans(note: str) -> tuple[Span, ...]:
    """The codes that a note names, each as the first and the last beginning of a code, without dots; () for words.

    A code stands for all below it, with a dash behind it or without.
    """
    found = re.search(_AT_THE_END, note)
    return tuple(map(_span, re.findall(_NAMED, found[1]))) if found else ()


def names(note: str, code: str) -> bool:
    """Whether a note names a code or a heading above it."""
    return any(_lies_in(code, span) for span in spans(note))


def headings(code: str) -> tuple[str, ...]:
    """A code and all that may stand above it up to its category: "M54.50", "M54.5", "M54"."""
    at_least = (code[:end] for end in range(len(code), _CATEGORY - 1, -1))
    return tuple(one for one in at_least if not one.endswith("."))


def holds(block: str, code: str) -> bool:
    """Whether a chapter or a block, "M50-M54", has a code below it."""
    first, _, last = block.partition("-")
    return bool(last) and _lies_in(code, (first, last))


def excluded_pairs(codes: Sequence[str], notes: Mapping[str, Sequence[str]]) -> tuple[tuple[str, str, str], ...]:
    """The pairs of codes that a note forbids, each once with the note, in the order of the codes.

    `notes` are the Excludes1 notes by where they stand: a code, a heading, a block or a chapter.
    """
    by_code = {code: _notes_of(code, notes) for code in codes}
    found = ((one, other, _between(by_code, one, other)) for one, other in combinations(by_code, 2))
    return tuple((one, other, note) for one, other, note in found if note)


def _notes_of(code: str, notes: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Its own notes first, then those above it; of notes without codes none."""
    above = [*headings(code), *(place for place in notes if holds(place, code))]
    return tuple(note for place in above for note in notes.get(place, ()) if spans(note))


def _between(by_code: Mapping[str, Iterable[str]], one: str, other: str) -> str:
    for holder, named in ((one, other), (other, one)):
        for note in by_code[holder]:
            if names(note, named):
                return note
    return ""


def _span(written: str) -> Span:
    first, *last = re.findall(_CODE, written)
    return _bare(first), _bare(last[0] if last else first)


def _lies_in(code: str, span: Span) -> bool:
    bare = _bare(code)
    return span[0] <= bare and bare[: len(span[1])] <= span[1]


def _bare(code: str) -> str:
    return code.replace(".", "")
