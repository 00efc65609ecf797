"""When the recovery key is to be tried: a paper that nobody tries is a paper that nobody finds."""

from datetime import date, timedelta

TRY_AGAIN = timedelta(days=365)
# On the day itself two groups were typed back.
_FIRST_DAY = timedelta(days=1)


def is_drill_due(checked: date | None, tried: date | None, today: date) -> bool:
    """Whether the key is to be tried: never yet, or not for a year. `checked` is the day of its making, on which two
    groups were typed back; None before that, which is a matter of setting the clinic up."""
    if checked is None:
        return False
    if tried is None or tried < checked:
        return today >= checked + _FIRST_DAY
    return today >= tried + TRY_AGAIN
