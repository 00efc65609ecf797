"""Reads the clinic, its therapists, credentials and services."""

from collections.abc import Collection
from datetime import date

from clinic_desktop.practice.model import (
    Credential,
    CredentialId,
    LicensedTherapist,
    LicensePaper,
    Practice,
    Service,
    ServiceId,
    Therapist,
    TherapistId,
    TherapistNumbers,
)
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates

BY_NAME = Order(("sort_name", "id"))
BY_STATE = Order(("state", "id"))


def practice(read: Reader) -> Practice:
    """The clinic's own facts."""
    row = read.one("SELECT * FROM practice WHERE id = 1")
    del row["id"], row["retired_at"], row["recovery_mark"], row["tries_mark"]
    row["billing_therapist"] = row.pop("billing_therapist_id")
    for flag in ("prints_ssn", "is_incorporated", "is_demo", "notes_on_paper"):
        row[flag] = bool(row[flag])
    return Practice(**row)


def therapist_page(read: Reader, after: Cursor | None = None) -> Page[Therapist]:
    """The therapists by last name."""
    return page(read, Listing("therapist_rows", _therapist), BY_NAME, after)


def therapist(read: Reader, row: int) -> Therapist:
    """One therapist; raises Missing."""
    return _therapist(read.one("SELECT * FROM therapist_rows WHERE id = ?", row))


def credential_page(read: Reader, owner: TherapistId, after: Cursor | None = None) -> Page[Credential]:
    """A therapist's credentials by state."""
    return page(read, Listing("credential_rows", _credential, "therapist_id = ?", (owner,)), BY_STATE, after)


def service_page(read: Reader, after: Cursor | None = None) -> Page[Service]:
    """The services by name."""
    return page(read, Listing("service_rows", _service), BY_NAME, after)


def service(read: Reader, row: int) -> Service:
    """One service; raises Missing."""
    return _service(read.one("SELECT * FROM service_rows WHERE id = ?", row))


def credential(read: Reader, row: int) -> Credential:
    """One credential; raises Missing."""
    return _credential(read.one("SELECT * FROM credential_rows WHERE id = ?", row))


def therapist_numbers(read: Reader, owner: TherapistId) -> TherapistNumbers:
    """By what a payer knows a therapist, also one who left: what the clinic's own state gave comes first."""
    known = read.all("SELECT npi FROM therapists WHERE id = ?", owner)
    numbered = [one for one in _credentials(read, owner) if one.number]
    state = practice(read).state
    chosen = next((one for one in numbered if one.state == state), next(iter(numbered), None))
    return TherapistNumbers(known[0]["npi"] if known else "", f"{chosen.state} {chosen.number}" if chosen else "")


def license_paper(read: Reader, today: date, only: Collection[int] = (), *, with_tax_id: bool = False) -> LicensePaper:
    """The licenses and numbers of the clinic: of all therapists on the list, or `only` of these, who may have left."""
    rows = read.all("SELECT * FROM therapists ORDER BY sort_name, id")
    chosen = [row for row in rows if (row["id"] in only if only else row["retired_at"] is None)]
    licensed = tuple(LicensedTherapist(_therapist(row), _credentials(read, row["id"])) for row in chosen)
    return LicensePaper(practice(read), licensed, today, with_tax_id)


def _credentials(read: Reader, owner: int) -> tuple[Credential, ...]:
    """All of a therapist's, by state."""
    sql = "SELECT * FROM credential_rows WHERE therapist_id = ? ORDER BY state, id"
    return tuple(map(_credential, read.all(sql, owner)))


def _therapist(row: Row) -> Therapist:
    return Therapist(
        TherapistId(row["id"]),
        row["version"],
        row["given_name"],
        row["family_name"],
        row["designation"],
        row["npi"],
        row["taxonomy"],
    )


def _credential(row: Row) -> Credential:
    return Credential(
        CredentialId(row["id"]),
        row["version"],
        TherapistId(row["therapist_id"]),
        row["kind"],
        row["state"],
        row["number"],
        dates.kept(row["expires_on"]),
    )


def _service(row: Row) -> Service:
    return Service(
        ServiceId(row["id"]),
        row["version"],
        row["name"],
        row["procedure_code"],
        bool(row["is_timed"]),
        row["priced_by"],
        row["price_cents"],
        row["usual_minutes"],
    )
