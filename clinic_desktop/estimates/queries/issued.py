"""Reads the estimates that were issued, their deliveries, and the papers that were handed out."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId, listed_name
from clinic_desktop.errors import Missing, StoreTrouble
from clinic_desktop.estimates.model.due import EstimateRequest, RequestId
from clinic_desktop.estimates.model.estimate import (
    DeliveryId,
    EstimateDelivery,
    EstimateId,
    FoundEstimate,
    GoodFaithEstimate,
    IssuedEstimate,
    number_words,
)
from clinic_desktop.estimates.rules.numbers import estimate_number_typed
from clinic_desktop.practice.model import TherapistId
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates
from clinic_desktop.values.frozen import from_json
from clinic_desktop.wording import say

FIRST_NUMBER = 1


def estimates_of(read: Reader, cases: Iterable[int]) -> Mapping[int, tuple[IssuedEstimate, ...]]:
    """The estimates of each of these cases, void ones too, the newest first."""
    sql = "SELECT * FROM estimates WHERE case_id IN (SELECT value FROM json_each(?)) ORDER BY number DESC"
    rows = read.all(sql, json.dumps(list(cases)))
    deliveries = _deliveries(read, [row["id"] for row in rows])
    found: dict[int, tuple[IssuedEstimate, ...]] = defaultdict(tuple)
    for row in rows:
        found[row["case_id"]] += (_issued(row, deliveries[row["id"]]),)
    return found


def issued_estimate(read: Reader, row: int) -> IssuedEstimate:
    """One estimate; raises Missing."""
    found = read.one("SELECT * FROM estimates WHERE id = ?", row)
    return _issued(found, _deliveries(read, [row])[row])


def estimate_of_number(read: Reader, number: int) -> EstimateId:
    """The estimate with this number; raises Missing."""
    return EstimateId(read.one("SELECT id FROM estimates WHERE number = ?", number)["id"])


def estimates_numbered(read: Reader, typed: str) -> tuple[FoundEstimate, ...]:
    """The estimate with the number that was typed, as a person says it ("E-7", "estimate 7"); empty without one."""
    number = estimate_number_typed(typed)
    sql = (
        "SELECT estimates.id, number, client_id, case_id, issued_on, voided_on, given_name, family_name, preferred_name"
        " FROM estimates JOIN clients ON clients.id = estimates.client_id WHERE number = ?"
    )
    return tuple(
        FoundEstimate(
            EstimateId(row["id"]),
            row["number"],
            ClientId(row["client_id"]),
            listed_name(row["given_name"], row["family_name"], row["preferred_name"]),
            CaseId(row["case_id"]),
            date.fromisoformat(row["issued_on"]),
            bool(row["voided_on"]),
        )
        for row in (read.all(sql, number) if number else ())
    )


def estimate_delivery(read: Reader, row: int) -> tuple[EstimateId, EstimateDelivery]:
    """One delivery with the estimate that it is of; raises Missing."""
    found = read.one("SELECT * FROM estimate_deliveries WHERE id = ? AND retired_at IS NULL", row)
    return EstimateId(found["estimate_id"]), _delivery(found)


def requests_of(read: Reader, cases: Iterable[int]) -> Mapping[int, tuple[EstimateRequest, ...]]:
    """The requests of each of these cases, the oldest first."""
    sql = (
        "SELECT * FROM estimate_requests WHERE retired_at IS NULL"
        " AND case_id IN (SELECT value FROM json_each(?)) ORDER BY asked_on, id"
    )
    found: dict[int, tuple[EstimateRequest, ...]] = defaultdict(tuple)
    for row in read.all(sql, json.dumps(list(cases))):
        found[row["case_id"]] += (_request(row),)
    return found


def estimate_request(read: Reader, row: int) -> EstimateRequest:
    """One request; raises Missing."""
    return _request(read.one("SELECT * FROM estimate_requests WHERE id = ? AND retired_at IS NULL", row))


def next_number(read: Reader) -> int:
    """The number of the next estimate: a series of their own, without a gap."""
    last = read.one("SELECT max(number) AS last FROM estimates")["last"]
    return FIRST_NUMBER if last is None else int(last) + 1


def replaced(read: Reader, case: int, first: date, last: date) -> tuple[int, ...]:
    """The numbers that a new estimate of these days comes instead of: those of the case that it overlaps, live, or void
    and not replaced by another one yet."""
    rows = read.all(
        "SELECT number, replaces FROM estimates WHERE case_id = ?1 AND first_day <= ?3 AND last_day >= ?2"
        " ORDER BY number",
        case,
        first.isoformat(),
        last.isoformat(),
    )
    gone = {number for row in rows for number in _numbers(row["replaces"])}
    return tuple(row["number"] for row in rows if row["number"] not in gone)


def estimate_paper(read: Reader, found: IssuedEstimate) -> bytes:
    """The PDF to hand out: the very bytes that were issued, of a void one those with VOID over them.

    Raises StoreTrouble where they are not what was issued.
    """
    content = kept_bytes(read, found.void_digest or found.digest)
    if content is None:
        raise StoreTrouble(
            say("The paper of {number} is damaged. Restore a backup.", number=number_words(found.number))
        )
    return content


def kept_bytes(read: Reader, digest: str) -> bytes | None:
    """The bytes of this SHA-256; None where they are gone, or others by now."""
    try:
        content = read.content(digest)
    except (Missing, StoreTrouble):
        return None
    return content if hashlib.sha256(content).hexdigest() == digest else None


def _deliveries(read: Reader, estimates: Sequence[int]) -> Mapping[int, tuple[EstimateDelivery, ...]]:
    sql = (
        "SELECT * FROM estimate_deliveries WHERE retired_at IS NULL"
        " AND estimate_id IN (SELECT value FROM json_each(?)) ORDER BY delivered_on, id"
    )
    found: dict[int, tuple[EstimateDelivery, ...]] = defaultdict(tuple)
    for row in read.all(sql, json.dumps(estimates)) if estimates else ():
        found[row["estimate_id"]] += (_delivery(row),)
    return found


def _delivery(row: Row) -> EstimateDelivery:
    return EstimateDelivery(
        DeliveryId(row["id"]),
        row["version"],
        date.fromisoformat(row["delivered_on"]),
        row["how"],
        row["delivered_to"],
        row["deliverer"],
        row["note"],
    )


def _request(row: Row) -> EstimateRequest:
    asked = date.fromisoformat(row["asked_on"])
    return EstimateRequest(RequestId(row["id"]), row["version"], CaseId(row["case_id"]), asked, row["note"])


def _numbers(kept: str) -> tuple[int, ...]:
    return tuple(map(int, kept.split()))


def _issued(row: Row, deliveries: tuple[EstimateDelivery, ...]) -> IssuedEstimate:
    return IssuedEstimate(
        id=EstimateId(row["id"]),
        version=row["version"],
        number=row["number"],
        issued_on=date.fromisoformat(row["issued_on"]),
        issued_at=datetime.fromisoformat(row["issued_at"]),
        client=ClientId(row["client_id"]),
        case=CaseId(row["case_id"]),
        therapist=TherapistId(row["therapist_id"]),
        facts=from_json(GoodFaithEstimate, row["facts"]),
        digest=row["digest"],
        replaces=_numbers(row["replaces"]),
        voided_on=dates.kept(row["voided_on"]),
        void_why=row["void_why"],
        void_digest=row["void_digest"],
        deliveries=deliveries,
    )
