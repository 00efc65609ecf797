"""Reads prescribers, the prescriptions and diagnoses of a case, and how often each code is used."""

import json
from collections.abc import Mapping
from datetime import date

from clinic_desktop.cases.model import CaseId
from clinic_desktop.cases.queries import case_head
from clinic_desktop.referrals.model import (
    Diagnosis,
    DiagnosisId,
    DiagnosisRow,
    Known,
    OrderRate,
    Prescriber,
    PrescriberId,
    PrescriberRow,
    Prescription,
    PrescriptionId,
    PrescriptionPaper,
    PrescriptionRow,
    full_name,
)
from clinic_desktop.referrals.rules.frequency import read_rate
from clinic_desktop.referrals.rules.names import called, credentials, may_be_one, read_name
from clinic_desktop.referrals.rules.prescribers import wanted
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates
from clinic_desktop.values.text import folded

BY_NAME = Order(("sort_name", "id"))
NEWEST_FIRST = Order(("ordered_on", "id"), descending=True)
IN_ORDER = Order(("place", "id"))
_HAS_EVERY_WORD = "NOT EXISTS (SELECT 1 FROM json_each(?) AS word WHERE instr(search_text, word.value) = 0)"


def prescriber_page(
    read: Reader, after: Cursor | None = None, *, typed: str = "", retired: bool = False
) -> Page[PrescriberRow]:
    """The prescribers by name, the retired ones only when asked; only those that have every word that was typed.

    A word fits anywhere in name, credential, organization, NPI or phone, with or without marks.
    """
    # A clinic has some hundreds of prescribers: reading their names costs less than keeping a search table.
    where = f"{'retired_at IS NOT NULL' if retired else 'retired_at IS NULL'} AND {_HAS_EVERY_WORD}"
    return page(read, Listing("prescriber_rows", _prescriber, where, (wanted(typed),)), BY_NAME, after)


def prescriber(read: Reader, row: int) -> Prescriber:
    """One prescriber, retired or not; raises Missing."""
    found = read.one("SELECT * FROM prescribers WHERE id = ?", row)
    del found["sort_name"], found["search_text"]
    found["is_retired"] = found.pop("retired_at") is not None
    return Prescriber(**found)


def known_prescriber(read: Reads, typed: str) -> Known:
    """Whom a name in one line means: somebody on the list, else somebody who was retired, else somebody new."""
    given, family, credential = read_name(typed)
    if not family:
        return Known("unnamed", "")
    name = full_name(given, family, credential)
    sort_name = folded(f"{family}, {given}" if given else family)
    rows = [_prescriber(row) for row in read.all("SELECT * FROM prescriber_rows WHERE sort_name = ?", sort_name)]
    fits = [row for row in rows if may_be_one(row.credential, credential)]
    listed = _closest([row for row in fits if not row.is_retired], credential)
    near = () if listed or given else _of_last_name(read, family)
    found = listed or near or _closest(fits, credential)
    if near or not found:
        return Known("near" if near else "new", name, near)
    if len(found) > 1:
        return Known("several", name, found)
    return Known("listed" if listed else "retired", name, found)


def prescription_page(read: Reader, owner: CaseId, after: Cursor | None = None) -> Page[PrescriptionRow]:
    """A case's prescriptions and referrals, the newest on top."""
    return page(read, Listing("prescription_rows", _prescription, "case_id = ?", (owner,)), NEWEST_FIRST, after)


def prescription(read: Reader, row: int) -> Prescription:
    """One prescription; raises Missing."""
    found = read.one(
        "SELECT prescriptions.*, given_name, family_name, credential FROM prescriptions"
        " JOIN prescribers ON prescribers.id = prescriptions.prescriber_id"
        " WHERE prescriptions.id = ? AND prescriptions.retired_at IS NULL",
        row,
    )
    del found["retired_at"]
    found["case"] = CaseId(found.pop("case_id"))
    found["prescriber"] = PrescriberId(found.pop("prescriber_id"))
    found["prescriber_name"] = _name(found)
    for name in ("given_name", "family_name", "credential"):
        del found[name]
    for name in ("ordered_on", "starts_on", "expires_on", "signed_on"):
        found[name] = dates.kept(found[name])
    found["diagnoses"] = tuple(found.pop("codes").split())
    found["rate"] = _rate(found)
    for name in ("rate_times", "rate_span", "rate_unit"):
        del found[name]
    found["regions"] = tuple(json.loads(found["regions"]))
    return Prescription(**found)


