"""clinic-desktop superbill CASE.toml [-o OUT.pdf] [--json]"""

import json
import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NoReturn

import pytest

from clinic_desktop import headless
from clinic_desktop.codes import loader
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.headless import run

CASES = Path(__file__).parents[1] / "cases" / "superbills"
USUAL = CASES / "passes" / "usual.toml"
STOPPED = CASES / "stop" / "birth_date.toml"
WHY = "Some payers have codes of their own. Compare it with your code book or the fee schedule."


@pytest.fixture(autouse=True)
def in_a_cache(codes_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(headless.book, "cache_folder", lambda: codes_file.parents[1])


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[str, str], str]:
    """The usual case with one thing in another way."""

    def change(old: str, new: str) -> str:
        text = USUAL.read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "case.toml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return str(path)

    return change


def answer(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    out, err = capsys.readouterr()
    assert err == ""
    found = json.loads(out)
    assert isinstance(found, dict)
    return found


def test_findings_are_lines_and_nothing_is_written_without_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["superbill", str(USUAL)]) == 0
    out, err = capsys.readouterr()
    first, why, passed, last = out.splitlines()
    assert (
        first == "NOTE  visits/0/services/0/procedure_code  MT001 looks like no code of the usual lists. [code-unusual]"
    )
    assert why == f"      {WHY}"
    assert passed.endswith(" checks found nothing.") and int(passed.split()[0]) > 50
    assert last == "Ready to issue."
    assert err == "" and not list(tmp_path.iterdir())


def test_json_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["superbill", "--json", str(USUAL)]) == 0
    found = answer(capsys)
    assert set(found) == {"findings", "pdf", "passed", "ready"}
    assert found["findings"] == [
        {
            "grade": "NOTE",
            "rule": "code-unusual",
            "field": "visits/0/services/0/procedure_code",
            "message": "MT001 looks like no code of the usual lists.",
            "why": WHY,
        }
    ]
    assert (found["pdf"], found["ready"]) == (None, True)
    assert isinstance(found["passed"], int) and found["passed"] > 50


def test_a_stop_is_one_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.pdf"
    assert run(["superbill", str(STOPPED), "-o", str(out)]) == 1
    said = capsys.readouterr().out
    assert said.startswith("STOP  client/birth_date  The birth date of Rosalind Nguyễn is missing. [birth-date]\n")
    assert said.endswith("Stopped: no PDF is written before each STOP is fixed.\n")
    assert run(["superbill", str(STOPPED), "-o", str(out), "--json"]) == 1
    found = answer(capsys)
    assert (found["pdf"], found["ready"]) == (None, False)
    assert not list(tmp_path.iterdir())


