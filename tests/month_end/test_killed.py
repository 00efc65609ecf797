"""A month end that is cut off in the middle, at any point, and run again: it comes to what one run comes to."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from billable import billable_client, ready_clinic, ready_visit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from month_ends import Killed, files_in, issue_month, opened_copy, swept, write_month

from clinic_desktop.clinic import Clinic
from clinic_desktop.month_end.loader import folder
from clinic_desktop.month_end.loader.folder import Mailed
from clinic_desktop.store import transaction, writer
from clinic_desktop.store.files import write_beside
from clinic_desktop.store.transaction import Row, Transaction

ROOT = Path(__file__).parents[2]
LABELS = Mailed("labels", 4)
# What one bill of two visits goes through, and the end of its transaction.
STEPS_OF_A_BILL = 7
# A real end of the process in the middle of the second bill, after its row and before its visits.
DIE = """
import os, sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from month_ends import issue_month, opened_copy
from clinic_desktop.store.transaction import Transaction
clinic = opened_copy(Path({place!r}), Path({place!r}))
inserted, seen = Transaction.insert, []
def insert(tx, table, values):
    seen.append(table)
    if seen.count("bills") == 2 and table == "bill_visits":
        os._exit(9)
    return inserted(tx, table, values)
Transaction.insert = insert
issue_month(clinic)
"""


@pytest.fixture(scope="module")
def prepared(template: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three clients with two visits each, all ready."""
    place = tmp_path_factory.mktemp("ready") / "clinic"
    clinic = opened_copy(template[0], place)
    ready_clinic(clinic)
    for name in ("Ada", "Ben", "Cleo"):
        case = billable_client(clinic, name).case
        for day in ("11/10/2026", "11/17/2026"):
            ready_visit(clinic, case, day)
    clinic.close()
    return place


@pytest.fixture(scope="module")
def at_once(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Row], dict[str, bytes]]:
    """The bills and the files of one run that nothing stopped."""
    home = tmp_path_factory.mktemp("once")
    clinic = opened_copy(prepared, home / "clinic")
    (home / "out").mkdir()
    issue_month(clinic)
    write_month(clinic, home / "out", LABELS)
    made = bills(clinic), files_in(home / "out")
    clinic.close()
    return made


@contextmanager
def copied(prepared: Path, home: Path) -> Iterator[Clinic]:
    clinic = opened_copy(prepared, home)
    try:
        yield clinic
    finally:
        clinic.close()


def bills(clinic: Clinic) -> list[Row]:
    """Every bill and its visits, whole."""
    return clinic.read.all("SELECT * FROM bills ORDER BY number") + clinic.read.all(
        "SELECT bill_visits.*, visits.superbill FROM bill_visits JOIN visits ON visits.id = visit_id ORDER BY 1"
    )


class Trap:
    """Kills at one of many steps."""

    def __init__(self, at: int) -> None:
        self.left = at

    def around(self, act: Callable[..., Any]) -> Callable[..., Any]:
        def step(*given: Any, **more: Any) -> Any:
            if self.left == 0:
                self.left = -1
                raise Killed
            self.left -= 1
            return act(*given, **more)

        return step


def kill_issuing(clinic: Clinic, at: int) -> bool:
    """Issue, and be killed at a step; whether that step was reached."""
    trap = Trap(at)
    with pytest.MonkeyPatch.context() as patched:
        for name in ("keep", "insert", "update"):
            patched.setattr(Transaction, name, trap.around(getattr(transaction.Transaction, name)))
        patched.setattr(writer.Writer, "perform", after(trap, writer.Writer.perform))
        try:
            issue_month(clinic)
        except Killed:
            return True
    return False


def after(trap: Trap, act: Callable[..., Any]) -> Callable[..., Any]:
    """Killed once it is done: the row is there, and nothing else is."""

    def step(*given: Any) -> Any:
        made = act(*given)
        trap.around(lambda: None)()
        return made

    return step


def kill_writing(clinic: Clinic, place: Path, at: int) -> bool:
    """Write the files, and be killed before or after one is renamed."""
    trap = Trap(at)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(folder, "write_beside", trap.around(after(trap, write_beside)))
        try:
            write_month(clinic, place, LABELS)
        except Killed:
            return True
    return False


@pytest.mark.parametrize("at", range(3 * STEPS_OF_A_BILL + 1))
def test_issuing_that_is_killed_and_run_again_equals_one_run(
    prepared: Path, at_once: tuple[list[Row], dict[str, bytes]], tmp_path: Path, at: int
) -> None:
    with copied(prepared, tmp_path / "clinic") as clinic:
        assert kill_issuing(clinic, at) == (at < 3 * STEPS_OF_A_BILL)
        whole = clinic.read.all(
            "SELECT id FROM bills WHERE visits <> (SELECT count(*) FROM bill_visits WHERE bill_id = bills.id)"
        )
        assert whole == []
        assert len(clinic.read.all("SELECT 1 FROM bills")) == at // STEPS_OF_A_BILL + (at % STEPS_OF_A_BILL == 6)
        issue_month(clinic)
        assert bills(clinic) == at_once[0]
        assert issue_month(clinic).issued == ()
        assert bills(clinic) == at_once[0]


@pytest.mark.parametrize("at", range(13))
def test_files_that_were_cut_off_are_completed_and_nothing_else_is_touched(
    prepared: Path, at_once: tuple[list[Row], dict[str, bytes]], tmp_path: Path, at: int
) -> None:
    place = tmp_path / "out"
    place.mkdir()
    with copied(prepared, tmp_path / "clinic") as clinic:
        issue_month(clinic)
        assert kill_writing(clinic, place, at) == (at < 12)
        there = files_in(place)
        assert there.items() <= at_once[1].items()
        assert len(there) == min(6, (at + 1) // 2)
        times = {name: (place / name).stat().st_mtime_ns for name in there}
        run = write_month(clinic, place, LABELS)
        assert (run.written, run.there) == (6 - len(there), len(there))
        assert files_in(place) == at_once[1]
        assert {name: (place / name).stat().st_mtime_ns for name in there} == times


@given(ats=some.lists(some.integers(0, 20), min_size=1, max_size=4))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_often_it_is_killed(
    prepared: Path,
    at_once: tuple[list[Row], dict[str, bytes]],
    tmp_path_factory: pytest.TempPathFactory,
    ats: list[int],
) -> None:
    home = tmp_path_factory.mktemp("often")
    with copied(prepared, home / "clinic") as clinic:
        (home / "out").mkdir()
        for at in ats:
            kill_issuing(clinic, at)
            if swept(clinic).of("issued"):
                kill_writing(clinic, home / "out", at % 9)
        issue_month(clinic)
        write_month(clinic, home / "out", LABELS)
        assert (bills(clinic), files_in(home / "out")) == at_once


def test_a_process_that_dies_between_the_row_and_its_visits_leaves_whole_bills(
    prepared: Path, at_once: tuple[list[Row], dict[str, bytes]], tmp_path: Path
) -> None:
    place = tmp_path / "clinic"
    copytree(prepared, place)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
    code = DIE.format(tests=str(ROOT / "tests"), place=str(place))
    died = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
    assert died.returncode == 9, died.stderr
    clinic = opened_copy(place, place)
    assert len(clinic.read.all("SELECT 1 FROM bills")) == 1
    issue_month(clinic)
    assert bills(clinic) == at_once[0]
    clinic.close()
