"""What is found about each visit of a bill: which visits are ready, and which findings are one matter."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.model.findings import Finding, Verdict
from clinic_desktop.wording import mark

# More of a kind than this are shown as one: fifteen lines that differ by a day hide what else there is.
MOST_APART = 2
# What several findings of a rule say together, each about a visit of its own.
TOGETHER: Mapping[str, str] = MappingProxyType(
    {
        "date-missing": mark("{count} visits have no date of service."),
        "place-missing": mark("The place of service of {count} visits is missing or not two digits."),
        "not-given": mark("{count} visits are not recorded as given."),
        "note-not-signed": mark("{count} visits have no signed note."),
        "note-not-signed-for-payer": mark("{count} visits have no signed note."),
        "other-paper-differs": mark("Other papers say something else of {count} visits."),
        "unpaid": mark("{count} visits are not paid in full."),
        "overpaid": mark("More was paid than charged for {count} visits."),
        "outside-prescription": mark("{count} visits are outside of what was ordered."),
    }
)


def waits_of(verdict: Verdict, at: int) -> tuple[Finding, ...]:
    """What stands in the way of one visit of a bill, the visit being at this place in it."""
    inside = f"visits/{at}/"
    return tuple(one for one in verdict.findings if one.stands_in_the_way and f"{one.field}/".startswith(inside))


def ready_visits(bill: Bill, verdict: Verdict, since: date, kept: Collection[int] = ()) -> frozenset[int]:
    """The visits to begin with: of those that charge something and are since a day, which are those that the list of
    superbills counts, the ones that nothing stands in the way of; where that is none, those that could be issued
    anyway, else all. Where none is so, the same of the others. A receipt has no list: its day is the first there is.
    Those that the client keeps from the plan (`kept`) are none of them while there are others."""
    told = frozenset(one.row for one in bill.visits if one.row not in kept) or frozenset(one.row for one in bill.visits)
    listed = frozenset(
        one.row
        for one in bill.visits
        if one.row in told and one.charged_cents and one.date_of_service and one.date_of_service >= since
    )
    waits: Mapping[int, tuple[Finding, ...]] = {
        one.row: waits_of(verdict, at) for at, one in enumerate(bill.visits) if one.row in (listed or told)
    }
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
