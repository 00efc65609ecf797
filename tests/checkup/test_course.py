"""The check finds what is planted, part by part, and nothing where nothing is wrong."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fixed import NOW
from old_clinics import FILES, Old

from clinic_desktop.checkup.commands import RebuildSearch, put_right
from clinic_desktop.checkup.model import PARTS, Checkup
from clinic_desktop.checkup.queries.course import QUICK, WHOLE, check
from clinic_desktop.demo.opening import demo_key, open_demo
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.paths import MIGRATIONS
from clinic_desktop.store.backups.backup import back_up
from clinic_desktop.store.backups.manifest import backups_in
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.check.model import Inspected
from clinic_desktop.store.check.trail import CHANGED_BY_MIGRATIONS
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.connection import open_encrypted
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.writer import Writer

if TYPE_CHECKING:
    from demos import Demos
    from sqlite_utils import Database


@pytest.fixture(scope="module")
def whole(demos: "Demos", tmp_path_factory: pytest.TempPathFactory) -> ClinicFolder:
    return demos.put(tmp_path_factory.mktemp("whole") / "demo", NOW)


@pytest.fixture
def demo(whole: ClinicFolder, tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(Path(shutil.copytree(whole.path, tmp_path / "demo")))


def looked(folder: ClinicFolder, at: datetime = NOW, *, is_quick: bool = False) -> Checkup:
    return check(folder, demo_key(folder)[0], at, Progress(), is_quick=is_quick)


# The parts that read no rows, or few.
_CHEAP = ("pages", "build", "vault", "slots", "files", "index")


def wrong(folder: ClinicFolder) -> dict[str, int]:
    key = demo_key(folder)[0]
    with closing(open_encrypted(folder.database, key, "write")) as database:
        found = [WHOLE[part](Inspected(database, key, folder, Progress())) for part in _CHEAP]
    return {one.key: one.wrong for one in found if one.wrong}


def by_hand(folder: ClinicFolder, *statements: str) -> None:
    """Somebody with the key, and without the program: what keeps rows is put aside meanwhile."""
    with closing(open_encrypted(folder.database, demo_key(folder)[0], "write")) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        kept = triggers(database)
        for name in kept:
            database.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            database.execute(statement)
        for sql in kept.values():
            database.execute(sql)


def triggers(database: "Database") -> dict[str, str]:
    return dict(database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall())


def test_nothing_is_wrong_with_half_a_year_of_visits(whole: ClinicFolder) -> None:
    made = looked(whole)
    assert not made.wrong, made.wrong
    assert [one.key for one in made.found] == list(WHOLE)
    empty = {one.key for one in made.found if not one.checked}
    assert empty == {"drafts"}
    quick = looked(whole, is_quick=True)
    assert not quick.wrong
    assert [one.key for one in quick.found] == list(QUICK)


@pytest.mark.parametrize("packed", FILES, ids=[path.name[:11] for path in FILES])
def test_a_clinic_that_was_brought_up_to_date_gives_no_false_alarm(packed: Path, tmp_path: Path) -> None:
    old, folder = Old(packed, tmp_path / "old.db"), ClinicFolder(tmp_path / "old")
    old.encrypt(folder)
    old.database.close()
    known = vault.read(folder.vault)
    key = vault.unwrap(known, known.people()[0].id, "four words in a row")
    Writer(folder, key, Clock(NOW)).close()
    made = check(folder, key, NOW, Progress())
    # These have no recovery key, and of the people the owner's key alone.
    assert [one for one in made.wrong if one.key != "slots"] == []
    assert made.checked > 500


def test_a_trail_whose_beginning_lost_its_seals_is_wrong(demo: ClinicFolder) -> None:
    """By nothing but that a chain that begins late begins with what begins one."""
    key = demo_key(demo)[0]
    by_hand(demo, "UPDATE audit SET mac = NULL WHERE id < (SELECT max(id) FROM audit) - 5")
    with closing(open_encrypted(demo.database, key, "write")) as database:
        last = database.execute("SELECT max(id) FROM audit").fetchone()[0]
        found = WHOLE["chain"](Inspected(database, key, demo, Progress()))
    assert f"audit {last - 6}" in found.where


def test_every_column_that_a_migration_fills_is_known_or_new() -> None:
    """What a migration writes into a column that was there before is no row that was changed outside the program."""
    there: set[tuple[str, str]] = set()
    for path in sorted(MIGRATIONS.glob("*.sql")):
        sql = re.sub(r"--[^\n]*", "", path.read_text(encoding="utf-8"))
        sql = re.sub(r"CREATE TRIGGER.*?\nEND;", "", sql, flags=re.DOTALL)
        added = set(re.findall(r"ALTER TABLE (\w+) ADD COLUMN (\w+)", sql))
        for table, body in re.findall(r"UPDATE (\w+) SET\s+(.*?);", sql, flags=re.DOTALL):
            for column in re.findall(r"(?:^|,\n\s+)(\w+) = ", body):
                if (table, column) not in added:
                    there.add((table, column))
        # A new column in the place and under the name of an old one.
        for table, _, name in re.findall(r"ALTER TABLE (\w+) RENAME COLUMN (\w+) TO (\w+)", sql):
            there.add((table, name))
    # Both take over what stood in the column of that name.
    there -= {("attachments", "kind")}
    assert there == {(table, column) for table, columns in CHANGED_BY_MIGRATIONS.items() for column in columns}


PLANTED: dict[str, tuple[tuple[str, ...], set[str]]] = {
    "a row was changed": (("UPDATE clients SET family_name = 'Other' WHERE id = 3",), {"trail"}),
    "a row was deleted": (("DELETE FROM phrases WHERE id = 1",), {"trail"}),
    "a row was put there": (
        ("INSERT INTO phrases VALUES (9000, 1, NULL, 'theirs', 'Theirs')",),
        {"trail"},
    ),
    "a fee was changed": (("UPDATE visit_services SET fee_cents = fee_cents + 1 WHERE id = 1",), {"trail", "totals"}),
    "a balance was changed": (
        ("UPDATE balances SET paid_cents = paid_cents + 1 WHERE client_id = (SELECT min(client_id) FROM balances)",),
        {"totals"},
    ),
    "a share was changed": (("UPDATE payment_shares SET cents = cents - 1 WHERE id = 1",), {"trail", "totals"}),
    "a bill says another sum": (
        ("UPDATE bills SET charged_cents = charged_cents + 1 WHERE id = 1",),
        {"trail", "totals"},
    ),
    "a number is missing": (("UPDATE bills SET number = number + 900 WHERE id = 1",), {"trail", "numbers"}),
    "a day that is none": (("UPDATE visits SET date_of_service = '2026-02-31' WHERE id = 1",), {"trail", "dates"}),
    "a case is not there": (("UPDATE visits SET case_id = 9000 WHERE id = 1",), {"links", "trail", "totals"}),
    "a paper was changed": (("UPDATE contents SET bytes = X'00' WHERE rowid = 1",), {"contents"}),
    "a paper is gone": (
        ("DELETE FROM contents WHERE digest = (SELECT digest FROM bills WHERE id = 1)",),
        {"links", "papers"},
    ),
    "a client is not found": (("DELETE FROM client_search WHERE rowid = 3",), {"index"}),
    "a paper is found by other words": (
        ("INSERT OR REPLACE INTO paper_search (rowid, words) VALUES (2, 'other')",),
        {"index"},
    ),
    "a draft is no draft": (("INSERT INTO drafts VALUES ('note', 1, '{', '2026-11-24')",), {"drafts"}),
}


# The parts that read rows.
_ROWS = ("links", "trail", "contents", "papers", "totals", "numbers", "dates", "index", "drafts")


@pytest.fixture(scope="module")
def opened_whole(whole: ClinicFolder) -> Iterator["Database"]:
    with closing(open_encrypted(whole.database, demo_key(whole)[0], "write")) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        yield database


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_is_found_where_it_is(whole: ClinicFolder, opened_whole: "Database", name: str) -> None:
    statements, parts = PLANTED[name]
    looked = Inspected(opened_whole, b"", whole, Progress())
    opened_whole.execute("BEGIN")
    try:
        for trigger in triggers(opened_whole):
            opened_whole.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            opened_whole.execute(statement)
        assert {part for part in _ROWS if WHOLE[part](looked).wrong} == parts
    finally:
        opened_whole.execute("ROLLBACK")


def test_a_trigger_that_somebody_put_there_is_found(demo: ClinicFolder) -> None:
    with closing(open_encrypted(demo.database, demo_key(demo)[0], "write")) as database:
        database.execute("CREATE TRIGGER theirs AFTER INSERT ON clients BEGIN SELECT 1; END")
    assert wrong(demo) == {"build": 1}


def test_a_damaged_page_is_found_by_both(demo: ClinicFolder) -> None:
    with demo.database.open("r+b") as file:
        file.seek(800 * 4096 + 100)
        file.write(b"damaged")
    for is_quick in (False, True):
        found = {one.key: one for one in looked(demo, is_quick=is_quick).wrong}
        assert found["pages"].where == ("page 801",)


def test_what_is_still_in_the_log_is_no_damage(demo: ClinicFolder) -> None:
    """A write into the file that was torn in the middle: the good page is in the log."""
    key = demo_key(demo)[0]
    with closing(open_encrypted(demo.database, key, "write")) as writes:
        writes.execute("UPDATE drafts SET kept_at = ''")
        writes.execute("INSERT INTO drafts VALUES ('note', 1, '{}', '2026-11-24')")
        page = 4096
        before = demo.database.read_bytes()
        # Fold the log in, and put it back as it was: then tear one of the pages that it has in the file.
        log = demo.database.with_name("clinic.db-wal").read_bytes()
    after = demo.database.read_bytes()
    torn = next(at for at in range(page, len(before), page) if before[at : at + page] != after[at : at + page])
    demo.database.write_bytes(after[: torn + 100] + bytes(page - 100) + after[torn + page :])
    assert "pages" in {one.key for one in looked(demo, is_quick=True).wrong}
    demo.database.write_bytes(after[: torn + 100] + bytes(page - 100) + after[torn + page :])
    demo.database.with_name("clinic.db-wal").write_bytes(log)
    assert not looked(demo, is_quick=True).wrong


def test_keys_that_are_not_in_order_are_found_and_written_anew(demo: ClinicFolder) -> None:
    key, _ = demo_key(demo)
    second = vault.second_copy(demo.vault)
    second.write_text("{", encoding="utf-8")
    assert wrong(demo) == {"vault": 1}
    assert put_right(demo, key, "vault", NOW, Progress()) == 1
    assert wrong(demo) == {}
    assert second.read_text(encoding="utf-8") == demo.vault.read_text(encoding="utf-8")
    known = vault.read(demo.vault)
    vault.write(demo.vault, known.without_slot(known.people()[0].id))
    made = check(demo, key, NOW, Progress(), is_quick=True)
    assert [(one.key, one.wrong) for one in made.wrong] == [("slots", 1)]


@pytest.fixture
def filed(demo: ClinicFolder) -> ClinicFolder:
    """With a backup of all its files."""
    back_up(demo, demo_key(demo)[0], NOW, Progress())
    return demo


def damaged(folder: ClinicFolder) -> Iterator[Path]:
    """The files of the clinic, one missing and one damaged."""
    one, other, *_ = sorted(Blobs(folder.blobs, demo_key(folder)[0]).lying())
    one.unlink()
    yield one
    other.write_bytes(other.read_bytes()[:-1] + b"\x00")
    yield other


def test_damaged_files_are_put_back_from_a_backup(filed: ClinicFolder) -> None:
    whole = {path: path.read_bytes() for path in Blobs(filed.blobs, demo_key(filed)[0]).lying()}
    lost = list(damaged(filed))
    assert wrong(filed) == {"files": 2}
    assert put_right(filed, demo_key(filed)[0], "files", NOW + timedelta(hours=1), Progress()) == 2
    assert wrong(filed) == {}
    assert [path.read_bytes() for path in lost] == [whole[path] for path in lost]


def test_what_no_backup_has_stays_wrong(demo: ClinicFolder) -> None:
    shutil.rmtree(demo.backups)
    list(damaged(demo))
    assert put_right(demo, demo_key(demo)[0], "files", NOW, Progress()) == 0
    assert wrong(demo) == {"files": 2}


def test_files_that_nothing_names_are_counted_and_removed_late(filed: ClinicFolder) -> None:
    key = demo_key(filed)[0]
    Blobs(filed.blobs, key).put(b"nobody names me")
    found = {one.key: one for one in looked(filed).found}["files"]
    assert (found.wrong, found.notes) == (0, 1)
    assert put_right(filed, key, "orphans", NOW, Progress()) == 0
    assert {one.key: one.notes for one in looked(filed).found}["files"] == 1


def test_the_search_is_built_anew(demo: ClinicFolder) -> None:
    by_hand(
        demo,
        "DELETE FROM client_search WHERE rowid < 5",
        "INSERT INTO client_search (rowid, words) VALUES (900, 'abc')",
    )
    assert "index" in wrong(demo)
    with closing(open_demo(demo, Clock(NOW))) as clinic:
        clinic.do(RebuildSearch())
        last = clinic.read.one("SELECT label, after FROM audit ORDER BY id DESC LIMIT 1")
        assert last["label"] == RebuildSearch.label
        assert json.loads(last["after"]) == {"rebuilt": "search"}
    assert wrong(demo) == {}


def test_each_part_has_its_words() -> None:
    assert set(WHOLE) | set(QUICK) <= set(PARTS)


def test_it_changes_nothing(demo: ClinicFolder) -> None:
    before, made = demo.database.read_bytes(), backups_in(demo.backups)
    looked(demo)
    assert demo.database.read_bytes() == before
    assert backups_in(demo.backups) == made


@pytest.mark.parametrize("after", [1, 30])
def test_it_stops_when_asked(whole: ClinicFolder, after: int) -> None:
    heard: list[int] = []

    def hear(done: int, total: int, _: str) -> None:
        assert 0 <= done <= total
        heard.append(done)
        if len(heard) == after:
            progress.stop()

    progress = Progress(hear)
    with pytest.raises(Cancelled):
        check(whole, demo_key(whole)[0], NOW, progress)
    assert len(heard) <= after + 1


def test_a_part_that_cannot_be_read_is_said_to_be(demo: ClinicFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> Callable[[], None]:
        raise StoreTrouble("The disk reports an error.")

    monkeypatch.setattr(Blobs, "lying", failing)
    monkeypatch.setattr("clinic_desktop.store.check.kept.named_in", failing)
    found = {one.key: one for one in looked(demo).wrong}
    assert found["files"].is_unread
    assert found["files"].wrong == 0
