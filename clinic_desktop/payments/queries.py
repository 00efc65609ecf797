"""Reads visits with what was paid for them, the payments behind that, and what is open of a client’s visits."""

from collections.abc import Mapping, Sequence
from datetime import date

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.errors import Missing
from clinic_desktop.payments.model import (
    BOUGHT_BEFORE,
    Balance,
    Payment,
    PaymentDraft,
    PaymentId,
    PaymentShare,
    VisitAccount,
    VisitPayment,
    WriteOff,
    WriteOffId,
)
from clinic_desktop.store.paging import Cursor, Listing, Page, page
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.visits.model import VisitId
from clinic_desktop.visits.queries.visits import NEWEST_FIRST, listed
from clinic_desktop.wording import say

MOST_OPEN_ACCOUNTS = 50


def account_page(read: Reader, owner: CaseId, after: Cursor | None = None) -> Page[VisitAccount]:
    """A case's visits with what was paid for each, the newest on top."""
    return page(read, Listing("account_rows", _account, "case_id = ?", (owner,)), NEWEST_FIRST, after)


def account(read: Reader, visit: int) -> VisitAccount:
    """One visit with what was paid for it; raises Missing."""
    return _account(read.one("SELECT * FROM account_rows WHERE id = ?", visit))


def accounts_of(read: Reads, payment: int) -> tuple[VisitAccount, ...]:
    """The visits a payment is for, the oldest first."""
    sql = (
        "SELECT account_rows.* FROM payment_shares JOIN account_rows ON account_rows.id = payment_shares.visit_id"
        " WHERE payment_shares.payment_id = ? AND payment_shares.retired_at IS NULL"
        " ORDER BY account_rows.date_of_service, account_rows.starts_at, account_rows.id"
    )
    return tuple(map(_account, read.all(sql, payment)))


def payments_of_visit(read: Reader, visit: VisitId) -> tuple[VisitPayment, ...]:
    """What was paid for a visit, the oldest payment first."""
    return payments_of_visits(read, (visit,))[visit]


def payments_of_visits(read: Reader, visits: Sequence[int]) -> Mapping[int, tuple[VisitPayment, ...]]:
    """What was paid for each of these visits, the oldest payment first, by their ids."""
    found: dict[int, tuple[VisitPayment, ...]] = dict.fromkeys(visits, ())
    marks = ", ".join("?" * len(found))
    sql = (
        "SELECT payment_rows.*, payment_shares.visit_id, payment_shares.cents,"  # noqa: S608 - marks only
        " NOT EXISTS (SELECT 1 FROM payment_shares AS others"
        " WHERE others.payment_id = payment_rows.id AND others.retired_at IS NULL AND others.id < payment_shares.id)"
        " AS is_first, coalesce(payers.name, '') AS payer_name"
        " FROM payment_shares JOIN payment_rows ON payment_rows.id = payment_shares.payment_id"
        " LEFT JOIN payers ON payers.id = payment_rows.payer_id"
        f" WHERE payment_shares.visit_id IN ({marks}) AND payment_shares.retired_at IS NULL"
        " ORDER BY payment_rows.paid_on, payment_rows.id"
    )
    for row in read.all(sql, *found):
        found[row["visit_id"]] += (_of_visit(row),)
    return found


def payment(read: Reader, row: int) -> Payment:
    """One payment with its shares; raises Missing."""
    return _payment(read, read.one("SELECT * FROM payment_rows WHERE id = ?", row))


def usual_method(read: Reader, client: ClientId) -> str:
    """How a client paid last, what was bought before left out; what a draft begins with where nothing was paid."""
    sql = (
        "SELECT method FROM payment_rows WHERE client_id = ? AND method NOT IN (?, ?, ?)"
        " AND refunds_id IS NULL AND payer_id IS NULL"
        " ORDER BY paid_on DESC, id DESC LIMIT 1"
    )
    found = read.all(sql, client, *BOUGHT_BEFORE)
    return str(found[0]["method"]) if found else PaymentDraft().method


def credit(read: Reads, client: int) -> int:
    """What a client has on account, in cents."""
    found = read.all("SELECT credit_cents FROM balances WHERE client_id = ?", client)
    return int(found[0]["credit_cents"]) if found else 0


def payments_of_prepaid(read: Reader, row: int) -> tuple[Payment, ...]:
    """What was paid for a package, membership or gift card, given back of it and drawn from it, in its order."""
    sql = (
        "SELECT * FROM payment_rows WHERE sold_id = ?1 UNION ALL SELECT * FROM payment_rows WHERE drawn_id = ?1"
        " ORDER BY id"
    )
    return tuple(_payment(read, one) for one in read.all(sql, row))


def refunds_of(read: Reader, payment: int) -> tuple[Payment, ...]:
    """What was given back of a payment, the oldest first."""
    sql = "SELECT * FROM payment_rows WHERE refunds_id = ? ORDER BY paid_on, id"
    return tuple(_payment(read, one) for one in read.all(sql, payment))


