"""Restores that are only tried: what they find, what they leave, and what is kept of them."""

import itertools
import shutil
from pathlib import Path

import pytest
from billable import billable_client, ready_visit
from factories import SERVICE
from filed import back_up, blobs_of, content, filed, flip
from fixed import NOW

from clinic_desktop.audit.commands import NoteBackup
from clinic_desktop.clinic import Clinic
from clinic_desktop.drills.commands import NoteDrill
from clinic_desktop.drills.model import CameBack, Drill
from clinic_desktop.drills.queries import last_drill, waiting_since
from clinic_desktop.drills.rules import drill_of
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.practice.commands import AddService
from clinic_desktop.store import files
from clinic_desktop.store.backups import enclosures
from clinic_desktop.store.backups.drill import CameOut, practise, scratch_of
from clinic_desktop.store.backups.manifest import Backup, write_manifest
from clinic_desktop.store.keys.keyring import ClinicFolder


@pytest.fixture
def folder(filing: Path, tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(shutil.copytree(filing, tmp_path / "clinic"))


def tried(clinic: Clinic, made: Backup) -> CameOut:
    ticks = itertools.count(0, 2)
    found = practise(clinic.keys.folder, clinic.keys.key, made, Progress(), lambda: float(next(ticks)))
    assert not scratch_of(clinic.keys.folder).exists()
    return found


def test_a_whole_backup_comes_out_as_it_was(clinic: Clinic) -> None:
    kept = {filed(clinic, number) for number in range(3)}
    made = back_up(clinic)
    found = tried(clinic, made)
    assert (found.tables_equal, found.files_equal, found.trouble) == (found.tables, 3, "")
    assert (found.tables, found.files) == (len(made.manifest.rows), 3)
    assert found.rows == sum(made.manifest.rows.values())
    assert found.size == made.manifest.beside.size
    assert found.entries == made.manifest.rows["audit"]
    assert made.manifest.head
    assert found.entries == made.manifest.head.entries
    assert (found.entries_wrong, found.milliseconds) == (0, 2_000)
    assert {clinic.blobs.get(name) for name in kept} == {content(number) for number in range(3)}


def test_a_damaged_file_in_it_is_found_though_the_clinic_has_it_whole(clinic: Clinic) -> None:
    names = [filed(clinic, number) for number in range(3)]
    made = back_up(clinic)
    flip(blobs_of(clinic, made), names[1])
    found = tried(clinic, made)
    assert (found.files_equal, found.files) == (2, 3)
    assert "damaged or missing" in found.trouble


@pytest.mark.parametrize("name", ["clinic.db", "vault.json", "blobs.json"])
def test_a_damaged_backup_is_found(clinic: Clinic, name: str) -> None:
    filed(clinic, 1)
    made = back_up(clinic)
    path = made.folder.path / name
    whole = path.read_bytes()
    path.write_bytes(whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:])
    assert tried(clinic, made).trouble
    path.write_bytes(whole[: len(whole) // 2])
    assert tried(clinic, made).trouble
    path.unlink()
    assert tried(clinic, made).trouble


def test_other_counts_than_the_manifest_says_are_found(clinic: Clinic) -> None:
    made = back_up(clinic)
    rows = dict(made.manifest.rows) | {"clients": 7}
    write_manifest(made.folder.path, made.manifest._replace(rows=rows))
    found = tried(clinic, made._replace(manifest=made.manifest._replace(rows=rows)))
    assert found.tables_equal == found.tables - 1
    assert "rows" in found.trouble


def test_money_that_is_not_what_it_was_is_found(clinic: Clinic) -> None:
    """A person who checks looks for clients, visits, bills and money; each column of money is added up."""
    billable = billable_client(clinic)
    for day in ("11/5/2026", "11/12/2026"):
        ready_visit(clinic, billable.case, day)
    made = back_up(clinic)
    assert made.manifest.sums["balances.charged_cents"] > 0
    found = tried(clinic, made)
    assert found.sums_equal == found.sums == len(made.manifest.sums) > 10
    drill = drill_of(NOW, NOW, "here", found)
    (there,) = clinic.read.all("SELECT sum(charged_cents) AS charged, sum(paid_cents) AS paid FROM balances")
    assert drill.back == CameBack(1, 2, 0, there["charged"], there["paid"])
    clinic.do(NoteDrill(drill))
    assert last_drill(clinic.read) == drill
    sums = dict(made.manifest.sums) | {"balances.charged_cents": there["charged"] + 1}
    other = made._replace(manifest=made.manifest._replace(sums=sums))
    assert tried(clinic, other).trouble == "Some sums of money are not what they were when the backup was made."
    # One of an earlier program has none to compare.
    older = tried(clinic, made._replace(manifest=made.manifest._replace(sums={})))
    assert (older.sums, older.trouble) == (0, "")
    assert drill_of(NOW, NOW, "here", CameOut(trouble="x")).back is None


def test_an_end_of_the_trail_that_is_not_there_is_found(clinic: Clinic) -> None:
    made = back_up(clinic)
    assert made.manifest.head
    other = made.manifest._replace(head=made.manifest.head._replace(mac="ab" * 32))
    found = tried(clinic, made._replace(manifest=other))
    assert found.entries_wrong == 1
    assert "audit trail" in found.trouble


def test_what_could_not_be_tried_is_no_damage(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    filed(clinic, 1)
    made = back_up(clinic)
    stopped = Progress()
    stopped.stop()
    with pytest.raises(Cancelled):
        practise(clinic.keys.folder, clinic.keys.key, made, stopped)
    assert not scratch_of(clinic.keys.folder).exists()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(files, "need_room", full)
        with pytest.raises(StoreTrouble, match="No restore was tried"):
            tried(clinic, made)
    # And not only at its beginning.
    copied = enclosures.copied
    with monkeypatch.context() as patched:
        patched.setattr(enclosures, "copied", full)
        with pytest.raises(StoreTrouble, match="this computer’s disk takes nothing more"):
            tried(clinic, made)

    def pulled(*given: object) -> object:
        shutil.rmtree(made.folder.path)
        return copied(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(enclosures, "copied", pulled)
        with pytest.raises(StoreTrouble, match="not there any more"):
            tried(clinic, made)
    with pytest.raises(StoreTrouble, match="not there any more"):
        tried(clinic, made)


def test_what_a_kill_left_is_swept(clinic: Clinic) -> None:
    made = back_up(clinic)
    left = scratch_of(clinic.keys.folder) / "restore-ready.part"
    left.mkdir(parents=True)
    (left / "clinic.db").write_bytes(b"half")
    assert not tried(clinic, made).trouble


def test_only_work_waits_for_a_backup(clinic: Clinic) -> None:
    """Nobody is told on Monday that Friday's last minute was not backed up: nothing was done in it."""
    made = back_up(clinic)
    clinic.do(NoteBackup(NOW.isoformat()))
    clinic.do(NoteDrill(Drill(NOW, NOW, "second", 3, 3, 9, 2, 2, 80_000, 5, 0, 1_234, "")))
    assert waiting_since(clinic.read, made.manifest.state) is None
    clinic.do(AddService(SERVICE))
    assert waiting_since(clinic.read, made.manifest.state) == NOW
    assert waiting_since(clinic.read, "") is not None


def test_what_came_out_is_kept_and_stays(clinic: Clinic) -> None:
    assert last_drill(clinic.read) is None
    drill = Drill(NOW, NOW, "second", 3, 3, 9, 2, 2, 80_000, 5, 0, 1_234, "")
    clinic.do(NoteDrill(drill))
    assert last_drill(clinic.read) == drill
    assert not clinic.history.undoable
    failed = Drill(NOW, NOW, "here", 0, 3, 0, 0, 2, 0, 0, 0, 10, "x" * 5_000)
    clinic.do(NoteDrill(failed))
    last = last_drill(clinic.read)
    assert last
    assert last.trouble == "x" * 1_000
