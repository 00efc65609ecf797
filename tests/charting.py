"""A case on record whose coverage is asked about, and what is read of it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from billable import ready_clinic
from contracting import CONTRACT, new_contract
from factories import (
    CLIENT,
    POLICY,
    PRESCRIPTION,
    VISIT,
    new_case,
    new_client,
    new_policy,
    new_prescriber,
    new_prescription,
    new_visit,
)

from clinic_desktop.authorizations.commands import AddAuthorization
from clinic_desktop.authorizations.model import AuthorizationDraft
from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.commands.answers import AnswerCoverage
from clinic_desktop.coverage.loader.gathering import Gathered, gather
from clinic_desktop.coverage.loader.packs import read_packs
from clinic_desktop.coverage.model.packs import Packs

TODAY = date(2026, 11, 24)
# Names that stand nowhere else, so that they are found wherever they leak.
WHOLE = replace(CLIENT, given_name="Quillaby", family_name="Zathroth", preferred_name="Zuzu")
PACK = """
id = "tests"
title = "Rules of tests"
version = 3
dated = 2026-11-20

[[rules]]
id = "massage"
title = "Massage benefit"
stage = "benefit"
needs = { massage = "yes" }
verdict = "UNLIKELY"
missing = "A massage benefit"
source = "Tests"
checked_on = 2026-11-20
basis = "known"
"""


def packs(tmp_path: Path) -> Packs:
    """A pack of one rule."""
    path = tmp_path / "tests.toml"
    path.write_text(PACK, encoding="utf-8")
    found = read_packs([path])
    assert not found.broken, found.broken
    return found


def plain_case(clinic: Clinic, draft: CaseDraft | None = None) -> CaseId:
    """A case with nothing in it but itself; all of them are of one client."""
    client = ClientId(1) if clinic.read.all("SELECT 1 FROM clients") else new_client(clinic, WHOLE)
    return new_case(clinic, client, draft or CaseDraft("health", "Zathroth’s neck", "9/1/2026"))


def full_case(clinic: Clinic) -> CaseId:
    """A case of a licensed therapist with a contract: policy, prescription, authorization, a visit, one to come."""
    ready_clinic(clinic)
    case = plain_case(clinic, CaseDraft("health", "Zathroth’s neck", "9/1/2026", no_accident=True, note="Quillaby"))
    new_policy(clinic, case, replace(POLICY, note="Quillaby Zathroth"))
    new_contract(clinic, 1, CONTRACT)
    new_prescriber(clinic)
    draft = replace(PRESCRIPTION, visits_ordered="8", frequency="1 a week", note="For Quillaby")
    new_prescription(clinic, case, draft)
    granted = AuthorizationDraft(number="PA-1042", granted="12", starts_on="11/1/2026", ends_on="12/31/2026")
    clinic.do(AddAuthorization(case, granted))
    new_visit(clinic, case)
    new_visit(clinic, case, replace(VISIT, status="planned", date_of_service="12/1/2026"))
    return case


def answer(clinic: Clinic, case: CaseId, origin: str = "", **typed: str) -> None:
    """Answer by keys with two underscores for the dot."""
    clinic.do(AnswerCoverage(case, {key.replace("__", "."): text for key, text in typed.items()}, origin))


def gathered(clinic: Clinic, case: CaseId, therapist: int | None = None) -> Gathered:
    return gather(clinic.read, case, TODAY, therapist)
