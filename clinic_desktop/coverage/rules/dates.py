"""The dates of a case, by the name that steps of rules have for them."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from clinic_desktop.coverage.model.answers import Answers, OwnMoney
from clinic_desktop.values.business_days import add_business_days, business_days_between

# 45 CFR 149.610: of a visit so many business days ahead, the estimate is due so many business days after booking.
_SOON, _FAR = 3, 10
_DUE_SOON, _DUE_FAR = 1, 3
# An internal appeal (29 CFR 2560.503-1, 45 CFR 147.136).
_APPEAL = timedelta(days=180)
_FIRST_CARE = timedelta(days=14)
_VERIFIED = timedelta(days=30)
# A prescriber, an adjuster or a plan that was asked is asked again after a week.
_ASK_AGAIN = timedelta(days=7)
# Retroactive authorization, where a vendor has a window for it.
_VENDOR_WINDOW = timedelta(days=7)
# What a step may name.
NAMES = (
    *("ask_again", "estimate_due", "first_care_by", "appeal_by", "verify_by", "rx_ends", "authorization_ends"),
    *("retroactive_by", "license_ends"),
)


def case_dates(answers: Answers) -> Mapping[str, date]:
    """The dates that are known, by a name of NAMES."""
    return {name: day for name, day in _found(answers) if day is not None}


def gfe_due(own: OwnMoney, today: date) -> date | None:
    """By when a Good Faith Estimate is due; None where none is. On request it is 3 business days (45 CFR 149.610)."""
    if own.booked_on is None:
        return add_business_days(today, _DUE_FAR)
    if own.first_visit_on is None:
        return add_business_days(own.booked_on, _DUE_FAR)
    ahead = business_days_between(own.booked_on, own.first_visit_on)
    if ahead < _SOON:
        return None
    return add_business_days(own.booked_on, _DUE_FAR if ahead >= _FAR else _DUE_SOON)


def gfe_state(own: OwnMoney, today: date) -> str:
    """A value of the fact `good_faith_estimate`; "" where it is not known whether one is due."""
    if own.estimate_given == "yes":
        return "given"
    if own.booked_on is not None:
        return "due" if gfe_due(own, today) else "not_needed"
    return "due" if own.estimate_given == "no" else ""


def _found(answers: Answers) -> Iterator[tuple[str, date | None]]:
    today, own = answers.today, answers.own
    yield "ask_again", today + _ASK_AGAIN
    yield "estimate_due", gfe_due(own, today)
    yield "first_care_by", answers.accident.on + _FIRST_CARE if answers.accident.on else None
    yield "appeal_by", answers.denied.on + _APPEAL if answers.denied.on else None
    yield "verify_by", answers.vob.on + _VERIFIED if answers.vob.on else None
    yield "rx_ends", answers.rx.expiry
    yield "authorization_ends", answers.approval.ends
    yield "license_ends", answers.provider.license_expires
    first = own.first_visit_on
    yield "retroactive_by", first + _VENDOR_WINDOW if first and first <= today else None
