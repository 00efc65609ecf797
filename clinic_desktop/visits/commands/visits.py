"""Plan visits, record them as given, change them, take them away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from clinic_desktop.codes.rules.places import place_words
from clinic_desktop.intake.queries.flags import stops
from clinic_desktop.intake.rules.flags import stop_words
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.visits.commands.records import (
    add_addendum,
    beside_cents,
    case_of,
    facts_of,
    full_name,
    may_amend,
    note_row,
    note_therapist,
    outside_prepaid,
    paid_cents,
    refuse_what_a_plan_said,
    service_rows,
    written_off_cents,
)
from clinic_desktop.visits.model import VisitDraft
from clinic_desktop.visits.rules import notes
from clinic_desktop.visits.rules import visits as rules
from clinic_desktop.visits.rules.billed import billed_words, refuse_billed, refuse_other_money
from clinic_desktop.wording import mark, say

# A visit and its services, as columns.
_Done = tuple[Row, Sequence[Row]]
# What a signed note vouches for: the rest (price, discount, units, modifiers) is the bill's.
_DONE = ("therapist_id", "status", "date_of_service", "starts_at", "ends_at", "place_of_service")
_DONE_OF_SERVICE = ("service_id", "minutes", "starts_at", "ends_at", "region")


@dataclass(frozen=True)
class RecordVisit(Command):
    """Record a visit of a case, given or planned, with its services."""

    case: int
    draft: VisitDraft
    label: ClassVar[str] = mark("Record visit")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Insert the rows; raises Refused, also for a visit that is on record or a retired client, or Missing."""
        case = case_of(tx, self.case, self.draft)
        _refuse_who_left(tx, case)
        values = rules.visit_values(self.draft, facts_of(tx, case, self.draft))
        _refuse_what_cannot_be(tx, case, values, None)
        row = tx.insert("visits", {"case_id": case} | values.visit | _planned(tx, values, None))
        _write_services(tx, row, [], values)
        return row


