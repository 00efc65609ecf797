"""What data/demo says about visits: how often, what is given, how it is paid. A key that is not known is an error."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clinic_desktop.visits.model import OFFICE

_EVERY_THIRD = 3


@dataclass(frozen=True, slots=True)
class Treatment:
    """What is given: the keys of ServiceLine, and what the notes say in turn. `every_third` comes on top then. Pain is
    that of each visit, the last one at all after it; `techniques` are those of the services in their order."""

    services: Sequence[Mapping[str, str]]
    subjective: Sequence[str]
    objective: Sequence[str]
    assessment: Sequence[str]
    plan: Sequence[str]
    every_third: Sequence[Mapping[str, str]] = ()
    pain_before: Sequence[str] = ()
    pain_after: Sequence[str] = ()
    techniques: Sequence[str] = ()

    def lines(self, position: int) -> tuple[Mapping[str, str], ...]:
        """The services of the visit at this position of a rhythm."""
        return (*self.services, *(() if (position + 1) % _EVERY_THIRD else self.every_third))


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody pays: the whole charge, or these amounts in turn; with these tips in turn.

    `together` visits are paid at once. A check's number goes on from `reference`; a package was bought so long ago.
    """

    method: str
    reference: str = ""
    amounts: Sequence[str] = ()
    tips: Sequence[str] = ()
    together: int = 1
    bought_days_ago: int | None = None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Visits of a case, one every so many days; a last day below zero lies ahead.

    The visits at the positions in `without` are not there (a no-show, a week off); the last `open_last` of those that
    were given are not paid. `not_recorded` ones were planned, and nobody said what became of them.
    """

    client: str
    case: str
    therapist: str
    treatment: str
    at: str
    first_days_ago: int
    last_days_ago: int
    every_days: int = 7
    without: Sequence[int] = ()
    place: str = OFFICE
    pays: str = ""
    open_last: int = 0
    discount: str = ""
    discount_why: str = ""
    not_recorded: bool = False


@dataclass(frozen=True, slots=True)
class Newest:
    """Of each therapist's newest visits so many have no note yet, and of the next so many it is not signed."""

    without_note: int
    not_signed: int


@dataclass(frozen=True, slots=True)
class Later:
    """What was said later about the visit at a position of a case: words added, or another region with the reason."""

    client: str
    case: str
    position: int
    days_later: int
    words: str
    region: str = ""


@dataclass(frozen=True, slots=True)
class Visiting:
    """Everything about visits."""

    treatments: Mapping[str, Treatment]
    ways: Mapping[str, Way]
    rhythms: tuple[Rhythm, ...]
    newest: Newest
    later: tuple[Later, ...]


def visiting(facts: Mapping[str, Any]) -> Visiting:
    """The tables as typed; raises TypeError for a key and KeyError for a treatment or a way that is not known."""
    read = Visiting(
        treatments={name: Treatment(**typed) for name, typed in facts["treatments"].items()},
        ways={name: Way(**typed) for name, typed in facts["ways"].items()},
        rhythms=tuple(Rhythm(**typed) for typed in facts["visits"]),
        newest=Newest(**facts["newest"]),
        later=tuple(Later(**typed) for typed in facts["later"]),
    )
    for rhythm in read.rhythms:
        read.treatments[rhythm.treatment], read.ways[rhythm.pays or next(iter(read.ways))]
    return read
