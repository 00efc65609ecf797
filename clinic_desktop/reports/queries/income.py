"""Reads the money that came in: by the day it was paid, told apart by what it was for, how it was paid, or by whom."""

from collections.abc import Iterable, Mapping
from datetime import date

from clinic_desktop.clients.model import listed_name
from clinic_desktop.payments.model import METHODS
from clinic_desktop.reports.model import (
    INCOME_BY,
    INCOME_PARTS,
    Cell,
    Period,
    ReportAsked,
    ReportColumn,
    ReportLine,
    ReportTable,
)
from clinic_desktop.reports.queries.accounts import RECEIVED
from clinic_desktop.reports.queries.lines import read_lines
from clinic_desktop.reports.rules.charts import chart_of
from clinic_desktop.reports.rules.periods import grain_of, parts_of, period_words, span_at, span_words
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import money
from clinic_desktop.values.bars import MOST_PARTS
from clinic_desktop.wording import say

# Values: first day, last day. Each gives the day, what it is told apart by, and cents.
_SERVICE_PART = f"SELECT paid_on, method AS owner, sum(service_cents) AS cents FROM ({RECEIVED}) GROUP BY 1, 2"  # noqa: S608 - constants
# 0 is the client, whoever pays for them.
_PAYER = f"SELECT paid_on, coalesce(payer_id, 0) AS owner, sum(service_cents) AS cents FROM ({RECEIVED}) GROUP BY 1, 2"  # noqa: S608 - constants
_PARTS = f"""
SELECT paid_on, sum(service_cents) AS service, sum(tip_cents) AS tip, sum(tax_cents) AS tax,
    sum(product_cents) AS product, sum(other_cents) AS other, sum(credit_cents) AS credit, sum(sold_cents) AS sold
FROM ({RECEIVED}) GROUP BY 1
"""  # noqa: S608 - constants
_OF = {"method": _SERVICE_PART, "payer": _PAYER}
_PAYMENTS = f"""
SELECT received.*, coalesce(clients.given_name, '') AS given_name,
    coalesce(clients.family_name, prepaids.bought_by, '') AS family_name,
    coalesce(clients.preferred_name, '') AS preferred_name,
    coalesce((
        SELECT cases.client_id || '/of/' || visits.case_id || '/visit/' || visits.id
        FROM payment_shares JOIN visits ON visits.id = payment_shares.visit_id JOIN cases ON cases.id = visits.case_id
        WHERE payment_shares.payment_id = received.id AND payment_shares.retired_at IS NULL
        ORDER BY payment_shares.id LIMIT 1), received.client_id || '/money', '') AS part
FROM ({RECEIVED}) AS received
LEFT JOIN clients ON clients.id = received.client_id
-- Of a gift card that nobody on record bought.
LEFT JOIN prepaids ON prepaids.id = received.sold_id AND received.client_id IS NULL
ORDER BY received.paid_on, received.id
"""  # noqa: S608 - constants


def income(read: Reader, asked: ReportAsked) -> ReportTable:
    """What came in within the period of `asked`, a line a week, month or year, told apart by a key of INCOME_BY."""
    assert asked.period
    period, by = asked.period, asked.by
    days = period.first.isoformat(), period.last.isoformat()
    parts = received_parts(read, period)
    if by == "part":
        names: Mapping[object, str] = {key: say(words) for key, words in INCOME_PARTS.items()}
        amounts = [(row["paid_on"], key, row[key]) for row in parts for key in INCOME_PARTS]
        order = list(names)
    else:
        amounts = list(read.rows(_OF[by], *days))
        names = _names(read, by, {owner for _, owner, _ in amounts})
        order = _by_size(amounts)
    return _laid(asked, (names, order), amounts, beside_words(by, parts))


def received_parts(read: Reader, period: Period) -> list[Row]:
    """What came in on each day of a period by the parts of INCOME_PARTS, in cents."""
    return read.all(_PARTS, period.first.isoformat(), period.last.isoformat())


def payments_behind(read: Reader, period: Period) -> ReportTable:
    """The payments of a period one by one, in the order of their days, each with its parts."""
    rows = read.all(_PAYMENTS, period.first.isoformat(), period.last.isoformat())
    columns = (
        ReportColumn(say("Paid on"), "day", 2, "20 Nov 2026"),
        ReportColumn(say("Client"), share=5),
        ReportColumn(say("How"), share=3),
        *(ReportColumn(say(words), "money", 2, "$1,234.00") for words in INCOME_PARTS.values()),
        ReportColumn(say("Total"), "money", 2, "$1,234.00"),
    )
    known = {at: f"{part}_cents" for at, part in enumerate(INCOME_PARTS, 3)} | {len(columns) - 1: "whole"}
    for row in rows:
        row["whole"] = sum(row[f"{part}_cents"] for part in INCOME_PARTS)

    def cells(row: Row) -> tuple[Cell, ...]:
        return (
            date.fromisoformat(row["paid_on"]),
            listed_name(row["given_name"], row["family_name"], row["preferred_name"]),
            say(METHODS[row["method"]]) if row["method"] in METHODS else row["method"],
            *(row[name] for name in known.values()),
        )

    lines = read_lines(rows, columns, lambda row: ReportLine(row["id"], (), part=row["part"]), cells, known)
    sums = [sum(row[f"{part}_cents"] for row in rows) for part in INCOME_PARTS]
    return ReportTable(
        "income-payments",
        say("Payments: {period}", period=period_words(period)),
        say("The payments behind the sum, by the day they were paid."),
        columns,
        lines,
        say("No payment in this period."),
        (say("Total"), None, None, *sums, sum(sums)),
    )


