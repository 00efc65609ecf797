"""Cases to write letters about: one with everything that a letter can tell, and one with nothing."""

import shutil
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from appealing import NOTICE
from charting import answer
from factories import POLICY, PRESCRIBER, make_clinic, new_case, new_client, new_policy, new_prescriber
from reporting import treated_case

from clinic_desktop.appeals.commands.denials import AddDenial
from clinic_desktop.authorizations.commands import AddAuthorization
from clinic_desktop.authorizations.model import AuthorizationDraft
from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.clients.commands import ChangeClient
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clients.queries import client
from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.commands.calls import LogBenefitCall
from clinic_desktop.coverage.model.kept import BenefitCallDraft
from clinic_desktop.intake.commands.history import TakeHistory
from clinic_desktop.intake.model.history import HistoryDraft
from clinic_desktop.letters.commands.letters import IssueLetter, WriteLetter
from clinic_desktop.letters.document.papers import letter_now
from clinic_desktop.letters.loader import shipped
from clinic_desktop.letters.model import ComposedLetter, LetterDraft, LetterEdit, LetterId
from clinic_desktop.letters.queries.record import verdict_of
from clinic_desktop.letters.rules.filling import marker
from clinic_desktop.payers.commands import AddDepartment
from clinic_desktop.payers.model import DepartmentDraft
from clinic_desktop.practice.commands import AddCredential, ChangeBilling
from clinic_desktop.practice.model import BillingDraft, CredentialDraft
from clinic_desktop.practice.queries import practice
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.superbills.commands.acceptances import AcceptFinding

TITLES = {"M54.2": "Cervicalgia", "S13.4XXA": "Sprain of ligaments of cervical spine"}
SOMEWHERE = "Office of the Insurance Commissioner\nPO Box 1\nOlympia, WA 98504"
DEPARTMENTS = ("appeals", "authorization", "claims", "member")


@cache
def _made() -> "tempfile.TemporaryDirectory[str]":
    """A clinic with the whole case, closed: to make it takes longer than most tests of letters."""
    home = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    clinic, _ = make_clinic(Path(home.name) / "clinic")
    whole_case(clinic)
    clinic.close()
    return home


def with_whole_case(path: Path) -> ClinicFolder:
    """A copy of that clinic: its case and its denial are rows 1."""
    shutil.copytree(Path(_made().name) / "clinic", path)
    return ClinicFolder(path)


def whole_case(clinic: Clinic) -> tuple[CaseId, int]:
    """A case with everything, and the row of a denial of its last visits."""
    prescriber = replace(PRESCRIBER, street="2 Hill Road", city="Tacoma", state="WA", zip="98402")
    new_prescriber(clinic, prescriber)
    clinic.do(ChangeBilling(BillingDraft(organization_npi="2999999909"), practice(clinic.read).version))
    clinic.do(AddCredential(1, CredentialDraft("license", "WA", "MA60000000", "8/31/2027")))
    case = treated_case(clinic, is_signed=True)
    person = client(clinic.read, 1)
    born = ClientDraft("Rosalind", "Mae", "Nguyễn", "Zuzu", birth_date="3/4/1985", phone="2535550143")
    draft = replace(born, street="208 Fir Avenue", city="Tacoma", state="WA", zip="98405")
    clinic.do(ChangeClient(person.id, person.version, draft))
    new_policy(clinic, case, replace(POLICY, group_number="7001"))
    for kind in DEPARTMENTS:
        box = {"street": "PO Box 100", "city": "Seattle", "state": "WA", "zip": "98101"}
        clinic.do(AddDepartment(1, DepartmentDraft(kind, f"{kind.title()} department", "2065550150", **box)))
    clinic.do(TakeHistory(1, HistoryDraft(taken_on="10/1/2026", prior_care="Ibuprofen, and six weeks of exercises")))
    granted = AuthorizationDraft(policy="1", number="PA-1042", granted="8", starts_on="10/1/2026", ends_on="12/31/2026")
    clinic.do(AddAuthorization(case, granted))
    clinic.do(LogBenefitCall(case, BenefitCallDraft(policy="1", rep="Kim", reference="R-4471", called_on="10/2/2026")))
    answer(clinic, case, funding="insured", network="in")
    notice = replace(NOTICE, policy="1", noticed_on="11/18/2026", claim_number="CLM-2041", codes="CO-50 CO-197")
    notice = replace(notice, quoted="Not medically necessary.", visits=("6", "7"), amount="280.00")
    notice = replace(notice, whose="member", regime="erisa")
    return case, clinic.do(AddDenial(case, notice)).row


def bare_case(clinic: Clinic) -> CaseId:
    """A case of a client of whom nobody knows more than the name."""
    client = new_client(clinic, ClientDraft("Ann", family_name="Bare"))
    return new_case(clinic, client, CaseDraft("health", "Neck pain"))


def draft_of(kind: str, denial: int = 0, voice: str = "", **edits: str) -> LetterDraft:
    """A letter of this kind, with some parts typed; to somewhere where the record does not say to whom."""
    if shipped(kind).to in ("state", "other"):
        edits = {"to": SOMEWHERE} | edits
    typed = {key: LetterEdit(text, marker("addressee") if key == "to" else "") for key, text in edits.items()}
    return LetterDraft(kind=kind, voice=voice, denial=denial, edits=typed)


def now(clinic: Clinic, case: CaseId, draft: LetterDraft) -> ComposedLetter:
    """The letter as it stands."""
    return letter_now(clinic.read, case, draft, clinic.clock.today(), TITLES)[0]


def accept_all(clinic: Clinic, case: CaseId, draft: LetterDraft) -> None:
    """Take every question of its pre-flight upon oneself."""
    made, record = letter_now(clinic.read, case, draft, clinic.clock.today(), TITLES)
    for one in verdict_of(clinic.read, made, record).findings:
        if one.grade == "ASK" and not one.accepted:
            clinic.do(AcceptFinding(record.client.id, one.rule, (one.fact,), "Read today"))


def written(clinic: Clinic, case: CaseId, draft: LetterDraft) -> LetterId:
    """A draft on record."""
    return LetterId(clinic.do(WriteLetter(case, 0, 0, draft, TITLES)).row)


def issued(clinic: Clinic, case: CaseId, draft: LetterDraft) -> LetterId:
    """A letter that is out."""
    accept_all(clinic, case, draft)
    return LetterId(clinic.do(IssueLetter(case, 0, 0, draft, TITLES)).row)
