"""Reads the body maps of a case."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from clinic_desktop.body_maps.model.figure import BodyPlace
from clinic_desktop.body_maps.model.maps import BodyMap, BodyMapId, BodyMark, BodyMarkId
from clinic_desktop.cases.model import CaseId
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row

LAST_DRAWN_FIRST = Order(("drawn_on", "id"), descending=True)
_MARKS = (
    "SELECT * FROM body_marks WHERE map_id IN (SELECT value FROM json_each(?)) AND retired_at IS NULL"
    " ORDER BY map_id, place, id"
)
_MAP = "SELECT * FROM body_map_rows WHERE id = ?"


def body_map_page(read: Reader, owner: CaseId, after: Cursor | None = None) -> Page[BodyMap]:
    """The maps of a case, the last drawn on top."""
    some = page(read, Listing("body_map_rows", lambda row: row, "case_id = ?", (owner,)), LAST_DRAWN_FIRST, after)
    return Page(_maps(read, some.rows), some.after)


def body_map(read: Reader, row: int) -> BodyMap:
    """One map; raises Missing, also for one that was removed."""
    return _maps(read, [read.one(_MAP, row)])[0]


def last_body_map(read: Reader, owner: CaseId) -> BodyMap | None:
    """The map of a case that was drawn last, None where it has none."""
    return next(iter(body_map_page(read, owner).rows), None)


def _maps(read: Reader, rows: Iterable[Row]) -> tuple[BodyMap, ...]:
    found = list(rows)
    marks: dict[int, list[BodyMark]] = defaultdict(list)
    for row in read.all(_MARKS, json.dumps([one["id"] for one in found])) if found else ():
        marks[row["map_id"]].append(_mark(row))
    return tuple(
        BodyMap(
            id=BodyMapId(row["id"]),
            version=row["version"],
            case=CaseId(row["case_id"]),
            drawn_on=date.fromisoformat(row["drawn_on"]),
            drawn_by=row["drawn_by"],
            marks=tuple(marks[row["id"]]),
        )
        for row in found
    )


def _mark(row: Row) -> BodyMark:
    return BodyMark(
        id=BodyMarkId(row["id"]),
        kind=row["kind"],
        view=row["view"],
        x=row["x"],
        y=row["y"],
        place=BodyPlace(row["region"], row["side"]),
        muscle=row["muscle"],
        intensity=row["intensity"],
        note=row["note"],
    )
