"""Splits visits into bills: one is of one case, one therapist and one policy (domain, "The case")."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, TypeVar

from clinic_desktop.cases.model import CaseId
from clinic_desktop.policies.rules import begins_later, has_ended
from clinic_desktop.practice.model import TherapistId
from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.model.findings import KnownCodes
from clinic_desktop.visits.model import VisitId


class InForce(Protocol):
    """A policy with the days that it is in effect."""

    @property
    def effective_on(self) -> date | None:
        """The first day."""

    @property
    def ends_on(self) -> date | None:
        """The last day, which still counts."""


P = TypeVar("P", bound=InForce)


@dataclass(frozen=True, slots=True)
class Parcel:
    """Visits that go on one bill, the oldest first; `policy` is 0 where the case has none. `older` visits wait beyond
    those that fit on it."""

    case: CaseId
    therapist: TherapistId
    policy: int
    visits: tuple[VisitId, ...]
    older: int = 0


def policy_on(policies: Sequence[P], day: date) -> P | None:
    """The policy that pays first on that day, of those of a case in their order; where none is in effect the first of
    all, so that the checks can say so."""
    in_force = (one for one in policies if not has_ended(one.ends_on, day) and not begins_later(one.effective_on, day))
    return next(in_force, None) or next(iter(policies), None)


def parcels(visits: Sequence[Parcel]) -> tuple[Parcel, ...]:
    """Put together what goes on one bill, each with what it is in the order of its oldest visit."""
    found: dict[tuple[int, int, int], Parcel] = {}
    for one in visits:
        key = (one.case, one.therapist, one.policy)
        before = found.get(key)
        found[key] = replace(before, visits=before.visits + one.visits) if before else one
    return tuple(found.values())


def with_titles(bill: Bill, codes: KnownCodes) -> Bill:
    """The bill with the titles of its diagnoses, as far as a release has them, and those marked that the release of a
    visit lacks: the paper says that they are as the prescriber wrote them. A title that is there already stays."""
    unknown = {code for (code, _), found in codes.standings.items() if found.standing == "as_written"}
    titled = (
        replace(
            one,
            title=one.title or codes.titles.get(one.code, ""),
            as_written=one.as_written or one.code in unknown,
        )
        for one in bill.diagnoses
    )
    return replace(bill, diagnoses=tuple(titled))
