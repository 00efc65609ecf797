"""The money of a determination for paper: visits that are alike as one row, ranges, and how it comes about."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from clinic_desktop.values.money import shown
from clinic_desktop.wording import say, say_many

# Of the row of a visit or of the totals; "later" follows from three of them.
Amounts = Mapping[str, tuple[int, int]]
_NAMES = ("billed", "pay_today", "back", "net")
_MOST_GROUPS = 4


class VisitGroup(NamedTuple):
    """Visits one behind the other, `first` to `last`, with the amounts of each of them."""

    first: int
    last: int
    amounts: Amounts


def amounts_of(row: Mapping[str, Any]) -> Amounts:
    """Each amount at the low and at the high end, in cents."""
    found = {name: (row[f"{name}_cents"]["low"], row[f"{name}_cents"]["high"]) for name in _NAMES}
    low, high = (
        net + back - today for net, back, today in zip(found["net"], found["back"], found["pay_today"], strict=True)
    )
    return {**found, "later": (low, high)}


def visit_groups(rows: Sequence[Mapping[str, Any]], most: int = _MOST_GROUPS) -> list[VisitGroup]:
    """The visits in at most so many groups: those alike together, and behind the first groups all the rest in one."""
    found = []
    for amounts, alike in groupby(rows, key=amounts_of):
        numbers = [one["visit"] for one in alike]
        found.append(VisitGroup(numbers[0], numbers[-1], amounts))
    return found if len(found) <= most else [*found[: most - 1], _as_one(found[most - 1 :])]


def _as_one(groups: Sequence[VisitGroup]) -> VisitGroup:
    def ends(name: str) -> tuple[int, int]:
        cents = [one for group in groups for one in group.amounts[name]]
        return min(cents), max(cents)

    return VisitGroup(groups[0].first, groups[-1].last, {name: ends(name) for name in groups[0].amounts})


def group_words(first: int, last: int) -> str:
    """Which visits they are, of which each is alike."""
    if first == last:
        return say("Visit {number}", number=first)
    return say("Visits {first} to {last}, each", first=first, last=last)


def total_words(count: int) -> str:
    """What the last row sums up."""
    return say_many("The {count} visit", "All {count} visits", count)


def bare(cents: int) -> str:
    """Cents within a narrow table: "1,234.50"."""
    return shown(cents).replace("$", "")


def sums_in_words(outcome: Mapping[str, Any]) -> Iterator[str]:
    """How the money of a visit comes about, at both ends where they differ; visits alike are said once."""
    for one in outcome["arithmetic"]:
        yield say("{visits}: {sum}", visits=one["visits"], sum=" ".join(one["lines"]))
