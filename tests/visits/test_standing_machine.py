"""The prescription engine against random histories of a case, made by the commands of the program.

Papers and visits are added, changed, taken away and brought back by undo in any order; after each step every visit
stands or falls as a slow model says that reads the rows by itself. Visits move between two cases, diagnoses are coded
after them, papers are signed late, notes name regions of their own; and the bill of all that was given says the same.
"""

import json
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from factories import CASE, DIAGNOSIS, PRESCRIBER, VISIT, new_case, new_prescriber, new_service, refused
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import invariant, precondition, rule
from machine import ClinicMachine
from ordering import Paper, by_hand

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.practice.commands import AddTherapist
from clinic_desktop.practice.model import TherapistDraft
from clinic_desktop.referrals.commands.diagnoses import AddDiagnosis, RetireDiagnosis
from clinic_desktop.referrals.commands.prescriptions import AddPrescription, ChangePrescription, RetirePrescription
from clinic_desktop.referrals.model import OrderRate, PrescriptionDraft
from clinic_desktop.referrals.queries import prescription_page
from clinic_desktop.superbills.queries.gather import bill_of
from clinic_desktop.superbills.rules.orders import looked_for, standings
from clinic_desktop.visits.commands.notes import WriteNote
from clinic_desktop.visits.commands.visits import ChangeVisit, RecordVisit, RetireVisit
from clinic_desktop.visits.model import OrderedVisit, ServiceLine, TechniqueLine, VisitDraft, VisitNoteDraft
from clinic_desktop.visits.queries.orders import judged, ordered_visits
from clinic_desktop.visits.rules.standing import judge_and_look, outlook

TODAY = date(2026, 11, 24)
CODES = ("M54.2", "S13.4XXA")
# What a person writes, and what it says; the rest says no number.
OFTEN = {
    **{"": None, "as needed": None, "2x/week": OrderRate(2), "once a week": OrderRate(1), "weekly": OrderRate(1)},
    **{"every other week": OrderRate(1, 2), "3 times per month": OrderRate(3, 1, "month")},
    **{"2x/wk x 4 wk, then 1x/wk": None},
}
WHERE = {
    **{"": frozenset[str](), "whole body": frozenset[str](), "Neck": frozenset({"Neck"})},
    **{"neck and low back": frozenset({"Neck", "Low back"}), "L shoulder": frozenset({"Left shoulder"})},
}


@some.composite
def papers(draw: some.DrawFn) -> PrescriptionDraft:
    """A paper of the last weeks; half of them say little."""
    signature = draw(some.sampled_from(("", "", "signed", "missing")))
    where = draw(some.sampled_from(("", "", "Neck", "Neck, low back", "both shoulders, neck")))
    return PrescriptionDraft(
        prescriber=draw(some.sampled_from(("1", "2"))),
        kind=draw(some.sampled_from(("prescription", "prescription", "referral"))),
        ordered_on=draw(some.sampled_from(("10/19/2026", "11/3/2026"))),
        starts_on=draw(some.sampled_from(("", "", "", "11/5/2026"))),
        # Its last day is often that of a visit.
        expires_on=draw(some.sampled_from(("", "11/10/2026", "12/2/2026"))),
        visits_ordered=draw(some.sampled_from(("", "", "2", "3"))),
        frequency=draw(some.sampled_from(tuple(OFTEN))),
        diagnoses=draw(some.sampled_from(((), (), CODES[:1], CODES))),
        rate=draw(some.sampled_from(("", "", "1 a week"))),
        regions=where,
        signature=signature,
        # Signed on the day of a visit, or after the first of them: an order by phone.
        signed_on=draw(some.sampled_from(("", "", "11/3/2026", "11/8/2026"))) if signature == "signed" else "",
    )


