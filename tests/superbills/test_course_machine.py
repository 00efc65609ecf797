"""Two people at two computers with the visits of one client: recorded, changed, signed, added to, paid, billed, voided,
taken away, undone and done again in any order. What was signed and what was issued stays as it is."""

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

from asking import URGENT
from billable import Billable, drafted, ready_clinic
from billable import billable_client as new_billable
from factories import THERAPIST, VISIT, refused
from fixed import CHEAP, NOW
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import invariant, precondition, rule
from machine import ClinicMachine

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ClinicError
from clinic_desktop.intake.commands.flags import RaiseFlag, ResolveFlag
from clinic_desktop.intake.model.flags import FlagResolutionDraft
from clinic_desktop.payments.commands.payments import RetirePayment, TakePayment
from clinic_desktop.payments.model import PaymentDraft
from clinic_desktop.practice.commands import AddTherapist
from clinic_desktop.staff.commands.people import AddPerson
from clinic_desktop.staff.model import PersonDraft
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.command import Command
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.transaction import Row
from clinic_desktop.superbills.commands.acceptances import AcceptFinding
from clinic_desktop.superbills.commands.bills import IssueBill, VoidBill
from clinic_desktop.superbills.model.bill import Kind
from clinic_desktop.superbills.queries.gather import bill_of
from clinic_desktop.superbills.queries.issued import issued_bill
from clinic_desktop.visits.commands.notes import AddAddendum, SignNote, SignNotes, ToSign, WriteNote
from clinic_desktop.visits.commands.treatments import RecordTreatment, SignTreatment
from clinic_desktop.visits.commands.visits import AmendVisit, ChangeVisit, RecordVisit, RetireVisit
from clinic_desktop.visits.model import ServiceLine, TechniqueLine, VisitDraft, VisitId, VisitNoteDraft
from clinic_desktop.visits.queries.billed import billed_otherwise
from clinic_desktop.visits.queries.visits import visit

DESK = "desk password one"
PRINTED = ("date_of_service", "starts_at", "ends_at", "place_of_service", "charged_cents")
PRINTED_OF_SERVICE = (
    *("name", "minutes", "starts_at", "ends_at", "region", "modifiers", "units", "fee_cents", "procedure_code"),
    "pointers",
)


@some.composite
def visits(draw: some.DrawFn) -> VisitDraft:
    """A visit of the last days, at times planned for the next."""
    is_given = draw(some.integers(0, 4)) > 0
    starts, ends = draw(some.sampled_from((("", ""), ("9:00", "10:30"), ("9:00", "10:00"), ("11:00", "12:30"))))
    return replace(
        VISIT,
        status="given" if is_given else "planned",
        date_of_service=draw(some.sampled_from(("11/17/2026", "11/20/2026") if is_given else ("11/24/2026",))),
        therapist=draw(some.sampled_from(("1", "1", "1", "2"))),
        starts_at=starts,
        ends_at=ends,
        services=(
            ServiceLine("1", draw(some.sampled_from(("30", "60"))), region=draw(some.sampled_from(("", "Neck")))),
        ),
        discount=draw(some.sampled_from(("", "", "", "5"))),
        reason=draw(some.sampled_from(("", "Typed wrong"))),
    )


@some.composite
def notes(draw: some.DrawFn) -> VisitNoteDraft:
    """A note; some add up to a visit of an hour."""
    lines = draw(some.sampled_from(((), (), (TechniqueLine("Stretching", "Neck", "60", "1"),))))
    return VisitNoteDraft(draw(some.sampled_from(("", "Stiff", "Eased"))), techniques=lines)


