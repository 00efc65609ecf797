"""That a plan has no limit is an answer of its own: it is not asked again, and not called “not stated”."""

from pathlib import Path

import pytest

from clinic_desktop.coverage.loader.cases import read_coverage_case
from clinic_desktop.coverage.loader.packs import program_packs
from clinic_desktop.coverage.rules.appraising import Appraisal, appraise
from clinic_desktop.coverage.rules.estimate.said import sentences

CASE = """
today = 2026-11-24
payer_type = "commercial"
network = "out"
[benefit]
massage_covered = true
{benefit}
[cost_share]
deductible_left = 0.00
coinsurance = 40
allowed = 110.00
{share}
[series]
visits = 2
billed = 140.00
[expect]
verdict = "POSSIBLE_VERIFY"
"""
NONE_OF_ALL = {
    "benefit": 'visit_limit = "none"\ndollar_cap = "none"\nunit_cap = "none"',
    "share": 'oop_max = "none"\nfamily_deductible = "none"\nper_visit_cap = "none"',
}


def appraised(path: Path, benefit: str = "", share: str = "") -> Appraisal:
    path.write_text(CASE.format(benefit=benefit, share=share), encoding="utf-8")
    case = read_coverage_case(path)
    return appraise(case.answers, case.money.terms, case.money.visits, program_packs())


def said(found: Appraisal) -> str:
    assert found.estimate
    return " ".join(sentences(found.estimate))


def test_what_nobody_said_is_called_so(tmp_path: Path) -> None:
    assert "copay, out-of-pocket maximum, visit limit, dollar limit." in said(appraised(tmp_path / "case.toml"))


def test_what_there_is_not_is_known(tmp_path: Path) -> None:
    found = appraised(tmp_path / "case.toml", **NONE_OF_ALL)
    assert "Not stated, so left out of the estimate: copay." in said(found)
    assert found.facts["dollar_limit"] == found.facts["visit_limit"] == "left"
    asked = [one.rule for one in found.outcome.those("ask")]
    assert not {"commercial-dollar-limit", "commercial-visit-limit"} & set(asked)


@pytest.mark.parametrize("key", ["visit_limit", "dollar_cap"])
def test_a_limit_that_nobody_named_is_asked_for(tmp_path: Path, key: str) -> None:
    others = "\n".join(line for line in NONE_OF_ALL["benefit"].splitlines() if not line.startswith(key))
    asked = {one.rule for one in appraised(tmp_path / "case.toml", others).outcome.those("ask")}
    assert asked & {"commercial-dollar-limit", "commercial-visit-limit"}


def test_no_limit_changes_no_amount(tmp_path: Path) -> None:
    open_case, known = appraised(tmp_path / "a.toml"), appraised(tmp_path / "b.toml", **NONE_OF_ALL)
    assert open_case.estimate and known.estimate
    assert open_case.estimate.rows == known.estimate.rows
