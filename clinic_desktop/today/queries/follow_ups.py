"""What is to be followed up, in one order: what was promised in contacts, next steps of the wizard, and care that is
due."""

from datetime import date

from clinic_desktop.contacts.queries import follow_ups_due
from clinic_desktop.coverage.queries.follow_ups import steps_due
from clinic_desktop.store.reader import Reader
from clinic_desktop.today.model import CareDue, ToFollow
from clinic_desktop.today.queries.care import care_due
from clinic_desktop.today.queries.listing import MOST_DUE


def to_follow(read: Reader, today: date) -> tuple[ToFollow, ...]:
    """All that is overdue or due soon, the first that was due on top.

    MOST_DUE contacts and steps at most, and every re-evaluation and report. On one day contacts come first: somebody
    waits for them.
    """
    contacts = [
        ToFollow(one.contact.due_on or today, one.contact.todo, one.client_name, one.reason, one.part, one.contact)
        for one in follow_ups_due(read, today)
    ]
    steps = [
        ToFollow(one.follow_up.due_on, one.follow_up.words, one.client_name, one.reason, one.part, one.follow_up)
        for one in steps_due(read, today)
    ]
    care = [ToFollow(one.due_on, one.what, one.client_name, one.reason, one.part, one) for one in care_due(read, today)]
    # Each comes in its order, and sorting keeps it where the day is the same.
    ticked = sorted([*contacts, *steps], key=lambda one: one.due_on)[:MOST_DUE]
    return tuple(sorted([*ticked, *care], key=lambda one: one.due_on))


def may_be_more(found: tuple[ToFollow, ...]) -> bool:
    """Whether contacts and steps were cut, so that more of them may wait."""
    return sum(not isinstance(one.source, CareDue) for one in found) == MOST_DUE
