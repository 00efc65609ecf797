"""Reads what is outstanding, by who owes it and how long ago the treatment was; and the visits behind it."""

from datetime import date

from clinic_desktop.clients.model import listed_name
from clinic_desktop.practice.model import printed_name
from clinic_desktop.reports.model import AGES, Cell, ReportAsked, ReportColumn, ReportLine, ReportTable
from clinic_desktop.reports.queries.accounts import OWED_VISITS
from clinic_desktop.reports.queries.lines import read_lines
from clinic_desktop.reports.rules.charts import chart_of
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.wording import say

# Values: today. The age of a visit that lies ahead of a clock set back is none.
_BY_PAYER = f"""
SELECT owed_by, coalesce(payers.name, '') AS name, coalesce(payers.sort_name, '') AS sort_name, count(*) AS visits,
    sum(CASE WHEN age <= 30 THEN open_cents ELSE 0 END) AS age_0,
    sum(CASE WHEN age BETWEEN 31 AND 60 THEN open_cents ELSE 0 END) AS age_1,
    sum(CASE WHEN age BETWEEN 61 AND 90 THEN open_cents ELSE 0 END) AS age_2,
    -- A day that cannot be read is old: nobody asked about it since.
    sum(CASE WHEN age > 90 OR age IS NULL THEN open_cents ELSE 0 END) AS age_3,
    sum(open_cents) AS open_cents
FROM (SELECT owed.*, CAST(julianday(?1) - julianday(date_of_service) AS INTEGER) AS age FROM ({OWED_VISITS}) AS owed)
LEFT JOIN payers ON payers.id = owed_by
GROUP BY owed_by
ORDER BY open_cents DESC, owed_by
"""  # noqa: S608 - constants
# Values: who owes it.
_VISITS = f"""
SELECT owed.*, clients.given_name, clients.family_name, clients.preferred_name, cases.reason,
    therapists.given_name AS therapist_given, therapists.family_name AS therapist_family, therapists.designation
FROM ({OWED_VISITS}) AS owed
JOIN cases ON cases.id = owed.case_id
JOIN clients ON clients.id = owed.client_id
JOIN therapists ON therapists.id = owed.therapist_id
WHERE owed_by = ?1
ORDER BY owed.date_of_service, owed.id
"""  # noqa: S608 - constants
_SUMS = ("charged_cents", "paid_cents", "written_off_cents", "open_cents")


def outstanding(read: Reader, today: date) -> ReportTable:
    """Who owes how much of the visits given until today, by the age of the visit; the most first."""
    rows = read.all(_BY_PAYER, today.isoformat())
    ages = tuple(say(words) for _, words in AGES)
    lines = tuple(
        ReportLine(
            place,
            (
                _owner(row["owed_by"], row["name"]),
                row["visits"],
                *(row[f"age_{age}"] for age in range(len(AGES))),
                row["open_cents"],
            ),
            behind=ReportAsked("outstanding", behind=str(row["owed_by"])),
        )
        for place, row in enumerate(rows, 1)
    )
    sums = tuple(sum(int(str(line.cells[at])) for line in lines) for at in range(1, len(AGES) + 3))
    bars = [(str(line.cells[0]), [int(str(cents)) for cents in line.cells[2:-1]]) for line in lines]
    return ReportTable(
        "outstanding",
        say("Outstanding"),
        say(
            "What is open of visits given: charged less paid and written off. The age counts from the date of service."
        ),
        (
            ReportColumn(say("Who owes it"), share=5),
            ReportColumn(say("Visits"), "count", 1),
            *(ReportColumn(words, "money", 2, "$12,345.00") for words in ages),
            ReportColumn(say("Total"), "money", 2, "$123,456.00"),
        ),
        lines,
        say("Nothing is outstanding. Visits given stand here until they are paid."),
        (say("Total"), *sums),
        chart_of(say("Outstanding by who owes it and age"), ages, bars, say("All others")),
    )


def outstanding_visits(read: Reader, today: date, owed_by: int) -> ReportTable:
    """The visits that somebody owes, the oldest first: a payer by its row, 0 for the clients, -1 for payers who are not
    on record."""
    rows = read.all(_VISITS, owed_by)
    columns = (
        ReportColumn(say("Client"), share=5),
        ReportColumn(say("For"), share=4, spare=1),
        ReportColumn(say("Date of service"), "day", 2, "20 Nov 2026"),
        ReportColumn(say("Days"), "count", 1, "1,000"),
        ReportColumn(say("Therapist"), share=4, spare=2),
        ReportColumn(say("Charged"), "money", 2, "$1,234.00"),
        ReportColumn(say("Paid"), "money", 2, "$1,234.00"),
        ReportColumn(say("Written off"), "money", 2, "$1,234.00", spare=3),
        ReportColumn(say("Open"), "money", 2, "$1,234.00"),
    )

    def lead(row: Row) -> ReportLine:
        return ReportLine(row["id"], (), part=f"{row['client_id']}/of/{row['case_id']}/visit/{row['id']}")

    def cells(row: Row) -> tuple[Cell, ...]:
        day = date.fromisoformat(row["date_of_service"])
        return (
            listed_name(row["given_name"], row["family_name"], row["preferred_name"]),
            row["reason"],
            day,
            max(0, (today - day).days),
            printed_name(row["therapist_given"], row["therapist_family"], row["designation"]),
            *(row[name] for name in _SUMS),
        )

    lines = read_lines(rows, columns, lead, cells, dict(enumerate(_SUMS, len(columns) - len(_SUMS))))
    names = read.all("SELECT name FROM payers WHERE id = ?", owed_by)
    title = _owner(owed_by, names[0]["name"] if names else "")
    sums = tuple(sum(row[name] for row in rows) for name in _SUMS)
    return ReportTable(
        "outstanding-visits",
        say("Outstanding: {who}", who=title),
        say("The visits behind the sum, the oldest first."),
        columns,
        lines,
        say("Nothing is open here any more."),
        (say("Total"), None, None, None, None, *sums),
    )


def _owner(owed_by: int, name: str) -> str:
    if owed_by == 0:
        return say("Clients")
    return name if owed_by > 0 else say("A payer not on record yet")
