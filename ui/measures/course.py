"""All scores of one measure in a case: the trend, the sentence for letters, and the list."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from clinic_desktop.cases.model import CaseId
from clinic_desktop.measures.commands import known_measure
from clinic_desktop.measures.model import Measure, Score
from clinic_desktop.measures.queries import scores_with
from clinic_desktop.measures.rules.changes import activity_changes, change_between
from clinic_desktop.measures.rules.trend import trend, trend_words
from clinic_desktop.measures.rules.words import letter_sentence
from clinic_desktop.store.paging import Page
from clinic_desktop.wording import say
from ui.editing import Back
from ui.kit.buttons import button
from ui.kit.clipboard import copy_text
from ui.kit.editor import Editor
from ui.kit.form import Form
from ui.kit.layout import column, holder, row
from ui.kit.leaving import Gone, tell_gone
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.kit.text import Text
from ui.measures.columns import ACTIVITY_COLUMNS, ListedActivity, score_columns
from ui.measures.editor import source_words
from ui.measures.plot import TrendPlot
from ui.session import Session

_MOST_SCORES, _MOST_ACTIVITIES, _PLOT_ROWS = 10, 5, 24


def course_view(
    session: Session, found: Score, back: Back, go: Callable[[str], object], goal: int | None = None
) -> Editor:
    """The course of the measure of this score; `goal` is a score (tenths) to be reached. Raises Missing for a measure
    that is not known here."""
    measure = known_measure(found.measure)
    editor = Editor("", Form(), lambda: None)
    view = CourseView(session, measure, found.case, go, goal)
    editor.put_above(view)
    editor.save_button.hide()
    editor.cancel_button.setText(say("Back"))
    editor.cancel_button.setAccessibleName(say("Back"))
    editor.left.connect(lambda: back(0))
    again = button(say("Record score"), lambda: go(f"score/new/{measure.key}"), "main", "plus")
    editor.add_button(again, beside_save=True)
    editor.setFocusProxy(again)
    return editor


class CourseView(QFrame):
    """Reads itself again when scores change."""

    def __init__(
        self, session: Session, measure: Measure, case: CaseId, go: Callable[[str], object], goal: int | None
    ) -> None:
        """`go` leads to a part of the chart, as "score/7"."""
        super().__init__()
        self.setProperty("surface", "none")
        self._session, self._measure, self._case, self._goal = session, measure, case, goal
        self._scores: tuple[Score, ...] = ()
        self.plot = TrendPlot(_PLOT_ROWS)
        self.shade = Text(role="small")
        self.sentence = Text()
        self.copy = button(say("Copy"), self._copy, picture="copy")
        self.copy.setAccessibleName(say("Copy the sentence for letters"))
        self._copied = Text(role="muted", wrap=False)
        self._model = PagedModel(
            lambda _: Page(self._scores[::-1], None), score_columns(measure, lambda: self._scores[0])
        )
        self.table = Table(say("Scores"), self._model, "", rows=_MOST_SCORES)
        self.table.opened.connect(lambda one: go(f"score/{one.id}"))
        self._activity_model = PagedModel(lambda _: Page(self._listed_activities(), None), ACTIVITY_COLUMNS)
        self.activities = Table(say("Activities"), self._activity_model, "", rows=_MOST_ACTIVITIES)
        self._singly = holder(column(Text(say("Each activity by itself"), "strong"), self.activities))
        self._letter = holder(
            column(
                Text(say("For letters"), "strong"),
                row(self.sentence, gap=2),
                row(self.copy, self._copied, None, gap=2),
            )
        )
        self.setLayout(
            column(
                Text(measure.about, "muted"), self.plot, self.shade, self._letter, self.table, self._singly,
                Text(source_words(measure), "small"), gap=2,
            )
        )  # fmt: skip
        session.keep_fresh(self, "scores")

    def reload(self) -> None:
        """Show what was scored by now; the last picture stays where nothing is left, and the list is empty."""
        measure = self._measure
        self._scores = scores_with(self._session.clinic.read, self._case, measure.key)
        self._model.reload()
        self._activity_model.reload()
        many, some = len(self._scores) > 1, bool(self._scores)
        self._letter.setVisible(many or (some and measure.is_change))
        self._singly.setVisible(many and bool(self._listed_activities()))
        self.plot.setVisible(some)
        self.shade.setVisible(some)
        self.table.say_empty(say("Every score of this measure was removed."))
        self._copied.setText("")
        if some:
            ends = self._scores[0], self._scores[-1]
            shown = trend(measure, self._scores, self._goal)
            self.plot.show_trend(shown, trend_words(measure, self._scores, self._goal))
            self.shade.setText(shown.band_words if shown.band else "")
            self.sentence.setText(letter_sentence(measure, change_between(measure, *ends), ends))

    def _listed_activities(self) -> tuple[ListedActivity, ...]:
        if not self._scores:
            return ()
        found = activity_changes(self._measure, self._scores[0], self._scores[-1])
        return tuple(ListedActivity(place, one) for place, one in enumerate(found, 1))

    def _copy(self) -> None:
        copy_text(self.sentence.text())
        tell_gone(Gone("clipboard", say("Sentence for letters"), ("cases", self._case)))
        self._copied.setText(say("Copied."))
