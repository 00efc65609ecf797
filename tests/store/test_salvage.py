"""What is saved of a damaged file: what was acknowledged is there, or named as lost; the damaged file is only read."""

import random
import shutil
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from damaging import DAMAGES, PAGE, Outcome, rows_of, salvaged_many
from fixed import NOW

from clinic_desktop.checkup.queries.course import check
from clinic_desktop.checkup.rules import by_groups, saved_words
from clinic_desktop.clinic import Clinic
from clinic_desktop.demo.opening import DEMO_COST, demo_key
from clinic_desktop.errors import ClinicError, Damaged, NotAllowed, StoreTrouble
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.salvaging import Saved, save_anew
from clinic_desktop.store import page_seals
from clinic_desktop.store.backups import second_place
from clinic_desktop.store.backups.manifest import backups_in
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.connection import open_encrypted
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.salvage.model import Salvaged, SavedTable
from clinic_desktop.store.salvage.reading import TableReader

if TYPE_CHECKING:
    from demos import Demos
    from sqlite_utils import Database

# The scorecard does 300 (`salvaged_many`).
SAMPLE = 4


@pytest.fixture(scope="module")
def whole(demos: "Demos", tmp_path_factory: pytest.TempPathFactory) -> ClinicFolder:
    return demos.put(tmp_path_factory.mktemp("whole") / "demo", NOW)


@pytest.fixture
def demo(whole: ClinicFolder, tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(Path(shutil.copytree(whole.path, tmp_path / "demo")))


def root_of(folder: ClinicFolder, table: str) -> int:
    with closing(open_encrypted(folder.database, demo_key(folder)[0], "read")) as database:
        return int(database.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0])


def spoil(folder: ClinicFolder, *spoiled: int) -> None:
    with folder.database.open("r+b") as file:
        for page in spoiled:
            file.seek((page - 1) * PAGE)
            file.write(b"spoiled" * 500)


def save(folder: ClinicFolder, progress: Progress | None = None) -> Saved:
    return save_anew(folder, *demo_key(folder), Clock(NOW), progress or Progress())


def table(saved: Saved, name: str) -> SavedTable:
    return next(one for one in saved.salvaged.tables if one.name == name)


def test_of_many_damages_nothing_is_lost_without_a_word(whole: ClinicFolder, tmp_path: Path) -> None:
    found: list[Outcome] = list(salvaged_many(whole, *demo_key(whole), tmp_path, SAMPLE))
    assert [one.unnamed for one in found if one.unnamed] == []
    assert sum(one.is_saved for one in found) > SAMPLE // 2
    assert {one.how.split()[1] for one in found} == {one.__name__ for one in DAMAGES}


def test_a_table_that_is_gone_comes_back_from_the_trail_alone(demo: ClinicFolder) -> None:
    shutil.rmtree(demo.backups)
    before = rows_of(demo.database, demo_key(demo)[0])
    spoil(demo, root_of(demo, "clients"))
    saved = save(demo)
    found = table(saved, "clients")
    assert (found.read, found.replayed, found.lost, found.is_well) == (0, len(before["clients"]), 0, True)
    assert rows_of(saved.part.database, demo_key(demo)[0])["clients"] == before["clients"]
    assert saved.salvaged.is_complete
    assert "Nothing is missing" in saved_words(saved.salvaged)
    # Whatever hangs on it is in order: sums, search, keys, chain.
    saved.take(Clock(NOW))
    assert not check(demo, demo_key(demo)[0], NOW, Progress()).wrong


@pytest.mark.parametrize("is_here", [True, False], ids=["here", "second place"])
def test_what_neither_page_nor_trail_has_comes_from_a_backup(demo: ClinicFolder, tmp_path: Path, is_here: bool) -> None:
    if not is_here:
        place = tmp_path / "stick"
        demo.backups.rename(place)
        second_place.choose(demo, vault.read(demo.vault).clinic, place, NOW)
    before = rows_of(demo.database, demo_key(demo)[0])
    spoil(demo, root_of(demo, "clients"), root_of(demo, "audit"))
    saved = save(demo)
    assert table(saved, "audit").from_backup == len(before["audit"])
    found = table(saved, "clients")
    # By entries of which nobody knows whether they were the last.
    assert (found.replayed, found.older, found.is_open) == (len(before["clients"]), len(before["clients"]), True)
    after = rows_of(saved.part.database, demo_key(demo)[0])
    assert after["clients"] == before["clients"]
    assert "may be older" in saved_words(saved.salvaged)


