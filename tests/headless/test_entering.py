"""Into a clinic without a window: never beside one, never into a folder that the window would not open, and so that the
next start finds all in order."""

import io
import shutil
from pathlib import Path

import pytest
from conftest import Opener
from factories import make_clinic
from fixed import PASSWORD
from left_open import killed
from restored import has

from clinic_desktop.__main__ import main
from clinic_desktop.staff import queries
from clinic_desktop.staff.commands.people import AddPerson, DisablePerson
from clinic_desktop.staff.model import PersonDraft
from clinic_desktop.store.beside.standing import look
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.hold import Hold


@pytest.fixture(params=["check", "export"])
def asked(
    request: pytest.FixtureRequest, folder: ClinicFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    """The arguments of a command on the template clinic; the password comes from a script."""
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    more = ["--quick"] if request.param == "check" else ["--to", str(tmp_path / "out")]
    return [request.param, "--database", str(folder.path), *more]


def test_nothing_is_opened_beside_a_window(
    asked: list[str], folder: ClinicFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    hold = Hold()
    hold.take(folder)
    try:
        assert main(asked) == 1
    finally:
        hold.let_go()
    assert "already open in another window" in capsys.readouterr().err
    assert main(asked) == 0
    # And let go again.
    hold.take(folder)
    hold.let_go()


def test_the_start_after_it_finds_all_in_order(asked: list[str], folder: ClinicFolder, open_clinic: Opener) -> None:
    killed(folder)
    assert main(asked) == 0
    assert not folder.log.exists()
    assert look(folder) is None
    assert has(open_clinic(folder), "In the log")


def test_that_changes_may_be_missing_is_said_here_and_at_the_window(
    asked: list[str], folder: ClinicFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    killed(folder)
    folder.log.unlink()
    assert main(asked) == 0
    assert "may be missing" in capsys.readouterr().err
    assert look(folder) == "no log"


def test_a_log_of_another_file_is_not_played_in(
    asked: list[str], folder: ClinicFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = ClinicFolder(tmp_path / "other")
    make_clinic(other.path)[0].close()
    killed(other)
    killed(folder)
    folder.log.unlink()
    shutil.copy(other.log, folder.log)
    before = folder.database.read_bytes()
    assert main(asked) == 1
    assert "Nothing was opened" in capsys.readouterr().err
    assert folder.database.read_bytes() == before


def test_each_guess_waits(
    asked: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("not this one here\nnot this either\n"))
    assert [main(asked) for _ in range(2)] == [2, 2]
    assert "You can try again in 1 second." in capsys.readouterr().err


def test_who_left_the_staff_is_let_in_by_no_old_key_file(
    asked: list[str], folder: ClinicFolder, open_clinic: Opener, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic = open_clinic(folder)
    slot = clinic.keys.slot_for("gone", "Ann Poe", PASSWORD)
    row = clinic.do(AddPerson(PersonDraft("Ann Poe", "", "owner"), slot)).row
    before = folder.vault.read_bytes()
    clinic.do(DisablePerson(row, queries.person(clinic.read, row).version, "gone"))
    folder.vault.write_bytes(before)
    clinic.close()
    assert main([*asked, "--person", "Ann Poe"]) == 2
    assert "no longer on the staff" in capsys.readouterr().err


def test_where_nothing_can_be_written_nobody_is_in_the_way(
    folder: ClinicFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clinic_desktop.errors import CannotWrite

    def refuse(*_: object) -> None:
        raise CannotWrite("read-only")

    monkeypatch.setattr(Hold, "take", refuse)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert main(["export", "--database", str(folder.path), "--to", str(tmp_path / "out")]) == 0
