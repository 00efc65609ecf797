"""What the releases of ICD-10-CM say about the diagnoses of a bill, each on the days that it is billed for."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from clinic_desktop.codes.model import Release
from clinic_desktop.codes.rules.checks import Around, Checked, check
from clinic_desktop.codes.rules.codes import parse_diagnosis_code
from clinic_desktop.codes.rules.excludes import excluded_pairs
from clinic_desktop.codes.rules.releases import Chosen, release_on
from clinic_desktop.referrals.model import MOST_DIAGNOSES
from clinic_desktop.superbills.model.findings import KnownCodes
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_desktop.codes.queries.book import CodeBook

T = TypeVar("T")


class Ask(Protocol):
    """Asks the search file of one release a question; None while it cannot be asked."""

    def __call__(self, release: Release, question: "Callable[[CodeBook], T]") -> T | None:
        """The answer."""


def known_codes(ask: Ask, releases: Sequence[Release], codes: Iterable[str], days: Iterable[date]) -> KnownCodes:
    """How each code stands on each day, what it is called, and which of them must not stand on one bill.

    `releases` are those at hand, one at least. Of each day the release in effect speaks; the titles are those of the
    newest day, or of any release that has the code. The notes of a pair are those of the releases that speak: one that
    was loaded without notes has those of the release that came with the program (codes.loader). Codes may be any text.
    """
    asked = tuple(dict.fromkeys(codes))
    readable = tuple(code for code in asked if not _form(code))
    speaking = {day: release_on(releases, day) for day in sorted(set(days), reverse=True)}
    heard = {release: _around(ask, release, readable) for release in _releases(speaking.values())}
    return KnownCodes(
        dict(_titles(ask, [*heard, *releases], readable)),
        {
            (code, day): _standing(code, heard[chosen.release], chosen)
            for day, chosen in speaking.items()
            for code in asked
        },
        # With more than a bill has room for it is stopped anyway.
        tuple(_excludes(ask, heard, readable[:MOST_DIAGNOSES])),
        " ".join(dict.fromkeys(one.words for one in speaking.values() if one.words)),
    )


def _releases(speaking: Iterable[Chosen]) -> Iterator[Release]:
    yield from dict.fromkeys(one.release for one in speaking)


def _form(code: str) -> str:
    """What is wrong with the form of a code, "" when it is written as on a bill."""
    try:
        written = parse_diagnosis_code(code)
    except Unreadable as unreadable:
        return unreadable.words
    return "" if written == code else say("On a superbill this code is written {code}.", code=written)


def _around(ask: Ask, release: Release, codes: Sequence[str]) -> dict[str, Around] | None:
    return ask(release, lambda book: {code: book.around(code) for code in codes})


def _standing(code: str, heard: dict[str, Around] | None, chosen: Chosen) -> Checked:
    if wrong := _form(code):
        return Checked("unknown", wrong)
    if heard is None:
        words = say("Not checked: the codes of the {name} release cannot be searched.", name=chosen.release.name)
        return Checked("unchecked", words)
    return check(code, heard[code], chosen)


def _titles(ask: Ask, releases: Iterable[Release], codes: Sequence[str]) -> Iterator[tuple[str, str]]:
    left = list(codes)
    for release in dict.fromkeys(releases):
        if not left:
            return
        lines = ask(release, partial(_lines, left)) or {}
        yield from lines.items()
        left = [code for code in left if code not in lines]


def _lines(codes: Sequence[str], book: "CodeBook") -> dict[str, str]:
    found = {code: book.line(code) for code in codes}
    return {code: line.title for code, line in found.items() if line}


def _excludes(ask: Ask, releases: Iterable[Release], codes: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    said: set[tuple[str, str]] = set()
    for release in releases:
        notes = ask(release, lambda book: book.notes(codes)) or {}
        for one, other, note in excluded_pairs(codes, notes):
            if (one, other) not in said:
                said.add((one, other))
                yield one, other, note
