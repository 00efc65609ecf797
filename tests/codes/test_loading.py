"""A newer release: from its official file into the clinic's file, its copy, and the search; and away again."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
import sqlcipher3
from codes.test_orderfile import LINES
from conftest import Opener
from factories import refused
from fixed import NOW
from order_file import order_text

from clinic_desktop.clinic import Clinic
from clinic_desktop.codes import loader
from clinic_desktop.codes.commands import LoadRelease, RemoveRelease
from clinic_desktop.codes.model import CodeLine, CodeTable, Release
from clinic_desktop.codes.queries.book import CodeBook
from clinic_desktop.codes.queries.releases import packed, releases, search_file, shipped_release
from clinic_desktop.codes.rules import orderfile
from clinic_desktop.errors import ChangedSince, Missing
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.store.backups.backup import back_up_to
from clinic_desktop.store.connection import open_encrypted
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.reader import Reader

DAY = date(2026, 10, 1)
SOURCE = "icd10cm_order_2027.txt"
SMALL = loader.packed_table(CodeTable(DAY, LINES))
NEW = CodeLine("M54.55", True, "Quillfern pain of the back")
RETIRED = "M54.59"


def load(clinic: Clinic, day: date = DAY, table: bytes = SMALL, source: str = SOURCE) -> Release:
    row = clinic.do(LoadRelease(day, source, len(LINES), table)).row
    return next(one for one in releases(clinic.read) if one.row == row)


class StopsAt(Progress):
    """Is asked to stop before its report of this number."""

    def __init__(self, number: int) -> None:
        super().__init__(lambda *heard: self.heard.append(heard))
        self.number, self.heard = number, list[tuple[int, int, str]]()

    def report(self, done: int, total: int, words: str) -> None:
        if len(self.heard) == self.number:
            self.stop()
        super().report(done, total, words)


@pytest.fixture(scope="module")
def reading() -> StopsAt:
    """What was heard while the whole release was read."""
    return StopsAt(-1)


@pytest.fixture(scope="module")
def building() -> StopsAt:
    """What was heard while its search file was built."""
    return StopsAt(-1)


@pytest.fixture(scope="module")
def release(reading: StopsAt, table: CodeTable, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, int]:
    """A whole release: the shipped one with a new code and without a retired one."""
    kept = [line for line in table.lines if "-" not in line.code and line.code != RETIRED]
    at = next(at for at, line in enumerate(kept) if line.code > NEW.code)
    path = tmp_path_factory.mktemp("release") / SOURCE
    path.write_text(order_text((*kept[:at], NEW, *kept[at:])), encoding="utf-8")
    return loader.release_from(path, DAY, reading)


@pytest.fixture(scope="module")
def imported(
    building: StopsAt, release: tuple[bytes, int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[CodeBook]:
    """Its search file, whose notes are the shipped release's."""
    path = tmp_path_factory.mktemp("imported") / "codes.db"
    loader.build(path, release[0], has_notes=False, progress=building)
    book = loader.open_book(path, Release(DAY, 1, SOURCE, 1, "", has_notes=False))
    yield book
    book.close()


def test_a_whole_release_is_read(release: tuple[bytes, int], codes: dict[str, bool]) -> None:
    read = loader.unpacked(release[0])
    assert read.effective_on == DAY
    assert {line.code: line.billable for line in read.lines} == {
        **{code: billable for code, billable in codes.items() if code != RETIRED},
        NEW.code: True,
    }
    # One came and one went.
    assert release[1] == sum(codes.values())
    # As big as the clinic's file may well carry.
    assert len(release[0]) < 1_000_000


def test_its_codes_are_found_by_their_official_and_our_own_names(imported: CodeBook) -> None:
    assert imported.find("frozen shoulder")[0].code == "M75.00"
    assert imported.find("whiplash")[0].code == "S13.4XXA"
    assert [hit.code for hit in imported.find("quillfern")] == [NEW.code]
    assert [hit.code for hit in imported.find("m54.5")] == ["M54.50", "M54.51", "M54.55", "M54.5"]
    assert imported.line(RETIRED) is None


def test_its_codes_keep_the_notes_of_the_shipped_release(imported: CodeBook, book: CodeBook) -> None:
    for code in ("M54.5", "S13", "M54", "M50-M54", "M00-M99"):
        assert imported.line(code) == book.line(code)
    assert imported.line(NEW.code) == NEW


def test_a_table_with_its_own_notes_takes_none_of_another(tmp_path: Path) -> None:
    path = tmp_path / "codes.db"
    loader.build(path, SMALL)
    opened = loader.open_book(path, shipped_release())
    assert (opened.line("M54"), opened.line("M50-M54")) == (LINES[0], None)
    opened.close()


@pytest.mark.usefixtures("imported")
def test_building_and_reading_report_often(reading: StopsAt, building: StopsAt) -> None:
    for done_so_far in (reading, building):
        assert len(done_so_far.heard) > 90
        assert all(done <= total and words for done, total, words in done_so_far.heard)


