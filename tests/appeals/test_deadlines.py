"""The days to appeal against a table of worked dates: each counted by hand, on a calendar, for the reason beside it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desktop.appeals.loader.clocks import clock_rules
from clinic_desktop.appeals.model import Level
from clinic_desktop.appeals.rules.clocks import (
    ClockFacts,
    answer_due,
    business_day_before,
    deadline,
    first_level,
    months_later,
    next_level,
    plan_answer,
    reminders,
    reminds,
    send_by,
)
from clinic_desktop.appeals.rules.words import answer_words
from clinic_desktop.values.business_days import holidays, is_business_day

# Date of the notice, regime, level, the last day on which it may be there, and why.
WORKED = (
    # 180 days of ERISA and of insured plans.
    ("2026-03-03", "erisa", "internal", "2026-08-28", "day 180 is Sunday 30 Aug: back to Friday"),
    ("2026-01-02", "erisa", "internal", "2026-07-01", "day 180 is Wednesday 1 Jul: stays"),
    ("2026-01-04", "erisa", "internal", "2026-07-02", "day 180 is Friday 3 Jul, when the Fourth (a Saturday) is kept"),
    (
        "2026-01-05",
        "erisa",
        "internal",
        "2026-07-02",
        "day 180 is Saturday 4 Jul, and the Friday before is kept for it",
    ),
    ("2026-01-06", "erisa", "internal", "2026-07-02", "day 180 is Sunday 5 Jul: over the weekend and the kept Friday"),
    ("2026-01-07", "erisa", "internal", "2026-07-06", "day 180 is Monday 6 Jul: stays"),
    ("2026-06-28", "erisa", "internal", "2026-12-24", "day 180 is Friday 25 Dec, Christmas: Thursday"),
    ("2026-06-30", "erisa", "internal", "2026-12-24", "day 180 is Sunday 27 Dec: Saturday, Christmas, so Thursday"),
    (
        "2026-07-05",
        "erisa",
        "internal",
        "2026-12-31",
        "day 180 is Friday 1 Jan 2027, New Year: Thursday of the old year",
    ),
    (
        "2026-07-06",
        "erisa",
        "internal",
        "2026-12-31",
        "day 180 is Saturday 2 Jan 2027: New Year is Friday, so Thursday",
    ),
    ("2026-07-08", "erisa", "internal", "2027-01-04", "day 180 is Monday 4 Jan 2027: stays, over the end of the year"),
    ("2026-07-22", "insured", "internal", "2027-01-15", "day 180 is Monday 18 Jan 2027, King: back to Friday"),
    ("2026-08-19", "insured", "internal", "2027-02-12", "day 180 is Monday 15 Feb 2027, Presidents: back to Friday"),
    ("2027-09-02", "insured", "internal", "2028-02-29", "180 days end on Tuesday 29 Feb 2028, a leap day: stays"),
    (
        "2027-12-05",
        "insured",
        "internal",
        "2028-06-02",
        "across 29 Feb: day 180 is Friday 2 Jun 2028; 3 Jun without it",
    ),
    ("2026-12-02", "insured", "internal", "2027-05-28", "day 180 is Monday 31 May 2027, Memorial Day: back to Friday"),
    ("2026-05-15", "insured", "internal", "2026-11-10", "day 180 is Wednesday 11 Nov, Veterans: Tuesday"),
    ("2026-05-30", "insured", "internal", "2026-11-25", "day 180 is Thursday 26 Nov, Thanksgiving: Wednesday"),
    ("2026-03-11", "insured", "internal", "2026-09-04", "day 180 is Monday 7 Sep, Labor Day: back to Friday"),
    ("2026-04-15", "insured", "internal", "2026-10-09", "day 180 is Monday 12 Oct, Columbus: back to Friday"),
    ("2025-12-21", "insured", "internal", "2026-06-18", "day 180 is Friday 19 Jun, Juneteenth: Thursday"),
    ("2026-11-20", "erisa", "internal", "2027-05-19", "day 180 is Wednesday 19 May 2027: stays"),
    # Four months of the calendar for a review from outside.
    ("2026-10-31", "erisa", "external", "2027-02-26", "no 31 Feb: the last, 28 Feb 2027, is a Sunday: Friday"),
    ("2027-10-31", "erisa", "external", "2028-02-29", "no 31 Feb: the last of a leap year is Tuesday 29 Feb 2028"),
    ("2026-10-30", "erisa", "external", "2027-02-26", "no 30 Feb: 28 Feb 2027, a Sunday: Friday"),
    ("2026-10-28", "erisa", "external", "2027-02-26", "28 Feb 2027 itself, a Sunday: Friday"),
    ("2026-08-31", "insured", "external", "2026-12-31", "31 Dec, a Thursday: stays"),
    ("2026-09-01", "insured", "external", "2026-12-31", "1 Jan 2027, New Year: the last day of the old year"),
    ("2026-05-31", "insured", "external", "2026-09-30", "no 31 Sep: 30 Sep, a Wednesday"),
    ("2026-03-04", "insured", "external", "2026-07-02", "4 Jul is a Saturday, kept on Friday 3 Jul: Thursday"),
    ("2026-07-26", "insured", "external", "2026-11-25", "26 Nov is Thanksgiving: Wednesday"),
    ("2028-02-29", "insured", "external", "2028-06-29", "from a leap day: 29 Jun 2028, a Thursday"),
    # Federal employees: 6 months, then 90 days.
    ("2026-08-31", "fehb", "internal", "2027-02-26", "no 31 Feb: 28 Feb 2027, a Sunday: Friday"),
    ("2027-08-30", "fehb", "internal", "2028-02-29", "no 30 Feb: 29 Feb 2028, a Tuesday"),
    ("2026-06-25", "fehb", "internal", "2026-12-24", "25 Dec, Christmas, a Friday: Thursday"),
    ("2026-10-03", "fehb", "external", "2026-12-31", "day 90 is Friday 1 Jan 2027, New Year: Thursday"),
    ("2026-11-20", "fehb", "external", "2027-02-18", "day 90 is Thursday: stays"),
    # Medicare Advantage 65 days, Medicaid 60 and 120.
    ("2026-11-11", "medicare_advantage", "internal", "2027-01-15", "day 65 is Friday 15 Jan 2027: stays"),
    (
        "2026-11-14",
        "medicare_advantage",
        "internal",
        "2027-01-15",
        "day 65 is Monday 18 Jan 2027, King: back to Friday",
    ),
    ("2026-11-20", "medicaid", "internal", "2027-01-19", "day 60 is Tuesday after King: stays"),
    ("2026-11-19", "medicaid", "internal", "2027-01-15", "day 60 is Monday 18 Jan 2027, King: back to Friday"),
    ("2026-10-18", "medicaid", "external", "2027-02-12", "day 120 is Monday 15 Feb 2027, Presidents: back to Friday"),
    ("2027-11-01", "medicaid", "external", "2028-02-29", "day 120 is Tuesday 29 Feb 2028: stays"),
    # Workers’ compensation.
    ("2026-11-25", "ca_work", "external", "2026-12-24", "day 30 is Friday 25 Dec, Christmas: Thursday"),
    ("2026-01-30", "ca_work", "external", "2026-02-27", "day 30 is Sunday 1 Mar, February has 28 days: Friday"),
    ("2028-01-31", "ca_work", "external", "2028-03-01", "day 30 is Wednesday 1 Mar 2028, February has 29 days"),
    ("2026-05-08", "wa_work", "internal", "2026-07-07", "day 60 is Tuesday: stays"),
    ("2026-05-05", "wa_work", "internal", "2026-07-02", "day 60 is Saturday 4 Jul, kept on Friday: Thursday"),
    ("2026-11-06", "wa_repayment", "internal", "2026-11-25", "day 20 is Thanksgiving: Wednesday"),
    ("2026-12-05", "wa_repayment", "internal", "2026-12-24", "day 20 is Christmas: Thursday"),
    ("2026-12-12", "wa_repayment", "internal", "2026-12-31", "day 20 is New Year 2027: the last day of the old year"),
    ("2026-11-20", "wa_work", "external", "2027-01-19", "to the Board: day 60 is Tuesday after King: stays"),
    ("2026-10-27", "wa_work", "external", "2026-12-24", "to the Board: day 60 is Saturday after Christmas: Thursday"),
    ("2026-11-05", "wa_repayment", "external", "2026-11-25", "to the Board: day 20 is Wednesday: stays"),
    ("2026-08-27", "ca_bill", "internal", "2026-11-25", "second bill review: day 90 is Wednesday: stays"),
    ("2026-09-26", "ca_bill", "internal", "2026-12-24", "second bill review: day 90 is Christmas, a Friday: Thursday"),
    ("2026-11-27", "ca_bill", "external", "2026-12-24", "bill review: day 30 is Sunday behind Christmas: Thursday"),
    # TRICARE 90 days, Original Medicare 120 and 180.
    ("2026-11-20", "tricare", "internal", "2027-02-18", "TRICARE: day 90 is Thursday: stays"),
    ("2026-10-05", "tricare", "internal", "2026-12-31", "TRICARE: day 90 is Sunday behind New Year: Thursday"),
    ("2026-11-23", "medicare", "internal", "2027-03-23", "Medicare: day 120 is Tuesday: stays"),
    ("2026-08-27", "medicare", "internal", "2026-12-24", "Medicare: day 120 is Christmas, a Friday: Thursday"),
    ("2026-11-20", "medicare", "external", "2027-05-19", "Medicare: day 180 is Wednesday: stays"),
    ("2026-08-19", "medicare", "external", "2027-02-12", "Medicare: day 180 is Monday, Presidents: back to Friday"),
    # Daylight saving moves no day: clocks change on 8 Mar and 1 Nov 2026.
    (
        "2026-03-07",
        "wa_repayment",
        "internal",
        "2026-03-27",
        "across the change of clocks in spring: 20 days, a Friday",
    ),
    (
        "2026-10-30",
        "wa_repayment",
        "internal",
        "2026-11-19",
        "across the change of clocks in fall: 20 days, a Thursday",
    ),
)


def facts(noticed: str, regime: str, level: Level, **more: object) -> ClockFacts:
    day = date.fromisoformat(noticed) if noticed else None
    return ClockFacts(level=level, noticed_on=day, known_on=(), deadline_on=None, regimes=(regime,), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("noticed", "regime", "level", "due", "why"), WORKED, ids=[one[4] for one in WORKED])
def test_a_worked_date(noticed: str, regime: str, level: Level, due: str, why: str) -> None:
    found = deadline(facts(noticed, regime, level), clock_rules())
    assert found is not None and found.due_on == date.fromisoformat(due), why


def test_there_are_enough_worked_dates() -> None:
    assert len(WORKED) >= 40
    assert len({one[4] for one in WORKED}) == len(WORKED)


def test_every_limit_of_the_file_has_a_worked_date() -> None:
    limits = {(one.regime, one.level) for one in clock_rules() if one.days or one.months}
    assert limits == {(one[1], one[2]) for one in WORKED}


def test_the_date_on_the_notice_wins() -> None:
    named = date(2026, 12, 26)
    asked = ClockFacts("internal", date(2026, 11, 20), (), named, ("erisa",))
    found = deadline(asked, clock_rules())
    # A Saturday behind Christmas.
    assert found is not None and found.due_on == date(2026, 12, 24)
    assert found.from_on is None and found.rule is None and not found.check_letter


def test_of_several_rules_the_earliest_counts_and_is_to_be_checked() -> None:
    asked = ClockFacts("internal", date(2026, 11, 20), (), None, ("erisa", "medicaid", "medicare_advantage"))
    found = deadline(asked, clock_rules())
    assert found is not None and found.rule is not None
    assert (found.rule.regime, found.due_on, found.check_letter) == ("medicaid", date(2027, 1, 19), True)


def test_washington_has_its_own_days_for_a_review_from_outside() -> None:
    here = deadline(facts("2026-11-20", "insured", "external", state="WA"), clock_rules())
    there = deadline(facts("2026-11-20", "insured", "external", state="OR"), clock_rules())
    employer = deadline(facts("2026-11-20", "erisa", "external", state="WA"), clock_rules())
    assert here is not None and there is not None and employer is not None
    assert (here.due_on, here.check_letter) == (date(2027, 5, 19), False)
    # 20 Mar 2027 is a Saturday. A plan of an employer does not go by the state.
    assert (there.due_on, there.check_letter) == (date(2027, 3, 19), False)
    assert employer.due_on == there.due_on


def test_without_a_date_on_the_notice_the_earliest_known_day_counts_and_the_letter_is_checked() -> None:
    asked = ClockFacts("internal", None, (date(2026, 11, 20), date(2026, 11, 6)), None, ("wa_repayment",))
    found = deadline(asked, clock_rules())
    assert found is not None
    assert (found.from_on, found.due_on, found.check_letter) == (date(2026, 11, 6), date(2026, 11, 25), True)


def test_of_a_plan_that_never_answered_the_days_count_from_when_it_should_have() -> None:
    sent, due = date(2026, 11, 23), date(2026, 12, 23)
    asked = ClockFacts("external", None, (due,), None, ("erisa",), silent_since=sent)
    found = deadline(asked, clock_rules())
    assert found is not None
    assert (found.from_on, found.due_on, found.check_letter) == (due, date(2027, 4, 23), True)
    # Federal employees: 120 days from the first letter, a Tuesday.
    found = deadline(replace(asked, regimes=("fehb",)), clock_rules())
    assert found is not None
    assert (found.from_on, found.days, found.due_on) == (sent, 120, date(2027, 3, 23))
    # With an answer 90 days from that, a Tuesday.
    found = deadline(ClockFacts("external", date(2026, 12, 23), (), None, ("fehb",)), clock_rules())
    assert found is not None and (found.days, found.due_on) == (90, date(2027, 3, 23))


def test_a_contract_counts_by_its_own_days_and_without_them_nothing_is_told() -> None:
    typed = deadline(facts("2026-11-20", "contract", "internal", contract_days=45), clock_rules())
    # Day 45 is Monday 4 Jan 2027.
    assert typed is not None and typed.due_on == date(2027, 1, 4)
    assert deadline(facts("2026-11-20", "contract", "internal"), clock_rules()) is None


def test_where_no_rule_says_it_no_date_is_made_up() -> None:
    assert deadline(facts("2026-11-20", "no_fault", "internal"), clock_rules()) is None
    assert deadline(facts("2026-11-20", "erisa", "second"), clock_rules()) is None
    assert deadline(facts("", "erisa", "internal"), clock_rules()) is None
    assert deadline(facts("2026-11-20", "erisa", "internal"), ()) is None


@pytest.mark.parametrize(
    ("sent", "regime", "ahead", "urgent", "due"),
    (
        ("2026-11-23", "erisa", False, False, "2027-01-22"),
        ("2026-11-23", "erisa", True, False, "2026-12-23"),
        ("2026-11-23", "erisa", True, True, "2026-11-26"),
        *(("2026-11-23", "wa_work", one, False, "2027-02-21") for one in (False, True)),
        *(("2026-11-23", "wa_repayment", one, False, "2027-02-21") for one in (False, True)),
        ("2026-11-23", "other", False, False, "2027-01-22"),
        ("2026-11-23", "other", True, False, "2026-12-23"),
        ("2026-11-23", "contract", False, True, "2026-11-26"),
        *(("2026-11-23", one, False, False, "2027-01-22") for one in ("insured", "medicare")),
        *(("2026-11-23", one, False, False, "2026-12-23") for one in ("fehb", "medicaid")),
        *(("2026-11-23", one, True, False, "2026-12-23") for one in ("insured", "fehb", "medicaid")),
        ("2026-11-23", "medicare_advantage", False, False, "2027-01-22"),
        ("2026-11-23", "medicare_advantage", True, False, "2026-12-23"),
        *(("2026-11-23", one, True, True, "2026-11-26") for one in ("insured", "medicaid", "medicare_advantage")),
    ),
)
def test_the_plan_has_to_answer_by(sent: str, regime: str, ahead: bool, urgent: bool, due: str) -> None:
    asked = facts("2026-11-20", regime, "internal")
    found = answer_due(date.fromisoformat(sent), asked, clock_rules(), is_ahead=ahead, is_expedited=urgent)
    assert found == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("regime", "said"),
    (
        ("erisa", "The plan has to answer by 22 Jan 2027."),
        ("fehb", "The plan has to answer by 23 Dec 2026."),
        ("wa_work", "Ask what became of it by 21 Feb 2027: the payer means to answer by then."),
        *(
            (one, "Ask what became of it by 22 Jan 2027: no rule for its answer is known here.")
            for one in ("contract", "no_fault", "other", "ca_bill", "tricare")
        ),
    ),
)
def test_that_a_plan_has_to_answer_is_said_only_where_a_rule_says_so(regime: str, said: str) -> None:
    asked, sent = facts("2026-11-20", regime, "internal"), date(2026, 11, 23)
    assert answer_words(plan_answer(sent, asked, clock_rules(), is_ahead=False, is_expedited=False)) == said


def test_a_second_appeal_is_answered_in_half_the_time_and_a_review_in_45_days() -> None:
    second, sent = facts("2026-11-20", "erisa", "second"), date(2026, 11, 23)
    assert answer_due(sent, second, clock_rules(), is_ahead=False, is_expedited=False) == sent + timedelta(30)
    assert answer_due(sent, second, clock_rules(), is_ahead=True, is_expedited=False) == sent + timedelta(15)
    for regime in ("erisa", "insured"):
        outside = facts("2026-11-20", regime, "external")
        for ahead in (False, True):
            assert answer_due(sent, outside, clock_rules(), is_ahead=ahead, is_expedited=False) == sent + timedelta(45)
        assert answer_due(sent, outside, clock_rules(), is_ahead=False, is_expedited=True) == sent + timedelta(3)


def test_levels_come_in_their_order() -> None:
    assert first_level(("erisa",), clock_rules()) == "internal"
    assert first_level(("ca_work",), clock_rules()) == "external"
    assert next_level("internal", ("erisa",), clock_rules()) == "external"
    assert next_level("second", ("insured",), clock_rules()) == "external"
    assert first_level(("ca_bill",), clock_rules()) == "internal"
    for regime in ("ca_bill", "wa_work", "wa_repayment", "fehb", "medicaid", "medicare", "tricare"):
        assert next_level("internal", (regime,), clock_rules()) == "external", regime
    assert next_level("internal", ("contract",), clock_rules()) is None
    # The plan sends it on by itself: nothing is left to be begun.
    assert next_level("internal", ("medicare_advantage",), clock_rules()) is None
    assert next_level("external", ("erisa",), clock_rules()) is None
    # Nobody knows: then it is at least offered.
    assert next_level("internal", ("other",), clock_rules()) == "external"


def test_the_mail_goes_five_business_days_before() -> None:
    # Before Tuesday 1 Dec 2026: Mon 30, Fri 27, Wed 25 (Thanksgiving between), Tue 24, Mon 23 Nov.
    assert send_by(date(2026, 12, 1)) == date(2026, 11, 23)


def test_reminders_that_are_past_fire_at_once() -> None:
    due = date(2026, 12, 24)
    assert reminders(due) == (date(2026, 11, 24), date(2026, 12, 10), date(2026, 12, 21))
    assert not reminds(due, date(2026, 11, 23))
    assert all(reminds(due, day) for day in (date(2026, 11, 24), date(2026, 12, 23), date(2027, 1, 9)))


DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))


@settings(max_examples=60)
@given(DAYS, st.sampled_from([one for one in clock_rules() if one.days or one.months]))
def test_no_date_is_after_its_count_nor_on_a_day_without_business(noticed: date, rule: object) -> None:
    found = deadline(facts(noticed.isoformat(), rule.regime, rule.level, state=rule.state), clock_rules())  # type: ignore[attr-defined]
    assert found is not None
    assert is_business_day(found.due_on) and found.due_on <= found.counted_on
    between = (found.counted_on - found.due_on).days
    assert not any(is_business_day(found.due_on + timedelta(step)) for step in range(1, between + 1))
    assert between <= 4


@settings(max_examples=60)
@given(DAYS, st.integers(1, 24))
def test_months_keep_the_day_or_end_with_the_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or ((later + timedelta(1)).day == 1 and later.day < day.day)


def test_a_holiday_in_a_row_of_days_without_business_is_passed_whole() -> None:
    # New Year 2028 is a Saturday, kept on Friday 31 Dec 2027, which the list of 2027 knows.
    assert date(2027, 12, 31) in holidays(2027)
    assert business_day_before(date(2028, 1, 2)) == date(2027, 12, 30)
