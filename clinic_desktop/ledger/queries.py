"""Reads a client’s account entry by entry, and the facts of a statement of account."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from clinic_desktop.clients.model import ClientId
from clinic_desktop.clients.queries import client as client_of
from clinic_desktop.clients.rules import mail_names
from clinic_desktop.errors import Missing
from clinic_desktop.ledger.model import (
    AGES,
    ENTRIES,
    AccountPaper,
    AccountStatement,
    LedgerEntry,
    MoneyPaper,
    MoneyReceipt,
    ReceiptLine,
)
from clinic_desktop.payers.queries import payer
from clinic_desktop.payments.model import ALL_PARTS, Payment
from clinic_desktop.payments.queries import accounts_of, payment, payments_of_prepaid, refunds_of
from clinic_desktop.practice.queries import practice
from clinic_desktop.prepaid.queries import prepaid, prepaids_of
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.values.addresses import address_lines
from clinic_desktop.wording import say

_CHARGES = (
    "SELECT visit_rows.id, visit_rows.date_of_service, visit_rows.charged_cents, visit_rows.services,"
    " (SELECT owed_by FROM visit_owers WHERE visit_id = visit_rows.id) <> 0 AS is_of_payer FROM cases"
    " CROSS JOIN visit_rows ON visit_rows.case_id = cases.id"
    " WHERE cases.client_id = ? AND cases.retired_at IS NULL AND visit_rows.status = 'given'"
)
_PAYMENTS = (
    "SELECT payment_rows.*, coalesce(prepaids.name, '') AS prepaid_name, coalesce(payers.name, '') AS payer_name"
    " FROM payment_rows LEFT JOIN prepaids ON prepaids.id = coalesce(payment_rows.sold_id, payment_rows.drawn_id)"
    " LEFT JOIN payers ON payers.id = payment_rows.payer_id WHERE payment_rows.client_id = ?"
)
_SHARES = (
    "SELECT payment_shares.payment_id, payment_shares.visit_id, payment_shares.cents, visits.date_of_service,"
    " (SELECT owed_by FROM visit_owers WHERE visit_owers.visit_id = visits.id) <> 0 AS is_of_payer"
    " FROM payments JOIN payment_shares ON payment_shares.payment_id = payments.id"
    " AND payment_shares.retired_at IS NULL JOIN visits ON visits.id = payment_shares.visit_id"
    " WHERE payments.client_id = ? AND payments.retired_at IS NULL"
    " ORDER BY visits.date_of_service, visits.starts_at, visits.id"
)
_WRITE_OFFS = (
    "SELECT write_offs.*, visits.date_of_service FROM cases"
    " CROSS JOIN visits ON visits.case_id = cases.id AND visits.retired_at IS NULL"
    " CROSS JOIN write_offs ON write_offs.visit_id = visits.id AND write_offs.retired_at IS NULL"
    " WHERE cases.client_id = ? AND cases.retired_at IS NULL"
)
_ORDER = {kind: at for at, kind in enumerate(ENTRIES)}


def ledger(read: Reads, client: int) -> tuple[LedgerEntry, ...]:
    """All entries of a client in their order, each with the balance that it leaves. The last one’s is the client’s
    balance: what is open of visits given, less what is on account or was paid for visits to come."""
    return _Account(read, client).entries()


def statement(read: Reads, client: int, first: date, last: date) -> AccountStatement:
    """The account of a client from the first to the last day, both with it."""
    account = _Account(read, client)
    found = account.entries()
    within = tuple(one for one in found if first <= one.day <= last)
    closing = sum(one.cents for one in found if one.day <= last)
    open_cents = account.open_on(last)
    aging = _aging(open_cents, last)
    credit = sum(one.row["credit_cents"] for one in account.payments if one.day <= last)
    return AccountStatement(
        client=ClientId(client),
        first=first,
        last=last,
        opening_cents=sum(one.cents for one in found if one.day < first),
        entries=within,
        closing_cents=closing,
        aging_cents=aging,
        credit_cents=credit,
        ahead_cents=sum(aging) - credit - closing,
        payers_cents=sum(cents for _, is_of_payer, cents in open_cents if is_of_payer)
        - account.from_payers_ahead(last),
        prepaids=tuple(one for one in prepaids_of(read, client) if one.left_cents > 0),
    )


def account_paper(read: Reader, client: int, first: date, last: date, today: date) -> AccountPaper:
    """What a statement of account from the first to the last day prints; raises Missing."""
    found = client_of(read, client)
    said = statement(read, client, first, last)
    return AccountPaper(practice(read), found.name, mail_names(found, today), address_lines(found), said, today)


def sale_receipt(read: Reader, row: int, today: date) -> MoneyReceipt:
    """What the receipt of a package, membership or gift card prints; raises Missing."""
    sold = prepaid(read, row)
    name = client_of(read, sold.client).name if sold.client else sold.bought_by
    paid = tuple(ReceiptLine(one) for one in payments_of_prepaid(read, row) if one.sold)
    return MoneyReceipt(practice(read), name, "", paid, sold, today)


def payment_receipt(read: Reader, row: int, today: date) -> MoneyReceipt:
    """What the receipt of a payment prints, with all that was given back of it; of a refund that of the payment which
    it gives back, of what bought a package or gift card that of the sale. Raises Missing, too where it was drawn from
    what was bought before: no money came in then."""
    found = payment(read, row)
    if found.refunds:
        found = payment(read, found.refunds)
    if found.drawn:
        raise Missing(say("No money came in with this: it was paid when that was bought, and has its receipt there."))
    if found.sold:
        return sale_receipt(read, found.sold, today)
    assert found.client
    lines = tuple(_receipt_line(read, one) for one in (found, *refunds_of(read, found.id)))
    plan = payer(read, found.payer).name if found.payer else ""
    return MoneyReceipt(practice(read), client_of(read, found.client).name, plan, lines, None, today)


def _receipt_line(read: Reader, found: Payment) -> ReceiptLine:
    days = {one.id: one.visit.date_of_service for one in accounts_of(read, found.id)}
    return ReceiptLine(found, tuple((days[one.visit], one.cents) for one in found.shares if one.cents))


@dataclass(frozen=True, slots=True)
class _Paid:
    """A payment with its shares, and the day on which it stands in the account."""

    row: dict[str, Any]
    shares: tuple[dict[str, Any], ...]

    @property
    def day(self) -> date:
        """When it was paid; what was drawn from a package stands where it was used, not where that was bought."""
        if self.row["drawn_id"] and self.shares:
            return max(date.fromisoformat(one["date_of_service"]) for one in self.shares)
        return date.fromisoformat(self.row["paid_on"])

    @property
    def kind(self) -> str:
        """Its key among the entries."""
        if self.row["refunds_id"]:
            return "refund"
        if self.row["drawn_id"]:
            return "draw"
        return "sale" if self.row["sold_id"] else "payment"


class _Account:
    """The rows of one client, each read once."""

    def __init__(self, read: Reads, client: int) -> None:
        self.charges = read.all(_CHARGES, client)
        shares: dict[int, list[dict[str, Any]]] = {}
        for one in read.all(_SHARES, client):
            shares.setdefault(one["payment_id"], []).append(one)
        self.payments = [_Paid(row, tuple(shares.get(row["id"], ()))) for row in read.all(_PAYMENTS, client)]
        self.write_offs = read.all(_WRITE_OFFS, client)
        self.forfeits = [one for one in prepaids_of(read, client) if one.forfeited_cents and one.ended_on]

    def entries(self) -> tuple[LedgerEntry, ...]:
        """All of them in order, with the running balance."""
        found = [*self._charged(), *map(_payment, self.payments), *self._written_off(), *self._forfeited()]
        found.sort(key=lambda one: (one.day, _ORDER[one.kind], one.row))
        balance, made = 0, []
        for one in found:
            balance += one.cents
            made.append(replace(one, balance_cents=balance))
        return tuple(made)

    def open_on(self, last: date) -> list[tuple[date, bool, int]]:
        """What was open of the visits given up to a day, as the entries up to it have it: the day of each, whether a
        payer is billed for it, and the cents."""
        charged = {one["id"]: one for one in self.charges if one["date_of_service"] <= last.isoformat()}
        left = {visit: one["charged_cents"] for visit, one in charged.items()}
        paid = [share for one in self.payments if one.day <= last for share in one.shares]
        gone = [one for one in self.write_offs if one["written_off_on"] <= last.isoformat()]
        for one in (*paid, *gone):
            if one["visit_id"] in left:
                left[one["visit_id"]] -= one["cents"]
        return [
            (date.fromisoformat(one["date_of_service"]), bool(one["is_of_payer"]), left[visit])
            for visit, one in charged.items()
        ]

    def from_payers_ahead(self, last: date) -> int:
        """What payers had paid up to a day for visits of theirs that were not given then, in cents: it is not the
        client's."""
        given = {one["id"] for one in self.charges if one["date_of_service"] <= last.isoformat()}
        paid = (one for one in self.payments if one.row["payer_id"] and one.day <= last)
        return sum(
            share["cents"]
            for one in paid
            for share in one.shares
            if share["is_of_payer"] and share["visit_id"] not in given
        )

    def _charged(self) -> Iterable[LedgerEntry]:
        for row in self.charges:
            day = date.fromisoformat(row["date_of_service"])
            yield LedgerEntry(day, "charge", row["id"], row["charged_cents"], 0, name=row["services"], days=(day,))

    def _written_off(self) -> Iterable[LedgerEntry]:
        for row in self.write_offs:
            yield LedgerEntry(
                day=date.fromisoformat(row["written_off_on"]),
                kind="write_off",
                row=row["id"],
                cents=-row["cents"],
                balance_cents=0,
                name=row["why"],
                method=row["kind"],
                days=(date.fromisoformat(row["date_of_service"]),),
            )

    def _forfeited(self) -> Iterable[LedgerEntry]:
        for one in self.forfeits:
            assert one.ended_on is not None
            parts = (("sold", one.forfeited_cents),)
            yield LedgerEntry(one.ended_on, "forfeit", one.id, 0, 0, name=one.name, method=one.ended_kind, parts=parts)


