"""What is said beside an answer never comes into it, and never changes the exit code."""

import os
from pathlib import Path

import pytest

from clinic_desktop import headless
from clinic_desktop.headless.out import tell


def test_sentences_that_nobody_can_hear_do_not_come_into_the_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr", None)
    tell("Nothing fits.")
    assert capsys.readouterr().out == ""


def test_the_exit_code_stays_true_when_whoever_listens_has_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    with os.fdopen(writes, "w") as broken:
        monkeypatch.setattr("sys.stderr", broken)
        assert headless.run(["coverage", str(tmp_path / "gone.toml")]) == 2
        tell("Again.")


def test_a_key_of_a_file_moves_no_cursor_and_turns_no_line_around(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "case.toml"
    path.write_text('today = 2026-11-24\n"\\u001b[31m\\u202eabc" = 1\n"\\n\\u2028" = 2\n', encoding="utf-8")
    assert headless.run(["coverage", str(path)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 2
    assert "“[31mabc”" in said
    assert not {"\x1b", "\u202e", "\u2028"} & set(said)
