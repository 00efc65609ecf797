"""What is said about an authorization wherever it is shown: how much is left, and until when."""

from clinic_desktop.authorizations.model import BurnDown
from clinic_desktop.referrals.model import SOON_DAYS
from clinic_desktop.values import dates
from clinic_desktop.wording import say, say_many

# A chip of all its codes would be wider than the window.
_MOST_CODES = 3


def left_words(one: BurnDown) -> str:
    """How much is left: "2 of 12 left", "6 of 24 units left", "used up"; "" where no number limits it."""
    granted = one.row.granted
    if granted is None or one.left is None:
        return ""
    if one.left <= 0:
        return say("used up")
    facts = {"left": one.left, "granted": granted}
    if one.row.counts == "units":
        return say("{left} of {granted} units left", **facts)
    return say("{left} of {granted} left", **facts)


def name_words(one: BurnDown) -> str:
    """What it is called: "Authorization", "Authorization for MT001, MT002"."""
    if not one.row.codes:
        return say("Authorization")
    codes, more = ", ".join(one.row.codes[:_MOST_CODES]), len(one.row.codes) - _MOST_CODES
    if more > 0:
        return say("Authorization for {codes} and {count} more", codes=codes, count=more)
    return say("Authorization for {codes}", codes=codes)


def chip_words(one: BurnDown) -> str:
    """An authorization in the head of a chart: "Authorization 2 of 12 left · to 4 Dec 2026"."""
    name, row = name_words(one), one.row
    if one.state == "requested":
        day = dates.shown(row.asked_on) if row.asked_on else ""
        return say("{name} asked for on {day}", name=name, day=day) if day else say("{name} asked for", name=name)
    end = dates.shown(row.ends_on) if row.ends_on else ""
    if one.state == "ended":
        return say("{name} ended {day}", name=name, day=end)
    if one.state == "not_yet" and (begins := row.starts_on or row.decided_on):
        return say("{name} from {day}", name=name, day=dates.shown(begins))
    until = say("to {day}", day=end) if end else ""
    if one.days_left is not None and one.days_left <= SOON_DAYS:
        until = say_many("{until} (in {count} day)", "{until} (in {count} days)", one.days_left, until=until)
    rest = " · ".join(part for part in (left_words(one), until) if part)
    if not rest:
        return name
    return f"{name}: {rest}" if row.codes else f"{name} {rest}"


def why_renew(one: BurnDown) -> str:
    """Why it is to be renewed, without a period: "2 visits of authorization PA-1042 are left, to 4 Dec 2026"."""
    facts = {"number": one.row.number, "day": dates.shown(one.row.ends_on) if one.row.ends_on else ""}
    if one.state == "ended":
        return say("Authorization {number} ended on {day}", **facts)
    if one.state == "used_up":
        over = -(one.left or 0)
        if not over:
            return say("Authorization {number} is used up", **facts)
        return say("Authorization {number} is used up, and {over} more were given", over=over, **facts)
    if one.left is None:
        return say("Authorization {number} ends on {day}", **facts)
    left = _left_of(one)
    return say("{left}, to {day}", left=left, day=facts["day"]) if facts["day"] else left


def _left_of(one: BurnDown) -> str:
    count, number = one.left or 0, one.row.number
    if one.row.counts == "units":
        return say_many(
            "{count} unit of authorization {number} is left",
            "{count} units of authorization {number} are left",
            count,
            number=number,
        )
    return say_many(
        "{count} visit of authorization {number} is left",
        "{count} visits of authorization {number} are left",
        count,
        number=number,
    )
