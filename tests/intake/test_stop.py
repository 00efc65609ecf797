"""An urgent flag that is open: no visit on or after its day is planned or recorded, whatever way it is tried."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from asking import NOTED, RAISED, URGENT, raised, told
from factories import CLIENT, VISIT, new_case, new_client, new_service, new_visit, refused
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import invariant, precondition, rule
from machine import ClinicMachine

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince
from clinic_desktop.intake.commands.flags import ChangeFlag, GoOverFlags, RaiseFlag, ResolveFlag
from clinic_desktop.intake.model.flags import FlagAnswerDraft, FlagDraft, FlagResolutionDraft, ScreeningDraft
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.visits.commands.visits import ChangeVisit, RecordVisit, RetireVisit
from clinic_desktop.visits.model import VisitDraft

PLANNED = replace(VISIT, status="planned", date_of_service="12/1/2026")
STOP = (
    "An urgent flag is open since 13 Nov 2026: Chest pain or short breath. Resolve it on the page Health, by a note or "
    "by a prescriber’s clearance, before a visit on or after that day is planned or recorded."
)


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    new_service(clinic)
    return new_case(clinic)


def visit_row(clinic: Clinic, row: int) -> Row:
    return clinic.read.one("SELECT * FROM visits WHERE id = ?", row)


@pytest.mark.parametrize(
    ("day", "status", "is_stopped"),
    [
        ("11/12/2026", "given", False),
        ("11/13/2026", "given", True),
        ("11/20/2026", "given", True),
        ("12/1/2026", "planned", True),
    ],
)
def test_from_the_day_it_was_found_on(clinic: Clinic, case: CaseId, day: str, status: str, is_stopped: bool) -> None:
    row = raised(clinic, 1, URGENT)
    draft = replace(VISIT, status=status, date_of_service=day)
    problems = told(lambda: new_visit(clinic, case, draft))
    assert [(one.field, one.words) for one in problems] == ([("date_of_service", STOP)] if is_stopped else [])
    if is_stopped:
        clinic.do(ResolveFlag(row, 1, NOTED))
        assert refused(lambda: new_visit(clinic, case, draft)) == []


def test_two_flags_are_named_together(clinic: Clinic, case: CaseId) -> None:
    raised(clinic, 1, replace(URGENT, key="infection", found_on="11/20/2026"))
    row = raised(clinic, 1, URGENT)
    (problem,) = told(lambda: new_visit(clinic, case))
    assert problem.words.startswith("2 urgent flags are open, the first since 13 Nov 2026: Chest pain or short breath.")
    clinic.do(ResolveFlag(row, 1, NOTED))
    (problem,) = told(lambda: new_visit(clinic, case))
    assert problem.words.startswith("An urgent flag is open since 20 Nov 2026: Fever or infection.")


def test_milder_flags_and_those_of_others_stop_nothing(clinic: Clinic, case: CaseId) -> None:
    raised(clinic, 1)
    raised(clinic, 1, replace(RAISED, key="rash", region="left arm"))
    raised(clinic, new_client(clinic, replace(CLIENT, given_name="Ann")), URGENT)
    assert refused(lambda: new_visit(clinic, case)) == []


def test_what_was_given_before_is_still_put_right(clinic: Clinic, case: CaseId) -> None:
    row, gone = new_visit(clinic, case), new_visit(clinic, case, replace(VISIT, date_of_service="11/16/2026"))
    raised(clinic, 1, URGENT)
    clinic.do(ChangeVisit(row, 1, replace(VISIT, starts_at="9:00")))
    clinic.do(RetireVisit(gone, 1))
    assert told(lambda: clinic.do(ChangeVisit(row, 2, replace(VISIT, date_of_service="11/23/2026"))))[0].words == STOP
    # Out of the days that it stops.
    clinic.do(ChangeVisit(row, 2, replace(VISIT, date_of_service="11/12/2026")))


def test_a_planned_visit_is_neither_recorded_nor_moved_but_taken_away(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case, replace(PLANNED, date_of_service="11/24/2026"))
    raised(clinic, 1, URGENT)
    for draft in (
        replace(VISIT, date_of_service="11/24/2026"),
        replace(PLANNED, date_of_service="12/2/2026"),
        replace(PLANNED, date_of_service="11/24/2026", starts_at="10:00"),
    ):
        assert refused(partial(clinic.do, ChangeVisit(row, 1, draft))) == ["date_of_service"]
    clinic.do(RetireVisit(row, 1))


@pytest.fixture
def elsewhere(clinic: Clinic, folder: ClinicFolder, open_clinic: Callable[[ClinicFolder], Clinic]) -> Clinic:
    """The same clinic at another computer."""
    return open_clinic(folder)


def test_undo_and_redo_do_not_get_around_it(clinic: Clinic, case: CaseId, elsewhere: Clinic) -> None:
    row = new_visit(clinic, case)
    clinic.undo()
    raised(elsewhere, 1, URGENT)
    with pytest.raises(ChangedSince, match="Resolve it on the page Health first"):
        clinic.redo()
    assert visit_row(clinic, row)["retired_at"]
    elsewhere.undo()
    clinic.redo()
    assert not visit_row(clinic, row)["retired_at"]


def test_what_was_taken_away_does_not_come_back_while_it_is_open(
    clinic: Clinic, case: CaseId, elsewhere: Clinic
) -> None:
    row = new_visit(clinic, case, PLANNED)
    clinic.do(RetireVisit(row, 1))
    raised(elsewhere, 1, URGENT)
    with pytest.raises(ChangedSince):
        clinic.undo()


def test_a_planned_visit_is_not_recorded_by_redo(clinic: Clinic, case: CaseId, elsewhere: Clinic) -> None:
    row = new_visit(clinic, case, replace(PLANNED, date_of_service="11/24/2026"))
    clinic.do(ChangeVisit(row, 1, replace(VISIT, date_of_service="11/24/2026")))
    clinic.undo()
    raised(elsewhere, 1, URGENT)
    with pytest.raises(ChangedSince):
        clinic.redo()
    assert visit_row(clinic, row)["status"] == "planned"


def test_the_file_itself_keeps_it_out(clinic: Clinic, case: CaseId) -> None:
    raised(clinic, 1, URGENT)

    class Sneaked(RecordVisit):
        def perform(self, tx: Transaction) -> int:
            values = {"therapist_id": 1, "status": "given", "date_of_service": "2026-11-20", "unit_rule": "cms"}
            return tx.insert("visits", {"case_id": self.case} | values)

    with pytest.raises(Exception, match="an urgent flag is open"):
        clinic.do(Sneaked(case, VISIT))


DAYS = some.sampled_from(("11/16/2026", "11/20/2026", "11/24/2026", "12/1/2026"))
KEYS = some.sampled_from(("chest", "infection", "pregnancy", "rash"))


@settings(max_examples=12, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck))
class Stops(ClinicMachine):
    """Whatever is done, undone and done again: no visit comes to stand on a stopped day."""

    tables = ("health_flags", "flag_checks", "flag_clearances", "screenings", "visits")

    def begin(self) -> None:
        new_service(self.clinic)
        for name in ("Ann", "Bo"):
            new_case(self.clinic, new_client(self.clinic, replace(CLIENT, given_name=name)))
        self.clinic.history.undoable.clear()
        self.seen: dict[int, Row] = {}

    @precondition(lambda self: self.clinic.history.undoable)
    @rule()
    def undo(self) -> None:
        # A visit that was taken away does not come back while an urgent flag is open.
        with suppress(ChangedSince):
            self.clinic.undo()

    @precondition(lambda self: self.clinic.history.redoable)
    @rule()
    def redo(self) -> None:
        with suppress(ChangedSince):
            self.clinic.redo()

    @rule(case=some.sampled_from((1, 2)), day=DAYS, is_given=some.booleans())
    def record(self, case: int, day: str, is_given: bool) -> None:
        draft = replace(VISIT, date_of_service=day, status="given" if is_given else "planned")
        refused(lambda: self.clinic.do(RecordVisit(case, draft)))

    @precondition(lambda self: self.rows("visits"))
    @rule(data=some.data(), day=DAYS, is_given=some.booleans())
    def change(self, data: some.DataObject, day: str, is_given: bool) -> None:
        found = self.draw(data, "visits")
        draft: VisitDraft = replace(VISIT, date_of_service=day, status="given" if is_given else "planned")
        refused(lambda: self.clinic.do(ChangeVisit(found["id"], found["version"], draft)))

    @precondition(lambda self: self.rows("visits"))
    @rule(data=some.data())
    def retire(self, data: some.DataObject) -> None:
        found = self.draw(data, "visits")
        self.clinic.do(RetireVisit(found["id"], found["version"]))

    @rule(client=some.sampled_from((1, 2)), key=KEYS, day=DAYS)
    def find(self, client: int, key: str, day: str) -> None:
        refused(lambda: self.clinic.do(RaiseFlag(client, FlagDraft(key, "", day, "left arm"))))

    @rule(
        client=some.sampled_from((1, 2)),
        day=DAYS,
        given=some.dictionaries(KEYS, some.sampled_from(("yes", "no")), min_size=1),
    )
    def ask(self, client: int, day: str, given: dict[str, str]) -> None:
        answers = tuple(FlagAnswerDraft(key, answer, region="left arm") for key, answer in given.items())
        refused(lambda: self.clinic.do(GoOverFlags(client, ScreeningDraft(day, answers))))

    @precondition(lambda self: self.rows("health_flags"))
    @rule(data=some.data(), day=DAYS, how=some.sampled_from(("note", "clearance")))
    def resolve(self, data: some.DataObject, day: str, how: str) -> None:
        found = self.draw(data, "health_flags")
        draft = FlagResolutionDraft(how, day, "Dr. Ana Lee", "Safe")
        refused(lambda: self.clinic.do(ResolveFlag(found["id"], found["version"], draft)))

    @precondition(lambda self: self.rows("health_flags"))
    @rule(data=some.data(), day=DAYS, until=DAYS)
    def clear(self, data: some.DataObject, day: str, until: str) -> None:
        found = self.draw(data, "health_flags")
        draft = FlagResolutionDraft("clearance", day, "Dr. Ana Lee", "Safe", until)
        refused(lambda: self.clinic.do(ResolveFlag(found["id"], found["version"], draft)))

    def is_cleared(self, flag: int, day: str) -> bool:
        given = self.rows("flag_clearances", "retired_at IS NULL")
        counting = [row for row in given if row["flag_id"] == flag and row["given_on"] <= day]
        last = max(counting, key=lambda row: (row["given_on"], row["id"]), default=None)
        return last is not None and last["until_on"] >= day

    @precondition(lambda self: self.rows("health_flags"))
    @rule(data=some.data(), day=DAYS)
    def correct(self, data: some.DataObject, day: str) -> None:
        found = self.draw(data, "health_flags")
        draft = FlagDraft(found["key"], "", day, "left arm")
        refused(lambda: self.clinic.do(ChangeFlag(found["id"], found["version"], draft)))

    @invariant()
    def no_visit_comes_to_a_stopped_day(self) -> None:
        clients = {row["id"]: row["client_id"] for row in self.rows("cases", "1")}
        stops = [
            (row["client_id"], row["found_on"], row["id"])
            for row in self.rows("health_flags", "retired_at IS NULL AND level = 'urgent' AND resolved_on = ''")
        ]
        now = {row["id"]: row for row in self.rows("visits")}
        for visit in now.values():
            before = self.seen.get(visit["id"])
            is_same = before is not None and before["date_of_service"] == visit["date_of_service"]
            if is_same and before is not None and visit["status"] in (before["status"], "planned"):
                continue
            for client, found_on, flag in stops:
                day = visit["date_of_service"]
                assert client != clients[visit["case_id"]] or day < found_on or self.is_cleared(flag, day)
        self.seen = now

    @invariant()
    def one_open_flag_of_a_kind(self) -> None:
        rows = self.rows("health_flags", "retired_at IS NULL AND resolved_on = ''")
        assert all(count == 1 for count in Counter((row["client_id"], row["key"]) for row in rows).values())

    @invariant()
    def what_is_resolved_says_by_whom_when_and_why(self) -> None:
        for row in self.rows("health_flags", "retired_at IS NULL AND resolved_on <> ''"):
            assert row["resolved_on"] >= row["found_on"] and row["resolution_words"] and row["resolver"]
            assert bool(row["cleared_by"]) == (row["resolution"] == "clearance")
            assert row["level"] != "urgent" or row["resolution"] in ("note", "clearance")
            assert date.fromisoformat(row["resolved_on"]) <= date(2026, 11, 24)


TestStops = Stops.TestCase
