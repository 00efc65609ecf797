"""Reads a denial as it stands: with its steps, what the record knows around it, and what comes next.

By when something has to be there follows from facts of a dozen rooms and from files of rules. It is reckoned at each
reading and kept nowhere: so a plan type that is put right, a contract, an answer of the wizard or a new file of rules
moves the day wherever it is shown."""

from datetime import date

from clinic_desktop.appeals.loader.books import books
from clinic_desktop.appeals.model import Appeal, Denial, DenialRow, Following
from clinic_desktop.appeals.queries.denials import appeal, appeals_of, denial, denial_page
from clinic_desktop.appeals.queries.facts import appeal_facts, known_days, linked_of
from clinic_desktop.appeals.rules.reckoning import notice_of
from clinic_desktop.appeals.rules.sending import DenialStanding, next_step, with_days
from clinic_desktop.store.paging import Cursor, Page
from clinic_desktop.store.reader import Reader


def standing_of(read: Reader, row: int, today: date) -> DenialStanding:
    """A denial as it stands; raises Missing."""
    return standing_around(read, denial(read, row), today)


def standing_around(read: Reader, found: Denial, today: date) -> DenialStanding:
    """The same of one that was read already."""
    linked = linked_of(found)
    facts = appeal_facts(read, found.case, linked, today)
    notice = notice_of(found, known_days(read, linked, found.received_on))
    return with_days(DenialStanding(found, notice, facts, appeals_of(read, found.id)), books())


def next_step_of(read: Reader, row: int, today: date) -> Following:
    """What comes next of a denial; raises Missing."""
    return next_step(standing_of(read, row, today), books())


def step_now(read: Reader, row: int, today: date) -> Appeal:
    """A step, with the day that counts for it now; raises Missing."""
    found = appeal(read, row)
    steps = standing_of(read, found.denial, today).steps
    return next(one for one in steps if one.id == found.id)


def denials_listed(read: Reader, client: int, today: date, after: Cursor | None = None) -> Page[DenialRow]:
    """The denials of a client as a list shows them, the newest on top: a page of it, of open ones with what comes
    next."""
    known, found = books(), denial_page(read, client, after)
    rows = []
    for one in found.rows:
        standing = standing_of(read, one.id, today) if one.closed_on is None else None
        rows.append(one.as_it_stands(next_step(standing, known), standing.steps) if standing else one)
    return Page(tuple(rows), found.after)


def denials_left(read: Reader, client: int, today: date) -> tuple[DenialRow, ...]:
    """All of them, however many pages that are."""
    found = denials_listed(read, client, today)
    rows = list(found.rows)
    while found.after is not None:
        found = denials_listed(read, client, today, found.after)
        rows += found.rows
    return tuple(rows)
