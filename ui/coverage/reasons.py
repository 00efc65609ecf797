"""What would change the verdict, and why it is what it is: every rule that spoke."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from clinic_desktop.coverage.model.outcome import WORDS, Change, CoverageVerdict, Spoken
from clinic_desktop.wording import mark, say, say_many
from ui.coverage.evidence import small
from ui.coverage.rows import Fold, KeyedRows, Make, breakable, sign
from ui.coverage.words import LOOKS, RECHECK, change_lines, checked_words, source_words
from ui.kit.layout import column, holder, row
from ui.kit.text import Text

# Whether a case lives up to a rule.
_HOLDS = {
    True: ("check", mark("Met")),
    False: ("warning", mark("Not met")),
    None: ("help", mark("Not known")),
}


class BetterVerdicts(KeyedRows):
    """For each better verdict the smallest sets of answers or documents that lead to it."""

    def show_changes(self, changes: Sequence[Change]) -> None:
        """The best verdict first, as they come."""
        rows: dict[object, Make] = {}
        said: set[CoverageVerdict] = set()
        for one in changes:
            is_first = one.verdict not in said
            if is_first:
                said.add(one.verdict)
                rows["verdict", one.verdict] = partial(_aim, one.verdict)
            rows[one, is_first] = partial(_change, one, is_first)
        self.show_rows(rows)


class Reasons(QFrame):
    """Every rule that spoke, folded away: what made it speak, where it comes from, and how sure it is."""

    def __init__(self) -> None:
        """Empty until `show_rules`."""
        super().__init__()
        self.setProperty("surface", "none")
        self._rows = KeyedRows(4)
        self.fold = Fold(self._rows, self._fill)
        self._rules: tuple[Spoken, ...] = ()
        self.setLayout(column(self.fold, gap=1))

    @property
    def rows(self) -> tuple[QWidget, ...]:
        """Every rule that is shown, from top to bottom."""
        return self._rows.rows

    def show_rules(self, rules: tuple[Spoken, ...]) -> None:
        """Show these rules."""
        self._rules = rules
        count = len(rules)
        self.fold.show_words(say_many("{count} rule spoke", "{count} rules spoke", count) if count else "")

    def _fill(self) -> None:
        self._rows.show_rows({one: partial(_reason, one) for one in self._rules})


def _aim(verdict: CoverageVerdict) -> QWidget:
    made = row(sign(LOOKS[verdict][1]), Text(say(WORDS[verdict]), "strong"), gap=1)
    made.setStretch(1, 1)
    return holder(made)


def _change(one: Change, first: bool) -> QWidget:
    return holder(column(*(Text(breakable(words)) for words in change_lines(one, first=first)), gap=0))


def _reason(one: Spoken) -> QWidget:
    name, words = _HOLDS[one.holds]
    source = small(source_words(one))
    source.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    checked = small(checked_words(one))
    if one.basis == RECHECK:
        checked.setProperty("role", "notice")
    because = [Text(breakable("\u00a0· ".join(one.because)), "muted")] if one.because else []
    line = row(gap=1)
    line.addWidget(sign(name, say(words)), 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(column(Text(breakable(one.title), "label"), *because, source, checked, gap=0), 1)
    return holder(line)
