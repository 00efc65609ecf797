"""The end of the trail, kept outside the file: an end that was cut off and an older folder put back are found; a
restore by the program is neither."""

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from factories import SERVICE, opened
from fixed import CHEAP, NOW, PASSWORD
from rolling_back import anchor_files, rollbacks
from tampering import Trails, unchained

from clinic_desktop.audit.queries.known import known_loss, last_check
from clinic_desktop.audit.rules.standing import anchor_words, clock_words, loss_words
from clinic_desktop.clinic import Clinic, bring_up_to_date
from clinic_desktop.jobs import Progress
from clinic_desktop.practice.commands import AddService, NoteRestore
from clinic_desktop.restoring import Restoring, restore_backup
from clinic_desktop.store.backups.backup import back_up
from clinic_desktop.store.backups.manifest import write_manifest
from clinic_desktop.store.backups.vouching import anchors_of_backups
from clinic_desktop.store.beside.anchors import Anchor, Anchors, Loss, Restored, loss
from clinic_desktop.store.chain import Flaw, Head
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.connection import open_encrypted
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.trail import anchors_of, end_of, greet, is_check_due, keep_end, note_proof, read_whole

LATER = Clock(NOW + timedelta(hours=1))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own"


def visit(folder: ClinicFolder, own: Path | None, *, adds: int = 1) -> None:
    """Somebody comes, works and goes."""
    with closing(opened(folder)) as clinic:
        assert greet(clinic, own).loss is None
        for _ in range(adds):
            clinic.do(AddService(SERVICE))
        keep_end(clinic, own)


def cut(folder: ClinicFolder, entries: int) -> None:
    """The end of the trail goes, and what keeps it from that with it for a moment."""
    with closing(opened(folder)) as clinic:
        key = clinic.keys.key
    with closing(open_encrypted(folder.database, key, "write")) as database:
        (trigger,) = database.execute("SELECT sql FROM sqlite_schema WHERE name = 'audit_is_never_deleted'").fetchone()
        database.execute("DROP TRIGGER audit_is_never_deleted")
        database.execute("DELETE FROM audit WHERE id > (SELECT max(id) FROM audit) - ?", (entries,))
        database.execute(trigger)


@pytest.mark.parametrize("surviving", [0, 1])
def test_an_end_that_was_cut_off_is_found_by_any_anchor(folder: ClinicFolder, own: Path, surviving: int) -> None:
    visit(folder, own, adds=3)
    cut(folder, 2)
    anchor_files(folder, own)[surviving - 1].unlink()
    with closing(opened(folder)) as clinic:
        found = greet(clinic, own)
        assert found.loss is not None
        assert (found.loss.entries, found.loss.anchor.head.entries) == (2, 7)
        lost = known_loss(clinic.read)
        assert lost is not None
        assert "2 entries that were there on 24 Nov 2026" in loss_words(lost, "")
        assert "No backup on this computer" in loss_words(lost, "")
        assert "has what is missing" in loss_words(lost, NOW.isoformat())
    with closing(opened(folder)) as clinic:
        # It is noted in the trail, so it is known still, though the anchors are set anew.
        assert greet(clinic, own).loss is None
        assert known_loss(clinic.read) == lost


def test_an_older_folder_put_back_is_found(folder: ClinicFolder, own: Path, tmp_path: Path) -> None:
    visit(folder, own)
    older = shutil.copytree(folder.path, tmp_path / "older")
    visit(folder, own, adds=4)
    shutil.rmtree(folder.path)
    shutil.copytree(older, folder.path)
    with closing(opened(folder)) as clinic:
        found = greet(clinic, own).loss
        assert found is not None
        assert found.entries == 5
    # Worked on for so long that it has as many entries: they are others.
    shutil.rmtree(folder.path)
    shutil.copytree(older, folder.path)
    Anchors(folder, clinic.keys.clinic, clinic.keys.key, own).write(Head(6, "ab" * 32), NOW)
    with closing(opened(folder)) as clinic:
        for _ in range(3):
            clinic.do(AddService(SERVICE))
        lost = greet(clinic, own).loss
        assert lost is not None
        assert lost.entries == 0


def test_every_rollback_is_flagged_while_an_anchor_survives(folder: ClinicFolder, own: Path, tmp_path: Path) -> None:
    assert rollbacks(folder, own, tmp_path, 3) == 3


