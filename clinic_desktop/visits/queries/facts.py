"""Reads what a visit is read against: the case and its client, the payer's habits, the services."""

from datetime import date

from clinic_desktop.practice.model import Service, ServiceId
from clinic_desktop.referrals.queries import codes_of
from clinic_desktop.store.reader import Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.times import parse_time
from clinic_desktop.visits.model import VisitDraft
from clinic_desktop.visits.rules.habits import PayerHabits, rule_of
from clinic_desktop.visits.rules.visits import KeptCount, VisitFacts, typed_day

_LINES = "SELECT * FROM visit_services WHERE visit_id = ? AND retired_at IS NULL ORDER BY place, id"
_AS_IT_WAS = ("name", "is_timed", "priced_by", "price_cents")


def visit_facts(read: Reads, case: int, day: date, today: date, visit: int = 0) -> VisitFacts:
    """What a visit of this case on that day is read against; `visit` is the one that changes, 0 for a new one."""
    (owner,) = read.all(
        "SELECT cases.onset_on, cases.closed_on, clients.birth_date FROM cases"
        " JOIN clients ON clients.id = cases.client_id WHERE cases.id = ?",
        case,
    )
    return VisitFacts(
        today=today,
        born=dates.kept(owner["birth_date"]),
        began=dates.kept(owner["onset_on"]),
        closed=dates.kept(owner["closed_on"]),
        rule=rule_of(payer_habits(read, case, day)),
        services=services_for(read, visit),
        kept=_kept(read, case, visit),
        diagnoses=codes_of(read, case),
    )


def payer_habits(read: Reads, owner: int, on: date) -> PayerHabits | None:
    """What the payer wants that is billed first for a case on that day; None without one."""
    found = read.all(
        "SELECT payers.name, payers.unit_rule, payers.units_a_day, payers.asks_times"
        " FROM policies JOIN payers ON payers.id = policies.payer_id"
        " WHERE policies.case_id = ?1 AND policies.retired_at IS NULL AND policies.effective_on <= ?2"
        " AND (policies.ends_on = '' OR policies.ends_on >= ?2) ORDER BY policies.place, policies.id LIMIT 1",
        owner,
        on.isoformat(),
    )
    for row in found:
        return PayerHabits(row["name"], row["unit_rule"], row["units_a_day"], bool(row["asks_times"]))
    return None


def is_busy(read: Reads, draft: VisitDraft, today: date, visit: int = 0) -> bool:
    """Whether the therapist gives another visit at the same time; False while the times say nothing."""
    return bool(draft.therapist) and bool(_meanwhile(read, draft, today, visit, "therapist_id = ?4", draft.therapist))


def is_elsewhere(read: Reads, draft: VisitDraft, today: date, visit: int = 0) -> bool:
    """Whether the client has a visit with another therapist at the same time; False while the times say nothing."""
    of_client = (
        "therapist_id <> ?4 AND case_id IN (SELECT id FROM cases"
        " WHERE client_id = (SELECT client_id FROM cases WHERE id = ?5))"
    )
    return bool(draft.case) and bool(_meanwhile(read, draft, today, visit, of_client, draft.therapist or 0, draft.case))


def _meanwhile(read: Reads, draft: VisitDraft, today: date, visit: int, which: str, *values: str | int) -> list[Row]:
    """Visits at the time of a draft but the one that changes; `which` of them takes its values from ?4 on."""
    found = Problems()
    starts, ends = (found.maybe("", parse_time, typed) for typed in (draft.starts_at, draft.ends_at))
    if not (starts and ends):
        return []
    sql = (
        "SELECT 1 FROM visits WHERE date_of_service = ?1 AND starts_at < ?2 AND ends_at > ?3"  # noqa: S608 - constant parts
        f" AND retired_at IS NULL AND id <> {int(visit)} AND {which} LIMIT 1"
    )
    return read.all(sql, typed_day(draft, today).isoformat(), ends, starts, *map(int, values))


def _kept(read: Reads, case: int, visit: int) -> KeptCount | None:
    """How the visit was counted; None for a new one, and where it moves to another case."""
    sql = "SELECT unit_rule, date_of_service FROM visits WHERE id = ? AND case_id = ?"
    for row in read.all(sql, visit, case):
        minutes = tuple((one["service_id"], one["minutes"]) for one in read.all(_LINES, visit))
        return KeptCount(row["unit_rule"], date.fromisoformat(row["date_of_service"]), minutes)
    return None


def services_for(read: Reads, visit: int) -> dict[int, Service]:
    """The services that may be chosen in a visit (0 for a new one), by their ids; those it has already are as they
    were when it was given, and as they are now while it is planned.

    A code that was missing then is taken from the list now: that is how a bill that lacks it is mended.
    """
    is_given = bool(read.all("SELECT 1 FROM visits WHERE id = ? AND status = 'given'", visit))
    rows = {row["id"]: row for row in read.all("SELECT * FROM services")}
    found = {row: _service(one) for row, one in rows.items() if not one["retired_at"]}
    for one in read.all(_LINES, visit):
        own = rows[one["service_id"]]
        code = one["procedure_code"] or own["procedure_code"]
        kept = {name: one[name] for name in _AS_IT_WAS} if is_given else {}
        found[own["id"]] = _service(own | kept | {"procedure_code": code})
    return found


def _service(row: Row) -> Service:
    return Service(
        id=ServiceId(row["id"]),
        version=row["version"],
        name=row["name"],
        procedure_code=row["procedure_code"],
        is_timed=bool(row["is_timed"]),
        priced_by=row["priced_by"],
        price_cents=row["price_cents"],
        usual_minutes=row["usual_minutes"],
    )
