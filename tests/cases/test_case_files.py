"""Cases as files: each of a folder (--cases DIR), superbill or coverage, is found to be as it says under [expect]."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic_desktop.codes import loader
from clinic_desktop.codes.queries.book import CodeBook
from clinic_desktop.codes.queries.releases import shipped_release
from clinic_desktop.coverage.document.plain import answer
from clinic_desktop.coverage.loader.cases import ExpectedCoverage, is_coverage_case, read_coverage_case
from clinic_desktop.coverage.loader.packs import shipped_packs
from clinic_desktop.coverage.model.packs import Packs
from clinic_desktop.coverage.rules.appraising import appraise
from clinic_desktop.errors import ClinicError
from clinic_desktop.superbills.document.bills import bill_pdf
from clinic_desktop.superbills.loader.cases import Expected, read_case
from clinic_desktop.superbills.loader.verdicts import case_verdict
from clinic_desktop.superbills.model.findings import Verdict


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


@pytest.fixture(scope="module")
def packs() -> Packs:
    return shipped_packs()


def found(verdict: Verdict) -> Expected:
    """The rules that spoke, each once, in their order of letters."""
    rules = {(one.grade, one.rule) for one in verdict.findings}
    stop, ask, note = (
        tuple(sorted(rule for grade, rule in rules if grade == wanted)) for wanted in ("STOP", "ASK", "NOTE")
    )
    return Expected(stop, ask, note)


def in_order(expected: Expected) -> Expected:
    return Expected(*(tuple(sorted(set(one))) for one in (expected.stop, expected.ask, expected.note)))


def test_a_case_is_found_to_be_as_it_says(case_file: Path, book: CodeBook, packs: Packs) -> None:
    if is_coverage(case_file):
        see_coverage(case_file, packs)
    else:
        see_superbill(case_file, book)


def is_coverage(path: Path) -> bool:
    try:
        return is_coverage_case(path)
    except ClinicError:
        # It is no TOML: whoever reads it next says why.
        return False


def see_coverage(path: Path, packs: Packs) -> None:
    case = read_coverage_case(path)
    said = answer(appraise(case.answers, case.money.terms, case.money.visits, packs), ())
    expected = case.expected or ExpectedCoverage()
    assert expected.verdict is None or expected.verdict.value == said["verdict"], said
    for where in ("missing", "ask", "next"):
        for words in getattr(expected, where):
            assert any(words.casefold() in one.casefold() for one in said[where]), (where, words, said)
    for words in expected.not_missing:
        assert not any(words.casefold() in one.casefold() for one in said["missing"]), said


def see_superbill(path: Path, book: CodeBook) -> None:
    case = read_case(path)
    bill, verdict = case_verdict(case, book)
    if case.expected is not None:
        assert found(verdict) == in_order(case.expected), [
            f"{one.grade} {one.rule} {one.field} {one.message}" for one in verdict.findings
        ]
    if not verdict.is_stopped:
        assert bill_pdf(bill, case.stamp).startswith(b"%PDF")


def test_a_folder_without_cases_is_an_error_and_no_silence(tmp_path: Path) -> None:
    class Asked:
        fixturenames = ("case_file",)
        config = type("Config", (), {"getoption": lambda _self, _name: tmp_path})()

    with pytest.raises(pytest.UsageError, match=re.escape(f"no case files (*.toml) in {tmp_path}")):
        pytest_generate_tests(Asked())  # type: ignore[arg-type]
