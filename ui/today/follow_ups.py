"""What is to follow up: promised calls and letters, next steps of the wizard, the first that was due on top."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.contacts.model import AHEAD_DAYS, ContactRow
from clinic_desktop.contacts.rules.words import due_words, line_words
from clinic_desktop.today.model import ToFollow
from clinic_desktop.today.queries.listing import MOST_DUE
from clinic_desktop.wording import say
from ui.kit.buttons import Button, button
from ui.kit.layout import card, column, holder, row
from ui.kit.text import ChipText, Text
from ui.today.lines import below, line, more, own, titled

# More would push all other cards out of sight: once these are done the next ones stand here.
_MOST_SHOWN = 8


class FollowUps(QWidget):
    """One line a follow-up."""

    def __init__(
        self,
        found: tuple[ToFollow, ...],
        today: date,
        go: Callable[[str], object],
        finish: Callable[[ToFollow, int], object],
    ) -> None:
        """`go` leads to a part of the place of the clients, `finish` marks one done and is told its place here."""
        super().__init__()
        self._done: list[Button] = []
        why = say("Overdue, due today, or due in the next {days} days.", days=AHEAD_DAYS)
        lines = [self._line(one, today, go, finish) for one in found[:_MOST_SHOWN]]
        rest = more(len(found), len(lines), MOST_DUE)
        self.setLayout(column(card("", titled(say("Follow up"), why), *lines, *rest, gap=2)))

    def focus_at(self, place: int) -> None:
        """The next one is done by the same key, once one is done and gone."""
        if self._done:
            self._done[min(place, len(self._done) - 1)].setFocus()

    def _line(
        self, one: ToFollow, today: date, go: Callable[[str], object], finish: Callable[[ToFollow, int], object]
    ) -> QWidget:
        """What is to be done is what one reads; at its right end until when, above what to do about it."""
        about = (Text(_whence(one), "muted"), Text(own(one.reason), "muted"))
        words = below(Text(own(one.client_name), "strong"), Text(own(one.todo)), *about)
        if isinstance(one.source, ContactRow):
            opens = button(say("Open contact"), partial(go, one.part))
            opens.setAccessibleName(say("Open contact: {what}, {client}", what=one.todo, client=one.client_name))
        else:
            opens = button(say("Open wizard"), partial(go, one.part))
            opens.setAccessibleName(say("Open wizard: {what}, {client}", what=one.todo, client=one.client_name))
        done = button(say("Done"), partial(finish, one, len(self._done)), picture="check")
        done.setAccessibleName(say("Mark done: {what}, {client}", what=one.todo, client=one.client_name))
        self._done.append(done)
        chip = ChipText(due_words(one.due_on, today), "warning" if one.due_on < today else "plain")
        return line(words, holder(column(row(None, chip), row(opens, done, gap=1), gap=1)))


def _whence(one: ToFollow) -> str:
    """Where it comes from."""
    return line_words(one.source) if isinstance(one.source, ContactRow) else say("Next step of the coverage wizard")
