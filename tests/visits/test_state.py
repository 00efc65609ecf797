"""Visits and their notes under random work: charges add up, nothing is billed above the rule, what is signed stays."""

import json
from collections import defaultdict
from dataclasses import replace
from itertools import combinations

from factories import (
    CASE,
    CLIENT,
    PAYER,
    POLICY,
    SERVICE,
    new_case,
    new_client,
    new_diagnosis,
    new_payer,
    new_policy,
    new_service,
    refused,
)
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import invariant, precondition, rule
from machine import ClinicMachine
from on_bill import PutOnBill

from clinic_desktop.cases.commands import RetireCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.payments.queries import account_page
from clinic_desktop.practice.commands import AddTherapist
from clinic_desktop.practice.model import TherapistDraft
from clinic_desktop.referrals.model import DiagnosisDraft
from clinic_desktop.store.transaction import Row
from clinic_desktop.visits.commands.notes import AddAddendum, SignNote, WriteNote
from clinic_desktop.visits.commands.visits import AmendVisit, ChangeVisit, RecordVisit, RetireVisit
from clinic_desktop.visits.model import ServiceLine, VisitDraft, VisitNoteDraft
from clinic_desktop.visits.queries import visits as queries
from clinic_desktop.visits.rules.services import timed_lines
from clinic_desktop.visits.rules.units import count_units
from clinic_desktop.visits.rules.visits import clash

WORDS = some.sampled_from(("", "Stiff", "Eased", "王小明"))
NOTES = some.builds(VisitNoteDraft, WORDS, WORDS)
SLOTS = (("", ""), ("", ""), ("9:00", "10:00"), ("9:30", "10:30"), ("10:00", "11:00"), ("14:00", ""))


@some.composite
def lines(draw: some.DrawFn) -> ServiceLine:
    """A timed service by unit or by visit, or one that is not timed; at times with units or a price of its own."""
    return ServiceLine(
        draw(some.sampled_from(("1", "2", "3", "4"))),
        draw(some.sampled_from(("7", "8", "15", "20", "23", "45"))),
        draw(some.sampled_from(("", "", "", "0", "1", "2"))),
        draw(some.sampled_from(("", "", "0", "12.50"))),
        pointers=draw(some.sampled_from(("", "", "", "A", "BA"))),
    )


@some.composite
def visits(draw: some.DrawFn) -> VisitDraft:
    """A visit of some day, given or planned."""
    is_given = draw(some.booleans())
    days = ("11/20/2026", "11/24/2026") if is_given else ("11/24/2026", "12/1/2026")
    starts, ends = draw(some.sampled_from(SLOTS))
    return VisitDraft(
        status="given" if is_given else "planned",
        date_of_service=draw(some.sampled_from(days)),
        therapist=draw(some.sampled_from(("1", "1", "2"))),
        starts_at=starts,
        ends_at=ends,
        place_of_service=draw(some.sampled_from(("11", "11", "12"))),
        services=tuple(draw(some.lists(lines(), min_size=is_given, max_size=3))),
        discount=draw(some.sampled_from(("", "", "5"))),
        reason=draw(some.sampled_from(("", "Typed wrong"))),
    )


