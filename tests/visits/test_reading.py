"""Lists of visits: of a case, of a day, of what is left open; in their order, by key, and never through all rows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from factories import (
    CASE,
    CLIENT,
    PRESCRIPTION,
    SERVICE,
    VISIT,
    new_case,
    new_client,
    new_prescription,
    new_service,
    new_visit,
    signing,
)

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Missing
from clinic_desktop.payments.queries import account_page
from clinic_desktop.practice.commands import AddTherapist
from clinic_desktop.practice.model import TherapistDraft
from clinic_desktop.referrals.model import PrescriberId, PrescriptionId, PrescriptionRow
from clinic_desktop.referrals.queries import prescription_page
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates
from clinic_desktop.visits.commands import visits as commands
from clinic_desktop.visits.commands.notes import WriteNote
from clinic_desktop.visits.commands.visits import RecordVisit, RetireVisit
from clinic_desktop.visits.model import OPEN_DAYS, ServiceLine, Use, VisitDraft, VisitId, VisitNoteDraft
from clinic_desktop.visits.queries import days, visits
from clinic_desktop.visits.queries.facts import payer_habits, visit_facts
from clinic_desktop.visits.queries.notes import note_of
from clinic_desktop.visits.queries.orders import uses_of

TODAY = date(2026, 11, 24)
PAPER = PrescriptionRow(
    *(PrescriptionId(1), 1, PrescriberId(1), "Maria Lee, MD", "Dr. Lee", "", "prescription", date(2026, 11, 2)),
    *(None, None, 8, ("M54.2",)),
)


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    new_service(clinic)
    new_service(clinic, replace(SERVICE, name="Hot packs", is_timed=False, priced_by="visit"))
    return new_case(clinic)


def on(days_ago: int, draft: VisitDraft = VISIT) -> VisitDraft:
    """A visit so many days ago, or ahead where it is below 0; what lies ahead is planned."""
    status = "planned" if days_ago < 0 else draft.status
    return replace(draft, status=status, date_of_service=dates.printed(TODAY - timedelta(days_ago)))


def planned(clinic: Clinic, case: CaseId, days_ago: int) -> VisitId:
    """A planned visit of a day that is past by now."""
    row = new_visit(clinic, case, on(-1))
    behind(clinic, "UPDATE visits SET date_of_service = ? WHERE id = ?", (TODAY - timedelta(days_ago)).isoformat(), row)
    return row


def behind(clinic: Clinic, sql: str, *values: object) -> None:
    """Done behind the back of all commands, as the days that pass do."""
    with clinic._writer._database.conn as connection:
        connection.execute(sql, values)


def other_case(clinic: Clinic) -> CaseId:
    return new_case(clinic, new_client(clinic, replace(CLIENT, given_name="Ann", preferred_name="")))


def test_the_newest_visit_stands_on_top_and_only_of_this_case(clinic: Clinic, case: CaseId) -> None:
    new_visit(clinic, other_case(clinic))
    made = [new_visit(clinic, case, on(ago)) for ago in (3, 1, 2)]
    late = new_visit(clinic, case, replace(on(5), starts_at="14:00", ends_at="15:00"))
    early = new_visit(clinic, case, replace(on(5), starts_at="9", ends_at="10"))
    gone = new_visit(clinic, case, on(0))
    clinic.do(RetireVisit(gone, 1))
    page = account_page(clinic.read, case)
    assert [row.id for row in page.rows] == [made[1], made[2], made[0], late, early]
    assert page.after is None


def test_a_row_says_what_was_done(clinic: Clinic, case: CaseId) -> None:
    services = (ServiceLine("2", "20"), ServiceLine("1", "60", "3"))
    row = new_visit(clinic, case, replace(VISIT, services=services, starts_at="9", ends_at="11"))
    (account,) = account_page(clinic.read, case).rows
    found = account.visit
    assert (found.id, found.case, found.version, found.therapist, found.status) == (row, case, 1, 1, "given")
    assert (found.therapist_name, found.services, found.units) == ("Maya Ortiz, LMT", "Hot packs 20, Massage 60", 4)
    assert (found.date_of_service, found.starts_at, found.ends_at) == (date(2026, 11, 20), "09:00", "11:00")
    assert (found.charged_cents, found.note) == (14000, "none")
    clinic.do(WriteNote(row, 0, VisitNoteDraft("x")))
    assert account_page(clinic.read, case).rows[0].visit.note == "written"


def test_more_than_a_page_is_read_by_key_and_none_twice(clinic: Clinic, case: CaseId) -> None:
    for ago in range(68):
        for hour in (9, 10, 11):
            times = {"starts_at": f"{hour}:00", "ends_at": f"{hour}:50"}
            new_visit(clinic, case, on(ago, replace(VISIT, services=(ServiceLine("1", "50"),), **times)))
    first = account_page(clinic.read, case)
    assert (len(first.rows), first.after is None) == (200, False)
    second = account_page(clinic.read, case, first.after)
    assert (len(second.rows), second.after) == (4, None)
    found = [row.visit for row in (*first.rows, *second.rows)]
    keys = [(row.date_of_service, row.starts_at, row.id) for row in found]
    assert keys == sorted(keys, reverse=True)
    assert len(set(keys)) == 204


def test_a_visit_that_is_not_there_is_missing(clinic: Clinic) -> None:
    with pytest.raises(Missing):
        visits.visit(clinic.read, 1)


def test_the_last_given_and_the_next_planned(clinic: Clinic, case: CaseId) -> None:
    assert visits.last_given(clinic.read, case) is None
    assert visits.next_planned(clinic.read, case, TODAY) is None
    new_visit(clinic, case, on(5))
    late = new_visit(clinic, case, replace(on(3), starts_at="14:00", ends_at="15:00"))
    new_visit(clinic, case, replace(on(3), starts_at="9", ends_at="10"))
    new_visit(clinic, other_case(clinic), on(1))
    new_visit(clinic, case, on(-9))
    planned(clinic, case, 2)
    afternoon = new_visit(clinic, case, replace(on(-2), starts_at="14:00", ends_at="15:00"))
    morning = new_visit(clinic, case, replace(on(-2), starts_at="9", ends_at="10"))
    last, following = visits.last_given(clinic.read, case), visits.next_planned(clinic.read, case, TODAY)
    assert visits.last_and_next(clinic.read, case, TODAY) == (visits.last_visit(clinic.read, case), following)
    assert last is not None
    assert following is not None
    assert (last.id, last.services[0].minutes, following.id) == (late, 60, morning)
    clinic.do(RetireVisit(morning, 1))
    following = visits.next_planned(clinic.read, case, TODAY + timedelta(2))
    assert following is not None
    assert following.id == afternoon


def test_what_was_planned_and_is_past_is_asked_for_a_month(clinic: Clinic, case: CaseId) -> None:
    rows = {ago: planned(clinic, case, ago) for ago in (OPEN_DAYS + 1, OPEN_DAYS, 5, 1, 0)}
    new_visit(clinic, case, on(2))
    expected = [rows[OPEN_DAYS], rows[5], rows[1]]
    assert [row.id for row in visits.unfinished(clinic.read, case, TODAY)[0]] == expected
    assert visits.unfinished(clinic.read, other_case(clinic), TODAY) == ((), ())
    assert [one.visit.id for one in days.left_open(clinic.read, TODAY)] == expected


def test_a_note_that_is_not_signed_is_asked_for_a_month(clinic: Clinic, case: CaseId) -> None:
    rows = {ago: new_visit(clinic, case, on(ago)) for ago in (OPEN_DAYS + 1, OPEN_DAYS, 5, 1, 0)}
    planned(clinic, case, 2)
    clinic.do(signing(clinic, rows[5], VisitNoteDraft("x")))
    clinic.do(WriteNote(rows[1], 0, VisitNoteDraft("x")))
    expected = [rows[OPEN_DAYS], rows[1], rows[0]]
    assert [row.id for row in visits.unfinished(clinic.read, case, TODAY)[1]] == expected
    assert visits.unfinished(clinic.read, other_case(clinic), TODAY) == ((), ())
    bo = clinic.do(AddTherapist(TherapistDraft("Bo", "Lund"))).row
    new_visit(clinic, case, replace(on(3), therapist=str(bo)))
    # The day’s own stand among those who come today.
    assert [one.visit.id for one in days.not_signed(clinic.read, 1, TODAY)] == expected[:2]
    assert len(days.not_signed(clinic.read, bo, TODAY)) == 1


def test_of_what_is_open_the_oldest_fifty_are_listed(clinic: Clinic, case: CaseId) -> None:
    for ago in range(1, 28):
        for hour in (9, 13):
            new_visit(clinic, case, replace(on(ago), starts_at=f"{hour}:00", ends_at=f"{hour + 1}:00"))
    found = days.not_signed(clinic.read, 1, TODAY)
    assert len(found) == days.MOST_OPEN
    assert found[0].visit.date_of_service == TODAY - timedelta(27)
    behind(clinic, "UPDATE visits SET status = 'planned'")
    assert [one.visit.id for one in days.left_open(clinic.read, TODAY)] == [one.visit.id for one in found]


def test_the_visits_of_a_day_are_everybodys_in_the_order_of_their_times(clinic: Clinic, case: CaseId) -> None:
    late = new_visit(clinic, case, replace(on(1), starts_at="14:00", ends_at="15:00"))
    early = new_visit(clinic, other_case(clinic), replace(on(1), starts_at="9", ends_at="10"))
    new_visit(clinic, case, on(2))
    new_visit(clinic, case, on(0))
    found = days.visits_of_day(clinic.read, TODAY - timedelta(1))
    assert [one.visit.id for one in found] == [early, late]
    assert [(one.client, one.client_name, one.reason) for one in found] == [
        *((2, "Nguyễn, Ann", "Neck pain"), (1, "Nguyễn, Rosalind (Zuzu)", "Neck pain"))
    ]


def test_visits_count_on_the_prescriptions_of_their_case(clinic: Clinic, case: CaseId) -> None:
    paper = new_prescription(clinic, case, replace(PRESCRIPTION, visits_ordered="2"))
    for ago in (5, 3, -3):
        new_visit(clinic, case, on(ago))
    new_visit(clinic, new_case(clinic, _client_of(clinic, case), replace(CASE, reason="Knee")), on(2))
    papers = prescription_page(clinic.read, case).rows
    assert uses_of(clinic.read, case, papers) == {paper: Use(2, 0)}
    clinic.do(RetireVisit(VisitId(1), 1))
    assert uses_of(clinic.read, case, papers) == {paper: Use(1, 1)}


def _client_of(clinic: Clinic, case: CaseId) -> ClientId:
    return ClientId(clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"])


def test_a_visit_is_read_against_its_case_and_client(clinic: Clinic, case: CaseId) -> None:
    facts = visit_facts(clinic.read, case, TODAY, TODAY)
    assert (facts.today, facts.born, facts.began) == (TODAY, date(1985, 3, 4), date(2026, 9, 1))
    assert (facts.closed, facts.rule, set(facts.services)) == (None, "midpoint", {1, 2})
    bare = new_case(
        clinic, new_client(clinic, replace(CLIENT, birth_date="")), replace(CASE, onset_on="", closed_on="today")
    )
    facts = visit_facts(clinic.read, bare, TODAY, TODAY)
    assert (facts.born, facts.began, facts.closed) == (None, None, TODAY)


class Explaining(Reader):
    """Notes how SQLite finds the rows of each query."""

    def __init__(self, clinic: Clinic) -> None:
        super().__init__(clinic.read._database)
        self.plans: list[str] = []

    def all(self, sql: str, *values: object) -> list[Row]:
        self.plans += [str(row["detail"]) for row in super().all(f"EXPLAIN QUERY PLAN {sql}", *values)]
        return super().all(sql, *values)


QUERIES: dict[str, Callable[[Explaining], object]] = {
    "list": lambda read: account_page(read, CaseId(1)),
    "next page": lambda read: account_page(read, CaseId(1), ("2026-11-20", "09:00", 1)),
    "one": lambda read: visits.visit(read, 1),
    "last": lambda read: visits.last_given(read, CaseId(1)),
    "next": lambda read: visits.next_planned(read, CaseId(1), TODAY),
    "last and next": lambda read: visits.last_and_next(read, CaseId(1), TODAY),
    "unfinished": lambda read: visits.unfinished(read, CaseId(1), TODAY),
    "uses": lambda read: uses_of(read, CaseId(1), (PAPER,)),
    "day": lambda read: days.visits_of_day(read, TODAY),
    "open": lambda read: days.left_open(read, TODAY),
    "not signed": lambda read: days.not_signed(read, 1, TODAY),
    "note": lambda read: note_of(read, VisitId(1)),
    "habits": lambda read: payer_habits(read, 1, TODAY),
    "twin": lambda read: commands._twin(
        read,  # type: ignore[arg-type]
        1,
        {"therapist_id": 1, "date_of_service": "2026-11-20", "starts_at": "", "ends_at": ""},
        0,
    ),
}
BIG = ("visits", "visit_services", "visit_notes", "cases", "clients", "policies")


@pytest.mark.parametrize("name", QUERIES)
def test_no_query_reads_all_visits(clinic: Clinic, case: CaseId, name: str) -> None:
    new_visit(clinic, case)
    read = Explaining(clinic)
    QUERIES[name](read)
    assert read.plans
    assert not [plan for plan in read.plans if plan.startswith(tuple(f"SCAN {table}" for table in BIG))]


@pytest.mark.parametrize("name", ["list", "next page", "last", "next", "open"])
def test_lists_come_in_the_order_of_an_index(clinic: Clinic, case: CaseId, name: str) -> None:
    new_visit(clinic, case)
    read = Explaining(clinic)
    QUERIES[name](read)
    assert not [plan for plan in read.plans if "FOR ORDER BY" in plan or "LAST TERM" in plan]


def test_a_record_of_a_client_with_many_visits_stays_small(clinic: Clinic, case: CaseId) -> None:
    """A change of one visit writes that visit and its services, and nothing else."""
    new_visit(clinic, case, on(3))
    before = clinic.read.one("SELECT max(id) AS last FROM audit")["last"]
    clinic.do(RecordVisit(case, on(2)))
    entries = clinic.read.all("SELECT table_name, verb FROM audit WHERE id > ? ORDER BY id", before)
    assert [(one["table_name"], one["verb"]) for one in entries] == [("visits", "insert"), ("visit_services", "insert")]


def test_some_visits_come_as_they_are_asked_for(clinic: Clinic) -> None:
    new_service(clinic)
    case = new_case(clinic, new_client(clinic, CLIENT), CASE)
    lines = (ServiceLine("1", "60"), ServiceLine("1", "30"))
    rows = [
        new_visit(clinic, case, replace(VISIT, date_of_service=f"11/{9 + at}/2026", services=lines[: at % 2 + 1]))
        for at in range(3)
    ]
    found = visits.visits_of(clinic.read, [rows[2], rows[0], rows[1], rows[0]])
    assert found == tuple(visits.visit(clinic.read, row) for row in (rows[2], rows[0], rows[1], rows[0]))
    assert [[line.minutes for line in one.services] for one in found] == [[60], [60], [60, 30], [60]]
    with pytest.raises(Missing):
        visits.visits_of(clinic.read, [rows[0], 99])
    assert visits.visits_of(clinic.read, ()) == ()
