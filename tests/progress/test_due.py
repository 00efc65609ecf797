"""When the next report of a case is due."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.cases.model import CaseId
from clinic_desktop.practice.model import TherapistId
from clinic_desktop.progress.loader import read_intervals, report_intervals
from clinic_desktop.progress.model import ProgressReport, ReportId, ReportInterval
from clinic_desktop.progress.rules.due import due_on, interval_for
from clinic_desktop.written.file import BadFile

SIX = ReportInterval("work", "WA", 6, 30, "L&I", date(2026, 11, 23))
BEGAN = date(2026, 9, 1)

days = st.lists(st.dates(BEGAN, date(2027, 3, 1)), max_size=30)


def report(day: date, kind: str = "progress", next_on: date | None = None, *, signed: bool = True) -> ProgressReport:
    return ProgressReport(
        ReportId(1), 1, CaseId(1), TherapistId(1), "Maya Ortiz, LMT", kind, day, day, "", "", "", "", "", next_on,
        day if signed else None, "",
    )  # fmt: skip


def weekly(count: int, first: date = BEGAN) -> list[date]:
    return [first + timedelta(7 * at) for at in range(count)]


def test_the_sixth_visit_or_a_month_whichever_comes_first() -> None:
    # Weekly: the month is over before the sixth visit. Twice a week: the sixth visit comes first.
    assert due_on(SIX, (), weekly(5)) == (
        date(2026, 10, 1),
        "Wanted after 6 visits or 30 days; the first visit was on 1 Sep 2026.",
    )
    often = [BEGAN + timedelta(3 * at) for at in range(6)]
    found = due_on(SIX, (), often)
    assert found
    assert found[0] == often[-1] == date(2026, 9, 16)


def test_the_last_signed_report_begins_anew() -> None:
    found = due_on(SIX, [report(date(2026, 10, 1)), report(date(2026, 9, 15))], weekly(10))
    assert found == (
        date(2026, 10, 31),
        "Wanted after 6 visits or 30 days; the last report is of 1 Oct 2026.",
    )
    drafted = due_on(SIX, [report(date(2026, 10, 1), signed=False)], weekly(10))
    assert drafted
    assert drafted[0] == date(2026, 10, 1)


def test_a_day_that_was_typed_goes_before_and_a_discharge_ends_it() -> None:
    by = date(2026, 12, 24)
    typed = due_on(None, [report(date(2026, 10, 1), next_on=by)], weekly(3))
    assert typed
    assert typed[0] == by
    assert due_on(SIX, [report(date(2026, 10, 1), "discharge")], weekly(10)) is None


def test_nothing_is_due_without_a_rule_or_a_visit() -> None:
    assert due_on(None, (), weekly(9)) is None
    assert due_on(SIX, (), ()) is None
    assert due_on(SIX, [report(date(2026, 12, 1))], weekly(3)) is None


@given(days)
def test_it_is_never_later_than_either_and_does_not_depend_on_the_order(visits: list[date]) -> None:
    found = due_on(SIX, (), visits)
    assert found == due_on(SIX, (), reversed(sorted(visits)))
    if not visits:
        assert found is None
        return
    assert found
    assert min(visits) <= found[0] <= min(visits) + timedelta(30)
    if len(visits) >= 6:
        assert found[0] <= sorted(visits)[5]


def test_the_interval_of_the_state_goes_before_one_for_any() -> None:
    anywhere = ReportInterval("work", "", 12, 60, "any", date(2026, 11, 23))
    assert interval_for([anywhere, SIX], "work", "WA") is SIX
    assert interval_for([anywhere, SIX], "work", "OR") is anywhere
    assert interval_for([SIX], "work", "OR") is None
    assert interval_for([SIX, anywhere], "health", "WA") is None


def test_what_is_shipped_is_read_and_a_file_is_read_strictly(tmp_path: Path) -> None:
    (shipped,) = report_intervals()
    assert (shipped.kind, shipped.state, shipped.visits, shipped.days) == ("work", "WA", 6, 30)
    assert shipped.source
    bad = tmp_path / "reports_due.toml"
    bad.write_text('[[due]]\nkind = "car"\nstate = "Washington D"\nvisits = 0\ndays = 30\nsource = "x"\n', "utf-8")
    with pytest.raises(BadFile) as caught:
        read_intervals(bad)
    said = str(caught.value)
    assert "kind" in said
    assert "visits" in said
    assert "checked_on" in said