def test_rows_that_stand_on_a_lost_one_are_put_aside_and_kept_in_the_trail(demo: ClinicFolder) -> None:
    shutil.rmtree(demo.backups)
    key = demo_key(demo)[0]
    before = rows_of(demo.database, key)
    spoil(demo, root_of(demo, "cases"), root_of(demo, "audit"))
    saved = save(demo)
    visits = table(saved, "visits")
    assert visits.aside == len(before["visits"])
    with closing(open_encrypted(saved.part.database, key, "read")) as database:
        told = database.execute(
            "SELECT count(*) FROM audit WHERE table_name = 'visits' AND verb = 'note' AND before IS NULL"
        ).fetchone()
    assert told == (visits.aside,)
    saved.take(Clock(NOW))
    wrong = {one.key: one for one in check(demo, key, NOW, Progress()).wrong}
    # The trail begins anew, so rows have no entries; but nothing stands on what is not there.
    assert set(wrong) <= {"trail", "chain", "numbers", "files", "totals"}


def test_a_paper_that_is_lost_leaves_its_document_there(demo: ClinicFolder) -> None:
    shutil.rmtree(demo.backups)
    key = demo_key(demo)[0]
    before = rows_of(demo.database, key)
    spoil(demo, root_of(demo, "contents"))
    saved = save(demo)
    after = rows_of(saved.part.database, key)
    # A letter names its paper without a link: it is counted, and has no empty place.
    empty = sum(1 for _, content in after["contents"].values() if not content)
    assert table(saved, "contents").lost >= empty > 0
    assert after["bills"] == before["bills"]


def test_taking_it_keeps_the_damaged_one_and_all_files(demo: ClinicFolder) -> None:
    key, slot = demo_key(demo)
    files = sorted(path.name for path in demo.blobs.rglob("*") if path.is_file())
    spoil(demo, root_of(demo, "payers"))
    damaged = demo.database.read_bytes()
    saved = save(demo)
    assert demo.database.read_bytes() == damaged
    saved.take(Clock(NOW))
    kept = [one for one in backups_in(demo.backups) if one.manifest.kind == "replaced"]
    assert [one.folder.database.read_bytes() for one in kept] == [damaged]
    assert sorted(path.name for path in demo.blobs.rglob("*") if path.is_file()) == files
    with closing(Clinic.open(demo, key, slot, Clock(NOW), DEMO_COST)) as clinic:
        last = clinic.read.one("SELECT label FROM audit ORDER BY id DESC LIMIT 1")
        assert last["label"] == "Save what can be read of a damaged file"
        assert clinic.read.all("SELECT id FROM payers")


def test_leaving_it_leaves_nothing(demo: ClinicFolder) -> None:
    spoil(demo, root_of(demo, "payers"))
    before = sorted(demo.path.rglob("*"))
    save(demo).leave()
    assert sorted(demo.path.rglob("*")) == before


def test_a_file_whose_beginning_is_gone_says_so(demo: ClinicFolder) -> None:
    spoil(demo, 1)
    before = sorted(demo.path.rglob("*"))
    with pytest.raises(Damaged, match="Nothing of the clinic’s file can be read"):
        save(demo)
    assert sorted(demo.path.rglob("*")) == before


def test_only_the_owner_takes_what_was_saved(demo: ClinicFolder) -> None:
    with pytest.raises(NotAllowed):
        save_anew(demo, demo_key(demo)[0], "nobody", Clock(NOW), Progress())
    assert not demo.restored_in_part.exists()


@pytest.mark.parametrize("after", [1, 20, 120])
def test_it_stops_when_asked_and_leaves_nothing(demo: ClinicFolder, after: int) -> None:
    count = [0]

    def hear(*_: object) -> None:
        count[0] += 1
        if count[0] == after:
            progress.stop()

    progress = Progress(hear)
    with pytest.raises(Cancelled):
        save(demo, progress)
    assert not demo.restored_in_part.exists()


def test_where_there_is_no_room_it_says_so(demo: ClinicFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0))
    with pytest.raises(StoreTrouble, match="0 MB are free"):
        save(demo)
    assert not demo.restored_in_part.exists()


def test_what_is_in_the_log_is_saved_too(demo: ClinicFolder) -> None:
    """A kill: the last commit is in the log alone."""
    key = demo_key(demo)[0]
    spoiled = root_of(demo, "payers")
    with closing(open_encrypted(demo.database, key, "write")) as database:
        database.execute("INSERT INTO drafts VALUES ('note', 1, '{}', '2026-11-24')")
        log = demo.log.read_bytes()
        file = demo.database.read_bytes()
    demo.database.write_bytes(file)
    demo.log.write_bytes(log)
    spoil(demo, spoiled)
    saved = save(demo)
    assert tuple(rows_of(saved.part.database, key)["drafts"]) == (("note", 1),)


def sealed(path: Path, key: bytes, rows: int) -> "Database":
    database = open_encrypted(path, key, "create")
    database.execute("CREATE TABLE lines (id INTEGER PRIMARY KEY, words TEXT)")
    database.execute("BEGIN")
    for row in range(1, rows + 1):
        database.execute("INSERT INTO lines VALUES (?, ?)", (row, f"line {row} " * 10))
    database.execute("COMMIT")
    return database


