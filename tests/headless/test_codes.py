"""clinic-desktop codes WORDS… [--on DATE] [--json]"""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from clinic_desktop import headless
from clinic_desktop.__main__ import main
from clinic_desktop.codes import loader
from clinic_desktop.codes.queries.releases import search_file, shipped_release
from clinic_desktop.store.clock import Clock

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def in_a_cache(codes_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(headless.book, "cache_folder", lambda: codes_file.parents[1])


def test_codes_come_in_rank_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codes", "frozen", "sholder", "left", "--on", "5/1/2026"]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == "M75.02    Adhesive capsulitis of left shoulder"
    assert err == ""


def test_json_is_a_list_with_headings_last(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codes", "--json", "m54.5"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(one["code"], one["billable"]) for one in found] == [
        ("M54.50", True), ("M54.51", True), ("M54.59", True), ("M54.5", False),
    ]  # fmt: skip
    assert found[-1]["title"] == "Low back pain"
    assert set(found[0]) == {"code", "title", "billable"}


def test_a_heading_says_that_it_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    main(["codes", "M54.5", "--on", "5/1/2026"])
    assert capsys.readouterr().out.splitlines()[-1] == "M54.5     Low back pain  (heading)"


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("5/1/2026", ""),
        ("11/1/2026", "Diagnosis codes checked against the April 2026 release; October 2026 is not loaded.\n"),
        ("2/1/2026", "Diagnosis codes checked against the April 2026 release; October 2025 is not loaded.\n"),
    ],
)
def test_a_day_that_no_release_covers_is_said_once(on: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codes", "whiplash", "--on", on]) == 0
    assert capsys.readouterr().err == words


def test_nothing_that_fits_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codes", "--json", "qqqqqq"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["codes", "qqqqqq"]) == 0
    assert "Nothing fits." in capsys.readouterr().err


@pytest.mark.parametrize("given", [["codes"], ["codes", "x", "--on", "2/30/2026"], ["nonsense"], ["codes", "--what"]])
def test_bad_input_is_two(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code = main(given)
    except SystemExit as left:
        code = int(str(left.code))
    assert code == 2
    assert capsys.readouterr().out == ""


def test_a_cache_that_cannot_be_written_costs_only_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "codes").write_text("in the way")
    monkeypatch.setattr(headless.book, "cache_folder", lambda: tmp_path)
    assert main(["codes", "whiplash", "--on", "5/1/2026"]) == 0
    assert capsys.readouterr().out.startswith("S13.4XXA")


@pytest.mark.parametrize("letter", [True, False])
def test_a_damaged_search_file_is_built_again(tmp_path: Path, codes_file: Path, letter: bool) -> None:
    path = search_file(tmp_path, shipped_release())
    other = codes_file.read_bytes().replace(b"Cervicalgia", b"Cervixalgia")
    path.write_bytes(other if letter else b"SQLite format 3\x00" + bytes(4000))
    book = loader.shipped_book(tmp_path)
    assert book.find("whiplash")
    assert [hit.title for hit in book.find("M54.2")] == ["Cervicalgia"]
    book.close()


def test_today_is_the_day_without_one(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(Clock, "today", lambda _: date(2026, 4, 1))
    assert main(["codes", "whiplash"]) == 0
    assert capsys.readouterr().err == ""


@pytest.fixture
def command(codes_file: Path) -> list[str]:
    code = "import sys; from clinic_desktop import headless; from pathlib import Path;"
    code += f"headless.book.cache_folder = lambda: Path({str(codes_file.parents[1])!r});"
    code += "sys.exit(headless.run(sys.argv[1:]))"
    return [sys.executable, "-c", code, "codes", "pain", "--on", "5/1/2026"]


def test_who_has_read_enough_gets_no_traceback(command: list[str]) -> None:
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as asked:
        assert asked.stdout
        asked.stdout.close()
        assert (asked.wait(), asked.stderr.read() if asked.stderr else "") == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="the shell's words")
@pytest.mark.parametrize(
    ("where", "answer"),
    [(">&-", (0, "")), ("> /dev/full", (1, "The answer could not be written: No space left on device.\n"))],
)
def test_an_answer_that_goes_nowhere_is_a_sentence(command: list[str], where: str, answer: tuple[int, str]) -> None:
    shell = ["bash", "-c", f'"$@" {where}', "bash", *command]
    done = subprocess.run(shell, stderr=subprocess.PIPE, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stderr) == answer