@dataclass(frozen=True)
class ChangeVisit(Command):
    """Change a visit, or record a planned one as given. What was signed stays: that is changed by `AmendVisit`."""

    id: int
    version: int
    draft: VisitDraft
    label: ClassVar[str] = mark("Change visit")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the rows; raises Refused, also for a planned visit of a retired client, Missing or ChangedSince."""
        now = tx.active("visits", self.id)
        before, case = service_rows(tx, self.id), case_of(tx, now["case_id"], self.draft)
        values = rules.visit_values(self.draft, facts_of(tx, case, self.draft, self.id))
        if "planned" in (now["status"], values.visit["status"]):
            # What was given is only put right. This plans a visit, or records one.
            _refuse_who_left(tx, case)
        _refuse_what_cannot_be(tx, case, values, (now, before))
        note = note_row(tx, self.id)
        after = values.visit | {"case_id": case} | _planned(tx, values, now)
        if note and note["signed_at"] and _is_done_otherwise((now, before), (after, values.services)):
            self.amend(tx, note, (now, before), (after, values.services))
        changed = [_without_place(one) for one in before] != list(values.services)
        tx.update("visits", self.id, after | {"services_changed": now["services_changed"] + changed}, self.version)
        _write_services(tx, self.id, before, values)
        return self.id

    def amend(self, tx: Transaction, note: Row, before: _Done, after: _Done) -> None:
        """What was done is signed and would change: refused here."""
        problems = Problems()
        problems.add("reason", notes.signed_since())
        problems.refuse()


@dataclass(frozen=True)
class AmendVisit(ChangeVisit):
    """Change a visit whose note is signed. What was done changes with an addendum that says why, by its therapist."""

    label: ClassVar[str] = mark("Amend visit")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "clinical"

    def amend(self, tx: Transaction, note: Row, before: _Done, after: _Done) -> None:
        """Keep an addendum with the reason, what was there and what is there now."""
        problems = Problems()
        reason = notes.reason_words(problems, self.draft.reason)
        therapist = tx.current("therapists", note_therapist(note))
        if not may_amend(tx, therapist):
            problems.add("reason", notes.not_theirs_to_change(full_name(therapist)))
        if after[0]["therapist_id"] != therapist["id"]:
            problems.add("therapist", notes.signed_by(full_name(therapist)))
        if after[0]["status"] != "given":
            problems.add("status", notes.signed_as_given())
        problems.refuse()
        was, now = _done_words(tx, before, after), _done_words(tx, after, before)
        changed = "" if was == now else say("Was: {was}\nNow: {now}", was=was, now=now)
        add_addendum(tx, note["id"], "\n".join(part for part in (reason, changed) if part))


@dataclass(frozen=True)
class RetireVisit(Command):
    """Take away a visit that was recorded by mistake, or that was planned and not given."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove visit")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Retire the rows; raises Refused where a bill, a signed note or money stands on it, Missing or ChangedSince.
        What was paid for it and given back to the last cent is no money any more."""
        now = tx.active("visits", self.id)
        note, problems = note_row(tx, self.id), Problems()
        if note and note["signed_at"]:
            # Not a word of its bill: that would be voided for nothing.
            problems.add("", say("Its note is signed, so the visit stays. Say in an addendum what was wrong."))
        else:
            refuse_billed(problems, "", now)
        if paid_cents(tx, self.id) or beside_cents(tx, self.id):
            problems.add("", say("A payment stands on this visit. Remove the payment first."))
        refuse_what_a_plan_said(problems, tx, self.id)
        if written_off_cents(tx, self.id):
            problems.add("", say("A write-off stands on this visit. Remove the write-off first."))
        problems.refuse()
        # They only showed a payment here that went back, or is kept on account by now.
        sql = "SELECT id, version FROM payment_shares WHERE visit_id = ? AND cents = 0 AND retired_at IS NULL"
        for one in tx.all(sql, self.id):
            tx.retire("payment_shares", one["id"], one["version"])
        tx.retire("visits", self.id, self.version)
        for one in service_rows(tx, self.id):
            tx.retire("visit_services", one["id"], one["version"])
        if note:
            tx.retire("visit_notes", note["id"], note["version"])
        return self.id


def _planned(tx: Transaction, values: rules.VisitValues, now: Row | None) -> dict[str, Any]:
    """The day on which it was planned for its day: today where it is new or moves to another day. A visit that is given
    keeps what it had."""
    if values.visit["status"] != "planned":
        return {}
    same = ("status", "date_of_service")
    if now and now["planned_on"] and all(now[one] == values.visit[one] for one in same):
        return {}
    return {"planned_on": tx.clock.today().isoformat()}


def _refuse_who_left(tx: Transaction, case: int) -> None:
    problems = Problems()
    if tx.current("clients", tx.active("cases", case)["client_id"])["retired_at"]:
        problems.add("", rules.client_left())
    problems.refuse()


def _refuse_what_cannot_be(tx: Transaction, case: int, values: rules.VisitValues, kept: _Done | None) -> None:
    """What only the other rows say: a therapist who left, an urgent flag that is open, the same visit twice, one that
    is billed, more paid than charged."""
    problems, visit, now = Problems(), values.visit, kept[0] if kept else None
    therapist = tx.current("therapists", visit["therapist_id"])
    if therapist["retired_at"] and not (now and now["therapist_id"] == therapist["id"]):
        problems.add("therapist", say("This therapist was taken off the list. Choose another one."))
    stop = _stop(tx, case, visit, now)
    twin = _twin(tx, case, visit, now["id"] if now else 0)
    if stop:
        problems.add("date_of_service", stop)
    elif twin:
        day = date.fromisoformat(visit["date_of_service"])
        words = rules.same_visit(full_name(therapist), day, is_planned=twin["status"] == "planned")
        problems.add("date_of_service", words)
    if now and visit["status"] != "given":
        refuse_billed(problems, "status", now)
        refuse_what_a_plan_said(problems, tx, now["id"], "status")
    if now and case != now["case_id"]:
        refuse_billed(problems, "case", now)
    if kept:
        _refuse_other_money_than_on_record(problems, tx, kept, values)
    problems.refuse()


def _refuse_other_money_than_on_record(
    problems: Problems, tx: Transaction, kept: _Done, values: rules.VisitValues
) -> None:
    """A bill that says what the visit costs is void before that is changed; a visit costs no less than was paid for it
    and written off, and what is written off was given; one that a package pays stays within its days."""
    now, visit = kept[0], values.visit
    told = len(problems.found)
    refuse_other_money(problems, kept, (visit, values.services))
    # The bill comes first: its payment is put right once it is void.
    if len(problems.found) == told:
        _refuse_below_what_is_settled(problems, tx, now, visit)
    words = outside_prepaid(tx, now, visit)
    if words:
        problems.add(*words)


def _refuse_below_what_is_settled(problems: Problems, tx: Transaction, now: Row, visit: dict[str, Any]) -> None:
    paid, gone = paid_cents(tx, now["id"]), written_off_cents(tx, now["id"])
    billed = billed_words(now["superbill"], now["receipt"], now["statement"])
    if billed and paid + gone > visit["charged_cents"]:
        problems.add("services", billed)
    elif paid > visit["charged_cents"]:
        problems.add("services", rules.paid_already(paid))
    elif paid + gone > visit["charged_cents"]:
        problems.add("services", rules.written_off_already(paid, gone))
    if gone and visit["status"] != "given":
        problems.add("status", say("A write-off stands on this visit. Remove the write-off first."))


def _stop(tx: Transaction, case: int, visit: dict[str, Any], now: Row | None) -> str:
    """Why no visit is planned or recorded on that day: an urgent flag of the client is open. "" where none is, and for
    what was given on its day and is only put right."""
    day = visit["date_of_service"]
    if now and now["status"] == visit["status"] == "given" and now["date_of_service"] == day:
        return ""
    return stop_words(stops(tx, tx.current("cases", case)["client_id"], date.fromisoformat(day)))


def _twin(tx: Transaction, case: int, visit: dict[str, Any], own: int) -> Row | None:
    """A visit of the same client on that day by the same therapist, where the times do not tell them apart."""
    others = tx.all(
        "SELECT visits.* FROM visits JOIN cases ON cases.id = visits.case_id"
        " WHERE visits.therapist_id = ? AND visits.date_of_service = ? AND visits.retired_at IS NULL"
        " AND visits.id <> ? AND cases.client_id = (SELECT client_id FROM cases WHERE id = ?)",
        visit["therapist_id"],
        visit["date_of_service"],
        own,
        case,
    )
    times = (visit["starts_at"], visit["ends_at"])
    return next((one for one in others if rules.clash(times, (one["starts_at"], one["ends_at"]))), None)


def _write_services(tx: Transaction, row: int, before: list[Row], values: rules.VisitValues) -> None:
    for place, one in enumerate(values.services, 1):
        if place <= len(before):
            kept = before[place - 1]
            tx.update("visit_services", kept["id"], one | {"place": place}, kept["version"])
        else:
            tx.insert("visit_services", {"visit_id": row, "place": place} | one)
    for gone in before[len(values.services) :]:
        tx.retire("visit_services", gone["id"], gone["version"])


def _without_place(row: Row) -> dict[str, Any]:
    return {
        name: value for name, value in row.items() if name not in ("id", "version", "retired_at", "visit_id", "place")
    }


def _done_words(tx: Transaction, done: _Done, other: _Done) -> str:
    """What was done; its place and its case where the other one has another."""
    visit, services = done
    also = []
    if visit["place_of_service"] != other[0]["place_of_service"]:
        also.append(place_words(visit["place_of_service"]) or say("no place of service"))
    if visit["case_id"] != other[0]["case_id"]:
        also.append(say("case “{reason}”", reason=tx.current("cases", visit["case_id"])["reason"]))
    return rules.facts_words(visit, services, full_name(tx.current("therapists", visit["therapist_id"])), also)


def _is_done_otherwise(before: _Done, after: _Done) -> bool:
    """Whether something that a signed note vouches for is not the same, also the case: a note belongs to one."""
    if any(before[0][name] != after[0][name] for name in (*_DONE, "case_id")):
        return True
    was, now = ([[one[name] for name in _DONE_OF_SERVICE] for one in services] for _visit, services in (before, after))
    return was != now
