"""What is to be followed up: what was promised in contacts, and next steps of the coverage wizard, in one order."""

from datetime import date

from clinic_desktop.contacts.queries import follow_ups_due
from clinic_desktop.coverage.queries.follow_ups import steps_due
from clinic_desktop.store.reader import Reader
from clinic_desktop.today.model import ToFollow
from clinic_desktop.today.queries.listing import MOST_DUE


def to_follow(read: Reader, today: date) -> tuple[ToFollow, ...]:
    """All that is overdue or due soon, the first that was due on top; MOST_DUE of them at most.

    On one day contacts come first: somebody waits for them.
    """
    contacts = [
        ToFollow(one.contact.due_on or today, one.contact.todo, one.client_name, one.reason, one.part, one.contact)
        for one in follow_ups_due(read, today)
    ]
    steps = [
        ToFollow(one.follow_up.due_on, one.follow_up.words, one.client_name, one.reason, one.part, one.follow_up)
        for one in steps_due(read, today)
    ]
    # Both come in their order, and sorting keeps it where the day is the same.
    return tuple(sorted([*contacts, *steps], key=lambda one: one.due_on)[:MOST_DUE])
