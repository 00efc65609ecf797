"""Which visits of a document are in the way of the others."""

import re

from clinic_desktop.month_end.model import MonthRow

_OF_VISIT = re.compile("visits/([0-9]+)(/.*)?")


def visits_in_the_way(row: MonthRow) -> tuple[int, ...]:
    """The visits that all findings of a document are about, where others are left without them; none where a finding
    is about something else, as the policy is."""
    named = [_OF_VISIT.fullmatch(one.field) for one in row.findings]
    places = {int(one[1]) for one in named if one}
    if not all(named) or not 0 < len(places) < len(row.visits):
        return ()
    return tuple(visit for at, visit in enumerate(row.visits) if at in places)
