"""What a line of an open claim says of its limits, and of whom one waits for."""

from collections.abc import Mapping, Sequence
from datetime import date

from clinic_desktop.authorizations.model import BurnDown
from clinic_desktop.submissions.model import Unanswered
from clinic_desktop.values import dates, money
from clinic_desktop.values.money import parse_cents
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say, say_many


def visits_words(given: int, running: Sequence[BurnDown], answers: Mapping[str, str]) -> str:
    """How many visits are used, of how many where an authorization or the plan says so: "6 of 12"."""
    for one in running:
        if one.row.counts == "visits" and one.row.granted:
            return say("{used} of {granted}", used=one.used, granted=one.row.granted)
    limit = _number(answers.get("benefit.visit_limit", ""))
    if limit:
        used = _number(answers.get("benefit.visits_used", ""))
        return say("{used} of {granted}", used=given if used is None else used, granted=limit)
    return str(given)


def limit_words(running: Sequence[BurnDown], answers: Mapping[str, str]) -> str:
    """What is left of authorizations, of the visits of the plan, and of its money, as far as it is known."""
    found = []
    for one in running:
        if one.left is not None:
            left = max(0, one.left)
            if one.row.counts == "units":
                found.append(say_many("1 unit authorized", "{count} units authorized", left))
            else:
                found.append(say_many("1 visit authorized", "{count} visits authorized", left))
    cents = _cents(answers.get("claim.limit_left", ""))
    if cents is None:
        cap, used = (_cents(answers.get(f"benefit.{key}", "")) for key in ("dollar_cap", "dollar_used"))
        cents = None if cap is None or used is None else max(0, cap - used)
    if cents is not None:
        found.append(say("{amount} of its money", amount=money.shown(cents)))
    return ", ".join(found)


def answer_words(bills: Sequence[Unanswered]) -> str:
    """What the plan owes an answer on, as `waiting_words` takes it: by when somebody asks for it, and the oldest of
    these bills; "" where none waits."""
    if not bills:
        return ""
    oldest, more = min(bills, key=lambda one: (one.due_on, one.number)), len(bills) - 1
    said = {
        "statement": say("An answer to statement {number}", number=oldest.number),
        "superbill": say("An answer to superbill {number}", number=oldest.number),
    }
    words = say("{first} and {count} more", first=said[oldest.kind], count=more) if more else said[oldest.kind]
    return f"{oldest.due_on.isoformat()} {words}"


def waiting_words(*waiting: str) -> str:
    """The first that is due of what is asked for, each as "2026-11-30 The letter"; "" where nothing is."""
    first = min((one for one in waiting if one), default="")
    if not first:
        return ""
    day, _, words = first.partition(" ")
    return say("{what} (by {day})", what=words, day=dates.shown(date.fromisoformat(day)))


def _number(spelled: str) -> int | None:
    return int(spelled) if spelled.isdecimal() and spelled.isascii() else None


def _cents(spelled: str) -> int | None:
    """An amount as an answer keeps it; None for "unknown", and where there is no limit."""
    try:
        return parse_cents(spelled)
    except Unreadable:
        return None