def test_a_stop_leaves_the_pdf_that_is_there(tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    out.write_bytes(b"of yesterday")
    assert run(["superbill", str(STOPPED), "-o", str(out)]) == 1
    assert out.read_bytes() == b"of yesterday"


def test_the_pdf_is_written_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.pdf"
    out.write_bytes(b"of yesterday")
    assert run(["superbill", str(USUAL), "--output", str(out), "--json"]) == 0
    assert answer(capsys)["pdf"] == str(out)
    assert out.read_bytes().startswith(b"%PDF") and out.read_bytes().rstrip().endswith(b"%%EOF")
    assert [path.name for path in tmp_path.iterdir()] == ["out.pdf"]
    assert run(["superbill", str(USUAL), "-o", str(out)]) == 0
    assert capsys.readouterr().out.endswith(f"Written to {out}.\n")


@pytest.mark.parametrize(("number", "is_draft"), [("", True), ("number = 1001\n", False)])
def test_without_a_number_it_is_a_draft(
    number: str, is_draft: bool, tmp_path: Path, changed: Callable[[str, str], str]
) -> None:
    from pypdf import PdfReader

    out = tmp_path / "out.pdf"
    assert run(["superbill", changed("today = ", f"{number}today = "), "-o", str(out)]) == 0
    text = PdfReader(out).pages[0].extract_text()
    assert ("DRAFT" in text) == is_draft
    assert ("1001" in text) != is_draft


def test_the_same_case_gives_the_same_bytes(tmp_path: Path) -> None:
    outs = [tmp_path / name for name in ("one.pdf", "two.pdf")]
    for out in outs:
        assert run(["superbill", str(USUAL), "-o", str(out)]) == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_an_open_ask_is_said_and_a_reason_closes_it(
    tmp_path: Path, changed: Callable[[str, str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    unpaid, out = changed("paid = 140.00", "paid = 100.00"), str(tmp_path / "out.pdf")
    assert run(["superbill", unpaid, "-o", out]) == 0
    said = capsys.readouterr().out
    assert said.startswith("ASK   visits/0/payments  ")
    assert "Each ASK has to be fixed or accepted before it is issued.\n" in said
    assert run(["superbill", unpaid, "--json"]) == 0
    assert answer(capsys)["ready"] is False
    with Path(unpaid).open("a", encoding="utf-8") as file:
        file.write('\n[[accepted]]\nrule = "unpaid"\nreason = "Pays at month’s end"\n')
    assert run(["superbill", unpaid]) == 0
    said = capsys.readouterr().out
    assert "      Accepted: Pays at month’s end\n" in said and said.endswith("Ready to issue.\n")


def test_an_accepted_fact_is_not_any_fact(
    changed: Callable[[str, str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    other = '[[accepted]]\nrule = "unpaid"\nreason = "x"\nfact = "another"\n\n[[visits.payments]]\npaid = 100.00'
    assert run(["superbill", changed("[[visits.payments]]\npaid = 140.00", other), "--json"]) == 0
    assert answer(capsys)["ready"] is False


def test_a_stop_cannot_be_accepted(changed: Callable[[str, str], str]) -> None:
    case = changed("birth_date = 1985-03-12\n", "")
    with Path(case).open("a", encoding="utf-8") as file:
        file.write('\n[[accepted]]\nrule = "birth-date"\nreason = "x"\n')
    assert run(["superbill", case]) == 1


def test_all_that_is_wrong_with_the_file_is_said_at_once(
    changed: Callable[[str, str], str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = changed("zip = ", "zap = ")
    text = Path(case).read_text(encoding="utf-8").replace("minutes = 60", "minutes = 60.5")
    Path(case).write_text(text, encoding="utf-8")
    for more in ([], ["--json"], ["-o", str(tmp_path / "out.pdf")]):
        assert run(["superbill", case, *more]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert [line.removeprefix(case).split(" ")[0] for line in err.splitlines()] == [
            f":{at(text, 'zap')}:", f":{at(text, 'minutes')}:",
        ]  # fmt: skip
    assert not (tmp_path / "out.pdf").exists()


def at(text: str, beginning: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if line.startswith(beginning))


def test_bad_places_are_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for given, words in (
        ([str(tmp_path / "no.toml")], "cannot be read: No such file or directory."),
        ([str(tmp_path)], "cannot be read: Is a directory."),
        ([str(USUAL), "-o", str(tmp_path / "no" / "out.pdf")], f"There is no folder {tmp_path / 'no'}."),
        ([str(USUAL), "-o", str(tmp_path)], f"{tmp_path} is a folder: name a file in it."),
    ):
        assert run(["superbill", *given]) == 2
        out, err = capsys.readouterr()
        assert out == "" and err.endswith(f"{words}\n")


def test_the_case_itself_is_never_written_over(
    changed: Callable[[str, str], str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = changed("today = ", "today = ")
    (tmp_path / "link.pdf").symlink_to(case)
    for out in (case, str(tmp_path / "link.pdf")):
        assert run(["superbill", case, "-o", out]) == 2
        assert capsys.readouterr() == ("", f"{out} is the case itself: name another file.\n")
    assert Path(case).read_text(encoding="utf-8") == USUAL.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert run(["superbill", str(USUAL), "-o", str(tmp_path / "out.pdf"), "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("The file out.pdf could not be written: ")


@pytest.mark.parametrize("given", [[], ["--rules", str(USUAL)], [str(USUAL), "--what"], [str(USUAL), str(USUAL)]])
def test_bad_arguments_are_two(given: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run(["superbill", *given])
    assert left.value.code == 2


def test_codes_that_cannot_be_read_stop_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def trouble(_: Path) -> NoReturn:
        raise StoreTrouble("The disk is full.")

    monkeypatch.setattr(loader, "shipped_book", trouble)
    assert run(["superbill", str(USUAL)]) == 1
    assert capsys.readouterr() == ("", "The disk is full.\n")


def test_what_a_file_says_moves_no_cursor_and_fits_any_terminal(
    changed: Callable[[str, str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = changed('name = "Rosalind Nguyễn"\nbirth_date = 1985-03-12', 'name = "R\\u001b[2J\\u202e王\\nX"')
    written = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(written, encoding="ascii", write_through=True))
    assert run(["superbill", case]) == 1
    said = written.getvalue()
    assert b"\x1b" not in said and b"u202e" not in said and b"\\u738b" in said
    assert b"birth date of R[2J" in said


def test_the_rules_are_listed_with_their_grades(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["superbill", "--rules"]) == 0
    assert "STOP  birth-date                 The birth date is there" in capsys.readouterr().out.splitlines()
    assert run(["superbill", "--rules", "--json"]) == 0
    rules = json.loads(capsys.readouterr().out)
    assert {"rule": "unpaid", "grade": "ASK", "title": "Every visit is paid"} in rules
