"""What a paper to the plan means for a denial on record, by the days in the file of data."""

from collections.abc import Sequence
from datetime import date

from clinic_desktop.appeals.loader.books import books
from clinic_desktop.appeals.model import Level
from clinic_desktop.appeals.queries.standing import standing_of
from clinic_desktop.appeals.rules.sending import Sending, sending
from clinic_desktop.store.reader import Reader


def sending_of(
    read: Reader, denial: int, there: date, today: date, *, packet: int = 0, levels: Sequence[Level] = ()
) -> Sending:
    """What goes to the plan for a denial and is there on that day, as `sending` tells it; raises Missing."""
    return sending(standing_of(read, denial, today), there, books(), packet=packet, levels=levels)