def _laid(
    asked: ReportAsked,
    columns: tuple[Mapping[object, str], list[object]],
    amounts: Iterable[tuple[str, object, int]],
    beside: str,
) -> ReportTable:
    """A line a part of the period, a column each of `order`."""
    assert asked.period
    names, order = columns
    spans, grain = parts_of(asked.period), grain_of(asked.period)
    # Days are compared as they are kept: none of them has to be read for it.
    ends = tuple(span.last.isoformat() for span in spans)
    place = {owner: at for at, owner in enumerate(order)}
    sums = [[0] * len(order) for _ in spans]
    for day, owner, cents in amounts:
        sums[span_at(ends, day)][place[owner]] += cents
    whole = [sum(row[at] for row in sums) for at in range(len(order))]
    is_any = any(any(row) for row in sums)
    lines = tuple(
        ReportLine(
            at,
            (span_words(span, grain), *row, sum(row)),
            behind=ReportAsked("income", asked.by, span, "payments" if grain == "week" else "within"),
        )
        for at, (span, row) in enumerate(zip(spans, sums, strict=True), 1)
    )
    titles = [names[owner] for owner in order]
    shown, folded = _folded(titles, sums)
    least_first = sorted(range(len(titles)), key=lambda at: (whole[at], -at))
    spared = {at: place for place, at in enumerate(least_first, 1)}
    bars = [(str(line.cells[0]), row) for line, row in zip(lines, folded, strict=True)]
    return ReportTable(
        f"income-{asked.by}",
        say("Income: {period}", period=period_words(asked.period)),
        say("Money received, by the day it was paid. Told apart by: {by}.", by=say(INCOME_BY[asked.by]).lower()),
        (
            ReportColumn(say("Period"), share=3, least="30 Nov 2026"),
            # Where there is no room for all, those that brought the least are left out first.
            *(
                ReportColumn(title, "money", 2, "$12,345.00", spare=spared[at] if len(titles) > 1 else 0)
                for at, title in enumerate(titles)
            ),
            ReportColumn(say("Total"), "money", 2, "$123,456.00"),
        ),
        lines if is_any else (),
        say("No payment in this period. What is taken for a visit stands here on the day it was paid."),
        (say("Total"), *whole, sum(whole)),
        chart_of(say("Income by {by}", by=say(INCOME_BY[asked.by]).lower()), shown, bars),
        beside,
    )


def _folded(titles: list[str], sums: list[list[int]]) -> tuple[list[str], list[list[int]]]:
    """As many as one can tell apart in a picture; the smallest are one."""
    if len(titles) <= MOST_PARTS:
        return titles, sums
    kept = MOST_PARTS - 1
    return [*titles[:kept], say("All others")], [[*row[:kept], sum(row[kept:])] for row in sums]


def beside_words(by: str, parts: list[Row]) -> str:
    """What makes the sum of a period the whole of its payments: it is said, so that it can be added up. `parts` are
    those of `received_parts`."""
    sums = {key: sum(row[key] for row in parts) for key in INCOME_PARTS}
    whole = money.shown(sum(sums.values()))
    if by == "part":
        return say("All payments of the period: {whole}.", whole=whole)
    own = "tip" if by == "tips" else "service"
    others = ", ".join(
        say("{part} {amount}", part=say(INCOME_PARTS[key]).lower(), amount=money.shown(sums[key]))
        for key in INCOME_PARTS
        if key != own and sums[key]
    )
    facts = {"own": say(INCOME_PARTS[own]), "amount": money.shown(sums[own]), "others": others, "whole": whole}
    if not others:
        return say("{own} {amount}. All payments of the period: {whole}.", **facts)
    return say("{own} {amount}. Beside it: {others}. All payments of the period: {whole}.", **facts)


def _names(read: Reader, by: str, owners: set[object]) -> Mapping[object, str]:
    if by == "method":
        return {owner: say(METHODS[str(owner)]) if owner in METHODS else str(owner) for owner in owners}
    names = {owner: say("Clients") for owner in owners}
    return names | {row["id"]: row["name"] for row in read.all("SELECT id, name FROM payers")}


def _by_size(amounts: Iterable[tuple[str, object, int]]) -> list[object]:
    """The most first; of equal ones in the order of their keys."""
    sums: dict[object, int] = {}
    for _, owner, cents in amounts:
        sums[owner] = sums.get(owner, 0) + cents
    return sorted(sums, key=lambda owner: (-sums[owner], str(owner)))