def test_a_restore_by_the_program_is_no_loss(folder: ClinicFolder, own: Path) -> None:
    visit(folder, own)
    with closing(opened(folder)) as clinic:
        made = back_up(folder, clinic.keys.key, clinic.clock.now(), Progress())
        slot = clinic.person.slot
    assert made is not None
    assert made.manifest.head is not None
    visit(folder, own, adds=4)
    key, slot = restore_backup(folder, Restoring(made, slot, PASSWORD), CHEAP, LATER, Progress())
    with closing(Clinic.open(folder, key, slot, LATER, CHEAP)) as clinic:
        # The other folder is of what was restored from, and the backup here is of before.
        assert greet(clinic, own).loss is None
        assert known_loss(clinic.read) is None
        assert read_whole(clinic.keys, Progress())[1] is None


def test_a_restore_that_says_no_moment_excuses_no_loss(folder: ClinicFolder, own: Path) -> None:
    visit(folder, own, adds=3)
    with closing(opened(folder)) as clinic:
        key = clinic.keys.key
        clinic.do(NoteRestore())
    with closing(open_encrypted(folder.database, key, "write")) as database:
        database.execute("DROP TRIGGER audit_is_never_changed")
        database.execute("UPDATE audit SET at = 'soon', mac = x'00' WHERE label = ?", (NoteRestore.label,))
    Anchors(folder, clinic.keys.clinic, key, own).write(Head(40, "ab" * 32), NOW)
    with closing(opened(folder)) as clinic:
        assert greet(clinic, own).loss is not None


def test_a_backup_knows_of_what_was_cut_off(folder: ClinicFolder) -> None:
    with closing(opened(folder)) as clinic:
        for _ in range(3):
            clinic.do(AddService(SERVICE))
        back_up(folder, clinic.keys.key, clinic.clock.now(), Progress())
    cut(folder, 2)
    with closing(opened(folder)) as clinic:
        proof, lost = read_whole(clinic.keys, Progress())
        assert (proof.flaw, lost and lost.entries, lost and lost.anchor.place) == (None, 2, "backup")
        note_proof(clinic, (proof, lost))
        assert known_loss(clinic.read) is not None


def spoil(path: Path) -> None:
    path.write_text(path.read_text().replace('"entries": ', '"entries": 1'))


def test_a_doctored_manifest_raises_no_alarm_and_an_old_one_goes_on_working(folder: ClinicFolder) -> None:
    with closing(opened(folder)) as clinic:
        clinic.do(AddService(SERVICE))
        made = back_up(folder, clinic.keys.key, NOW, Progress())
        assert made
        assert made.manifest.head
        told = made.manifest
        head = made.manifest.head

        def found(**other: object) -> Loss | None:
            write_manifest(made.folder.path, told._replace(**other))  # type: ignore[arg-type]
            return read_whole(clinic.keys, Progress())[1]

        for seal in (told.seal, "", "ab" * 32):
            assert found(head=Head(head.entries + 9, "cd" * 32), seal=seal) is None
            assert anchors_of_backups(folder, clinic.keys.clinic, clinic.keys.key) == ()
    cut(folder, 1)
    with closing(opened(folder)) as clinic:
        # What an earlier program wrote has no seal: the backup’s own file bears it out.
        for seal in (told.seal, "", "ab" * 32):
            lost = found(seal=seal)
            assert lost
            assert lost.entries == 1
        # And one whose file is gone counts for as long as its seal fits.
        made.folder.database.unlink()
        assert found(seal=told.seal)
        assert found(seal="") is None


@pytest.mark.parametrize(
    "harm", [lambda path: path.write_bytes(b"\x00\xff"), spoil, lambda path: path.write_text("[]"), Path.unlink]
)
def test_an_anchor_that_is_damaged_or_gone_is_made_anew(
    folder: ClinicFolder, own: Path, harm: Callable[[Path], object]
) -> None:
    visit(folder, own)
    for path in anchor_files(folder, own):
        harm(path)
    with closing(opened(folder)) as clinic:
        found = greet(clinic, own)
        assert found.loss is None
        assert found.missing or found.damaged
        assert set(found.missing) | set(found.damaged) == {"beside", "own"}
        assert "was made anew" in anchor_words(found.missing, found.damaged)
        entry = clinic.read.one("SELECT label FROM audit ORDER BY id DESC LIMIT 1")
        assert entry["label"] == "Make the trail’s anchors anew"
        assert {one.head for one in anchors_of(clinic.keys, own).read().anchors} == {end_of(clinic.read)}
    with closing(opened(folder)) as clinic:
        assert greet(clinic, own)[:3] == (None, (), ())


def test_the_anchor_of_another_clinic_is_none(folder: ClinicFolder, own: Path) -> None:
    visit(folder, None)
    path = anchor_files(folder, own)[0]
    path.write_text(path.read_text().replace('"clinic": "', '"clinic": "f'))
    with closing(opened(folder)) as clinic:
        assert anchors_of(clinic.keys, None).read() == ((), ())


