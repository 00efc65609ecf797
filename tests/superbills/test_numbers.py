"""The one file of procedure codes that can be taken away."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from clinic_desktop.paths import RULES
from clinic_desktop.superbills.model.findings import NumberSource, RuleNumbers
from clinic_desktop.superbills.queries import numbers
from clinic_desktop.superbills.queries.numbers import rule_numbers

WRITTEN = """
[[outside]]
profession = "massage"
codes = ["00001-00003", "MT801"]
source = "A manual"
checked_on = 2026-11-02
[[outside]]
profession = "massage"
codes = ["MT802"]
source = "Another one"
checked_on = 2026-11-01
[[scope]]
profession = "pt"
codes = ["MT003"]
source = "A manual"
checked_on = 2026-11-03
[[bundled]]
first = ["MT004", "MT005"]
second = ["MT001"]
source = "A manual"
checked_on = 2026-11-04
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "numbers.toml"
    monkeypatch.setattr(numbers, "_FILE", path)
    return path


def test_ranges_groups_and_pairs_are_read(file: Path) -> None:
    file.write_text(WRITTEN, encoding="utf-8")
    assert rule_numbers() == RuleNumbers(
        {"massage": frozenset({"00001", "00002", "00003", "MT801", "MT802"})},
        {"pt": frozenset({"MT003"})},
        (("MT004", "MT001"), ("MT005", "MT001")),
        {
            **{
                ("outside", "massage", code): NumberSource("A manual", date(2026, 11, 2))
                for code in ("00001", "00002", "00003", "MT801")
            },
            ("outside", "massage", "MT802"): NumberSource("Another one", date(2026, 11, 1)),
            ("scope", "pt", "MT003"): NumberSource("A manual", date(2026, 11, 3)),
            ("bundled", "MT004", "MT001"): NumberSource("A manual", date(2026, 11, 4)),
            ("bundled", "MT005", "MT001"): NumberSource("A manual", date(2026, 11, 4)),
        },
    )


def test_without_the_file_there_are_none(file: Path) -> None:
    assert rule_numbers() is None


@pytest.mark.parametrize(
    "broken",
    [
        "[[outside",
        "outside = 3",
        WRITTEN.replace("00001-00003", "00003-00001"),
        WRITTEN.replace("00001-00003", "00001-99999"),
        WRITTEN.replace("MT801", "MT8012"),
        WRITTEN.replace("2026-11-02", '"lately"'),
        WRITTEN.replace('source = "Another one"', ""),
        WRITTEN.replace('source = "Another one"', "source = 7"),
        WRITTEN.replace('["MT001"]', "[7]"),
    ],
)
def test_a_broken_file_gives_empty_numbers(file: Path, broken: str) -> None:
    file.write_text(broken, encoding="utf-8")
    assert rule_numbers() == RuleNumbers({}, {})


def test_a_file_that_is_no_text_gives_empty_numbers(file: Path) -> None:
    file.write_bytes(b"\xff\xfe")
    assert rule_numbers() == RuleNumbers({}, {})


def test_the_file_that_ships_is_whole_and_holds_no_word_about_a_code() -> None:
    found = rule_numbers()
    assert found and all(one.name for one in found.sources.values())
    assert found.outside["massage"] and found.scope["massage"] and found.bundled
    assert not found.outside["massage"] & found.scope["massage"]
    for entries in tomllib.loads((RULES / "numbers.toml").read_text(encoding="utf-8")).values():
        for entry in entries:
            assert set(entry) <= {"profession", "kind", "codes", "first", "second", "source", "checked_on", "recheck"}
            assert entry["recheck"] is True
            listed = [*entry.get("codes", ()), *entry.get("first", ()), *entry.get("second", ())]
            # The reasons of denials are shorter numbers.
            shape = "[0-9]{1,3}" if "kind" in entry else "[0-9A-Z]{5}(-[0-9]{5})?"
            assert all(re.fullmatch(shape, one) for one in listed)
