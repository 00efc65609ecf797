"""Calendars: events on the chosen days by the clinic's clock, those that repeat, and those that are no visit."""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from fixed import NOW
from hypothesis import assume, given
from hypothesis import strategies as some

from clinic_desktop.schedule.loader.files import read_schedule
from clinic_desktop.schedule.loader.repeating import OddRule, instant, occurrences
from clinic_desktop.schedule.model import MOST_ROWS, Appointment, DaySpan, SchedulerFile
from clinic_desktop.values.problems import Unreadable

FILES = Path(__file__).with_name("files")
TODAY = NOW.date()
WEEK = DaySpan(TODAY, TODAY + timedelta(6))
PACIFIC = timezone(timedelta(hours=-8))
FAR = DaySpan(date(2026, 11, 1), date(2026, 12, 31))


def read(text: str, span: DaySpan = WEEK) -> SchedulerFile:
    return read_schedule(text.encode(), span, TODAY, PACIFIC)


def event(*lines: str, uid: str = "a") -> str:
    return "\r\n".join(("BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Ana Lee", *lines, "END:VEVENT"))


def calendar(*events: str) -> str:
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR", ""))


def told(found: SchedulerFile) -> list[tuple[str, str, int | None, bool]]:
    return [
        (str(one.day), one.starts_at, one.minutes, one.is_cancelled) for one in found.appointments if not one.trouble
    ]


def test_a_shared_calendar() -> None:
    found = read((FILES / "shared.ics").read_text("utf-8"))
    assert sorted(told(found)) == [
        ("2026-11-24", "14:30", 60, False),
        ("2026-11-25", "09:00", 90, False),
        ("2026-11-25", "11:00", 60, True),
        ("2026-11-26", "14:30", 60, True),
    ]
    (closed,) = (one for one in found.appointments if one.trouble)
    assert closed.trouble == "It takes the whole day, so it is no visit."
    ana = next(one for one in found.appointments if one.minutes == 90)
    assert "Ana Lee" in ana.names
    vega = next(one for one in found.appointments if one.starts_at == "14:30")
    assert "Maya Ortiz" in vega.hints


def test_a_desk_calendar_with_zones_by_their_windows_names() -> None:
    found = read((FILES / "desk.ics").read_text("utf-8"))
    assert sorted(told(found)) == [("2026-11-24", "16:00", 60, False), ("2026-11-25", "11:00", 60, True)]
    assert next(one for one in found.appointments if one.is_cancelled).name == "Lee, Bo"
    # The fifth of six Tuesdays was moved, the sixth is there as ever.
    later = read((FILES / "desk.ics").read_text("utf-8"), DaySpan(date(2026, 12, 1), date(2027, 12, 31)))
    assert told(later) == [("2026-12-01", "14:30", 60, False)]


def keys(found: SchedulerFile) -> dict[str, str]:
    return {str(one.day): one.key for one in found.appointments}


def test_one_of_a_series_keeps_its_key_when_it_moves() -> None:
    series = event("DTSTART:20261124T180000Z", "DTEND:20261124T190000Z", "RRULE:FREQ=DAILY;COUNT=3")
    before = keys(read(calendar(series)))
    moved = event("RECURRENCE-ID:20261125T180000Z", "DTSTART:20261128T180000Z", "DTEND:20261128T190000Z")
    after = keys(read(calendar(series, moved)))
    assert sorted(after) == ["2026-11-24", "2026-11-26", "2026-11-28"]
    assert after["2026-11-28"] == before["2026-11-25"]
    assert after["2026-11-26"] == before["2026-11-26"]


def test_summer_time_is_that_of_the_event() -> None:
    zone = "America/Los_Angeles"
    weekly = event(f"DTSTART;TZID={zone}:20261027T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY")
    found = read_schedule(calendar(weekly).encode(), FAR, TODAY, ZoneInfo(zone)).appointments
    assert {one.starts_at for one in found} == {"09:00"}
    # Nine o'clock in New York is six here, before and after the clocks change.
    other = weekly.replace(zone, "America/New_York")
    found = read_schedule(calendar(other).encode(), FAR, TODAY, ZoneInfo(zone)).appointments
    assert {one.starts_at for one in found} == {"06:00"}


def test_a_zone_that_nobody_knows_is_the_clinics() -> None:
    assert told(read(calendar(event("DTSTART;TZID=Customized 3:20261124T090000", "DURATION:PT1H"))))[0][1] == "09:00"


@pytest.mark.parametrize(
    "rule",
    [
        *("FREQ=SECONDLY", "FREQ=HOURLY;COUNT=3", "FREQ=DAILY;BYHOUR=0,1,2", "FREQ=DAILY;INTERVAL=0"),
        *(
            "FREQ=DAILY;INTERVAL=99999999",
            "FREQ=DAILY;COUNT=x",
            "FREQ=DAILY;BYDAY=XX",
            "BYDAY=MO",
            "FREQ=MONTHLY;BYSETPOS=0",
        ),
        "FREQ=YEARLY;BYMONTH=13",
    ],
)
def test_a_rule_that_is_not_read_is_said(rule: str) -> None:
    found = read(
        calendar(event("DTSTART:20261120T180000Z", f"RRULE:{rule}"), event("DTSTART:20261124T180000Z", uid="b"))
    )
    assert [one.number for one in found.appointments if not one.trouble] == [2]


