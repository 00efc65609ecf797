"""Reckons, after each change, what answers a denial and by when its next step has to be there."""

from dataclasses import dataclass
from datetime import date

from clinic_desktop.appeals.loader.books import books
from clinic_desktop.appeals.model import Appeal, Denial, Level, open_step
from clinic_desktop.appeals.queries.denials import appeals_of, denial
from clinic_desktop.appeals.queries.facts import appeal_facts, known_days, linked_of
from clinic_desktop.appeals.rules.clocks import ClockFacts, answer_due, deadline
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
from clinic_desktop.store.reader import Reader, inside
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
    return _standing(inside(tx), row, tx.clock.today())


def _standing(read: Reader, row: int, today: date) -> DenialStanding:
    found = denial(read, row)
    linked = linked_of(found)
    facts = appeal_facts(read, found.case, linked, today)
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


@dataclass(frozen=True, slots=True)
class NextSending:
    """What the next paper to the plan means for a denial: by when it has to be there, None where nobody knows the day,
    and by when the plan has to answer it."""

    due_on: date | None
    answer_due_on: date


def next_sending(read: Reader, row: int, there: date, today: date, packet: int = 0) -> NextSending | None:
    """What is sent for a denial and is there on that day; None where no step waits for it. `packet` is the row of the
    packet that goes out, whose step is this one also once it was sent. Raises Missing."""
    found = _standing(read, row, today)
    if not found.denial.is_open:
        return None
    step = open_step(found.steps, packet)
    level = step.level if step else found.denial.next_level
    if level is None:
        return None
    before = tuple(one for one in found.steps if one is not step)
    clock = clock_for(level, found.notice, before, found.facts)
    is_ahead, is_expedited = found.denial.about == "ahead", bool(step and step.is_expedited)
    answer = answer_due(there, clock, books().clocks, is_ahead=is_ahead, is_expedited=is_expedited)
    return NextSending(step.due_on if step else found.denial.due_on, answer)