@settings(max_examples=10, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck))
class Course(ClinicMachine):
    """Whatever two people do with the visits of one client."""

    tables = (
        "visits",
        "visit_services",
        "visit_notes",
        "addenda",
        "payments",
        "payment_shares",
        "bills",
        "bill_visits",
    )

    def begin(self) -> None:
        clinic = self.clinic
        ready_clinic(clinic)
        self.own: Billable = new_billable(clinic)
        bo = clinic.do(AddTherapist(replace(THERAPIST, given_name="Bo", npi="1999999992"))).row
        slot = clinic.keys.slot_for(vault.new_slot_id(), "Bo Ortiz", DESK)
        clinic.do(AddPerson(PersonDraft("Bo Ortiz", str(bo)), slot))
        folder = ClinicFolder(Path(self.home.name) / "clinic")
        key = vault.unwrap(vault.read(folder.vault), slot.id, DESK)
        self.people = (clinic, Clinic.open(folder, key, slot.id, Clock(NOW), CHEAP))
        clinic.history.undoable.clear()
        self.signed: dict[int, Row] = {}
        self.issued: dict[int, Row] = {}
        self.added: list[Row] = []

    def teardown(self) -> None:
        self.people[1].close()
        super().teardown()

    def do(self, who: int, command: Command) -> list[str]:
        """The fields at which it is refused."""
        return self.attempt(partial(self.people[who].do, command))

    def attempt(self, act: Callable[[], object]) -> list[str]:
        """What somebody else did meanwhile is said in words as well."""
        try:
            return refused(act)
        except ClinicError as error:
            assert error.words
            return ["else"]

    def note_of(self, row: int) -> Row | None:
        return next(iter(self.rows("visit_notes", f"visit_id = {row} AND retired_at IS NULL")), None)

    def bills(self) -> dict[int, Row]:
        return {row["id"]: row for row in self.rows("bills", "1")}

    @rule(who=some.integers(0, 1), draft=visits(), note=notes(), is_signed=some.booleans())
    def record(self, who: int, draft: VisitDraft, note: VisitNoteDraft, is_signed: bool) -> None:
        kind = SignTreatment if is_signed else RecordTreatment
        self.do(who, kind(RecordVisit(self.own.case, draft), note))

    @precondition(lambda self: self.rows("visits"))
    @rule(data=some.data(), who=some.integers(0, 1), draft=visits(), kind=some.sampled_from((ChangeVisit, AmendVisit)))
    def change(self, data: some.DataObject, who: int, draft: VisitDraft, kind: type[ChangeVisit]) -> None:
        found = self.draw(data, "visits")
        self.do(who, kind(found["id"], found["version"], draft))

    @precondition(lambda self: self.rows("visits"))
    @rule(data=some.data(), who=some.integers(0, 1))
    def retire(self, data: some.DataObject, who: int) -> None:
        found = self.draw(data, "visits")
        self.do(who, RetireVisit(found["id"], found["version"]))

    @precondition(lambda self: self.rows("visits"))
    @rule(data=some.data(), who=some.integers(0, 1), draft=notes(), is_signed=some.booleans())
    def write(self, data: some.DataObject, who: int, draft: VisitNoteDraft, is_signed: bool) -> None:
        found = self.draw(data, "visits")
        kept = self.note_of(found["id"])
        version = kept["version"] if kept else 0
        if is_signed:
            self.do(who, SignNote(found["id"], version, draft, found["version"]))
        else:
            self.do(who, WriteNote(found["id"], version, draft))

    @precondition(lambda self: self.rows("visits"))
    @rule(who=some.integers(0, 1))
    def sign_all(self, who: int) -> None:
        waiting = [
            ToSign(one["visit_id"], seen["version"], one["version"])
            for one in self.rows("visit_notes", "signed_at = '' AND retired_at IS NULL")
            for seen in self.rows("visits", f"id = {one['visit_id']} AND therapist_id = {who + 1}")
        ]
        before = self.rows("visit_notes", "signed_at <> ''")
        if self.do(who, SignNotes(tuple(waiting))):
            # All of them, or none.
            assert self.rows("visit_notes", "signed_at <> ''") == before

    @precondition(lambda self: self.rows("visit_notes"))
    @rule(data=some.data(), who=some.integers(0, 1))
    def add(self, data: some.DataObject, who: int) -> None:
        self.do(who, AddAddendum(self.draw(data, "visit_notes")["id"], "Later"))

    @precondition(lambda self: self.rows("visits"))
    @rule(data=some.data(), who=some.integers(0, 1), amount=some.sampled_from(("20.00", "70.00", "140.00")))
    def pay(self, data: some.DataObject, who: int, amount: str) -> None:
        found = self.draw(data, "visits")
        self.do(who, TakePayment((found["id"],), PaymentDraft(paid_on="11/20/2026", service=amount)))

    @precondition(lambda self: self.rows("payments"))
    @rule(data=some.data(), who=some.integers(0, 1))
    def take_back(self, data: some.DataObject, who: int) -> None:
        found = self.draw(data, "payments")
        self.do(who, RetirePayment(found["id"], found["version"]))

    @precondition(lambda self: self.rows("visits", "status = 'given' AND retired_at IS NULL"))
    @rule(data=some.data(), who=some.integers(0, 1), kind=some.sampled_from(("superbill", "receipt")))
    def bill(self, data: some.DataObject, who: int, kind: Kind) -> None:
        row = self.draw(data, "visits", "status = 'given' AND retired_at IS NULL")["id"]
        for one in drafted(self.people[who], [row], kind).verdict.findings:
            if one.stands_in_the_way and one.fact:
                self.do(who, AcceptFinding(self.own.client, one.rule, (one.fact,), "Tonight"))
        now = drafted(self.people[who], [row], kind)
        self.do(who, IssueBill(kind, now.visits, now.codes, now.bill))

    @precondition(lambda self: self.rows("bills", "voided_on = ''"))
    @rule(data=some.data(), who=some.integers(0, 1))
    def void(self, data: some.DataObject, who: int) -> None:
        found = self.draw(data, "bills", "voided_on = ''")
        self.do(who, VoidBill(found["id"], found["version"], "Wrong"))

    @rule(who=some.integers(0, 1), day=some.sampled_from(("11/19/2026", "11/21/2026")))
    def flag(self, who: int, day: str) -> None:
        self.do(who, RaiseFlag(self.own.client, replace(URGENT, found_on=day)))

    @precondition(lambda self: self.rows("health_flags", "resolved_on = ''"))
    @rule(data=some.data(), who=some.integers(0, 1))
    def resolve(self, data: some.DataObject, who: int) -> None:
        found = self.draw(data, "health_flags", "resolved_on = ''")
        self.do(
            who,
            ResolveFlag(
                found["id"], found["version"], FlagResolutionDraft("note", "11/24/2026", words="Seen by Dr. Lee")
            ),
        )

    @precondition(lambda self: any(one.history.undoable for one in self.people))
    @rule()
    def undo(self) -> None:
        for one in self.people:
            if one.history.undoable:
                self.attempt(one.undo)

    @precondition(lambda self: any(one.history.redoable for one in self.people))
    @rule(who=some.integers(0, 1))
    def redo(self, who: int) -> None:
        if self.people[who].history.redoable:
            self.attempt(self.people[who].redo)

    @invariant()
    def what_was_signed_or_added_never_changes(self) -> None:
        notes = {row["id"]: row for row in self.rows("visit_notes", "signed_at <> ''")}
        assert self.signed.items() <= notes.items()
        self.signed = notes
        added = self.rows("addenda", "1")
        assert added[: len(self.added)] == self.added
        self.added = added

    @invariant()
    def what_was_done_differs_from_what_was_signed_only_by_an_addendum(self) -> None:
        amended = {row["note_id"] for row in self.rows("addenda", "words <> 'Later'")}
        for note in self.rows("visit_notes", "signed_at <> ''"):
            (now,) = self.rows("visits", f"id = {note['visit_id']}")
            assert now["retired_at"] is None and now["status"] == "given"
            if note["id"] not in amended:
                facts = json.loads(note["signed_facts"])
                services = self.rows("visit_services", f"visit_id = {now['id']} AND retired_at IS NULL")
                for name in ("date_of_service", "starts_at", "ends_at", "therapist_id"):
                    assert facts[name] == now[name]
                assert [(one["name"], one["minutes"], one["region"]) for one in facts["services"]] == [
                    (one["name"], one["minutes"], one["region"]) for one in services
                ]

    @invariant()
    def an_issued_bill_is_only_voided(self) -> None:
        bills = self.bills()
        own = ("version", "voided_on", "voided_at", "void_why", "void_digest")
        for row, before in self.issued.items():
            after = bills[row]
            if before["voided_on"]:
                assert after == before
            assert {key: one for key, one in after.items() if key not in own} == {
                key: one for key, one in before.items() if key not in own
            }
        self.issued = bills
        assert [one["number"] for one in bills.values()] == [1001 + at for at in range(len(bills))]

    @invariant()
    def a_visit_knows_its_live_bills(self) -> None:
        live: dict[tuple[int, str], int] = {}
        for one in self.rows("bill_visits"):
            live[one["visit_id"], one["kind"]] = self.bills()[one["bill_id"]]["number"]
        for now in self.rows("visits", "1"):
            assert (now["superbill"], now["receipt"]) == (
                live.get((now["id"], "superbill"), 0),
                live.get((now["id"], "receipt"), 0),
            )
            if now["superbill"] or now["receipt"]:
                assert now["retired_at"] is None and now["status"] == "given"

    @invariant()
    def what_a_bill_says_otherwise_is_told(self) -> None:
        for now in self.rows("visits", "superbill <> 0 AND retired_at IS NULL"):
            told = billed_otherwise(self.clinic.read, visit(self.clinic.read, VisitId(now["id"])))
            (row,) = (row for row, one in self.bills().items() if one["number"] == now["superbill"])
            kept = issued_bill(self.clinic.read, row).bill
            fresh = bill_of(self.clinic.read, "superbill", (now["id"],))
            is_other = _printed(fresh) != _printed(kept)
            assert is_other == any(one.number == now["superbill"] for one in told)

    @invariant()
    def money_adds_up(self) -> None:
        paid: dict[int, int] = defaultdict(int)
        for one in self.rows("payment_shares"):
            paid[one["visit_id"]] += one["cents"]
        live = {one["id"]: one for one in self.rows("visits")}
        assert set(paid) <= set(live)
        for row, one in live.items():
            services = self.rows("visit_services", f"visit_id = {row} AND retired_at IS NULL")
            assert one["charged_cents"] == sum(line["fee_cents"] for line in services) - one["discount_cents"]
            assert paid[row] <= one["charged_cents"]
        charged = sum(one["charged_cents"] for one in live.values() if one["status"] == "given")
        for balance in self.clinic.read.all("SELECT * FROM balances"):
            assert (balance["charged_cents"], balance["paid_cents"]) == (charged, sum(paid.values()))

    @invariant()
    def nothing_stands_on_what_is_gone(self) -> None:
        live = {one["id"] for one in self.rows("visits")}
        for table in ("visit_notes", "visit_services"):
            assert {one["visit_id"] for one in self.rows(table)} <= live


def _printed(bill: Any) -> dict[str, Any]:
    (one,) = (asdict(visit) for visit in bill.visits)
    services = [{name: line[name] for name in PRINTED_OF_SERVICE} for line in one["services"]]
    return {name: one[name] for name in PRINTED} | {"services": services, "who": bill.therapist.row}


TestCourse = Course.TestCase
