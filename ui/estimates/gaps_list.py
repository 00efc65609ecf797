"""What an estimate lacks, on top what stops it, each with a button that leads to where it is put right."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from clinic_desktop.estimates.rules.gaps import Gap
from clinic_desktop.wording import say, say_many
from ui.kit.buttons import button
from ui.kit.layout import column, emptied, holder, row, tab_through
from ui.kit.picture import picture
from ui.kit.text import Text

_PICTURES = {"stop": "stop", "ask": "warning", "note": "note"}


class GapsList(QWidget):
    """Rebuilt only where it would say something else, so that the focus stays."""

    def __init__(self, fix: Callable[[Gap], object]) -> None:
        """`fix` leads to where one is put right."""
        super().__init__()
        self._fix = fix
        self._shown: object = None
        self._unfolded = False
        self._buttons: list[QPushButton] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def show_gaps(self, gaps: Sequence[Gap], passed: Sequence[str]) -> None:
        """Show what is missing, and how many elements are there."""
        wanted = (tuple(gaps), tuple(passed), self._unfolded)
        if wanted == self._shown:
            return
        self._shown = wanted
        emptied(self._layout)
        self._buttons.clear()
        grades = {one.grade for one in gaps}
        heading = say("It can be issued, and says what is missing") if "ask" in grades else say("Ready to be issued")
        if "stop" in grades:
            heading = say("Before it can be issued")
        lines: list[QWidget] = [Text(heading, "heading")]
        lines += [self._line(one) for one in gaps]
        lines.append(self._passed(gaps, passed))
        for one in lines:
            self._layout.addWidget(one)
            one.show()
        tab_through(self)

    def first(self) -> QPushButton | None:
        """The button of the first thing that is missing."""
        return self._buttons[0] if self._buttons else None

    def _line(self, one: Gap) -> QWidget:
        grades = {"stop": say("Missing"), "ask": say("Printed as missing"), "note": say("Good to know")}
        fix = button(one.verb, partial(self._fix, one), "plain" if one.grade != "note" else "link")
        fix.setAccessibleName(say("{verb}: {what}", verb=one.verb, what=one.message))
        self._buttons.append(fix)
        made = row(gap=2)
        made.addWidget(picture(_PICTURES[one.grade], grades[one.grade]), 0, Qt.AlignmentFlag.AlignTop)
        made.addLayout(column(Text(one.message, "strong"), Text(one.why, "muted"), gap=0), 1)
        made.addWidget(fix, 0, Qt.AlignmentFlag.AlignVCenter)
        return holder(made)

    def _passed(self, gaps: Sequence[Gap], passed: Sequence[str]) -> QWidget:
        words = say_many("{count} element is there", "{count} elements are there", len(passed))

        def fold() -> None:
            self._unfolded = not self._unfolded
            self.show_gaps(gaps, passed)
            self._more.setFocus()

        self._more = button(words, fold, "link", "up" if self._unfolded else "check")
        shown = [Text(one, "muted") for one in passed] if self._unfolded else []
        return holder(column(row(self._more, None), *shown, gap=0))
