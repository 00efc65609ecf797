"""What the papers of a determination say stays as it was on its day."""

from datetime import date

from charting import TODAY, full_case, plain_case
from factories import new_case

from clinic_desktop.cases.model import CaseDraft
from clinic_desktop.cases.queries import case as read_case
from clinic_desktop.clients.commands import ChangeClient
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clients.queries import client
from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.commands.calls import LogBenefitCall
from clinic_desktop.coverage.commands.determinations import KeepDetermination
from clinic_desktop.coverage.model.kept import BenefitCallDraft
from clinic_desktop.coverage.model.paper import PaperFacts, PaperLine
from clinic_desktop.coverage.queries.papers import _facts, determination_paper, paper_facts
from clinic_desktop.payers.commands import AddDepartment
from clinic_desktop.payers.model import DepartmentDraft
from clinic_desktop.policies.queries import policy_page


def with_phones(clinic: Clinic, case: int) -> None:
    payer = policy_page(clinic.read, read_case(clinic.read, case).id).rows[0].payer
    for kind, phone in (("member", "253-555-0150"), ("provider", "253-555-0151"), ("member", "253-555-0152")):
        clinic.do(AddDepartment(payer, DepartmentDraft(kind, phone=phone, hours="8 to 5")))


def test_they_name_clinic_client_plan_lines_and_call(clinic: Clinic) -> None:
    case = full_case(clinic)
    with_phones(clinic, case)
    answers = {"benefit.massage_covered": "yes"}
    clinic.do(LogBenefitCall(case, BenefitCallDraft(rep="Kim", reference="C-1", called_on="11/20", answers=answers)))
    facts = paper_facts(clinic.read, case, TODAY)
    policy = policy_page(clinic.read, case).rows[0]
    whose = client(clinic.read, read_case(clinic.read, case).client)
    assert (facts.client_name, facts.payer_name, facts.member_id) == (whose.name, policy.payer_name, policy.member_id)
    assert PaperLine("member", "(253) 555-0150", "8 to 5") in facts.lines
    assert len({one.whom for one in facts.lines}) == len(facts.lines)
    assert (facts.called_on, facts.representative, facts.reference) == (date(2026, 11, 20), "Kim", "C-1")
    kept = clinic.do(KeepDetermination(case)).row
    assert determination_paper(clinic.read, kept).facts == facts


def test_a_name_that_changes_later_changes_no_paper(clinic: Clinic) -> None:
    case = plain_case(clinic)
    kept = clinic.do(KeepDetermination(case)).row
    before = determination_paper(clinic.read, kept)
    whose = client(clinic.read, read_case(clinic.read, case).client)
    clinic.do(ChangeClient(whose.id, whose.version, ClientDraft(whose.given_name, family_name="Other")))
    assert determination_paper(clinic.read, kept) == before
    assert paper_facts(clinic.read, case, TODAY) != before.facts


def test_who_pays_alone_has_no_plan_on_paper(clinic: Clinic) -> None:
    owner = read_case(clinic.read, plain_case(clinic)).client
    case = new_case(clinic, owner, CaseDraft("cash", "Relaxation"))
    facts = paper_facts(clinic.read, case, TODAY)
    assert (facts.payer_name, facts.lines, facts.called_on) == ("", (), None)


def test_what_another_version_kept_is_read_as_far_as_it_is_known() -> None:
    assert _facts({}) == PaperFacts()
    assert _facts({"client_name": "Ana", "of_tomorrow": 1, "called_on": None}) == PaperFacts(client_name="Ana")
