"""Reads payers and their departments."""

from clinic_desktop.payers.model import MERGE_LABEL, Department, DepartmentId, Merge, Payer, PayerId, PayerRow
from clinic_desktop.payers.rules import merged_into
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.values.text import folded, plain

BY_NAME = Order(("sort_name", "id"))
IN_ORDER = Order(("id",))
# Which command took a payer off the list. By the moment: an undo that is done again writes that moment back, and an
# entry of another one is from before the payer came back.
_TAKEN_OFF_BY = (
    "SELECT audit.label FROM audit WHERE audit.table_name = 'payers' AND audit.row_id = payer_rows.id"
    " AND audit.verb = 'retire' AND audit.at = payer_rows.retired_at ORDER BY audit.id DESC LIMIT 1"
)
# The entries of one command stand together, and a merge retires last: so few before it are looked through.
_NEAR = 100


def payer_page(read: Reader, after: Cursor | None = None, *, typed: str = "", retired: bool = False) -> Page[PayerRow]:
    """The payers by name, the retired ones only when asked; only those that have what was typed in name or number.

    One that was merged into another is on neither list.
    """
    if retired:
        return _found(read, (f"retired_at IS NOT NULL AND ({_TAKEN_OFF_BY}) IS NOT ?", MERGE_LABEL), typed, after)
    return _found(read, ("retired_at IS NULL",), typed, after)


# What of its rows goes with a payer, by the names of Merge.
_MOVES = """
SELECT
    (SELECT count(*) FROM policies WHERE payer_id = ?1 AND retired_at IS NULL) AS policies,
    (SELECT count(*) FROM departments WHERE payer_id = ?1 AND retired_at IS NULL) AS departments,
    (SELECT count(*) FROM contracts WHERE payer_id = ?1 AND retired_at IS NULL) AS contracts,
    (SELECT count(*) FROM supervision_answers WHERE payer_id = ?1 AND retired_at IS NULL) AS answers,
    (SELECT count(*) FROM contacts WHERE payer_id = ?1 AND retired_at IS NULL) AS contacts,
    (SELECT count(*) FROM benefit_statements WHERE payer_id = ?1 AND retired_at IS NULL) AS statements,
    (SELECT count(*) FROM payments WHERE payer_id = ?1 AND retired_at IS NULL) AS payments,
    (SELECT count(*) FROM restrictions WHERE payer_id = ?1 AND retired_at IS NULL) AS restrictions,
    (SELECT count(*) FROM packets WHERE payer_id = ?1 AND retired_at IS NULL AND number IS NULL) AS packets,
    (SELECT count(*) FROM payer_criteria WHERE payer_id = ?1 AND retired_at IS NULL) AS criteria
"""


def merged_like(read: Reader, typed: str) -> PayerRow | None:
    """The first payer that was merged into another one and has what was typed in name or number."""
    merged_ones = (f"retired_at IS NOT NULL AND ({_TAKEN_OFF_BY}) = ?", MERGE_LABEL)
    return next(iter(_found(read, merged_ones, typed, None).rows), None)


def payer(read: Reader, row: int) -> Payer:
    """One payer, retired or not; raises Missing."""
    found = read.one("SELECT * FROM payers WHERE id = ?", row)
    del found["sort_name"]
    found["is_retired"] = found.pop("retired_at") is not None
    found["asks_times"] = bool(found["asks_times"])
    return Payer(**found)


def merged(read: Reads, row: int) -> str:
    """That this payer was merged into another one, as a sentence; "" where it was not."""
    taken = read.all(f"SELECT ({_TAKEN_OFF_BY}) AS label FROM payer_rows WHERE id = ?", row)  # noqa: S608 - constants
    if not taken or taken[0]["label"] != MERGE_LABEL:
        return ""
    return merged_into(_kept_name(read, row))


def _kept_name(read: Reads, gone: int) -> str:
    """The payer that what was merged went to, as its rows tell; "" where nothing went."""
    found = read.all(
        "SELECT payers.name FROM payers AS gone"
        " JOIN audit AS taken ON taken.table_name = 'payers' AND taken.row_id = gone.id AND taken.at = gone.retired_at"
        " AND taken.verb = 'retire' AND taken.label = ?"
        " JOIN audit AS beside ON beside.id BETWEEN taken.id - ? AND taken.id - 1 AND beside.command = taken.command"
        " JOIN payers ON payers.id <> gone.id AND payers.id = CASE beside.table_name"
        " WHEN 'payers' THEN beside.row_id ELSE json_extract(beside.after, '$.payer_id') END"
        " WHERE gone.id = ? ORDER BY beside.id DESC LIMIT 1",
        *(MERGE_LABEL, _NEAR, gone),
    )
    return str(found[0]["name"]) if found else ""


def department_page(read: Reader, owner: PayerId, after: Cursor | None = None) -> Page[Department]:
    """A payer's departments, oldest first."""
    return page(read, Listing("department_rows", _department, "payer_id = ?", (owner,)), IN_ORDER, after)


def department(read: Reader, row: int) -> Department:
    """One department; raises Missing."""
    return _department(read.one("SELECT * FROM department_rows WHERE id = ?", row))


def merge(read: Reader, gone: PayerId) -> Merge:
    """What would move when this payer is merged into another one."""
    return Merge(**read.one(_MOVES, gone))


def _found(read: Reader, which: tuple[str, *tuple[str, ...]], typed: str, after: Cursor | None) -> Page[PayerRow]:
    where, *values = which
    words = folded(plain(typed))
    if words:
        # A clinic has some dozens of payers: reading their names costs less than keeping a search table.
        where += " AND instr(sort_name || ' ' || lower(payer_number), ?) > 0"
        values.append(words)
    return page(read, Listing("payer_rows", _listed, where, tuple(values)), BY_NAME, after)


def _listed(row: Row) -> PayerRow:
    return PayerRow(PayerId(row["id"]), row["version"], row["name"], row["payer_number"], row["phone"], row["policies"])


def _department(row: Row) -> Department:
    owner = PayerId(row.pop("payer_id"))
    return Department(id=DepartmentId(row.pop("id")), payer=owner, **row)
