"""One old clinic a released schema, as that release wrote it, opened by today's program: nothing of it is lost.

The files lie here unencrypted, for an encrypted one cannot be packed; everybody in them is invented. How they were made
is in make.py.
"""

import contextlib
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import Opener
from factories import SERVICE
from factories import opened as open_again
from old_clinics import FILES, Old, Rows, every_row, every_row_now

from clinic_desktop.chart.queries import glance
from clinic_desktop.clients.commands import AddClient
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clients.queries import clients_found
from clinic_desktop.clinic import Clinic
from clinic_desktop.ledger.queries import ledger
from clinic_desktop.payments.commands.refunds import Refund
from clinic_desktop.payments.model import RefundDraft
from clinic_desktop.payments.queries import balance
from clinic_desktop.practice.commands import AddService
from clinic_desktop.practice.queries import practice
from clinic_desktop.store import schema
from clinic_desktop.store.backups.copies import opened as stored
from clinic_desktop.store.backups.manifest import backups_in
from clinic_desktop.store.backups.named import named_in
from clinic_desktop.store.connection import APPLICATION_ID, open_encrypted
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.superbills.queries.issued import bill_page, issued_bill, paper
from clinic_desktop.visits.queries.notes import addenda_of, note_of

TODAY = date(2026, 11, 24)


# What a later schema took out on purpose: what comes next of a denial follows from other facts since 64.
TAKEN_OUT = {("denials", "action"), ("denials", "due_on"), ("denials", "next_level")}


class Migrated(NamedTuple):
    """An old file, every row of it, the clinic that became of it when it was first opened, and a copy of that, open."""

    old: Old
    kept: dict[str, Rows]
    path: Path
    clinic: Clinic


@pytest.fixture(scope="module", params=FILES, ids=[path.name[:11] for path in FILES])
def migrated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Migrated]:
    home = tmp_path_factory.mktemp("old")
    old = Old(request.param, home / "old.db")
    kept = {table: old.rows(table) for table in old.columns}
    folder = ClinicFolder(home / "clinic")
    old.encrypt(folder)
    old.database.close()
    open_again(folder).close()
    shutil.copytree(folder.path, home / "read")
    with contextlib.closing(open_again(ClinicFolder(home / "read"))) as clinic:
        yield Migrated(old, kept, folder.path, clinic)


@pytest.fixture
def old(migrated: Migrated) -> Old:
    return migrated.old


@pytest.fixture
def kept(migrated: Migrated) -> dict[str, Rows]:
    """Every row of the old file."""
    return migrated.kept


@pytest.fixture
def updated(migrated: Migrated) -> Clinic:
    """For those that only look: opened once for all of them."""
    return migrated.clinic


@pytest.fixture
def opened(migrated: Migrated, tmp_path: Path, open_clinic: Opener) -> Clinic:
    shutil.copytree(migrated.path, tmp_path / "old")
    return open_clinic(ClinicFolder(tmp_path / "old"))


def test_the_balances_of_old_visits_tell_what_payers_are_to_pay(updated: Clinic) -> None:
    sql = "SELECT client_id, sum(cents) AS cents FROM open_of_payers GROUP BY client_id HAVING sum(cents) <> 0"
    kept = "SELECT client_id, payers_cents AS cents FROM balances WHERE payers_cents <> 0 ORDER BY client_id"
    found = updated.read.all(kept)
    assert found == updated.read.all(sql)
    # The files that have visits have some after an accident.
    assert bool(found) == bool(updated.read.all("SELECT 1 FROM visits LIMIT 1"))


def test_each_released_schema_has_its_file() -> None:
    released = [3, 8, 10, 13, 15, 24, 34, 38, 43, 49, 55, 66, 71, 75, 77]
    assert [int(path.name[7:11]) for path in FILES][: len(released)] == released


def test_it_is_brought_up_to_date(kept: dict[str, Rows], old: Old, updated: Clinic) -> None:
    def pragma(name: str) -> Rows:
        return list(updated.read.rows(f"PRAGMA {name}"))

    assert old.application == APPLICATION_ID
    assert pragma("user_version") == [(len(schema.migrations()),)]
    assert pragma("journal_mode") == [("wal",)]
    assert pragma("foreign_key_check") == []
    assert pragma("integrity_check") == [("ok",)]
    # The columns that are there since keep their place too: a clinic made today has the same.
    for table, rows in kept.items():
        still = [at for at, name in enumerate(old.columns[table]) if (table, name) not in TAKEN_OUT]
        now = updated.read.rows(every_row_now(table, tuple(old.columns[table][at] for at in still)))
        assert list(now) == [tuple(row[at] for at in still) for row in rows], table


def test_it_has_the_tables_of_a_clinic_made_today(updated: Clinic, clinic: Clinic) -> None:
    sql = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"
    assert list(updated.read.rows(sql)) == list(clinic.read.rows(sql))


def test_a_backup_from_before_is_there(kept: dict[str, Rows], old: Old, updated: Clinic) -> None:
    made = backups_in(updated.keys.folder.backups)
    if old.number == len(schema.migrations()):
        assert not made
        return
    (one,) = made
    assert (one.manifest.kind, one.manifest.schema) == ("migration", old.number)
    database = open_encrypted(one.folder.database, updated.keys.key, "read")
    assert database.execute("PRAGMA user_version").fetchone() == (old.number,)
    for table, rows in kept.items():
        assert database.execute(every_row(table, old.columns[table])).fetchall() == rows, table
    database.close()


