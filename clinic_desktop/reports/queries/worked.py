"""Reads income by therapist and by service: what was received, and beside it what was worked off from packages,
memberships and gift cards, whose money came in when they were sold."""

from collections.abc import Iterator, Mapping
from datetime import date

from clinic_desktop.clients.model import listed_name
from clinic_desktop.payments.model import METHODS
from clinic_desktop.practice.model import printed_name
from clinic_desktop.reports.model import (
    INCOME_BASES,
    INCOME_BY,
    Cell,
    ReportAsked,
    ReportColumn,
    ReportLine,
    ReportTable,
)
from clinic_desktop.reports.queries.accounts import (
    RECEIVED,
    RECEIVED_SHARES,
    SHARES,
    SHARES_ALIKE,
    SHARES_ALIKE_BY_DAY,
    SHARES_WITH_LINES,
    USED_SHARES,
)
from clinic_desktop.reports.queries.income import beside_words, received_parts
from clinic_desktop.reports.queries.lines import read_lines
from clinic_desktop.reports.rules.charts import chart_of
from clinic_desktop.reports.rules.periods import grain_of, parts_of, period_words, span_at, span_words
from clinic_desktop.reports.rules.shares import split_of
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import money
from clinic_desktop.wording import say

# Values of all: first day, last day. Each gives the day, the basis, whose it is, the payment, the visit, and cents.
_THERAPIST = f"""
SELECT day, basis, visits.therapist_id AS owner, payment_id, visit_id, cents
FROM ({SHARES}) AS shares JOIN visits ON visits.id = shares.visit_id
"""  # noqa: S608 - constants
# Whose a share is is read from its lines: it may be of several services.
_SERVICE = (
    f"SELECT day, basis, NULL AS owner, payment_id, visit_id, cents, only_service, lines FROM ({SHARES_WITH_LINES})"  # noqa: S608 - constants
)
# The first of the visits that a payment is for, or that the one was for which it gives back: who gave it gets the tip.
_FIRST_VISIT = """
LEFT JOIN visits ON visits.id = (
    SELECT payment_shares.visit_id FROM payment_shares
    WHERE payment_shares.payment_id = coalesce(paid.refunds_id, paid.id) AND payment_shares.retired_at IS NULL
    ORDER BY payment_shares.id LIMIT 1)
"""
# A tip that a gift card paid counts as its visit does.
_TIPS = f"""
SELECT paid_on AS day, 'received' AS basis, coalesce(visits.therapist_id, 0) AS owner, paid.id AS payment_id,
    visits.id AS visit_id, tip_cents AS cents
FROM ({RECEIVED}) AS paid {_FIRST_VISIT}
WHERE tip_cents <> 0
UNION ALL
SELECT coalesce(visits.date_of_service, paid_on), paid.method, coalesce(visits.therapist_id, 0), paid.id, visits.id,
    tip_cents
FROM payments AS paid {_FIRST_VISIT}
WHERE paid.retired_at IS NULL AND drawn_id IS NOT NULL AND tip_cents <> 0 AND coalesce(visits.status, 'given') = 'given'
    AND coalesce(visits.date_of_service, paid_on) BETWEEN ?1 AND ?2
"""  # noqa: S608 - constants
_PLACES = {basis: at for at, basis in enumerate(INCOME_BASES)}
_OF = {"therapist": _THERAPIST, "service": _SERVICE, "tips": _TIPS}
# Of the whole period, read with nothing that is not added up.
_SUMS = {
    "therapist": " UNION ALL ".join(
        f"SELECT basis, visits.therapist_id AS owner, sum(cents) AS cents FROM ({sql}) AS shares"  # noqa: S608 - constants
        " JOIN visits ON visits.id = shares.visit_id GROUP BY 1, 2"
        for sql in (RECEIVED_SHARES, USED_SHARES)
    ),
    "tips": f"SELECT basis, owner, sum(cents) AS cents FROM ({_TIPS}) GROUP BY 1, 2",  # noqa: S608 - constants
}
# Values: first day, last day, whose.
_DAYS = {
    by: f"SELECT day, basis, sum(cents) AS cents FROM ({sql}) WHERE owner = ?3 GROUP BY 1, 2"  # noqa: S608 - constants
    for by, sql in _OF.items()
    if by != "service"
}
_VISITS = {
    by: f"""
SELECT found.*, payments.method, payments.client_id, coalesce(prepaids.name, '') AS prepaid_name,
    coalesce(clients.given_name, '') AS given_name, coalesce(clients.family_name, '') AS family_name,
    coalesce(clients.preferred_name, '') AS preferred_name, visits.date_of_service, visits.case_id
FROM ({sql}) AS found
JOIN payments ON payments.id = found.payment_id
LEFT JOIN prepaids ON prepaids.id = payments.drawn_id
LEFT JOIN visits ON visits.id = found.visit_id
LEFT JOIN cases ON cases.id = visits.case_id
LEFT JOIN clients ON clients.id = coalesce(cases.client_id, payments.client_id)
WHERE (found.owner IS NULL OR found.owner = ?3) AND found.cents <> 0
ORDER BY found.day, found.payment_id, found.visit_id
"""  # noqa: S608 - constants
    for by, sql in _OF.items()
}


