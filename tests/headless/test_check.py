"""The check on the command line: counts on the standard output, the exit code says whether all is well."""

import io
import json

import pytest
from fixed import PASSWORD

from clinic_desktop import headless
from clinic_desktop.store.beside import standing
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder


@pytest.fixture
def asked(folder: ClinicFolder, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The arguments of a check of the template clinic; the password comes from a script."""
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    return ["check", "--database", str(folder.path)]


def test_all_is_well(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert headless.run(asked) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("Pages of the file")
    assert said[-1].endswith("All is well.")


def test_after_a_kill_it_leaves_nothing_that_the_window_would_miss(asked: list[str], folder: ClinicFolder) -> None:
    """Whoever opens the clinic folds its log in, and it is gone then."""
    standing._write(folder, standing.FolderStanding(phase="open", file=1, log=2))
    assert standing.look(folder) == "no log"
    assert headless.run(asked) == 0
    assert standing.look(folder) is None


def test_what_is_wrong_is_said_and_is_the_exit_code(
    asked: list[str], folder: ClinicFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    vault.second_copy(folder.vault).unlink()
    assert headless.run([*asked, "--quick", "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["well"] is False and said["quick"] is True
    assert [(one["key"], one["wrong"]) for one in said["parts"] if one["wrong"]] == [("vault", 1)]


def test_a_file_that_cannot_be_opened_is_an_answer(
    asked: list[str], folder: ClinicFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.database.write_bytes(b"")
    assert headless.run(asked) == 1
    assert "is empty" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "typed", "words"),
    [
        ((), "another four words", "does not open the clinic"),
        (("--person", "Nobody"), PASSWORD, "Say who you are"),
        (("--recovery-key",), "short", "nine groups"),
        (("--database", "nowhere"), PASSWORD, "There is no clinic in nowhere"),
    ],
)
def test_bad_input_is_said(
    asked: list[str], more: tuple[str, ...], typed: str, words: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))
    assert headless.run([*asked, *more]) == 2
    assert words in capsys.readouterr().err
