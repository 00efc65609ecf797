"""Gathers what clients paid for treatment in a calendar year, over all cases and therapists.

A payment counts in the year of its own day or of the date of service, whichever is later. IRS Publication 502 counts a
medical expense in the year in which it is paid, whenever the care was given ("What Expenses Can You Include This
Year?"), and not what is paid now for care of a later year ("Future Medical Care"): a package that was bought before
counts visit by visit, as it is used.

Only shares of visits are read: tips, taxes, products and unused packages have none. What a plan paid is not the
client's, whoever it was paid for.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from clinic_desktop.clients.model import ClientId, listed_name
from clinic_desktop.practice.model import printed_name
from clinic_desktop.practice.queries import practice
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.model.bill import Bill, BilledPayment, BilledService, BilledVisit
from clinic_desktop.superbills.model.issued import BillId
from clinic_desktop.superbills.model.years import LiveYearReceipt, NothingPaid, YearRow
from clinic_desktop.superbills.queries.gather import billed_client
from clinic_desktop.superbills.queries.gifts import IS_GIFT
from clinic_desktop.superbills.queries.parties import billed_clinic
from clinic_desktop.superbills.rules.kept import read_back

# What the client paid, and neither a plan nor a gift card of somebody else.
IS_OWN = f"(payments.payer_id IS NULL AND NOT {IS_GIFT})"
# Values: last day, first day, last day. A case that was given a visit is never removed. Of one client "CROSS JOIN", so
# that it goes from their few cases.
_SHARES = """
    FROM cases
    {join} visits ON visits.case_id = cases.id AND visits.retired_at IS NULL AND visits.status = 'given'
        AND visits.date_of_service <= ? AND cases.retired_at IS NULL
    {join} payment_shares ON payment_shares.visit_id = visits.id AND payment_shares.retired_at IS NULL
    {join} payments ON payments.id = payment_shares.payment_id AND payments.retired_at IS NULL
        AND max(payments.paid_on, visits.date_of_service) BETWEEN ? AND ?"""
_OF_ALL = _SHARES.format(join="JOIN")
# Values: also the client.
_OF_CLIENT = "WHERE cases.client_id = ?"
_BY_CLIENT = f"{_SHARES.format(join='CROSS JOIN')} AND {IS_OWN}"
_LATEST = "9999-12-31"
_LIVE = "SELECT id, version, number, client_id FROM bills WHERE kind = 'year_receipt' AND voided_on = ''"
# Of each client whose visits were paid for in a year: how many of these the client paid for and how much, whether
# anything was theirs at all, and whether a plan paid.
_COUNTED = f"""
SELECT client_id, sum(own <> 0) AS visits, sum(own) AS cents, max(is_own) AS is_own, max(by_plan) AS by_plan
FROM (
    SELECT cases.client_id, sum(iif({IS_OWN}, payment_shares.cents, 0)) AS own, max({IS_OWN}) AS is_own,
        max(payments.payer_id IS NOT NULL) AS by_plan
    {_OF_ALL}
    GROUP BY cases.client_id, visits.id)
