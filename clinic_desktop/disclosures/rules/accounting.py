"""Which disclosures a client is owed an account of, and for how long (45 CFR 164.528)."""

from datetime import date

from clinic_desktop.disclosures.model import ACCOUNTED_YEARS
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.typed_days import past_day
from clinic_desktop.wording import say

# 45 CFR 164.528(a)(1)(i) and (iv): treatment, payment, operations; what an authorization allows.
_LEFT_OUT = ("treatment", "payment", "operations", "authorized")


def is_accountable(party: str, purpose: str) -> bool:
    """Whether an accounting must name what was told to this kind of recipient for that purpose.

    Not what the client got themselves (164.528(a)(1)(ii)), nor what was for treatment, payment or running the clinic,
    or what they signed an authorization for. What went to somebody else at the client's word alone is named: without
    the signed form nothing says that it may be left out.
    """
    return party != "client" and purpose not in _LEFT_OUT


def accounted_since(asked_on: date) -> date:
    """The first day that an accounting asked for on that day goes back to: six years, from 29 Feb to 28 Feb."""
    year = asked_on.year - ACCOUNTED_YEARS
    try:
        return asked_on.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def accounting_span(since: str, until: str, today: date) -> tuple[date, date]:
    """The first and the last day typed for an accounting, empty for six years until today; raises Refused."""
    found = Problems()
    first = past_day(found, "since", since, today)
    last = past_day(found, "until", until, today)
    if first and last and last < first:
        found.add("until", say("This is before the first day."))
    found.refuse()
    last = last or today
    first = first or accounted_since(last)
    if last < first:
        found.add("since", say("This is after the last day."))
    found.refuse()
    return first, last
