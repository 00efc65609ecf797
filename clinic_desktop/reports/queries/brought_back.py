"""Reads what superbills brought back: per payer and therapist what was billed, answered, allowed, and paid."""

from datetime import date

from clinic_desktop.benefit_statements.queries.coordinated import COORDINATED
from clinic_desktop.clients.model import listed_name
from clinic_desktop.practice.model import printed_name
from clinic_desktop.reports.model import Cell, Period, ReportAsked, ReportColumn, ReportLine, ReportTable
from clinic_desktop.reports.queries.lines import read_lines
from clinic_desktop.reports.rules.charts import chart_of
from clinic_desktop.reports.rules.periods import period_words
from clinic_desktop.reports.rules.shares import percent
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.wording import say

# Each superbill that stands, with what statements say about its visits. A visit is on one live superbill at most, so
# every answer counts once; one to a bill voided since counts for the bill that replaced it. Of two statements of one
# payer about the same service the later one counts; what two plans answered is added up as COORDINATED says.
# Values: first day, last day of issue.
_BILLS = f"""
SELECT bills.id, bills.number, bills.issued_on, bills.client_id, bills.case_id, bills.charged_cents AS billed,
    bills.therapist_id, coalesce(policies.payer_id, 0) AS payer_id,
    count(answers.id) AS answers, coalesce(max(answers.received_on), '') AS answered_on,
    coalesce(sum(answers.allowed_cents), 0) AS allowed,
    coalesce(sum(CASE answers.paid_to WHEN 'client' THEN answers.paid_cents ELSE 0 END), 0) AS paid
FROM bills
LEFT JOIN policies ON policies.id = bills.policy_id
LEFT JOIN bill_visits ON bill_visits.bill_id = bills.id AND bill_visits.retired_at IS NULL
LEFT JOIN ({COORDINATED}) AS answers ON answers.visit_id = bill_visits.visit_id
WHERE bills.kind = 'superbill' AND bills.voided_on = '' AND bills.issued_on BETWEEN ?1 AND ?2
GROUP BY bills.id
"""  # noqa: S608 - constants
# Values: also today.
_BY_PAYER = f"""
SELECT found.payer_id, found.therapist_id, coalesce(payers.name, '') AS payer_name, therapists.given_name,
    therapists.family_name, therapists.designation, count(*) AS superbills, sum(billed) AS billed,
    sum(answers > 0) AS answered, sum(CASE WHEN answers > 0 THEN billed ELSE 0 END) AS answered_billed,
    sum(allowed) AS allowed, sum(paid) AS paid, sum(answers = 0) AS waiting,
    coalesce(max(CASE WHEN answers = 0 THEN CAST(julianday(?3) - julianday(issued_on) AS INTEGER) END), -1) AS oldest
FROM ({_BILLS}) AS found
JOIN therapists ON therapists.id = found.therapist_id
LEFT JOIN payers ON payers.id = found.payer_id
GROUP BY found.payer_id, found.therapist_id
ORDER BY sum(sum(billed)) OVER (PARTITION BY found.payer_id) DESC, found.payer_id, billed DESC, found.therapist_id
"""  # noqa: S608 - constants
_BEHIND = f"""
SELECT found.*, clients.given_name, clients.family_name, clients.preferred_name
FROM ({_BILLS}) AS found JOIN clients ON clients.id = found.client_id
WHERE payer_id = ?3 AND therapist_id = ?4
ORDER BY issued_on, number
"""  # noqa: S608 - constants
_SUMS = ("superbills", "billed", "answered", "allowed", "paid")