@some.composite
def visits(draw: some.DrawFn) -> VisitDraft:
    """A visit, given until today or planned from today on."""
    is_given = draw(some.booleans())
    # Few days, so that weeks fill and days hold two.
    days = ("11/3/2026", "11/5/2026", "11/8/2026", "11/10/2026", "11/18/2026")
    ahead = ("11/25/2026", "11/28/2026", "12/2/2026", "12/9/2026")
    starts, ends = draw(some.sampled_from((("9:00", "10:00"), ("14:00", "15:00"))))
    line = ServiceLine(
        "1", "30", region=draw(some.sampled_from(tuple(WHERE))), pointers=draw(some.sampled_from(("", "", *CODES)))
    )
    return replace(
        VISIT,
        status="given" if is_given else "planned",
        date_of_service=draw(some.sampled_from(days if is_given else ahead)),
        starts_at=starts,
        ends_at=ends,
        services=(line,),
    )


@settings(max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
class Histories(ClinicMachine):
    """Whatever is done, undone and done again."""

    tables = ("prescriptions", "visits")

    def begin(self) -> None:
        new_service(self.clinic)
        kim = self.clinic.do(AddTherapist(TherapistDraft("Kim", "Moe"))).row
        self.therapists = ("1", str(kim))
        new_prescriber(self.clinic)
        new_prescriber(self.clinic, replace(PRESCRIBER, given_name="Sam", family_name="Ortega", npi=""))
        self.case = new_case(self.clinic)
        self.other = new_case(self.clinic, ClientId(1), replace(CASE, reason="Knee"))
        self.clinic.history.undoable.clear()

    @rule(draft=papers())
    def add_paper(self, draft: PrescriptionDraft) -> None:
        refused(lambda: self.clinic.do(AddPrescription(self.case, draft)))

    @precondition(lambda self: self.rows("prescriptions"))
    @rule(data=some.data(), draft=papers())
    def change_paper(self, data: some.DataObject, draft: PrescriptionDraft) -> None:
        found = self.draw(data, "prescriptions")
        refused(lambda: self.clinic.do(ChangePrescription(found["id"], found["version"], draft)))

    @precondition(lambda self: self.rows("prescriptions"))
    @rule(data=some.data())
    def retire_paper(self, data: some.DataObject) -> None:
        found = self.draw(data, "prescriptions")
        self.clinic.do(RetirePrescription(found["id"], found["version"]))

    @rule(drafts=some.lists(visits(), min_size=1, max_size=4))
    def record(self, drafts: list[VisitDraft]) -> None:
        for draft in drafts:
            refused(partial(self.clinic.do, RecordVisit(self.case, draft)))

    @precondition(lambda self: self.rows("visits"))
    @rule(data=some.data(), draft=visits(), moves=some.booleans(), by=some.sampled_from((0, 1)))
    def change_visit(self, data: some.DataObject, draft: VisitDraft, moves: bool, by: int) -> None:
        found = self.draw(data, "visits")
        to = self.other if moves == (found["case_id"] == self.case) else self.case
        changed = replace(draft, case=str(to), therapist=self.therapists[by])
        refused(lambda: self.clinic.do(ChangeVisit(found["id"], found["version"], changed)))

    @precondition(lambda self: self.rows("visits"))
    @rule(data=some.data(), where=some.sampled_from(("Neck", "neck and low back", "L shoulder")))
    def note(self, data: some.DataObject, where: str) -> None:
        found = self.draw(data, "visits")
        kept = self.rows("visit_notes", f"visit_id = {found['id']} AND retired_at IS NULL")
        draft = VisitNoteDraft("Stiff", techniques=(TechniqueLine("Stretching", where, "30", "1"),))
        self.clinic.do(WriteNote(found["id"], kept[0]["version"] if kept else 0, draft))

    @rule(code=some.sampled_from(("M54.50", "M54.2")))
    def code_later(self, code: str) -> None:
        """A diagnosis that comes to the case after its visits; one that is there already goes."""
        known = [one for one in self.rows("diagnoses") if (one["case_id"], one["code"]) == (self.case, code)]
        for one in known:
            self.clinic.do(RetireDiagnosis(one["id"], one["version"]))
        if not known:
            refused(lambda: self.clinic.do(AddDiagnosis(self.case, replace(DIAGNOSIS, code=code))))

    @precondition(lambda self: self.rows("visits"))
    @rule(data=some.data())
    def retire_visit(self, data: some.DataObject) -> None:
        found = self.draw(data, "visits")
        self.clinic.do(RetireVisit(found["id"], found["version"]))

    @invariant()
    def every_visit_stands_or_falls_as_the_model_says(self) -> None:
        read, case = self.clinic.read, CaseId(self.case)
        papers = prescription_page(read, case).rows
        found = judged(read, case, papers).standings
        told = {row: (one.paper or 0, one.number, {why.trouble for why in one.reasons}) for row, one in found.items()}
        kept = [self._paper(row) for row in self.rows("prescriptions")]
        if kept:
            assert told == by_hand(kept, [self._visit(row) for row in self._visits()])
            ahead = outlook(papers, ordered_visits(read, case), TODAY)
            assert judge_and_look(papers, ordered_visits(read, case), TODAY) == (judged(read, case, papers), ahead)
            assert ahead.next_on is None or ahead.next_on >= TODAY
            assert (ahead.paper is None) == (ahead.next_on is None)

    @invariant()
    def the_bill_says_the_same(self) -> None:
        """Of all that one therapist gave, on one bill; what others gave before them is known to it."""
        billed = [row["id"] for row in self._visits("given", "1")]
        if not (billed and self.rows("prescriptions")):
            return
        read, case = self.clinic.read, CaseId(self.case)
        found = judged(read, case, prescription_page(read, case).rows).standings
        bill = bill_of(read, "superbill", billed)
        papers = {row["id"]: row for row in self.rows("prescriptions")}
        assert {order.row for order in bill.orders} == set(papers)
        for one in standings(bill, looked_for(bill)):
            own = found[bill.visits[one.at].row]
            paper = one.standing.paper
            assert (one.papers[paper].order.row if paper else None, one.standing.number) == (own.paper, own.number)
            assert [(why.trouble, why.day, why.count, why.what) for why in one.standing.reasons] == [
                (why.trouble, why.day, why.count, why.what) for why in own.reasons
            ]

    def _visits(self, *where: str) -> list[dict[str, Any]]:
        """Those of the case; given, and by a therapist, where that is asked for."""
        rows = [row for row in self.rows("visits") if row["case_id"] == self.case]
        status, by = where or ("", "")
        return [row for row in rows if not where or (row["status"], str(row["therapist_id"])) == (status, by)]

    def _paper(self, row: dict[str, Any]) -> Paper:
        def day(name: str) -> date | None:
            return date.fromisoformat(row[name]) if row[name] else None

        rate = OrderRate(1) if row["rate_times"] else OFTEN[row["frequency"]]
        (who,) = self.rows("prescribers", f"id = {row['prescriber_id']}")
        ordered = day("ordered_on")
        assert ordered
        return Paper(
            id=row["id"],
            ordered_on=ordered,
            starts_on=day("starts_on"),
            expires_on=day("expires_on"),
            visits_ordered=row["visits_ordered"],
            kind=row["kind"],
            rate=rate,
            diagnoses=tuple(row["codes"].split()),
            regions=tuple(json.loads(row["regions"])),
            signature=row["signature"],
            signed_on=day("signed_on"),
            npi=who["npi"],
        )

    def _visit(self, row: dict[str, Any]) -> OrderedVisit:
        (line,) = self.rows("visit_services", f"visit_id = {row['id']} AND retired_at IS NULL")
        coded = sorted((one for one in self.rows("diagnoses") if one["case_id"] == self.case), key=_in_place)
        noted = self.rows("visit_notes", f"visit_id = {row['id']} AND retired_at IS NULL")
        done = [one["region"] for note in noted for one in json.loads(note["techniques"])]
        return OrderedVisit(
            row["id"],
            date.fromisoformat(row["date_of_service"]),
            row["status"] == "given",
            row["starts_at"],
            frozenset(line["diagnoses"].split() or [one["code"] for one in coded][:4]),
            WHERE[line["region"]].union(*(WHERE[one] for one in done)),
        )


def _in_place(row: dict[str, Any]) -> tuple[int, int]:
    return row["place"], row["id"]


TestHistories = Histories.TestCase
