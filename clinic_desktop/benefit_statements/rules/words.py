"""What was learned, said in words."""

from collections.abc import Mapping, Sequence
from datetime import date

from clinic_desktop.benefit_statements.model import Level
from clinic_desktop.benefit_statements.rules.reasons import reason_words
from clinic_desktop.values.dates import shown
from clinic_desktop.values.money import shown as cents_shown
from clinic_desktop.wording import say, say_many


def whose_words(level: Level, payer: str, plan: str) -> str:
    """Whose statements they are: "Regence BlueShield, Preferred plan"; that they are not of this plan alone is said."""
    if level == "plan":
        return say("{payer}, {plan}", payer=payer, plan=plan)
    return say("{payer}, its other plans too", payer=payer) if plan else payer


def taught_by(statements: int, whose: str, newest: date) -> str:
    """How many statements of whom, and of when: "5 benefit statements of Regence BlueShield, Preferred plan, the newest
    of 12 Oct 2026"."""
    return say_many(
        "{count} benefit statement of {whose}, of {day}",
        "{count} benefit statements of {whose}, the newest of {day}",
        statements,
        whose=whose,
        day=shown(newest),
    )


def amount_words(low: int, high: int) -> str:
    """One amount, or from the lowest to the highest."""
    if low == high:
        return cents_shown(low)
    return say("{low} to {high}", low=cents_shown(low), high=cents_shown(high))


def denied_words(denied: int, lines: int, reasons: Sequence[str], known: Mapping[str, str]) -> str:
    """How many lines were not paid, and why: "2 of 5 lines were not paid. CO-50: …"; "" where all were."""
    if not denied:
        return ""
    words = say_many(
        "{denied} of {count} line was not paid.", "{denied} of {count} lines were not paid.", lines, denied=denied
    )
    return " ".join((words, *(reason_words(one, known) for one in reasons)))