@settings(max_examples=12, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck))
class Visits(ClinicMachine):
    """Whatever is done, undone and done again."""

    tables = ("visits", "visit_services", "visit_notes", "addenda")

    def begin(self) -> None:
        new_service(self.clinic)
        new_service(self.clinic, replace(SERVICE, name="Manual therapy", procedure_code="MT002"))
        new_service(
            self.clinic, replace(SERVICE, name="Hot packs", procedure_code="", is_timed=False, priced_by="visit")
        )
        new_service(self.clinic, replace(SERVICE, name="Deep tissue", procedure_code="MT001", priced_by="visit"))
        self.clinic.do(AddTherapist(TherapistDraft("Bo", "Lund")))
        payer = str(new_payer(self.clinic, replace(PAYER, unit_rule="cms")))
        for name in ("Ann", "Bo"):
            client = new_client(self.clinic, replace(CLIENT, given_name=name))
            for reason in ("Neck pain", "Knee"):
                case = new_case(self.clinic, client, replace(CASE, reason=reason))
                for code in ("M54.50", "M62.830"):
                    new_diagnosis(self.clinic, case, DiagnosisDraft(code))
            new_policy(self.clinic, case, replace(POLICY, payer=payer, effective_on="11/22/2026"))
        # What is there before the first rule stays there.
        self.clinic.history.undoable.clear()
        self.signed: dict[int, Row] = {}
        self.added: list[Row] = []
        # The case of each visit when it was put on a bill.
        self.billed: dict[int, int] = {}

    @rule(data=some.data(), draft=visits())
    def record(self, data: some.DataObject, draft: VisitDraft) -> None:
        refused(lambda: self.clinic.do(RecordVisit(self.draw(data, "cases")["id"], draft)))

    @precondition(lambda self: self.rows("visits"))
    @rule(data=some.data(), draft=visits(), command=some.sampled_from((ChangeVisit, AmendVisit)))
    def change(self, data: some.DataObject, draft: VisitDraft, command: type[ChangeVisit]) -> None:
        found = self.draw(data, "visits")
        of_client = f"client_id = (SELECT client_id FROM cases WHERE id = {found['case_id']}) AND retired_at IS NULL"
        moves = data.draw(some.sampled_from(["", "", *(str(row["id"]) for row in self.rows("cases", of_client))]))
        refused(lambda: self.clinic.do(command(found["id"], found["version"], replace(draft, case=moves))))

    @precondition(lambda self: self.rows("visits"))
    @rule(data=some.data())
    def retire(self, data: some.DataObject) -> None:
        found = self.draw(data, "visits")
        stays = found["id"] in {row["visit_id"] for row in self.signed.values()} | set(self.billed)
        problems = refused(lambda: self.clinic.do(RetireVisit(found["id"], found["version"])))
        assert problems == ([""] if stays else [])

    @precondition(lambda self: self.rows("visits", "status = 'given' AND retired_at IS NULL"))
    @rule(data=some.data(), is_void=some.booleans())
    def bill(self, data: some.DataObject, is_void: bool) -> None:
        found = self.draw(data, "visits", "status = 'given' AND retired_at IS NULL")
        self.clinic.do(PutOnBill(found["id"], 0 if is_void else 1001))
        self.billed.pop(found["id"], None)
        if not is_void:
            self.billed[found["id"]] = found["case_id"]

    @precondition(lambda self: self.rows("visits"))
    @rule(data=some.data(), draft=NOTES, command=some.sampled_from((WriteNote, SignNote)))
    def write(self, data: some.DataObject, draft: VisitNoteDraft, command: type[WriteNote | SignNote]) -> None:
        visit = self.draw(data, "visits")
        kept = [row for row in self.rows("visit_notes") if row["visit_id"] == visit["id"]]
        version = kept[0]["version"] if kept else 0
        done: WriteNote | SignNote = WriteNote(visit["id"], version, draft)
        if command is SignNote:
            done = SignNote(visit["id"], version, draft, visit["version"])
        problems = refused(lambda: self.clinic.do(done))
        is_mine = visit["status"] == "given" and visit["therapist_id"] == 1
        if kept and kept[0]["signed_at"]:
            assert problems
        elif command is WriteNote:
            assert not problems
        else:
            assert bool(problems) == (not is_mine or draft == VisitNoteDraft())

    @precondition(lambda self: self.rows("visit_notes"))
    @rule(data=some.data())
    def add(self, data: some.DataObject) -> None:
        found = self.draw(data, "visit_notes")
        problems = refused(lambda: self.clinic.do(AddAddendum(found["id"], "Later")))
        assert problems == ([] if found["signed_at"] else ["words"])

    # One is left, so that there is always something to do.
    @precondition(lambda self: len(self.rows("cases")) > 1)
    @rule(data=some.data())
    def remove_case(self, data: some.DataObject) -> None:
        found = self.draw(data, "cases")
        refused(lambda: self.clinic.do(RetireCase(found["id"], found["version"])))

    def services(self) -> dict[int, list[Row]]:
        spread: dict[int, list[Row]] = defaultdict(list)
        for row in self.clinic.read.all("SELECT * FROM visit_services WHERE retired_at IS NULL ORDER BY place, id"):
            spread[row["visit_id"]].append(row)
        return spread

    @invariant()
    def a_charge_is_the_fees_less_the_discount(self) -> None:
        spread = self.services()
        for visit in self.rows("visits"):
            fees = 0
            for one in spread[visit["id"]]:
                is_billed = one["is_timed"] or one["units"]
                units = one["units"] if one["priced_by"] == "unit" else int(bool(is_billed))
                assert one["fee_cents"] == one["price_cents"] * units
                fees += one["fee_cents"]
            assert visit["charged_cents"] == fees - visit["discount_cents"] >= 0

    @invariant()
    def nothing_is_billed_above_the_rule(self) -> None:
        spread = self.services()
        for visit in self.rows("visits"):
            rows = spread[visit["id"]]
            count = count_units(visit["unit_rule"], timed_lines(rows))
            assert sum(row["units"] for row in rows if row["is_timed"]) <= count.total
            assert sum(row["units"] for row in rows if row["name"] == "Hot packs") <= 1
            assert visit["status"] == "planned" or rows

    @invariant()
    def the_places_of_services_are_one_after_the_other(self) -> None:
        visits = {row["id"] for row in self.rows("visits")}
        for visit, rows in self.services().items():
            assert visit in visits
            assert [row["place"] for row in rows] == list(range(1, len(rows) + 1))

    @invariant()
    def what_was_signed_never_changes(self) -> None:
        notes = {row["id"]: row for row in self.rows("visit_notes", "signed_at <> ''")}
        assert self.signed.items() <= notes.items()
        self.signed = notes
        added = self.rows("addenda", "1")
        assert added[: len(self.added)] == self.added
        self.added = added
        given = {row["id"] for row in self.rows("visits") if row["status"] == "given"}
        assert {row["visit_id"] for row in notes.values()} <= given

    @invariant()
    def what_a_note_vouches_for_changes_only_with_an_addendum(self) -> None:
        spread, amended = self.services(), {row["note_id"] for row in self.rows("addenda", "words <> 'Later'")}
        visits = {row["id"]: row for row in self.rows("visits")}
        for note in self.rows("visit_notes", "signed_at <> ''"):
            if note["id"] in amended:
                continue
            facts, visit = json.loads(note["signed_facts"]), visits[note["visit_id"]]
            for name in ("date_of_service", "starts_at", "ends_at", "place_of_service", "therapist_id", "case_id"):
                assert facts[name] == visit[name]
            assert [(one["name"], one["minutes"]) for one in facts["services"]] == [
                (one["name"], one["minutes"]) for one in spread[visit["id"]]
            ]

    @invariant()
    def what_is_billed_stays_given_and_in_its_case(self) -> None:
        visits = {row["id"]: row for row in self.rows("visits")}
        for row, case in self.billed.items():
            assert (visits[row]["status"], visits[row]["case_id"], visits[row]["superbill"]) == ("given", case, 1001)

    @invariant()
    def services_point_to_diagnoses_of_their_case(self) -> None:
        for row in self.rows("visit_services"):
            assert row["diagnoses"] in ("", "M54.50", "M62.830 M54.50")

    @invariant()
    def no_two_visits_of_a_client_are_the_same(self) -> None:
        clients = {row["id"]: row["client_id"] for row in self.rows("cases", "1")}
        spread: dict[tuple[object, ...], list[Row]] = defaultdict(list)
        for row in self.rows("visits"):
            spread[clients[row["case_id"]], row["therapist_id"], row["date_of_service"]].append(row)
        for rows in spread.values():
            for one, other in combinations(rows, 2):
                assert not clash((one["starts_at"], one["ends_at"]), (other["starts_at"], other["ends_at"]))

    @invariant()
    def the_list_and_each_one_say_the_same(self) -> None:
        for case in self.rows("cases"):
            for account in account_page(self.clinic.read, CaseId(case["id"])).rows:
                row = account.visit
                found = queries.visit(self.clinic.read, row.id)
                assert (found.charged_cents, found.note, found.status) == (row.charged_cents, row.note, row.status)
                assert sum(one.units for one in found.services) == row.units
                assert found.note == "none" or any(one["visit_id"] == row.id for one in self.rows("visit_notes"))


TestVisits = Visits.TestCase
