"""Which days a month end is about, and what its folder and files are called. No name of a client is in them."""

from calendar import monthrange
from datetime import date, timedelta

from clinic_desktop.month_end.model import Batch, MonthRow, MonthSpan
from clinic_desktop.superbills.model.bill import Kind
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.wording import say

# In the first days of a month Today reminds of the month before.
FIRST_DAYS = 10
_JANUARY, _DECEMBER = 1, 12


def month_of(day: date) -> MonthSpan:
    """The month that a day is in."""
    return MonthSpan(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def year_of(day: date) -> MonthSpan:
    """The year that a day is in."""
    return MonthSpan(date(day.year, _JANUARY, 1), date(day.year, _DECEMBER, 31))


def before(span: MonthSpan) -> MonthSpan:
    """The month, or the year, before this one."""
    last = span.first - timedelta(1)
    return year_of(last) if is_year(span) else month_of(last)


def after(span: MonthSpan) -> MonthSpan:
    """The month, or the year, after this one."""
    first = span.last + timedelta(1)
    return year_of(first) if is_year(span) else month_of(first)


def last_span(batch: Batch, today: date) -> MonthSpan:
    """What is offered first: the last month that is over, of receipts the last year."""
    return before(month_of(today)) if batch == "month" else before(year_of(today))


def is_month(span: MonthSpan) -> bool:
    """Whether it is one month, whole."""
    return span == month_of(span.first)


def is_year(span: MonthSpan) -> bool:
    """Whether it is one year, whole."""
    return span == year_of(span.first)


def span_words(span: MonthSpan) -> str:
    """What people call it: "October 2026", "2026", "12 Oct 2026 – 20 Nov 2026"."""
    if is_month(span):
        return dates.month_year(span.first)
    if is_year(span):
        return str(span.first.year)
    return say("{first} – {last}", first=dates.shown(span.first), last=dates.shown(span.last))


def typed_span(first: str, last: str, today: date) -> MonthSpan:
    """The days that were typed; raises Refused at "first" or "last"."""
    found = Problems()
    days: dict[str, date] = {}
    for field, typed in (("first", first), ("last", last)):
        try:
            days[field] = dates.parse_date(typed, today)
        except Unreadable as unreadable:
            found.add(field, unreadable.words)
    if len(days) == len(("first", "last")) and days["last"] < days["first"]:
        found.add("last", say("The last day is before the first one."))
    found.refuse()
    return MonthSpan(days["first"], days["last"])


def span_year(row: MonthRow) -> int:
    """The year of a year receipt."""
    assert row.first_day, row.id
    return row.first_day.year


def folder_name(batch: Batch, span: MonthSpan) -> str:
    """The dated folder: "2026-10 month end", "2026 year-end receipts"."""
    if batch == "year":
        return say("{year} year-end receipts", year=str(span.first.year))
    if is_month(span):
        return say("{days} month end", days=f"{span.first:%Y-%m}")
    return say("{days} month end", days=f"{span.first} – {span.last}")


def paper_name(kind: Kind, number: int) -> str:
    """The file of one document, as its own page proposes it: "superbill-1001.pdf"."""
    return f"{kind.replace('_', '-')}-{number}.pdf"
