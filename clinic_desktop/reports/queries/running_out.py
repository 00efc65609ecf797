"""Reads what runs out, by the one rule that Today has for each: authorizations, prescriptions, policies."""

import sys
from datetime import date

from clinic_desktop.authorizations.model import ReportedAuthorization
from clinic_desktop.authorizations.queries import authorization_report
from clinic_desktop.reports.model import ReportColumn, ReportLine, ReportTable
from clinic_desktop.store.paging import Cursor
from clinic_desktop.store.reader import Reader
from clinic_desktop.today.model import Due, NearlyUsed
from clinic_desktop.today.queries.prescriptions import prescriptions_ending, prescriptions_nearly_used
from clinic_desktop.today.queries.running_out import policies_ending
from clinic_desktop.values import dates
from clinic_desktop.wording import say, say_many


def all_authorizations(read: Reader, today: date, which: str) -> tuple[ReportedAuthorization, ...]:
    """Every line of the report on authorizations, for paper and files: the screen reads them page by page."""
    found: list[ReportedAuthorization] = []
    after: Cursor | None = None
    while True:
        some = authorization_report(read, today, after, which=which)
        found += some.rows
        after = some.after
        if after is None:
            return tuple(found)


def prescriptions(read: Reader, today: date) -> ReportTable:
    """The prescriptions that ended or run out, by their days and by their visits; what ended first on top."""
    ending = prescriptions_ending(read, today, sys.maxsize)
    used = prescriptions_nearly_used(read, today, sys.maxsize)
    lines = [_ending(at, one, today) for at, one in enumerate(ending, 1)]
    lines += [_used(at, one) for at, one in enumerate(used, len(lines) + 1)]
    return ReportTable(
        "prescriptions",
        say("Prescriptions"),
        say("Of open cases that a payer pays for. They are the ones that Today asks to renew."),
        (
            ReportColumn(say("Client"), share=5),
            ReportColumn(say("For"), share=4),
            ReportColumn(say("By"), share=4),
            ReportColumn(say("Ends"), "day", 2, "20 Nov 2026"),
            ReportColumn(say("Visits left"), "used", 2, "10 of 12"),
            ReportColumn(say("What runs out"), share=4),
        ),
        tuple(lines),
        say("No prescription is running out. One is listed here 14 days or 2 visits before its end."),
    )


def policies(read: Reader, today: date) -> ReportTable:
    """The policies that ended or are about to, where no other one of the case goes on."""
    found = policies_ending(read, today, sys.maxsize)
    lines = tuple(
        ReportLine(
            at,
            (one.client_name, one.reason, one.payer_name, one.ends_on, _days_words(one.ends_on, today)),
            part=one.part.removesuffix("/policy/new") + "/coverage",
        )
        for at, one in enumerate(found, 1)
    )
    return ReportTable(
        "policies",
        say("Policies"),
        say("Of open cases whose client came in the last 60 days or is going to come, where no other policy goes on."),
        (
            ReportColumn(say("Client"), share=5),
            ReportColumn(say("For"), share=4),
            ReportColumn(say("Payer"), share=4),
            ReportColumn(say("Ends"), "day", 2, "20 Nov 2026"),
            ReportColumn(say("What runs out"), share=4),
        ),
        lines,
        say("No policy is running out. One is listed here 14 days before its last day."),
    )


def _ending(row: int, one: Due, today: date) -> ReportLine:
    words = _days_words(one.expires_on, today)
    if one.next_on:
        words = say("{ended}; the next one begins {day}", ended=words, day=dates.shown(one.next_on))
    cells = (one.client_name, one.reason, one.called, one.expires_on, "", words)
    return ReportLine(row, cells, part=f"{one.client}/of/{one.case}/prescription/{one.prescription}")


def _used(row: int, one: NearlyUsed) -> ReportLine:
    left = max(0, one.left)
    words = say_many("1 visit left", "{count} visits left", left) if left else say("Its visits are used up")
    shown = say("{left} of {ordered}", left=left, ordered=one.ordered)
    cells = (one.client_name, one.reason, one.called, None, shown, words)
    return ReportLine(row, cells, part=f"{one.client}/of/{one.case}/prescription/{one.prescription}")


def _days_words(last: date, today: date) -> str:
    days = (last - today).days
    if days < 0:
        return say_many("Ended yesterday", "Ended {count} days ago", -days)
    return say_many("1 day left", "{count} days left", days) if days else say("Ends today")