def test_a_new_computer_misses_nothing(folder: ClinicFolder, own: Path) -> None:
    with closing(opened(folder)) as clinic:
        assert greet(clinic, own)[:4] == (None, (), (), "")


def test_an_anchor_has_nothing_of_a_client_and_no_key(folder: ClinicFolder, own: Path) -> None:
    visit(folder, own)
    with closing(opened(folder)) as clinic:
        key = clinic.keys.key
        assert repr(anchors_of(clinic.keys, own)) == "Anchors()"
    for path in anchor_files(folder, own):
        text = path.read_text()
        assert key.hex() not in text
        assert clinic.person.name not in text
        assert path.stat().st_mode & 0o077 == 0


def test_a_place_that_cannot_be_written_keeps_nobody_out(folder: ClinicFolder, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with closing(opened(folder)) as clinic:
        assert greet(clinic, blocked).loss is None
        assert keep_end(clinic, blocked) == ("own",)


def test_a_clock_set_back_is_noted(folder: ClinicFolder, own: Path) -> None:
    visit(folder, own)
    for minutes, is_noted in ((1, False), (5, True)):
        with closing(opened(folder)) as clinic:
            clinic.clock = Clock(NOW - timedelta(minutes=minutes))
            assert bool(greet(clinic, own).clock_was) is is_noted
    assert "was set back" in clock_words("back", NOW.isoformat())
    assert "went ahead" in clock_words("ahead", NOW.isoformat())


def test_the_whole_trail_is_read_once_a_day(folder: ClinicFolder) -> None:
    with closing(opened(folder)) as clinic:
        assert is_check_due(clinic)
        note_proof(clinic, read_whole(clinic.keys, Progress()))
        assert not is_check_due(clinic)
        clinic.clock = Clock(NOW + timedelta(hours=25))
        assert is_check_due(clinic)
        check = last_check(clinic.read)
        assert check is not None
        assert (check.entries, check.flaws) == (3, 0)


def test_seals_that_were_taken_away_are_no_record_of_an_earlier_version(folder: ClinicFolder) -> None:
    """Only an update, a restore or a salvage begins a chain where there is a record already."""
    with closing(opened(folder)) as clinic:
        key = clinic.keys.key
    unchained(folder, key)
    bring_up_to_date(folder, key, LATER)
    with closing(opened(folder)) as clinic:
        assert read_whole(clinic.keys, Progress())[0][1:] == (None, 0, 4)
    unchained(folder, key)
    with closing(opened(folder)) as clinic:
        clinic.do(AddService(SERVICE))
        assert read_whole(clinic.keys, Progress())[0][1:] == (Flaw(4, "unchained"), 1, 5)


def test_a_record_of_an_earlier_version_is_anchored_from_its_first_sign_in(folder: ClinicFolder, own: Path) -> None:
    with closing(opened(folder)) as clinic:
        key = clinic.keys.key
    unchained(folder, key)
    visit(folder, own)
    visit(folder, own)
    cut(folder, 1)
    with closing(opened(folder)) as clinic:
        assert greet(clinic, own).loss is not None


def test_the_newest_end_that_is_gone_is_told_and_a_restore_excuses_those_before_it() -> None:
    def gone(entries: int, at: str) -> Anchor:
        return Anchor(Head(entries, "ab" * 32), f"2026-11-{at}+00:00", "own")

    older, newer, more = gone(9, "20T10:00:00"), gone(8, "20T10:00:01"), gone(10, "20T10:00:01")
    with closing(Trails(6).database) as database:
        assert loss(database, (older, newer), ()) == loss(database, (newer, older), ()) == Loss(newer, 2)
        assert loss(database, (newer, older, more), ()) == Loss(more, 4)
        # Others stand in the place of what was there.
        assert loss(database, (gone(4, "20T10:00:00"),), ()) == Loss(gone(4, "20T10:00:00"), 0)
        for entry, at, left, found in (
            (8, newer.at, (), None),
            (9, newer.at, (), Loss(newer, 2)),
            (8, older.at, (), Loss(newer, 2)),
            # What it says that it left behind is excused, whenever that was.
            (9, older.at, (newer.head,), None),
            (8, "no moment", (), Loss(newer, 2)),
        ):
            assert loss(database, (newer,), (Restored(entry, at, frozenset(left)),)) == found


def test_nobody_else_may_look_where_anchors_are_kept(folder: ClinicFolder, tmp_path: Path) -> None:
    own = tmp_path / "somebody" / "own"
    anchors = Anchors(folder, "one", bytes(32), own)
    assert anchors.write(Head(1, ""), NOW) == ()
    assert own.stat().st_mode & 0o777 == 0o700
    assert [one.place for one in anchors.read().anchors] == ["beside", "own"]
