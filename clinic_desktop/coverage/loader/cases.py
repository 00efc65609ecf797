"""Reads a coverage case: what is known of a case as a TOML file, and what is expected of it (README)."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from clinic_desktop.coverage.loader import tables
from clinic_desktop.coverage.loader.kinds import verdict
from clinic_desktop.coverage.loader.money import CaseMoney, read_money
from clinic_desktop.coverage.model.answers import Answers
from clinic_desktop.coverage.model.outcome import CoverageVerdict
from clinic_desktop.written.file import content, refuse
from clinic_desktop.written.kinds import lines
from clinic_desktop.written.sheet import FileTable, Keys, closed

_EXPECTED: Keys = {
    **{"verdict": ("verdict", verdict), "missing": ("missing", lines), "ask": ("ask", lines), "next": ("next", lines)},
    "not_missing": ("not_missing", lines),
}
# Tables that only a superbill has; it may also have next to nothing.
_OF_SUPERBILLS = ("clinic", "client", "therapist", "visits", "policy", "orders")
_EXPECTED_OF_COVERAGE = ("verdict", "missing", "next", "not_missing")


@dataclass(frozen=True, slots=True)
class ExpectedCoverage:
    """The verdict that is expected, and words that have to stand in missing, ask and next, whatever their case;
    of `not_missing` none may stand in missing, and one empty text there stands for anything."""

    verdict: CoverageVerdict | None = None
    missing: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    not_missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CoverageCase:
    """A case as it was read; `expected` None where it does not say."""

    answers: Answers
    money: CaseMoney
    expected: ExpectedCoverage | None

    @property
    def today(self) -> date:
        """The day as of which it is judged."""
        return self.answers.today


def is_coverage_case(path: Path) -> bool:
    """Whether the file is a case of coverage, not of a superbill. Raises BadFile where it is no TOML."""
    found, _ = content(path)
    expect = found.get("expect")
    expects = isinstance(expect, dict) and any(key in expect for key in _EXPECTED_OF_COVERAGE)
    return expects or (not any(key in found for key in _OF_SUPERBILLS) and any(key in found for key in tables.KEYS))


def read_coverage_case(path: Path) -> CoverageCase:
    """Read a case. Raises BadFile with everything that is wrong with it."""
    found, sheet = content(path)
    top = FileTable(sheet, found)
    answers, money = read_tables(top)
    expect = top.table("expect")
    expected = ExpectedCoverage(**closed(expect, _EXPECTED)) if expect else None
    top.close()
    refuse(path, sheet)
    return CoverageCase(answers, money, expected)


def read_tables(top: FileTable) -> tuple[Answers, CaseMoney]:
    """Answers and money of a case; mistakes are noted in its sheet."""
    answers = tables.answers(top)
    first = answers.own.first_visit_on
    # A first visit that was given already is none of those to come.
    money = read_money(top, answers.visits_planned, first if first and first >= answers.today else None)
    return _with_money(answers, money), money


def _with_money(answers: Answers, money: CaseMoney) -> Answers:
    """What the money says about the case: planned visits, their price, the plan year, a benefit out of network."""
    visits = money.visits
    planned = answers.visits_planned if answers.visits_planned is not None else len(visits) or None
    billed = visits[0].billed_cents if visits else None
    first = answers.own.first_visit_on or (visits[0].on if visits else None)
    return replace(
        answers,
        visits_planned=planned,
        billed_cents=billed,
        own=replace(answers.own, first_visit_on=first),
        vob=replace(answers.vob, plan_year_ends=money.terms.plan_year_ends),
        benefit=replace(answers.benefit, oon=answers.benefit.oon or _out_of_network(answers, money)),
    )


def _out_of_network(answers: Answers, money: CaseMoney) -> str:
    """A plan that named its cost share for a therapist out of network has a benefit there."""
    terms = money.terms
    named = terms.coinsurance_bp is not None or terms.copay_cents is not None
    return "yes" if answers.network == "out" and named else ""
