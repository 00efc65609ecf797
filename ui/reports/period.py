"""The period of a report: typed any sane way, or chosen by a button or its key."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_desktop.reports.model import Period
from clinic_desktop.reports.rules.periods import named_period, parse_period, period_words
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.fields import TextField
from ui.kit.keys import on_key
from ui.kit.layout import column, row
from ui.kit.text import Text
from ui.preferences import REPORT_PERIOD, Preferences
from ui.session import Session

# In the order of their keys, Alt+1 to Alt+4.
_NAMED = ("this_month", "last_month", "this_year", "last_year")


class PeriodChoice(QWidget):
    """`period` is the one that was last understood; `changed` is called when it is another."""

    def __init__(self, session: Session, preferences: Preferences, changed: Callable[[], object]) -> None:
        """Begins with the one that was chosen last; one that was typed is forgotten."""
        super().__init__()
        self._session, self._preferences, self._changed = session, preferences, changed
        self.period: Period = named_period(preferences.value(REPORT_PERIOD), session.clinic.clock.today())
        self.field = TextField("period", say("Period"), example="10/1 to 10/31")
        self.field.set_value(period_words(self.period))
        words = {choice.value: choice.words for choice in REPORT_PERIOD.choices}
        self.named = {name: button(say(words[name]), partial(self.choose, name)) for name in _NAMED}
        # Beside the box: so it stands on one line with the buttons, and what is wrong below it moves none of them.
        self.field.show_label(False)
        name = Text(say("Period"), "label", wrap=False)
        name.setBuddy(self.field.box)
        line = row(name, self.field, *self.named.values(), gap=1)
        line.setStretch(1, 1)
        for part in (name, *self.named.values()):
            line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
            part.setMinimumHeight(self.field.box.sizeHint().height())
        self.setLayout(column(line))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.field.box.editingFinished.connect(self.read)

    def hear_keys(self, page: QWidget) -> None:
        """Let the keys choose anywhere on this page."""
        for number, name in enumerate(_NAMED, 1):
            on_key(page, f"Alt+{number}", partial(self.choose, name))

    def choose(self, name: str) -> None:
        """This or last month or year, by key; it is remembered."""
        if self.isHidden():
            return
        self._preferences.choose(REPORT_PERIOD, name)
        self._take(named_period(name, self._session.clinic.clock.today()))

    def read(self) -> None:
        """Read what was typed; what cannot be read is said at the field, and stays there."""
        typed = self.field.value()
        if typed == period_words(self.period):
            return
        try:
            found = parse_period(typed, self._session.clinic.clock.today())
        except Unreadable as unreadable:
            self.field.show_problem(unreadable.words)
            return
        self._take(found)

    def _take(self, period: Period) -> None:
        is_other, self.period = period != self.period, period
        self.field.show_problem("")
        self.field.set_value(period_words(period))
        if is_other:
            self._changed()
