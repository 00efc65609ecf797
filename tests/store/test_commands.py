"""The write door: all or nothing, audited, undone by writing, never behind somebody's back."""

import contextlib
import json

import pytest
import sqlcipher3
from factories import PRACTICE, SERVICE, VISIT, new_case
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import precondition, rule
from machine import ClinicMachine

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing, Refused, StoreTrouble
from clinic_desktop.practice import queries
from clinic_desktop.practice.commands import (
    AddService,
    AddTherapist,
    ChangePractice,
    ChangeService,
    CheckRecoveryKey,
    RetireService,
)
from clinic_desktop.practice.model import ServiceDraft, TherapistDraft
from clinic_desktop.staff.commands.people import AddPerson
from clinic_desktop.staff.model import PersonDraft
from clinic_desktop.store.changes import Changes
from clinic_desktop.store.connection import open_encrypted
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.values.text import plain
from clinic_desktop.visits.commands.visits import RecordVisit, RetireVisit


def audit(clinic: Clinic) -> list[dict[str, object]]:
    return clinic.read.all("SELECT * FROM audit ORDER BY id")


def test_a_command_writes_the_row_its_audit_entry_and_tells(clinic: Clinic) -> None:
    heard: list[Changes] = []
    clinic.hear(heard.append)
    outcome = clinic.do(AddService(SERVICE))
    assert queries.service(clinic.read, outcome.row).price_cents == 3500
    entry = audit(clinic)[-1]
    assert (entry["verb"], entry["table_name"], entry["row_id"]) == ("insert", "services", outcome.row)
    assert (entry["label"], entry["actor"], entry["before"]) == ("Add service", 1, None)
    assert isinstance(entry["mac"], bytes)
    assert json.loads(str(entry["after"]))["name"] == "Massage"
    assert [changes.ids("services") for changes in heard] == [frozenset({outcome.row})]


def test_what_is_refused_writes_nothing(clinic: Clinic) -> None:
    before = audit(clinic)
    with pytest.raises(Refused) as refused:
        clinic.do(AddService(ServiceDraft("", "12", True, "unit", "-1")))
    assert [problem.field for problem in refused.value.problems] == ["name", "procedure_code", "price"]
    assert audit(clinic) == before
    assert not clinic.history.undoable


def test_a_row_changed_since_is_refused(clinic: Clinic) -> None:
    row = clinic.do(AddService(SERVICE)).row
    clinic.do(ChangeService(row, 1, ServiceDraft("Deep work", "MT001", True, "unit", "35")))
    with pytest.raises(ChangedSince):
        clinic.do(ChangeService(row, 1, ServiceDraft("Mine", "MT001", True, "unit", "35")))
    assert queries.service(clinic.read, row).name == "Deep work"


def test_nothing_changed_is_nothing_written(clinic: Clinic) -> None:
    practice = queries.practice(clinic.read)
    before = len(audit(clinic))
    assert not clinic.do(ChangePractice(PRACTICE, practice.version)).changes.rows
    assert len(audit(clinic)) == before
    assert not clinic.history.undoable


def test_undo_and_redo_write_and_are_audited(clinic: Clinic) -> None:
    row = clinic.do(AddService(SERVICE)).row
    clinic.do(ChangeService(row, 1, ServiceDraft("Deep work", "MT001", True, "unit", "40")))
    assert clinic.undo() == "Change service"
    assert queries.service(clinic.read, row).price_cents == 3500
    assert clinic.undo() == "Add service"
    with pytest.raises(Missing):
        queries.service(clinic.read, row)
    clinic.redo()
    clinic.redo()
    assert queries.service(clinic.read, row).name == "Deep work"
    assert len([entry for entry in audit(clinic) if entry["table_name"] == "services"]) == 6


def test_undo_never_goes_over_a_later_change(folder: ClinicFolder, clinic: Clinic) -> None:
    row = clinic.do(AddService(SERVICE)).row
    other = open_encrypted(folder.database, clinic.keys.key, "write")
    other.execute("UPDATE services SET name = 'Theirs', version = 2 WHERE id = ?", (row,))
    other.close()
    with pytest.raises(ChangedSince):
        clinic.undo()
    assert queries.service(clinic.read, row).name == "Theirs"
    assert clinic.history.undoable


