"""By which rule the units of a visit are counted."""

from dataclasses import dataclass

from clinic_desktop.visits.model import UnitRule
from clinic_desktop.wording import say, say_many


@dataclass(frozen=True, slots=True)
class PayerHabits:
    """What the payer that is billed first wants: `unit_rule` is "" and `units_a_day` None where it is not known."""

    payer_name: str
    unit_rule: str
    units_a_day: int | None
    asks_times: bool


def times_words(habits: PayerHabits | None, codes: int) -> str:
    """Why start, end and body region are asked for: the payer wants them, or several codes need them; else ""."""
    if habits and habits.asks_times:
        return say("{payer} asks for start, end and body region.", payer=habits.payer_name)
    return say("Two codes on a day: start, end and region keep them apart.") if codes > 1 else ""


def most_words(habits: PayerHabits | None, units: int) -> str:
    """That the payer pays fewer units a day than are billed; else ""."""
    if habits is None or habits.units_a_day is None or units <= habits.units_a_day:
        return ""
    return say_many(
        "{payer} pays at most {count} unit a day; {units} are billed.",
        "{payer} pays at most {count} units a day; {units} are billed.",
        habits.units_a_day,
        payer=habits.payer_name,
        units=units,
    )


def rule_of(habits: PayerHabits | None) -> UnitRule:
    """The payer's rule; midpoint where no payer is there, and where its rule is not known (domain 1.6)."""
    return "cms" if habits and habits.unit_rule == "cms" else "midpoint"


def habits_words(habits: PayerHabits | None) -> str:
    """Whose rule it is, or what to ask; "" where no payer is billed."""
    if habits is None:
        return ""
    if habits.unit_rule == "cms":
        return say("{payer} counts all minutes together (CMS, 8-minute rule).", payer=habits.payer_name)
    if habits.unit_rule == "midpoint":
        return say("{payer} counts each code alone (midpoint rule).", payer=habits.payer_name)
    return say(
        "How {payer} counts units is not known: each code alone (midpoint) is used. Ask the payer.",
        payer=habits.payer_name,
    )
