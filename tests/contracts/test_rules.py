"""A contract as typed: what is kept of it, and a sentence at each field where something is wrong."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest
from contracting import CONTRACT
from factories import HOSTILE_NAMES, refused
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.contracts.model import (
    MOST_FEES,
    Contract,
    ContractDraft,
    ContractFee,
    ContractId,
    FeeLine,
)
from clinic_desktop.contracts.rules import contract_values, fee_cents, shares_days
from clinic_desktop.errors import Refused
from clinic_desktop.payers.model import PayerId
from clinic_desktop.practice.model import TherapistId

TODAY = date(2026, 11, 24)
DAYS = some.dates(date(2020, 1, 1), date(2035, 12, 31))
TEXTS = some.text(max_size=12) | some.sampled_from((*HOSTILE_NAMES, "72", "0", "MT001", "1/1/2026", "-3", "unit"))
LINES = some.builds(FeeLine, TEXTS, TEXTS, TEXTS)
CODES = some.integers(0, 999).map("MT{:03}".format)


def problems(**typed: object) -> list[str]:
    return refused(lambda: contract_values(replace(CONTRACT, **typed), TODAY))  # type: ignore[arg-type]


def of_fees(fees: Mapping[str, ContractFee]) -> Contract:
    return Contract(
        ContractId(1), 1, PayerId(1), TherapistId(1), "Maya Ortiz, LMT", "", TODAY, None, "", "", MappingProxyType(fees)
    )


def test_a_contract_is_kept_in_one_form() -> None:
    read = contract_values(replace(CONTRACT, network=" PPO  Select ", to_on="12/31/2027"), TODAY)
    assert read.contract == {
        "network": "PPO Select",
        "network_key": "ppo select",
        "from_on": "2026-01-01",
        "to_on": "2027-12-31",
        "binds_unpaid": "yes",
        "note": "",
        "fees": "MT001 1800 unit, MT002 7200 visit",
    }
    assert list(read.fees) == [
        {"procedure_code": "MT001", "allowed_cents": 1800, "per": "unit"},
        {"procedure_code": "MT002", "allowed_cents": 7200, "per": "visit"},
    ]


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"therapist": ""}, ["therapist"]),
        ({"from_on": ""}, ["from_on"]),
        ({"from_on": "soon"}, ["from_on"]),
        ({"to_on": "2/30/2027"}, ["to_on"]),
        ({"to_on": "12/31/2025"}, ["to_on"]),
        ({"to_on": "1/1/2026"}, []),
        ({"binds_unpaid": "maybe"}, ["binds_unpaid"]),
        ({"network": "n" * 101}, ["network"]),
        ({"note": "n" * 10_001}, ["note"]),
        ({"fees": ()}, []),
        ({"fees": (FeeLine("MT001", "0"),)}, ["fees/0/fee"]),
        ({"fees": (FeeLine("MT001", "-3"),)}, ["fees/0/fee"]),
        ({"fees": (FeeLine("MT001", ""),)}, ["fees/0/fee"]),
        ({"fees": (FeeLine("MT1", "72"),)}, ["fees/0/procedure_code"]),
        ({"fees": (FeeLine("MT001", "72", "hour"),)}, ["fees/0/per"]),
        ({"fees": (FeeLine("MT001", "72"), FeeLine(), FeeLine("mt 001", "80"))},
         ["fees/1/fee", "fees/1/procedure_code", "fees/2/procedure_code"]),
        ({"therapist": "", "to_on": "x", "fees": (FeeLine("MT001", "x"),)}, ["therapist", "to_on", "fees/0/fee"]),
    ],
)  # fmt: skip
def test_each_slip_is_said_at_its_field(typed: dict[str, object], fields: list[str]) -> None:
    assert problems(**typed) == fields


def test_more_fees_than_fit_are_refused() -> None:
    lines = tuple(FeeLine(f"MT{at:03}", "72") for at in range(MOST_FEES + 1))
    assert problems(fees=lines[:-1]) == []
    assert problems(fees=lines) == ["fees"]


@given(some.builds(ContractDraft, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, some.lists(LINES, max_size=4).map(tuple)))
def test_anything_typed_is_read_or_refused(draft: ContractDraft) -> None:
    try:
        read = contract_values(draft, TODAY)
    except Refused as answer:
        assert all(problem.words for problem in answer.problems)
        return
    codes = [fee["procedure_code"] for fee in read.fees]
    assert len(codes) == len(set(codes)) == len(draft.fees)
    assert all(fee["allowed_cents"] > 0 for fee in read.fees)
    assert not read.contract["to_on"] or read.contract["from_on"] <= read.contract["to_on"]


@given(DAYS, DAYS)
def test_the_last_day_is_never_before_the_first(first: date, last: date) -> None:
    assert (problems(from_on=first.isoformat(), to_on=last.isoformat()) == ["to_on"]) == (last < first)


@given(some.lists(some.tuples(CODES, some.integers(1, 100_000_00)), max_size=MOST_FEES, unique_by=lambda one: one[0]))
def test_fees_are_kept_to_the_cent_and_in_order(typed: list[tuple[str, int]]) -> None:
    lines = tuple(FeeLine(code, f"{cents // 100}.{cents % 100:02}") for code, cents in typed)
    read = contract_values(replace(CONTRACT, fees=lines), TODAY)
    assert [(fee["procedure_code"], fee["allowed_cents"]) for fee in read.fees] == typed
    # Whatever is there fits the column that tells of a change.
    assert len(read.contract["fees"]) <= 1000


@given(CODES, some.integers(1, 10_000), some.integers(0, 40))
def test_a_fee_is_times_the_units_only_where_it_is_per_unit(code: str, cents: int, units: int) -> None:
    assert fee_cents(of_fees({code: ContractFee(code, cents, "unit")}), code, units) == cents * units
    assert fee_cents(of_fees({code: ContractFee(code, cents, "visit")}), code, units) == cents
    assert fee_cents(of_fees({}), code, units) is None


@pytest.mark.parametrize(
    ("network", "last", "words"),
    [
        ("PPO", None, "Maya’s contract for PPO runs since 24 Nov 2026. End that one first."),
        ("PPO", date(2027, 1, 2), "Maya’s contract for PPO from 24 Nov 2026 to 2 Jan 2027 has some of these days."),
        ("", None, "Maya’s contract for all plans runs since 24 Nov 2026. End that one first."),
        ("", date(2027, 1, 2), "Maya’s contract for all plans from 24 Nov 2026 to 2 Jan 2027 has some of these days."),
    ],
)  # fmt: skip
def test_the_other_contract_is_named(network: str, last: date | None, words: str) -> None:
    assert shares_days("Maya", network, TODAY, last) == words
