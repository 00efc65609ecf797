"""An export is whole or not there: stopped, killed, on a full disk, where a place is taken; and of a damaged record."""

import errno
import json
import os
import random
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Opener
from exporting import export_of
from factories import CLIENT, new_case, new_client, new_service, new_visit
from filed import content, filed, flip, with_table

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.exports.loader.exporting import export_beside
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.store.beside.outside import MARKER, sweep_outside
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.keys.sealed import seal
from clinic_desktop.values.spreadsheet import rows_in

ROOT = Path(__file__).parents[2]


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def stopping_after(steps: int) -> Progress:
    """One that is asked to stop after so many reports."""
    told = []

    def hear(*_: object) -> None:
        told.append(1)
        if len(told) >= steps:
            made.stop()

    made = Progress(hear)
    return made


@pytest.mark.parametrize("steps", [1, 40, 80])
def test_stopped_at_any_moment_nothing_is_left(clinic: Clinic, place: Path, steps: int) -> None:
    new_visit(clinic)
    with pytest.raises(Cancelled):
        export_of(clinic, place / "out", stopping_after(steps))
    assert left_in(place) == []
    assert not (clinic.keys.folder.path / "being-written").exists()


@pytest.mark.parametrize("at", [1, 10, 60, 90])
def test_a_full_disk_is_said_and_nothing_is_left(
    clinic: Clinic, place: Path, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_visit(clinic)
    written = []
    write = os.write

    def full(descriptor: int, content: bytes) -> int:
        written.append(1)
        if len(written) > at:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(descriptor, content)

    monkeypatch.setattr("clinic_desktop.store.files.os.write", full)
    with pytest.raises(StoreTrouble, match=r"could not be written: No space left on device\. Nothing of it was left"):
        export_of(clinic, place / "out")
    monkeypatch.undo()
    assert left_in(place) == []


def test_a_place_that_is_taken_is_refused(clinic: Clinic, place: Path) -> None:
    (place / "full").mkdir()
    (place / "full" / "mine.txt").write_text("mine")
    (place / "file").write_text("mine")
    for name in ("full", "file"):
        with pytest.raises(StoreTrouble, match="is there already and is not empty"):
            export_of(clinic, place / name)
    with pytest.raises(StoreTrouble, match="There is no folder"):
        export_of(clinic, place / "none" / "out")
    with pytest.raises(StoreTrouble, match="the clinic’s own folder"):
        export_of(clinic, clinic.keys.folder.path / "out")
    assert (place / "full" / "mine.txt").read_text() == "mine"
    assert left_in(place) == ["file", "full"]


def test_an_empty_folder_is_a_place(clinic: Clinic, place: Path) -> None:
    (place / "out").mkdir()
    assert export_of(clinic, place / "out").run.files > 80
    assert left_in(place) == ["out"]
    assert MARKER not in left_in(place / "out")
    assert (place / "out").stat().st_mode & 0o077 == 0


def test_a_link_is_no_place(clinic: Clinic, place: Path) -> None:
    (place / "elsewhere").mkdir()
    (place / "out").symlink_to(place / "elsewhere")
    with pytest.raises(StoreTrouble, match="is there already"):
        export_of(clinic, place / "out")
    assert left_in(place / "elsewhere") == []


KILLED = """
import os, sys
sys.path[:0] = [{root!r}, {tests!r}]
from pathlib import Path
from clinic_desktop.exports.loader.exporting import export_beside
from clinic_desktop.exports.loader.exporting import export_beside
from clinic_desktop.jobs import Progress
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys.keyring import ClinicFolder
steps = []
def hear(*_):
    steps.append(1)
    if len(steps) == 50:
        os.kill(os.getpid(), 9)
export_beside(ClinicFolder(Path({folder!r})), bytes.fromhex({key!r}), Path({target!r}), Clock().today(), Progress(hear))
"""


def test_what_a_kill_left_is_removed_at_the_next_start(clinic: Clinic, place: Path) -> None:
    folder = clinic.keys.folder
    new_visit(clinic)
    code = KILLED.format(
        root=str(ROOT), tests=str(ROOT / "tests"), folder=str(folder.path), key=clinic.keys.key.hex(),
        target=str(place / "out"),
    )  # fmt: skip
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -signal.SIGKILL
    assert left_in(place) == ["out.part"]
    assert (place / "out.part" / "tables").is_dir()
    # A folder may be called as a client is.
    assert str(place).encode() not in (folder.path / "being-written").read_bytes()
    with pytest.raises(StoreTrouble, match="was not finished"):
        export_of(clinic, place / "out")
    assert sweep_outside(folder, clinic.keys.key) == 1
    assert left_in(place) == []
    assert sweep_outside(folder, clinic.keys.key) == 0
    assert not (folder.path / "being-written").exists()


def remembered(clinic: Clinic, entries: object) -> bytes:
    """What is being written, as it lies beside the clinic's file."""
    return seal(clinic.keys.key, "being-written", json.dumps(entries).encode())


def test_only_what_is_ours_is_swept(clinic: Clinic, place: Path) -> None:
    folder = clinic.keys.folder
    memory = folder.path / "being-written"
    mine = place / "mine.part"
    mine.mkdir()
    (mine / "a.txt").write_text("mine")
    # A marker of another export, or a memory that somebody wrote, removes nothing.
    (mine / MARKER).write_text("another\n")
    entries: list[object] = [{"path": str(mine), "token": "0123"}, {"path": str(place), "token": ""}, 5, {"x": 1}]
    memory.write_bytes(remembered(clinic, entries))
    assert sweep_outside(folder, clinic.keys.key) == 0
    assert left_in(mine) == [MARKER, "a.txt"]
    # Nor does what somebody wrote who has no key of the clinic.
    (mine / MARKER).write_text("0123\n")
    for written in (b"no JSON", b"", json.dumps([{"path": str(mine), "token": "0123"}]).encode()):
        memory.write_bytes(written)
        assert sweep_outside(folder, clinic.keys.key) == 0
    memory.write_bytes(remembered(clinic, "no list"))
    assert sweep_outside(folder, clinic.keys.key) == 0


def test_one_on_a_stick_that_is_not_there_waits(clinic: Clinic, place: Path) -> None:
    folder = clinic.keys.folder
    memory = folder.path / "being-written"
    entry: dict[str, object] = {"path": f"{place}/gone/out.part", "token": "0123"}
    memory.write_bytes(remembered(clinic, [entry]))
    assert sweep_outside(folder, clinic.keys.key) == 0
    assert memory.exists()
    (place / "gone").mkdir()
    # In its place may be another folder now; what was written there is known by its disk.
    assert sweep_outside(folder, clinic.keys.key) == 0
    assert memory.exists()
    memory.write_bytes(remembered(clinic, [entry | {"disk": (place / "gone").stat().st_dev}]))
    assert sweep_outside(folder, clinic.keys.key) == 0
    assert not memory.exists()


def test_of_a_stick_that_was_pulled_out_it_is_remembered(
    clinic: Clinic, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_visit(clinic)

    def pulled(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr("clinic_desktop.store.beside.outside.shutil.rmtree", pulled)
        # Of the stick alone: the clinic’s own disk remembers what was begun there.
        patched.setattr("clinic_desktop.exports.loader.writing.write_file", pulled)
        with pytest.raises(StoreTrouble, match="Input/output error"):
            export_of(clinic, place / "out")
    assert left_in(place) == ["out.part"]
    assert sweep_outside(clinic.keys.folder, clinic.keys.key) == 1
    assert left_in(place) == []


def test_an_export_goes_on_while_somebody_works_and_is_of_one_moment(clinic: Clinic, place: Path) -> None:
    new_client(clinic)

    def hear(*_: object) -> None:
        if not clinic.read.all("SELECT 1 FROM clients WHERE family_name = 'Later'"):
            from dataclasses import replace

            from factories import CLIENT

            new_client(clinic, replace(CLIENT, family_name="Later"))

    made = export_of(clinic, place / "out", Progress(hear))
    assert made.run.rows["clients"] == made.run.clients == 1
    assert len(clinic.read.all("SELECT id FROM clients")) == 2


def damage(file: Path, begin: int, share: float, chance: random.Random) -> None:
    """Make some pages of a closed file unreadable; before `begin` lies what it is opened by."""
    size, page = file.stat().st_size, 4096
    with file.open("r+b") as open_file:
        for number in range(begin // page, size // page):
            if chance.random() < share:
                open_file.seek(number * page + 100)
                open_file.write(b"\x00" * 16)


def test_of_a_damaged_record_all_that_can_be_read_is_exported(
    folder: ClinicFolder, open_clinic: Opener, tmp_path: Path
) -> None:
    new = folder.database.stat().st_size
    clinic = open_clinic(folder)
    new_service(clinic)
    for at in range(60):
        new_visit(clinic, new_case(clinic, new_client(clinic, replace(CLIENT, birth_date=f"3/4/19{at + 20}"))))
    counts = {row: len(clinic.read.all(f"SELECT rowid FROM {row}")) for row in ("audit", "visits", "clients")}
    key = clinic.keys.key
    clinic.close()
    damage(folder.database, new, 0.05, random.Random(7))
    run = export_beside(folder, key, tmp_path / "out", Clock().today(), Progress())
    assert run.lost
    missing = {one.what: one.rows for one in run.lost}
    for table, count in counts.items():
        _, *lines = rows_in((tmp_path / "out" / "tables" / f"{table}.csv").read_bytes())
        # None is said where nobody can count any more what is lost.
        lost = missing.get(table, 0)
        assert len(lines) == run.rows[table] == (count - lost if lost is not None else len(lines))
    assert sum(run.rows.values()) > 400
    told = (tmp_path / "out" / "README.txt").read_text(encoding="utf-8")
    assert "COULD NOT BE READ" in told
    assert all(one.what in told for one in run.lost)


def test_a_new_table_and_its_files_are_exported_unasked_and_a_damaged_file_is_said(
    folder: ClinicFolder, open_clinic: Opener, tmp_path: Path
) -> None:
    clinic = open_clinic(folder)
    with_table(folder, clinic.keys.key)
    clinic.close()
    clinic = open_clinic(folder)
    filed(clinic, 1)
    flip(clinic.blobs, filed(clinic, 2))
    made = export_of(clinic, tmp_path / "out")
    assert [(one.what, one.rows) for one in made.run.lost] == [("documents/clinic/scans-000002.*", 1)]
    assert made.run.rows["scans"] == 2
    assert (made.folder / "documents" / "clinic" / "scans-000001.bin").read_bytes() == content(1)
    assert left_in(made.folder / "documents" / "clinic") == ["scans-000001.bin"]
    assert "scans-000002" in (made.folder / "README.txt").read_text(encoding="utf-8")
