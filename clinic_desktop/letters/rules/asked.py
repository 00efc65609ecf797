"""What a letter asks a plan to authorize: how many visits, of what, from which day to which."""

from collections.abc import Iterator

from clinic_desktop.authorizations.model import BurnDown
from clinic_desktop.letters.rules.record import LetterRecord
from clinic_desktop.plans.rules.phases import visit_days, visits_of
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say, say_many


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
    yield from _more(record, burn)


def _more(record: LetterRecord, burn: BurnDown) -> Iterator[tuple[str, str]]:
    """The visits of the plan that are still ahead and that the authorization leaves no room for: how many, and from the
    day on which it has none left until the plan ends. Nothing where it counts units, or where the plan is over."""
    plan = record.plan
    if plan is None or burn.row.counts != "visits" or burn.left is None or plan.ends_on < record.today:
        return
    ends_on = burn.row.ends_on
    left = 0 if burn.state == "ended" else max(burn.left, 0)
    ahead = [day for day in visit_days(plan.phases, plan.starts_on) if day >= record.today]
    held = min(left, sum(1 for day in ahead if ends_on is None or day <= ends_on))
    more = visits_of(plan.phases) - sum(day >= plan.starts_on for day in record.given) - held
    if more <= 0:
        return
    first = ahead[held] if held and held < len(ahead) else record.today
    yield "extension.visits", visit_words(more)
    yield "extension.first_day", printed(first)
    yield "extension.last_day", printed(plan.ends_on)


def visit_words(count: int | None) -> str:
    """So many visits; "" where nobody knows."""
    return "" if count is None else say_many("{count} visit", "{count} visits", count)


def unit_words(count: int | None) -> str:
    """So many units; "" where nobody knows."""
    return "" if count is None else say_many("{count} unit", "{count} units", count)
