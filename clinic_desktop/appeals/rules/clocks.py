"""By when a step against a denial has to be there, and by when the plan has to answer (domain 6.2).

The date that the notice names wins. Without it the days of the rule count from the date of the notice; where several
rules may hold, the earliest of them. A day without business moves to the last business day before it, never after.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from clinic_desktop.appeals.model import REMIND_DAYS, Level
from clinic_desktop.values.business_days import is_business_day

_DAY = timedelta(days=1)
_MONTHS_A_YEAR = 12
# A letter is on its way for so many business days: by then it goes to the mail.
MAIL_DAYS = 5
# After so many days is asked where no rule says by when a plan answers: care that was given, visits to come, urgent.
ANSWER_GIVEN_DAYS, ANSWER_AHEAD_DAYS, ANSWER_URGENT_DAYS = 60, 30, 3
HOURS_A_DAY = 24


@dataclass(frozen=True, slots=True)
class ClockRule:
    """The limit of one level under one regime: `days` or `months` to act, or neither where the letter says it;
    `is_typed` where the days stand in a contract. `state` where only that state counts so. How many days, or hours, the
    plan has to answer, None where no rule says it; `answer_is_aim` where the payer only aims at that. `silent_days`: to
    act where the level before was never answered, from the day on which that went out. `where` says where the step
    goes, or by which form, `then` what follows by itself once it was lost; "" for neither. `recheck`: to be read again
    at its source."""

    regime: str
    level: Level
    source: str
    checked_on: date
    state: str = ""
    days: int | None = None
    months: int | None = None
    is_typed: bool = False
    answer_given_days: int | None = None
    answer_ahead_days: int | None = None
    answer_urgent_hours: int | None = None
    answer_is_aim: bool = False
    silent_days: int | None = None
    where: str = ""
    then: str = ""
    recheck: bool = False


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """What a date is counted from. `noticed_on` is the date on the notice (or of the last answer), `known_on` other
    days on which it may have been dated, the received one among them; `deadline_on` what it names itself. Where the
    level before was never answered, `silent_since` is the day on which that went out."""

    level: Level
    noticed_on: date | None
    known_on: tuple[date, ...]
    deadline_on: date | None
    regimes: tuple[str, ...]
    state: str = ""
    contract_days: int | None = None
    silent_since: date | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day on which something may be there. `counted_on` is the day before it moved for a weekend or holiday,
    `from_on` the day that it was counted from, None where the notice names it; `rule` the one that counted. To be
    checked against the letter is what `check_letter` says."""

    due_on: date
    counted_on: date
    from_on: date | None
    rule: ClockRule | None
    days: int | None
    check_letter: bool


def deadline(facts: ClockFacts, rules: Sequence[ClockRule]) -> Deadline | None:
    """By when the step has to be there; None where neither the notice nor a rule says it."""
    if facts.deadline_on:
        return Deadline(business_day_before(facts.deadline_on), facts.deadline_on, None, None, None, check_letter=False)
    start = facts.noticed_on or min(facts.known_on, default=None)
    if start is None:
        return None
    unsure = facts.noticed_on is None or len(facts.regimes) != 1
    found: list[tuple[date, int | None, ClockRule]] = []
    for rule in rules_for(facts.regimes, facts.level, facts.state, rules):
        if facts.silent_since and rule.silent_days:
            found.append((facts.silent_since + rule.silent_days * _DAY, rule.silent_days, rule))
            continue
        days = facts.contract_days if rule.is_typed else rule.days
        if days is not None:
            found.append((start + days * _DAY, days, rule))
        elif rule.months is not None:
            found.append((months_later(start, rule.months), None, rule))
    if not found:
        return None
    counted, days, rule = min(found, key=lambda one: one[0])
    if facts.silent_since and days and days == rule.silent_days:
        start = facts.silent_since
    return Deadline(business_day_before(counted), counted, start, rule, days, unsure or rule.recheck)


