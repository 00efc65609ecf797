"""A visit as the prescriptions see it, from the lines of its services and the techniques of its note."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clinic_desktop.values.regions import read_regions
from clinic_desktop.visits.model import MOST_POINTERS, OrderedVisit


@dataclass(frozen=True, slots=True)
class OrderedLine:
    """What one service of a visit treats, in codes, none for the first four of the case; and where, as typed. A
    technique points to no diagnosis: its codes are None."""

    codes: tuple[str, ...] | None
    region: str


def ordered_visit(bare: OrderedVisit, lines: Iterable[OrderedLine], diagnoses: Sequence[str]) -> OrderedVisit:
    """The visit with all that its services and techniques treat; `diagnoses` are those of the case in their order."""
    codes: set[str] = set()
    regions: set[str] = set()
    for line in lines:
        if line.codes is not None:
            codes.update(line.codes or diagnoses[:MOST_POINTERS])
        regions.update(read_regions(line.region)[0])
    return OrderedVisit(bare.id, bare.day, bare.is_given, bare.starts_at, frozenset(codes), frozenset(regions))


def bare_visit(row: int, day: date, status: str, starts_at: str) -> OrderedVisit:
    """A visit of which only the day is looked at yet."""
    return OrderedVisit(row, day, status == "given", starts_at)