def _payment(paid: _Paid) -> LedgerEntry:
    row = paid.row
    return LedgerEntry(
        day=paid.day,
        kind=paid.kind,
        row=row["id"],
        # Tips, tax, products and sales are paid where they are bought: they move no balance.
        cents=-row["service_cents"] - row["credit_cents"],
        balance_cents=0,
        name=row["prepaid_name"],
        method=row["method"],
        reference=row["reference"],
        payer=row["payer_name"],
        parts=tuple((part, row[f"{part}_cents"]) for part in ALL_PARTS if row[f"{part}_cents"]),
        days=tuple(dict.fromkeys(date.fromisoformat(one["date_of_service"]) for one in paid.shares)),
    )


def days_handed(read: Reader, paper: MoneyPaper) -> tuple[date, ...]:
    """On which days a receipt left the clinic, or statements of a client did, in the forms that are kept."""
    sql = (
        "SELECT handed_on FROM money_papers WHERE kind = ? AND client_id IS ? AND payment_id IS ? AND prepaid_id IS ?"
        " ORDER BY id"
    )
    rows = read.all(sql, paper.kind, paper.client, paper.payment, paper.prepaid)
    return tuple(date.fromisoformat(row["handed_on"]) for row in rows)


def _aging(open_cents: Iterable[tuple[date, bool, int]], last: date) -> tuple[int, ...]:
    found = [0] * len(AGES)
    for day, _, cents in open_cents:
        age = (last - day).days
        found[max(at for at, first in enumerate(AGES) if first <= age)] += cents
    return tuple(found)
