"""What is said about deadlines, steps and outcomes, wherever they are shown."""

from datetime import date

from clinic_desktop.appeals.model import LEVELS, OUTCOMES, SENT_HOW, Appeal, DueStep, Level, NotDenied
from clinic_desktop.appeals.rules.clocks import Deadline, PlanAnswer, send_by
from clinic_desktop.values import dates, money
from clinic_desktop.values.business_days import is_business_day
from clinic_desktop.wording import mark, say, say_many

_WEEKDAYS = (
    *(mark("Monday"), mark("Tuesday"), mark("Wednesday"), mark("Thursday"), mark("Friday")),
    *(mark("Saturday"), mark("Sunday")),
)
_FRIDAY = 4


def counted_words(found: Deadline) -> str:
    """How a deadline was counted: "Notice 3 Mar 2026 + 180 days = 30 Aug 2026, a Sunday: by Friday, 28 Aug 2026."."""
    day, moved = dates.shown(found.counted_on), day_words(found.due_on)
    kind = _kind_of_day(found.counted_on)
    if found.from_on is None:
        if kind:
            return say("The notice names {day}, {kind}: by {moved}.", day=day, kind=kind, moved=moved)
        return say("The notice names {moved}.", moved=moved)
    start = dates.shown(found.from_on)
    if found.days is not None:
        span = say_many("{count} day", "{count} days", found.days)
    else:
        span = say_many("{count} month", "{count} months", (found.rule.months or 0) if found.rule else 0)
    if kind:
        return say(
            "{start} + {span} = {day}, {kind}: by {moved}.", start=start, span=span, day=day, kind=kind, moved=moved
        )
    return say("{start} + {span} = {moved}.", start=start, span=span, moved=moved)


def day_words(day: date) -> str:
    """A day with its weekday: "Friday, 28 Aug 2026"."""
    return say("{weekday}, {day}", weekday=say(_WEEKDAYS[day.weekday()]), day=dates.shown(day))


def left_words(due_on: date, today: date) -> str:
    """How many days are left: "9 days left", "today", "2 days late"."""
    days = (due_on - today).days
    if days < 0:
        return say_many("{count} day late", "{count} days late", -days)
    return say_many("{count} day left", "{count} days left", days) if days else say("today")


def arrival_words(due_on: date, today: date) -> str:
    """That it has to be there, not only sent, and by when it goes to the mail; once its day is past, what may help."""
    mail = send_by(due_on)
    if due_on < today:
        return say("That day is past. A plan may take it all the same for a good reason: say the reason in the letter.")
    if mail < today:
        return say("It has to be there on that day. The mail is too slow by now: fax it, or use the portal.")
    return say(
        "It has to be there on that day; the postmark does not count. By mail: send it by {day}.", day=day_words(mail)
    )


def no_words(one: NotDenied) -> str:
    """What said no and is no denial on record yet: "Cascade Mutual did not pay $140.00, by its statement of …"."""
    payer = one.payer_name or say("The payer")
    if one.kind == "authorization":
        return say("{payer} did not grant an authorization.", payer=payer)
    day = dates.shown(one.said_on) if one.said_on else ""
    amount = money.shown(one.amount_cents)
    return say("{payer} did not pay {amount}, by its statement of {day}.", payer=payer, amount=amount, day=day)


def due_words(one: DueStep, today: date) -> str:
    """What waits, for a list: "Internal appeal due in 9 days"."""
    if one.kind == "unread":
        return say("This denial could not be read. Its day may be near: read the letter.")
    name = level_words(one.level, is_expedited=one.is_expedited)
    if one.due_on is None:
        return say("{name}: no day is known. Read the letter, or ask the plan.", name=name)
    days = (one.due_on - today).days
    said = {"answer": _answer_words, "ask": _ask_words}.get(one.kind, _own_words)
    return said(name, days)


def level_words(level: Level, *, is_expedited: bool) -> str:
    """What a step is called: "Internal appeal", "External review, expedited"."""
    name = say(LEVELS[level])
    return say("{name}, expedited", name=name) if is_expedited else name


def answer_words(answer: PlanAnswer) -> str:
    """By when the plan has to answer; where no rule says it, when to ask: a sentence."""
    day = dates.shown(answer.due_on)
    if answer.is_owed:
        return say("The plan has to answer by {day}.", day=day)
    if answer.rule:
        return say("Ask what became of it by {day}: the payer means to answer by then.", day=day)
    return say("Ask what became of it by {day}: no rule for its answer is known here.", day=day)


def step_words(one: Appeal, answer: PlanAnswer | None = None) -> str:
    """Where a step stands, a sentence or two; `answer` is what is known of the plan’s answer to it."""
    if one.outcome:
        return _outcome_words(one)
    if one.sent_on:
        told = sent_words(one)
        return say("{told} {answer}", told=told, answer=answer_words(answer)) if answer else told
    if one.due_on:
        return say("Open. It has to be there by {day}.", day=day_words(one.due_on))
    return say("Open. No day is known: read the letter.")


def sent_words(one: Appeal) -> str:
    """When and how a step went out: "Sent on 20 Nov 2026: Fax."; "" before."""
    if one.sent_on is None:
        return ""
    return say("Sent on {day}: {how}.", day=dates.shown(one.sent_on), how=say(SENT_HOW[one.sent_how]))


def _outcome_words(one: Appeal) -> str:
    day = dates.shown(one.answered_on or one.opened_on)
    told = say("{outcome} on {day}.", outcome=say(OUTCOMES[one.outcome]), day=day)
    return say("{told} It brought {amount}.", told=told, amount=money.shown(one.won_cents)) if one.won_cents else told


def _answer_words(name: str, days: int) -> str:
    if days < 0:
        return say_many("{name}: answer {count} day overdue", "{name}: answer {count} days overdue", -days, name=name)
    if not days:
        return say("{name}: answer due today", name=name)
    return say_many("{name}: answer due in {count} day", "{name}: answer due in {count} days", days, name=name)


def _ask_words(name: str, days: int) -> str:
    if days <= 0:
        return say("{name}: ask what became of it", name=name)
    return say_many("{name}: ask in {count} day", "{name}: ask in {count} days", days, name=name)


def _own_words(name: str, days: int) -> str:
    if days < 0:
        return say_many("{name}: {count} day past its date", "{name}: {count} days past its date", -days, name=name)
    if not days:
        return say("{name} due today", name=name)
    return say_many("{name} due in {count} day", "{name} due in {count} days", days, name=name)


def _kind_of_day(day: date) -> str:
    if is_business_day(day):
        return ""
    if day.weekday() > _FRIDAY:
        return say("a {weekday}", weekday=say(_WEEKDAYS[day.weekday()]))
    return say("a holiday")