def rules_for(regimes: Sequence[str], level: Level, state: str, rules: Sequence[ClockRule]) -> tuple[ClockRule, ...]:
    """The rule of each regime at a level; that of the state goes before the general one."""
    found = []
    for regime in regimes:
        fit = [one for one in rules if one.regime == regime and one.level == level and one.state in ("", state)]
        found += sorted(fit, key=lambda one: one.state == "")[:1]
    return tuple(found)


def first_level(regimes: Sequence[str], rules: Sequence[ClockRule]) -> Level:
    """The level at which an appeal begins: the internal one, but where only a review from outside is known."""
    levels = {one.level for one in rules if one.regime in regimes}
    return "external" if levels == {"external"} else "internal"


def next_level(after: Level, regimes: Sequence[str], rules: Sequence[ClockRule]) -> Level | None:
    """The level to propose after one that was lost: the review from outside where a rule has one; None where none is
    left. Whether a plan has a second internal appeal only its letter says."""
    if after == "external":
        return None
    known = {one.level for one in rules if one.regime in regimes}
    return "external" if "external" in known or not known else None


def business_day_before(day: date) -> date:
    """The day itself where it is a business day, else the last one before it."""
    while not is_business_day(day):
        day -= _DAY
    return day


def months_later(day: date, months: int) -> date:
    """The same day so many months of the calendar later, or the last one of that month: 4 months after 31 Oct is 28 or
    29 Feb."""
    year, month = divmod(day.year * _MONTHS_A_YEAR + day.month - 1 + months, _MONTHS_A_YEAR)
    after = date(year + (month + 1) // _MONTHS_A_YEAR, (month + 1) % _MONTHS_A_YEAR + 1, 1)
    return date(year, month + 1, min(day.day, (after - _DAY).day))


def send_by(due_on: date) -> date:
    """By when it goes to the mail: it has to be there, the postmark does not count."""
    day = due_on
    for _ in range(MAIL_DAYS):
        day = business_day_before(day - _DAY)
    return day


def reminders(due_on: date) -> tuple[date, ...]:
    """The days on which is reminded of it, the first one first."""
    return tuple(due_on - days * _DAY for days in REMIND_DAYS)


def reminds(due_on: date, today: date) -> bool:
    """Whether the first reminder has come; those already past fire at once."""
    return today >= reminders(due_on)[0]


@dataclass(frozen=True, slots=True)
class PlanAnswer:
    """By when the plan has to answer, and the rule that says so; None where only what is usual says it: then the day is
    one on which to ask."""

    due_on: date
    rule: ClockRule | None

    @property
    def is_owed(self) -> bool:
        """Whether the plan has to answer by then; else it is the day on which to ask."""
        return self.rule is not None and not self.rule.answer_is_aim


def answer_due(
    sent_on: date, facts: ClockFacts, rules: Sequence[ClockRule], *, is_ahead: bool, is_expedited: bool
) -> date:
    """By when the plan has to answer what was there on that day: the earliest that a rule may say, else the usual."""
    return plan_answer(sent_on, facts, rules, is_ahead=is_ahead, is_expedited=is_expedited).due_on


def plan_answer(
    sent_on: date, facts: ClockFacts, rules: Sequence[ClockRule], *, is_ahead: bool, is_expedited: bool
) -> PlanAnswer:
    """The same day, with the rule that says it."""
    found = rules_for(facts.regimes, facts.level, facts.state, rules)
    if is_expedited:
        days = [(-(-one.answer_urgent_hours // HOURS_A_DAY), one) for one in found if one.answer_urgent_hours]
        usual = ANSWER_URGENT_DAYS
    elif is_ahead:
        days = [(one.answer_ahead_days, one) for one in found if one.answer_ahead_days]
        usual = ANSWER_AHEAD_DAYS
    else:
        days = [(one.answer_given_days, one) for one in found if one.answer_given_days]
        usual = ANSWER_GIVEN_DAYS
    if not days:
        return PlanAnswer(sent_on + usual * _DAY, None)
    count, rule = min(days, key=lambda one: one[0])
    return PlanAnswer(sent_on + count * _DAY, rule)
