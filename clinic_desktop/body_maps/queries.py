"""Reads the body maps of a case."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from clinic_desktop.body_maps.model.figure import BodyPlace
from clinic_desktop.body_maps.model.maps import BodyMap, BodyMapId, BodyMapPaper, BodyMark, BodyMarkId
from clinic_desktop.cases.model import CaseId
from clinic_desktop.cases.queries import case
from clinic_desktop.clients.queries import client
from clinic_desktop.errors import Missing
from clinic_desktop.practice.queries import practice
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values.addresses import address_lines
from clinic_desktop.wording import say

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


def body_map_paper(read: Reader, row: int, earlier: int = 0) -> BodyMapPaper:
    """What a paper says about a map, and about an earlier one where that is named; raises Missing."""
    maps = [body_map(read, one) for one in (earlier, row) if one]
    of_case, clinic = case(read, maps[-1].case), practice(read)
    if any(one.case != maps[-1].case for one in maps):
        raise Missing(say("These maps are not of one case."))
    patient = client(read, of_case.client)
    return BodyMapPaper(
        clinic_name=clinic.name,
        clinic_address=tuple(address_lines(clinic)),
        clinic_phone=clinic.phone,
        is_demo=clinic.is_demo,
        patient_name=patient.name,
        birth_date=patient.birth_date,
        reason=of_case.reason,
        maps=tuple(sorted(maps, key=lambda one: (one.drawn_on, one.id))),
    )


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
