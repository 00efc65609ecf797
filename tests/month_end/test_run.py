"""A run of many documents: stopped, refused, stumbling over one, and over a disk that is full."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from shutil import copytree

import pytest
from billable import billable_client, damage_papers, look, ready_clinic, ready_visit
from month_ends import Doing, files_in, issue_month, opened_copy, swept, write_month
from pdfs import viewed_pages

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.month_end.commands.issuing import issue_command, issue_rows
from clinic_desktop.month_end.loader import folder
from clinic_desktop.store.command import Command
from clinic_desktop.store.files import write_beside
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.superbills.commands.bills import IssueBill

Opener = Callable[[ClinicFolder], Clinic]
FILES = ["list.csv", "print-run.pdf", "superbill-1001.pdf", "superbill-1002.pdf", "superbill-1003.pdf"]


@pytest.fixture(scope="module")
def prepared(template: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three clients with a visit each, all ready."""
    place = tmp_path_factory.mktemp("ready") / "clinic"
    clinic = opened_copy(template[0], place)
    ready_clinic(clinic)
    for name in ("Ada", "Ben", "Cleo"):
        ready_visit(clinic, billable_client(clinic, name).case, "11/10/2026")
    clinic.close()
    return place


@pytest.fixture
def three(prepared: Path, tmp_path: Path, open_clinic: Opener) -> Clinic:
    """A copy of it, open."""
    copytree(prepared, tmp_path / "three")
    return open_clinic(ClinicFolder(tmp_path / "three"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The folder that was chosen."""
    made = tmp_path / "out"
    made.mkdir()
    return made


def stopped_after(steps: int) -> Progress:
    """Progress that is asked to stop while so many steps are done."""

    def hear(done: int, _total: int, _words: str) -> None:
        if done >= steps:
            progress.stop()

    progress = Progress(hear)
    return progress


def test_a_run_issues_by_client(three: Clinic) -> None:
    run = issue_month(three)
    assert run.is_whole and not run.trouble and not run.not_made
    assert [(one.number, one.client_name.split()[1]) for one in swept(three).of("issued")] == [
        (1001, "Ada"),
        (1002, "Ben"),
        (1003, "Cleo"),
    ]


def test_a_run_that_is_stopped_keeps_what_is_done(three: Clinic) -> None:
    run = issue_month(three, progress=stopped_after(1))
    assert (len(run.issued), run.is_whole, run.trouble) == (2, False, "")
    assert len(issue_month(three).issued) == 1


def test_only_what_was_chosen_is_issued(three: Clinic) -> None:
    rows = swept(three).of("ready")
    assert len(issue_month(three, rows[1:2]).issued) == 1
    assert [one.client_name.split()[1] for one in swept(three).of("ready")] == ["Ada", "Cleo"]


def test_one_that_fails_stops_no_other(three: Clinic, caplog: pytest.LogCaptureFixture) -> None:
    rows = swept(three).of("ready")

    def make(row: object) -> Command:
        if row is rows[1]:
            raise KeyError("Ben Nguyễn")
        return issue_command(row, look)  # type: ignore[arg-type]

    run = issue_rows(Doing(three), make, rows, Progress())
    assert (len(run.issued), run.is_whole) == (2, True)
    assert [one.row.client_name.split()[1] for one in run.not_made] == ["Ben"]
    assert run.not_made[0].why.startswith("Could not be made")
    (logged,) = caplog.records
    said = logged.getMessage()
    assert said.startswith(f"superbill case {rows[1].case} visits {rows[1].visits[0]} KeyError")
    assert "Ben" not in said and "Nguy" not in said
    caplog.clear()


def test_a_full_disk_ends_the_run_and_says_so(three: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    done = IssueBill.perform

    def perform(command: IssueBill, tx: object) -> int:
        if three.read.all("SELECT 1 FROM bills"):
            raise StoreTrouble("The disk is full.")
        return done(command, tx)  # type: ignore[arg-type]

    monkeypatch.setattr(IssueBill, "perform", perform)
    run = issue_month(three)
    assert (len(run.issued), run.is_whole, run.trouble) == (1, False, "The disk is full.")
    monkeypatch.undo()
    assert len(issue_month(three).issued) == 2


def test_of_a_few_that_the_disk_does_not_take_none_is_counted(three: Clinic) -> None:
    rows, times = swept(three).of("ready"), []

    @contextmanager
    def together() -> Iterator[None]:
        with three.together():
            yield
            times.append(len(rows))
            if len(times) > 1:
                raise StoreTrouble("The disk is full.")

    run = issue_rows(Doing(three), partial(issue_command, look=look), rows, Progress(), together)
    assert (len(run.issued), run.is_whole, run.trouble) == (1, False, "The disk is full.")
    assert run.not_made == ()
    assert [one["id"] for one in three.read.all("SELECT id FROM bills")] == list(run.issued)
    assert len(issue_month(three).issued) == 2


def test_one_that_is_refused_leaves_those_of_its_transaction(three: Clinic) -> None:
    rows = swept(three).of("ready")
    damaged = replace(rows[1], seen="another")
    run = issue_month(three, (rows[0], damaged, rows[2]))
    assert (len(run.issued), [one.row.case for one in run.not_made], run.is_whole) == (2, [rows[1].case], True)
    assert [one["number"] for one in three.read.all("SELECT number FROM bills ORDER BY id")] == [1001, 1002]


def test_the_same_rows_twice_are_refused_and_not_issued_twice(three: Clinic) -> None:
    rows = swept(three).of("ready")
    issue_month(three, rows)
    again = issue_month(three, rows)
    assert again.issued == () and len(again.not_made) == 3
    assert len(three.read.all("SELECT 1 FROM bills")) == 3


def test_the_folder_has_each_paper_once(three: Clinic, out: Path) -> None:
    issue_month(three)
    run = write_month(three, out)
    assert (run.written, run.there, run.is_whole) == (5, 0, True)
    assert sorted(files_in(out)) == [f"2026-11 month end/{one}" for one in FILES]
    assert not any("Ngu" in name for name in files_in(out))
    again = write_month(three, out)
    assert (again.written, again.there) == (0, 5)


def test_the_folder_is_for_the_owner_alone(three: Clinic, out: Path) -> None:
    issue_month(three)
    write_month(three, out)
    made = out / "2026-11 month end"
    assert made.stat().st_mode & 0o077 == 0
    assert {one.stat().st_mode & 0o077 for one in made.iterdir()} == {0}


def test_a_file_that_was_changed_is_written_again(three: Clinic, out: Path) -> None:
    issue_month(three)
    write_month(three, out)
    whole = files_in(out)
    torn = out / "2026-11 month end" / "superbill-1002.pdf"
    torn.write_bytes(torn.read_bytes()[:100])
    assert write_month(three, out).written == 1
    assert files_in(out) == whole


def test_a_folder_that_is_gone_is_said(three: Clinic, tmp_path: Path) -> None:
    issue_month(three)
    run = write_month(three, tmp_path / "stick")
    assert not run.is_whole and not run.written
    assert run.trouble.startswith("The folder 2026-11 month end could not be made: No such file or directory.")
    assert len(swept(three).of("issued")) == 3


def test_a_disk_that_fills_up_leaves_whole_files(three: Clinic, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    issue_month(three)
    write, left = write_beside, [2]

    def beside(target: Path, content: bytes) -> None:
        if not left[0]:
            raise StoreTrouble("The file could not be written: No space left on device.")
        left[0] -= 1
        write(target, content)

    monkeypatch.setattr(folder, "write_beside", beside)
    run = write_month(three, out)
    assert (run.written, run.is_whole) == (2, False)
    assert "No space left" in run.trouble
    monkeypatch.undo()
    assert write_month(three, out).written == 3


def test_writing_can_be_stopped(three: Clinic, out: Path) -> None:
    issue_month(three)
    run = write_month(three, out, progress=stopped_after(1))
    assert (run.written, run.is_whole, run.trouble) == (2, False, "")


def test_a_damaged_paper_is_told_and_the_others_are_written(three: Clinic, out: Path) -> None:
    issue_month(three)
    digest = three.read.one("SELECT digest FROM bills WHERE number = 1002")["digest"]
    damage_papers(three, f"UPDATE contents SET bytes = x'00' WHERE digest = '{digest}'")
    run = write_month(three, out)
    assert (run.damaged, run.is_whole) == ((1002,), True)
    assert "no. 1002" not in " ".join(viewed_pages(files_in(out)["2026-11 month end/print-run.pdf"]))
    assert sorted(files_in(out)) == [f"2026-11 month end/{one}" for one in FILES if "1002" not in one]


def test_a_month_without_bills_has_a_list_alone(three: Clinic, out: Path) -> None:
    assert write_month(three, out).written == 1
    assert list(files_in(out)) == ["2026-11 month end/list.csv"]
