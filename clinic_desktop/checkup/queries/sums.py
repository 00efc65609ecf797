"""Money and numbers: whether parts add up to what stands there, by the rules of the rooms. All in cents."""

import itertools
from collections.abc import Iterator

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.estimates.queries.issued import FIRST_NUMBER as FIRST_ESTIMATE
from clinic_desktop.packets.model.packet import FIRST_NUMBER as FIRST_PACKET
from clinic_desktop.store.check.model import Inspected, PartFound, found
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.queries.issued import FIRST_NUMBER as FIRST_BILL
from clinic_desktop.superbills.queries.issued import issued_bill
from clinic_desktop.superbills.rules.sums import total_discount, total_fees, total_paid
from clinic_desktop.wording import say

# What a client's balance is added up from, beside what triggers keep. `open_of_payers` is the view they use themselves.
RECKONED = """
SELECT client_id, sum(charged) AS charged_cents, sum(paid) AS paid_cents, sum(written_off) AS written_off_cents,
    sum(credit) AS credit_cents, sum(payers) AS payers_cents
FROM (
    SELECT cases.client_id, visits.charged_cents AS charged, 0 AS paid, 0 AS written_off, 0 AS credit, 0 AS payers
    FROM visits JOIN cases ON cases.id = visits.case_id WHERE visits.status = 'given' AND visits.retired_at IS NULL
    UNION ALL
    SELECT cases.client_id, 0, payment_shares.cents, 0, 0, 0
    FROM payment_shares JOIN visits ON visits.id = payment_shares.visit_id JOIN cases ON cases.id = visits.case_id
    WHERE payment_shares.retired_at IS NULL
    UNION ALL
    SELECT cases.client_id, 0, 0, write_offs.cents, 0, 0
    FROM write_offs JOIN visits ON visits.id = write_offs.visit_id JOIN cases ON cases.id = visits.case_id
    WHERE write_offs.retired_at IS NULL
    UNION ALL
    SELECT client_id, 0, 0, 0, credit_cents, 0 FROM payments WHERE retired_at IS NULL AND credit_cents <> 0
    UNION ALL
    SELECT client_id, 0, 0, 0, 0, cents FROM open_of_payers
) GROUP BY client_id
"""
RECKONED_COLUMNS = ("charged_cents", "paid_cents", "written_off_cents", "credit_cents", "payers_cents")
# Each a table, and the constant condition that no row of it may meet.
_SUMS = (
    (
        "visits",
        "retired_at IS NULL AND charged_cents <> max(0, coalesce((SELECT sum(fee_cents) FROM visit_services"
        " WHERE visit_services.visit_id = visits.id AND visit_services.retired_at IS NULL), 0) - discount_cents)",
    ),
    (
        "payments",
        "retired_at IS NULL AND service_cents <> coalesce((SELECT sum(cents) FROM payment_shares"
        " WHERE payment_shares.payment_id = payments.id AND payment_shares.retired_at IS NULL), 0)",
    ),
    (
        "bills",
        "visits <> (SELECT count(*) FROM bill_visits WHERE bill_visits.bill_id = bills.id)",
    ),
    (
        "prepaids",
        "retired_at IS NULL AND id IN (SELECT id FROM prepaid_rows WHERE left_cents < 0 OR paid_cents > price_cents"
        " OR ended_kind <> '' AND left_cents <> 0 OR visits IS NOT NULL AND uses > visits)",
    ),
)
# The series of numbers that go on without a gap, and the first of each.
_SERIES = (("bills", FIRST_BILL), ("packets", FIRST_PACKET), ("estimates", FIRST_ESTIMATE))
# The first and the last day of a span, where both are there.
_SPANS = ("first_day", "last_day"), ("from_on", "until_on"), ("starts_on", "ends_on"), ("effective_on", "ends_on")


def totals(looked: Inspected) -> PartFound:
    """Bills, payments, packages and balances against what they are made of. Raises Cancelled and StoreTrouble."""
    read = looked.read
    wrong: list[str] = []
    checked = 0
    for table, condition in _SUMS:
        checked += _count(read, table)
        sql = f"SELECT id FROM {table} WHERE {condition} ORDER BY id"  # noqa: S608 - constants
        wrong += [f"{table} {row['id']}" for row in read.all(sql)]
        looked.progress.report(0, 1, say("Adding up"))
    checked += _count(read, "balances")
    wrong += [f"balances {client}" for client in unlike_balances(read)]
    bills = [int(row["id"]) for row in read.all("SELECT id FROM bills ORDER BY id")]
    for at, bill in enumerate(bills):
        looked.progress.report(at, len(bills), say("Adding up"))
        if not _adds_up(read, bill):
            wrong.append(f"bills {bill}")
    return found("totals", checked, list(dict.fromkeys(wrong)))


