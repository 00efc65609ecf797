"""What statements teach: the amount that a plan allows for a code, from how many of them (domain 4.2)."""

from collections.abc import Iterable, Sequence

from clinic_desktop.benefit_statements.model import MOST_TAUGHT, CodeLesson, Level, TaughtLine, VisitLesson


def for_units(line: TaughtLine, units: int) -> int:
    """What a line allows for so many units, half a cent rounded up; a code that is not counted by units as it is."""
    allowed = line.allowed_cents or 0
    if not line.units or not units or line.units == units:
        return allowed
    return (2 * allowed * units + line.units) // (2 * line.units)


def code_lesson(
    lines: Iterable[TaughtLine], payer: int, plan: str, code: str, units: int, *, in_network: bool
) -> CodeLesson | None:
    """What the MOST_TAUGHT newest statements teach of a code; None where no line of this payer says an amount.

    Those of the plan itself go before those of the payer's other plans; another payer's never count, and neither does
    what was allowed in network where the therapist is out of it, or the other way round. A line that was denied, or
    does not say what is allowed, teaches no amount. The order of the lines makes no difference.
    """
    own = [
        one
        for one in lines
        if one.payer == payer and one.procedure_code == code and code and one.is_in_network == in_network
    ]
    of_plan = [one for one in own if plan and one.plan == plan]
    level: Level = "plan" if any(map(_teaches, of_plan)) else "payer"
    heard = of_plan if level == "plan" else own
    return _lesson(heard, code, units, level)


def visit_lesson(
    lines: Sequence[TaughtLine], payer: int, plan: str, services: Sequence[tuple[str, int]], *, in_network: bool
) -> VisitLesson | None:
    """What is taught of a visit with these codes and units; None where one of them is not known: a part of it would
    be taken for the whole."""
    found = [code_lesson(lines, payer, plan, code, units, in_network=in_network) for code, units in services]
    known = [one for one in found if one]
    if not known or len(known) < len(found):
        return None
    least = min(known, key=lambda one: (one.statements, one.newest, one.procedure_code))
    level: Level = "payer" if any(one.level == "payer" for one in known) else "plan"
    return VisitLesson(
        sum(one.low_cents for one in known),
        sum(one.high_cents for one in known),
        least.statements,
        least.newest,
        level,
    )


def _teaches(line: TaughtLine) -> bool:
    return bool(line.allowed_cents) and not line.is_denied


def _lesson(heard: Sequence[TaughtLine], code: str, units: int, level: Level) -> CodeLesson | None:
    dated = {(one.statement_on, one.statement) for one in heard if _teaches(one)}
    newest = sorted(dated, reverse=True)[:MOST_TAUGHT]
    counting = [one for one in heard if _teaches(one) and (one.statement_on, one.statement) in newest]
    if not counting:
        return None
    amounts = sorted(for_units(one, units) for one in counting)
    denied = [one for one in heard if one.is_denied]
    return CodeLesson(
        procedure_code=code,
        units=units,
        low_cents=amounts[0],
        # Of two in the middle the lower one: nobody is promised more than what was seen.
        typical_cents=amounts[(len(amounts) - 1) // 2],
        high_cents=amounts[-1],
        statements=len(newest),
        oldest=newest[-1][0],
        newest=newest[0][0],
        level=level,
        denied=len(denied),
        lines=len(heard),
        reasons=reasons_of(denied),
    )


def reasons_of(denied: Iterable[TaughtLine]) -> tuple[str, ...]:
    """The reasons of lines that were denied, each once, in the order of their letters."""
    return tuple(sorted({code for one in denied for code in one.reasons}))
