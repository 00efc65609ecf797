"""Reads the bills that were issued: the list, one of them, and the paper that was handed out."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId, listed_name
from clinic_desktop.clients.queries import clients_found
from clinic_desktop.errors import Missing, StoreTrouble
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.submissions.queries.standing import stages_of
from clinic_desktop.superbills.model.bill import Kind
from clinic_desktop.superbills.model.issued import BillId, BillRow, IssuedBill
from clinic_desktop.superbills.queries.years import IS_OWN
from clinic_desktop.superbills.rules.kept import read_back
from clinic_desktop.superbills.rules.names import paid_words
from clinic_desktop.superbills.rules.typed import number_typed
from clinic_desktop.values import dates
from clinic_desktop.wording import say

# What is paid by now of the visits of a bill, by whom ever; of a year receipt what the client paid that counts in it,
# as superbills.queries.years has it. What is void says nothing any more.
_PAID_NOW = f"""CASE WHEN bills.voided_on <> '' THEN bills.paid_cents
    WHEN bills.kind = 'year_receipt' THEN (
        -- Cross, so that it goes from the cases of the one client.
        SELECT coalesce(sum(payment_shares.cents), 0) FROM cases
        CROSS JOIN visits ON visits.case_id = cases.id AND visits.retired_at IS NULL AND visits.status = 'given'
        CROSS JOIN payment_shares ON payment_shares.visit_id = visits.id AND payment_shares.retired_at IS NULL
        CROSS JOIN payments ON payments.id = payment_shares.payment_id AND {IS_OWN}
        WHERE cases.client_id = bills.client_id AND cases.retired_at IS NULL
            AND CAST(substr(max(payments.paid_on, visits.date_of_service), 1, 4) AS INTEGER) = bills.year)
    ELSE (
        SELECT coalesce(sum(payment_shares.cents), 0) FROM bill_visits
        JOIN payment_shares ON payment_shares.visit_id = bill_visits.visit_id AND payment_shares.retired_at IS NULL
        WHERE bill_visits.bill_id = bills.id AND bill_visits.retired_at IS NULL) END"""  # noqa: S608 - constants
_ROWS = f"(SELECT bills.*, {_PAID_NOW} AS paid_now_cents FROM bill_rows AS bills)"  # noqa: S608 - constants
NEWEST_FIRST = Order(("number",), descending=True)
FIRST_NUMBER = 1001


def bill_page(
    read: Reader, today: date, after: Cursor | None = None, *, typed: str = "", client: int = 0
) -> Page[BillRow]:
    """The bills, the newest on top; those of a number or of clients who fit what was typed, or of one client."""
    found = page(read, _listing(read, today, typed, client), NEWEST_FIRST, after)
    stages = stages_of(read, [one.id for one in found.rows])
    return replace(found, rows=tuple(replace(one, stage=stages.get(one.id, "")) for one in found.rows))


def _listing(read: Reader, today: date, typed: str, client: int) -> Listing[BillRow]:
    words, number = typed.strip(), number_typed(typed)
    if client:
        return Listing(_ROWS, _listed, "client_id = ?", (client,))
    if not words:
        return Listing(_ROWS, _listed)
    if number:
        return Listing(_ROWS, _listed, "number LIKE ?", (f"{number}%",))
    # Bounded work for any words, as in the list of clients.
    who = [int(one.id) for one in clients_found(read, words, today, retired=None).rows]
    marks = ", ".join("?" * len(who))
    return Listing(_ROWS, _listed, f"client_id IN ({marks})", tuple(who))


def bills_that_say_too_much(read: Reader, client: int) -> tuple[BillRow, ...]:
    """The live bills of a client that say more was paid than is by now, by number."""
    sql = (
        f"SELECT * FROM {_ROWS} WHERE client_id = ? AND voided_on = '' AND paid_now_cents < paid_cents"  # noqa: S608 - constants
        " ORDER BY number"
    )
    return tuple(map(_listed, read.all(sql, client)))


def bill_row(read: Reader, row: int) -> BillRow:
    """A bill as listed; raises Missing."""
    return _listed(read.one(f"SELECT * FROM {_ROWS} WHERE id = ?", row))  # noqa: S608 - constants


def issued_bill(read: Reader, row: int) -> IssuedBill:
    """One bill; raises Missing, or StoreTrouble where what was kept of it cannot be read."""
    found = read.one("SELECT * FROM bills WHERE id = ?", row)
    try:
        said = read_back(found["facts"])
    except (AttributeError, TypeError, ValueError) as damaged:
        raise StoreTrouble(say("What no. {number} says is damaged. Restore a backup.", number=found["number"])) from (
            damaged
        )
    return IssuedBill(
        id=BillId(found["id"]),
        version=found["version"],
        kind=found["kind"],
        number=found["number"],
        issued_on=date.fromisoformat(found["issued_on"]),
        issued_at=datetime.fromisoformat(found["issued_at"]),
        client=ClientId(found["client_id"]),
        case=CaseId(found["case_id"] or 0),
        bill=said,
        digest=found["digest"],
        replaces=_numbers(found["replaces"]),
        replaced_by=_came_instead(read, found["client_id"], found["number"]),
        voided_on=dates.kept(found["voided_on"]),
        void_why=found["void_why"],
        void_digest=found["void_digest"],
    )


def bill_of_number(read: Reader, number: int) -> BillId:
    """The bill with this number; raises Missing."""
    return BillId(read.one("SELECT id FROM bills WHERE number = ?", number)["id"])


def bills_numbered(read: Reader, typed: str) -> tuple[BillRow, ...]:
    """The bill with the number that was typed, as a person says it ("1030", "no. 1030"); empty without one."""
    number = number_typed(typed)
    sql = f"SELECT * FROM {_ROWS} WHERE number = ?"  # noqa: S608 - constant
    return tuple(map(_listed, read.all(sql, int(number)))) if number else ()


def paper(read: Reader, found: IssuedBill) -> bytes:
    """The PDF to hand out: the very bytes that were issued, of a voided bill those with VOID over them.

    Raises StoreTrouble where they are not what was issued.
    """
    content = _kept(read, found.void_digest or found.digest)
    if content is None:
        raise StoreTrouble(say("The paper of no. {number} is damaged. Restore a backup.", number=found.number))
    return content


def is_whole(read: Reader, found: IssuedBill) -> bool:
    """Whether the very bytes that were issued are still there, whatever became of the bill."""
    return _kept(read, found.digest) is not None


def next_number(read: Reader) -> int:
    """The number of the next bill: one series for all kinds, without a gap."""
    last = read.one("SELECT max(number) AS last FROM bills")["last"]
    return FIRST_NUMBER if last is None else int(last) + 1


def corrects(read: Reader, kind: Kind, visits: Sequence[int]) -> tuple[int, ...]:
    """The numbers of the voided bills that one of these visits corrects: of each visit the newest it was on."""
    sql = (
        "SELECT max(bills.number) AS number FROM json_each(?) AS wanted"
        " CROSS JOIN bill_visits ON bill_visits.visit_id = wanted.value"
        " CROSS JOIN bills ON bills.id = bill_visits.bill_id"
        " WHERE bills.kind = ? AND bills.voided_on <> '' GROUP BY bill_visits.visit_id"
    )
    return tuple(sorted({row["number"] for row in read.all(sql, json.dumps(list(visits)), kind)}))


def live_bills_of(read: Reader, visits: Sequence[int]) -> tuple[BillRow, ...]:
    """The bills that were issued for one of these visits and are not void, by number."""
    marks = ", ".join("?" * len(visits))
    sql = (
        f"SELECT * FROM {_ROWS} WHERE voided_on = '' AND id IN (SELECT bill_id FROM bill_visits"  # noqa: S608 - marks
        f" WHERE visit_id IN ({marks}) AND retired_at IS NULL) ORDER BY number"
    )
    return tuple(map(_listed, read.all(sql, *visits))) if visits else ()


def paid_on_bills(read: Reader, visits: Sequence[int]) -> tuple[str, ...]:
    """What the live bills of these visits say was paid, a sentence each: to know before that is changed."""
    return tuple(paid_words(one.kind, one.number, one.paid_cents) for one in live_bills_of(read, visits))


def _kept(read: Reader, digest: str) -> bytes | None:
    """The bytes of this SHA-256; None where they are gone, or others by now."""
    try:
        content = read.content(digest)
    except (Missing, StoreTrouble):
        return None
    return content if hashlib.sha256(content).hexdigest() == digest else None


def _came_instead(read: Reader, client: int, number: int) -> tuple[int, ...]:
    """The numbers of the bills that correct this one: those of its client that name it."""
    sql = "SELECT number, replaces FROM bills WHERE client_id = ? AND number > ? AND replaces <> '' ORDER BY number"
    return tuple(one["number"] for one in read.all(sql, client, number) if number in _numbers(one["replaces"]))


def _numbers(kept: str) -> tuple[int, ...]:
    return tuple(map(int, kept.split()))


def _listed(row: Row) -> BillRow:
    return BillRow(
        id=BillId(row["id"]),
        version=row["version"],
        kind=row["kind"],
        number=row["number"],
        issued_on=date.fromisoformat(row["issued_on"]),
        client=ClientId(row["client_id"]),
        client_name=listed_name(row["given_name"], row["family_name"], row["preferred_name"]),
        case=CaseId(row["case_id"] or 0),
        therapist_name=row["therapist"],
        payer_name=row["payer"],
        first_day=date.fromisoformat(row["first_day"]),
        last_day=date.fromisoformat(row["last_day"]),
        visits=row["visits"],
        charged_cents=row["charged_cents"],
        paid_cents=row["paid_cents"],
        replaces=_numbers(row["replaces"]),
        voided_on=dates.kept(row["voided_on"]),
        year=row["year"] or 0,
        paid_now_cents=row["paid_now_cents"],
    )