@pytest.mark.parametrize("seed", range(6))
def test_every_row_outside_the_damage_is_read_once(tmp_path: Path, seed: int) -> None:
    chance, key, path = random.Random(seed), bytes(32), tmp_path / "lines.db"
    sealed(path, key, 1_000).close()
    spoiled = sorted(chance.sample(range(3, path.stat().st_size // PAGE + 1), seed + 1))
    assert page_seals.empty(path, key, spoiled) == len(spoiled)
    with closing(open_encrypted(path, key, "salvage")) as database:
        # What is emptied is under a seal that fits.
        assert database.execute("PRAGMA cipher_integrity_check").fetchall() == []
        reader = TableReader(database, "lines", ("id", "words"), 1_000)
        read = [number for number, _ in reader.rows()]
    assert len(read) == len(set(read))
    # A page holds about thirty of these.
    assert 1_000 - 45 * len(spoiled) <= len(read) < 1_000
    assert not reader.is_whole


def test_the_program_knows_a_broken_seal_as_the_cipher_does(tmp_path: Path) -> None:
    key, path = bytes(32), tmp_path / "lines.db"
    sealed(path, key, 300).close()
    assert page_seals.broken(path, key) == []
    assert len(page_seals.broken(path, bytes([1] * 32))) == path.stat().st_size // PAGE
    raw = bytearray(path.read_bytes())
    for page in (1, 3, 5):
        raw[page * PAGE - 200] ^= 1
    path.write_bytes(raw)
    assert page_seals.broken(path, key) == [1, 3, 5]
    page_seals.empty(path, key, [3, 5])
    assert page_seals.broken(path, key) == [1]


def test_a_file_that_was_cut_off_is_made_up_to_its_length(tmp_path: Path) -> None:
    key, path = bytes(32), tmp_path / "lines.db"
    sealed(path, key, 500).close()
    whole = path.stat().st_size
    assert page_seals.make_up(path, key) == 0
    with path.open("r+b") as file:
        file.truncate(whole - 3 * PAGE - 700)
    assert page_seals.make_up(path, key) == 4
    assert path.stat().st_size == whole
    assert page_seals.broken(path, key) == []
    path.write_bytes(path.read_bytes()[:100])
    assert page_seals.make_up(path, key) == 0


def test_tables_whose_place_cannot_be_read_come_back(demo: ClinicFolder) -> None:
    key = demo_key(demo)[0]
    before = rows_of(demo.database, key)
    with closing(open_encrypted(demo.database, key, "read")) as database:
        # Behind the first page are those that say where the tables are: all that no table begins on, and few others.
        roots = {row[0] for row in database.execute("SELECT rootpage FROM sqlite_schema").fetchall()}
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'visits'"
        at = int(database.execute(sql).fetchone()[0])
    near = next(page for page in range(at, 0, -1) if page not in roots)
    spoil(demo, near)
    saved = save(demo)
    after = rows_of(saved.part.database, key)
    assert saved.salvaged.total("lost") == saved.salvaged.total("aside") == 0
    assert {name: after[name] for name in before if name not in ("audit", "drafts")} == {
        name: rows for name, rows in before.items() if name not in ("audit", "drafts")
    }


def test_a_long_text_whose_end_was_emptied_is_not_taken_for_whole(tmp_path: Path) -> None:
    key, path = bytes(32), tmp_path / "lines.db"
    with closing(open_encrypted(path, key, "create")) as database:
        database.execute("CREATE TABLE lines (id INTEGER PRIMARY KEY, words TEXT)")
        database.execute("INSERT INTO lines VALUES (1, ?)", ("long " * 1_500,))
    last = path.stat().st_size // PAGE
    page_seals.empty(path, key, [last])
    with closing(open_encrypted(path, key, "salvage")) as database:
        reader = TableReader(database, "lines", ("id", "words"), 1)
        assert list(reader.rows()) == []
    assert not reader.is_whole


def test_a_salvage_is_told_in_the_words_of_the_clinic() -> None:
    tables = (
        SavedTable("visits", 5, 1, 0, 2, 1, 0, is_whole=False),
        SavedTable("visit_notes", 3),
        SavedTable("clients", 4),
        SavedTable("brand_new", 1),
    )
    lines = by_groups(Salvaged(tables))
    assert [(words, one.read, one.lost) for words, one in lines] == [
        ("Visits and notes", 8, 2),
        ("Clients", 4, 0),
        ("Clinic and people", 1, 0),
    ]
    assert saved_words(Salvaged(tables)) == "14 rows are in the new file. 3 rows are lost."


def test_every_table_has_its_words(whole: ClinicFolder) -> None:
    from clinic_desktop.checkup.model import GROUPS
    from clinic_desktop.store.salvage.building import tables_of

    with closing(open_encrypted(whole.database, demo_key(whole)[0], "read")) as database:
        there = set(tables_of(database))
    known = [table for tables in GROUPS.values() for table in tables]
    assert len(known) == len(set(known))
    assert there == set(known)


def test_an_error_of_the_world_is_a_sentence(demo: ClinicFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "mkdir", failing)
    with pytest.raises(ClinicError, match="Input/output error"):
        save(demo)
