"""Finds visits out of other programs by their service, their therapist and their note. Bounded work for any words."""

import json
import re
from datetime import date

from clinic_desktop.clients.model import listed_name
from clinic_desktop.search.model import Hit
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates
from clinic_desktop.values.text import folded, plain
from clinic_desktop.wording import say

# The search of words knows no shorter piece of one.
_LEAST_LETTERS = 3
# Of a page that was pasted.
_MOST_PIECES = 20
# So many are looked at, those that came last first, for some of them may be gone.
_MOST_LOOKED_AT = 200
_FOUND = "SELECT rowid FROM imported_search WHERE imported_search MATCH ? ORDER BY rowid DESC LIMIT ?"
_VISITS = """
SELECT imported_visits.id, client_id, date_of_service, service, therapist, given_name, family_name, preferred_name
FROM imported_visits JOIN clients ON clients.id = imported_visits.client_id
WHERE imported_visits.retired_at IS NULL AND imported_visits.id IN (SELECT value FROM json_each(?))
ORDER BY date_of_service DESC, imported_visits.id DESC LIMIT ?
"""


def past_visits_saying(read: Reader, typed: str, most: int) -> tuple[Hit, ...]:
    """The newest visits of other programs that have every word in what they tell. Words of one or two letters find
    nothing and leave nothing out."""
    # Of letters and digits alone: an apostrophe has more than one shape.
    pieces = dict.fromkeys(one for one in re.split(r"\W+", folded(plain(typed))) if len(one) >= _LEAST_LETTERS)
    if not pieces:
        return ()
    match = " AND ".join(f'"{piece}"' for piece in list(pieces)[:_MOST_PIECES])
    found = json.dumps([int(one["rowid"]) for one in read.all(_FOUND, match, _MOST_LOOKED_AT)])
    return tuple(map(_past, read.all(_VISITS, found, most)))


def _past(row: Row) -> Hit:
    name = listed_name(row["given_name"], row["family_name"], row["preferred_name"])
    day = dates.shown(date.fromisoformat(row["date_of_service"]))
    detail = " · ".join(part for part in (name, day, row["therapist"]) if part)
    return Hit(
        "imported_visit", row["id"], row["service"] or say("Visit"), detail, f"{row['client_id']}/visits/{row['id']}"
    )
