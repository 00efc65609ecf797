"""Superbills as files: each case of a folder (--cases DIR) is found to be as it says under [expect]."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic_desktop.codes import loader
from clinic_desktop.codes.queries.book import CodeBook
from clinic_desktop.codes.queries.releases import shipped_release
from clinic_desktop.superbills.document.bills import bill_pdf
from clinic_desktop.superbills.loader.cases import Expected, read_case
from clinic_desktop.superbills.loader.verdicts import case_verdict
from clinic_desktop.superbills.model.findings import Verdict
from clinic_desktop.superbills.rules.checks.table import SUPERBILL

OURS = Path(__file__).parent / "superbills"
# These need what no case file can say: the file of procedure codes, which can be taken away, and a search file that
# cannot be opened.
ELSEWHERE = {"code-outside-credential", "code-scope", "bundled", "numbers-unread", "diagnosis-unchecked"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case_file" in metafunc.fixturenames:
        folder = metafunc.config.getoption("cases")
        assert isinstance(folder, Path)
        files = sorted(folder.rglob("*.toml"))
        if not files:
            raise pytest.UsageError(f"no case files (*.toml) in {folder}")
        metafunc.parametrize("case_file", files, ids=[str(path.relative_to(folder)) for path in files])


@pytest.fixture(scope="module")
def book(codes_file: Path) -> Iterator[CodeBook]:
    opened = loader.open_book(codes_file, shipped_release())
    yield opened
    opened.close()


def found(verdict: Verdict) -> Expected:
    """The rules that spoke, each once, in their order of letters."""
    rules = {(one.grade, one.rule) for one in verdict.findings}
    stop, ask, note = (
        tuple(sorted(rule for grade, rule in rules if grade == wanted)) for wanted in ("STOP", "ASK", "NOTE")
    )
    return Expected(stop, ask, note)


def in_order(expected: Expected) -> Expected:
    return Expected(*(tuple(sorted(set(one))) for one in (expected.stop, expected.ask, expected.note)))


def test_a_case_is_found_to_be_as_it_says(case_file: Path, book: CodeBook) -> None:
    case = read_case(case_file)
    bill, verdict = case_verdict(case, book)
    if case.expected is not None:
        assert found(verdict) == in_order(case.expected), [
            f"{one.grade} {one.rule} {one.field} {one.message}" for one in verdict.findings
        ]
    if not verdict.is_stopped:
        assert bill_pdf(bill, case.stamp).startswith(b"%PDF")


def test_our_cases_say_what_they_expect_and_speak_of_every_rule() -> None:
    known = {one.rule: one.grade for one in SUPERBILL}
    said: set[str] = set()
    for path in OURS.rglob("*.toml"):
        expected = read_case(path).expected
        assert expected is not None, path
        for grade, rules in (("STOP", expected.stop), ("ASK", expected.ask), ("NOTE", expected.note)):
            assert all(known.get(rule) == grade for rule in rules), (path, grade, rules)
            said.update(rules)
    assert set(known) - said == ELSEWHERE


def test_a_folder_without_cases_is_an_error_and_no_silence(tmp_path: Path) -> None:
    class Asked:
        fixturenames = ("case_file",)
        config = type("Config", (), {"getoption": lambda _self, _name: tmp_path})()

    with pytest.raises(pytest.UsageError, match=re.escape(f"no case files (*.toml) in {tmp_path}")):
        pytest_generate_tests(Asked())  # type: ignore[arg-type]
