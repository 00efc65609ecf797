"""The rows of an assessment: activities, muscles and regions, strength and tests, a row each."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from clinic_desktop.assessments.model import (
    FELT,
    LIMIT_UNITS,
    MOST_LINES,
    RESULTS,
    SIDES,
    Assessment,
    LimitLine,
    PalpationLine,
    SpecialTestLine,
    StrengthLine,
)
from clinic_desktop.assessments.rules.anatomy import MUSCLES, REGIONS, known_part, part_words
from clinic_desktop.assessments.rules.words import limit_words, palpation_words, strength_words, test_words
from clinic_desktop.values.text import folded
from clinic_desktop.wording import say
from ui.kit.field import Field
from ui.kit.fields import ChoiceField, TextField
from ui.kit.rows_field import RowsField
from ui.kit.suggest import suggest

# What was found before, by the cells that name it, as a person reads it.
Earlier = Mapping[tuple[str, ...], str]


class PartField(TextField):
    """A muscle or region: those on the list are offered as one types; a few letters that fit one alone become it."""

    def __init__(self, label: str) -> None:
        """`label` says whether movements are meant too."""
        super().__init__("name", label)
        suggest(self.box, [part_words(one) for one in (*MUSCLES, *REGIONS)])
        self.box.editingFinished.connect(self._complete)

    def _complete(self) -> None:
        whole = part_words(known_part(self.value()))
        if whole != self.value():
            self.set_value(whole)


class FoundRows(RowsField):
    """Rows that show what was found before below the name that it was found at. `named` are the cells that name it."""

    def __init__(self, key: str, label: str, build: Callable[[], Any], named: Sequence[str], **words: Any) -> None:
        """`words` as those of RowsField."""
        self._named, self._earlier = tuple(named), {}  # type: Sequence[str], Earlier
        super().__init__(key, label, build, most=MOST_LINES, **words)
        self.changed.connect(self._say_earlier)

    def show_earlier(self, earlier: Earlier) -> None:
        """What was found before."""
        self._earlier = earlier
        self._say_earlier()

    def _say_earlier(self) -> None:
        for at in range(self.count()):
            cells = self.cells(at)
            was = self._earlier.get(tuple(_as_name(cells[key].value()) for key in self._named), "")
            cells[self._named[0]].show_hint(say("Was {found}", found=was) if was else "")


def limits_field() -> FoundRows:
    """Activities in the client’s own words, each with what they can and what they need."""
    units = [(key, say(words)) for key, words in LIMIT_UNITS.items()]

    def build() -> list[list[tuple[Field, int]]]:
        return [
            [
                (TextField("activity", say("Activity"), example=say("Sit at the desk")), 5),
                (TextField("now", say("Now")), 2),
                (TextField("needed", say("Needed")), 2),
                (ChoiceField("unit", say("Counted in"), units), 3),
            ]
        ]

    return FoundRows(
        "limits",
        say("What the client cannot do enough of"),
        build,
        ("activity", "unit"),
        add=say("Add activity"),
        row_name=lambda number: say("activity {number}", number=number),
    )


def palpations_field() -> FoundRows:
    """What the hands found."""
    felt = [("", "–"), *((key, say(words)) for key, words in FELT.items())]

    def build() -> list[list[tuple[Field, int]]]:
        return [
            [
                (PartField(say("Muscle or region")), 5),
                (_side_field(), 3),
                (TextField("tone", say("Tone 0–4")), 2),
                (TextField("tenderness", say("Tender 0–4")), 2),
                (ChoiceField("felt", say("Felt"), felt), 4),
            ]
        ]

    return FoundRows(
        "palpations",
        say("Palpation"),
        build,
        ("name", "side"),
        add=say("Add muscle or region"),
        row_name=lambda number: say("muscle or region {number}", number=number),
    )


def strengths_field() -> FoundRows:
    """Strength, left and right beside each other."""

    def build() -> list[list[tuple[Field | None, int]]]:
        return [
            [
                (PartField(say("Muscle or movement")), 5),
                (TextField("left", say("Left 0–5")), 2),
                (TextField("right", say("Right 0–5")), 2),
                (None, 3),
            ]
        ]

    return FoundRows(
        "strengths",
        say("Strength"),
        build,
        ("name",),
        add=say("Add strength"),
        row_name=lambda number: say("strength {number}", number=number),
    )


def tests_field() -> FoundRows:
    """Tests by the name that the therapist gives them."""
    results = [("", say("Choose")), *((key, say(words)) for key, words in RESULTS.items())]

    def build() -> list[list[tuple[Field | None, int]]]:
        return [
            [
                (TextField("name", say("Test")), 5),
                (_side_field(), 3),
                (ChoiceField("result", say("Result"), results), 3),
                (None, 1),
            ]
        ]

    return FoundRows(
        "tests",
        say("Special tests"),
        build,
        ("name", "side"),
        add=say("Add test"),
        row_name=lambda number: say("test {number}", number=number),
    )


def as_rows_value(lines: Sequence[Any]) -> str:
    """Lines as a field of rows keeps them."""
    return json.dumps([asdict(line) for line in lines], ensure_ascii=False) if lines else ""


def found_before(one: Assessment) -> dict[str, Earlier]:
    """What an assessment found, by the fields of rows and the cells that name it."""
    strong: dict[tuple[str, ...], list[str]] = {}
    for grade in one.strengths:
        words = (
            say("left {grade}", grade=strength_words(grade))
            if grade.side == "left"
            else say("right {grade}", grade=strength_words(grade))
        )
        strong.setdefault((_as_name(grade.name),), []).append(words)
    return {
        "limits": {(_as_name(limit.activity), limit.unit): limit_words(limit) for limit in one.limits},
        "palpations": {(_as_name(felt.name), felt.side): palpation_words(felt) for felt in one.palpations},
        "strengths": {name: ", ".join(words) for name, words in strong.items()},
        "tests": {(_as_name(test.name), test.side): test_words(test) for test in one.tests},
    }


def limit_lines(one: Assessment, *, again: bool = False) -> list[LimitLine]:
    """The activities as typed; `again` leaves open what the client can do now."""
    return [LimitLine(of.activity, of.unit, "" if again else str(of.now), str(of.needed)) for of in one.limits]


def palpation_lines(one: Assessment, *, again: bool = False) -> list[PalpationLine]:
    """Muscles and regions as typed; `again` leaves open what was found."""
    return [
        PalpationLine(part_words(of.name), of.side)
        if again
        else PalpationLine(
            part_words(of.name), of.side, _number(of.tone), _number(of.tenderness), _felt(of.trigger_points, of.spasm)
        )
        for of in one.palpations
    ]


def strength_lines(one: Assessment, *, again: bool = False) -> list[StrengthLine]:
    """Strength as typed, a row for both sides; `again` leaves the grades open."""
    sides: dict[str, dict[str, str]] = {}
    for of in one.strengths:
        sides.setdefault(of.name, {})[of.side] = "" if again else str(of.grade)
    return [StrengthLine(part_words(name), **grades) for name, grades in sides.items()]


def test_lines(one: Assessment, *, again: bool = False) -> list[SpecialTestLine]:
    """Tests as typed; `again` leaves the results open."""
    return [SpecialTestLine(of.name, of.side, "" if again else of.result) for of in one.tests]


def _side_field() -> ChoiceField:
    return ChoiceField("side", say("Side"), [("", "–"), *((key, say(words)) for key, words in SIDES.items())])


def _as_name(typed: str) -> str:
    return folded(known_part(typed))


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _felt(trigger: bool, spasm: bool) -> str:
    return "both" if trigger and spasm else "trigger" if trigger else "spasm" if spasm else ""
