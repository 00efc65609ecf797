"""Reads contracts: those of a payer, one, and the one that counts on a day."""

from datetime import date
from types import MappingProxyType

from clinic_desktop.contracts import rules
from clinic_desktop.contracts.model import Contract, ContractFee, ContractId, ContractRow
from clinic_desktop.payers.model import PayerId
from clinic_desktop.practice.model import TherapistId, printed_name
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates

BY_THERAPIST = Order(("sort_name", "from_on", "id"))


def contract_page(read: Reader, owner: PayerId, after: Cursor | None = None) -> Page[ContractRow]:
    """A payer's contracts by therapist, the oldest of each first."""
    return page(read, Listing("contract_rows", _listed, "payer_id = ?", (owner,)), BY_THERAPIST, after)


def contract(read: Reader, row: int) -> Contract:
    """One contract with its fees; raises Missing."""
    return _contract(read, read.one("SELECT * FROM contract_rows WHERE id = ?", row))


def contract_on(read: Reader, payer: PayerId, therapist: TherapistId, day: date, network: str = "") -> Contract | None:
    """The contract that runs on that day, its first and last day too; None where none does.

    That of the network goes before that of all plans. Where no network is named and there is none of all plans, the
    only one counts; of several networks none can be told.
    """
    rows = read.all(
        "SELECT * FROM contract_rows WHERE payer_id = ? AND therapist_id = ? AND from_on <= ?"
        " AND (to_on = '' OR to_on >= ?) ORDER BY id",
        *(payer, therapist, day.isoformat(), day.isoformat()),
    )
    by_network = {row["network_key"]: row for row in rows}
    wanted = rules.network_key(network)
    found = by_network.get(wanted) or by_network.get("")
    if found is None and not wanted and len(rows) == 1:
        found = rows[0]
    return _contract(read, found) if found else None


def fee_on(  # noqa: PLR0913 - who, when and what for
    read: Reader,
    payer: PayerId,
    therapist: TherapistId,
    day: date,
    procedure_code: str,
    units: int,
    *,
    network: str = "",
) -> int | None:
    """What the contract of that day allows in cents for so many units of a code; None where no contract runs or it has
    no fee for the code."""
    found = contract_on(read, payer, therapist, day, network)
    return rules.fee_cents(found, procedure_code, units) if found else None


def _contract(read: Reader, row: Row) -> Contract:
    fees = read.all(
        "SELECT procedure_code, allowed_cents, per FROM contract_fees"
        " WHERE contract_id = ? AND retired_at IS NULL ORDER BY place, id",
        row["id"],
    )
    return Contract(
        id=ContractId(row["id"]),
        version=row["version"],
        payer=PayerId(row["payer_id"]),
        therapist=TherapistId(row["therapist_id"]),
        therapist_name=_name(row),
        network=row["network"],
        from_on=date.fromisoformat(row["from_on"]),
        to_on=dates.kept(row["to_on"]),
        binds_unpaid=row["binds_unpaid"],
        note=row["note"],
        fees=MappingProxyType({one["procedure_code"]: ContractFee(**one) for one in fees}),
    )


def _listed(row: Row) -> ContractRow:
    return ContractRow(
        ContractId(row["id"]),
        row["version"],
        PayerId(row["payer_id"]),
        _name(row),
        row["network"],
        date.fromisoformat(row["from_on"]),
        dates.kept(row["to_on"]),
        row["fees"],
    )


def _name(row: Row) -> str:
    return printed_name(row["given_name"], row["family_name"], row["designation"])
