"""Backups with encrypted files: every one whole by itself, sharing what it can with the others, whatever is damaged."""

import errno
import json
import os
import random
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from filed import Change, File, Retire, back_up, blobs_of, content, filed, flip
from fixed import NOW, PASSWORD
from old_clinics import FILES, Old

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.store import schema
from clinic_desktop.store.backups import backup, enclosures, tidying
from clinic_desktop.store.backups.copies import opened
from clinic_desktop.store.backups.manifest import Backup, FileTotals, backups_in, read_backup
from clinic_desktop.store.backups.named import named_in
from clinic_desktop.store.files import mark_of
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder


@pytest.fixture
def folder(filing: Path, tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(shutil.copytree(filing, tmp_path / "clinic"))


def names_in(made: Backup) -> set[str]:
    return {path.name for path in made.folder.blobs.rglob("*") if path.is_file()}


def numbers(made: Backup) -> dict[str, int]:
    """Which file each name leads to: the same number is the same file by a link."""
    return {path.name: path.stat().st_ino for path in made.folder.blobs.rglob("*") if path.is_file()}


def elsewhere(clinic: Clinic, place: Path) -> Backup:
    return backup.back_up_to(clinic.keys.folder, clinic.keys.key, place, NOW, Progress())


def test_a_backup_has_the_files_that_rows_speak_of_and_lists_them(clinic: Clinic) -> None:
    kept = {filed(clinic, number) for number in range(5)}
    clinic.blobs.put(content(99))
    made = back_up(clinic)
    assert names_in(made) == kept
    inside, listed = blobs_of(clinic, made), enclosures.read_list(made)
    assert {name: inside.checked(name) for name in kept} == dict(listed.marks)
    assert all(inside.path(name).parent.name == name[:2] for name in kept)
    assert made.manifest.beside == FileTotals(5, sum(mark.size for mark in listed.marks.values()), 0)
    assert made.size > made.manifest.beside.size + 5
    assert read_backup(made.folder.path) == made
    assert made.folder.blobs.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("files", [0, 1])
def test_backups_of_earlier_programs_are_read(clinic: Clinic, files: int) -> None:
    """Without what the manifest and the list say since: format 1 had no files, 2 did not say when each was read."""
    for number in range(files):
        filed(clinic, number)
    made = back_up(clinic)
    manifest, blobs = made.folder.path / "manifest.json", made.folder.path / "blobs.json"
    body = json.loads(manifest.read_text("utf-8"))
    assert body["format"] == 3
    for later in ("risk", "generation", "head"):
        del body[later]
    body["format"], listed_now = 1 + files, enclosures.read_list(made)
    if files:
        listed = json.loads(blobs.read_text("ascii"))
        for one in listed["files"].values():
            del one["read"], one["changed"], one["number"]
        blobs.write_text(json.dumps(listed), "ascii")
        body["files"]["blobs.json"] = mark_of(blobs.read_bytes())._asdict()
    else:
        del body["beside"]
    manifest.write_text(json.dumps(body), "utf-8")
    old = read_backup(made.folder.path)
    assert old.manifest.beside == made.manifest.beside
    assert enclosures.read_list(old).marks == listed_now.marks
    # Nobody knows when its files were read: each is, on the way into the next one.
    filed(clinic, 9)
    looks = enclosures.read_list(back_up(clinic, 24)).looks
    assert {look.day for look in looks.values()} == {(NOW + timedelta(hours=24)).astimezone().date()}


def test_what_undo_or_a_form_could_bring_back_is_kept_too(clinic: Clinic) -> None:
    row = clinic.do(File(clinic.blobs.put(content(1)))).row
    clinic.do(Change(row, clinic.blobs.put(content(2))))
    gone = clinic.do(File(clinic.blobs.put(content(3)))).row
    clinic.do(Retire(gone))
    in_a_form = clinic.blobs.put(content(4))
    clinic.drafts.keep("scan:new", {"note": "x", "blob": in_a_form, "pages": [in_a_form]})
    clinic.do(Change(clinic.do(File(clinic.blobs.put(content(5)))).row, None))
    clinic.blobs.put(content(6))
    wanted = {clinic.blobs.put(content(number)) for number in range(1, 6)}
    with opened(clinic.keys.folder.database, clinic.keys.key, "read") as database:
        found = named_in(database)
    assert found.all() == wanted
    assert found.by_rows == {clinic.blobs.put(content(2))}
    assert names_in(back_up(clinic)) == wanted


def test_what_is_no_name_is_nobodys_file(clinic: Clinic) -> None:
    for wrong in ("", "../../etc/passwd", "A" * 64, "a" * 63):
        clinic.do(File(wrong))
    clinic.drafts.keep("scan:new", {"hash": "b" * 65})
    made = back_up(clinic)
    assert made.manifest.beside == FileTotals()


def test_backups_of_one_place_share_files_and_none_with_the_clinic(clinic: Clinic) -> None:
    for number in range(3):
        filed(clinic, number)
    first = back_up(clinic)
    new = filed(clinic, 9)
    second = back_up(clinic, 24)
    shared = numbers(first).items() & numbers(second).items()
    assert len(shared) == 3
    assert names_in(second) == names_in(first) | {new}
    live = {path.stat().st_ino for path in clinic.blobs.lying()}
    assert not live & {*numbers(first).values(), *numbers(second).values()}


def test_where_the_disk_knows_no_links_all_is_copied(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    filed(clinic, 1)
    first = back_up(clinic)
    filed(clinic, 2)
    monkeypatch.setattr(os, "link", refused)
    second = back_up(clinic, 24)
    assert names_in(second) > names_in(first)
    assert not set(numbers(first).values()) & set(numbers(second).values())


def test_one_backup_carried_away_alone_is_whole(clinic: Clinic, tmp_path: Path) -> None:
    name = filed(clinic, 1)
    back_up(clinic)
    filed(clinic, 2)
    second = back_up(clinic, 1)
    moved = shutil.copytree(second.folder.path, tmp_path / "carried")
    shutil.rmtree(clinic.keys.folder.backups)
    alone = read_backup(moved)
    inside = blobs_of(clinic, alone)
    assert {one: inside.checked(one) for one in names_in(alone)} == dict(enclosures.read_list(alone).marks)
    assert inside.get(name) == content(1)


def test_nothing_changed_makes_no_backup_and_a_file_it_lost_makes_one(clinic: Clinic) -> None:
    name = filed(clinic, 1)
    made = back_up(clinic)

    def again() -> Backup | None:
        return backup.back_up(clinic.keys.folder, clinic.keys.key, NOW, Progress())

    assert again() is None
    clinic.blobs.put(content(5))
    assert again() is None
    blobs_of(clinic, made).path(name).write_bytes(b"short")
    healed = again()
    assert healed
    assert blobs_of(clinic, healed).get(name) == content(1)
    (healed.folder.path / "blobs.json").write_text("{}")
    assert again()


def test_a_stick_gets_them_all_and_shares_among_its_own(clinic: Clinic, tmp_path: Path) -> None:
    kept = {filed(clinic, number) for number in range(3)}
    back_up(clinic)
    first, second = (elsewhere(clinic, tmp_path / "stick") for _ in range(2))
    assert names_in(first) == names_in(second) == kept
    assert numbers(first) == numbers(second)


def test_one_thrown_away_takes_only_its_own_links(clinic: Clinic) -> None:
    kept = filed(clinic, 1)
    first = back_up(clinic)
    for hours in range(3):
        filed(clinic, 10 + hours)
        last = back_up(clinic, 48 + hours)
    for one in backups_in(clinic.keys.folder.backups):
        if one != last:
            tidying.throw_away(one.folder.path)
    assert not first.folder.path.exists()
    inside = blobs_of(clinic, last)
    assert inside.path(kept).stat().st_nlink == 1
    assert {inside.get(name) for name in names_in(last)} == {content(number) for number in (1, 10, 11, 12)}
    assert clinic.blobs.get(kept) == content(1)


def test_before_a_migration_the_files_are_kept_too(clinic: Clinic) -> None:
    name = filed(clinic, 1)
    with opened(clinic.keys.folder.database, clinic.keys.key, "write") as database:
        made = backup.back_up_before_migration(database, clinic.keys.key, clinic.keys.folder, NOW)
    assert names_in(made) == {name}
    filed(clinic, 2)
    assert numbers(made).items() <= numbers(back_up(clinic, 1)).items()


def test_the_oldest_clinic_speaks_of_no_files(tmp_path: Path) -> None:
    old, there = Old(FILES[0], tmp_path / "old.db"), ClinicFolder(tmp_path / "old")
    old.encrypt(there)
    old.database.close()
    known = vault.read(there.vault)
    with opened(there.database, vault.unwrap(known, known.people()[0].id, PASSWORD), "read") as database:
        assert named_in(database) == (frozenset(), frozenset())


def test_each_flipped_bit_is_found_and_the_file_taken_from_where_it_is_whole(clinic: Clinic) -> None:
    """300 of 300, in the backup that the next one would share a file with."""
    name = filed(clinic, 1, 2_000)
    made, chance, found = back_up(clinic), random.Random(12), 0
    inside = blobs_of(clinic, made)
    whole = inside.path(name).read_bytes()
    for _ in range(300):
        flip(inside, name, chance.randrange(len(whole)))
        with pytest.raises(StoreTrouble):
            inside.checked(name)
        found += 1
        inside.path(name).write_bytes(whole)
    assert found == 300
    flip(inside, name)
    filed(clinic, 2)
    second = back_up(clinic, 1)
    assert blobs_of(clinic, second).get(name) == content(1, 2_000)
    assert second.manifest.beside.lost == 0


def test_one_damaged_in_the_clinic_is_taken_from_the_backups(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    name = filed(clinic, 1)
    back_up(clinic)
    flip(clinic.blobs, name)
    filed(clinic, 2)

    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EMLINK, "Too many links")

    monkeypatch.setattr(os, "link", refused)
    second = back_up(clinic, 1)
    assert blobs_of(clinic, second).get(name) == content(1)


def test_a_stick_gets_what_only_the_backups_of_this_computer_have(clinic: Clinic, tmp_path: Path) -> None:
    name = filed(clinic, 1)
    back_up(clinic)
    clinic.blobs.drop(name)
    made = elsewhere(clinic, tmp_path / "stick")
    assert blobs_of(clinic, made).get(name) == content(1)
    assert not set(numbers(made).values()) & set(numbers(backups_in(clinic.keys.folder.backups)[0]).values())


@pytest.mark.parametrize("step", range(0, 40, 5))
def test_killed_at_any_step_it_never_counts(clinic: Clinic, step: int) -> None:
    class Killed(BaseException):
        """The power goes off."""

    filed(clinic, 1)
    first = back_up(clinic)
    filed(clinic, 2)
    place, counted = clinic.keys.folder.backups, 0
    with pytest.MonkeyPatch.context() as patched:
        for one in ("open", "write", "fsync", "replace", "mkdir", "link", "rename"):
            real = getattr(os, one)

            def counting(*args: object, real: Callable[..., object] = real, **kwargs: object) -> object:
                nonlocal counted
                counted += 1
                if counted > step:
                    raise Killed
                return real(*args, **kwargs)

            patched.setattr(os, one, counting)
        # Nothing is cleared up after a power cut.
        patched.setattr(shutil, "rmtree", lambda *_, **__: None)
        with pytest.raises(Killed):
            back_up(clinic, 1)
    assert [found.folder for found in backups_in(place)] == [first.folder]
    again = back_up(clinic, 2)
    assert [blobs_of(clinic, again).get(name) for name in sorted(names_in(again))]
    assert {path.name for path in place.iterdir()} == {again.folder.path.name, first.folder.path.name}


@pytest.mark.parametrize("is_missing", [True, False])
def test_one_that_is_whole_nowhere_keeps_no_backup_from_being_made(clinic: Clinic, is_missing: bool) -> None:
    name, other = filed(clinic, 1), filed(clinic, 2)
    if is_missing:
        clinic.blobs.drop(name)
    else:
        flip(clinic.blobs, name)
    made = back_up(clinic)
    assert names_in(made) == {other}
    assert enclosures.read_list(made).lost == {name}
    assert made.manifest.beside.lost == 1
    assert read_backup(made.folder.path) == made
    again = backup.back_up(clinic.keys.folder, clinic.keys.key, NOW, Progress())
    # A damaged one may be whole by now; a missing one is still missing.
    assert (again is None) == is_missing
    clinic.blobs.put(content(1))
    assert names_in(back_up(clinic, 2)) == {name, other}


def test_what_is_damaged_everywhere_is_not_shared_on(clinic: Clinic) -> None:
    name = filed(clinic, 1)
    flip(blobs_of(clinic, back_up(clinic)), name)
    flip(clinic.blobs, name)
    other = filed(clinic, 2)
    second = back_up(clinic, 24)
    assert names_in(second) == {other}
    assert second.manifest.beside.lost == 1


def test_one_of_a_retired_row_that_is_lost_is_no_trouble(clinic: Clinic) -> None:
    row = clinic.do(File(clinic.blobs.put(content(1)))).row
    clinic.do(Retire(row))
    clinic.blobs.drop(clinic.blobs.put(content(1)))
    assert back_up(clinic).manifest.beside == FileTotals()


def test_a_disk_that_fills_up_makes_no_backup(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    filed(clinic, 1)
    first = back_up(clinic)
    filed(clinic, 2)
    real = os.write

    def full(descriptor: int, part: memoryview) -> int:
        if len(part) > 10_000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(descriptor, part)

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(StoreTrouble, match=r"No backup was made. No space left on device. The record"):
        back_up(clinic, 1)
    assert [path.name for path in clinic.keys.folder.backups.iterdir()] == [first.folder.path.name]


def test_a_disk_that_reads_otherwise_than_it_wrote_makes_no_backup(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed(clinic, 1)
    real = os.write

    def lying(descriptor: int, part: memoryview) -> int:
        if len(part) > 10_000:
            part = memoryview(bytes(len(part)))
        return real(descriptor, part)

    monkeypatch.setattr(os, "write", lying)
    with pytest.raises(StoreTrouble, match=r"No backup was made. A file is read back otherwise than it was written\."):
        back_up(clinic)
    assert not list(clinic.keys.folder.backups.iterdir())


def test_it_can_be_stopped_between_files(clinic: Clinic) -> None:
    for number in range(4):
        filed(clinic, number)
    heard: list[tuple[int, int]] = []

    def hear(done: int, total: int, words: str) -> None:
        heard.append((done, total))
        if "files" in words and done >= total // 2:
            progress.stop()

    progress = Progress(hear)
    with pytest.raises(Cancelled):
        backup.back_up(clinic.keys.folder, clinic.keys.key, NOW, progress)
    assert not list(clinic.keys.folder.backups.iterdir())
    shares = [done / total for done, total in heard]
    assert shares == sorted(shares)


def test_the_column_of_every_table_that_names_files_is_called_so(clinic: Clinic) -> None:
    """One that was called otherwise would be in no backup, and its files thrown away."""
    with opened(clinic.keys.folder.database, clinic.keys.key, "read") as database:
        columns = {name for many in schema.columns(database).values() for name in many}
    assert {name for name in columns if "blob" in name} == {"blob"}