def test_its_audit_trail_goes_on_where_it_was(kept: dict[str, Rows], old: Old, opened: Clinic) -> None:
    sql = every_row("audit", old.columns["audit"])
    opened.do(AddService(SERVICE))
    entries = list(opened.read.rows(sql))
    assert kept["audit"]
    assert entries[:-1] == kept["audit"]


def test_it_takes_a_write_and_takes_it_back(opened: Clinic) -> None:
    row = opened.do(AddClient(ClientDraft("Wilhelmina", "", "Quartermain"))).row
    assert [one.id for one in clients_found(opened.read, "quartermain", TODAY, retired=False).rows] == [row]
    opened.undo()
    assert not clients_found(opened.read, "quartermain", TODAY, retired=False).rows
    opened.redo()
    assert clients_found(opened.read, "quartermain", TODAY, retired=False).rows


def test_its_charts_read(kept: dict[str, Rows], updated: Clinic) -> None:
    assert practice(updated.read).is_demo
    for row in updated.read.all("SELECT id, family_name, given_name, retired_at FROM clients"):
        chart = glance(updated.read, row["id"], 0, TODAY)
        assert chart.client.family_name == row["family_name"]
        assert chart.steps or chart.case
        found = clients_found(updated.read, row["family_name"] or row["given_name"], TODAY, retired=None)
        assert row["id"] in {one.id for one in found.rows}
    assert len(kept.get("clients", ())) == len(updated.read.all("SELECT 1 FROM clients"))


def test_its_visits_keep_their_notes_and_balances(kept: dict[str, Rows], updated: Clinic) -> None:
    read = [note_of(updated.read, row["id"]) for row in updated.read.all("SELECT id FROM visits")]
    notes = [note for note in read if note]
    assert len(notes) == len(kept.get("visit_notes", ()))
    assert sum(len(addenda_of(updated.read, note.id)) for note in notes) == len(kept.get("addenda", ()))
    charged = updated.read.one(
        "SELECT coalesce(sum(charged_cents), 0) AS cents FROM visits WHERE status = 'given' AND retired_at IS NULL"
    )
    summed = updated.read.one("SELECT coalesce(sum(charged_cents), 0) AS cents FROM balances")
    assert charged == summed


def test_what_it_issued_is_handed_out_as_it_was(kept: dict[str, Rows], old: Old, updated: Clinic) -> None:
    contents: dict[object, object] = dict(kept.get("contents", ()))  # type: ignore[arg-type]
    bills = [issued_bill(updated.read, one.id) for one in bill_page(updated.read, TODAY).rows]
    assert len(bills) == len(kept.get("bills", ()))
    for one in bills:
        assert paper(updated.read, one) == contents[one.void_digest or one.digest]
        assert one.bill.visits and one.bill.client.name
    if old.number >= 15:
        # Month ends make statements since 41.
        assert {one.kind for one in bills} == {"superbill", "receipt"} | ({"statement"} if old.number > 41 else set())
        # The one after the last; more clients have bills in later files.
        last = {15: 1003, 24: 1004, 34: 1004, 38: 1004}.get(old.number, 1005)
        assert [one.replaced_by for one in bills if one.voided_on] == [(last,)]


# By the number of the release that first had them: tables that its file has rows of.
ROOMS = {
    24: {"supervisors", "contracts", "authorizations", "benefit_calls", "determinations", "follow_ups", "contacts"},
    34: {"assessments", "scores", "treatment_plans", "progress_reports", "health_histories", "consents", "body_maps"},
    43: {"prepaids"},
    49: {"benefit_statements", "restrictions"},
    55: {"submissions", "disclosures", "letters", "packets", "attachments"},
}


def test_it_has_something_of_each_of_its_rooms(kept: dict[str, Rows], old: Old, updated: Clinic) -> None:
    """A file without rows would be brought up to date without a proof of anything."""
    for number, tables in ROOMS.items():
        if old.number >= number:
            assert {table for table in tables if not kept.get(table)} == set()
            assert {table for table in tables if not updated.read.all(f"SELECT 1 FROM {table} LIMIT 1")} == set()


def test_its_files_are_there(old: Old, updated: Clinic) -> None:
    """Scans, and packets as they went out: each is opened from end to end."""
    with stored(updated.keys.folder.database, updated.keys.key, "read") as database:
        names = named_in(database).by_rows
    assert bool(names) == (old.number >= 55)
    for name in names:
        assert updated.blobs.checked(name).size


def test_its_payments_go_on(kept: dict[str, Rows], opened: Clinic) -> None:
    """What was paid stays where it was, and can be given back; balances are what the entries come to."""
    for row in opened.read.all("SELECT client_id FROM balances"):
        entries = ledger(opened.read, row["client_id"])
        found = balance(opened.read, row["client_id"])
        assert entries[-1].balance_cents == found.open_cents
        assert (found.written_off_cents, found.credit_cents) == (0, 0)
    rows = opened.read.all("SELECT * FROM payments WHERE service_cents > 0 AND retired_at IS NULL LIMIT 1")
    if not rows:
        assert "payments" not in kept or not kept["payments"]
        return
    share = opened.read.one("SELECT * FROM payment_shares WHERE payment_id = ? AND cents > 0", rows[0]["id"])
    before = balance(opened.read, rows[0]["client_id"]).open_cents
    draft = RefundDraft("today", "cash", visits=((share["visit_id"], "0.01"),))
    opened.do(Refund(rows[0]["id"], draft))
    assert balance(opened.read, rows[0]["client_id"]).open_cents == before + 1
    opened.undo()
    assert balance(opened.read, rows[0]["client_id"]).open_cents == before
