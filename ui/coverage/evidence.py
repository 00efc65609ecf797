"""What a payer wants, in four groups: missing, to ask and whom, stale, and, folded away, what is in place."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from clinic_desktop.coverage.model.outcome import Contradiction, CoverageOutcome, Evidence
from clinic_desktop.wording import mark, say, say_many
from ui.coverage.rows import Fold, KeyedRows, Make, breakable, sign
from ui.coverage.words import capital, whom_words
from ui.kit.buttons import Button, button
from ui.kit.grid import step
from ui.kit.layout import column, holder, row
from ui.kit.text import Role, Text

_MISSING = {
    "missing": mark("Missing"),
    "stale": mark("Stale"),
}
# Rows of groups that are built alike, from top to bottom.
_ORDER = ("missing", "ask", "stale")


class Matter(NamedTuple):
    """One line with its button: `verb` is what the button says, "" without one, and `pressed` what it does."""

    words: str
    verb: str
    pressed: Callable[[], object]
    picture: str = ""
    said: str = ""


class EvidenceGroups(QFrame):
    """`fix` carries where in a chart something is put right, `answered` the key of an answer to look at again."""

    fix = Signal(str)
    answered = Signal(str)

    def __init__(self) -> None:
        """Empty until `show_outcome`."""
        super().__init__()
        self.setProperty("surface", "none")
        self.wrong = KeyedRows()
        self.groups = {state: KeyedRows() for state in _ORDER}
        self._set_aside_rows, self._have_rows = KeyedRows(1), KeyedRows(1)
        self.set_aside = Fold(self._set_aside_rows, self._fill_set_aside)
        self.have = Fold(self._have_rows, self._fill_have)
        self._aside_line = MatterLine(Matter("", "", _nothing, "warning", say("Mind")))
        self._without: tuple[str, ...] = ()
        self._have: tuple[Evidence, ...] = ()
        self._aside = holder(column(self._aside_line, self.set_aside, gap=0))
        self.setLayout(column(self.wrong, self._aside, *self.groups.values(), self.have, gap=2))

    @property
    def rows(self) -> tuple[QWidget, ...]:
        """Every line that is shown, from top to bottom."""
        return tuple(one for group in (self.wrong, *self.groups.values(), self._have_rows) for one in group.rows)

    def show_outcome(self, outcome: CoverageOutcome) -> None:
        """Show what is there and what is not."""
        self.wrong.show_rows({("wrong", one): partial(self._contradiction, one) for one in outcome.contradictions})
        for state in ("missing", "stale"):
            self.groups[state].show_rows(self._titled(state, outcome.those(state)))
        self.groups["ask"].show_rows(self._questions(outcome.those("ask")))
        self._without, self._have = outcome.without, outcome.those("have")
        self._aside.setVisible(bool(self._without))
        count = len(self._without)
        self._aside_line.words.setText(
            say("Some rules could not be read and are left out, so this answer is no better than “Possible”.")
        )
        self.set_aside.show_words(
            say_many("{count} problem in the rule files", "{count} problems in the rule files", count) if count else ""
        )
        have = len(self._have)
        self.have.show_words(say_many("{count} thing in place", "{count} things in place", have) if have else "")

    def _titled(self, state: str, found: Iterable[Evidence]) -> dict[object, Make]:
        rows: dict[object, Make] = {one: partial(self._line, one, say("Fix")) for one in found}
        return {("title", state): partial(Text, say(_MISSING[state]), "strong"), **rows} if rows else {}

    def _questions(self, found: Iterable[Evidence]) -> dict[object, Make]:
        """By whom they go to: one call answers several."""
        by_whom: dict[str, list[Evidence]] = {}
        for one in found:
            by_whom.setdefault(one.whom, []).append(one)
        rows: dict[object, Make] = {}
        for whom, asked in by_whom.items():
            rows["whom", whom] = partial(_asked_of, whom)
            rows |= {one: partial(self._line, one, say("Answer")) for one in asked}
        return {("title", "ask"): partial(Text, say("To ask"), "strong"), **rows} if rows else {}

    def _line(self, one: Evidence, verb: str) -> QWidget:
        return MatterLine(Matter(capital(one.words), verb if one.fix else "", partial(self.fix.emit, one.fix)))

    def _contradiction(self, one: Contradiction) -> QWidget:
        return MatterLine(
            Matter(one.words, say("Fix"), partial(self.answered.emit, one.key), "warning", say("Contradiction"))
        )

    def _fill_set_aside(self) -> None:
        self._set_aside_rows.show_rows({one: partial(small, one) for one in self._without})

    def _fill_have(self) -> None:
        self._have_rows.show_rows(
            {one: partial(MatterLine, Matter(capital(one.words), "", _nothing, "check"), "muted") for one in self._have}
        )


class MatterLine(QFrame):
    """A line of words, with a picture before it and a button behind it where it has them."""

    # None on a line without one.
    act: Button | None = None

    def __init__(self, matter: Matter, role: Role = "body") -> None:
        """`role` is that of the words."""
        super().__init__()
        self.setProperty("surface", "none")
        self.words = Text(breakable(matter.words), role)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line = row(gap=1)
        words = row(self.words, gap=1)
        words.setStretch(0, 1)
        if matter.picture:
            words.insertWidget(0, sign(matter.picture, matter.said), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(column(words, None, gap=0), 1)
        self.setLayout(line)
        if matter.verb:
            self.act = made = button(matter.verb, matter.pressed)
            made.setAccessibleName(say("{verb}: {what}", verb=matter.verb, what=matter.words))
            line.addLayout(column(made, None))
            # The first line of the words stands on the line of those on the button.
            made.ensurePolished()
            down = max(0, (made.sizeHint().height() - self.words.fontMetrics().height()) // 2)
            words.setContentsMargins(0, down, 0, 0)


def small(words: str, role: Role = "small") -> Text:
    """A line in small type, which breaks wherever it must."""
    return Text(breakable(words), role)


def _asked_of(whom: str) -> QWidget:
    """Nearer to what stands below it than to what is above."""
    made = small(whom_words(whom))
    made.setContentsMargins(0, step(1) // 2, 0, 0)
    return made


def _nothing() -> None:
    """A line without a button does nothing."""