def brought_back(read: Reader, today: date, period: Period) -> ReportTable:
    """A line for each payer and therapist whose superbills were issued within the period and stand."""
    days = period.first.isoformat(), period.last.isoformat()
    rows = read.all(_BY_PAYER, *days, today.isoformat())
    lines = tuple(
        ReportLine(
            at,
            (_payer(row), _therapist(row), *_figures(row)),
            behind=ReportAsked("superbills", period=period, behind=f"{row['payer_id']}/{row['therapist_id']}"),
        )
        for at, row in enumerate(rows, 1)
    )
    names = (*_SUMS, "answered_billed", "waiting")
    whole: Row = {name: sum(row[name] for row in rows) for name in names}
    whole["oldest"] = max((row["oldest"] for row in rows), default=-1)
    parts = (say("Paid to the client"), say("Answered, not paid to the client"), say("No answer yet"))
    return ReportTable(
        "superbills",
        say("What superbills brought back: {period}", period=period_words(period)),
        say(
            "Superbills issued in the period that stand. The percentage is of those that were answered. Where two plans"
            " answered a visit, what is allowed counts once, as the plan has it that pays first."
        ),
        (
            ReportColumn(say("Payer"), share=5, least="Northern Harbor Health Trust"),
            ReportColumn(say("Therapist"), share=4, least="Rosalind Nguyen-Hall, LMT"),
            ReportColumn(say("Superbills"), "count", 1, "1,000", spare=4),
            ReportColumn(say("Billed"), "money", 2, "$12,345.00"),
            ReportColumn(say("Answered"), "count", 1, "1,000", spare=1),
            ReportColumn(say("Allowed"), "money", 2, "$12,345.00", spare=2),
            ReportColumn(say("Paid to client"), "money", 2, "$12,345.00"),
            ReportColumn(say("Percent"), "percent", 1, "100%"),
            ReportColumn(say("No answer"), "count", 1, "1,000", spare=5),
            ReportColumn(say("Oldest, days"), "count", 1, "1,000", spare=3),
        ),
        lines,
        say("No superbill was issued in this period. What plans paid back for them stands here."),
        (say("Total"), None, *_figures(whole)),
        chart_of(say("What superbills brought back, of what was billed"), parts, _bars(rows), say("All others")),
    )


def superbills_behind(read: Reader, today: date, period: Period, behind: str) -> ReportTable:
    """The superbills of a line, by the day of issue; `behind` is "payer/therapist" by their rows."""
    payer, therapist = map(int, behind.split("/"))
    rows = read.all(_BEHIND, period.first.isoformat(), period.last.isoformat(), payer, therapist)
    columns = (
        ReportColumn(say("Number"), "count", 1, "100,000"),
        ReportColumn(say("Client"), share=5),
        ReportColumn(say("Issued"), "day", 2, "20 Nov 2026"),
        ReportColumn(say("Billed"), "money", 2, "$1,234.00"),
        ReportColumn(say("Answered"), "day", 2, "20 Nov 2026"),
        ReportColumn(say("Allowed"), "money", 2, "$1,234.00"),
        ReportColumn(say("Paid to client"), "money", 2, "$1,234.00"),
        ReportColumn(say("Days without answer"), "count", 2, "1,000"),
    )

    def lead(row: Row) -> ReportLine:
        return ReportLine(row["id"], (), part=str(row["id"]), place="superbills")

    def cells(row: Row) -> tuple[Cell, ...]:
        issued = date.fromisoformat(row["issued_on"])
        known = (row["number"], listed_name(row["given_name"], row["family_name"], row["preferred_name"]), issued)
        if not row["answers"]:
            return (*known, row["billed"], None, None, None, max(0, (today - issued).days))
        return (*known, row["billed"], date.fromisoformat(row["answered_on"]), row["allowed"], row["paid"], None)

    lines = read_lines(rows, columns, lead, cells, {0: "number", 3: "billed", 5: "allowed", 6: "paid"})
    sums = {name: sum(row[name] for row in rows) for name in ("billed", "allowed", "paid")}
    return ReportTable(
        "superbills-behind",
        say("Superbills: {period}", period=period_words(period)),
        say("The superbills behind the sum, by the day of issue."),
        columns,
        lines,
        say("No superbill stands here any more."),
        (None, say("Total"), None, sums["billed"], None, sums["allowed"], sums["paid"], None),
    )


def _figures(row: Row) -> tuple[int | None, ...]:
    oldest = row["oldest"]
    return (
        *(row[name] for name in _SUMS),
        percent(row["paid"], row["answered_billed"]),
        row["waiting"],
        max(0, oldest) if row["waiting"] else None,
    )


def _bars(rows: list[Row]) -> list[tuple[str, list[int]]]:
    """A bar a payer, all therapists together."""
    bars: dict[str, list[int]] = {}
    for row in rows:
        answered = row["answered_billed"]
        parts = (row["paid"], max(0, answered - row["paid"]), row["billed"] - answered)
        bar = bars.setdefault(_payer(row), [0, 0, 0])
        for at, cents in enumerate(parts):
            bar[at] += cents
    return list(bars.items())


def _payer(row: Row) -> str:
    return str(row["payer_name"]) or say("Without a policy")


def _therapist(row: Row) -> str:
    return printed_name(row["given_name"], row["family_name"], row["designation"])
