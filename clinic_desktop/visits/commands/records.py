"""What the commands about visits and those about their notes share: the rows around a visit."""

import json
from collections.abc import Sequence

from clinic_desktop.practice.model import Service, ServiceId
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values import dates
from clinic_desktop.values.dates import parse_date
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.visits.model import VisitDraft
from clinic_desktop.visits.queries import payer_habits
from clinic_desktop.visits.rules.habits import rule_of
from clinic_desktop.visits.rules.visits import VisitFacts


def visit_facts(tx: Transaction, case: int, draft: VisitDraft, kept: Sequence[Row]) -> VisitFacts:
    """What a visit of this case is read against; `kept` are the services it has already. Raises Missing."""
    owner = tx.active("cases", case)
    today = tx.clock.today()
    try:
        day = parse_date(draft.date_of_service, today)
    except Unreadable:
        # Said at its field; what the units are counted by does not matter then.
        day = today
    return VisitFacts(
        today=today,
        born=dates.kept(tx.current("clients", owner["client_id"])["birth_date"]),
        began=dates.kept(owner["onset_on"]),
        closed=dates.kept(owner["closed_on"]),
        rule=rule_of(payer_habits(tx, case, day)),
        services=_services(tx, kept),
    )


def service_rows(tx: Transaction, visit: int) -> list[Row]:
    """The services of a visit in their order."""
    return tx.all("SELECT * FROM visit_services WHERE visit_id = ? AND retired_at IS NULL ORDER BY place, id", visit)


def note_row(tx: Transaction, visit: int) -> Row | None:
    """The note of a visit, or None."""
    return tx.one("SELECT * FROM visit_notes WHERE visit_id = ? AND retired_at IS NULL", visit)


def paid_cents(tx: Transaction, visit: int) -> int:
    """What was paid for a visit, in cents. Payments are a room above this one, known here by their table alone."""
    row = tx.one("SELECT sum(cents) AS paid FROM payment_shares WHERE visit_id = ? AND retired_at IS NULL", visit)
    return int(row["paid"] or 0) if row else 0


def is_signed_in(tx: Transaction, therapist: Row) -> bool:
    """Whether the person who is signed in is this therapist."""
    return bool(tx.current("staff", tx.origin.actor or 0)["therapist_id"] == therapist["id"])


def note_therapist(note: Row) -> int:
    """Whose note it is, as it was signed."""
    return int(json.loads(note["signed_facts"])["therapist_id"])


def full_name(therapist: Row) -> str:
    """A therapist's name."""
    return f"{therapist['given_name']} {therapist['family_name']}"


def _services(tx: Transaction, kept: Sequence[Row]) -> dict[int, Service]:
    """The services that may be chosen; those a visit has already as they were when it was recorded.

    A code that was missing then is taken from the list now: that is how a bill that lacks it is mended.
    """
    rows = {row["id"]: row for row in tx.all("SELECT * FROM services")}
    found = {row: _service(one) for row, one in rows.items() if not one["retired_at"]}
    for one in kept:
        own = rows[one["service_id"]]
        code = one["procedure_code"] or own["procedure_code"]
        found[own["id"]] = _service(own | {name: one[name] for name in _AS_IT_WAS} | {"procedure_code": code})
    return found


_AS_IT_WAS = ("name", "is_timed", "priced_by", "price_cents")


def _service(row: Row) -> Service:
    return Service(
        id=ServiceId(row["id"]),
        version=row["version"],
        name=row["name"],
        procedure_code=row["procedure_code"],
        is_timed=bool(row["is_timed"]),
        priced_by=row["priced_by"],
        price_cents=row["price_cents"],
        usual_minutes=row["usual_minutes"],
    )