def worked(read: Reader, asked: ReportAsked) -> ReportTable:
    """What each therapist or service brought in within the period of `asked`, and what was worked off; the most on
    top."""
    assert asked.period
    sums: dict[int, list[int]] = {}
    for basis, owner, cents in _sums(read, asked):
        sums.setdefault(owner, [0] * len(INCOME_BASES))[_PLACES[basis]] += cents
    names = _names(read, asked.by)
    order = sorted((one for one in sums if any(sums[one])), key=lambda one: (-sum(sums[one]), names[one], one))
    lines = tuple(
        ReportLine(
            at,
            (names[owner], *sums[owner], sum(sums[owner])),
            behind=ReportAsked("income", asked.by, asked.period, f"of/{owner}"),
        )
        for at, owner in enumerate(order, 1)
    )
    first = say("Service") if asked.by == "service" else say("Therapist")
    said = beside_words(asked.by, received_parts(read, asked.period))
    return _table(asked, say("Income: {period}", period=period_words(asked.period)), first, lines, said)


def worked_behind(read: Reader, asked: ReportAsked) -> ReportTable:
    """Behind the line of a therapist or service, "of/7": its weeks, months or years; behind a week, "visits/7", the
    visits one by one."""
    what, _, owner = asked.behind.partition("/")
    return (_spans if what == "of" else _visits)(read, asked, int(owner))


def _spans(read: Reader, asked: ReportAsked, owner: int) -> ReportTable:
    assert asked.period
    spans, grain = parts_of(asked.period), grain_of(asked.period)
    sums = [[0] * len(INCOME_BASES) for _ in spans]
    ends = tuple(span.last.isoformat() for span in spans)
    for day, basis, cents in _days(read, asked, owner):
        sums[span_at(ends, day)][_PLACES[basis]] += cents
    behind = f"visits/{owner}" if grain == "week" else f"of/{owner}"
    lines = tuple(
        ReportLine(at, (span_words(span, grain), *row, sum(row)), behind=ReportAsked("income", asked.by, span, behind))
        for at, (span, row) in enumerate(zip(spans, sums, strict=True), 1)
    )
    is_any = any(any(row) for row in sums)
    return _table(asked, _title(read, asked, owner), say("Period"), lines if is_any else ())


def _visits(read: Reader, asked: ReportAsked, owner: int) -> ReportTable:
    assert asked.period
    columns = (
        ReportColumn(say("Day"), "day", 2, "20 Nov 2026"),
        ReportColumn(say("Client"), share=5),
        ReportColumn(say("Date of service"), "day", 2, "20 Nov 2026"),
        ReportColumn(say("How"), share=4),
        ReportColumn(say("Counts as"), share=3, least="From memberships"),
        ReportColumn(say("Amount"), "money", 2, "$1,234.00"),
    )
    rows = []
    for at, row in enumerate(read.all(_VISITS[asked.by], *_ends(asked), owner), 1):
        if asked.by == "service":
            row["cents"] = _of_services(row["only_service"], row["cents"], row["lines"]).get(owner, 0)
        if row["cents"]:
            rows.append(row | {"id": at})
    return ReportTable(
        "income-visits",
        _title(read, asked, owner),
        say("The visits behind the sum. Received counts on the day it was paid, all else on the date of service."),
        columns,
        read_lines(rows, columns, _lead, _cells, {len(columns) - 1: "cents"}),
        say("No payment in this period."),
        (say("Total"), *[None] * 4, sum(row["cents"] for row in rows)),
    )