def unlike_balances(read: Reader) -> list[int]:
    """The clients whose balance is not what its parts come to."""
    unlike = " OR ".join(f"coalesce(balances.{one}, 0) <> coalesce(reckoned.{one}, 0)" for one in RECKONED_COLUMNS)
    sql = (
        f"WITH reckoned AS ({RECKONED})"  # noqa: S608 - constants
        " SELECT coalesce(balances.client_id, reckoned.client_id) AS id"
        f" FROM balances FULL JOIN reckoned ON reckoned.client_id = balances.client_id WHERE {unlike} ORDER BY 1"
    )
    return [int(row["id"]) for row in read.all(sql)]


def numbers(looked: Inspected) -> PartFound:
    """Bills, packets and estimates: one number after the other. Raises StoreTrouble."""
    wrong: list[str] = []
    checked = 0
    for table, first in _SERIES:
        sql = f"SELECT number FROM {table} WHERE number IS NOT NULL ORDER BY number"  # noqa: S608 - constants
        known = [int(row["number"]) for row in looked.read.all(sql)]
        checked += len(known)
        wrong += [f"{table} no. {number}" for number in _missing([first - 1, *known])]
    return found("numbers", checked, wrong)


def dates(looked: Inspected) -> PartFound:
    """Every column of a day, of whatever table: a day of the calendar or nothing; and spans that end before they begin.
    Raises StoreTrouble."""
    read = looked.read
    columns = read.all(
        'SELECT owner.name AS owner, part.name AS part, part."notnull" AS needed FROM sqlite_schema AS owner'
        " JOIN pragma_table_info(owner.name) AS part"
        " WHERE owner.type = 'table' AND part.type = 'TEXT' AND (part.name GLOB '*_on' OR part.name GLOB '*_date'"
        " OR part.name IN ('date_of_service', 'first_day', 'last_day')) ORDER BY 1, 2"
    )
    wrong: list[str] = []
    checked = 0
    parts: dict[str, set[str]] = {}
    for column in columns:
        table, name = column["owner"], column["part"]
        parts.setdefault(table, set()).add(name)
        checked += int(read.one(f"SELECT count(*) AS many FROM {table} WHERE {name} <> ''")["many"])  # noqa: S608 - the schema's own names
        # SQLite's date() takes 31 Feb for 3 Mar: what comes back has to be what stood there.
        sql = f"SELECT rowid AS id FROM {table} WHERE {name} <> '' AND date({name}) IS NOT {name}"  # noqa: S608 - the schema's own names
        wrong += [f"{table} {row['id']}" for row in read.all(sql)]
    for table, names in parts.items():
        for first, last in _SPANS:
            if {first, last} <= names:
                sql = f"SELECT rowid AS id FROM {table} WHERE {last} <> '' AND {first} > {last}"  # noqa: S608 - own
                wrong += [f"{table} {row['id']}" for row in read.all(sql)]
    return found("dates", checked, list(dict.fromkeys(wrong)))


def _adds_up(read: Reader, row: int) -> bool:
    """Whether a bill comes to what is kept of it; of a year receipt both are what was paid."""
    kept = read.one("SELECT kind, charged_cents, paid_cents FROM bills WHERE id = ?", row)
    try:
        bill = issued_bill(read, row).bill
    except StoreTrouble:
        return False
    paid = total_paid(bill)
    charged = paid if kept["kind"] == "year_receipt" else total_fees(bill) - total_discount(bill)
    return (kept["charged_cents"], kept["paid_cents"]) == (charged, paid)


def _missing(known: list[int]) -> Iterator[int]:
    """Numbers that should stand between those that are there, and those that are there twice."""
    for number, following in itertools.pairwise(known):
        yield from range(number + 1, following)
        if number == following:
            yield number


def _count(read: Reader, table: str) -> int:
    return int(read.one(f"SELECT count(*) AS many FROM {table}")["many"])  # noqa: S608 - constants
