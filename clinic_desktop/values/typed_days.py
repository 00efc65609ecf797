"""Days as a form asks for them: one that may stay empty, one that has come, one in the client's life."""

from datetime import date

from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import say


def optional_day(found: Problems, field: str, text: str, today: date) -> date | None:
    """The day typed, None where nothing was; what cannot be read is noted at the field."""
    return found.read(field, dates.parse_date, text, today) if text.strip() else None


def past_day(found: Problems, field: str, text: str, today: date) -> date | None:
    """As `optional_day`; a day that has not come is noted too, and is none."""
    day = optional_day(found, field, text, today)
    if day and day > today:
        found.add(field, say("This day is in the future."))
        return None
    return day


def refuse_before_birth(found: Problems, field: str, day: date | None, born: date | None) -> None:
    """Note a day that lies before the client was born."""
    if day and born and day < born:
        found.add(field, say("This is before the client was born ({day}).", day=dates.shown(born)))
