"""Reads the denials that are not closed: what comes next with each, by when, and whose appeal it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from clinic_desktop.appeals.loader.advice import advice
from clinic_desktop.appeals.loader.books import books
from clinic_desktop.appeals.loader.standing import standing_of
from clinic_desktop.appeals.rules.sending import next_step
from clinic_desktop.appeals.rules.words import level_words
from clinic_desktop.clients.model import listed_name
from clinic_desktop.reports.model import Cell, ReportColumn, ReportLine, ReportTable
from clinic_desktop.reports.queries.lines import read_lines
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.wording import mark, say

_OPEN = """
SELECT denial_rows.*, clients.given_name, clients.family_name, clients.preferred_name
FROM denial_rows JOIN clients ON clients.id = denial_rows.client_id
WHERE denial_rows.closed_on = '' ORDER BY denial_rows.id
"""
# Whose appeal it is, in a word; the page of the denial says why.
_WHOSE: Mapping[str, str] = MappingProxyType(
    {"member": mark("The client’s"), "clinic": mark("The clinic’s"), "representative": mark("A representative’s")}
)
_AMOUNT = "amount_cents"


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What comes next with a denial, and on which day, None where nobody knows it."""

    next_on: date | None
    words: str


def open_denials(read: Reader, today: date) -> ReportTable:
    """A line a denial that is not closed, by the day of what comes next; those without a day stand at the end."""
    found = read.all(_OPEN)
    known = {row["id"]: _ahead(read, row["id"], today) for row in found}
    rows = sorted(found, key=lambda row: known[row["id"]].next_on or date.max)
    columns = (
        ReportColumn(say("Day"), "day", 2, "20 Nov 2026"),
        ReportColumn(say("Client"), share=4, least="Nguyen, Rosalind"),
        ReportColumn(say("Payer"), share=4, least="Cascade Mutual", spare=3),
        ReportColumn(say("Next step"), share=5, least="Answer to: Second internal appeal"),
        ReportColumn(say("Whose appeal"), share=3, least="A representative’s", spare=2),
        # Numbers last: on paper they stand close to what follows them.
        ReportColumn(say("Not paid"), "money", 2, "$12,345.00"),
        ReportColumn(say("Days left"), "count", 1, "1,000"),
        ReportColumn(say("No."), "count", 1, "1,000", spare=1),
    )

    def lead(row: Row) -> ReportLine:
        return ReportLine(row["id"], (), part=f"{row['client_id']}/of/{row['case_id']}/denial/{row['id']}")

    def cells(row: Row) -> tuple[Cell, ...]:
        next_on = known[row["id"]].next_on
        return (
            next_on,
            listed_name(row["given_name"], row["family_name"], row["preferred_name"]),
            row["payer_name"],
            known[row["id"]].words,
            say(_WHOSE[row["whose"]]),
            row[_AMOUNT],
            (next_on - today).days if next_on else None,
            row["id"],
        )

    at = next(place for place, one in enumerate(columns) if one.kind == "money")
    total = sum(row[_AMOUNT] for row in rows)
    return ReportTable(
        "open-denials",
        say("Open denials"),
        say("Denials that are not closed, by the day of what comes next. A day that is past has days below zero."),
        columns,
        read_lines(rows, columns, lead, cells, {at: _AMOUNT}),
        say("No denial is open. What a plan said no to stands here until it is closed."),
        (None, say("Total"), None, None, None, total, None, None),
    )


def _ahead(read: Reader, denial: int, today: date) -> _Ahead:
    """What comes next with a denial: what answers it, then each step, then the plan's answer to it."""
    found = standing_of(read, denial, today)
    step = next((one for one in found.steps if not one.outcome), None)
    if step:
        name = level_words(step.level, is_expedited=step.is_expedited)
        if step.sent_on:
            return _Ahead(step.answer_due_on, say("Answer to: {level}", level=name))
        return _Ahead(step.due_on, name)
    follows = next_step(found, books())
    if not found.steps:
        known = advice().actions.get(follows.action)
        return _Ahead(follows.due_on, known.title if known else say("Not known yet"))
    if follows.level:
        return _Ahead(follows.due_on, level_words(follows.level, is_expedited=False))
    return _Ahead(None, say("No step is left: close it"))
