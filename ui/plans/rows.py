"""The rows of a plan's form: goals, each with what shows that it is met; and phases."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields

from clinic_desktop.assessments.model import LIMIT_UNITS, FunctionalLimit
from clinic_desktop.measures.model import Measure, Score
from clinic_desktop.measures.rules.words import number
from clinic_desktop.plans.model import LIMIT, MOST_GOALS, MOST_PHASES, GoalLine, PhaseLine
from clinic_desktop.plans.rules.phases import MOST_EVERY
from clinic_desktop.values.text import folded
from clinic_desktop.wording import say
from ui.kit.field import Field
from ui.kit.fields import ChoiceField, TextField
from ui.kit.rows_field import RowsField
from ui.kit.suggest import suggest
from ui.kit.usual_field import UsualField

_OF_A_LIMIT = ("activity", "unit")
_GOAL_KEYS = tuple(one.name for one in fields(GoalLine))
_PHASE_KEYS = tuple(one.name for one in fields(PhaseLine))


class _AboutField(ChoiceField):
    """What shows that the goal is met. Of a measure neither activity nor unit is asked for."""

    def hide_with(self, cells: Sequence[Field]) -> None:
        """Fold these cells away while a measure is chosen."""

        def fold() -> None:
            for cell in cells:
                cell.fold(self.value() != LIMIT)

        self.changed.connect(fold)


def goals_field(
    measures: Mapping[str, Measure], limits: Sequence[FunctionalLimit], scores: Mapping[str, Score]
) -> RowsField:
    """A row each. A measure that was scored brings its newest score, an activity of the last assessment its limit."""
    known = {folded(one.activity): one for one in limits}
    choices = [(LIMIT, say("An activity")), *((key, one.name) for key, one in measures.items())]
    units = [("", say("Choose")), *((key, say(words)) for key, words in LIMIT_UNITS.items())]

    def build() -> list[list[tuple[Field, int]]]:
        about = _AboutField("about", say("Shown by"), choices)
        activity = TextField("activity", say("Activity"), example=say("Sit at the desk"))
        suggest(activity.box, [one.activity for one in limits])
        unit = ChoiceField("unit", say("Counted in"), units)
        about.hide_with((activity, unit))
        return [
            [
                (about, 3),
                (activity, 5),
                (TextField("baseline", say("Baseline")), 2),
                (TextField("target", say("Goal")), 2),
                (unit, 3),
                (UsualField("due_on", say("By")), 3),
            ]
        ]

    made = RowsField(
        "goals",
        say("Goals"),
        build,
        add=say("Add goal"),
        row_name=lambda at: say("goal {number}", number=at),
        most=MOST_GOALS,
    )
    made.topic = "47-plans#goals"

    def on_changed(at: int, key: str) -> None:
        cells = made.cells(at)
        if key == "about" and not cells["baseline"].value().strip():
            score = scores.get(cells["about"].value())
            cells["baseline"].set_value(number(score.tenths) if score else "")
        limit = known.get(folded(cells["activity"].value())) if key == "activity" else None
        if limit and not any(cells[one].value().strip() for one in ("baseline", "target")):
            cells["baseline"].set_value(str(limit.now))
            cells["target"].set_value(str(limit.needed))
            cells["unit"].set_value(limit.unit)

    made.row_changed.connect(on_changed)
    return made


def phases_field() -> RowsField:
    """A row each: how many visits, in every how many weeks, and for how many."""
    weeks = [("", say("week")), *((str(one), say("{count} weeks", count=one)) for one in range(2, MOST_EVERY + 1))]

    def build() -> list[list[tuple[Field, int]]]:
        return [
            [
                (TextField("times", say("Visits")), 2),
                (ChoiceField("every", say("Every"), weeks), 3),
                (TextField("weeks", say("For weeks")), 2),
            ]
        ]

    made = RowsField(
        "phases",
        say("How often"),
        build,
        add=say("Add phase"),
        row_name=lambda at: say("phase {number}", number=at),
        most=MOST_PHASES,
    )
    made.topic = "47-plans#phases"
    return made


def goals_of(field: RowsField) -> tuple[GoalLine, ...]:
    """The goals as typed, each at its place on the screen; without a day of its own, by the one that stands there."""
    lines = []
    for at, one in enumerate(field.rows()):
        due = field.cells(at)["due_on"]
        assert isinstance(due, UsualField)
        shown = {"due_on": one["due_on"] or due.box.text()} if one else {}
        lines.append(GoalLine(**({key: one.get(key, "") for key in _GOAL_KEYS} | shown)))
    return tuple(lines)


def show_usual_day(field: RowsField, words: str) -> None:
    """The day that stands in a goal while nobody types another: the end of the plan."""
    for at in range(field.count()):
        cell = field.cells(at)["due_on"]
        assert isinstance(cell, UsualField)
        cell.show_usual(words)


def phases_of(field: RowsField) -> tuple[PhaseLine, ...]:
    """The phases as typed, each at its place on the screen."""
    return tuple(PhaseLine(**{key: one.get(key, "") for key in _PHASE_KEYS}) for one in field.rows())


def rows_value(lines: Sequence[GoalLine] | Sequence[PhaseLine]) -> str:
    """Typed rows as the value of their field."""
    return json.dumps([asdict(one) for one in lines], ensure_ascii=False) if lines else ""
