"""When a paragraph is there: all of a list have to hold, of "a or b" one of them; "not " turns a name around."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from clinic_desktop.letters.rules.placeholders import CONDITIONS, PLACEHOLDERS
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from clinic_desktop.written.kinds import nearest, said

_OR, _AND, _NOT = " or ", " and ", "not "


class Alternative(NamedTuple):
    """A condition or a fact by its name; with `is_not` it must not hold, or must not be known."""

    name: str
    is_not: bool = False


def alternatives(written: str) -> tuple[Alternative, ...]:
    """What stands in one entry of a list, "a", "not a" or "a or not b": one of them has to be so."""
    return tuple(Alternative(one.removeprefix(_NOT), one.startswith(_NOT)) for one in written.split(_OR))


def checked(written: str) -> str:
    """The same entry, where it can be meant; raises Unreadable with why not."""
    if _AND in written:
        raise Unreadable(say("All of a list have to hold: write what “and” joins as two of them."))
    found = alternatives(written)
    if any(not one.name.strip() for one in found) or written.strip() in ("or", "not"):
        raise Unreadable(say("A name stands on both sides of “or”, like {example}.", example='"late or minor"'))
    for one in found:
        _see_known(one.name)
    names = [one.name for one in found]
    for one in found:
        if names.count(one.name) > 1:
            same = found.count(one) > 1
            raise Unreadable(
                say("“{name}” stands there twice.", name=one.name)
                if same
                else say("“{name}” or not “{name}” is always so: leave it out.", name=one.name)
            )
    return written


def holding(when: Iterable[str], holds: Callable[[str], bool]) -> bool:
    """Whether everything that a paragraph depends on is so."""
    return all(any(holds(one.name) != one.is_not for one in alternatives(written)) for written in when)


def when_words(when: Iterable[str]) -> str:
    """When a paragraph is there at all, in plain words; "" for always."""
    return " ".join(_sentences([alternatives(one) for one in when]))


def _sentences(entries: list[tuple[Alternative, ...]]) -> Iterator[str]:
    single = [one for one, *more in entries if not more]
    known = [say(PLACEHOLDERS[one.name].name) for one in single if one.name in PLACEHOLDERS and not one.is_not]
    lacking = [say(PLACEHOLDERS[one.name].name) for one in single if one.name in PLACEHOLDERS and one.is_not]
    if known:
        yield say("Only where this is known: {facts}.", facts=", ".join(known))
    if lacking:
        yield say("Only where this is not known: {facts}.", facts=", ".join(lacking))
    for one in single:
        if one.name in CONDITIONS:
            words = say(CONDITIONS[one.name])
            yield say("Not if {what}.", what=words) if one.is_not else say("Only if {what}.", what=words)
    for entry in entries:
        if len(entry) > 1:
            yield say("Only if one of these is so: {what}.", what="; ".join(map(_words, entry)))


def _words(one: Alternative) -> str:
    if one.name in PLACEHOLDERS:
        name = say(PLACEHOLDERS[one.name].name)
        return say("{fact} not known", fact=name) if one.is_not else say("{fact} known", fact=name)
    words = say(CONDITIONS[one.name])
    return say("not that {what}", what=words) if one.is_not else words


def _see_known(name: str) -> None:
    known = (*CONDITIONS, *PLACEHOLDERS)
    if name in known:
        return
    if near := nearest(name, known):
        raise Unreadable(say("Nobody knows “{name}”. Did you mean “{near}”?", name=said(name), near=near))
    raise Unreadable(say("Nobody knows “{name}”.", name=said(name)))