def test_undo_takes_nothing_away_that_something_in_use_stands_on(clinic: Clinic) -> None:
    clinic.do(AddService(SERVICE))
    case = new_case(clinic)
    theirs = Clinic.open(clinic.keys.folder, clinic.keys.key, clinic.person.slot, clinic.clock, clinic.keys.cost)
    visit = theirs.do(RecordVisit(case, VISIT)).row
    before = audit(clinic)
    with pytest.raises(ChangedSince, match="stands on it"):
        clinic.undo()
    assert audit(clinic) == before
    theirs.do(RetireVisit(visit, 1))
    theirs.close()
    assert clinic.undo() == "New case"


def test_what_cannot_be_undone_is_a_wall(clinic: Clinic) -> None:
    clinic.do(AddService(SERVICE))
    clinic.do(CheckRecoveryKey())
    assert not clinic.history.undoable


def test_commands_done_together_are_heard_at_the_end_and_a_wall(clinic: Clinic) -> None:
    heard: list[Changes] = []
    clinic.hear(heard.append)
    clinic.do(AddService(SERVICE))
    with clinic.together():
        rows = [clinic.do(AddService(ServiceDraft(f"Work {at}", "", True, "unit", "35"))).row for at in range(3)]
        with pytest.raises(Refused):
            clinic.do(AddService(ServiceDraft("", "12", True, "unit", "-1")))
        assert len(heard) == 1
        assert len(queries.service_page(clinic.read).rows) == 1
    assert [changes.ids("services") for changes in heard[1:]] == [frozenset({row}) for row in rows]
    entries = audit(clinic)[-3:]
    assert [entry["row_id"] for entry in entries] == rows
    assert len({entry["command"] for entry in entries}) == 3
    assert not clinic.history.undoable
    clinic.do(AddService(SERVICE))
    assert clinic.undo() == "Add service"


def test_commands_done_together_are_done_all_or_none(clinic: Clinic) -> None:
    heard: list[Changes] = []
    clinic.hear(heard.append)
    before = audit(clinic)
    with pytest.raises(Refused), clinic.together():
        clinic.do(AddService(SERVICE))
        clinic.do(AddService(ServiceDraft("", "12", True, "unit", "-1")))
    assert audit(clinic) == before
    assert not heard
    assert not clinic.history.undoable
    clinic.do(AddService(SERVICE))
    assert len(heard) == 1


def test_a_key_is_given_by_a_command_of_its_own(clinic: Clinic) -> None:
    slot = clinic.keys.slot_for("desk", "Desk", "four words in a row")
    with pytest.raises(ValueError, match="AddPerson is done alone"), clinic.together():
        clinic.do(AddPerson(PersonDraft("Desk"), slot))
    assert not clinic.keys.has("desk")


def test_a_disk_that_fills_up_leaves_nothing_of_what_is_done_together(clinic: Clinic) -> None:
    before = audit(clinic)
    database = clinic._writer._database
    pages = database.execute("PRAGMA page_count").fetchone()[0]
    database.execute(f"PRAGMA max_page_count = {pages + 20}")
    with pytest.raises(StoreTrouble, match="disk is full"), clinic.together():
        for number in range(2000):
            clinic.do(AddService(ServiceDraft(f"{number}" * 20, "MT001", True, "unit", "35")))
    assert audit(clinic) == before
    database.execute("PRAGMA max_page_count = 100000")
    clinic.do(AddService(SERVICE))


class _OnlyOneUndone(Exception):
    """The full disk took back one command alone: where it strikes decides that, and the schema moves the place."""


def test_nothing_is_done_together_after_the_disk_was_full(clinic: Clinic) -> None:
    """Also where whoever does it goes on with the next command, and there is room again."""
    before = audit(clinic)
    database = clinic._writer._database
    pages = database.execute("PRAGMA page_count").fetchone()[0]
    for room in range(12, 60, 2):
        with contextlib.suppress(_OnlyOneUndone):
            database.execute(f"PRAGMA max_page_count = {pages + room}")
            _go_on_after_the_disk_was_full(clinic)
            break
    else:
        pytest.fail("nowhere did the full disk end it all")
    assert audit(clinic) == before
    clinic.do(AddService(SERVICE))


