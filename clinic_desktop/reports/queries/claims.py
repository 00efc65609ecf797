"""Reads a line for each open claim: how far it is used, what is due, what is open, and who owes an answer."""

from datetime import date

from clinic_desktop.authorizations.queries import burn_down_of
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import listed_name
from clinic_desktop.coverage.queries.kept import kept_answers
from clinic_desktop.practice.queries import practice
from clinic_desktop.progress.loader import report_intervals
from clinic_desktop.progress.queries import report_due, reports_of
from clinic_desktop.progress.rules.due import interval_for
from clinic_desktop.referrals.queries import prescription_page
from clinic_desktop.reports.model import Cell, ReportColumn, ReportLine, ReportTable
from clinic_desktop.reports.queries.accounts import OPEN_VISITS
from clinic_desktop.reports.queries.lines import read_lines
from clinic_desktop.reports.rules.claims import answer_words, limit_words, visits_words, waiting_words
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.submissions.queries.waiting import unanswered
from clinic_desktop.visits.queries.orders import uses_of
from clinic_desktop.visits.rules.renewing import counting
from clinic_desktop.wording import say

# Open claims with a number, after an accident or an injury. An answer is what came in from payer or adjuster, and what
# was said when one of them was called or met, and what their benefit statements say. Values: today.
_CLAIMS = f"""
SELECT cases.id, cases.client_id, cases.kind, cases.reason, cases.claim_number, cases.adjuster_name,
    cases.adjuster_phone, clients.given_name, clients.family_name, clients.preferred_name,
    coalesce((
        SELECT payers.name FROM policies JOIN payers ON payers.id = policies.payer_id
        WHERE policies.case_id = cases.id AND policies.retired_at IS NULL
            AND (policies.ends_on = '' OR policies.ends_on >= ?1)
            AND (policies.effective_on = '' OR policies.effective_on <= ?1)
        ORDER BY policies.place, policies.id LIMIT 1), '') AS payer_name,
    coalesce(given.visits, 0) AS visits, coalesce(given.billed, 0) AS billed,
    coalesce(given.charged, 0) - coalesce(given.written_off, 0) - coalesce(owed.open_cents, 0) AS paid,
    coalesce(owed.open_cents, 0) AS open_cents,
    max(coalesce((
        SELECT max(contacted_on) FROM contacts
        WHERE contacts.case_id = cases.id AND contacts.retired_at IS NULL AND struck_on = ''
            AND party IN ('payer', 'adjuster') AND (direction = 'in' OR kind IN ('call', 'in_person'))), ''),
    coalesce((
        SELECT max(received_on) FROM benefit_statements
        WHERE benefit_statements.case_id = cases.id AND benefit_statements.retired_at IS NULL), '')) AS answered_on,
    coalesce((
        SELECT due_on || ' ' || todo FROM contacts
        WHERE contacts.case_id = cases.id AND contacts.retired_at IS NULL AND struck_on = '' AND todo <> ''
            AND done_on = '' AND party IN ('payer', 'adjuster')
        ORDER BY due_on, id LIMIT 1), '') AS asked,
    coalesce((
        SELECT due_on || ' ' || words FROM follow_ups
        WHERE follow_ups.case_id = cases.id AND follow_ups.retired_at IS NULL AND done_on = ''
        ORDER BY due_on, id LIMIT 1), '') AS step
FROM cases
JOIN clients ON clients.id = cases.client_id
LEFT JOIN (
    SELECT case_id, count(*) AS visits, sum(charged_cents) AS charged,
        sum(CASE WHEN superbill <> 0 OR statement <> 0 THEN charged_cents ELSE 0 END) AS billed,
        sum(coalesce((
            SELECT sum(write_offs.cents) FROM write_offs
            WHERE write_offs.visit_id = visits.id AND write_offs.retired_at IS NULL), 0)) AS written_off
    FROM visits WHERE retired_at IS NULL AND status = 'given' GROUP BY case_id) AS given ON given.case_id = cases.id
LEFT JOIN (SELECT case_id, sum(open_cents) AS open_cents FROM ({OPEN_VISITS}) GROUP BY case_id) AS owed
    ON owed.case_id = cases.id
WHERE cases.retired_at IS NULL AND cases.closed_on = '' AND clients.retired_at IS NULL
    AND cases.kind IN ('auto', 'work', 'accident') AND cases.claim_number <> ''
ORDER BY clients.sort_name, cases.id
"""  # noqa: S608 - constants
# Where they stand in a line.
_SUMS = {8: "billed", 9: "paid", 10: "open_cents"}


