"""What a paper to the plan means for a denial on record, by the days in the file of data."""

from collections.abc import Sequence
from datetime import date

from clinic_desktop.appeals.loader.books import books
from clinic_desktop.appeals.model import Appeal, Level
from clinic_desktop.appeals.queries.standing import standing_of
from clinic_desktop.appeals.rules.clocks import PlanAnswer
from clinic_desktop.appeals.rules.reckoning import reckoned
from clinic_desktop.appeals.rules.sending import Sending, answer_to, sending
from clinic_desktop.appeals.rules.stepping import step_notes
from clinic_desktop.store.reader import Reader


def sending_of(
    read: Reader, denial: int, there: date, today: date, *, packet: int = 0, levels: Sequence[Level] = ()
) -> Sending:
    """What goes to the plan for a denial and is there on that day, as `sending` tells it; raises Missing."""
    return sending(standing_of(read, denial, today), there, books(), packet=packet, levels=levels)


def answer_of(read: Reader, step: Appeal, today: date) -> PlanAnswer | None:
    """By when the plan has to answer a step that went out, and who says so; None before that. Raises Missing."""
    if step.sent_on is None or step.answer_due_on is None:
        return None
    found = standing_of(read, step.denial, today)
    rule = answer_to(found, step.level, step.sent_on, books(), is_expedited=step.is_expedited).rule
    # The day is the one that was reckoned when it went out.
    return PlanAnswer(step.answer_due_on, rule)


def notes_of(read: Reader, denial: int, level: Level, today: date) -> tuple[str, ...]:
    """What to know before a step at this level, sentences; raises Missing."""
    found, known = standing_of(read, denial, today), books()
    whole = reckoned(found.notice, found.facts, known)
    return step_notes(whole.triage, level, whole.regimes.regimes, found.facts.state, known.clocks)
