"""The catalog of measures: what may be asked here, with its source; and a mistake in the file said with its line."""

from datetime import date
from pathlib import Path

import pytest

from clinic_desktop.measures.loader import catalogue, read_measures
from clinic_desktop.written.file import BadFile

ONE = """[[measures]]
key = "nprs"
name = "NPRS"
title = "Numeric Pain Rating Scale"
about = "How strong the pain is."
scoring = "one"
least = 0
most = 10
digits = "whole"
better = "lower"
points = 2.5
percent = 30
asks = true
questions = [{ words = "How strong?", low = "No pain", high = "Worst pain" }]
source = "A paper"
checked_on = 2026-11-29
"""


def wrong(tmp_path: Path, before: str, after: str) -> list[str]:
    assert before in ONE
    path = tmp_path / "measures.toml"
    path.write_text(ONE.replace(before, after), encoding="utf-8")
    with pytest.raises(BadFile) as found:
        read_measures(path)
    return [line.removeprefix(f"{path}:") for line in found.value.problems]


def test_every_measure_has_its_source_and_only_free_ones_their_questions() -> None:
    found = catalogue()
    assert [key for key, one in found.items() if one.asks] == ["nprs", "peg", "psfs", "groc", "rmdq"]
    assert [key for key, one in found.items() if not one.asks] == [
        "odi", "ndi", "quickdash", "lefs", "hit6", "promis_pi", "promis_pf",
    ]  # fmt: skip
    for one in found.values():
        assert one.source and one.checked_on >= date(2026, 11, 29)
        assert bool(one.questions) == one.asks


def test_points_have_one_decimal_at_most(tmp_path: Path) -> None:
    path = tmp_path / "measures.toml"
    path.write_text(ONE, encoding="utf-8")
    assert read_measures(path)["nprs"].points == 25
    words = "11: points: Write points with one decimal at most, like 5 or 2.5."
    for bad in ("2.55", "true", '"2"', "2e1"):
        assert wrong(tmp_path, "points = 2.5", f"points = {bad}") == [words]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("points = 2.5\n", "", "1: The key “points” is missing."),
        ("points = 2.5", "point = 2.5\npoints = 2", "11: There is no key “point” here. Did you mean “points”?"),
        ('better = "lower"', 'better = "less"', "10: better: Write one of lower, higher."),
        ("most = 10", "most = 0", "8: The most points must be above the least."),
        ("asks = true", "asks = false", "13: A score is typed where the questions may not be shown, and only there."),
        ('scoring = "one"', 'scoring = "count"', "14: There is one statement for each point."),
        ("asks = true", 'asks = true\nchoices = ["a", "b"]', "14: There are words for each of the 11 answers."),
        (
            "asks = true",
            'asks = true\nbands = [{ most = 11, words = "a" }]',
            "14: Bands rise, and lie within the scale.",
        ),
        (ONE, ONE + ONE, "18: There is another measure of this name."),
    ],
)
def test_a_mistake_is_said_with_its_line(before: str, after: str, words: str, tmp_path: Path) -> None:
    assert words in wrong(tmp_path, before, after)
