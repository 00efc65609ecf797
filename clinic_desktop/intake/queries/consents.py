"""Reads consents."""

from datetime import date

from clinic_desktop.clients.model import ClientId
from clinic_desktop.intake.model.consents import Consent, ConsentId
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates

NEWEST_FIRST = Order(("signed_on", "id"), descending=True)


def consent_page(read: Reader, owner: ClientId, after: Cursor | None = None) -> Page[Consent]:
    """The consents of a client, the last one signed first."""
    return page(read, Listing("consent_rows", _consent, "client_id = ?", (owner,)), NEWEST_FIRST, after)


def consent(read: Reader, row: int) -> Consent:
    """One consent; raises Missing."""
    return _consent(read.one("SELECT * FROM consent_rows WHERE id = ?", row))


def _consent(row: Row) -> Consent:
    return Consent(
        id=ConsentId(row["id"]),
        version=row["version"],
        client=ClientId(row["client_id"]),
        kind=row["kind"],
        signed_on=date.fromisoformat(row["signed_on"]),
        signed_by=row["signed_by"],
        signer=row["signer"],
        words=row["words"],
        region=row["region"],
        until_on=dates.kept(row["until_on"]),
        withdrawn_on=dates.kept(row["withdrawn_on"]),
        withdrawn_why=row["withdrawn_why"],
        witness=row["witness"],
    )
