"""clinic-desktop export --to FOLDER [--database FOLDER] [--person NAME] [--json]"""

import io
import json
from pathlib import Path

import pytest
from conftest import Opener
from factories import new_case, new_client, new_service, new_visit
from fixed import PASSWORD

from clinic_desktop.__main__ import main
from clinic_desktop.staff.commands.people import AddPerson
from clinic_desktop.staff.model import PersonDraft
from clinic_desktop.store.beside import standing
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder

WRONG = "another four words here"


@pytest.fixture
def filled(folder: ClinicFolder, open_clinic: Opener) -> ClinicFolder:
    clinic = open_clinic(folder)
    new_service(clinic)
    new_visit(clinic, new_case(clinic, new_client(clinic)))
    clinic.close()
    return folder


def run(monkeypatch: pytest.MonkeyPatch, secret: str, *arguments: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{secret}\n"))
    return main(["export", *arguments])


def test_everything_is_written_and_noted(
    filled: ClinicFolder,
    open_clinic: Opener,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    standing._write(filled, standing.FolderStanding(phase="open", file=1, log=2))
    assert run(monkeypatch, PASSWORD, "--database", str(filled.path), "--to", str(tmp_path / "out")) == 0
    # The log is folded in by this one, and the window misses none.
    assert standing.look(filled) is None
    out, err = capsys.readouterr()
    assert out.startswith("1 client, ")
    assert f"written to {tmp_path / 'out'}." in out
    assert "not encrypted" in err and "audit" not in err
    clinic = open_clinic(filled)
    labels = [row["label"] for row in clinic.read.all("SELECT label FROM audit ORDER BY id DESC LIMIT 2")]
    assert labels == ["Export everything", "Begin an export of everything"]
    made = json.loads(next((tmp_path / "out" / "clients").iterdir()).read_text(encoding="utf-8"))
    assert made["client"]["family_name"] == "Nguyễn"


def test_json_says_how_much(
    filled: ClinicFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, PASSWORD, "--database", str(filled.path), "--to", str(tmp_path / "out"), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["clients"], told["rows"]["visits"], told["lost"]) == (1, 1, [])


def test_the_recovery_key_opens_it_too(
    filled: ClinicFolder, template: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(monkeypatch, template[1], "--database", str(filled.path), "--to", str(tmp_path / "out")) == 0


def test_a_wrong_password_writes_nothing(
    filled: ClinicFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, WRONG, "--database", str(filled.path), "--to", str(tmp_path / "out")) == 2
    assert "This password does not open the clinic." in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_guess_waits_as_at_the_window(
    filled: ClinicFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("--database", str(filled.path), "--to", str(tmp_path / "out"))
    for _ in range(6):
        assert run(monkeypatch, WRONG, *arguments) == 2
    assert "You can try again in " in capsys.readouterr().err
    assert run(monkeypatch, PASSWORD, *arguments) == 2
    assert not (tmp_path / "out").exists()


def test_only_an_owner_gets_everything(
    filled: ClinicFolder,
    open_clinic: Opener,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    clinic = open_clinic(filled)
    slot = clinic.keys.slot_for(vault.new_slot_id(), "Ann Poe", WRONG)
    clinic.do(AddPerson(PersonDraft("Ann Poe", ""), slot))
    clinic.close()
    arguments = ("--database", str(filled.path), "--to", str(tmp_path / "out"))
    assert run(monkeypatch, WRONG, *arguments) == 2
    assert "--person and one of Maya Ortiz, Ann Poe" in capsys.readouterr().err
    assert run(monkeypatch, WRONG, *arguments, "--person", "Bo") == 2
    assert run(monkeypatch, WRONG, *arguments, "--person", "Ann Poe") == 2
    assert "Ask an owner." in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert run(monkeypatch, PASSWORD, *arguments, "--person", "Maya Ortiz") == 0


def test_a_clinic_that_is_read_only_is_exported_all_the_same(
    filled: ClinicFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from clinic_desktop.errors import StoreTrouble

    def refuse(*_: object, **__: object) -> None:
        raise StoreTrouble("read-only")

    monkeypatch.setattr("clinic_desktop.store.writer.Writer", refuse)
    assert run(monkeypatch, PASSWORD, "--database", str(filled.path), "--to", str(tmp_path / "out")) == 0
    assert "The audit trail could not take a note of it." in capsys.readouterr().err


def test_a_place_that_is_taken_is_said(
    filled: ClinicFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").write_text("mine")
    assert run(monkeypatch, PASSWORD, "--database", str(filled.path), "--to", str(tmp_path / "out")) == 1
    assert "is there already" in capsys.readouterr().err
    assert (tmp_path / "out").read_text() == "mine"


def test_where_there_is_no_clinic_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, PASSWORD, "--database", str(tmp_path / "none"), "--to", str(tmp_path / "out")) == 1
    assert capsys.readouterr().err
