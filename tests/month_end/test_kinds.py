"""A month end of several kinds of documents: each case gets what it asks for, and each paper goes to whom it is for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from billable import ORDER, billable_client, damage_papers, look, ready_clinic, ready_visit
from factories import CLIENT, VISIT, new_client, new_policy, new_prescription, new_visit, signing
from month_ends import NOVEMBER, TOMORROW, Doing, files_in, issue_month, opened_copy, plain_visit, swept, write_month
from pdfs import reader, viewed_pages

from clinic_desktop.cases.commands import OpenCase
from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.jobs import Progress
from clinic_desktop.month_end.commands.issuing import issue_command, issue_rows
from clinic_desktop.month_end.commands.leaving_out import LeaveOutCase
from clinic_desktop.month_end.document.print_run import labels_pdf, print_run_pdf
from clinic_desktop.month_end.model import MonthEnd, MonthRow, MonthSpan
from clinic_desktop.month_end.queries.handed import envelopes, handed_bills
from clinic_desktop.month_end.queries.rows import MonthDesk, row_without
from clinic_desktop.month_end.queries.sweep import month_end
from clinic_desktop.month_end.rules.proposing import CaseFacts, due
from clinic_desktop.month_end.rules.words import kinds_counted
from clinic_desktop.payers.commands import AddDepartment
from clinic_desktop.payers.model import DepartmentDraft
from clinic_desktop.policies.model import PolicyDraft
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.superbills.commands.acceptances import AcceptFinding
from clinic_desktop.superbills.model.issued import waits_since
from clinic_desktop.superbills.queries.ready import unbilled_page, waiting
from clinic_desktop.visits.model import VisitNoteDraft

Opener = Callable[[ClinicFolder], Clinic]
ELI = replace(CLIENT, given_name="Eli")
AUTO = CaseDraft("auto", "Hit from behind", "9/1/2026", state="WA", claim_number="CM-1", adjuster_name="Dana Voss")


@pytest.fixture(scope="module")
def prepared(template: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ada has a superbill and, of a claim, a statement; Ben pays by himself."""
    place = tmp_path_factory.mktemp("kinds") / "clinic"
    clinic = opened_copy(template[0], place)
    ready_clinic(clinic)
    own = billable_client(clinic, "Ada")
    ready_visit(clinic, own.case, "11/10/2026")
    claim = CaseId(clinic.do(OpenCase(own.client, AUTO)).row)
    new_policy(clinic, claim, PolicyDraft(payer_name="Harbor Auto", plan_type="pip"))
    new_prescription(clinic, claim, ORDER)
    row = new_visit(clinic, claim, replace(VISIT, date_of_service="11/12/2026"))
    clinic.do(signing(clinic, row, VisitNoteDraft("Stiff", "Tone", "Eased", "Again")))
    (asked,) = (one for one in swept(clinic).rows if one.kind == "statement")
    for one in asked.findings:
        assert one.grade == "ASK"
        clinic.do(AcceptFinding(own.client, one.rule, (one.fact,), "As they want it"))
    cash = CaseId(clinic.do(OpenCase(new_client(clinic), CaseDraft("cash", "Neck pain", "9/1/2026"))).row)
    ready_visit(clinic, cash, "11/11/2026")
    clinic.close()
    return place


@pytest.fixture
def kinds(prepared: Path, tmp_path: Path, open_clinic: Opener) -> Clinic:
    """A copy of it, open."""
    copytree(prepared, tmp_path / "kinds")
    return open_clinic(ClinicFolder(tmp_path / "kinds"))


def with_receipts(clinic: Clinic) -> MonthEnd:
    return month_end(MonthDesk(clinic.read, look, TOMORROW, with_receipts=True), "month", NOVEMBER, Progress())


