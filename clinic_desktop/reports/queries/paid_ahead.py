"""Reads what was paid before it is used: packages, memberships and gift cards that hold something, credits on account,
and what was paid for visits to come."""

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
from clinic_desktop.values import dates
from clinic_desktop.wording import say

# What is left of each payment that was kept on account, less what of it went back; the oldest stands for its client.
_CREDITS = """
SELECT client_id, given_name, family_name, preferred_name, min(paid_on) AS since, sum(cents) AS left_cents
FROM (
    SELECT client_id, min(paid_on) AS paid_on, sum(credit_cents) AS cents FROM payments
    WHERE credit_cents <> 0 AND retired_at IS NULL GROUP BY coalesce(refunds_id, id))
JOIN clients ON clients.id = client_id
WHERE cents > 0
GROUP BY client_id
ORDER BY since, client_id
"""
_VISITS_TO_COME = """
SELECT visits.id AS visit_id, visits.case_id, cases.client_id, given_name, family_name, preferred_name,
    visits.date_of_service, min(payments.paid_on) AS since, sum(payment_shares.cents) AS left_cents
FROM visits
JOIN cases ON cases.id = visits.case_id
JOIN clients ON clients.id = cases.client_id
JOIN payment_shares ON payment_shares.visit_id = visits.id AND payment_shares.retired_at IS NULL
JOIN payments ON payments.id = payment_shares.payment_id
WHERE visits.status <> 'given' AND visits.retired_at IS NULL
GROUP BY visits.id
HAVING sum(payment_shares.cents) <> 0
ORDER BY visits.date_of_service, visits.id
"""


def paid_ahead(read: Reader, today: date) -> ReportTable:
    """A line for each that holds something, what expires first on top, then credits and visits to come; a gift card of
    nobody on record leads to its page beside the report."""
    held, kept, to_come = holding(read), read.all(_CREDITS), read.all(_VISITS_TO_COME)
    names = _names(read)
    columns = (
        ReportColumn(say("Paid by"), share=5, least="Nguyễn, Rosalin"),
        ReportColumn(say("What"), share=5, least="Gift card, no. GC-0147"),
        ReportColumn(say("Since"), "day", 2, "20 Nov 2026", spare=1),
        ReportColumn(say("Used"), share=4, least="$140.00 of $500.00 used"),
        ReportColumn(say("Last day"), "day", 2, "20 Nov 2026"),
        ReportColumn(say("State"), share=4, least="$140.00 not paid yet"),
        ReportColumn(say("Left"), "money", 2, "$12,345.00"),
    )
    sums = {len(columns) - 1: "left_cents"}
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

    further = [*kept, *to_come]
    for at, row in enumerate(further, max((row["id"] for row in held), default=0) + 1):
        row["line"] = at
    lines = (
        *read_lines(held, columns, _lead, cells, sums),
        *read_lines(further, columns, _lead_further, _further, sums),
    )
    bars = _bars(read_whole, today)
    for words, rows in ((say("Credit on account"), kept), (say("Visits to come"), to_come)):
        if rows:
            bars.append((words, [0, 0, _left(rows)]))
    parts = (
        say("Expires within {days} days, or did", days=SOON_DAYS),
        say("Expires later"),
        say("Does not expire"),
    )
    return ReportTable(
        "paid-ahead",
        say("Paid ahead"),
        say(
            "What is left on packages, memberships and gift cards, credits on account, and what was paid for visits to"
            " come. What expires first stands on top."
        ),
        columns,
        lines,
        say("Nothing was paid ahead that is not used. Packages are sold on the page Money of a chart."),
        (say("Total"), *[None] * 5, _left(held) + _left(further)),
        chart_of(say("Paid ahead by what it is and when it expires"), parts, bars),
    )


def _lead(row: Row) -> ReportLine:
    if row["client_id"]:
        return ReportLine(row["id"], (), part=f"{row['client_id']}/prepaid/{row['id']}")
    return ReportLine(row["id"], (), part=f"prepaids/{row['id']}", place="reports")


def _lead_further(row: Row) -> ReportLine:
    visit = row.get("visit_id")
    part = f"of/{row['case_id']}/visit/{visit}" if visit else "money"
    return ReportLine(row["line"], (), part=f"{row['client_id']}/{part}")


def _further(row: Row) -> tuple[Cell, ...]:
    """A credit, or what was paid for a visit to come; raises ValueError where a day of it is none."""
    what, state = say("Credit on account"), say("For later visits")
    if "visit_id" in row:
        what = say("Visit of {day}", day=dates.shown(date.fromisoformat(row["date_of_service"])))
        state = say("To come")
    name = listed_name(row["given_name"], row["family_name"], row["preferred_name"])
    return (name, what, date.fromisoformat(row["since"]), "", None, state, row["left_cents"])


def _left(rows: Sequence[Row]) -> int:
    return sum(int(row["left_cents"]) for row in rows)


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
