"""What a row is called where a field names it by its id: a visit by its day, a bill by its number."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from clinic_desktop.audit.rules.fields import Called, value_words
from clinic_desktop.store.reader import Reader


class _Named(NamedTuple):
    """A table, and what its rows are called by: the first of these columns that is filled in."""

    table: str
    by: tuple[str, ...] = ()


_FILE = _Named("attachments", ("title", "file_name"))
_BILL = _Named("bills", ("number",))
_PAYMENT = _Named("payments", ("paid_on",))
_PREPAID = _Named("prepaids", ("name", "number", "kind"))
_LETTER = _Named("letters", ("title", "kind"))
_THERAPIST = _Named("therapists")
# By the field that names the row, and by the word for it that stands in a text.
_NAMED = {
    "attachment": _FILE,
    "authorization": _Named("authorizations", ("number", "starts_on", "asked_on")),
    "bill": _BILL,
    "billing_therapist": _THERAPIST,
    "call": _Named("benefit_calls", ("called_on",)),
    "case": _Named("cases", ("reason", "kind")),
    "contact": _Named("contacts", ("name",)),
    "contract": _Named("contracts", ("network", "payer_id")),
    "denial": _Named("denials", ("claim_number", "noticed_on", "received_on")),
    "drawn": _PREPAID,
    "estimate": _Named("estimates", ("number",)),
    "flag": _Named("health_flags", ("words",)),
    "follows": _PREPAID,
    "form": _FILE,
    "from": _FILE,
    "goal": _Named("plan_goals", ("activity", "measure")),
    "import": _Named("imports", ("file_name",)),
    "into": _FILE,
    "letter": _LETTER,
    "map": _Named("body_maps", ("drawn_on",)),
    "note": _Named("visit_notes", ("visit_id",)),
    "packet": _Named("packets", ("number", "reference", "purpose")),
    "payer": _Named("payers", ("name",)),
    "payment": _PAYMENT,
    "plan": _Named("treatment_plans", ("starts_on", "number")),
    "policy": _Named("policies", ("payer_id", "plan_name", "member_id")),
    "prescriber": _Named("prescribers"),
    "prescription": _Named("prescriptions", ("ordered_on", "prescriber_id")),
    "refunds": _PAYMENT,
    "replaces": _LETTER,
    "service": _Named("services", ("name",)),
    "sold": _PREPAID,
    "statement": _Named("benefit_statements", ("statement_on", "received_on")),
    "therapist": _THERAPIST,
    "visit": _Named("visits", ("date_of_service",)),
}
# How a row is called by itself, by the first of these columns that it has.
_NAMES = ("name", "title", "number", "payer_name", "date_of_service", "code", "legal_name", "file_name")


def field_name(read: Reader, column: str, row: int, called: Called) -> str:
    """What the row is called that this field names; "" where it is not there, or has no name."""
    found = _NAMED.get(column.removesuffix("_id"))
    return row_name(read, found.table, row, called, found.by) if found else ""


def row_name(read: Reader, table: str, row: int, called: Called, by: tuple[str, ...] = ()) -> str:
    """What a row of a table is called, "" where it is not there or has no name."""
    found = read.all(f"SELECT * FROM {table} WHERE id = ?", row)  # noqa: S608 - a known table
    return name_in(found[0], called, by) if found else ""


def name_in(facts: Mapping[str, Any], called: Called, by: tuple[str, ...] = ()) -> str:
    """What a row is called by its own columns, "" where it has no name."""
    if facts.get("family_name"):
        return " ".join(str(facts[part]) for part in ("given_name", "family_name") if facts.get(part))
    column = next((name for name in by or _NAMES if facts.get(name)), "")
    if not column:
        return ""
    value = facts[column]
    # A number is not counted with: it is what stands on the paper.
    return str(value) if isinstance(value, int) and not column.endswith("_id") else value_words(column, value, called)
