"""Search files of public data: whole or not there, only read, and never mistaken for another file."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.reference import build_reference, forget_references, is_whole, open_reference

ROWS = [(1, "one"), (2, "two")]


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    path = tmp_path / "schema.sql"
    path.write_text("CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE more (name TEXT);\n")
    return path


@pytest.fixture
def built(tmp_path: Path, schema: Path) -> Path:
    path = tmp_path / "cache" / "things.db"
    build_reference(path, schema, {"things": ROWS, "more": ()}, ["INSERT INTO more SELECT name FROM things"])
    return path


def names(path: Path) -> list[str]:
    read = open_reference(path)
    found = [row["name"] for row in read.all("SELECT name FROM more ORDER BY name")]
    read.close()
    return found


def test_a_search_file_has_its_rows_and_nothing_lies_beside_it(built: Path) -> None:
    assert names(built) == ["one", "two"]
    assert [path.name for path in built.parent.iterdir()] == ["things.db"]


def test_a_missing_file_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match=r"^The search file is missing or damaged\.$"):
        open_reference(tmp_path / "things.db")
    assert not (tmp_path / "things.db").exists()


@pytest.mark.parametrize("at", [0, 5, 15])
def test_a_file_with_a_damaged_head_is_refused(built: Path, at: int) -> None:
    whole = built.read_bytes()
    built.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
    with pytest.raises(StoreTrouble):
        open_reference(built)


def test_a_damage_that_shows_later_is_said_of_the_search_file(tmp_path: Path, schema: Path) -> None:
    path = tmp_path / "things.db"
    build_reference(path, schema, {"things": [(number, "x" * 500) for number in range(100)]})
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + bytes(len(whole) - 4096))
    read = open_reference(path)
    for ask in (read.all, lambda sql: list(read.rows(sql))):
        with pytest.raises(StoreTrouble, match=r"^The search file is missing or damaged\.$"):
            ask("SELECT count(name) FROM things")
    read.close()


@pytest.mark.parametrize("content", [b"", b"hello", bytes(8192), b"SQLite format 3\x00" + bytes(5000)])
def test_a_file_that_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "things.db"
    path.write_bytes(content)
    with pytest.raises(StoreTrouble):
        open_reference(path)
    assert path.read_bytes() == content


def test_another_programs_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "things.db"
    plain = sqlcipher3.connect(str(path))
    plain.execute("CREATE TABLE things (name)")
    plain.close()
    with pytest.raises(StoreTrouble, match="not a search file"):
        open_reference(path)


def test_the_clinics_own_file_is_refused(clinic: Clinic, folder: ClinicFolder) -> None:
    before = folder.database.read_bytes()
    with pytest.raises(StoreTrouble):
        open_reference(folder.database)
    assert folder.database.read_bytes() == before


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble):
        open_reference(tmp_path)


def test_a_search_file_cannot_be_written(built: Path) -> None:
    before = built.read_bytes()
    read = open_reference(built)
    for sql in ("DELETE FROM things RETURNING id", "PRAGMA user_version = 7", "CREATE TABLE other (id)"):
        with pytest.raises(StoreTrouble, match="search file"):
            list(read.rows(sql))
    read.close()
    assert built.read_bytes() == before


def test_a_name_with_marks_of_an_address_is_only_a_name(tmp_path: Path, schema: Path) -> None:
    path = tmp_path / "a?mode=rw&b#c%20 ü.db"
    build_reference(path, schema, {"things": ROWS}, ["INSERT INTO more VALUES ('x')"])
    assert names(path) == ["x"]


def broken() -> Iterator[tuple[int, str]]:
    yield (1, "one")
    raise RuntimeError("cut off")


def test_a_build_that_is_cut_off_leaves_the_old_file(built: Path, schema: Path) -> None:
    before = built.read_bytes()
    with pytest.raises(RuntimeError, match="cut off"):
        build_reference(built, schema, {"things": broken()})
    assert built.read_bytes() == before


def test_a_build_that_is_cut_off_is_never_taken_for_whole(tmp_path: Path, schema: Path) -> None:
    path = tmp_path / "cache" / "things.db"
    with pytest.raises(RuntimeError):
        build_reference(path, schema, {"things": broken()})
    assert not path.exists()
    assert list(path.parent.iterdir()) == []
    build_reference(path, schema, {"things": ROWS})
    assert [one.name for one in path.parent.iterdir()] == ["things.db"]


def test_two_windows_that_build_the_same_file_do_not_disturb_each_other(built: Path, schema: Path) -> None:
    def rows() -> Iterator[tuple[int, str]]:
        build_reference(built, schema, {"things": [(3, "three")]}, ["INSERT INTO more SELECT name FROM things"])
        yield (4, "four")

    build_reference(built, schema, {"things": rows()}, ["INSERT INTO more SELECT name FROM things"])
    assert names(built) == ["four"]
    assert is_whole(built)
    assert [path.name for path in built.parent.iterdir()] == ["things.db"]


@pytest.mark.parametrize("whole", [True, False])
def test_what_another_window_built_is_accepted_where_it_cannot_be_replaced(
    built: Path, schema: Path, whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_: Path, __: Path) -> Path:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", held)
    if whole:
        build_reference(built, schema, {"things": ROWS})
    else:
        built.write_bytes(built.read_bytes()[:-1])
        with pytest.raises(StoreTrouble):
            build_reference(built, schema, {"things": ROWS})
    assert [path.name for path in built.parent.iterdir()] == ["things.db"]


def test_any_flipped_bit_is_noticed(built: Path) -> None:
    whole = built.read_bytes()
    assert is_whole(built)
    for at in (*range(0, len(whole), 97), len(whole) - 1):
        built.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert not is_whole(built)


@pytest.mark.parametrize("cut", [1, 40, 41, 4096, 5000])
def test_a_file_that_is_cut_off_is_refused_at_once(built: Path, cut: int) -> None:
    built.write_bytes(built.read_bytes()[:-cut])
    assert not is_whole(built)
    with pytest.raises(StoreTrouble, match="damaged"):
        open_reference(built)


def test_what_is_no_file_is_not_whole(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    assert not any(is_whole(path) for path in (tmp_path, tmp_path / "none.db", tmp_path / "empty.db"))


def test_a_text_that_is_none_is_said_of_the_search_file(tmp_path: Path, schema: Path) -> None:
    path = tmp_path / "things.db"
    build_reference(path, schema, {"things": [(1, "marmots")]})
    path.write_bytes(path.read_bytes().replace(b"marmots", b"mar\xff\xfets"))
    read = open_reference(path)
    for ask in (read.all, lambda sql: list(read.rows(sql))):
        with pytest.raises(StoreTrouble, match=r"^The search file is missing or damaged\.$"):
            ask("SELECT name FROM things")
    read.close()


def test_wrong_sql_stays_a_bug(built: Path) -> None:
    read = open_reference(built)
    with pytest.raises(sqlcipher3.OperationalError, match="nowhere"):
        read.all("SELECT 1 FROM nowhere")
    read.close()


@pytest.mark.parametrize("where", ["file/things.db", "file/below/things.db"])
def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, schema: Path, where: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreTrouble, match=r"^The folder for search files cannot be written\.$"):
        build_reference(tmp_path / where, schema, {"things": ROWS})


def test_a_place_that_is_taken_is_said(tmp_path: Path, schema: Path) -> None:
    (tmp_path / "things.db").mkdir()
    with pytest.raises(StoreTrouble, match=r"^The folder for search files cannot be written\.$"):
        build_reference(tmp_path / "things.db", schema, {"things": ROWS})


def test_only_our_own_old_files_are_forgotten(tmp_path: Path) -> None:
    for name in ("a-kept.db", "a-old.db", "a-old.db.part", "a-old.db.x1.part", "a-new.db.x2.part", "other.db", "a.txt"):
        (tmp_path / name).write_bytes(b"x")
        if "old" in name or name == "a.txt":
            os.utime(tmp_path / name, times=(time.time() - 90_000,) * 2)
    (tmp_path / "a-folder.db").mkdir()
    forget_references(tmp_path, "a-*.db", ["a-kept.db", "a-never.db"])
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["a-folder.db", "a-kept.db", "a-new.db.x2.part", "a.txt", "other.db"]
    forget_references(tmp_path / "nowhere", "a-*.db", [])
