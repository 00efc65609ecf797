"""What a row says about a visit that was given before, while the clinic had another program."""

import re
from datetime import date, datetime

from clinic_desktop.imports.model.entries import PastVisitDraft, RowProblem
from clinic_desktop.imports.model.sheet import Matching
from clinic_desktop.imports.rules.cells import Cells, RowReader
from clinic_desktop.imports.rules.days import read_day
from clinic_desktop.imports.rules.referrers import referred
from clinic_desktop.values import dates
from clinic_desktop.values.money import parse_cents
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.text import folded
from clinic_desktop.values.times import minutes_between, parse_minutes, parse_time, shown_time
from clinic_desktop.wording import say

_IS_PLANNED = r"schedul|confirm|booked|pending|upcoming|request|reserved|arriv|open"
_WAS_NOT_GIVEN = r"cancel|no[ -]?show|declined|deleted|removed|void|missed"
_TIME_AT_END = (
    r"(?:^|[ T])([0-9]{1,2}:[0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)? ?([AP])?\.?M?\.?"
    r"(?: ?(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2}))?$"
)
# As the record takes it; several columns may make one note.
_CALLED_LETTERS, _NOTE_LETTERS = 200, 65_536
_MOMENTS = ("date_of_service", "starts_at", "ends_at")
_MOMENT = r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2})(?::[0-9]{2}(?:\.[0-9]{1,9})?)? ?(?:Z|UTC|GMT|\+00:?00)"


def past_visit(
    cells: Cells, matching: Matching, today: date
) -> tuple[PastVisitDraft | None, tuple[RowProblem, ...], str]:
    """What a row says, of a client who is not known yet (0); all that is wrong with it, and what was read otherwise
    than it stands."""
    cells, remarks = at_this_clock(cells)
    reader = RowReader(cells, matching, today)
    reader.remarks += remarks
    day = reader.day("date_of_service")
    if not day and not reader.found.found:
        reader.found.add("date_of_service", say("No date of service stands here."))
    starts, ends = _time(reader, "starts_at") or _time_of_day(reader), _time(reader, "ends_at")
    line, prescriber = referred(reader)
    draft = PastVisitDraft(
        client=0,
        date_of_service=day or today,
        starts_at=starts,
        minutes=_minutes(reader, starts, ends),
        service=_called(reader, "service"),
        therapist=_called(reader, "therapist"),
        fee_cents=_cents(reader, "fee"),
        paid_cents=_cents(reader, "paid"),
        note=_note(reader, line),
        prescriber=prescriber,
    )
    problems = tuple(RowProblem(one.field, one.words) for one in reader.found.found)
    return (None if problems else draft), problems, " ".join(reader.remarks)


def was_not_given(cells: Cells) -> bool:
    """Whether a row is of a visit that did not take place."""
    return re.search(_WAS_NOT_GIVEN, folded(cells.get("status", ""))) is not None


def is_to_come(cells: Cells, matching: Matching, today: date) -> bool:
    """Whether a row is of a visit that is only planned: it says so, and its day lies ahead."""
    if not re.search(_IS_PLANNED, folded(cells.get("status", ""))):
        return False
    try:
        return read_day(cells.get("date_of_service", ""), matching, today, is_birth=False) > today
    except Unreadable:
        return False


def at_this_clock(cells: Cells) -> tuple[Cells, list[str]]:
    """The cells with moments of the world's clock ("2026-10-05T02:30:00Z", as programs on the internet write them) as
    the clock on the wall here has them: in the evening that is the day before. And what to say of it. A day at midnight
    is a day."""
    made, remarks = dict(cells), []
    for field in _MOMENTS:
        found = re.fullmatch(_MOMENT, cells.get(field, "").strip(), re.IGNORECASE)
        if not found or (field == "date_of_service" and found[2] == "00:00"):
            continue
        try:
            here = datetime.fromisoformat(f"{found[1]}T{found[2]}+00:00").astimezone()
        except (ValueError, OverflowError):
            # No such day or time: the sentence of its field says so.
            continue
        made[field] = f"{here:%Y-%m-%d %H:%M}"
        facts = {"typed": cells[field], "day": dates.shown(here.date()), "time": shown_time(f"{here:%H:%M}")}
        remarks.append(say("“{typed}” is {day}, {time} on the clock here.", **facts))
    return made, remarks


def _time_of_day(reader: RowReader) -> str:
    """When a visit began where that stands behind its day and nowhere else; no visit begins at midnight."""
    found = re.search(_TIME_AT_END, reader.text("date_of_service"), re.IGNORECASE)
    if not found:
        return ""
    half = f" {found[2]}m" if found[2] else ""
    try:
        starts = parse_time(f"{found[1]}{half}" if half else found[1].zfill(5))
    except Unreadable:
        return ""
    return "" if starts == "00:00" else starts


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


def _note(reader: RowReader, referred_by: str) -> str:
    note = "\n".join(filter(None, (reader.text("note"), referred_by)))
    if len(note) > _NOTE_LETTERS:
        reader.found.add("note", say("This is too long: {limit} letters fit here.", limit=f"{_NOTE_LETTERS:,}"))
    return note


def _called(reader: RowReader, field: str) -> str:
    words = " ".join(reader.text(field).split())
    if len(words) > _CALLED_LETTERS:
        reader.found.add(field, say("This is too long: {limit} letters fit here.", limit=_CALLED_LETTERS))
    return words[:_CALLED_LETTERS]


def _cents(reader: RowReader, field: str) -> int | None:
    cell = reader.text(field)
    return reader.found.read(field, parse_cents, cell) if cell else None
