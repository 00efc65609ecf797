"""What is said about estimates wherever they are shown."""

from datetime import date

from clinic_desktop.estimates.model.due import DISPUTE_CENTS, EstimateDue, EstimateWatch
from clinic_desktop.estimates.model.estimate import ExpectedItem, IssuedEstimate, number_words
from clinic_desktop.values import dates, money
from clinic_desktop.wording import mark, say, say_many

_WEEKDAYS = (mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu"), mark("Fri"), mark("Sat"), mark("Sun"))


def due_day_words(day: date) -> str:
    """A day near enough to be known by its weekday: "Tue 1 Dec 2026"."""
    return say("{weekday} {day}", weekday=say(_WEEKDAYS[day.weekday()]), day=dates.shown(day))


def due_title(due: EstimateDue, today: date) -> str:
    """What is due, and by when: "Good Faith Estimate due Tue 1 Dec 2026"."""
    facts = {"day": due_day_words(due.due_on)}
    if due.kind == "changed":
        if due.due_on < today:
            return say("New Good Faith Estimate was due {day}", **facts)
        return say("New Good Faith Estimate due {day}", **facts)
    if due.kind == "deliver":
        if due.due_on < today:
            return say("Good Faith Estimate was to be delivered by {day}", **facts)
        return say("Good Faith Estimate to deliver by {day}", **facts)
    if due.due_on < today:
        return say("Good Faith Estimate was due {day}", **facts)
    return say("Good Faith Estimate due {day}", **facts)


def due_verb(due: EstimateDue) -> str:
    """What the button says that settles it."""
    return say("Write down delivery") if due.estimate else say("Make estimate")


def due_part(due: EstimateDue) -> str:
    """The part of a chart where it is settled."""
    return f"estimate/{due.estimate}/delivery" if due.estimate else "estimate/new"


def watch_title(watch: EstimateWatch) -> str:
    """What was billed beside what was expected, "" while nobody need know."""
    facts = {"billed": money.shown(watch.billed_cents), "total": money.shown(watch.total_cents)}
    if watch.state == "quiet":
        return ""
    return say("Billed {billed}, estimated {total}", **facts)


def watch_why(watch: EstimateWatch) -> str:
    """What that means, and what helps."""
    facts = {"number": number_words(watch.number), "limit": money.shown(watch.limit_cents)}
    facts["more"] = money.shown(DISPUTE_CENTS)
    if watch.state == "reached":
        return say(
            "From {limit} on, {more} above {number}, the client may dispute the bill. Talk with them; what is still to"
            " come needs a new estimate.",
            **facts,
        )
    if watch.planned_cents:
        planned = money.shown(watch.planned_cents)
        return say(
            "{planned} more is planned. From {limit} on, {more} above {number}, the client may dispute the bill."
            " Make a new estimate before the next visit.",
            planned=planned,
            **facts,
        )
    return say("From {limit} on, {more} above {number}, the client may dispute the bill.", **facts)


def item_words(one: ExpectedItem) -> str:
    """How a charge comes about: "Massage: 4 units × $35.00 = $140.00 a visit, × 8 visits = $1,120.00"."""
    facts = {
        "service": one.name,
        "price": money.shown(one.price_cents),
        "fee": money.shown(one.fee_cents),
        "visits": say_many("{count} visit", "{count} visits", one.visits),
        "total": money.shown(one.total_cents),
    }
    if one.priced_by == "visit":
        return say("{service}: {fee} a visit, × {visits} = {total}", **facts)
    units = say_many("{count} unit", "{count} units", one.units)
    return say("{service}: {units} × {price} = {fee} a visit, × {visits} = {total}", units=units, **facts)


def visits_words(one: IssuedEstimate) -> str:
    """How many visits in which days: "8 visits, 1 Dec 2026 – 26 Jan 2027"."""
    visits = say_many("{count} visit", "{count} visits", one.facts.visits)
    facts = one.facts
    if facts.first_day == facts.last_day:
        return say("{visits}, {day}", visits=visits, day=dates.shown(facts.first_day))
    span = f"{dates.shown(facts.first_day)} – {dates.shown(facts.last_day)}"
    return say("{visits}, {day}", visits=visits, day=span)
