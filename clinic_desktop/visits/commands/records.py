"""What the commands about visits and those about their notes share: the rows around a visit."""

import json
from collections.abc import Mapping
from typing import Any

from clinic_desktop.errors import Missing
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.visits.model import VisitDraft
from clinic_desktop.visits.queries.facts import visit_facts
from clinic_desktop.visits.rules.settled import prepaid_words
from clinic_desktop.visits.rules.visits import VisitFacts, typed_day
from clinic_desktop.wording import say


def facts_of(tx: Transaction, case: int, draft: VisitDraft, visit: int = 0) -> VisitFacts:
    """What a visit of this case is read against; raises Missing for a case that is gone."""
    tx.active("cases", case)
    today = tx.clock.today()
    return visit_facts(tx, case, typed_day(draft, today), today, visit)


def case_of(tx: Transaction, case: int, draft: VisitDraft) -> int:
    """The case a visit goes to: the one chosen in the draft, of the same client; else this one. Raises Missing."""
    if not draft.case or int(draft.case) == case:
        return case
    chosen = tx.active("cases", int(draft.case))
    if chosen["client_id"] != tx.current("cases", case)["client_id"]:
        raise Missing(say("This is no longer there."))
    return int(chosen["id"])


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


def refuse_what_a_plan_said(problems: Problems, tx: Transaction, visit: int, field: str = "") -> None:
    """Note that a benefit statement, or a denial on record, is about a visit: at its status, or where it would be
    removed. Both are rooms above, known here by their tables alone."""
    if tx.one("SELECT 1 FROM benefit_lines WHERE visit_id = ? AND retired_at IS NULL LIMIT 1", visit):
        given = say("A benefit statement is about this visit: it was given.")
        gone = say("A benefit statement is about this visit. Remove the statement first.")
        problems.add(field, given if field else gone)
    if tx.one("SELECT 1 FROM denial_visits WHERE visit_id = ? AND retired_at IS NULL LIMIT 1", visit):
        given = say("A denial on record is about this visit: it was given.")
        problems.add(field, given if field else say("A denial on record is about this visit. Remove the denial first."))


def beside_cents(tx: Transaction, visit: int) -> int:
    """Tip, tax, products and the rest of the payments that stand at a visit, less what of them went back, in cents."""
    row = tx.one(
        "SELECT sum(tip_cents + tax_cents + product_cents + other_cents) AS beside FROM payments"
        " WHERE retired_at IS NULL AND coalesce(refunds_id, id) IN"
        " (SELECT payment_id FROM payment_shares WHERE visit_id = ? AND retired_at IS NULL)",
        visit,
    )
    return int(row["beside"] or 0) if row else 0


def written_off_cents(tx: Transaction, visit: int) -> int:
    """What was written off of a visit, in cents; known here by its table alone, as what was paid."""
    row = tx.one("SELECT sum(cents) AS gone FROM write_offs WHERE visit_id = ? AND retired_at IS NULL", visit)
    return int(row["gone"] or 0) if row else 0


def outside_prepaid(tx: Transaction, now: Row, visit: Mapping[str, Any]) -> tuple[str, str] | None:
    """Where a visit is moved out of the days of the package, membership or gift card that pays it, or is not given any
    more: the field and the sentence. Prepaids are a room above, known here by their tables alone."""
    if all(visit[one] == now[one] for one in ("date_of_service", "status")):
        return None
    sql = (
        "SELECT DISTINCT prepaids.* FROM payment_shares"
        " JOIN payments ON payments.id = payment_shares.payment_id AND payments.retired_at IS NULL"
        " JOIN prepaids ON prepaids.id = payments.drawn_id"
        " WHERE payment_shares.visit_id = ? AND payment_shares.retired_at IS NULL ORDER BY prepaids.id"
    )
    for held in tx.all(sql, now["id"]):
        words = prepaid_words(held, visit)
        if words:
            return "date_of_service" if visit["status"] == now["status"] else "status", words
    return None


def is_signed_in(tx: Transaction, therapist: Row) -> bool:
    """Whether the person who is signed in is this therapist."""
    return bool(tx.current("staff", tx.origin.actor or 0)["therapist_id"] == therapist["id"])


def may_amend(tx: Transaction, therapist: Row) -> bool:
    """Whether the person who is signed in may change what this therapist signed: they themselves, and for one who left
    an owner."""
    actor = tx.current("staff", tx.origin.actor or 0)
    return is_signed_in(tx, therapist) or bool(therapist["retired_at"] and actor["role"] == "owner")


def note_therapist(note: Row) -> int:
    """Whose note it is, as it was signed."""
    return int(json.loads(note["signed_facts"])["therapist_id"])


def full_name(therapist: Row) -> str:
    """A therapist's name."""
    return f"{therapist['given_name']} {therapist['family_name']}"


def add_addendum(tx: Transaction, note: int, words: str) -> int:
    """Write an addendum in the name of whoever is signed in."""
    author = tx.current("staff", tx.origin.actor or 0)
    return tx.insert(
        "addenda",
        {
            "note_id": note,
            "words": words,
            "written_at": tx.origin.at,
            "written_by": author["id"],
            "author": author["name"],
        },
    )