def test_a_rule_that_fits_no_day_ends() -> None:
    start = datetime(2020, 1, 1, 9)
    never = {"FREQ": ["DAILY"], "BYMONTH": [2], "BYMONTHDAY": [30], "COUNT": [5]}
    assert list(occurrences(start, never, WEEK)) == []
    with pytest.raises(OddRule):
        list(occurrences(datetime(1970, 1, 1, 9), {"FREQ": ["DAILY"]}, WEEK))


RULES = some.fixed_dictionaries(
    {"FREQ": some.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")), "INTERVAL": some.integers(1, 5)},
    optional={
        "COUNT": some.integers(1, 80),
        "BYDAY": some.sampled_from(("MO", "TU,TH", "1MO", "-1FR", "MO,TU,WE,TH,FR")),
        "BYMONTH": some.sampled_from(("11", "12", "1,6,12")),
        "BYMONTHDAY": some.sampled_from(("1", "15,30", "-1")),
    },
)


@given(some.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31)), RULES)
def test_the_days_are_those_of_the_whole_series(start: datetime, rule: dict[str, object]) -> None:
    start = start.replace(second=0, microsecond=0)
    assume(not (rule["FREQ"] in ("DAILY", "WEEKLY") and any(mark in str(rule.get("BYDAY", "")) for mark in "1-")))
    text = ";".join(f"{name}={value}" for name, value in rule.items() if name != "COUNT")
    last = datetime(2026, 12, 31, 23, 59)
    count = rule.get("COUNT")
    # The library itself, from the first one on, with an end after the chosen days.
    series = rrulestr(f"{text};UNTIL=20270105T000000", dtstart=start)
    whole = islice(series, count if isinstance(count, int) else None)
    wanted = [one for one in whole if datetime(2026, 11, 1) <= one <= last]
    lists = {name: str(value).split(",") for name, value in rule.items()}
    found = [one for one in occurrences(start, lists, FAR) if datetime(2026, 11, 1) <= one <= last]
    assert found == wanted


def test_the_end_of_a_series_is_kept() -> None:
    def days(until: date | datetime) -> list[int]:
        start = datetime(2026, 11, 24, 16, tzinfo=PACIFIC)
        return [one.day for one in occurrences(start, {"FREQ": ["DAILY"], "UNTIL": [until]}, WEEK)]

    assert days(date(2026, 11, 26)) == [24, 25, 26]
    # Midnight in London on the 26th is four in the afternoon of the 25th here.
    assert days(datetime(2026, 11, 26, tzinfo=UTC)) == [24, 25]
    assert days(datetime(2026, 11, 25, 23, 59, tzinfo=UTC)) == [24]


def test_what_tells_one_of_a_series() -> None:
    here = datetime(2026, 11, 24, 10, tzinfo=PACIFIC)
    assert instant(here) == instant(here.astimezone(UTC)) == "2026-11-24T18:00:00+00:00"
    assert instant(date(2026, 11, 24)) == "2026-11-24"


def trouble(*lines: str) -> list[Appointment]:
    return [one for one in read(calendar(event(*lines))).appointments if one.trouble]


def test_events_that_are_no_visit() -> None:
    assert trouble("DTSTART;VALUE=DATE:20261124", "RRULE:FREQ=YEARLY")
    assert trouble("DTSTART:garbage")
    assert trouble("DTSTART:20261124T180000Z", "RRULE:FREQ=MINUTELY")
    assert read(calendar(event("DTSTART;VALUE=DATE:20251124"))).left_out == 1
    assert not trouble("DTSTART:20261124T180000Z", "DTEND:20261124T170000Z")


def test_too_many_events_and_broken_calendars() -> None:
    with pytest.raises(Unreadable, match="more than 5,000 events"):
        read(calendar("BEGIN:VEVENT\r\nEND:VEVENT\r\n" * (MOST_ROWS + 1)))
    with pytest.raises(Unreadable, match="damaged"):
        read("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\nEND:VEVENT\r\n")
    deep = "BEGIN:VCALENDAR\r\n" + "BEGIN:X\r\n" * 5000 + "END:X\r\n" * 5000 + "END:VCALENDAR\r\n"
    assert not read(deep).appointments


LINES = some.lists(
    some.sampled_from(
        (
            *(
                "BEGIN:VEVENT",
                "END:VEVENT",
                "UID:a",
                "SUMMARY:Ana Lee",
                "DTSTART:20261124T180000Z",
                "DTEND:20261124T190000Z",
            ),
            *(
                "DTSTART;VALUE=DATE:20261124",
                "RRULE:FREQ=DAILY",
                "RRULE:FREQ=WEEKLY;BYDAY=TU",
                "EXDATE:20261125T180000Z",
            ),
            *(
                "RECURRENCE-ID:20261125T180000Z",
                "DURATION:-PT1H",
                "DTSTART:00010101T000000Z",
                "DTSTART:99991231T235959Z",
            ),
            *("ATTENDEE;CN=Ana:mailto:a@b", "DTEND;TZID=Nowhere:20261124", "RDATE;VALUE=PERIOD:20261124T180000Z/PT1H"),
            *(
                "X:\x00",
                ":",
                "STATUS:CANCELLED",
                "DTSTART;TZID=/x/America/New_York:20261124T140000",
                "EXDATE:x",
                "BEGIN:VALARM",
            ),
        )
    ),
    max_size=25,
)


@given(LINES)
def test_no_order_of_lines_breaks_it(lines: list[str]) -> None:
    try:
        found = read(calendar(*lines))
    except Unreadable as unreadable:
        assert unreadable.words
        return
    assert all(one.trouble or (one.day in WEEK and one.starts_at) for one in found.appointments)
