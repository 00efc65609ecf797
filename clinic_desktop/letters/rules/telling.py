"""Of which days of service a letter tells, and whether a plan learns of them (45 CFR 164.522)."""

from collections.abc import Collection
from datetime import date
from itertools import chain

from clinic_desktop.letters.model import ComposedLetter
from clinic_desktop.letters.rules.placeholders import PLACEHOLDERS
from clinic_desktop.values.dates import printed

# Who passes a letter on to the plan, or is the plan.
_TELLS_THE_PLAN = ("payer", "state")


def tells_plan(letter: ComposedLetter) -> bool:
    """Whether the plan learns what stands in it. A prescriber’s draft goes to the plan too, and what is on a sheet for
    a call with it is told to it."""
    template = letter.template
    return template.to in _TELLS_THE_PLAN or "prescriber" in template.voices or bool(template.department)


def parts_told(letter: ComposedLetter) -> Collection[str]:
    """The parts of the record that tell of days in it: "visits", "measure"."""
    return {PLACEHOLDERS[key].tells for part in letter.parts if part.text.strip() for key in part.uses} - {""}


def days_told(letter: ComposedLetter, text: str) -> tuple[date, ...]:
    """The days that it tells of, the first on top: those of the record in it, and those that somebody typed; `text` is
    all that stands on its paper."""
    made = set(chain.from_iterable(letter.facts.days.get(what, ()) for what in parts_told(letter)))
    known = chain.from_iterable(letter.facts.days.values())
    return tuple(sorted(made | {day for day in known if printed(day) in text}))
