"""Reads what can be billed: the visits of a case, parted into bills, and the cases that have such visits."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId, listed_name
from clinic_desktop.policies.model import PLAN_TYPES, PolicyRow
from clinic_desktop.policies.queries import policy_page
from clinic_desktop.practice.model import TherapistId
from clinic_desktop.practice.queries import therapist
from clinic_desktop.restrictions.model import Restriction
from clinic_desktop.restrictions.queries import IS_KEPT
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.superbills.model.bill import FOR_PAYERS, Kind
from clinic_desktop.superbills.model.issued import UnbilledRow, Waiting, WaitingCase, waits_since
from clinic_desktop.superbills.rules.parcels import Parcel, parcels, policy_on
from clinic_desktop.superbills.rules.proposed import is_claim, is_stated, kept_by
from clinic_desktop.visits.model import VisitId

# More lines than a payer's clerk reads, and less than a page of the list.
MOST_VISITS = 120
BY_NAME = Order(("sort_name", "case_id", "policy_id", "therapist_id"))
_NO_END = "9999-12-31"
# Whoever pays by themselves has no plan that counts.
_CASES = ("health", "auto", "work", "accident")
_COLUMNS: dict[Kind, str] = {"superbill": "superbill", "receipt": "receipt", "statement": "statement"}
# As `policy_on` has it: the first that is in effect on the day, else the first of all.
_PAYS = """policies.id = (
        SELECT one.id FROM policies AS one WHERE one.case_id = cases.id AND one.retired_at IS NULL
        ORDER BY one.effective_on > visits.date_of_service
            OR (one.ends_on <> '' AND one.ends_on < visits.date_of_service), one.place, one.id LIMIT 1)"""


def _where(rule: Callable[[str, str], bool]) -> str:
    """A rule about the kind of a case and the plan that pays, as SQL: the pairs of which it is true. All are keys."""
    pairs = ", ".join(f"('{kind}', '{plan}')" for kind in _CASES for plan in PLAN_TYPES if rule(kind, plan))
    return f"(cases.kind, policies.plan_type) IN (VALUES {pairs})"


def _waiting_for(kind: Kind, which: str) -> str:
    """The visits that wait for a document. Not a view: only those of some weeks are read, by the index of the kind."""
    return f"""
    SELECT '{kind}' AS kind, cases.id AS case_id, policies.id AS policy_id, visits.therapist_id, cases.client_id,
        cases.reason, clients.given_name, clients.family_name, clients.preferred_name, clients.sort_name,
        payers.name AS payer_name, count(*) AS visits,
        min(visits.date_of_service) AS first_day, max(visits.date_of_service) AS last_day,
        sum(visits.charged_cents) AS charged_cents
    FROM visits
    JOIN cases ON cases.id = visits.case_id AND cases.retired_at IS NULL AND cases.kind <> 'cash'
    JOIN clients ON clients.id = cases.client_id AND clients.retired_at IS NULL
    JOIN policies ON {_PAYS}
    JOIN payers ON payers.id = policies.payer_id
    WHERE visits.retired_at IS NULL AND visits.status = 'given' AND visits.{_COLUMNS[kind]} = 0
        AND visits.charged_cents > 0 AND visits.date_of_service BETWEEN ? AND ? AND {which}
        AND NOT EXISTS (SELECT 1 FROM left_out_cases WHERE case_id = cases.id AND left_out_cases.retired_at IS NULL)
        AND NOT {IS_KEPT}
    GROUP BY cases.id, policies.id, visits.therapist_id"""  # noqa: S608 - constants


_UNBILLED = (
    f"({_waiting_for('superbill', f'NOT {_where(is_claim)}')} UNION ALL {_waiting_for('statement', _where(is_stated))})"
)


def unbilled(read: Reader, kind: Kind, owner: CaseId) -> tuple[Parcel, ...]:
    """The visits of a case that were given and are on no live bill of this kind, parted into bills.

    Of each bill the newest MOST_VISITS, the oldest of them first; the bill with the newest visit comes first.
    """
    sql = (
        "SELECT id, therapist_id, date_of_service FROM visits"  # noqa: S608 - one of three columns
        f" WHERE case_id = ? AND retired_at IS NULL AND status = 'given' AND {_COLUMNS[kind]} = 0"
        " ORDER BY date_of_service DESC, starts_at DESC, id DESC"
    )
    # A receipt names no policy.
    policies = policy_page(read, owner).rows if kind in FOR_PAYERS else ()
    single = []
    for row in read.all(sql, owner):
        policy = policy_on(policies, date.fromisoformat(row["date_of_service"]))
        who = TherapistId(row["therapist_id"])
        single.append(Parcel(owner, who, policy.id if policy else 0, (VisitId(row["id"]),)))
    return tuple(
        replace(one, visits=one.visits[:MOST_VISITS][::-1], older=max(0, len(one.visits) - MOST_VISITS))
        for one in parcels(single)
    )


def unbilled_elsewhere(read: Reader, kind: Kind, client: ClientId, owner: CaseId) -> tuple[WaitingCase, ...]:
    """The other cases of the client with visits that were given and are on no live bill of this kind, the one with the
    newest visit first."""
    sql = (
        "SELECT cases.id, cases.reason, count(*) AS many FROM cases JOIN visits ON visits.case_id = cases.id"  # noqa: S608 - one of two columns
        " WHERE cases.client_id = ? AND cases.id <> ? AND cases.retired_at IS NULL AND visits.retired_at IS NULL"
        f" AND visits.status = 'given' AND visits.{_COLUMNS[kind]} = 0"
        " GROUP BY cases.id ORDER BY max(visits.date_of_service) DESC, cases.id DESC"
    )
    found = read.all(sql, client, owner)
    return tuple(WaitingCase(CaseId(one["id"]), one["reason"], int(one["many"])) for one in found)


def unbilled_page(read: Reader, since: date, after: Cursor | None = None) -> Page[UnbilledRow]:
    """What makes one document each, by client: a case, a policy and a therapist, with visits since that day that were
    given and are on no live one. Where a health plan reimburses it is the superbill, of a claim the statement.

    Without visits that the client keeps from the payer, without cases that are left out of every month end, without
    those that pay by themselves, for whom one is made in the chart when they ask, and without programs but that of a
    work injury, whose bill goes by the program's own form (domain 1.8).
    """
    names: dict[int, str] = {}

    def listed(row: Row) -> UnbilledRow:
        one = row["therapist_id"]
        if one not in names:
            names[one] = therapist(read, one).name
        return _row(row, names[one])

    bounds = (since.isoformat(), _NO_END)
    return page(read, Listing(_UNBILLED, listed, "1", bounds * 2), BY_NAME, after)


def keeps_what_waits(
    read: Reader, owner: CaseId, policies: Sequence[PolicyRow], asked: Sequence[Restriction], today: date
) -> bool:
    """Whether the client keeps from their plan all of a case that waits for a superbill, so that a receipt is what it
    asks for; where nothing waits, whether they would keep a visit of today."""
    if not asked:
        return False
    sql = (
        "SELECT DISTINCT date_of_service FROM visits WHERE case_id = ? AND retired_at IS NULL AND status = 'given'"
        " AND superbill = 0 AND statement = 0 AND charged_cents > 0 AND date_of_service >= ?"
    )
    days = [date.fromisoformat(one[0]) for one in read.rows(sql, owner, waits_since(today).isoformat())]
    return all(kept_by(asked, policies, day) for day in days or [today])


def waiting(read: Reader, since: date, until: date | None = None) -> Waiting:
    """How much waits for a superbill or a statement since that day, as `unbilled_page` lists it; `until` is the last
    day of service that counts."""
    sql = (
        "SELECT count(DISTINCT client_id) AS clients, coalesce(sum(visits), 0) AS visits,"  # noqa: S608 - constant
        " coalesce(sum(charged_cents), 0) AS charged_cents,"
        f" coalesce(sum(visits) FILTER (WHERE kind = 'statement'), 0) AS statements FROM {_UNBILLED}"
    )
    bounds = (since.isoformat(), until.isoformat() if until else _NO_END)
    found = read.one(sql, *bounds * 2)
    return Waiting(found["clients"], found["visits"], found["charged_cents"], found["statements"])


def waiting_by_case(read: Reader, since: date, until: date) -> dict[CaseId, int]:
    """How many visits of these days wait in each case, as `unbilled_page` lists them."""
    sql = f"SELECT case_id, sum(visits) AS visits FROM {_UNBILLED} GROUP BY case_id"  # noqa: S608 - constant
    return {CaseId(one["case_id"]): one["visits"] for one in read.all(sql, *(since.isoformat(), until.isoformat()) * 2)}


def _row(row: Row, therapist_name: str) -> UnbilledRow:
    return UnbilledRow(
        kind=row["kind"],
        client=ClientId(row["client_id"]),
        client_name=listed_name(row["given_name"], row["family_name"], row["preferred_name"]),
        case=CaseId(row["case_id"]),
        reason=row["reason"],
        policy=row["policy_id"],
        payer_name=row["payer_name"],
        therapist=TherapistId(row["therapist_id"]),
        therapist_name=therapist_name,
        visits=row["visits"],
        first_day=date.fromisoformat(row["first_day"]),
        last_day=date.fromisoformat(row["last_day"]),
        charged_cents=row["charged_cents"],
    )
