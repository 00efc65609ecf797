"""Times of the clock and minutes, as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop import wording
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.times import minutes_between, parse_minutes, parse_time, shown_time

TIMES = some.builds("{:02d}:{:02d}".format, some.integers(0, 23), some.integers(0, 59))
NEARLY = some.text(alphabet="0123456789:. apmhin\u0663\uff13-", max_size=10)

SHAPE = "Type the time like 9:30, 2:15 pm or 14:15."
HALF = "With am or pm the hour is 1 to 12: type 2:15 pm, or 14:15 without it."
WHOLE = "Type whole minutes, like 75, or hours and minutes, like 1:15."
MINUTES = "Type the minutes like 60, or hours and minutes like 1:15."
NONE = "Type at least one minute."
MOST = "The most is 600 minutes: check the digits."


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        *(("9", "09:00"), ("9:30", "09:30"), ("930", "09:30"), ("9.30", "09:30"), ("9:30 am", "09:30")),
        *(("1430", "14:30"), ("14:30", "14:30"), ("14", "14:00"), ("23:59", "23:59"), ("13", "13:00")),
        *(("2p", "14:00"), ("2:15pm", "14:15"), ("2:15 PM", "14:15"), ("2:15 p.m.", "14:15"), ("2 p. m.", "14:00")),
        *(("215p", "14:15"), ("7a", "07:00"), ("6 am", "06:00"), ("6a.", "06:00"), (" 9 : 30 ", "09:30")),
        *(("12", "12:00"), ("12:30", "12:30"), ("12 am", "00:00"), ("12:30am", "00:30"), ("12 pm", "12:00")),
        *(("noon", "12:00"), ("Noon", "12:00"), ("midnight", "00:00"), ("00:30", "00:30"), ("0030", "00:30")),
        # Without am or pm: the afternoon up to six, the morning from seven.
        *(("1", "13:00"), ("6", "18:00"), ("6:59", "18:59"), ("630", "18:30"), ("130", "13:30"), ("7", "07:00")),
        *(("7:05", "07:05"), ("11:45", "11:45"), ("1145", "11:45")),
        # A zero before the hour is written on a clock of 24 hours.
        *(("06:30", "06:30"), ("0230", "02:30"), ("09", "09:00"), ("02:30 pm", "14:30")),
    ],
)
def test_a_time_is_read_as_it_is_typed(typed: str, kept: str) -> None:
    assert parse_time(typed) == kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        *(
            (text, SHAPE)
            for text in ("", " ", "soon", "9:3", "9:300", "9:", ":30", "12345", "9-30", "-9", "9 m", "9.m", "9.")
        ),
        *((text, SHAPE) for text in ("9am pm", "\u0669:30", "\uff19", "9:30:00", "9 30 am 1", "9..30", "9\x00", "9 b")),
        *((text, SHAPE) for text in ("9.m", "9.", "m", "am")),
        *((text, HALF) for text in ("14:30 pm", "13 am", "0:30 am", "00p")),
        ("24:00", "There is no hour 24: type the time like 9:30 or 2:15 pm."),
        ("99", "There is no hour 99: type the time like 9:30 or 2:15 pm."),
        ("9:60", "There is no minute 60: type the time like 9:30 or 2:15 pm."),
        ("1475", "There is no minute 75: type the time like 9:30 or 2:15 pm."),
    ],
)
def test_what_is_no_time_is_refused(typed: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unreadable) as unreadable:
        parse_time(typed)
    assert unreadable.value.words == words
    monkeypatch.setattr(wording, "_single", lambda sentence: f"<{sentence}>")
    with pytest.raises(Unreadable) as unreadable:
        parse_time(typed)
    assert unreadable.value.words == f"<{words}>"


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        *(("14:30", "2:30 PM"), ("09:05", "9:05 AM"), ("00:00", "12:00 AM"), ("12:00", "12:00 PM"), ("", "")),
        *(("23:59", "11:59 PM"), ("01:00", "1:00 AM"), ("13:00", "1:00 PM")),
    ],
)
def test_a_time_is_shown_with_its_half_of_the_day(kept: str, shown: str) -> None:
    assert shown_time(kept) == shown


@given(TIMES)
def test_a_time_reads_back_from_how_it_is_kept_and_shown(kept: str) -> None:
    assert parse_time(kept) == kept
    shown = shown_time(kept)
    for typed in (shown, shown.lower(), shown.replace(" ", ""), shown.replace(":", "."), shown.replace(":", "")):
        assert parse_time(typed) == kept
    assert parse_time(kept.replace(":", "")) == kept


@given(some.integers(1, 12), some.integers(0, 59))
def test_an_hour_without_am_or_pm_lies_between_seven_and_seven(hour: int, minute: int) -> None:
    kept = parse_time(f"{hour}:{minute:02d}")
    assert "07:00" <= kept < "19:00"
    assert kept in (parse_time(f"{hour}:{minute:02d} am"), parse_time(f"{hour}:{minute:02d} pm"))


@given(some.text(max_size=12) | NEARLY)
def test_any_text_is_a_time_or_is_refused(typed: str) -> None:
    try:
        kept = parse_time(typed)
    except Unreadable as unreadable:
        assert unreadable.words.endswith(".")
        return
    assert parse_time(kept) == kept
    assert "00:00" <= kept <= "23:59"
    assert len(kept) == 5


def test_minutes_between_two_times() -> None:
    assert minutes_between("09:00", "10:15") == 75
    assert minutes_between("10:15", "09:00") == -75
    assert minutes_between("12:00", "12:00") == 0


@given(TIMES, TIMES, TIMES)
def test_minutes_between_add_up(first: str, second: str, third: str) -> None:
    assert minutes_between(first, second) == -minutes_between(second, first)
    assert minutes_between(first, second) + minutes_between(second, third) == minutes_between(first, third)
    assert (minutes_between(first, second) < 0) == (second < first)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        *(("60", 60), ("60 min", 60), ("60min.", 60), ("60 minutes", 60), ("1 minute", 1), ("90m", 90), ("0060", 60)),
        *(("1h", 60), ("1 hr", 60), ("2 hours", 120), ("1 Hour", 60), ("1:15", 75), ("0:45", 45), ("10:00", 600)),
        *(("1 h 15", 75), ("1h15", 75), ("1h15m", 75), ("1 hr. 15 min.", 75), ("1 hour 5 minutes", 65), ("600", 600)),
    ],
)
def test_minutes_are_read_as_they_are_typed(typed: str, minutes: int) -> None:
    assert parse_minutes(typed) == minutes


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        *(
            (text, MINUTES)
            for text in ("", "an hour", "1:5", "1:60", "1h 75", "-5", "1h 15h", "60 h m", "\u0666\u0660")
        ),
        *((text, WHOLE) for text in ("1.5", "1,5", "1.5 h", ".5 hours", "52.5 min")),
        *((text, NONE) for text in ("0", "000", "0:00", "0h")),
        *((text, MOST) for text in ("601", "10:01", "11h", "2535550142", "9" * 5000)),
    ],
)
def test_what_is_no_number_of_minutes_is_refused(typed: str, words: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        parse_minutes(typed)
    assert unreadable.value.words == words


@given(some.integers(1, 600))
def test_minutes_read_back_in_every_way_of_writing(minutes: int) -> None:
    hours, rest = divmod(minutes, 60)
    for typed in (f"{minutes}", f"{minutes} min", f"{hours}:{rest:02d}", f"{hours} h {rest}", f"{hours}h{rest}min"):
        assert parse_minutes(typed) == minutes


@given(some.integers(1, 600), some.integers(1, 600))
def test_the_most_can_be_named(minutes: int, most: int) -> None:
    if minutes <= most:
        assert parse_minutes(str(minutes), most) == minutes
    else:
        with pytest.raises(Unreadable, match=f"The most is {most} minutes"):
            parse_minutes(str(minutes), most)


@given(some.text(max_size=12) | NEARLY)
def test_any_text_is_minutes_or_is_refused(typed: str) -> None:
    try:
        minutes = parse_minutes(typed)
    except Unreadable as unreadable:
        assert unreadable.words.endswith(".")
        return
    assert 1 <= minutes <= 600
    assert parse_minutes(str(minutes)) == minutes
