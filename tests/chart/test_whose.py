"""A chart shows what is its own client's alone, whatever a link says."""

from pathlib import Path

from charting import full_case
from charts import open_chart
from factories import new_case, new_client, new_payment
from pytestqt.qtbot import QtBot
from scoring import new_score

from clinic_desktop.clients.model import ClientDraft, ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.commands import LogContact
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.coverage.commands.calls import LogBenefitCall
from clinic_desktop.coverage.commands.follow_ups import FollowUp
from clinic_desktop.coverage.model.kept import BenefitCallDraft
from clinic_desktop.coverage.model.outcome import Step
from clinic_desktop.visits.model import VisitId
from ui.chart.page import ChartPage
from ui.session import Session

TABLES = {
    "case": "cases",
    "policy": "policies",
    "authorization": "authorizations",
    "contact": "contacts",
    "strike": "contacts",
    "call": "benefit_calls",
    "follow-up": "follow_ups",
    "prescription": "prescriptions",
    "diagnosis": "diagnoses",
    "visit": "visits",
    "note": "visits",
    "payment": "payments",
    "measure": "scores",
    "score": "scores",
}


def opened(qtbot: QtBot, clinic: Clinic, client: ClientId, tmp_path: Path) -> tuple[ChartPage, list[str]]:
    session = Session(clinic)
    troubles: list[str] = []
    session.trouble.connect(troubles.append)
    chart = open_chart(qtbot, session, tmp_path, client)
    return chart, troubles


def test_what_is_another_client_s_does_not_open(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> None:
    case = full_case(clinic)
    owner = ClientId(clinic.read.one("SELECT client_id FROM cases WHERE id = ?", case)["client_id"])
    given = clinic.read.one("SELECT id FROM visits WHERE status = 'given' ORDER BY id LIMIT 1")["id"]
    new_payment(clinic, VisitId(given))
    clinic.do(FollowUp(case, Step("Call again.", None, "tests")))
    clinic.do(LogBenefitCall(case, BenefitCallDraft(called_on="11/20", answers={"benefit.active": "yes"})))
    clinic.do(LogContact(case, ContactDraft(contacted_on="11/20", party="other", name="Bea", said="Wait.")))
    new_score(clinic, case)
    other = new_client(clinic, ClientDraft("Ana", "", "Lee"))
    new_case(clinic, other)
    chart, troubles = opened(qtbot, clinic, other, tmp_path)
    own, quiet = opened(qtbot, clinic, owner, tmp_path)
    for part, table in TABLES.items():
        row = clinic.read.one(f"SELECT max(id) AS id FROM {table} WHERE id <> ?", -1)["id"]
        if part == "case":
            row = case
        if part in ("visit", "note"):
            row = given
        chart.open_part(f"{part}/{row}")
        assert troubles == ["This is another client’s. Open that client’s chart."], part
        assert chart._editor is None, part
        troubles.clear()
        before = own._editor
        own.open_part(f"of/{case}/{part}/{row}")
        assert own._editor not in (None, before) and not quiet, part
