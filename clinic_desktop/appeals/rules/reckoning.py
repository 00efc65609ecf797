"""What is concluded from a denial as a whole: whose appeal, which action, by when; the same while it is typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clinic_desktop.appeals.model import Appeal, Denial, Level, Whose
from clinic_desktop.appeals.rules.advice import AdviceBook
from clinic_desktop.appeals.rules.bearing import Bearing, bearing
from clinic_desktop.appeals.rules.clocks import ClockFacts, ClockRule, Deadline, deadline, first_level, next_level
from clinic_desktop.appeals.rules.triage import Triage, triage
from clinic_desktop.appeals.rules.whose import (
    AppealFacts,
    RegimeProposal,
    WhoseProposal,
    as_noticed,
    proposed_regimes,
    proposed_whose,
)
from clinic_desktop.wording import say

# How a step ends without bringing all that was asked for: the next level follows.
_ENDED = ("lost", "partly", "unanswered")


@dataclass(frozen=True, slots=True)
class AppealBooks:
    """What the files of data say: advice, clocks, and the words for codes."""

    advice: AdviceBook
    clocks: Sequence[ClockRule]
    meanings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Notice:
    """What of a denial is reckoned with. `whose` and `regime` are "" where nobody chose; `known_on` are days on which a
    notice without a date may have been dated."""

    codes: str = ""
    reasons: tuple[str, ...] = ()
    whose: Whose | None = None
    regime: str = ""
    contract_days: int | None = None
    noticed_on: date | None = None
    known_on: tuple[date, ...] = ()
    deadline_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """All that is concluded. `deadline` is that of the first step, `level`; None where nobody knows it, or where it
    cannot be appealed. `bearing` is what is said of billing the client, None for nothing."""

    triage: Triage
    whose: WhoseProposal
    regimes: RegimeProposal
    level: Level
    deadline: Deadline | None
    bearing: Bearing | None = None


def reckoned(notice: Notice, facts: AppealFacts, books: AppealBooks) -> Reckoned:
    """What is concluded from a notice and what the record knows around it."""
    found = triage(notice.codes, notice.reasons, books.advice, books.meanings)
    facts = as_noticed(facts, notice.codes, notice.reasons)
    whose = proposed_whose(facts, notice.regime)
    regimes = regimes_of(notice, facts)
    level = first_level(regimes.regimes, books.clocks)
    clock = ClockFacts(
        level=level,
        noticed_on=notice.noticed_on,
        known_on=notice.known_on,
        deadline_on=notice.deadline_on,
        regimes=regimes.regimes,
        state=facts.state,
        contract_days=notice.contract_days,
    )
    may = not found.is_final and found.key != "explain"
    due = deadline(clock, books.clocks) if may else None
    return Reckoned(found, whose, regimes, level, due, bearing(notice.codes, facts))


def regimes_of(notice: Notice, facts: AppealFacts) -> RegimeProposal:
    """The rules that were chosen, else those proposed."""
    if notice.regime:
        return RegimeProposal((notice.regime,), say("Chosen by hand."))
    facts = as_noticed(facts, notice.codes, notice.reasons)
    return proposed_regimes(facts, notice.whose or proposed_whose(facts).whose)


def notice_of(denial: Denial, known_on: tuple[date, ...]) -> Notice:
    """A denial that is on record, as it is reckoned with."""
    return Notice(
        codes=denial.codes,
        reasons=denial.reasons,
        whose=denial.whose,
        regime=denial.regime,
        contract_days=denial.contract_days,
        noticed_on=denial.noticed_on,
        known_on=known_on,
        deadline_on=denial.deadline_on,
    )


def clock_for(
    level: Level, notice: Notice, steps: Sequence[Appeal], facts: AppealFacts, *, deadline_on: date | None = None
) -> ClockFacts:
    """From what the days of a step count: from the notice, or where a step came before, from the last answer; what that
    answer names goes before, and `deadline_on`, typed as the step is opened, before all. The day that the notice names
    is that of the first level alone. After one that was never answered they count from the day that was due, or as the
    rule says for it."""
    last, silent = last_end(steps), None
    known: tuple[date, ...] = ()
    if last is None:
        is_first = all(one.level == level or one.outcome == "withdrawn" for one in steps)
        start, known, named = notice.noticed_on, notice.known_on, notice.deadline_on if is_first else None
    elif last.outcome == "unanswered":
        silent, start, named = last.sent_on, None, None
        known = (last.answer_due_on,) if last.answer_due_on else ()
    else:
        start, named = last.answered_on, last.next_deadline_on
    return ClockFacts(
        level=level,
        noticed_on=start,
        known_on=known,
        deadline_on=deadline_on or named,
        regimes=regimes_of(notice, facts).regimes,
        state=facts.state,
        contract_days=notice.contract_days,
        silent_since=silent,
    )


def last_answer(steps: Sequence[Appeal]) -> Appeal | None:
    """The step that was answered last, not in the client's favor or only in part; None without one."""
    answered = [one for one in steps if one.outcome in ("lost", "partly") and one.answered_on]
    return max(answered, key=lambda one: (one.answered_on, one.id), default=None)


def last_end(steps: Sequence[Appeal]) -> Appeal | None:
    """The step that ended last without bringing all: by an answer, or by none in its time; None without one."""
    ended = [one for one in steps if one.outcome in _ENDED and one.answered_on]
    return max(ended, key=lambda one: (one.answered_on, one.id), default=None)


def level_left(notice: Notice, steps: Sequence[Appeal], facts: AppealFacts, books: AppealBooks) -> Level | None:
    """The level to propose next; None where an open step, a win or the last level leaves none."""
    regimes = regimes_of(notice, facts).regimes
    if any(not one.outcome for one in steps) or any(one.outcome == "won" for one in steps):
        return None
    last = last_end(steps)
    if last is None:
        return first_level(regimes, books.clocks)
    return next_level(last.level, regimes, books.clocks, is_named=last.next_deadline_on is not None)


def levels_allowed(
    notice: Notice, steps: Sequence[Appeal], facts: AppealFacts, books: AppealBooks
) -> tuple[Level, ...]:
    """The levels that may be opened, the proposed one first. A second internal appeal comes after a first one was
    answered; a review from outside may be asked for at once where it is urgent."""
    proposed = level_left(notice, steps, facts, books)
    taken = {one.level for one in steps if one.outcome in ("", "won", *_ENDED)}
    after: tuple[Level, ...] = ("second", "external") if "internal" in taken else ("internal", "external")
    if any(not one.outcome for one in steps):
        after = ("external",)
    return tuple(dict.fromkeys(one for one in (proposed, *after) if one and one not in taken))
