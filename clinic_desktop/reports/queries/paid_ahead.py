"""Reads what was sold before it was used and still holds something: packages, memberships and gift cards."""

from collections.abc import Mapping, Sequence
from datetime import date

from clinic_desktop.clients.model import listed_name
from clinic_desktop.prepaid.model import KINDS, Prepaid
from clinic_desktop.prepaid.queries import holding, prepaid_of
from clinic_desktop.prepaid.rules import SOON_DAYS, ends_soon, prepaid_title, state_words, used_words
from clinic_desktop.reports.model import Cell, ReportColumn, ReportLine, ReportTable
from clinic_desktop.reports.queries.lines import read_lines
from clinic_desktop.reports.rules.charts import chart_of
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.wording import say


def paid_ahead(read: Reader, today: date) -> ReportTable:
    """A line for each that holds something, what expires first on top; a gift card of nobody on record leads to its
    page beside the report."""
    held = holding(read)
    names = _names(read)
    columns = (
        ReportColumn(say("Bought by"), share=5, least="Nguyễn, Rosalin"),
        ReportColumn(say("What"), share=5, least="Gift card, no. GC-0147"),
        ReportColumn(say("Sold on"), "day", 2, "20 Nov 2026", spare=1),
        ReportColumn(say("Used"), share=4, least="$140.00 of $500.00 used"),
        ReportColumn(say("Last day"), "day", 2, "20 Nov 2026"),
        ReportColumn(say("State"), share=4, least="$140.00 not paid yet"),
        ReportColumn(say("Left"), "money", 2, "$12,345.00"),
    )
    read_whole: list[Prepaid] = []

    def cells(row: Row) -> tuple[Cell, ...]:
        one = prepaid_of(row)
        read_whole.append(one)
        return (
            names[one.client] if one.client else one.bought_by,
            prepaid_title(one),
            one.sold_on,
            used_words(one),
            one.expires_on,
            state_words(one, today)[0],
            one.left_cents,
        )

    lines = read_lines(held, columns, _lead, cells, {len(columns) - 1: "left_cents"})
    parts = (
        say("Expires within {days} days, or did", days=SOON_DAYS),
        say("Expires later"),
        say("Does not expire"),
    )
    return ReportTable(
        "paid-ahead",
        say("Paid ahead"),
        say("What is left on packages, memberships and gift cards. What expires first stands on top."),
        columns,
        lines,
        say("Nothing that was sold holds anything now. Packages are sold on the page Money of a chart."),
        (say("Total"), *[None] * 5, sum(row["left_cents"] for row in held)),
        chart_of(say("Paid ahead by what was sold and when it expires"), parts, _bars(read_whole, today)),
    )


def _lead(row: Row) -> ReportLine:
    if row["client_id"]:
        return ReportLine(row["id"], (), part=f"{row['client_id']}/prepaid/{row['id']}")
    return ReportLine(row["id"], (), part=f"prepaids/{row['id']}", place="reports")


def _names(read: Reader) -> Mapping[int, str]:
    sql = (
        "SELECT id, given_name, family_name, preferred_name FROM clients"
        " WHERE id IN (SELECT client_id FROM prepaids WHERE retired_at IS NULL)"
    )
    return {
        row["id"]: listed_name(row["given_name"], row["family_name"], row["preferred_name"]) for row in read.all(sql)
    }


def _bars(held: Sequence[Prepaid], today: date) -> list[tuple[str, list[int]]]:
    """A bar a kind."""
    bars = {kind: [0, 0, 0] for kind in KINDS}
    for one in held:
        place = 2 if one.expires_on is None else 0 if ends_soon(one, today) else 1
        bars[one.kind][place] += one.left_cents
    return [(say(KINDS[kind]), amounts) for kind, amounts in bars.items() if any(amounts)]
