"""What is to follow up: promised calls and letters, next steps of the wizard, re-evaluations and reports, the first
that was due on top."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.clients.loader import keeping_trouble
from clinic_desktop.contacts.model import AHEAD_DAYS, ContactRow
from clinic_desktop.contacts.rules.words import due_words, line_words
from clinic_desktop.progress.loader import intervals_trouble
from clinic_desktop.today.model import CareDue, ToFollow
from clinic_desktop.today.queries.follow_ups import may_be_more
from clinic_desktop.wording import say, say_many
from ui.kit.banner import Banner
from ui.kit.buttons import Button, button
from ui.kit.layout import card, column, emptied, holder, row, tab_through
from ui.kit.text import ChipText, Text
from ui.today.lines import all_line, below, line, more, own, titled

# More would push all other cards out of sight: once these are done the next ones stand here, or all of them at a press.
_MOST_SHOWN = 5


def untold() -> QWidget | None:
    """Why no report stands among them by rule, or no chart says how long it is kept; None where all is well."""
    words = intervals_trouble() or keeping_trouble()
    if not words:
        return None
    told = Banner()
    # Not by itself: it would be a window.
    made = holder(column(told))
    told.show_words("warning", words)
    return made


class FollowUps(QWidget):
    """One line a follow-up. `shows_all` says whether all of them were asked for."""

    def __init__(
        self,
        found: tuple[ToFollow, ...],
        today: date,
        go: Callable[[str], object],
        finish: Callable[[ToFollow, int], object],
        *,
        shows_all: bool = False,
    ) -> None:
        """`go` leads to a part of the place of the clients, `finish` marks one done and is told its place here."""
        super().__init__()
        self._found, self._today, self._go, self._finish = found, today, go, finish
        self.shows_all = shows_all
        self._done: list[Button] = []
        why = say("Overdue, due today, or due in the next {days} days.", days=AHEAD_DAYS)
        self._lines = column(gap=2)
        self._first: list[QWidget] = []
        self.setLayout(column(card("", titled(say("Follow up"), why), self._lines, gap=2)))
        self._show()

    def focus_at(self, place: int) -> None:
        """The next one is done by the same key, once one is done and gone."""
        if self._done:
            self._done[min(place, len(self._done) - 1)].setFocus()

    def _show(self) -> None:
        emptied(self._lines)
        self._done.clear()
        self._first.clear()
        shown = self._found if self.shows_all else self._found[:_MOST_SHOWN]
        left, cut = len(self._found) - len(shown), may_be_more(self._found)
        parts = [self._line(one) for one in shown]
        rest = more(len(self._found), len(shown), len(self._found) if cut else 0)
        if left:
            rest = [all_line(rest, button(self._all_words(), self._show_all, "link"))]
        parts += rest
        for one in parts:
            self._lines.addWidget(one)
            # At once: what is not seen yet takes no focus.
            one.setVisible(True)

    def _all_words(self) -> str:
        return say_many("Show {count} follow-up", "Show all {count} follow-ups", len(self._found))

    def _show_all(self) -> None:
        """The first one that was hidden is where one reads on."""
        self.shows_all, before = True, len(self._first)
        self._show()
        tab_through(self)
        self._first[before].setFocus()

    def _line(self, one: ToFollow) -> QWidget:
        """What is to be done is what one reads; at its right end until when, above what to do about it."""
        about = (Text(_whence(one), "muted"), Text(own(one.reason), "muted"))
        words = below(Text(own(one.client_name), "strong"), Text(own(one.todo)), *about)
        chip = ChipText(due_words(one.due_on, self._today), "warning" if one.due_on < self._today else "plain")
        acts = self._acts(one)
        self._first.append(acts[0])
        return line(words, holder(column(row(None, chip), row(None, *acts, gap=1), gap=1)))

    def _acts(self, one: ToFollow) -> list[QWidget]:
        facts = {"what": one.todo, "client": one.client_name}
        if isinstance(one.source, CareDue):
            # Only the signature, or the assessment itself, takes it away: it cannot be ticked off by mistake.
            begins = button(one.source.verb, partial(self._go, one.part))
            begins.setAccessibleName(say("{verb}: {what}, {client}", verb=one.source.verb, **facts))
            return [begins]
        if isinstance(one.source, ContactRow):
            opens = button(say("Open contact"), partial(self._go, one.part))
            opens.setAccessibleName(say("Open contact: {what}, {client}", **facts))
        else:
            opens = button(say("Open wizard"), partial(self._go, one.part))
            opens.setAccessibleName(say("Open wizard: {what}, {client}", **facts))
        done = button(say("Done"), partial(self._finish, one, len(self._done)), picture="check")
        done.setAccessibleName(say("Mark done: {what}, {client}", **facts))
        self._done.append(done)
        return [opens, done]


def _whence(one: ToFollow) -> str:
    """Where it comes from."""
    if isinstance(one.source, CareDue):
        return one.source.why
    return line_words(one.source) if isinstance(one.source, ContactRow) else say("Next step of the coverage wizard")
