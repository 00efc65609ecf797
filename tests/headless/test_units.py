"""clinic-desktop units --rule cms|midpoint CODE=MINUTES… [--json]"""

import json
from typing import get_args

import pytest

from clinic_desktop.__main__ import main
from clinic_desktop.visits.model import UnitRule


def test_a_line_a_code_then_the_arithmetic(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["units", "--rule", "cms", "MT001=24", "MT002=23"]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "MT001  2",
        "MT002  1",
        "",
        "24 + 23 = 47 minutes give 3 units",
        "MT001: 24 minutes, 1 whole quarter hour, 9 minutes left",
        "MT002: 23 minutes, 1 whole quarter hour, 8 minutes left",
        "1 unit is left over: it goes to MT001, which has the most minutes left (9)",
    ]
    assert err == ""


def test_json_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["units", "--json", "MT001=33", "MT002=7", "--rule", "midpoint"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == {
        "rule": "midpoint",
        "minutes": 40,
        "total": 2,
        "units": {"MT001": 2, "MT002": 0},
        "arithmetic": [
            "MT001: 33 minutes give 2 units; 3 minutes left, too few for one more",
            "MT002: 7 minutes give no unit: 8 are needed",
            "2 + 0 = 2 units",
        ],
    }
    assert err == ""


def test_a_code_typed_twice_is_added_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["units", "--json", "--rule", "midpoint", "MT001=7", "MT002=30", "mt001=7"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["minutes"], found["total"], found["units"]) == (44, 3, {"MT001": 1, "MT002": 2})
    assert "MT001: 7 + 7 = 14 minutes" in found["arithmetic"]


@pytest.mark.parametrize("rule", get_args(UnitRule))
@pytest.mark.parametrize(("minutes", "units"), [("1", 0), ("07", 0), ("8", 1), ("1440", 96)])
def test_every_rule_can_be_asked(rule: str, minutes: str, units: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["units", "--rule", rule, f"MT001={minutes}"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == f"MT001  {units}"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("MT001", "Type a code, = and its minutes, like MT001=24."),
        ("", "Type a code, = and its minutes, like MT001=24."),
        ("=24", "A procedure code has five letters or digits."),
        ("MT01=24", "A procedure code has five letters or digits."),
        *(
            (f"MT001={minutes}", "Minutes are a whole number from 1 to 1,440.")
            for minutes in ("", "0", "-5", "+5", "1441", "2.5", "an hour", " 24", "1_0", "٢٤", "²", "5=5", "9" * 5000)
        ),
    ],
)
def test_what_cannot_be_read_is_named(typed: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["units", "--rule", "cms", "MT002=30", typed]) == 2
    assert capsys.readouterr() == ("", f"{typed}: {words}\n")


def test_all_that_is_wrong_is_said_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["units", "--rule", "cms", "--json", "MT001=0", "x"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert [line.split(":")[0] for line in err.splitlines()] == ["MT001=0", "x"]


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (["MT001=24"], "--rule"),
        (["MT001=24", "--rule", "nonsense"], "--rule"),
        (["--rule", "cms"], "CODE=MINUTES"),
        (["MT001=24", "--rule", "cms", "--what"], "--what"),
    ],
)
def test_bad_input_is_two(given: list[str], named: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["units", *given])
    assert left.value.code == 2
    out, err = capsys.readouterr()
    assert out == "" and named in err
