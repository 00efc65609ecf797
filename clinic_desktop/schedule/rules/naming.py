"""Which words of a line name the client, and which a service or a therapist; whom and what a file names."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from clinic_desktop.practice.model import Service, Therapist
from clinic_desktop.schedule.model import Meaning
from clinic_desktop.values.names import given_and_family, name_parts
from clinic_desktop.values.text import folded, plain
from clinic_desktop.wording import mark, say

# Words that join: "vega at 2:30".
_JOINING = (mark("at"), mark("for"), mark("with"), mark("from"), mark("on"), "w/", "w", "@", "o'clock", "o’clock")
_TRANSLATED = 5
_LEAST_LETTERS = 2
_LEAST_OF_A_NAME = 3
_MOST_MEANINGS = 12
# What stands between a client and the rest in the title of an appointment.
_BETWEEN = r"\s[-–—|/]\s|[|:;()\[\]\n]|\s+w/\s*|,? +(?:with|for|and|w/o?)\s+"
_LETTERS_OF_A_NAME = 100
_MOST_NAMES = 12


def meanings(
    words: Sequence[str], minutes: int | None, services: Sequence[Service], therapists: Sequence[Therapist]
) -> list[Meaning]:
    """The ways to understand the words of a line, likeliest first: as many as can be name the client, the later ones
    are the first to name a service or a therapist."""
    may_be = [at for at, word in enumerate(words) if _is_other(word, services, therapists)]
    found: list[Meaning] = []
    for count in range(min(len(may_be), 4) + 1):
        for taken in sorted(combinations(may_be, count), reverse=True):
            left = " ".join(word for at, word in enumerate(words) if at not in taken)
            if left:
                found += _others(left, [words[at] for at in taken], minutes, services, therapists)
        if len(found) >= _MOST_MEANINGS:
            break
    return found[:_MOST_MEANINGS]


def therapist_called(typed: str, therapists: Sequence[Therapist]) -> Therapist | None:
    """The one therapist with these initials, or whose names begin so; None where that fits none or two."""
    wanted = folded(plain(typed))
    same = [one for one in therapists if _initials(one) == wanted]
    if not same and len(wanted) >= _LEAST_OF_A_NAME:
        same = [one for one in therapists if _is_begun(wanted, f"{one.given_name} {one.family_name}")]
    return same[0] if len(same) == 1 else None


def therapist_named(text: str, therapists: Sequence[Therapist]) -> Therapist | None:
    """The therapist whom a column of a file names: by the whole name somewhere in it, else as `therapist_called`."""
    words = folded(plain(text))
    whole = [one for one in therapists if _has_name(words, one)]
    if len(whole) == 1:
        return whole[0]
    given, family = given_and_family(name_parts(plain(text)))
    for part in (text, family, given):
        if part and (found := therapist_called(part, therapists)):
            return found
    return None


def therapist_hinted(texts: Sequence[str], therapists: Sequence[Therapist]) -> Therapist | None:
    """The one therapist whose whole name stands in one of these texts."""
    found = {one.id: one for text in texts for one in therapists if _has_name(folded(plain(text)), one)}
    return next(iter(found.values())) if len(found) == 1 else None


def service_named(text: str, minutes: int | None, services: Sequence[Service]) -> Service | None:
    """The service that a text of a file names, the longest name in it; of several the one that usually takes so
    long. None where it names none."""
    words = set(re.findall(r"[^\W_]+", folded(plain(text))))
    fitting = [one for one in services if (own := _name_words(one)) and own <= words]
    if not fitting:
        return None
    longest = max(len(_name_words(one)) for one in fitting)
    best = [one for one in fitting if len(_name_words(one)) == longest]
    return _by_minutes(best, minutes) or best[0]


def names_in(title: str) -> tuple[str, ...]:
    """What may be a client’s name in the title of an appointment: all of it, and its parts."""
    whole = " ".join(plain(title).split())
    parts = (part.strip(" ,.-") for part in re.split(_BETWEEN, plain(title), flags=re.IGNORECASE))
    found = (one for one in dict.fromkeys((whole, *parts)) if one and len(one) <= _LETTERS_OF_A_NAME)
    return tuple(one for _, one in zip(range(_MOST_NAMES), found, strict=False))


def _others(
    left: str,
    taken: list[str],
    minutes: int | None,
    services: Sequence[Service],
    therapists: Sequence[Therapist],
) -> Iterator[Meaning]:
    """Each way in which the words that are not the client's name others: at most one of them the therapist."""
    rest = [word for word in taken if not _is_joining(word)]
    for at in (*range(len(rest)), None):
        therapist = therapist_called(rest[at], therapists) if at is not None else None
        if at is not None and therapist is None:
            continue
        own = [word for place, word in enumerate(rest) if place != at]
        if therapist and at is not None and at + 1 < len(rest) and therapist_called(rest[at + 1], [therapist]):
            # "with Maya Ortiz".
            own = [word for place, word in enumerate(rest) if place not in (at, at + 1)]
        service = _service_begun(own, minutes, services)
        if not own or service:
            yield Meaning(left, service.id if service else None, therapist.id if therapist else None)


def _service_begun(words: Sequence[str], minutes: int | None, services: Sequence[Service]) -> Service | None:
    """The service in whose name all these words begin a word; of several the one that usually takes so long."""
    if not words:
        return None
    fitting = [one for one in services if all(_is_begun(folded(word), one.name) for word in words)]
    # "massage" is Massage before it is Hot stone massage.
    nearest = sorted(fitting, key=lambda one: len(one.name.split()))
    return _by_minutes(nearest, minutes) or (nearest[0] if nearest else None)


def _by_minutes(services: Sequence[Service], minutes: int | None) -> Service | None:
    return next((one for one in services if minutes and one.usual_minutes == minutes), None)


def _is_other(word: str, services: Sequence[Service], therapists: Sequence[Therapist]) -> bool:
    return bool(
        _is_joining(word)
        or therapist_called(word, therapists)
        or (len(word) >= _LEAST_LETTERS and _service_begun([word], None, services))
    )


def _is_joining(word: str) -> bool:
    return word.lower() in (*_JOINING, *(say(one).lower() for one in _JOINING[:_TRANSLATED]))


def _is_begun(wanted: str, name: str) -> bool:
    return any(part.startswith(wanted) for part in folded(name).split())


def _initials(one: Therapist) -> str:
    return folded(f"{one.given_name[:1]}{one.family_name[:1]}")


def _has_name(words: str, one: Therapist) -> bool:
    given, family = folded(one.given_name), folded(one.family_name)
    return f"{given} {family}" in words or f"{family}, {given}" in words


def _name_words(one: Service) -> set[str]:
    return set(re.findall(r"[^\W_]+", folded(one.name)))
