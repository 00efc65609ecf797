"""Which backups stay: pure, over any run of days, with clocks that jump and zones that change."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desktop.store.backups.manifest import Kind
from clinic_desktop.store.backups.rereading import MOST_DAYS, due
from clinic_desktop.store.backups.thinning import DAYS, LAST, MONTHS, WEEKS, Past, has_shrunk, thrown_away

BEGIN = datetime(2026, 1, 1, 9, tzinfo=UTC)


def past(made: datetime, kind: Kind = "work", schema: int = 1, rows: int = 1_000, size: int = 1_000) -> Past:
    return Past(made.astimezone(UTC).isoformat(), made, kind, schema, "1-a", rows, size)


def kept_over(moments: list[datetime]) -> list[Past]:
    """As a clinic does: after each backup some are thrown away."""
    there: list[Past] = []
    for made in sorted(set(moments)):
        there.append(past(made))
        gone = thrown_away(there, made)
        assert there[-1].name not in gone
        there = [one for one in there if one.name not in gone]
    return there


def test_two_years_of_work_are_thinned_to_what_the_rule_says() -> None:
    days = [day for day in range(730) if (BEGIN + timedelta(days=day)).weekday() < 5]
    there = kept_over([BEGIN + timedelta(days=day, hours=hour) for day in days for hour in (0, 4, 8)])
    now = there[-1].made
    assert [one.made for one in there if now - one.made < timedelta(hours=24)] == [
        now - timedelta(hours=hours) for hours in (8, 4, 0)
    ]
    assert len({one.made.date() for one in there if now - one.made < timedelta(days=9)}) == DAYS
    months = {(one.made.year, one.made.month) for one in there}
    assert len(months) >= MONTHS
    assert {2026, 2027} <= {one.made.year for one in there}
    # 3 of today, 6 days, 4 weeks more, months and the year that the others do not have.
    assert len(there) <= 3 + DAYS + WEEKS + MONTHS + 1


def test_a_year_is_kept_for_good() -> None:
    there = kept_over([BEGIN + timedelta(days=30 * number) for number in range(12 * 15)])
    years = {one.made.year for one in there}
    assert years == set(range(2026, BEGIN.year + 15))


MOMENTS = st.lists(st.integers(0, 60 * 24 * 500), min_size=1, max_size=40, unique=True).map(
    lambda minutes: [BEGIN + timedelta(minutes=one) for one in minutes]
)
# Whole hours to either side, as the clocks of the world have them.
ZONES = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))


@given(MOMENTS, ZONES)
@settings(max_examples=60)
def test_the_promises_hold_for_any_moments_in_any_zone(moments: list[datetime], zone: timezone) -> None:
    everything = [past(made.astimezone(zone)) for made in moments]
    now = max(one.made for one in everything)
    gone = thrown_away(everything, now)
    kept = sorted((one for one in everything if one.name not in gone), key=lambda one: one.made, reverse=True)
    ordered = sorted(everything, key=lambda one: one.made, reverse=True)
    assert {one.name for one in ordered[:LAST]} <= {one.name for one in kept}
    assert not [one for one in everything if now - one.made < timedelta(hours=24) and one.name in gone]
    days = sorted({one.made.date() for one in everything}, reverse=True)
    assert set(days[:DAYS]) <= {one.made.date() for one in kept}
    assert {one.made.year for one in everything} == {one.made.year for one in kept}
    # A second look throws away nothing more.
    assert not thrown_away(kept, now)


@given(MOMENTS, st.integers(0, 500))
@settings(max_examples=40)
def test_a_clock_set_back_throws_away_nothing_that_is_to_come(moments: list[datetime], day: int) -> None:
    now = BEGIN + timedelta(days=day)
    gone = thrown_away([past(made) for made in moments], now)
    assert not [made for made in moments if made > now and past(made).name in gone]


@given(MOMENTS, st.lists(st.sampled_from(["work", "before", "migration", "replaced"]), min_size=40, max_size=40))
@settings(max_examples=40)
def test_what_a_restore_replaced_is_never_thrown_away(moments: list[datetime], kinds: list[Kind]) -> None:
    everything = [past(made, kind=kind) for made, kind in zip(moments, kinds, strict=False)]
    gone = thrown_away(everything, max(moments))
    assert not [one for one in everything if one.kind == "replaced" and one.name in gone]


def test_the_night_of_the_change_to_winter_time_has_25_hours() -> None:
    zone = ZoneInfo("America/Los_Angeles")
    # 1 Nov 2026, 1:30 comes twice; the moments are told apart by UTC.
    moments = [datetime(2026, 11, 1, 7, 30, tzinfo=UTC) + timedelta(minutes=30 * number) for number in range(60)]
    everything = [past(made.astimezone(zone)) for made in moments]
    now = everything[-1].made
    gone = thrown_away(everything, now)
    assert len({one.name for one in everything}) == 60
    young = [one for one in everything if moments[-1] - one.made.astimezone(UTC) < timedelta(hours=24)]
    assert len(young) == 48
    assert not [one for one in young if one.name in gone]


def test_before_something_risky_it_is_kept_for_thirty_days() -> None:
    risky = past(BEGIN, kind="before")
    later = [past(BEGIN + timedelta(hours=hours)) for hours in range(1, 24 * 40, 5)]
    for one in later:
        gone = thrown_away([risky, *(other for other in later if other.made <= one.made)], one.made)
        if one.made - BEGIN < timedelta(days=30):
            assert risky.name not in gone
    assert risky.name in thrown_away([risky, *later], later[-1].made)


def test_of_the_updates_the_newest_of_each_layout_is_kept() -> None:
    first, again, second = (
        past(BEGIN + timedelta(days=day), kind="migration", schema=schema) for day, schema in ((0, 3), (1, 3), (2, 4))
    )
    assert thrown_away([first, again, second], BEGIN + timedelta(days=400)) == {first.name}


@pytest.mark.parametrize("less", [{"rows": 699}, {"size": 699}, {"rows": 0, "size": 0}])
def test_when_the_newest_lost_much_nothing_is_thrown_away(less: dict[str, int]) -> None:
    days = [past(BEGIN + timedelta(days=day)) for day in range(40)]
    now = BEGIN + timedelta(days=40)
    small = past(now, rows=less.get("rows", 1_000), size=less.get("size", 1_000))
    assert thrown_away([*days, past(now)], now)
    assert not thrown_away([*days, small], now)
    assert has_shrunk([*days, small], now)
    # Another one like it does not make it right.
    later = now + timedelta(hours=1)
    assert has_shrunk([*days, small, small._replace(name="later", made=later)], later)
    assert not has_shrunk([*days, past(now, rows=700, size=700)], now)


def test_an_update_that_needs_less_room_is_no_alarm() -> None:
    days = [past(BEGIN + timedelta(days=day)) for day in range(40)]
    now = BEGIN + timedelta(days=40)
    updated = past(now, size=600)._replace(schema=days[0].schema + 1)
    assert thrown_away([*days, updated], now)
    assert not has_shrunk([*days, updated], now)
    # Fewer rows are one all the same.
    assert has_shrunk([*days, updated._replace(rows=600)], now)


def test_another_life_of_the_clinic_stands_for_none_of_this_one() -> None:
    days = [past(BEGIN + timedelta(days=day)) for day in range(30)]
    after = [past(BEGIN + timedelta(days=31 + day), rows=10, size=10)._replace(generation="2-b") for day in range(10)]
    now = after[-1].made
    gone = thrown_away([*days, *after], now)
    # Half of it was restored: that is no alarm.
    assert not has_shrunk([*days, *after], now)
    assert {one.name for one in days[-DAYS:]} & gone == set()
    assert gone


READS = st.dictionaries(st.text("abcdef", min_size=3, max_size=3), st.integers(-5, 60), max_size=60).map(
    lambda ages: {name: date(2026, 6, 1) - timedelta(days=age) for name, age in ages.items()}
)


@given(READS)
@settings(max_examples=60)
def test_what_is_not_read_today_was_read_within_thirty_days(last_read: dict[str, date]) -> None:
    today = date(2026, 6, 1)
    left = [day for name, day in last_read.items() if name not in due(last_read, today)]
    assert all(0 <= (today - day).days <= MOST_DAYS for day in left)


@pytest.mark.parametrize("every", [1, 2, 7])
def test_a_round_reads_each_and_no_day_reads_all(every: int) -> None:
    last_read = {f"{number:03}": date(2026, 6, 1) for number in range(210)}
    most, oldest = 0, 0
    for number in range(1, 120, every):
        today = date(2026, 6, 1) + timedelta(days=number)
        # Of several backups a day, only the first one reads.
        for _ in range(3):
            names = due(last_read, today)
            most = max(most, len(names))
            last_read.update(dict.fromkeys(names, today))
        oldest = max(oldest, *((today - day).days for day in last_read.values()))
        assert not due(last_read, today)
    assert oldest <= MOST_DAYS
    if every == 1:
        assert most == 10


def test_one_of_a_clock_that_was_ahead_stands_for_none_and_is_no_alarm() -> None:
    days = [past(BEGIN + timedelta(days=day)) for day in range(60)]
    now = days[-1].made
    ahead = [past(now + timedelta(days=day), rows=1) for day in range(1, 40)]
    assert thrown_away([*days, *ahead], now) == thrown_away(days, now) != frozenset()
    assert not has_shrunk([*days, *ahead], now)
