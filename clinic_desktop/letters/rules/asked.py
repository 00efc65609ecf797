"""What a letter asks a plan to authorize: how many visits, of what, from which day to which."""

from collections.abc import Iterator
from datetime import date, timedelta

from clinic_desktop.authorizations.model import BurnDown
from clinic_desktop.letters.rules.record import LetterRecord
from clinic_desktop.plans.rules.phases import visits_of
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say, say_many

_DAY = timedelta(days=1)


def asked_values(record: LetterRecord) -> Iterator[tuple[str, str]]:
    """What was granted and used, what a visit is made of, and how many more there are to be. What the record does not
    say is left to be typed."""
    yield (
        "plan.services",
        "; ".join(
            say("{code}, {units} a visit", code=one.code, units=unit_words(one.units)) for one in record.services
        ),
    )
    burn = record.authorization
    if burn is None:
        return
    row = burn.row
    counted = visit_words if row.counts == "visits" else unit_words
    yield "authorization.number", row.number
    yield "authorization.granted", counted(row.granted)
    yield "authorization.used", counted(burn.used)
    yield "authorization.ends_on", printed(row.ends_on) if row.ends_on else ""
    first = first_more(burn, record.today)
    last = record.plan.ends_on if record.plan else None
    if more := more_visits(record, burn):
        yield "extension.visits", visit_words(more)
    if last and last >= max(record.today, first or record.today):
        yield "extension.first_day", printed(first) if first else ""
        yield "extension.last_day", printed(last)


def more_visits(record: LetterRecord, burn: BurnDown) -> int:
    """How many visits of the plan are still ahead that the authorization leaves no room for; 0 where it counts units,
    or where nobody can tell."""
    plan = record.plan
    if plan is None or burn.row.counts != "visits" or burn.left is None:
        return 0
    given = sum(day >= plan.starts_on for day in record.given)
    left = 0 if burn.state == "ended" else max(burn.left, 0)
    return max(visits_of(plan.phases) - given - left, 0)


def first_more(burn: BurnDown, today: date) -> date | None:
    """The first day of the visits asked for: the day after the authorization ends; today where it ended, or where none
    is left of it. None where nobody can tell on which day that will be."""
    if burn.state in ("ended", "used_up") or (burn.left is not None and burn.left <= 0):
        return today
    return burn.row.ends_on + _DAY if burn.row.ends_on else None


def visit_words(count: int | None) -> str:
    """So many visits; "" where nobody knows."""
    return "" if count is None else say_many("{count} visit", "{count} visits", count)


def unit_words(count: int | None) -> str:
    """So many units; "" where nobody knows."""
    return "" if count is None else say_many("{count} unit", "{count} units", count)
