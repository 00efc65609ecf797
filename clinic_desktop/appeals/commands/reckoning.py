"""Reckons, after each change, what answers a denial and by when its next step has to be there."""

from dataclasses import dataclass
from datetime import date

from clinic_desktop.appeals.loader.books import books
from clinic_desktop.appeals.model import Appeal, Denial, Level
from clinic_desktop.appeals.queries.denials import appeals_of, denial
from clinic_desktop.appeals.queries.facts import appeal_facts, known_days, linked_of
from clinic_desktop.appeals.rules.clocks import ClockFacts, deadline
from clinic_desktop.appeals.rules.reckoning import (
    AppealBooks,
    Notice,
    clock_for,
    level_left,
    levels_allowed,
    notice_of,
    reckoned,
)
from clinic_desktop.appeals.rules.whose import AppealFacts
from clinic_desktop.store.reader import inside
from clinic_desktop.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class DenialStanding:
    """A denial as it stands in a transaction, as it is reckoned with, what is known around it, and its steps."""

    denial: Denial
    notice: Notice
    facts: AppealFacts
    steps: tuple[Appeal, ...]

    def levels(self, known: AppealBooks) -> tuple[Level, ...]:
        """The levels that may be begun."""
        return levels_allowed(self.notice, self.steps, self.facts, known)


def standing(tx: Transaction, row: int) -> DenialStanding:
    """A denial as it stands; raises Missing."""
    read = inside(tx)
    found = denial(read, row)
    linked = linked_of(found)
    facts = appeal_facts(read, found.case, linked, tx.clock.today())
    days = known_days(read, linked, found.received_on)
    return DenialStanding(found, notice_of(found, days), facts, appeals_of(read, row))


def keep_next_step(tx: Transaction, row: int) -> None:
    """Write on the denial which action answers it, the level that comes next, and by when the step that is open and not
    sent, or that comes next, has to be there."""
    found, known = standing(tx, row), books()
    whole = reckoned(found.notice, found.facts, known)
    left: Level | None = None
    if not whole.triage.is_final and whole.triage.key != "explain":
        left = level_left(found.notice, found.steps, found.facts, known)
    waiting = [one.due_on for one in found.steps if not one.outcome and one.sent_on is None and one.due_on]
    due = deadline(clock_for(left, found.notice, found.steps, found.facts), known.clocks) if left else None
    day = due.due_on if due else min(waiting, default=None)
    values = {
        "action": whole.triage.key,
        "next_level": left or "",
        "due_on": day.isoformat() if day else "",
    }
    tx.update("denials", row, values, None)


def clock_of(tx: Transaction, row: int, level: Level, deadline_on: date | None = None) -> ClockFacts:
    """From what the days of a step at this level count."""
    found = standing(tx, row)
    return clock_for(level, found.notice, found.steps, found.facts, deadline_on=deadline_on)