def test_each_case_gets_what_it_asks_for(kinds: Clinic) -> None:
    assert sorted((one.kind, one.payer_name) for one in swept(kinds).of("ready")) == [
        ("statement", "Harbor Auto"),
        ("superbill", "Cascade Mutual"),
    ]
    assert [(one.kind, one.why) for one in swept(kinds).of("skipped")] == [
        ("receipt", "Pays without a plan. A receipt is made when the client asks.")
    ]
    issue_month(kinds)
    assert {one.kind for one in swept(kinds).of("issued")} == {"superbill", "statement"}
    assert swept(kinds).of("ready") == () and issue_month(kinds).issued == ()
    assert kinds_counted(swept(kinds).of("issued")) == "1 superbill, 1 statement"


def test_receipts_are_made_where_they_are_wanted(kinds: Clinic) -> None:
    found = with_receipts(kinds)
    assert sorted(one.kind for one in found.of("ready")) == ["receipt", "statement", "superbill"]
    issue_rows(Doing(kinds), lambda row: issue_command(row, look), found.of("ready"), Progress())
    assert len(with_receipts(kinds).of("issued")) == 3
    # Without them what was handed over at the desk is not handed out once more.
    assert len(swept(kinds).of("issued")) == 2
    assert with_receipts(kinds).of("skipped") == ()


@pytest.mark.parametrize(
    ("case_kind", "plan", "kind", "is_made"),
    [
        ("health", "ppo", "superbill", True),
        ("health", "va", "statement", False),
        ("health", "medicaid", "statement", False),
        ("work", "work_state", "statement", True),
        ("auto", "pip", "statement", True),
        ("auto", "ppo", "superbill", True),
        ("cash", "ppo", "receipt", False),
    ],
)
def test_a_program_that_does_not_pay_for_work_is_billed_another_way(
    kinds: Clinic, case_kind: str, plan: str, kind: str, is_made: bool
) -> None:
    case = CaseId(kinds.do(OpenCase(new_client(kinds, ELI), CaseDraft(case_kind, "Neck pain", "9/1/2026"))).row)
    if case_kind != "cash":
        new_policy(kinds, case, PolicyDraft(payer_name="Harbor", plan_type=plan))
    plain_visit(kinds, case)
    (row,) = (one for one in swept(kinds).rows if one.case == case)
    assert (row.kind, row.fate == "fix") == (kind, is_made)


def test_without_a_plan_nothing_is_due_but_a_receipt() -> None:
    assert due(CaseFacts("health"), date(2026, 11, 3)).kind == "receipt"
    assert due(CaseFacts("auto"), date(2026, 11, 3)) == ("statement", "")


def test_a_statement_is_mailed_to_the_payer_and_not_to_the_client(kinds: Clinic) -> None:
    payer_row = kinds.read.one("SELECT id FROM payers WHERE name = 'Harbor Auto'")["id"]
    kinds.do(
        AddDepartment(payer_row, DepartmentDraft("claims", street="PO Box 9", city="Reno", state="NV", zip="89501"))
    )
    issue_month(kinds)
    found = swept(kinds)
    client, payer = envelopes(kinds.read, handed_bills(found), found.span.last)
    assert [one.kind for one in client.bills] == ["superbill"] and client.to.lines[0] == "Ada Mae Nguyễn"
    assert [one.kind for one in payer.bills] == ["statement"]
    assert payer.to.lines[:2] == ("Harbor Auto", "Attention: Dana Voss") and payer.to.can_be_mailed
    pages = viewed_pages(print_run_pdf(kinds.read, found, handed_bills(found), "covers"))
    assert [page.split("\n")[0].strip() for page in (pages[0], pages[2])] == ["Ada Mae Nguyễn", "Harbor Auto"]
    assert len(pages) == 4
    labels = labels_pdf(kinds.read, found, handed_bills(found), 1)
    assert labels and "PO Box 9" in viewed_pages(labels)[0] and "208 Fir Avenue" in viewed_pages(labels)[0]


def test_the_print_run_has_each_page_once_in_the_order_of_the_clients(kinds: Clinic) -> None:
    ready_visit(kinds, billable_client(kinds, "Zoe").case, "11/10/2026")
    ready_visit(kinds, billable_client(kinds, "Abe").case, "11/10/2026")
    issue_month(kinds)
    found = swept(kinds)
    bills = handed_bills(found)
    assert [one.client_name.split()[1] for one in bills] == ["Abe", "Ada", "Ada", "Zoe"]
    alone = [print_run_pdf(kinds.read, found, (one,)) for one in bills]
    together = print_run_pdf(kinds.read, found, bills)
    assert len(reader(together).pages) == sum(len(reader(one).pages) for one in alone)
    assert viewed_pages(together) == [page for one in alone for page in viewed_pages(one)]


