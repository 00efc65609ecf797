"""Reads a chart as the coverage of a case asks about it."""

from collections.abc import Mapping
from datetime import date

from clinic_desktop.cases.model import CaseId
from clinic_desktop.cases.queries import case
from clinic_desktop.coverage.model.kept import Charted
from clinic_desktop.coverage.queries.charted.orders import the_approval, the_diagnoses, the_order
from clinic_desktop.coverage.queries.charted.visits import the_price, the_visits
from clinic_desktop.coverage.queries.charted.who import (
    Chart,
    contract_terms,
    is_effective,
    the_call,
    who_pays,
    who_treats,
)
from clinic_desktop.policies.model import Policy
from clinic_desktop.policies.queries import policy, policy_page
from clinic_desktop.practice.model import Therapist
from clinic_desktop.practice.queries import practice, therapist, therapist_page
from clinic_desktop.store.reader import Reader

_PARTS = (
    *(who_pays, who_treats, the_call, the_order, the_diagnoses, the_approval, the_visits, the_price, contract_terms),
)
# Who treated last in this case, of those who are still there; else who is to treat next.
_TREATS = (
    "SELECT visits.therapist_id FROM visits JOIN therapist_rows ON therapist_rows.id = visits.therapist_id"
    " WHERE visits.case_id = ? AND visits.retired_at IS NULL"
    " ORDER BY visits.status = 'planned', CASE visits.status WHEN 'planned' THEN visits.date_of_service END,"
    " visits.date_of_service DESC, visits.starts_at DESC, visits.id DESC LIMIT 1"
)


def charted(read: Reader, owner: CaseId, today: date, treats: int | None = None) -> Mapping[str, Charted]:
    """What the chart knows of a case, by keys of a case file; what is not in it, nobody knows.

    `treats` is the therapist who is to treat; without one it is who treated last, or the only one there is. Raises
    Missing.
    """
    chart = chart_of(read, owner, today, treats)
    return {key: known for part in _PARTS for key, known in part(chart)}


def chart_of(read: Reader, owner: CaseId, today: date, treats: int | None = None) -> Chart:
    """The case with the policy that is billed first, none where the client pays alone, and who treats; as `charted`."""
    whose = case(read, owner)
    pays = None if whose.kind == "cash" else _billed_first(read, owner, today)
    return Chart(read, whose, pays, _therapist(read, owner, treats), _state(read), today)


def _billed_first(read: Reader, owner: CaseId, today: date) -> Policy | None:
    """The first policy whose dates hold today; where none does, the first."""
    rows = [policy(read, row.id) for row in policy_page(read, owner).rows]
    return next((one for one in rows if is_effective(one, today)), next(iter(rows), None))


def _therapist(read: Reader, owner: CaseId, treats: int | None) -> Therapist | None:
    if treats is not None:
        return therapist(read, treats)
    for row in read.all(_TREATS, owner):
        return therapist(read, row["therapist_id"])
    all_of_them = therapist_page(read).rows
    return all_of_them[0] if len(all_of_them) == 1 else None


def _state(read: Reader) -> str:
    return practice(read).state
