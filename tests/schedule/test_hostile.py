"""Files that nobody would write by hand: each is a plain sentence, for the file or at its row, and the rest is read."""

import io
import time
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fixed import NOW

from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.schedule.loader.files import content_of, read_schedule
from clinic_desktop.schedule.loader.repeating import occurrences
from clinic_desktop.schedule.model import MOST_BYTES, MOST_ROWS, DaySpan, SchedulerFile
from clinic_desktop.values.problems import Unreadable

TODAY = NOW.date()
WEEK = DaySpan(TODAY, TODAY + timedelta(6))
HERE = ZoneInfo("America/Los_Angeles")
PACIFIC = timezone(timedelta(hours=-8))
HEAD = "Date,Start,Minutes,Client\n"


def read(content: str | bytes, span: DaySpan = WEEK) -> SchedulerFile:
    return read_schedule(content.encode() if isinstance(content, str) else content, span, TODAY, HERE)


def event(*lines: str, uid: str = "a", title: str = "Ana Lee") -> str:
    return "\r\n".join(("BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", *lines, "END:VEVENT"))


def calendar(*events: str) -> str:
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR", ""))


def when(found: SchedulerFile) -> list[tuple[str, str]]:
    return [(str(one.day)[5:], one.starts_at) for one in found.appointments if not one.trouble]


def told(found: SchedulerFile) -> list[str]:
    return [one.trouble or one.remark for one in found.appointments]


ONE = calendar(event("DTSTART:20261124T180000Z", "DTEND:20261124T190000Z", title="Peña Núñez"))


def test_too_big_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "big.ics"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    monkeypatch.setattr(Path, "open", None)
    with pytest.raises(Unreadable, match="up to 20 MB are read"):
        content_of(path)
    with pytest.raises(Unreadable, match="This is no file"):
        content_of(tmp_path)


def zipped() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("week.ics", ONE)
    return made.getvalue()


@pytest.mark.parametrize(
    "content", [zipped(), b"%PDF-1.7\n1 0 obj\n<< a, b >>\n, ,\n", b"\xd0\xcf\x11\xe0, ,\n1,2\n", b"\x89PNG\r\n, \n1,2"]
)
def test_another_kind_of_file_under_this_name(content: bytes) -> None:
    with pytest.raises(Unreadable, match="neither a calendar nor a table"):
        read(content)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252"])
@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r"])
def test_letters_and_line_ends_of_a_calendar(encoding: str, ends: str) -> None:
    (one,) = read(ONE.replace("\r\n", ends).encode(encoding)).appointments
    assert (one.name, one.starts_at, one.minutes) == ("Peña Núñez", "10:00", 60)


def test_a_line_that_is_folded_in_a_letter() -> None:
    content = ONE.encode()
    at = content.index("ñ".encode()) + 1
    (one,) = read(content[:at] + b"\r\n " + content[at:]).appointments
    assert one.name == "Peña Núñez"


def test_one_letter_cut_in_half_spoils_no_other() -> None:
    found = read((HEAD + "11/24/2026,9:00,60,José Peña\n").encode() + b"11/25/2026,9:00,60,Ana Pe\xc3\n")
    assert found.appointments[0].name == "José Peña"


def test_a_mark_that_is_never_closed_ends_with_its_line() -> None:
    for after in ("11/25/2026,9:00,60,Bo Fox\n", "11/25/2026,9:00,60,Bo Fox\n" * 1 + "x" * 200_000 + "\n"):
        found = read(HEAD + '11/24/2026,9:00,60,"Lee, Ana\n' + after)
        assert ("11-25", "09:00") in when(found)
    whole = read(HEAD + '11/24/2026,9:00,60,"Lee,\nAna"\n11/25/2026,9:00,60,Bo Fox\n')
    assert [one.name for one in whole.appointments] == ["Lee, Ana", "Bo Fox"]