def test_files_of_another_run_in_the_folder_stay(kinds: Clinic, tmp_path: Path) -> None:
    out = tmp_path / "out" / "2026-11 month end"
    out.mkdir(parents=True)
    (out / "superbill-0977.pdf").write_bytes(b"of another run")
    (out / "print-run.pdf").write_bytes(b"of another run")
    issue_month(kinds)
    run = write_month(kinds, tmp_path / "out")
    assert (run.written, run.there) == (4, 0)
    there = files_in(tmp_path / "out")
    assert there["2026-11 month end/superbill-0977.pdf"] == b"of another run"
    assert there["2026-11 month end/print-run.pdf"].startswith(b"%PDF")
    assert sorted(name.rpartition("/")[2] for name in there) == [
        *("list.csv", "print-run.pdf", "statement-1002.pdf", "superbill-0977.pdf", "superbill-1001.pdf"),
    ]
    # One that is not whole is not taken for the one it was.
    damage_papers(kinds)
    assert write_month(kinds, tmp_path / "out").damaged == (1001, 1002)


def test_what_waits_of_cases_without_visits_in_the_days_is_counted(kinds: Clinic) -> None:
    later = MonthSpan(date(2026, 12, 1), date(2026, 12, 31))
    assert (swept(kinds, span=later).rows, swept(kinds, span=later).before) == ((), 2)
    # Of cases that have visits in the days the rows tell.
    middle = MonthSpan(date(2026, 11, 12), date(2026, 11, 30))
    assert [one.kind for one in swept(kinds, span=middle).of("ready")] == ["statement"]
    assert swept(kinds, span=middle).before == 1
    assert swept(kinds).before == 0


def test_a_case_that_is_left_out_waits_nowhere(kinds: Clinic) -> None:
    since = waits_since(kinds.clock.today())
    assert (waiting(kinds.read, since).visits, waiting(kinds.read, since).statements) == (2, 1)
    (row,) = (one for one in swept(kinds).of("ready") if one.kind == "superbill")
    kinds.do(LeaveOutCase(row.case, "not_wanted"))
    assert waiting(kinds.read, since).visits == waiting(kinds.read, since).statements == 1
    assert [one.kind for one in unbilled_page(kinds.read, since).rows] == ["statement"]
    later = MonthSpan(date(2026, 12, 1), date(2026, 12, 31))
    assert swept(kinds, span=later).before == 1


def fixing(clinic: Clinic) -> MonthRow:
    (row,) = swept(clinic).of("fix")
    return row


def test_the_rest_is_issued_without_the_visit_in_the_way(kinds: Clinic) -> None:
    own = billable_client(kinds, "Cleo")
    good = ready_visit(kinds, own.case, "11/10/2026")
    bad = plain_visit(kinds, own.case, "11/12/2026")
    desk = MonthDesk(kinds.read, look, TOMORROW)
    rest = row_without(desk, fixing(kinds))
    assert rest and (rest.fate, rest.visits) == ("ready", (good,))
    assert rest.last_day == date(2026, 11, 10)
    assert len(issue_month(kinds, (rest,)).issued) == 1
    assert fixing(kinds).visits == (bad,)
    # Nothing would be left of it.
    assert row_without(desk, fixing(kinds)) is None


def test_what_is_in_the_way_of_all_is_not_left_out(kinds: Clinic) -> None:
    case = CaseId(kinds.do(OpenCase(new_client(kinds, ELI), CaseDraft("health", "Neck pain", "9/1/2026"))).row)
    new_policy(kinds, case)
    ready_visit(kinds, case, "11/10/2026")
    plain_visit(kinds, case, "11/12/2026")
    assert row_without(MonthDesk(kinds.read, look, TOMORROW), fixing(kinds)) is None
