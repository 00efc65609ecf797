"""Units against minutes: what the minutes of a day give, by the rule of the visit (domain 1.6)."""

from collections.abc import Sequence

from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.model.findings import Circumstances
from clinic_desktop.superbills.rules.checks.check import Seen, Sight
from clinic_desktop.superbills.rules.checks.lines import PlacedLine, by_day, placed
from clinic_desktop.superbills.rules.checks.words import payer_words
from clinic_desktop.visits.model import UnitRule
from clinic_desktop.visits.rules.units import TimedLine, count_units, too_many
from clinic_desktop.wording import say, say_many

_QUARTER = 15
# What many plans pay at most in a day, where nothing is known of the payer (domain 1.6).
_USUAL_CAP = 4


def has_payer(bill: Bill, _: Circumstances) -> bool:
    """Whether somebody pays only so many units a day."""
    return bill.policy is not None


def has_timed(bill: Bill, _: Circumstances) -> bool:
    """Whether anything was timed."""
    return any(line.service.is_timed for line in placed(bill))


def missing(bill: Bill, _: Circumstances) -> Sight:
    """A service without a unit."""
    for line in placed(bill):
        if line.service.units < 1:
            message = say("{service} has no unit.", service=line.dated)
            why = say("What gives no unit cannot be billed. Correct the minutes, or take the service off the visit.")
            yield Seen(f"{line.field}/units", message, why)


def above_minutes(bill: Bill, _: Circumstances) -> Sight:
    """More units than the minutes of the day give; a service that is not timed counts once a day."""
    for day in by_day(bill):
        yield from _without_minutes(day)
        yield from _timed_above(day)
        yield from _untimed_above(day)


def below_minutes(bill: Bill, _: Circumstances) -> Sight:
    """Fewer units than the minutes give, which is always fine: the rest is self-pay. That none is billed is said."""
    for day in by_day(bill):
        lines = _timed(day)
        count = count_units(_rule(lines), _counted(lines))
        billed = sum(line.service.units for line in lines)
        if 0 < billed < count.total:
            facts = {"visit": lines[0].of_visit, "billed": billed, "units": count.total}
            message = say("{billed} of {units} units of {visit} are billed.", **facts)
            yield Seen(f"{lines[0].field}/units", message, _self_pay(count.minutes - billed * _QUARTER))


def above_cap(bill: Bill, _: Circumstances) -> Sight:
    """More units on a day than the payer pays; four where nobody knows (domain 1.6)."""
    policy = bill.policy
    if policy is None:
        return
    most = _USUAL_CAP if policy.units_a_day is None else policy.units_a_day
    for day in by_day(bill):
        lines = [line for line in day if line.service.is_timed]
        units = sum(line.service.units for line in lines)
        if lines and units > most:
            known = policy.units_a_day is not None
            facts = {"payer": payer_words(bill), "units": units, "visit": lines[0].of_visit}
            message = (
                say_many(
                    "{payer} pays at most {count} unit a day, and {units} stand on {visit}.",
                    "{payer} pays at most {count} units a day, and {units} stand on {visit}.",
                    most,
                    **facts,
                )
                if known
                else say("Many plans pay at most {most} units a day, and {units} stand on {visit}.", most=most, **facts)
            )
            why = say("The rest may come back. Bill fewer units; more minutes can be self-pay.")
            fact = f"payer:{policy.payer_row}:{most if known else 'usual'}:units:{units}"
            yield Seen(f"{lines[-1].field}/units", message, why, fact)


def _self_pay(minutes: int) -> str:
    """How long the client pays without a plan; short blocks may leave no whole minute beside the units billed."""
    if minutes <= 0:
        return say("Fewer than counted is always fine.")
    return say_many("{count} minute is self-pay.", "{count} minutes are self-pay.", minutes)


def _without_minutes(day: Sequence[PlacedLine]) -> Sight:
    for line in day:
        if line.service.is_timed and line.service.minutes is None and line.service.units > 0:
            message = say_many(
                "{service} has {count} unit and no minutes.",
                "{service} has {count} units and no minutes.",
                line.service.units,
                service=line.dated,
            )
            why = say("A timed service has as many units as its minutes give. Type the minutes.")
            yield Seen(f"{line.field}/minutes", message, why)


def _timed_above(day: Sequence[PlacedLine]) -> Sight:
    lines = _timed(day)
    counted, rule = _counted(lines), _rule(lines)
    count = count_units(rule, counted)
    for index in too_many(rule, counted, [line.service.units for line in lines]):
        line = lines[index]
        message = say_many(
            "{service}: the minutes give {count} unit, and {units} are billed.",
            "{service}: the minutes give {count} units, and {units} are billed.",
            count.units[index],
            **{"service": line.dated, "units": line.service.units},
        )
        yield Seen(f"{line.field}/units", message, f"{'. '.join(count.arithmetic)}.")


def _untimed_above(day: Sequence[PlacedLine]) -> Sight:
    once: dict[str, int] = {}
    for line in day:
        if line.service.is_timed or line.service.units < 1:
            continue
        once[line.pooled] = once.get(line.pooled, 0) + line.service.units
        if once[line.pooled] > 1:
            facts = {"service": line.dated, "units": once[line.pooled]}
            message = say("{service} is not timed, and has {units} units.", **facts)
            yield Seen(f"{line.field}/units", message, say("A service that is not timed counts once a day."))


def _timed(day: Sequence[PlacedLine]) -> list[PlacedLine]:
    return [line for line in day if line.service.is_timed and line.service.minutes is not None]


def _counted(lines: Sequence[PlacedLine]) -> list[TimedLine]:
    return [TimedLine(line.pooled, max(0, line.service.minutes or 0)) for line in lines]


def _rule(lines: Sequence[PlacedLine]) -> UnitRule:
    """The rule of the day's first visit; midpoint where none is known (domain 1.6)."""
    return "cms" if lines and lines[0].visit.unit_rule == "cms" else "midpoint"