def open_claims(read: Reader, today: date) -> ReportTable:
    """A line for each open claim: auto, work and other accident cases that have a claim number and are not closed."""
    rows = read.all(_CLAIMS, today.isoformat())
    state, columns = practice(read).state, _columns()
    lines = read_lines(rows, columns, _lead, lambda row: _cells(read, row, state, today), _SUMS)
    sums = [sum(row[name] for row in rows) for name in _SUMS.values()]
    return ReportTable(
        "open-claims",
        say("Open claims"),
        say("Auto, work and other accident cases with a claim number that are not closed."),
        columns,
        lines,
        say("No claim is open. A case after an accident or an injury stands here once it has its claim number."),
        (say("Total"), *[None] * 7, *sums, None, None),
    )


def _columns() -> tuple[ReportColumn, ...]:
    return (
        ReportColumn(say("Client"), share=5, least="Nguyễn, Rosalind R"),
        ReportColumn(say("Payer"), share=5, least="Cascade Mutual", beside=True),
        ReportColumn(say("Claim"), share=3, least="CM-0019777", spare=1, beside=True),
        ReportColumn(say("Adjuster"), share=4, least="Dana Whitlock, (206) 555-0152", spare=2, beside=True),
        ReportColumn(say("Visits"), "used", 2, "10 of 12"),
        ReportColumn(say("Limit left"), share=3, least="12 visits authorized", spare=4, beside=True),
        ReportColumn(say("Report due"), "day", 2, "20 Nov 2026", spare=7),
        ReportColumn(say("Prescription to"), "day", 2, "20 Nov 2026"),
        ReportColumn(say("Billed"), "money", 2, "$1,234.00", spare=3),
        ReportColumn(say("Paid"), "money", 2, "$123,456.00"),
        ReportColumn(say("Open"), "money", 2, "$123,456.00"),
        ReportColumn(say("Waits for"), share=4, least="Ask Dana for the letter", spare=5, beside=True),
        ReportColumn(say("Last answer"), share=2, least="120 days ago", spare=6, beside=True),
    )


def _lead(row: Row) -> ReportLine:
    return ReportLine(row["id"], (), part=f"{row['client_id']}/of/{row['id']}/summary")


def _cells(read: Reader, row: Row, state: str, today: date) -> tuple[Cell, ...]:
    case = CaseId(row["id"])
    reports = reports_of(read, case)
    due = report_due(read, case, interval_for(report_intervals(), row["kind"], state), reports)
    papers = prescription_page(read, case).rows
    paper = counting(papers, uses_of(read, case, papers), today) if papers else None
    answers = {one.key: one.spelled for one in kept_answers(read, case)}
    running = [
        one
        for one in burn_down_of(read, (case,), today).get(case, ())
        if one.row.status == "granted" and one.state != "ended"
    ]
    adjuster = ", ".join(part for part in (row["adjuster_name"], row["adjuster_phone"]) if part)
    answered = row["answered_on"]
    return (
        listed_name(row["given_name"], row["family_name"], row["preferred_name"]),
        row["payer_name"],
        row["claim_number"],
        adjuster,
        visits_words(row["visits"], running, answers),
        limit_words(running, answers),
        due[0] if due else None,
        paper.expires_on if paper else None,
        row["billed"],
        row["paid"],
        row["open_cents"],
        waiting_words(row["asked"], row["step"], answer_words(unanswered(read, today, case=case, days=0))),
        _ago((today - date.fromisoformat(answered)).days) if answered else say("none yet"),
    )


def _ago(days: int) -> str:
    return say("{days} days ago", days=days) if days > 1 else (say("yesterday") if days == 1 else say("today"))