def test_building_and_reading_stop_when_asked(
    tmp_path: Path, table: CodeTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orderfile, "_LEAST_CODES", 5)
    # A tenth of the codes: it has a report of every kind.
    lines = table.lines[: len(table.lines) // 10]
    text, small = tmp_path / SOURCE, loader.packed_table(CodeTable(DAY, lines))
    text.write_text(order_text(line for line in lines if "-" not in line.code), encoding="utf-8")
    works = (
        lambda progress: loader.build(tmp_path / "cache" / "codes.db", small, progress=progress),
        lambda progress: loader.release_from(text, DAY, progress),
    )
    for work in works:
        heard = StopsAt(-1)
        work(heard)
        count = len(heard.heard)
        assert count > 9
        (tmp_path / "cache" / "codes.db").unlink(missing_ok=True)
        for number in (0, 1, 2, count // 3, count * 2 // 3, count - 1):
            with pytest.raises(Cancelled):
                work(StopsAt(number))
            assert not list((tmp_path / "cache").glob("*"))


def test_a_release_is_kept_and_listed_with_the_shipped_one(clinic: Clinic) -> None:
    assert releases(clinic.read) == (shipped_release(),)
    found = load(clinic)
    assert releases(clinic.read) == (found, shipped_release())
    assert (found.effective_on, found.source, found.version, found.has_notes) == (DAY, SOURCE, 1, False)
    assert packed(found, clinic.read) == SMALL
    row = clinic.read.one("SELECT codes FROM code_releases")
    assert row["codes"] == len(LINES)


def test_a_release_that_is_here_is_refused_at_its_day(clinic: Clinic) -> None:
    load(clinic)
    for day in (DAY, shipped_release().effective_on):
        assert refused(partial(load, clinic, day)) == ["effective_on"]
    load(clinic, date(2027, 4, 1))
    assert len(releases(clinic.read)) == 3


def test_a_removed_release_may_be_loaded_again(clinic: Clinic) -> None:
    first = load(clinic)
    clinic.do(RemoveRelease(first.row, first.version))
    assert releases(clinic.read) == (shipped_release(),)
    again = load(clinic)
    assert (again.digest, again.row != first.row) == (first.digest, True)
    # The same bytes are kept once.
    assert clinic.read.one("SELECT count(*) AS n FROM contents")["n"] == 1
    with pytest.raises(ChangedSince):
        clinic.do(RemoveRelease(again.row, again.version + 1))
    with pytest.raises(Missing):
        clinic.do(RemoveRelease(999, 1))


def test_loading_and_removing_are_undone_and_done_again(clinic: Clinic) -> None:
    found = load(clinic)
    clinic.undo()
    assert releases(clinic.read) == (shipped_release(),)
    clinic.redo()
    assert [one.row for one in releases(clinic.read)] == [found.row, 0]
    back = releases(clinic.read)[0]
    clinic.do(RemoveRelease(back.row, back.version))
    clinic.undo()
    assert packed(releases(clinic.read)[0], clinic.read) == SMALL


@pytest.mark.parametrize("source", ["", "\udcff.txt", "\x00", "x" * 300, "Größe \u202e.txt"])
def test_a_file_of_any_name_is_kept(clinic: Clinic, source: str) -> None:
    assert 1 <= len(load(clinic, source=source).source) <= 255


def test_a_backup_carries_it(clinic: Clinic, tmp_path: Path) -> None:
    found = load(clinic)
    made = back_up_to(clinic.keys.folder, clinic.keys.key, tmp_path, NOW, Progress())
    copy = Reader(open_encrypted(made.folder.database, clinic.keys.key, "read"))
    assert releases(copy)[0] == found
    assert packed(found, copy) == SMALL
    copy.close()


@pytest.mark.parametrize("sql", ["UPDATE contents SET bytes = x'00'", "DELETE FROM contents"])
def test_kept_bytes_never_change_and_stay(clinic: Clinic, sql: str) -> None:
    found = load(clinic)
    with pytest.raises(sqlcipher3.IntegrityError, match="contents"):
        clinic._writer._database.execute(sql)
    assert packed(found, clinic.read) == SMALL


def test_the_audit_names_the_release_and_does_not_repeat_its_bytes(clinic: Clinic) -> None:
    found = load(clinic)
    entry = clinic.read.all("SELECT label, after FROM audit ORDER BY id")[-1]
    assert entry["label"] == "Load diagnosis codes"
    assert found.digest in entry["after"]
    assert len(entry["after"]) < 500


def test_the_search_file_has_another_name_for_another_release(tmp_path: Path, clinic: Clinic) -> None:
    found = load(clinic)
    ours, other = (search_file(tmp_path, one) for one in (shipped_release(), found))
    assert ours != other
    for path in (ours, other):
        path.write_bytes(b"x")
    loader.forget_others(tmp_path, (shipped_release(),))
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [ours.name]


def test_an_undo_never_brings_two_releases_of_one_day(
    clinic: Clinic, folder: ClinicFolder, open_clinic: Opener
) -> None:
    found = load(clinic)
    clinic.do(RemoveRelease(found.row, found.version))
    load(open_clinic(folder), source="again.txt")
    with pytest.raises(ChangedSince, match="stands in its place"):
        clinic.undo()
    assert [one.source for one in releases(clinic.read)] == ["again.txt", ""]