def write_off(read: Reads, row: int) -> WriteOff:
    """One write-off; raises Missing."""
    found = read.all("SELECT visit_id FROM write_offs WHERE id = ? AND retired_at IS NULL", row)
    for one in write_offs_of(read, found[0]["visit_id"]) if found else ():
        if one.id == row:
            return one
    raise Missing(say("This is no longer there."))


def written_off(read: Reader, visits: Sequence[int]) -> Mapping[int, int]:
    """What was written off of each of these visits, in cents, by their ids."""
    found = dict.fromkeys(visits, 0)
    marks = ", ".join("?" * len(found))
    sql = (
        "SELECT visit_id, sum(cents) FROM write_offs"  # noqa: S608 - marks only
        f" WHERE visit_id IN ({marks}) AND retired_at IS NULL GROUP BY visit_id"
    )
    return found | dict(read.rows(sql, *found))


def write_offs_of(read: Reads, visit: int) -> tuple[WriteOff, ...]:
    """What was written off of a visit, the oldest first."""
    sql = "SELECT * FROM write_offs WHERE visit_id = ? AND retired_at IS NULL ORDER BY written_off_on, id"
    return tuple(
        WriteOff(
            WriteOffId(row["id"]),
            row["version"],
            VisitId(row["visit_id"]),
            row["cents"],
            date.fromisoformat(row["written_off_on"]),
            row["kind"],
            row["why"],
        )
        for row in read.all(sql, visit)
    )


def open_accounts(read: Reader, owner: int, start: int = 0) -> tuple[VisitAccount, ...]:
    """A case's visits that were given and are not paid in full, the oldest first, from the place `start` on, counted
    from 0, MOST_OPEN_ACCOUNTS at most."""
    sql = (
        "SELECT * FROM account_rows WHERE case_id = ? AND status = 'given'"
        " AND charged_cents > paid_cents + written_off_cents ORDER BY date_of_service, starts_at, id LIMIT ? OFFSET ?"
    )
    return tuple(map(_account, read.all(sql, owner, MOST_OPEN_ACCOUNTS, start)))


def open_count(read: Reader, owner: int) -> int:
    """How many visits of a case were given and are not paid in full."""
    sql = (
        "SELECT count(*) AS many FROM account_rows WHERE case_id = ? AND status = 'given'"
        " AND charged_cents > paid_cents + written_off_cents"
    )
    return int(read.one(sql, owner)["many"])


def balance(read: Reader, client: ClientId) -> Balance:
    """What a client was charged, has paid, was spared and has on account, in all cases together, and what of what is
    open payers are to pay."""
    sql = (
        "SELECT charged_cents, paid_cents, written_off_cents, credit_cents,"
        " coalesce((SELECT sum(cents) FROM open_of_payers WHERE open_of_payers.client_id = balances.client_id), 0)"
        " FROM balances WHERE client_id = ?"
    )
    return next((Balance(*one) for one in read.rows(sql, client)), Balance())


def _account(row: Row) -> VisitAccount:
    return VisitAccount(listed(row), row["paid_cents"], row["written_off_cents"])


def _payment(read: Reader, row: Row) -> Payment:
    sql = (
        "SELECT payment_shares.visit_id, payment_shares.cents FROM payment_shares"
        " JOIN visits ON visits.id = payment_shares.visit_id"
        " WHERE payment_shares.payment_id = ? AND payment_shares.retired_at IS NULL"
        " ORDER BY visits.date_of_service, visits.starts_at, visits.id"
    )
    shares = tuple(PaymentShare(VisitId(one["visit_id"]), one["cents"]) for one in read.all(sql, row["id"]))
    return Payment(
        PaymentId(row["id"]),
        row["version"],
        ClientId(row["client_id"]) if row["client_id"] else None,
        date.fromisoformat(row["paid_on"]),
        row["method"],
        row["reference"],
        row["service_cents"],
        row["tip_cents"],
        row["tax_cents"],
        row["product_cents"],
        row["other_cents"],
        row["credit_cents"],
        row["sold_cents"],
        row["sold_id"],
        row["drawn_id"],
        row["refunds_id"],
        row["payer_id"],
        bool(row["paid_ahead"]),
        row["note"],
        shares,
        row["statement_id"],
    )


def _of_visit(row: Row) -> VisitPayment:
    first = row["is_first"]
    return VisitPayment(
        PaymentId(row["id"]),
        row["version"],
        date.fromisoformat(row["paid_on"]),
        row["method"],
        row["reference"],
        row["cents"],
        row["tip_cents"] * first,
        row["tax_cents"] * first,
        row["product_cents"] * first,
        row["other_cents"] * first,
        row["credit_cents"] * first,
        row["drawn_id"],
        row["refunds_id"],
        row["payer_id"],
        row["payer_name"],
    )
