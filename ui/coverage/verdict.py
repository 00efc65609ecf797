"""The verdict, always in view and live: what is said of the case, what it stands on, and what would change it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from clinic_desktop.coverage.model.follow_ups import CaseFollowUps
from clinic_desktop.coverage.model.outcome import Change, Difference
from clinic_desktop.coverage.rules.appraising import Appraisal
from clinic_desktop.wording import say
from ui.coverage.estimate import EstimateView
from ui.coverage.evidence import EvidenceGroups, small
from ui.coverage.next_steps import NextSteps
from ui.coverage.reasons import BetterVerdicts, Reasons
from ui.coverage.rows import KeyedRows, breakable
from ui.coverage.words import LOOKS, as_of, difference_words
from ui.kit.buttons import button, look_as
from ui.kit.grid import step
from ui.kit.icons import icon
from ui.kit.layout import Part, column, holder, row, scrolled, tab_through
from ui.kit.picture import picture
from ui.kit.text import Text

# In steps of the grid, so that larger letters get a wider column.
_LEAST_WIDE, _MOST_WIDE = 45, 52
# As long as it takes to read it twice.
_NOTE_MILLISECONDS = 12_000


class Headline(QFrame):
    """The verdict in words on its ground, with a picture: the color is never the only sign."""

    def __init__(self) -> None:
        """Empty until `show_words`."""
        super().__init__()
        self._shown = ("", "", "")
        self._picture = picture("note")
        self.words = Text("", "strong")
        line = row(self._picture, self.words, gap=1)
        line.setStretch(1, 1)
        line.setContentsMargins(step(2), step(1), step(2), step(1))
        self.setLayout(line)

    def show_words(self, words: str, kind: str, name: str) -> None:
        """`kind` is that of a banner, `name` the picture."""
        # The theme may be another by now: the picture is drawn anew in any case.
        self._picture.setPixmap(icon(name).pixmap(step(3), step(3)))
        if (words, kind, name) != self._shown:
            self._shown = words, kind, name
            look_as(self, "banner", kind)
            self.words.setText(breakable(words))
            self.setAccessibleName(words)


class PassingNote(QFrame):
    """What an answer changed, below all else for a short while: nothing moves when it comes, nor when it goes."""

    def __init__(self) -> None:
        """Hidden until `show_difference`."""
        super().__init__()
        self.setProperty("banner", "note")
        self._lines = KeyedRows(1)
        self.timer = QTimer(self, singleShot=True, interval=_NOTE_MILLISECONDS)
        self.timer.timeout.connect(self.hide)
        inside = column(small(say("What this answer changed"), "label"), self._lines, gap=0)
        inside.setContentsMargins(step(2), step(1), step(2), step(1))
        self.setLayout(inside)
        self.hide()

    def show_difference(self, difference: Difference | None) -> None:
        """Say what changed; None takes it away."""
        if difference is None:
            self.timer.stop()
            self.hide()
            return
        lines = difference_words(difference)
        self.setAccessibleName(" ".join(lines))
        self._lines.show_rows({words: partial(small, words, "body") for words in lines})
        self.show()
        self.timer.start()


class VerdictPanel(QWidget):
    """`fix` carries where in a chart something is put right, `answered` the key of an answer to look at again, as a
    case file spells it; `summed_up` when all this is to be kept and printed.

    It may be shown again at every answer: what stays is not touched, so the focus, what is unfolded and what is in
    view stay as they are.
    """

    fix = Signal(str)
    answered = Signal(str)
    summed_up = Signal()

    def __init__(self) -> None:
        """Empty until `show_appraisal`."""
        super().__init__()
        self.summary = button(say("Coverage summary"), self.summed_up.emit, picture="print")
        self.headline, self.note = Headline(), PassingNote()
        self._as_of = Text("", "small")
        self.evidence, self.next, self.estimate = EvidenceGroups(), NextSteps(), EstimateView()
        self.better, self.reasons = BetterVerdicts(), Reasons()
        self.evidence.fix.connect(self.fix)
        self.evidence.answered.connect(self.answered)
        self._evidence_card = _card("", self.evidence)
        self._next_card = _card("", self.next)
        self._better_card = _card(say("What would change it"), self.better)
        self._why_card = _card(say("Why"), self.reasons)
        estimate = _card(say("Estimate, not a guarantee"), self.estimate)
        self._cards = (self._evidence_card, self._next_card, estimate, self._better_card, self._why_card)
        self._page = holder(column(*self._cards, None, gap=2))
        self.area = scrolled(self._page)
        # As wide as the cards, which leave room for the scroll bar where there is one.
        self._above = column(self.headline, self._as_of, gap=1)
        self._below = column(self.note, row(None, self.summary), gap=1)
        self.area.view_moved.connect(self._leave_room)
        self.setLayout(column(self._above, self.area, self._below, gap=1))
        self.setMinimumWidth(step(_LEAST_WIDE))
        self.setMaximumWidth(step(_MOST_WIDE))

    def show_appraisal(
        self,
        appraisal: Appraisal,
        changes: Sequence[Change] = (),
        difference: Difference | None = None,
        follow_ups: CaseFollowUps | None = None,
    ) -> None:
        """Show what is said of a case now; `difference` is what the last answer changed, for a short note, `follow_ups`
        what was taken on of its next steps, None for a case that is not on record."""
        outcome = appraisal.outcome
        kept = self._in_view()
        self._hold(True)
        self.headline.show_words(appraisal.headline, *LOOKS[outcome.verdict])
        self._as_of.setText(as_of(outcome))
        self.evidence.show_outcome(outcome)
        self._evidence_card.setVisible(bool(outcome.evidence or outcome.contradictions or outcome.without))
        self.next.show_outcome(outcome, follow_ups)
        self._next_card.setVisible(not self.next.is_empty)
        self.estimate.show_estimate(appraisal)
        self.better.show_changes(changes)
        self._better_card.setVisible(bool(changes))
        self.reasons.show_rules(outcome.rules)
        self._why_card.setVisible(bool(outcome.rules))
        self._hold(False)
        self.note.show_difference(difference)
        tab_through(self)
        self._keep_in_view(kept)

    def _leave_room(self) -> None:
        right = self.area.width() - self.area.viewport().width()
        for beside in (self._above, self._below):
            beside.setContentsMargins(0, 0, right, 0)

    def _hold(self, held: bool) -> None:
        """Lay out nothing while parts come and go; it is done once, at the end."""
        parts = (self.evidence, self.next, self.estimate, self.better, self.reasons)
        for one in (self._page, *self._cards, *parts):
            layout = one.layout()
            assert layout
            layout.setEnabled(not held)

    def _parts(self) -> list[QWidget]:
        parts = (self.evidence, self.next, self.estimate, self.better, self.reasons)
        return [one for part in parts for one in part.rows]

    def _in_view(self) -> tuple[QWidget, int] | None:
        """The first part that is seen, and how far below the top of the view it begins; None at the top of all."""
        page = self._page
        top = self.area.verticalScrollBar().value()
        if not top or not self.isVisible():
            return None
        places = [(one, one.mapTo(page, one.rect().topLeft()).y() - top) for one in self._parts() if one.isVisible()]
        return next(((one, below) for one, below in places if below >= 0), None)

    def _keep_in_view(self, kept: tuple[QWidget, int] | None) -> None:
        """Lay it out before it is painted, so that nobody sees it jump, and bring back what was in view."""
        if not self.isVisible():
            return
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        if kept is None or not kept[0].isVisible():
            return
        y = kept[0].mapTo(self._page, kept[0].rect().topLeft()).y()
        self.area.verticalScrollBar().setValue(y - kept[1])


def _card(title: str, part: QWidget) -> QWidget:
    heading: tuple[Part, ...] = (Text(title, "heading"),) if title else ()
    return holder(column(*heading, part, gap=1, margin=2), "card")