def _go_on_after_the_disk_was_full(clinic: Clinic) -> None:
    database = clinic._writer._database
    with pytest.raises(StoreTrouble, match="nothing of it was saved"), clinic.together():
        with pytest.raises(StoreTrouble, match="disk is full"):
            for number in range(2000):
                clinic.do(AddService(ServiceDraft(f"{number}" * 20, "MT001", True, "unit", "35")))
        if database.conn.in_transaction:
            raise _OnlyOneUndone
        database.execute("PRAGMA max_page_count = 100000")
        with pytest.raises(StoreTrouble, match="nothing of it was saved"):
            clinic.do(AddService(SERVICE))


@pytest.mark.parametrize("sql", ["UPDATE audit SET label = ''", "DELETE FROM audit"])
def test_the_audit_trail_is_append_only(folder: ClinicFolder, clinic: Clinic, sql: str) -> None:
    database = open_encrypted(folder.database, clinic.keys.key, "write")
    with pytest.raises(sqlcipher3.IntegrityError, match="append-only"):
        database.execute(sql)
    database.close()


def test_a_full_disk_refuses_and_keeps_what_was_there(clinic: Clinic) -> None:
    clinic.do(AddService(SERVICE))
    database = clinic._writer._database
    pages = database.execute("PRAGMA page_count").fetchone()[0]
    database.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreTrouble, match="disk is full"):
        for number in range(2000):
            clinic.do(AddService(ServiceDraft(f"{number}" * 20, "MT001", True, "unit", "35")))
    kept = len([entry for entry in audit(clinic) if entry["label"] == "Add service"])
    assert kept == clinic.read.one("SELECT count(*) AS n FROM services")["n"]
    database.execute("PRAGMA max_page_count = 100000")
    clinic.do(AddService(SERVICE))


def test_hostile_text_is_kept_to_the_letter(clinic: Clinic) -> None:
    name = "<b>O'Brien & Søn</b>'; DROP TABLE services; -- {x} %s \u202eabc 王"
    row = clinic.do(AddService(ServiceDraft(name, "", True, "unit", "1"))).row
    assert queries.service(clinic.read, row).name == name


@settings(max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
class Commands(ClinicMachine):
    """Random do, undo and redo: the rows always equal what the audit trail says was written last."""

    tables = ("services", "therapists", "practice")

    def services(self) -> list[int]:
        return [service.id for service in queries.service_page(self.clinic.read).rows]

    @rule(name=some.text(min_size=1, max_size=20), cents=some.integers(0, 10_000))
    def add(self, name: str, cents: int) -> None:
        if plain(name):
            self.clinic.do(AddService(ServiceDraft(name, "", True, "unit", f"{cents / 100:.2f}")))

    @precondition(lambda self: self.services())
    @rule(data=some.data(), cents=some.integers(0, 10_000))
    def change(self, data: some.DataObject, cents: int) -> None:
        found = queries.service(self.clinic.read, data.draw(some.sampled_from(self.services())))
        draft = ServiceDraft(found.name, "", False, "visit", f"{cents / 100:.2f}")
        self.clinic.do(ChangeService(found.id, found.version, draft))

    @precondition(lambda self: self.services())
    @rule(data=some.data())
    def retire(self, data: some.DataObject) -> None:
        found = queries.service(self.clinic.read, data.draw(some.sampled_from(self.services())))
        self.clinic.do(RetireService(found.id, found.version))

    @rule()
    def add_therapist(self) -> None:
        self.clinic.do(AddTherapist(TherapistDraft("Linh", "Nguyễn")))


TestCommands = Commands.TestCase


def test_drafts_are_kept_apart_from_the_record(clinic: Clinic) -> None:
    before = len(audit(clinic))
    clinic.drafts.keep("service:new", {"name": "half a na"})
    clinic.drafts.keep("service:new", {"name": "half a n\ud800 王"})
    assert clinic.drafts.kept("service:new") == {"name": "half a n\ud800 王"}
    clinic.drafts.forget("service:new")
    assert clinic.drafts.kept("service:new") is None
    assert len(audit(clinic)) == before
