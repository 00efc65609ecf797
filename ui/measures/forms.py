"""The form of a score: the questions of a measure, or the score alone; then the day and who took it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clinic_desktop.measures.model import FEWEST_ACTIVITIES, MOST_ACTIVITIES, Measure, Score, ScoreDraft
from clinic_desktop.measures.rules.words import number, score_words
from clinic_desktop.values import dates
from clinic_desktop.values.text import folded
from clinic_desktop.wording import say
from ui.kit.field import Field
from ui.kit.fields import NoteField, TextField
from ui.kit.form import Form
from ui.kit.layout import bring_into_view
from ui.measures.scale import ScaleField
from ui.measures.statements import StatementsField

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Onward(QObject):
    """Lets Enter go from answer to answer; after the last one it saves, as in any form."""

    def __init__(self, form: Form) -> None:
        """Hears the keys of the answers of this form."""
        super().__init__(form)
        self._fields = [one for key, one in form.fields.items() if key.startswith(("activities/", "answers/"))]
        for one in self._fields:
            one.box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or event.key() not in _ENTER:
            return False
        at = next((place for place, one in enumerate(self._fields) if one.box is watched), len(self._fields))
        following = self._following(at)
        if following is None or event.isAutoRepeat():
            return False
        following.box.setFocus(Qt.FocusReason.TabFocusReason)
        bring_into_view(following)
        return True

    def _following(self, at: int) -> Field | None:
        """The next answer to give: an activity that is named already is not named again, after three of them an empty
        one is the end."""
        after = self._fields[at + 1 :]
        if self._fields[at : at + 1] and isinstance(self._fields[at], TextField) and not self._fields[at].value():
            named = sum(bool(one.value()) for one in self._fields if isinstance(one, TextField))
            if named >= FEWEST_ACTIVITIES:
                return None
        if after and isinstance(after[0], TextField) and after[0].value():
            after = after[1:]
        return after[0] if after else None


def score_form(measure: Measure, before: Score | None) -> Form:
    """The questions of a measure. `before` is what was scored last, for the activities: they stay the same."""
    rows: list[Field | Sequence[tuple[Field | None, int]]] = []
    if measure.scoring == "typed":
        rows.append([(_typed_field(measure), 2), (None, 3)])
    elif measure.scoring == "count":
        statements = [one.words for one in measure.questions]
        rows.append(StatementsField("answers", say("What applies today?"), statements))
    elif measure.scoring == "named":
        rows += [_activity_row(measure, place) for place in range(MOST_ACTIVITIES)]
    else:
        ends = measure.least // 10, measure.most // 10
        rows += [
            ScaleField(f"answers/{place}", one, ends, measure.choices) for place, one in enumerate(measure.questions)
        ]
    form = Form(
        *rows,
        [
            (TextField("taken_on", say("Taken on"), example="11/20/2026"), 2),
            (TextField("taken_by", say("Taken by")), 3),
        ],
        NoteField("note", say("Note"), lines=2),
    )
    Onward(form)
    if before and measure.scoring == "named":
        form.edited.connect(lambda: _tell_other_activities(form, before))
    return form


def first_answer(form: Form) -> QWidget:
    """Where answering begins: the first scale where the activities beside it are named already."""
    first = next(iter(form.fields.values()))
    scale = form.fields.get("answers/0")
    named = isinstance(first, TextField) and first.key == "activities/0" and first.value()
    return scale if named and scale else first


def fill_score(form: Form, found: Score) -> None:
    """Show a saved score."""
    answers = {f"answers/{place}": str(one.points) for place, one in enumerate(found.answers)}
    if "answers" in form.fields:
        answers = {"answers": "".join(str(one.points) for one in found.answers)}
    activities = {f"activities/{place}": one.activity for place, one in enumerate(found.answers)}
    form.fill(
        {key: "" for key in form.fields}
        | {"taken_on": dates.printed(found.taken_on), "taken_by": found.taken_by, "note": found.note}
        | {"score": number(found.tenths)}
        | answers
        | activities
    )


def read_score(measure: Measure, form: Form) -> ScoreDraft:
    """What stands in the form."""
    values = form.values()
    places = range(MOST_ACTIVITIES if measure.scoring == "named" else len(measure.questions))
    answers = tuple(values.get(f"answers/{place}", "") for place in places)
    if "answers" in values:
        answers = tuple("1" if one == "1" else "" for one in values["answers"])
    return ScoreDraft(
        taken_on=values["taken_on"],
        score=values.get("score", ""),
        answers=answers,
        activities=tuple(values.get(f"activities/{place}", "") for place in places)
        if measure.scoring == "named"
        else (),
        taken_by=values["taken_by"],
        note=values["note"],
    )


def _typed_field(measure: Measure) -> TextField:
    least, most = number(measure.least), number(measure.most)
    hint = say("From {least} to {most}, as it stands on its form.", least=least, most=most)
    middle = (measure.least + measure.most) // 20 * 10
    return TextField("score", say("Score"), hint, example=score_words(measure, middle))


def _activity_row(measure: Measure, place: int) -> list[tuple[Field | None, int]]:
    ends = measure.least // 10, measure.most // 10
    activity = TextField(f"activities/{place}", say("Activity {place}", place=place + 1))
    scale = ScaleField(f"answers/{place}", measure.questions[0], ends)
    # All five have the same, and it stands once above them.
    scale.hide_ends()
    scale.box.stand_beside(activity.box)
    scale.name_as(say("How able today: activity {place}", place=place + 1))
    return [(activity, 4), (scale, 5)]


def _tell_other_activities(form: Form, before: Score) -> None:
    """Say at its field where an activity is another one than last time."""
    for place, one in enumerate(before.answers):
        field = form.fields[f"activities/{place}"]
        is_other = folded(field.value()) != folded(one.activity)
        words = say("Last time: “{activity}”. Only the same one can be compared.", activity=one.activity)
        field.show_notice(words if is_other else "")