def prescription_paper(read: Reader, row: int, today: date, payer: int | None = None) -> PrescriptionPaper:
    """What the paper of a prescription says, as it is recorded today; raises Missing."""
    found = prescription(read, row)
    return PrescriptionPaper(case_head(read, found.case, payer), found, prescriber(read, found.prescriber), today)


def diagnosis_page(read: Reader, owner: CaseId, after: Cursor | None = None) -> Page[DiagnosisRow]:
    """A case's diagnoses, the primary one on top."""
    return page(read, Listing("diagnosis_rows", _diagnosis, "case_id = ?", (owner,)), IN_ORDER, after)


def diagnosis(read: Reader, row: int) -> Diagnosis:
    """One diagnosis; raises Missing."""
    found = read.one("SELECT * FROM diagnosis_rows WHERE id = ?", row)
    listed = _diagnosis(found)
    return Diagnosis(
        id=listed.id,
        version=listed.version,
        case=CaseId(found["case_id"]),
        code=listed.code,
        as_written=listed.as_written,
        source=listed.source,
        prescription=listed.prescription,
        source_name=listed.source_name,
        source_on=listed.source_on,
        note=listed.note,
    )


def codes_of(read: Reads, owner: int) -> tuple[str, ...]:
    """The codes of a case's diagnoses, the primary one first."""
    sql = "SELECT code FROM diagnoses WHERE case_id = ? AND retired_at IS NULL ORDER BY place, id"
    return tuple(row["code"] for row in read.all(sql, owner))


def code_use(read: Reader) -> Mapping[str, int]:
    """How many diagnoses have each code."""
    return dict(read.rows("SELECT code, count(*) FROM diagnoses WHERE retired_at IS NULL GROUP BY code"))


def _closest(fits: list[PrescriberRow], credential: str) -> tuple[PrescriberRow, ...]:
    """Not all of whom nobody said what they are: "Maria Lee" may be any of them, "Maria Lee, MD" is that one."""
    same = [row for row in fits if credentials(row.credential) == credentials(credential)] if credential else []
    return tuple(same or fits)


def _of_last_name(read: Reads, family: str) -> tuple[PrescriberRow, ...]:
    """Those on the list who have this last name and a first one."""
    sql = "SELECT * FROM prescriber_rows WHERE retired_at IS NULL AND instr(sort_name, ?) = 1 ORDER BY sort_name, id"
    rows = map(_prescriber, read.all(sql, f"{folded(family)}, "))
    return tuple(row for row in rows if folded(row.family_name) == folded(family))


def _prescriber(row: Row) -> PrescriberRow:
    return PrescriberRow(
        PrescriberId(row["id"]),
        row["version"],
        row["retired_at"] is not None,
        row["given_name"],
        row["family_name"],
        row["credential"],
        row["organization"],
        row["phone"],
        row["npi"],
        row["prescriptions"],
    )


def _prescription(row: Row) -> PrescriptionRow:
    return PrescriptionRow(
        PrescriptionId(row["id"]),
        row["version"],
        PrescriberId(row["prescriber_id"]),
        _name(row),
        called(row["given_name"], row["family_name"], row["credential"]),
        row["npi"],
        row["kind"],
        date.fromisoformat(row["ordered_on"]),
        dates.kept(row["starts_on"]),
        dates.kept(row["expires_on"]),
        row["visits_ordered"],
        tuple(row["codes"].split()),
        _rate(row) or read_rate(row["frequency"]),
        tuple(json.loads(row["regions"])),
        row["signature"],
        dates.kept(row["signed_on"]),
        row["visit_minutes"],
        row["visit_units"],
    )


def _rate(row: Row) -> OrderRate | None:
    """How often, where the number was typed apart from the words."""
    return OrderRate(row["rate_times"], row["rate_span"], row["rate_unit"]) if row["rate_times"] else None


def _diagnosis(row: Row) -> DiagnosisRow:
    paper = row["prescription_id"]
    return DiagnosisRow(
        DiagnosisId(row["id"]),
        row["version"],
        row["rank"],
        row["code"],
        bool(row["as_written"]),
        row["source"],
        None if paper is None else PrescriptionId(paper),
        row["source_name"] if paper is None else _name(row),
        dates.kept(row["source_on"]),
        row["note"],
    )


def _name(row: Row) -> str:
    return full_name(row["given_name"], row["family_name"], row["credential"])
