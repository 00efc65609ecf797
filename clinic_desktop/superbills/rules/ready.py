"""What is found about each visit of a bill: which visits are ready, and which findings are one matter."""

from collections.abc import Mapping, Sequence

from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.model.findings import Finding, Verdict

# More of a kind than this are shown as one: fifteen lines that differ by a day hide what else there is.
MOST_APART = 2


def waits_of(verdict: Verdict, at: int) -> tuple[Finding, ...]:
    """What stands in the way of one visit of a bill, the visit being at this place in it."""
    inside = f"visits/{at}/"
    return tuple(one for one in verdict.findings if one.stands_in_the_way and f"{one.field}/".startswith(inside))


def ready_visits(bill: Bill, verdict: Verdict) -> frozenset[int]:
    """The visits that nothing stands in the way of; where that is none, those that could be issued anyway, else all."""
    waits: Mapping[int, tuple[Finding, ...]] = {one.row: waits_of(verdict, at) for at, one in enumerate(bill.visits)}
    ready = frozenset(row for row, found in waits.items() if not found)
    could = frozenset(row for row, found in waits.items() if not any(one.grade == "STOP" for one in found))
    return ready or could or frozenset(waits)


def grouped(findings: Sequence[Finding]) -> tuple[tuple[Finding, ...], ...]:
    """The findings, those of one rule, one grade and one reason together where they are more than MOST_APART; each in
    the place of its first."""
    alike: dict[tuple[str, str, str], list[Finding]] = {}
    for one in findings:
        alike.setdefault(_kind(one), []).append(one)
    made: list[tuple[Finding, ...]] = []
    for one in findings:
        same = alike[_kind(one)]
        if len(same) <= MOST_APART:
            made.append((one,))
        elif one is same[0]:
            made.append(tuple(same))
    return tuple(made)


def _kind(one: Finding) -> tuple[str, str, str]:
    return one.rule, one.grade, one.accepted
