"""Reads the denials that are not closed: what comes next with each, by when, and whose appeal it is."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from clinic_desktop.appeals.loader.advice import advice
from clinic_desktop.appeals.rules.words import level_words
from clinic_desktop.clients.model import listed_name
from clinic_desktop.reports.model import Cell, ReportColumn, ReportLine, ReportTable
from clinic_desktop.reports.queries.lines import read_lines
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say

# The step that is open is the oldest without an outcome; its day is that of the plan's answer once it was sent.
_OPEN = """
SELECT denial_rows.*, clients.given_name, clients.family_name, clients.preferred_name,
    step.level, step.is_expedited, step.sent_on,
    EXISTS (SELECT 1 FROM appeals WHERE denial_id = denial_rows.id AND retired_at IS NULL) AS was_begun,
    CASE WHEN step.id IS NULL THEN denial_rows.due_on WHEN step.sent_on <> '' THEN step.answer_due_on
        ELSE step.due_on END AS next_on
FROM denial_rows
JOIN clients ON clients.id = denial_rows.client_id
LEFT JOIN appeals AS step ON step.id = (
    SELECT min(id) FROM appeals WHERE denial_id = denial_rows.id AND retired_at IS NULL AND outcome = '')
WHERE denial_rows.closed_on = ''
ORDER BY next_on = '', next_on, denial_rows.id
"""
# Whose appeal it is, in a word; the page of the denial says why.
_WHOSE: Mapping[str, str] = MappingProxyType(
    {"member": mark("The client’s"), "clinic": mark("The clinic’s"), "representative": mark("A representative’s")}
)
_AMOUNT = "amount_cents"


def open_denials(read: Reader, today: date) -> ReportTable:
    """A line a denial that is not closed, by the day of what comes next; those without a day stand at the end."""
    rows = read.all(_OPEN)
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
        next_on = dates.kept(row["next_on"])
        return (
            next_on,
            listed_name(row["given_name"], row["family_name"], row["preferred_name"]),
            row["payer_name"],
            _next_words(row),
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


def _next_words(row: Row) -> str:
    """What comes next with a denial: what answers it, then each step, then the plan's answer to it."""
    if row["level"]:
        name = level_words(row["level"], is_expedited=bool(row["is_expedited"]))
        return say("Answer to: {level}", level=name) if row["sent_on"] else name
    if not row["was_begun"]:
        known = advice().actions.get(row["action"])
        return known.title if known else say("Not known yet")
    if row["next_level"]:
        return level_words(row["next_level"], is_expedited=False)
    return say("No step is left: close it")
