"""Good Faith Estimates under random work: visits are planned, moved, given and taken away, prices change, estimates are
issued, replaced, delivered and voided, days pass."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta

from estimating import CASH, FLAT, cash_case, turn_to
from factories import new_case, new_service
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import invariant, precondition, rule
from machine import ClinicMachine

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.errors import Refused
from clinic_desktop.estimates.commands.deliveries import LogDelivery, NoteRequest, RetireDelivery, RetireRequest
from clinic_desktop.estimates.commands.estimates import IssueEstimate, VoidEstimate
from clinic_desktop.estimates.model.due import RequestDraft
from clinic_desktop.estimates.model.estimate import DeliveryDraft, IssuedEstimate
from clinic_desktop.estimates.queries.gather import draft_now
from clinic_desktop.estimates.queries.issued import estimate_paper, estimates_of
from clinic_desktop.estimates.queries.standing import standing_of, standings_told
from clinic_desktop.practice.commands import ChangeService
from clinic_desktop.store.command import Command
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates
from clinic_desktop.visits.commands.visits import ChangeVisit, RecordVisit, RetireVisit
from clinic_desktop.visits.model import ServiceLine, VisitDraft

FIRST_DAY = date(2026, 11, 24)
CASES = (CaseId(1), CaseId(2))
AHEAD = some.integers(0, 60)
PRICES = some.sampled_from(["90.00", "120.00", "260.00"])
LIVE = "voided_on = ''"


@settings(max_examples=5, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
class Estimates(ClinicMachine):
    """Two self-pay cases of one client, each with estimates of its own, and two services."""

    tables = ("estimates", "estimate_deliveries", "estimate_requests")

    def begin(self) -> None:
        self.today = FIRST_DAY
        turn_to(self.clinic, self.today)
        cash_case(self.clinic, CASH)
        new_service(self.clinic, replace(FLAT, name="Hot stones"))
        new_case(self.clinic, ClientId(1), CASH)
        self.clinic.history.undoable.clear()
        # The facts and the paper of each estimate as they were when it was issued.
        self.frozen: dict[int, tuple[object, bytes]] = {}
        # What was issued, voided and delivered, and what was taken back: the log has to say all of it.
        self.void: set[int] = set()
        self.logged: set[int] = set()

    @rule(days=some.integers(1, 20))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days)
        turn_to(self.clinic, self.today)

    @rule(case=some.sampled_from(CASES), ahead=AHEAD, service=some.sampled_from("12"), price=some.just("") | PRICES)
    def plan(self, case: CaseId, ahead: int, service: str, price: str) -> None:
        self.try_to(RecordVisit(case, self.visit("planned", self.today + timedelta(ahead), service, price)))

    @rule(case=some.sampled_from(CASES), back=some.integers(0, 15), price=PRICES)
    def give(self, case: CaseId, back: int, price: str) -> None:
        self.try_to(RecordVisit(case, self.visit("given", self.today - timedelta(back), "1", price)))

    @precondition(lambda self: self.planned())
    @rule(data=some.data(), ahead=AHEAD, price=PRICES)
    def the_scope_changes(self, data: some.DataObject, ahead: int, price: str) -> None:
        row = data.draw(some.sampled_from(self.planned()))
        draft = self.visit("planned", self.today + timedelta(ahead), data.draw(some.sampled_from("12")), price)
        self.try_to(ChangeVisit(row["id"], row["version"], draft))

    @precondition(lambda self: self.planned())
    @rule(data=some.data())
    def record(self, data: some.DataObject) -> None:
        row = data.draw(some.sampled_from(self.planned()))
        day = min(date.fromisoformat(row["date_of_service"]), self.today)
        self.try_to(ChangeVisit(row["id"], row["version"], self.visit("given", day, "1", "120.00")))

    @precondition(lambda self: self.rows("visits"))
    @rule(data=some.data())
    def take_a_visit_away(self, data: some.DataObject) -> None:
        row = self.draw(data, "visits")
        self.clinic.do(RetireVisit(row["id"], row["version"]))

    @rule(price=PRICES)
    def the_list_changes(self, price: str) -> None:
        row = self.rows("services")[0]
        self.clinic.do(ChangeService(row["id"], row["version"], replace(FLAT, price=price)))

    @rule(case=some.sampled_from(CASES))
    def make(self, case: CaseId) -> None:
        """The next one, as the program proposes it: it comes instead of those whose days it meets."""
        draft = draft_now(self.clinic.read, case, 1, self.today)
        before = self.clinic.read.one("SELECT count(*) AS many FROM estimates")["many"]
        try:
            row = self.clinic.do(IssueEstimate(case, draft)).row
        except Refused:
            # Nothing is half done: no service yet that the first one could be like.
            assert self.clinic.read.one("SELECT count(*) AS many FROM estimates")["many"] == before
            assert not draft.services
            return
        (found,) = (one for one in self.issued() if one.id == row)
        assert found.number == before + 1
        self.frozen[row] = (found.facts, estimate_paper(self.clinic.read, found))

    @precondition(lambda self: self.rows("estimates", LIVE))
    @rule(data=some.data())
    def void_one(self, data: some.DataObject) -> None:
        row = self.draw(data, "estimates", LIVE)
        self.clinic.do(VoidEstimate(row["id"], row["version"], "Wrong service"))
        self.void.add(row["id"])

    @precondition(lambda self: self.rows("estimates"))
    @rule(data=some.data(), how=some.sampled_from(["handed", "mailed", "email", "portal"]))
    def deliver(self, data: some.DataObject, how: str) -> None:
        row = self.draw(data, "estimates", "1")
        draft = DeliveryDraft(dates.printed(self.today), how, "Rosalind Nguyễn")
        try:
            self.logged.add(self.clinic.do(LogDelivery(row["id"], draft)).row)
        except Refused:
            assert row["voided_on"]

    @precondition(lambda self: self.rows("estimate_deliveries"))
    @rule(data=some.data())
    def take_a_delivery_back(self, data: some.DataObject) -> None:
        row = self.draw(data, "estimate_deliveries")
        self.clinic.do(RetireDelivery(row["id"], row["version"]))

    @rule(case=some.sampled_from(CASES))
    def ask(self, case: CaseId) -> None:
        self.clinic.do(NoteRequest(case, 0, 0, RequestDraft(dates.printed(self.today))))

    @precondition(lambda self: self.rows("estimate_requests"))
    @rule(data=some.data())
    def take_a_request_back(self, data: some.DataObject) -> None:
        row = self.draw(data, "estimate_requests")
        self.clinic.do(RetireRequest(row["id"], row["version"]))

    @invariant()
    def one_estimate_at_most_counts_for_a_day(self) -> None:
        """Of those of a case whose days meet each is named by the next: one of them is left that nobody replaced."""
        for case in CASES:
            of_case = [one for one in self.issued() if one.case == case]
            named = [number for one in of_case for number in one.replaces]
            gone = set(named)
            # By one only: of a chain the last one names the last but one, and no older.
            assert len(named) == len(gone)
            left = [one for one in of_case if one.number not in gone]
            assert all(not _meet(one, other) for one in left for other in left if one is not other)
            # Nothing is named that was not there, or is of another case, or of other days.
            for one in of_case:
                before = {other.number for other in of_case if other.number < one.number}
                assert set(one.replaces) <= before
                assert all(_meet(one, other) for other in of_case if other.number in one.replaces)

    @invariant()
    def the_watch_equals_a_slow_count(self) -> None:
        for case in CASES:
            live = sorted(
                (one for one in self.issued() if one.case == case and one.is_live), key=lambda one: -one.number
            )
            watches = {one.number: one for one in standing_of(self.clinic.read, case, self.today).watches}
            assert set(watches) == {one.number for one in live}
            billed, planned = dict.fromkeys(watches, 0), dict.fromkeys(watches, 0)
            for visit in self.rows("visits", f"retired_at IS NULL AND case_id = {case}"):
                day = date.fromisoformat(visit["date_of_service"])
                counts = next((one for one in live if one.facts.first_day <= day <= one.facts.last_day), None)
                if counts and visit["status"] == "given":
                    billed[counts.number] += visit["charged_cents"]
                elif counts and day >= self.today:
                    planned[counts.number] += visit["charged_cents"]
            for number, watch in watches.items():
                assert (watch.billed_cents, watch.planned_cents) == (billed[number], planned[number])
                assert (watch.state == "reached") == (billed[number] - watch.total_cents >= 400_00)

    @invariant()
    def today_says_of_a_case_what_its_chart_says(self) -> None:
        told = {one.case: one.standing for one in standings_told(self.clinic.read, self.today)}
        for case in CASES:
            own = standing_of(self.clinic.read, case, self.today)
            assert told.get(case, own) == own
            if own.due and own.due.due_on <= self.today:
                assert case in told

    @invariant()
    def what_was_issued_never_changes(self) -> None:
        issued = self.issued()
        assert {one.id for one in issued} == set(self.frozen)
        assert sorted(one.number for one in issued) == list(range(1, len(issued) + 1))
        for one in issued:
            facts, paper = self.frozen[one.id]
            assert one.facts == facts
            assert one.digest == hashlib.sha256(paper).hexdigest()
            assert (not one.is_live) == (one.id in self.void)
            if one.is_live:
                assert estimate_paper(self.clinic.read, one) == paper

    @invariant()
    def the_log_is_complete(self) -> None:
        """Each delivery that was written down is on record, taken back or not, with who wrote it; each estimate shows
        those that stand."""
        rows = self.rows("estimate_deliveries", "1")
        assert {row["id"] for row in rows} >= self.logged
        assert all(row["deliverer"] == self.clinic.person.name for row in rows)
        standing = {row["id"]: row["estimate_id"] for row in rows if row["retired_at"] is None}
        shown = {entry.id: one.id for one in self.issued() for entry in one.deliveries}
        assert shown == standing
        # An estimate is issued once, and voided once, by the trail.
        trail = self.clinic.read.all(
            "SELECT row_id, count(*) AS many FROM audit WHERE table_name = 'estimates' GROUP BY 1"
        )
        assert {row["row_id"]: row["many"] for row in trail} == {
            row: 2 if row in self.void else 1 for row in self.frozen
        }

    def try_to(self, command: Command) -> None:
        """One day has one visit with a therapist: another one may be refused, at its day."""
        try:
            self.clinic.do(command)
        except Refused as refused:
            assert {one.field for one in refused.problems} <= {"date_of_service"}

    def visit(self, status: str, day: date, service: str, price: str) -> VisitDraft:
        lines = (ServiceLine(service, "60", price=price),)
        return VisitDraft(status, dates.printed(day), "1", services=lines, place_of_service="11")

    def planned(self) -> list[Row]:
        return self.rows("visits", f"retired_at IS NULL AND status = 'planned' AND date_of_service >= '{self.today}'")

    def issued(self) -> list[IssuedEstimate]:
        return [one for of_case in estimates_of(self.clinic.read, CASES).values() for one in of_case]


def _meet(one: IssuedEstimate, other: IssuedEstimate) -> bool:
    return one.facts.first_day <= other.facts.last_day and other.facts.first_day <= one.facts.last_day


TestEstimates = Estimates.TestCase
