"""What a paper to the plan means for a denial: which step goes out with it, by when it has to be there, and by when the
plan has to answer it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from clinic_desktop.appeals.model import Appeal, Denial, Following, Level
from clinic_desktop.appeals.rules.clocks import ClockFacts, PlanAnswer, deadline, first_level, plan_answer
from clinic_desktop.appeals.rules.reckoning import (
    AppealBooks,
    Notice,
    clock_for,
    last_end,
    level_left,
    levels_allowed,
    reckoned,
    regimes_of,
)
from clinic_desktop.appeals.rules.whose import AppealFacts


@dataclass(frozen=True, slots=True)
class DenialStanding:
    """A denial as it stands, as it is reckoned with, what is known around it, and its steps."""

    denial: Denial
    notice: Notice
    facts: AppealFacts
    steps: Sequence[Appeal]

    def levels(self, known: AppealBooks) -> tuple[Level, ...]:
        """The levels that may be begun."""
        return levels_allowed(self.notice, self.steps, self.facts, known)

    def clock(self, level: Level, deadline_on: date | None = None) -> ClockFacts:
        """From what the days of a step at this level count."""
        return clock_for(level, self.notice, self.steps, self.facts, deadline_on=deadline_on)


@dataclass(frozen=True, slots=True)
class Sending:
    """A paper to the plan. `is_step` says that a step goes out with it: `step`, or where that is None the next one,
    which begins with it. `due_on` is by when it has to be there, None where nobody knows the day, `answer` by when the
    plan has to answer."""

    step: Appeal | None
    level: Level
    is_step: bool
    due_on: date | None
    answer: PlanAnswer


def with_days(found: DenialStanding, known: AppealBooks) -> DenialStanding:
    """The same, each step that did not go out yet with the last day on which it may be there."""
    steps = [one if one.outcome or one.sent_on else _with_day(found, one, known) for one in found.steps]
    return replace(found, steps=tuple(steps))


def _with_day(found: DenialStanding, step: Appeal, known: AppealBooks) -> Appeal:
    before = [one for one in found.steps if one.id < step.id]
    clock = clock_for(step.level, found.notice, before, found.facts, deadline_on=step.deadline_on)
    due = deadline(clock, known.clocks)
    return replace(step, due_on=due.due_on if due else None)


def next_step(found: DenialStanding, known: AppealBooks) -> Following:
    """What comes next of a denial whose steps have their days. Where an answer named a last day for the next step there
    is one, whatever the codes of the first notice say."""
    told = reckoned(found.notice, found.facts, known).triage
    last = last_end(found.steps)
    may = not told.is_final and told.key != "explain"
    left: Level | None = None
    if may or (last and last.next_deadline_on):
        left = level_left(found.notice, found.steps, found.facts, known)
    due = deadline(found.clock(left), known.clocks) if left else None
    waiting = [one.due_on for one in found.steps if not one.outcome and one.sent_on is None and one.due_on]
    owed = (
        answer_to(found, one.level, one.sent_on, known, is_expedited=one.is_expedited).is_owed
        for one in found.steps
        if one.sent_on and not one.outcome
    )
    return Following(told.key, left, due.due_on if due else min(waiting, default=None), all(owed))


def sending(
    found: DenialStanding, there: date, known: AppealBooks, *, packet: int = 0, levels: Sequence[Level] = ()
) -> Sending:
    """What is sent to the plan for a denial and is there on that day. `packet` is the row of the packet that goes out,
    whose step is this one also once it was sent; `levels` are those that a letter is meant for, none for any."""
    step, carried = open_step(found.steps, packet, levels), carried_step(found.steps, packet)
    # What goes out beside a step that was sent before is answered with it.
    told = step or carried or next((one for one in found.steps if not one.outcome), None)
    regimes = regimes_of(found.notice, found.facts).regimes
    ahead = next_step(found, known)
    level = told.level if told else ahead.level or first_level(regimes, known.clocks)
    answer = answer_to(found, level, there, known, is_expedited=bool(told and told.is_expedited))
    if told and told.answer_due_on and told.sent_on == there:
        # Noted as sent on that day, it may be known to have come later.
        answer = PlanAnswer(told.answer_due_on, answer.rule)
    begins = told is None and ahead.level is not None and (not levels or level in levels)
    return Sending(
        step=step,
        level=level,
        is_step=found.denial.is_open and (step is not None or begins),
        due_on=step.due_on if step else ahead.due_on,
        answer=answer,
    )


def answer_to(
    found: DenialStanding, level: Level, there: date, known: AppealBooks, *, is_expedited: bool
) -> PlanAnswer:
    """By when the plan has to answer a step at this level that is there on that day, and the rule that says so."""
    is_ahead = found.denial.about == "ahead"
    return plan_answer(there, found.clock(level), known.clocks, is_ahead=is_ahead, is_expedited=is_expedited)


def open_step(steps: Sequence[Appeal], packet: int = 0, levels: Sequence[Level] = ()) -> Appeal | None:
    """The step that waits to be sent, at one of these levels where some are named, or the one that a packet carried
    already, as long as it is open; None without one. A packet carries one step: what was answered with it is not sent
    with it again."""
    carried = carried_step(steps, packet)
    if carried:
        return None if carried.outcome else carried
    waiting = (one for one in steps if not one.outcome and one.sent_on is None)
    return next((one for one in waiting if not levels or one.level in levels), None)


def carried_step(steps: Sequence[Appeal], packet: int) -> Appeal | None:
    """The step that a packet carried; None where it carried none yet."""
    return next((one for one in steps if packet and one.packet == packet), None)
