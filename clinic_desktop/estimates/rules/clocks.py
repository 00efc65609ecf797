"""By which day an estimate is due: business days, counted from the day after the one that starts the clock.

Source: 45 CFR 149.610(b)(1)(vi). Scheduled at least 3 business days before the visit: not later than 1 business day
“after the date of scheduling”; at least 10: not later than 3; on request: not later than 3 “after the date of the
request”. The day of scheduling is therefore never counted, whatever the hour was, and the day of the visit is: from
Monday to Friday of the same week it is four.
"""

from datetime import date, timedelta

from clinic_desktop.values.business_days import add_business_days, business_days_between, is_business_day

# Booked at least so many business days ahead, one is due within so many: the farther ahead, the more time.
FAR_AHEAD, DAYS_FAR = 10, 3
AHEAD, _DAYS_NEAR = 3, 1
DAYS_ASKED = 3


def due_scheduled(scheduled_on: date, visit_on: date) -> date | None:
    """By when an estimate of a visit is due that was scheduled on that day; None where it is fewer than 3 business days
    ahead, for then none is required."""
    ahead = business_days_between(scheduled_on, visit_on)
    if ahead >= FAR_AHEAD:
        return add_business_days(scheduled_on, DAYS_FAR)
    return add_business_days(scheduled_on, _DAYS_NEAR) if ahead >= AHEAD else None


def due_asked(asked_on: date) -> date:
    """By when an estimate is due that a client asked for on that day."""
    return add_business_days(asked_on, DAYS_ASKED)


def due_changed(visit_on: date) -> date:
    """By when a new estimate is due where this visit is another than was estimated: the last business day before it
    (45 CFR 149.610(b)(1)(vii): no later than 1 business day before)."""
    day = visit_on - timedelta(1)
    while not is_business_day(day):
        day -= timedelta(1)
    return day
