"""Reads payers and their departments."""

from clinic_desktop.payers.model import Department, DepartmentId, Merge, Payer, PayerId, PayerRow
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values.text import folded, plain

BY_NAME = Order(("sort_name", "id"))
IN_ORDER = Order(("id",))


def payer_page(read: Reader, after: Cursor | None = None, *, typed: str = "", retired: bool = False) -> Page[PayerRow]:
    """The payers by name, the retired ones only when asked; only those that have what was typed in name or number."""
    where, values = f"retired_at IS {'NOT NULL' if retired else 'NULL'}", tuple[object, ...]()
    words = folded(plain(typed))
    if words:
        # A clinic has some dozens of payers: reading their names costs less than keeping a search table.
        where += " AND instr(sort_name || ' ' || lower(payer_number), ?) > 0"
        values = (words,)
    return page(read, Listing("payer_rows", _listed, where, values), BY_NAME, after)


def payer(read: Reader, row: int) -> Payer:
    """One payer, retired or not; raises Missing."""
    found = read.one("SELECT * FROM payers WHERE id = ?", row)
    del found["sort_name"]
    found["is_retired"] = found.pop("retired_at") is not None
    found["asks_times"] = bool(found["asks_times"])
    return Payer(**found)


def department_page(read: Reader, owner: PayerId, after: Cursor | None = None) -> Page[Department]:
    """A payer's departments, oldest first."""
    return page(read, Listing("department_rows", _department, "payer_id = ?", (owner,)), IN_ORDER, after)


def department(read: Reader, row: int) -> Department:
    """One department; raises Missing."""
    return _department(read.one("SELECT * FROM department_rows WHERE id = ?", row))


def merge(read: Reader, gone: PayerId) -> Merge:
    """What would move when this payer is merged into another one."""
    policies = read.one("SELECT count(*) AS n FROM policies WHERE payer_id = ? AND retired_at IS NULL", gone)
    departments = read.one("SELECT count(*) AS n FROM department_rows WHERE payer_id = ?", gone)
    return Merge(policies["n"], departments["n"])


def _listed(row: Row) -> PayerRow:
    return PayerRow(PayerId(row["id"]), row["version"], row["name"], row["payer_number"], row["phone"], row["policies"])


def _department(row: Row) -> Department:
    owner = PayerId(row.pop("payer_id"))
    return Department(id=DepartmentId(row.pop("id")), payer=owner, **row)
