"""The money of a case file: what is read, and what is said of what cannot be."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clinic_desktop.coverage.loader.money import CaseMoney, read_money
from clinic_desktop.coverage.model.money import AllowedAmount, NetworkSide, PlannedVisit, PlanTerms, Tally
from clinic_desktop.coverage.rules.estimate.series import estimate, with_limits
from clinic_desktop.written.file import BadFile, content, refuse
from clinic_desktop.written.sheet import FileTable

EVERY_KEY = """
[cost_share]
deductible = 500
deductible_met = "450.00"
deductible_left = 50.00
family_deductible = "1,000"
family_deductible_met = 100
family_deductible_left = 900
family_aggregate = true
deductible_applies = false
copay = 35.5
coinsurance = 12.5
oop_max = 3000
oop_met = 200
oop_left = 2800
per_visit_cap = 60
deductible_visits_count = false
contract_binds_unpaid = true
allowed_low = 90
allowed_high = 110
allowed_from = 3
plan_year_ends = 2026-12-31

[series]
visits = 3
billed = "140.00"
starts_on = 2026-12-01
every_days = 14
"""


def read(path: Path, text: str) -> CaseMoney:
    """The money of a file with nothing else in it. Raises BadFile."""
    path.write_text(text, encoding="utf-8")
    found, sheet = content(path)
    top = FileTable(sheet, found)
    made = read_money(top)
    top.close()
    refuse(path, sheet)
    return made


def problems(path: Path, text: str) -> list[str]:
    with pytest.raises(BadFile) as bad:
        read(path, text)
    return [one.removeprefix(f"{path}:") for one in bad.value.problems]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "case.toml"


def test_every_key_is_read(file: Path) -> None:
    assert read(file, EVERY_KEY) == CaseMoney(
        PlanTerms(
            deductible=Tally(50_000, 45_000, 5_000),
            family=Tally(100_000, 10_000, 90_000),
            family_aggregate=True,
            deductible_applies=False,
            copay_cents=3_550,
            coinsurance_bp=1_250,
            out_of_pocket=Tally(300_000, 20_000, 280_000),
            visit_cap_cents=6_000,
            deductible_visits_count=False,
            contract_binds_unpaid=True,
            allowed=AllowedAmount(9_000, 11_000, 3),
            plan_year_ends=date(2026, 12, 31),
        ),
        tuple(PlannedVisit(day, 14_000) for day in (date(2026, 12, 1), date(2026, 12, 15), date(2026, 12, 29))),
    )


def test_what_is_left_out_is_not_said(file: Path) -> None:
    assert read(file, "") == CaseMoney(PlanTerms(), ())
    made = read(file, "[cost_share]\n[series]\nvisits = 2\nbilled = 80")
    assert made == CaseMoney(PlanTerms(), (PlannedVisit(None, 8_000),) * 2)
    weekly = read(file, "[series]\nvisits = 2\nbilled = 80\nstarts_on = 2026-12-28").visits
    assert [one.on for one in weekly] == [date(2026, 12, 28), date(2027, 1, 4)]


def test_what_the_plan_says_beats_what_statements_showed(file: Path) -> None:
    made = read(file, "[cost_share]\nallowed = 100\nallowed_low = 90\nallowed_high = 110\nallowed_from = 2")
    assert made.terms.allowed == AllowedAmount(10_000, 10_000)


def test_the_third_example_from_a_file(file: Path) -> None:
    text = """
    [cost_share]
    deductible_left = 250.00
    coinsurance = 20
    oop_left = 400.00
    allowed = 90.00
    [series]
    visits = 6
    billed = 120.00
    """
    made = read(file, text)
    found = estimate(with_limits(replace(made.terms, side=NetworkSide.OUT), 20, 3), made.visits)
    assert found.is_exact
    assert (found.low.total("plan_cents"), found.low.total("patient_cents")) == (23_200, 48_800)


def test_numbers_that_contradict_each_other_are_kept(file: Path) -> None:
    made = read(file, "[cost_share]\ndeductible = 500\ndeductible_met = 600")
    assert made.terms.deductible == Tally(50_000, 60_000)


PERCENT = "coinsurance: Write the client’s share in percent, 0 to 100, like 40 or 12.5."
TOGETHER = "“allowed_low” and “allowed_high” go together."
NO_SHARE = ("101", "100.01", "12.345", "true", '"40%"', "-5")
WRONG = [
    *((f"[cost_share]\ncoinsurance = {one}", [f"2: {PERCENT}"]) for one in NO_SHARE),
    ("[cost_share]\ncopay = -5", ["2: copay: Type the amount without a minus sign."]),
    ("[cost_share]\ncopay = 5\nco_pay = 5", ["3: There is no key “co_pay” here. Did you mean “copay”?"]),
    ("[cost_share]\nallowed_low = 5", [f"2: {TOGETHER}"]),
    ("[cost_share]\nallowed_high = 5", [f"2: {TOGETHER}"]),
    ("[cost_share]\nallowed_from = 5", ["2: “allowed_from” goes with “allowed_low” and “allowed_high”."]),
    ("[cost_share]\nfamily_aggregate = 1", ["2: family_aggregate: Write true or false."]),
    ("[cost_share]\nplan_year_ends = 5", ["2: plan_year_ends: Write a date without quotes, like 2026-11-23."]),
    ("[series]\nvisits = 2", ["1: The key “billed” is missing."]),
    ("[series]\nbilled = 2", ["1: The key “visits” is missing."]),
    ("[series]\nvisits = 0\nbilled = 2", ["2: visits: Write a whole number from 1 to 200."]),
    ("[series]\nvisits = 201\nbilled = 2", ["2: visits: Write a whole number from 1 to 200."]),
    ("[series]\nvisits = 2\nbilled = 2\nevery_days = 7", ["4: “every_days” goes with “starts_on”."]),
    ("[series]\nvisits = 2\nbilled = 2\nstarts_on = 2199-12-31\nevery_days = 999",
     ["5: every_days: Write a whole number from 1 to 366."]),
    ("[[series]]\nvisits = 2", ["1: “series” is one table: write [series] on a line of its own."]),
    ("[cost_shares]\n", ["1: There is no key “cost_shares” here. Did you mean “cost_share”?"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_what_is_wrong_is_said_with_its_line(file: Path, text: str, said: list[str]) -> None:
    assert problems(file, text) == said


def test_shares_at_both_ends_are_read(file: Path) -> None:
    shares = {
        one: read(file, f"[cost_share]\ncoinsurance = {one}").terms.coinsurance_bp
        for one in ("0", "100", "100.0", "0.5")
    }
    assert shares == {"0": 0, "100": 10_000, "100.0": 10_000, "0.5": 50}