@pytest.mark.parametrize("at", ["2:30p", "2.30 PM", "230p", "14:30", "14.30", "1430", "2:30 p. m.", "2:30 PM PST"])
def test_times_in_a_column(at: str) -> None:
    assert when(read(f"{HEAD}11/24/2026,{at},60,Ana Lee\n")) == [("11-24", "14:30")]


@pytest.mark.parametrize("at", ["9:00 AM - 10:30 AM", "9:00-10:30", "9 – 10:30am", "9 am to 10:30 am"])
def test_both_times_in_one_column(at: str) -> None:
    (one,) = read(f"Date,Time,Client\n11/24/2026,{at},Ana Lee\n").appointments
    assert (one.starts_at, one.minutes) == ("09:00", 90)


@pytest.mark.parametrize("day", ["20261124", '="11/24/2026"', "2026-11-24 00:00:00+00:00", "2026-11-24T00:00:00Z"])
def test_days_in_a_column(day: str) -> None:
    """The time stands in another column: midnight in London is no time of this visit."""
    cell = '"' + day.replace('"', '""') + '"'
    assert when(read(f"{HEAD}{cell},9:00 AM,60,Ana Lee\n")) == [("11-24", "09:00")]


def test_days_before_months() -> None:
    found = read(
        "Date,Start,Client\n24/11/2026,9:00,Ana Lee\n1/12/2026,9:00,Bo Fox\n", DaySpan(TODAY, date(2026, 12, 31))
    )
    assert when(found) == [("11-24", "09:00"), ("12-01", "09:00")]
    assert set(told(found)) == {"The day stands before the month in this file."}


def test_a_column_that_is_named_but_cannot_be_read_is_said_at_each_row() -> None:
    found = read("Date,Start,Client\nsoon,9:00,Ana Lee\n11/24/2026,early,Bo Fox\n46350,9:00,Cy Moe\n")
    assert [one.trouble[:14] for one in found.appointments] == ["Type the date ", "Type the time ", "Type the date "]
    assert read(f"{HEAD}11/24/2026,9:00,60,Ana Lee\nTotal,,60,\n").appointments[0].starts_at == "09:00"


def test_too_many_columns() -> None:
    many = ",".join(f"c{at}" for at in range(498))
    assert read(f"Date,Client,{many}\n11/24/2026,Ana Lee{',x' * 498}\n").appointments[0].name == "Ana Lee"
    with pytest.raises(Unreadable, match="Only the first 100 columns are read"):
        read(f"{many},Date,Client\n{'x,' * 498}11/24/2026,Ana Lee\n")


def test_lengths() -> None:
    rows = "11/24/2026,11:30 PM,12:30 AM,Ana Lee\n11/25/2026,10:00 AM,9:00 AM,Bo Fox\n"
    found = read("Date,Start,End,Client\n" + rows)
    assert [one.minutes for one in found.appointments] == [60, None]
    assert told(found) == ["", "How long it takes cannot be read: its length is left open."]
    odd = read(
        calendar(
            event("DTSTART:20261124T180000Z", "DURATION:-PT1H"),
            event("DTSTART:20261124T190000Z", "DURATION:P9D", uid="b"),
            event("DTSTART:20261124T200000Z", "DTEND:20261124T190000Z", uid="c"),
        )
    )
    assert [one.minutes for one in odd.appointments] == [None] * 3
    assert [words[:14] for words in told(odd)] == ["It ends before", "It takes more ", "It ends before"]


def test_half_a_calendar_is_read_and_said() -> None:
    events = event("DTSTART:20261124T180000Z"), event("DTSTART:20261125T180000Z", uid="b")
    whole = calendar("PRODID:-//Scheduler//EN", *events)
    for cut in (whole.index("UID:b"), whole.index("END:VCALENDAR")):
        found = read(whole[:cut])
        assert ("11-24", "10:00") in when(found)
        assert told(found)[-1] == "The file ends in the middle here. Export it again."
        # What is missing from half a file is not gone.
        assert found.source == ""
    assert read(whole).source