GROUP BY client_id
"""  # noqa: S608 - constants
# Whoever came or paid anything in a year. Values: first day, last day, first day, last day.
_CAME = """
SELECT cases.client_id, 1 AS came, 0 AS paid FROM visits JOIN cases ON cases.id = visits.case_id
WHERE visits.retired_at IS NULL AND visits.status = 'given' AND visits.date_of_service BETWEEN ? AND ?
UNION SELECT client_id, 0, 1 FROM payments
WHERE retired_at IS NULL AND payer_id IS NULL AND drawn_id IS NULL AND client_id IS NOT NULL AND paid_on BETWEEN ? AND ?
"""


def year_bill(read: Reader, client: int, year: int) -> Bill:
    """The receipt of a client's year as it would be issued now, of the visits that were given; raises Missing.

    A visit for which as much was paid back in the same year as was paid is not on it.
    """
    clinic = practice(read)
    live = read.all(f"{_LIVE} AND client_id = ? AND year = ?", client, year)
    return Bill(
        kind="year_receipt",
        is_demo=clinic.is_demo,
        clinic=billed_clinic(read, clinic),
        client=billed_client(read, client),
        visits=_paid(read, year, client),
        year=year,
        billed_on=live[0]["number"] if live else 0,
    )


def year_corrects(read: Reader, client: int, year: int) -> tuple[int, ...]:
    """The number of the voided receipt of this year that a new one corrects, the newest one; none without one."""
    sql = "SELECT max(number) AS number FROM bills WHERE client_id = ? AND year = ? AND voided_on <> ''"
    number = read.one(sql, client, year)["number"]
    return (number,) if number else ()


def years_paid(read: Reader, client: int) -> tuple[int, ...]:
    """The years in which something counts that a client paid, the newest first."""
    sql = (
        "SELECT DISTINCT substr(max(payments.paid_on, visits.date_of_service), 1, 4) AS year"
        f" {_BY_CLIENT} {_OF_CLIENT} ORDER BY year DESC"
    )
    return tuple(int(one["year"]) for one in read.all(sql, _LATEST, "", _LATEST, client))


def year_rows(read: Reader, year: int) -> tuple[YearRow, ...]:
    """Every client who came or paid something in a year, or has a live receipt of it, by name: what is issued in
    January, and of whom there is nothing to issue and why. Who was retired since is among them: they paid all the same.

    Only sums are read here, which no record spoils; whether a receipt still stands is asked of each by itself.
    """
    first, last = f"{year}-01-01", f"{year}-12-31"
    counted = {one["client_id"]: one for one in read.all(_COUNTED, last, first, last)}
    came, paid = set[int](), set[int]()
    for one in read.all(_CAME, first, last, first, last):
        (came if one["came"] else paid).add(one["client_id"])
    live = {one["client_id"]: one for one in read.all(f"{_LIVE} AND year = ?", year)}
    found = []
    for one in read.all("SELECT id, given_name, family_name, preferred_name FROM clients ORDER BY sort_name, id"):
        row = one["id"]
        sums, out = counted.get(row), live.get(row)
        if not (sums or out or row in came or row in paid):
            continue
        visits, cents = (sums["visits"], sums["cents"]) if sums else (0, 0)
        found.append(
            YearRow(
                client=ClientId(row),
                client_name=listed_name(one["given_name"], one["family_name"], one["preferred_name"]),
                visits=visits,
                paid_cents=cents,
                live=LiveYearReceipt(BillId(out["id"]), out["version"], out["number"]) if out else None,
                nothing=_nothing(sums, came=row in came, paid=row in paid) if cents <= 0 else "",
            )
        )
    return tuple(found)


def receipt_stands(read: Reader, row: YearRow, year: int) -> bool:
    """Whether the live receipt of a client and year says what the record does."""
    assert row.live, row.client
    said = read_back(read.one("SELECT facts FROM bills WHERE id = ?", row.live.id)["facts"])
    return said.visits == _paid(read, year, row.client)


def _nothing(sums: dict[str, Any] | None, *, came: bool, paid: bool) -> NothingPaid:
    """Why nothing is left that a receipt could say."""
    if sums and sums["is_own"]:
        return "back"
    if sums and sums["by_plan"]:
        return "plan"
    # What was not for a visit, as a package that nobody used yet, or for one of another year.
    return "other" if paid or not came else "unpaid"


def _paid(read: Reader, year: int, client: int) -> tuple[BilledVisit, ...]:
    """The visits that a client paid for in a year, each with the payments that count in it, the oldest first."""
    first, last = f"{year}-01-01", f"{year}-12-31"
    facts: tuple[object, ...] = (last, first, last, client)
    sql = (
        "SELECT visits.id, visits.date_of_service, therapists.given_name, therapists.family_name,"
        " therapists.designation, payments.id AS payment, payments.paid_on, payments.method, payments.reference,"
        f" payment_shares.cents {_BY_CLIENT} CROSS JOIN therapists ON therapists.id = visits.therapist_id {_OF_CLIENT}"
        " ORDER BY visits.date_of_service, visits.starts_at, visits.id, payments.paid_on, payments.id"
    )
    return tuple(_visits(read.all(sql, *facts), _services(read, facts)))


def _visits(rows: Iterable[dict[str, Any]], names: dict[int, tuple[BilledService, ...]]) -> Iterator[BilledVisit]:
    for visit, of_visit in groupby(rows, lambda one: int(one["id"])):
        shares = list(of_visit)
        one = shares[0]
        if sum(share["cents"] for share in shares):
            yield BilledVisit(
                row=visit,
                date_of_service=date.fromisoformat(one["date_of_service"]),
                services=names.get(visit, ()),
                payments=tuple(
                    BilledPayment(
                        share["payment"],
                        date.fromisoformat(share["paid_on"]),
                        share["method"],
                        share["reference"],
                        share["cents"],
                    )
                    # What came on top of the visit alone, as a tip, paid nothing of it.
                    for share in shares
                    if share["cents"]
                ),
                therapist_name=printed_name(one["given_name"], one["family_name"], one["designation"]),
            )


def _services(read: Reader, facts: tuple[object, ...]) -> dict[int, tuple[BilledService, ...]]:
    """By visit what was given, by name alone: such a receipt has no code, and no charge."""
    sql = (
        "SELECT visit_services.visit_id, visit_services.name FROM"  # noqa: S608 - constants
        f" (SELECT DISTINCT visits.id {_BY_CLIENT} {_OF_CLIENT}) AS paid"
        " JOIN visit_services ON visit_services.visit_id = paid.id AND visit_services.retired_at IS NULL"
        " ORDER BY visit_services.visit_id, visit_services.place, visit_services.id"
    )
    rows = read.all(sql, *facts)
    return {
        visit: tuple(BilledService(name=one["name"]) for one in of_visit)
        for visit, of_visit in groupby(rows, lambda one: int(one["visit_id"]))
    }
