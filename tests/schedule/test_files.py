"""Files of schedulers in many shapes, and whatever else may be called one."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from fixed import NOW
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.schedule.loader.files import read_schedule, with_columns
from clinic_desktop.schedule.loader.text import table_in, text_of
from clinic_desktop.schedule.model import MOST_APPOINTMENTS, MOST_BYTES, MOST_ROWS, DaySpan, SchedulerFile
from clinic_desktop.schedule.rules.cells import read_length, read_moment
from clinic_desktop.schedule.rules.columns import guessed_columns, headings_hash, kept_columns, known_columns
from clinic_desktop.schedule.rules.naming import names_in
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.times import shown_time

FILES = Path(__file__).with_name("files")
TODAY = NOW.date()
WEEK = DaySpan(TODAY, TODAY + timedelta(6))
PACIFIC = timezone(timedelta(hours=-8))
VEGA, ANA = ("Luis Vega", TODAY, "14:30", 60), ("Ana Lee", TODAY + timedelta(1), "09:00", 90)
BO = ("Bo Lee", TODAY + timedelta(1), "11:00", 60)


def read(content: str | bytes, span: DaySpan = WEEK) -> SchedulerFile:
    return read_schedule(content.encode() if isinstance(content, str) else content, span, TODAY, PACIFIC)


def told(found: SchedulerFile, *, cancelled: bool = False) -> list[tuple[str, date | None, str, int | None]]:
    """Who, when and how long; names as "Luis Vega"."""
    return [
        (" ".join(reversed(one.name.split(", "))), one.day, one.starts_at, one.minutes)
        for one in found.appointments
        if one.is_cancelled == cancelled and not one.trouble
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("name", ["by_rows.csv", "one_moment.csv", "report.csv", "bare.tsv", "events.csv"])
def test_tables_of_many_shapes(name: str, encoding: str) -> None:
    text = (FILES / name).read_text("utf-8").replace("Vega", "Peña")
    found = read(text.encode(encoding))
    vega = ("Luis Peña", *VEGA[1:])
    rest = [("Bo Lee", TODAY + timedelta(2), "09:00", 60)] if name == "bare.tsv" else []
    assert told(found) == [vega, ANA, *rest]
    assert told(found, cancelled=True) == ([BO] if name in ("by_rows.csv", "one_moment.csv", "events.csv") else [])
    assert not [one.trouble for one in found.appointments if one.trouble]
    assert found.left_out == (name == "by_rows.csv")


def test_the_columns_that_say_what_and_with_whom() -> None:
    for name in ("by_rows.csv", "one_moment.csv", "report.csv"):
        found = read((FILES / name).read_bytes()).appointments
        assert all(one.therapist.startswith("Maya Ortiz") for one in found), name
        assert all("assage" in one.service or "issue" in one.service for one in found), name
    assert all(
        "60" in one.service for one in read((FILES / "events.csv").read_bytes()).appointments if one.minutes == 60
    )


def test_when_it_was_booked_is_no_day_of_a_visit() -> None:
    found = read((FILES / "one_moment.csv").read_bytes())
    assert found.sheet
    assert {role: found.sheet.headings[at] for role, at in found.columns.items()} == {
        **{"day": "Start Time", "starts": "Start Time", "ends": "End Time", "given": "First Name"},
        **{"family": "Last Name", "service": "Type", "therapist": "Calendar", "status": "Canceled"},
    }


def test_columns_are_remembered_by_their_headings() -> None:
    headings = ("When", "Who", "What")
    kept = kept_columns({"day": 0, "client": 1}, headings)
    assert known_columns(kept, ("what", "WHO", " when ")) == {"day": 2, "client": 1}
    assert headings_hash(headings) == headings_hash(("what", "WHO", " when "))
    assert headings_hash(headings) != headings_hash(("What", "Who"))
    assert known_columns(kept, ("Who",)) == {"client": 0}


def test_other_columns_and_other_days() -> None:
    found = read("A,B,C\n11/24/2026,11/26/2026,Ana Lee\n")
    assert told(found) == [("Ana Lee", TODAY, "", None)]
    other = with_columns(found, {"day": 1, "client": 2}, WEEK, TODAY, PACIFIC)
    assert told(other) == [("Ana Lee", TODAY + timedelta(2), "", None)]
    none = with_columns(found, {"day": 1, "client": 2}, DaySpan(TODAY, TODAY), TODAY, PACIFIC)
    assert (told(none), none.left_out) == ([], 1)


def test_what_is_wrong_with_a_row_is_said() -> None:
    rows = (
        "11/24/2026,9:00,",
        "31/12/2026,9:00,Ana Lee",
        "11/24/2026,26:00,Bo Lee",
        ",,Cy Moe",
        "11/24/2026,9:00,Di Fox",
    )
    found = read("\n".join(("Date,Time,Client", *rows)))
    assert [one.trouble[:20] for one in found.appointments] == [
        *("No client stands her", "There is no month 31", "There is no hour 26:", "No day stands here.", ""),
    ]
    assert [one.number for one in found.appointments] == [2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("11/30/2026 2:30 PM", ("2026-11-30", "14:30")),
        ("2026-11-30T14:30:00", ("2026-11-30", "14:30")),
        ("2026-11-30T14:30:00-05:00", ("2026-11-30", "11:30")),
        ("2026-12-01T02:30:00Z", ("2026-11-30", "18:30")),
        ("Mon, Nov 30, 2026 at 2:30 pm", ("2026-11-30", "14:30")),
        ("Monday, November 30, 2026 2:30 PM (PST)", ("2026-11-30", "14:30")),
        ("30 Nov 2026", ("2026-11-30", "")),
        ("11/30/26 2 pm", ("2026-11-30", "14:00")),
        ("2026-11-30", ("2026-11-30", "")),
    ],
)
def test_days_and_times_month_first(cell: str, moment: tuple[str, str]) -> None:
    day, at = read_moment(cell, TODAY, PACIFIC)
    assert (str(day), at) == moment


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [("60", 60), ("60 min", 60), ("1:00", 60), ("01:30:00", 90), ("1h 30m", 90), ("75.0", 75), ("1 hour", 60)],
)
def test_lengths(cell: str, minutes: int) -> None:
    assert read_length(cell) == minutes


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Luis Vega - Massage 60", "Luis Vega"),
        ("Massage with Ana Lee", "Ana Lee"),
        ("Deep tissue: O'Brien, Kate", "O'Brien, Kate"),
        ("Ann-Marie Fox (60 min)", "Ann-Marie Fox"),
        ("Kim Moe", "Kim Moe"),
    ],
)
def test_names_in_a_title(title: str, name: str) -> None:
    assert name in names_in(title)


NAMES = some.sampled_from(("Ana Lee", "Vega, Luis", "Søren Nuñez", "O'Brien, Kate", 'Di "Dee" Fox', "Bo; Lee | x"))
ROWS = some.lists(
    some.tuples(some.dates(TODAY, TODAY + timedelta(6)), some.times(time(7), time(20)), some.integers(15, 120), NAMES),
    min_size=1,
    max_size=12,
)


@given(
    ROWS,
    some.sampled_from(",;\t|"),
    some.sampled_from(("utf-8-sig", "utf-16")),
    some.booleans(),
    some.permutations(range(4)),
)
def test_whatever_order_and_marks_it_comes_back(
    rows: list[tuple[date, time, int, str]], delimiter: str, encoding: str, iso: bool, order: list[int]
) -> None:
    written = io.StringIO()
    out = csv.writer(written, delimiter=delimiter)
    out.writerow(["Date", "Start", "Minutes", "Client"][at] for at in order)
    for day, at, minutes, name in rows:
        moment = f"{at.hour:02d}:{at.minute:02d}"
        cells = [
            day.isoformat() if iso else f"{day.month}/{day.day}/{day.year}",
            moment if iso else shown_time(moment),
            str(minutes),
            name,
        ]
        out.writerow(cells[at] for at in order)
    found = read(written.getvalue().encode(encoding)).appointments
    assert [(one.day, one.starts_at, one.minutes, one.name) for one in found] == [
        (day, f"{at.hour:02d}:{at.minute:02d}", minutes, name) for day, at, minutes, name in rows
    ]
    assert len({one.key for one in found}) == len(rows)


@given(
    some.binary(max_size=3000),
    some.sampled_from((b"", b"BEGIN:VCALENDAR\r\n", b"\xff\xfe", b"Date,Client\n11/24/2026,")),
)
def test_no_bytes_break_it(content: bytes, begin: bytes) -> None:
    try:
        found = read(begin + content)
    except Unreadable as unreadable:
        assert unreadable.words
        return
    for one in found.appointments:
        assert one.trouble or (one.day in WEEK and one.names)
        assert len(one.key) == len(one.said) == 64


@given(some.text(max_size=2000))
def test_no_text_breaks_it(text: str) -> None:
    try:
        read(text.encode("utf-8", "surrogatepass"))
    except Unreadable as unreadable:
        assert unreadable.words


def test_nobody_sees_what_has_no_shape() -> None:
    found = read("Date,Time,Client\n11/24/2026,9:00,\u202eAna\x00 \x07Lee\n")
    assert found.appointments[0].name == "\u202eAna Lee"


def test_limits() -> None:
    with pytest.raises(Unreadable, match="too big"):
        text_of(b"x" * (MOST_BYTES + 1))
    with pytest.raises(Unreadable, match="more than 5,000 rows"):
        table_in("a,b\n" * (MOST_ROWS + 1))
    rows = "".join(f"11/24/2026,9:00,Client No{at:05d}\n" for at in range(MOST_APPOINTMENTS + 5))
    found = read("Date,Time,Client\n" + rows)
    assert (len(found.appointments), found.is_cut) == (MOST_APPOINTMENTS, True)
    for nothing in ("", "  \n ", "hello", "\n".join("abcdef")):
        with pytest.raises(Unreadable):
            read(nothing)


def test_the_same_row_has_the_same_key() -> None:
    first = "Date,Time,Client\n11/24/2026,9:00,Ana Lee\n11/24/2026,1:00 pm,Ana Lee\n"
    again = "Date,Time,Client\n11/24/2026,9:00,Bo Fox\n11/24/2026,9:30,Ana Lee\n11/24/2026,1:00 pm,Ana Lee\n"
    keys = [one.key for one in read(first).appointments]
    later = [one for one in read(again).appointments if one.name == "Ana Lee"]
    assert [one.key for one in later] == keys
    assert later[0].said != read(first).appointments[0].said
    assert later[1].said == read(first).appointments[1].said


def test_a_number_of_the_scheduler_is_the_key() -> None:
    sheet = read((FILES / "by_rows.csv").read_bytes()).sheet
    assert sheet
    moved = replace(sheet, rows=(("11/26/2026", "8:00 AM", *sheet.rows[0][2:]), *sheet.rows[1:]))
    columns = guessed_columns(sheet, TODAY)
    keys = [[one.key for one in with_columns(SchedulerFile(sheet=found), columns, WEEK, TODAY).appointments]
            for found in (sheet, moved)]  # fmt: skip
    assert keys[0] == keys[1]
    assert len(set(keys[0])) == 3


def test_moments_with_a_zone_are_told_on_the_clinics_wall() -> None:
    assert read_moment("2026-11-24T22:30:00Z", TODAY, PACIFIC) == (TODAY, "14:30")
    assert datetime(2026, 11, 24, 22, 30, tzinfo=UTC).astimezone(PACIFIC).hour == 14
