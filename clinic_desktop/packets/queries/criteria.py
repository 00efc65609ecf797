"""Reads what a payer wants proved, as the clinic wrote it down."""

from datetime import date

from clinic_desktop.packets.model.criteria import CriterionId, PayerCriterion
from clinic_desktop.payers.model import PayerId
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row

AS_WRITTEN = Order(("id",))


def criterion_page(read: Reader, payer: int, after: Cursor | None = None) -> Page[PayerCriterion]:
    """What a payer wants proved, in the order in which it was written down."""
    where = "payer_id = ? AND retired_at IS NULL"
    return page(read, Listing("payer_criteria", _criterion, where, (payer,)), AS_WRITTEN, after)


def _criterion(row: Row) -> PayerCriterion:
    return PayerCriterion(
        CriterionId(row["id"]),
        row["version"],
        PayerId(row["payer_id"]),
        row["words"],
        row["evidence"],
        row["source"],
        date.fromisoformat(row["checked_on"]),
    )
