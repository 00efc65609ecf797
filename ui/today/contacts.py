"""What is to follow from contacts: promised calls and letters, the first that was due on top."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.contacts.model import AHEAD_DAYS, ContactRow, FoundContact
from clinic_desktop.contacts.queries import MOST_DUE
from clinic_desktop.contacts.rules.words import due_words, line_words
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.layout import card, column, holder, row
from ui.kit.text import ChipText, Text
from ui.today.lines import below, joined, line, more, own, titled

# More would push all other cards out of sight: once these are done the next ones stand here.
_MOST_SHOWN = 8


def follow_ups_card(
    found: tuple[FoundContact, ...],
    today: date,
    go: Callable[[str], object],
    finish: Callable[[ContactRow], object],
) -> QWidget:
    """One line a follow-up; `go` leads to a part of the place of the clients, `finish` marks one done."""
    why = say("Overdue, due today, or due in the next {days} days.", days=AHEAD_DAYS)
    lines = [_line(one, today, go, finish) for one in found[:_MOST_SHOWN]]
    rest = more(len(found), len(lines), MOST_DUE)
    return card("", titled(say("Follow up"), why), *lines, *rest, gap=2)


def _line(
    one: FoundContact, today: date, go: Callable[[str], object], finish: Callable[[ContactRow], object]
) -> QWidget:
    """What is to be done is what one reads; at its right end until when, above what to do about it."""
    contact = one.contact
    due = contact.due_on or today
    about = joined(line_words(contact), own(one.reason))
    words = below(Text(own(one.client_name), "strong"), Text(own(contact.todo)), Text(about, "muted"))
    opens = button(say("Open contact"), partial(go, one.part))
    opens.setAccessibleName(say("Open contact: {what}, {client}", what=contact.todo, client=one.client_name))
    done = button(say("Done"), partial(finish, contact), picture="check")
    done.setAccessibleName(say("Mark done: {what}, {client}", what=contact.todo, client=one.client_name))
    chip = ChipText(due_words(due, today), "warning" if due < today else "plain")
    return line(words, holder(column(row(None, chip), row(opens, done, gap=1), gap=1)))
