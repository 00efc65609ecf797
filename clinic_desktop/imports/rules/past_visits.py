"""What a row says about a visit that was given before, while the clinic had another program."""

import re
from datetime import date

from clinic_desktop.imports.model.entries import PastVisitDraft, RowProblem
from clinic_desktop.imports.model.sheet import Matching
from clinic_desktop.imports.rules.cells import Cells, RowReader
from clinic_desktop.values.money import parse_cents
from clinic_desktop.values.text import folded
from clinic_desktop.values.times import minutes_between, parse_minutes, parse_time
from clinic_desktop.wording import say

_WAS_NOT_GIVEN = r"cancel|no[ -]?show|declined|deleted|removed|void|missed"
_TIME_AT_END = (
    r"(?:^|[ T])([0-9]{1,2}:[0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)? ?([AP])?\.?M?\.?"
    r"(?: ?(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2}))?$"
)
_CALLED_LETTERS = 200


def past_visit(
    cells: Cells, matching: Matching, today: date
) -> tuple[PastVisitDraft | None, tuple[RowProblem, ...], str]:
    """What a row says, of a client who is not known yet (0); all that is wrong with it, and what was read otherwise
    than it stands."""
    reader = RowReader(cells, matching, today)
    day = reader.day("date_of_service")
    if not day and not reader.found.found:
        reader.found.add("date_of_service", say("No date of service stands here."))
    starts, ends = _time(reader, "starts_at"), _time(reader, "ends_at")
    draft = PastVisitDraft(
        client=0,
        date_of_service=day or today,
        starts_at=starts,
        minutes=_minutes(reader, starts, ends),
        service=_called(reader, "service"),
        therapist=_called(reader, "therapist"),
        fee_cents=_cents(reader, "fee"),
        paid_cents=_cents(reader, "paid"),
        note=reader.text("note"),
    )
    problems = tuple(RowProblem(one.field, one.words) for one in reader.found.found)
    return (None if problems else draft), problems, " ".join(reader.remarks)


def was_not_given(cells: Cells) -> bool:
    """Whether a row is of a visit that did not take place."""
    return re.search(_WAS_NOT_GIVEN, folded(cells.get("status", ""))) is not None


def _time(reader: RowReader, field: str) -> str:
    """A time of day, also out of a cell that has its day too."""
    cell = reader.text(field)
    if found := re.search(_TIME_AT_END, cell, re.IGNORECASE):
        half = f" {found[2]}m" if found[2] else ""
        # A program writes 24 hours or a half of the day: "02:30" is in the night, as it says.
        cell = f"{found[1].zfill(5)}{half}" if not half else f"{found[1]}{half}"
    return reader.found.maybe(field, parse_time, cell)


def _minutes(reader: RowReader, starts: str, ends: str) -> int | None:
    cell = re.sub(r"\.0+$", "", reader.text("minutes"))
    if cell:
        return reader.found.read("minutes", parse_minutes, cell)
    lasts = minutes_between(starts, ends) if starts and ends else 0
    return lasts if 0 < lasts <= 600 else None  # noqa: PLR2004 - as long as the record takes (values.times)


def _called(reader: RowReader, field: str) -> str:
    words = " ".join(reader.text(field).split())
    if len(words) > _CALLED_LETTERS:
        reader.found.add(field, say("This is too long: {limit} letters fit here.", limit=_CALLED_LETTERS))
    return words[:_CALLED_LETTERS]


def _cents(reader: RowReader, field: str) -> int | None:
    cell = reader.text(field)
    return reader.found.read(field, parse_cents, cell) if cell else None