def _cells(row: Row) -> tuple[Cell, ...]:
    return (
        date.fromisoformat(row["day"]),
        listed_name(row["given_name"], row["family_name"], row["preferred_name"]),
        date.fromisoformat(row["date_of_service"]) if row["date_of_service"] else None,
        row["prepaid_name"] or say(METHODS[row["method"]]),
        say(INCOME_BASES[row["basis"]]),
        row["cents"],
    )


def _sums(read: Reader, asked: ReportAsked) -> Iterator[tuple[str, int, int]]:
    """Basis, whose it is, and cents, of the whole period."""
    if asked.by != "service":
        yield from read.rows(_SUMS[asked.by], *_ends(asked))
        return
    for basis, only, cents, lines, many in read.rows(SHARES_ALIKE, *_ends(asked)):
        for service, part in _of_services(only, cents, lines).items():
            yield basis, service, many * part


def _days(read: Reader, asked: ReportAsked, owner: int) -> Iterator[tuple[str, str, int]]:
    """Day, basis, and cents of one."""
    if asked.by != "service":
        yield from read.rows(_DAYS[asked.by], *_ends(asked), owner)
        return
    for day, basis, only, cents, lines, many in read.rows(SHARES_ALIKE_BY_DAY, *_ends(asked)):
        yield day, basis, many * _of_services(only, cents, lines).get(owner, 0)


def _of_services(only: int | None, cents: int, lines: str) -> Mapping[int, int]:
    """A share by services; what was sold for one of them only is all of that."""
    return {only: cents} if only else split_of(cents, lines)


def _ends(asked: ReportAsked) -> tuple[str, str]:
    assert asked.period
    return asked.period.first.isoformat(), asked.period.last.isoformat()


def _table(asked: ReportAsked, title: str, first: str, lines: tuple[ReportLine, ...], beside: str = "") -> ReportTable:
    """A line an owner or a part of the period, a column a basis."""
    bases = [say(words) for words in INCOME_BASES.values()]
    amounts = [[int(str(cents)) for cents in line.cells[1:]] for line in lines]
    whole = [sum(row[at] for row in amounts) for at in range(len(bases) + 1)]
    used = sum(whole[1:-1])
    by = say(INCOME_BY[asked.by]).lower()
    if used:
        words = say("Worked off from what was sold before: {amount}.", amount=money.shown(used))
        beside = f"{beside} {words}".strip()
    bars = [(str(line.cells[0]), row[:-1]) for line, row in zip(lines, amounts, strict=True)]
    return ReportTable(
        f"income-{asked.by}",
        title,
        say(
            "Money received, by the day it was paid, and what was worked off from packages, memberships and gift cards,"
            " by the date of service. Told apart by: {by}.",
            by=by,
        ),
        (
            ReportColumn(first, share=4, least="30 Nov 2026"),
            *(ReportColumn(words, "money", 2, "$12,345.00") for words in bases),
            ReportColumn(say("Together"), "money", 2, "$123,456.00"),
        ),
        lines,
        say("No payment in this period. What is taken for a visit stands here on the day it was paid."),
        (say("Total"), *whole),
        chart_of(say("Income by {by}", by=by), bases, bars, say("All others")),
        beside,
    )


def _lead(row: Row) -> ReportLine:
    if row["visit_id"] is None:
        return ReportLine(row["id"], (), part=f"{row['client_id']}/money" if row["client_id"] else "")
    return ReportLine(row["id"], (), part=f"{row['client_id']}/of/{row['case_id']}/visit/{row['visit_id']}")


def _title(read: Reader, asked: ReportAsked, owner: int) -> str:
    assert asked.period
    name = _names(read, asked.by)[owner]
    return say("Income: {who}, {period}", who=name, period=period_words(asked.period))


def _names(read: Reader, by: str) -> Mapping[int, str]:
    if by == "service":
        rows = read.all("SELECT id, name FROM services")
        return {0: say("Without a service")} | {row["id"]: row["name"] for row in rows}
    rows = read.all("SELECT id, given_name, family_name, designation FROM therapists")
    names = {row["id"]: printed_name(row["given_name"], row["family_name"], row["designation"]) for row in rows}
    return {0: say("Without a visit")} | names