def test_a_calendar_with_all_its_years() -> None:
    old = (event("DTSTART:20200101T180000Z", uid=f"o{at}") for at in range(MOST_ROWS + 500))
    found = read(calendar(*old, event("DTSTART:20261124T180000Z", "DESCRIPTION:" + "x" * 50_000, uid="n")))
    assert (when(found), found.left_out) == ([("11-24", "10:00")], MOST_ROWS + 500)
    assert len(calendar(event("DTSTART:20261124T180000Z"))) < MOST_BYTES


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("RRULE:FREQ=SECONDLY",), "It repeats"),
        (("RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"), "It repeats"),
        (("RRULE:FREQ=DAILY", "EXRULE:FREQ=WEEKLY"), "It repeats"),
    ],
)
def test_rules_that_are_not_read(lines: tuple[str, ...], words: str) -> None:
    found = read(calendar(event("DTSTART:20261124T180000Z", *lines), event("DTSTART:20261124T200000Z", uid="b")))
    assert [one.trouble[: len(words)] for one in found.appointments] == [words, ""]


def test_one_of_a_series_that_is_left_out_or_moved() -> None:
    daily = event(
        "DTSTART;TZID=America/Los_Angeles:20261124T090000", "RRULE:FREQ=DAILY;COUNT=4", "EXDATE:20261125T090000"
    )
    moved = event("RECURRENCE-ID;VALUE=DATE:20261126", "DTSTART:20261126T230000Z")
    found = read(calendar(daily, moved))
    assert [(str(one.day)[8:], one.starts_at, one.is_cancelled) for one in found.appointments] == [
        *(("24", "09:00", False), ("25", "09:00", True), ("27", "09:00", False), ("26", "15:00", False)),
    ]
    onward = event("RECURRENCE-ID;RANGE=THISANDFUTURE:20261126T170000Z", "DTSTART:20261126T230000Z")
    assert when(read(calendar(daily, onward))) == [("11-24", "09:00"), ("11-25", "09:00"), ("11-26", "15:00")]


def test_a_series_at_another_hour_keeps_its_keys() -> None:
    def keys(hour: str) -> list[str]:
        return [
            one.key for one in read(calendar(event(f"DTSTART:20261124T{hour}0000Z", "RRULE:FREQ=DAILY"))).appointments
        ]

    assert keys("18") == keys("20")


def test_the_newest_of_one_event_counts() -> None:
    found = read(calendar(event("DTSTART:20261124T180000Z"), event("DTSTART:20261125T180000Z", "SEQUENCE:2")))
    assert when(found) == [("11-25", "10:00")]


