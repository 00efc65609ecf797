"""The outcome measures on the assessment page of a chart: a row for each that is in use."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from clinic_desktop.cases.model import CaseId, CaseRow
from clinic_desktop.measures.loader import catalogue, measures_trouble
from clinic_desktop.measures.model import Measure, Score
from clinic_desktop.measures.queries import scores_of
from clinic_desktop.measures.rules.changes import change_between
from clinic_desktop.measures.rules.trend import trend, trend_words
from clinic_desktop.measures.rules.words import meaning_words, score_words, step_words
from clinic_desktop.store.paging import Page
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.cases.section import CaseSection
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.grid import step
from ui.kit.head_line import HeadLine
from ui.kit.layout import Part, card, column, emptied, holder, row
from ui.kit.paged_model import PagedModel
from ui.kit.pair import Pair
from ui.kit.table import Table
from ui.kit.text import ChipText, Text
from ui.measures.columns import CHIPS, verdict_words
from ui.measures.plot import TrendPlot
from ui.session import Session

_PLOT_ROWS = 8
# The words beside the line that is drawn, of the width.
_SHARES = (5, 4)
_EMPTY_ROWS = 3
# The goals of a case: a score in tenths by the key of a measure.
Goals = Callable[[CaseId], Mapping[str, int]]


class MeasuresSection(CaseSection):
    """First and last score, what changed, and the trend, of each measure that is in use in the case."""

    def __init__(self, session: Session, go: Callable[[str], object], goals: Goals | None = None) -> None:
        """`go` leads to a part of the chart, as "score/new/peg"."""
        super().__init__()
        self._session, self._go, self._goals = session, go, goals
        self.rows: tuple[MeasureRow, ...] = ()
        self._shown: object = None
        self.add = button(say("Record score"), lambda: go("measure/new"), picture="plus")
        self.trouble = Banner()
        # As the lists above it, while there is nothing.
        self.nothing = Table(say("Outcome measures"), PagedModel(lambda _: Page((), None), ()), "", rows=_EMPTY_ROWS)
        self._listed = column(gap=2)
        self.paper = button(say("Show outcome chart"), lambda: go("outcome-chart/new"), picture="print")
        heading = HeadLine([Text(say("Outcome measures"), "heading", wrap=False)], [self.paper, self.add])
        self.setLayout(column(card("", heading, self.trouble, self.nothing, self._listed, gap=2)))

    def show_case(self, case: CaseRow | None) -> None:
        """Show what was scored in this case: one query."""
        found = scores_of(self._session.clinic.read, case.id) if case else {}
        goals = self._goals(case.id) if case and self._goals else {}
        shown = (case is not None, found, goals)
        if shown == self._shown:
            # The chart is read again after each change of anything, and building the rows costs the most.
            return
        self._shown = shown
        # In the order of the catalog; what another program scored stays on record, and is not shown by this one.
        used = [(one, found[key]) for key, one in catalogue().items() if key in found]
        emptied(self._listed)
        self.rows = tuple(MeasureRow(one, scores, goals.get(one.key), self._go) for one, scores in used)
        for one in self.rows:
            self._listed.addWidget(one)
        trouble = measures_trouble()
        if trouble:
            self.trouble.show_words("warning", trouble)
        self.nothing.setVisible(not used and not trouble)
        self.add.setVisible(not trouble)
        self.paper.setVisible(bool(used) and not trouble)
        self.add.setEnabled(case is not None)
        if case is None:
            words = say("A case comes first: a score is about what the client is treated for.")
            self.nothing.say_empty(words, (say("New case"), lambda: self._go("case/new")))
        else:
            words = say("No score yet. A measure at the start and again every few weeks shows what the treatment does.")
            self.nothing.say_empty(words, (say("Record the first score"), lambda: self._go("measure/new")))


class MeasureRow(QFrame):
    """One measure: its name opens all its scores."""

    def __init__(
        self, measure: Measure, scores: Sequence[Score], goal: int | None, go: Callable[[str], object]
    ) -> None:
        """Of these scores, the first one first."""
        super().__init__()
        self.setProperty("surface", "none")
        first, last = scores[0], scores[-1]
        self.open = button(measure.name, lambda: go(f"measure/{last.id}"), "link")
        self.open.setAccessibleName(say("{name}: all scores", name=measure.name))
        self.again = button(say("Score again"), lambda: go(f"score/new/{measure.key}"))
        self.again.setAccessibleName(say("Score {name} again", name=measure.name))
        self.plot = TrendPlot(_PLOT_ROWS, spare=True)
        self.plot.show_trend(trend(measure, scores, goal), trend_words(measure, scores, goal))
        self.figures = Text(_figures(measure, first, last), "heading", wrap=False)
        self.days = Text(_days(first, last), "small")
        self.change = Text(_change(measure, first, last), "body")
        chip = self._chip(measure, first, last)
        line = max(chip.sizeHint().height(), self.open.sizeHint().height())
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(step(3))
        told = (
            _stacked(self.open, Text(measure.title, "small"), line),
            _stacked(self.figures, self.days, line),
            _stacked(chip, self.change, line),
        )
        for place, part in enumerate(told):
            # Words begin in one line, however many they are.
            grid.addWidget(part, 0, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
            grid.setColumnMinimumWidth(place, step(12))
        drawn = row(self.plot, self.again, gap=3)
        drawn.setStretch(0, 1)
        self.setLayout(column(Pair(holder(grid), holder(drawn), _SHARES, gap=3)))

    def _chip(self, measure: Measure, first: Score, last: Score) -> ChipText:
        """The verdict in a word; of a single score that it is the first."""
        if first.id == last.id and not measure.is_change:
            return ChipText(say("First score"))
        found = change_between(measure, first, last)
        return ChipText(verdict_words(found), CHIPS[found.verdict])


def _stacked(above: QWidget, below: Part, line: int) -> QWidget:
    """`above` in a line of that height, so that what stands beside it is on its level."""
    head = holder(row(above, None))
    head.setFixedHeight(line)
    return holder(column(head, below, gap=1))


def _figures(measure: Measure, first: Score, last: Score) -> str:
    """ "14 → 7", or the only score there is."""
    now = score_words(measure, last.tenths)
    return now if first.id == last.id else f"{score_words(measure, first.tenths)} → {now}"


def _days(first: Score, last: Score) -> str:
    days = dates.shown(first.taken_on), dates.shown(last.taken_on)
    return days[0] if days[0] == days[1] else say("{first} to {last}", first=days[0], last=days[1])


def _change(measure: Measure, first: Score, last: Score) -> str:
    """How far it went, or what the only score is called."""
    if measure.is_change or first.id == last.id:
        return meaning_words(measure, last.tenths)
    found = change_between(measure, first, last)
    share = say("{percent}% of the first", percent=found.percent) if found.percent and found.points else ""
    words = ", ".join(part for part in (step_words(found), share) if part)
    return words[:1].upper() + words[1:]
