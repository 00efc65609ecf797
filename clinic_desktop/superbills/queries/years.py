"""Gathers what clients paid for treatment in a calendar year, over all cases and therapists.

A payment counts in the year of its own day or of the date of service, whichever is later. IRS Publication 502 counts a
medical expense in the year in which it is paid, whenever the care was given ("What Expenses Can You Include This
Year?"), and not what is paid now for care of a later year ("Future Medical Care"): a package that was bought before
counts visit by visit, as it is used.

Only shares of visits are read: tips, taxes, products and unused packages have none.
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from clinic_desktop.clients.model import ClientId, listed_name
from clinic_desktop.practice.model import printed_name
from clinic_desktop.practice.queries import practice
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.model.bill import Bill, BilledPayment, BilledService, BilledVisit
from clinic_desktop.superbills.model.issued import BillId
from clinic_desktop.superbills.model.years import LiveYearReceipt, YearRow
from clinic_desktop.superbills.queries.gather import billed_client
from clinic_desktop.superbills.queries.gifts import IS_GIFT
from clinic_desktop.superbills.queries.parties import billed_clinic
from clinic_desktop.superbills.rules.kept import read_back

_SHARES = f"""
    FROM cases
    JOIN visits ON visits.case_id = cases.id AND visits.retired_at IS NULL AND visits.status = 'given'
        AND visits.date_of_service <= ?
    JOIN payment_shares ON payment_shares.visit_id = visits.id AND payment_shares.retired_at IS NULL
    JOIN payments ON payments.id = payment_shares.payment_id AND payments.retired_at IS NULL
        AND payments.payer_id IS NULL AND NOT {IS_GIFT}
        AND max(payments.paid_on, visits.date_of_service) BETWEEN ? AND ?"""
_LATEST = "9999-12-31"
_LIVE = "SELECT id, version, number, client_id, facts FROM bills WHERE kind = 'year_receipt' AND voided_on = ''"


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
        visits=_paid(read, year, client).get(client, ()),
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
        f" {_SHARES} WHERE cases.client_id = ? ORDER BY year DESC"
    )
    return tuple(int(one["year"]) for one in read.all(sql, _LATEST, "", _LATEST, client))


def year_rows(read: Reader, year: int) -> tuple[YearRow, ...]:
    """Every client with something in a year, or with a live receipt of it, by name: what is issued in January, and
    what is out and says something else by now. Who was retired since is among them: they paid all the same."""
    paid = _paid(read, year)
    live = {one["client_id"]: one for one in read.all(f"{_LIVE} AND year = ?", year)}
    sql = "SELECT id, given_name, family_name, preferred_name FROM clients ORDER BY sort_name, id"
    found = []
    for one in read.all(sql):
        visits, out = paid.get(one["id"], ()), live.get(one["id"])
        if visits or out:
            name = listed_name(one["given_name"], one["family_name"], one["preferred_name"])
            cents = sum(share.cents for visit in visits for share in visit.payments)
            found.append(YearRow(ClientId(one["id"]), name, len(visits), cents, _live(out, visits) if out else None))
    return tuple(found)


def _live(row: dict[str, Any], visits: tuple[BilledVisit, ...]) -> LiveYearReceipt:
    stands = read_back(row["facts"]).visits == visits
    return LiveYearReceipt(BillId(row["id"]), row["version"], row["number"], stands)


def _paid(read: Reader, year: int, client: int = 0) -> dict[int, tuple[BilledVisit, ...]]:
    """By client the visits that were paid for in a year, each with the payments that count in it, the oldest first."""
    first, last = f"{year}-01-01", f"{year}-12-31"
    of_client, values = (" WHERE cases.client_id = ?", (client,)) if client else ("", ())
    facts: tuple[object, ...] = (last, first, last, *values)
    sql = (
        "SELECT cases.client_id, visits.id, visits.date_of_service, therapists.given_name, therapists.family_name,"
        " therapists.designation, payments.id AS payment, payments.paid_on, payments.method, payments.reference,"
        f" payment_shares.cents {_SHARES} JOIN therapists ON therapists.id = visits.therapist_id {of_client}"
        " ORDER BY cases.client_id, visits.date_of_service, visits.starts_at, visits.id, payments.paid_on, payments.id"
    )
    names = _services(read, of_client, facts)
    made: dict[int, tuple[BilledVisit, ...]] = {}
    for owner, rows in groupby(read.all(sql, *facts), lambda one: int(one["client_id"])):
        visits = tuple(_visits(rows, names))
        if visits:
            made[owner] = visits
    return made


def _visits(rows: Iterator[dict[str, Any]], names: dict[int, tuple[BilledService, ...]]) -> Iterator[BilledVisit]:
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


def _services(read: Reader, of_client: str, facts: tuple[object, ...]) -> dict[int, tuple[BilledService, ...]]:
    """By visit what was given, by name alone: such a receipt has no code, and no charge."""
    sql = (
        f"SELECT visit_services.visit_id, visit_services.name FROM (SELECT DISTINCT visits.id {_SHARES} {of_client}) AS"  # noqa: S608 - constants
        " paid JOIN visit_services ON visit_services.visit_id = paid.id AND visit_services.retired_at IS NULL"
        " ORDER BY visit_services.visit_id, visit_services.place, visit_services.id"
    )
    rows = read.all(sql, *facts)
    return {
        visit: tuple(BilledService(name=one["name"]) for one in of_visit)
        for visit, of_visit in groupby(rows, lambda one: int(one["visit_id"]))
    }