@pytest.mark.parametrize(
    ("zone", "at"),
    [
        *(("Eastern Standard Time", "06:00"), ("Eastern Time (US & Canada)", "06:00"), ("EST", "06:00")),
        *(("(UTC-07:00) Mountain Time (US & Canada)", "08:00"), ("Arizona", "08:00"), ("GMT-0500", "06:00")),
        *(("tzone://Microsoft/Utc", "01:00"), ("US/Pacific", "09:00"), ("Own", "06:00"), ("Fixed", "04:00")),
    ],
)
def test_zones_by_other_names(zone: str, at: str) -> None:
    def own(name: str, *daylight: str, to: str) -> str:
        lines = ("BEGIN:STANDARD", "DTSTART:16010101T020000", "TZOFFSETFROM:-0400", f"TZOFFSETTO:{to}", "END:STANDARD")
        return "\r\n".join(("BEGIN:VTIMEZONE", f"TZID:{name}", *lines, *daylight, "END:VTIMEZONE"))

    summer = ("BEGIN:DAYLIGHT", "DTSTART:16010101T020000", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0400", "END:DAYLIGHT")
    zones = (own("Own", *summer, to="-0500"), own("Fixed", to="-0300"))
    found = read(calendar(*zones, event(f'DTSTART;TZID="{zone}":20261124T090000')))
    assert (when(found), told(found)) == ([("11-24", at)], [""])


def test_a_zone_that_nobody_knows_is_said() -> None:
    found = read(calendar(event("DTSTART;TZID=Nowhere/Land:20261124T090000")))
    assert when(found) == [("11-24", "09:00")]
    assert told(found) == ["Its time zone is not known here: “Nowhere/Land”. The time is read as the clinic’s."]


@pytest.mark.parametrize(
    ("moment", "place"),
    [
        # The night of 14 Mar 2027 has no 2:30; that of 7 Nov 2027 has 1:30 twice.
        *((";TZID=America/Los_Angeles:20270314T023000", ("03-14", "03:30")), (":20270314T100000Z", ("03-14", "03:00"))),
        *((":20270314T093000Z", ("03-14", "01:30")), (":20271107T083000Z", ("11-07", "01:30"))),
        *((":20271107T093000Z", ("11-07", "01:30")), (":20271107T103000Z", ("11-07", "02:30"))),
        *((";TZID=America/New_York:20270314T030000", ("03-13", "23:00")), (":20270314T075900Z", ("03-13", "23:59"))),
        *((":20270314T080000Z", ("03-14", "00:00")), (":20270704T065900Z", ("07-03", "23:59"))),
        (";TZID=Europe/Berlin:20270320T090000", ("03-20", "01:00")),
    ],
)
def test_the_day_and_the_time_over_the_change_of_clocks(moment: str, place: tuple[str, str]) -> None:
    assert when(read(calendar(event(f"DTSTART{moment}")), DaySpan(TODAY, date(2027, 12, 31)))) == [place]


def test_a_series_over_the_change_of_clocks_stays_at_its_hour() -> None:
    weekly = event("DTSTART;TZID=America/Los_Angeles:20270308T090000", "RRULE:FREQ=WEEKLY;COUNT=3")
    assert [at for _, at in when(read(calendar(weekly), DaySpan(TODAY, date(2027, 12, 31))))] == ["09:00"] * 3
    in_utc = event("DTSTART:20270308T170000Z", "RRULE:FREQ=WEEKLY;COUNT=3")
    assert [at for _, at in when(read(calendar(in_utc), DaySpan(TODAY, date(2027, 12, 31))))] == [
        "09:00",
        "10:00",
        "10:00",
    ]


@pytest.fixture
def computer_in_denver(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "America/Denver")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("computer_in_denver")
def test_without_a_zone_it_is_the_computers() -> None:
    rows = calendar(event("DTSTART:20270314T085900Z"), event("DTSTART:20270314T093000Z", uid="b"))
    found = read_schedule(rows.encode(), DaySpan(TODAY, date(2027, 12, 31)), TODAY)
    assert when(found) == [("03-14", "01:59"), ("03-14", "03:30")]
    table = "Start Time,Client\n2027-07-04T05:59:00Z,Ana Lee\n2027-07-04T06:00:00Z,Bo Fox\n"
    found = read_schedule(table.encode(), DaySpan(TODAY, date(2027, 12, 31)), TODAY)
    assert when(found) == [("07-03", "23:59"), ("07-04", "00:00")]


def test_reading_stops_when_asked() -> None:
    progress = Progress()
    progress.stop()
    many = calendar(*(event("DTSTART:20261124T180000Z", "RRULE:FREQ=DAILY", uid=str(at)) for at in range(30)))
    with pytest.raises(Cancelled):
        read_schedule(many.encode(), WEEK, TODAY, progress=progress)


def test_a_weekly_visit_of_twenty_years_is_read() -> None:
    from datetime import datetime

    found = list(occurrences(datetime(2005, 1, 4, 9), {"FREQ": ["WEEKLY"]}, WEEK))
    assert [one.day for one in found if one.date() in WEEK] == [24]
