"""January: a receipt a client of what was paid in the year, issued once however often it is run."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from billable import billable_client, damage, ready_clinic, ready_visit
from fixed import JANUARY, NOW
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from month_ends import Killed, files_in, issue_month, opened_copy, plain_visit, swept
from pdfs import viewed_pages

from clinic_desktop.cases.commands import OpenCase
from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Refused
from clinic_desktop.jobs import Progress
from clinic_desktop.month_end.document.beside import TOGETHER
from clinic_desktop.month_end.loader.folder import Mailed, write_folder
from clinic_desktop.month_end.model import MonthEnd, MonthSpan
from clinic_desktop.month_end.queries import year_end
from clinic_desktop.payments.commands.payments import RetirePayment, TakePayment
from clinic_desktop.payments.commands.refunds import Refund
from clinic_desktop.payments.commands.sales import SellPrepaid
from clinic_desktop.payments.model import PaymentDraft, RefundDraft
from clinic_desktop.prepaid.model import PrepaidDraft
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.superbills.commands.acceptances import AcceptFinding
from clinic_desktop.superbills.commands.bills import VoidBill
from clinic_desktop.superbills.commands.years import IssueYearReceipt
from clinic_desktop.superbills.queries.draft import DraftBill, draft_year
from clinic_desktop.superbills.queries.gather import bill_of
from clinic_desktop.superbills.queries.years import year_bill

Opener = Callable[[ClinicFolder], Clinic]
YEAR = MonthSpan(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture(scope="module")
def prepared(template: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ada paid for two cases, Ben for one without a plan; Cleo paid nothing, of Dora only a plan did, Eli bought a
    package and did not use it, and Fay was given back what she paid."""
    place = tmp_path_factory.mktemp("year") / "clinic"
    clinic = opened_copy(template[0], place)
    ready_clinic(clinic)
    own = billable_client(clinic, "Ada")
    ready_visit(clinic, own.case, "11/10/2026")
    other = CaseId(clinic.do(OpenCase(own.client, CaseDraft("cash", "Knee", "9/1/2026"))).row)
    ready_visit(clinic, other, "11/11/2026")
    ready_visit(clinic, billable_client(clinic, "Ben").case, "11/12/2026")
    for name in ("Cleo", "Dora", "Eli", "Fay"):
        found = billable_client(clinic, name)
        visit = plain_visit(clinic, found.case)
        if name == "Dora":
            payer = clinic.read.one("SELECT payer_id FROM policies WHERE case_id = ?", found.case)["payer_id"]
            clinic.do(TakePayment((visit,), PaymentDraft("11/20/2026", "check", "77", service="50", payer=str(payer))))
        if name == "Eli":
            package = PrepaidDraft(visits="5", price="475", sold_on="11/1/2026")
            clinic.do(SellPrepaid(found.client, package, PaymentDraft("11/1/2026", "card", "4242", sold="475")))
        if name == "Fay":
            paid = clinic.do(TakePayment((visit,), PaymentDraft("11/20/2026", "cash", service="30"))).row
            clinic.do(Refund(paid, RefundDraft("11/21/2026", "cash", visits=((visit, "30"),))))
    clinic.close()
    return place


@pytest.fixture
def year(prepared: Path, tmp_path: Path, open_clinic: Opener) -> Clinic:
    """A copy of it, open in January."""
    copytree(prepared, tmp_path / "year")
    clinic = open_clinic(ClinicFolder(tmp_path / "year"))
    clinic.clock._fixed = JANUARY
    return clinic


def looked(clinic: Clinic) -> MonthEnd:
    return swept(clinic, "year", YEAR, clinic.clock.today())


def paid_something(found: MonthEnd) -> list[tuple[str, str, int, int]]:
    return [one for one in said(found) if one[1] != "skipped"]


def issue_year(clinic: Clinic) -> int:
    run = issue_month(clinic, looked(clinic).of("ready"))
    assert not run.trouble and not run.not_made
    return len(run.issued)


def said(found: MonthEnd) -> list[tuple[str, str, int, int]]:
    return [(one.client_name.split()[1], one.fate, one.many, one.paid_cents) for one in found.rows]


def test_a_client_gets_one_receipt_over_all_cases(year: Clinic) -> None:
    assert paid_something(looked(year)) == [("Ada", "ready", 2, 28000), ("Ben", "ready", 1, 14000)]
    assert issue_year(year) == 2
    assert paid_something(looked(year)) == [("Ada", "issued", 2, 28000), ("Ben", "issued", 1, 14000)]
    assert [(one.number, one.kind) for one in looked(year).of("issued")] == [
        (1001, "year_receipt"),
        (1002, "year_receipt"),
    ]
    # The visits may be on superbills too.
    assert {one.kind for one in swept(year).of("ready")} == {"superbill"}


def test_while_the_year_runs_each_is_asked_about_first(year: Clinic) -> None:
    year.clock._fixed = NOW
    rows = looked(year).of("fix")
    assert [(one.fate, [asked.message for asked in one.findings]) for one in rows] == [
        ("fix", ["2026 is not over."])
    ] * 2
    assert issue_year(year) == 0
    ada = rows[0].client
    with pytest.raises(Refused, match="2026 is not over"):
        year.do(IssueYearReceipt(ada, 2026))
    (asked,) = draft_year(year.read, ada, 2026, NOW.date()).verdict.findings
    year.do(AcceptFinding(ada, asked.rule, (asked.fact,), "She moves away"))
    assert [one.client for one in looked(year).of("ready")] == [ada]
    assert issue_year(year) == 1


def test_what_a_plan_paid_is_no_expense_of_the_client(year: Clinic) -> None:
    ada = looked(year).rows[0].client
    case = year.read.one("SELECT min(id) AS id FROM cases WHERE client_id = ?", ada)["id"]
    payer = str(year.read.one("SELECT payer_id FROM policies")["payer_id"])
    visit = plain_visit(year, case)
    paid = year.do(TakePayment((visit,), PaymentDraft("11/19/2026", "check", "88", "100", payer=payer))).row
    year.do(Refund(paid, RefundDraft("11/20/2026", "check", "89", visits=((visit, "30"),))))
    assert said(looked(year))[0] == ("Ada", "ready", 2, 28000)
    assert visit not in [one.row for one in year_bill(year.read, ada, 2026).visits]
    # The bill of the visit itself says who paid what.
    (billed,) = bill_of(year.read, "superbill", (visit,)).visits
    assert [(one.cents, one.by_plan) for one in billed.payments] == [(10_000, True), (-3_000, True)]


def test_who_gets_none_is_told_with_the_reason(year: Clinic) -> None:
    told = {one.client_name.split()[1]: (one.many, one.paid_cents, one.why) for one in looked(year).of("skipped")}
    assert told == {
        "Cleo": (0, 0, "Nothing was paid for treatment in 2026."),
        "Dora": (0, 0, "Only a plan paid for the visits. The receipt says what the client paid."),
        "Eli": (0, 0, "What was paid was not for treatment in 2026, as a package that is not used yet."),
        "Fay": (0, 0, "As much was paid back in this year as was paid."),
    }


def test_what_a_plan_paid_is_not_on_the_receipt_of_who_paid_the_rest(year: Clinic) -> None:
    """A receipt for taxes that counts the plan's money as the client's would be false."""
    dora = next(one for one in looked(year).rows if "Dora" in one.client_name)
    visit = year.read.one(
        "SELECT visits.id FROM visits JOIN cases ON cases.id = case_id WHERE client_id = ?", dora.client
    )["id"]
    year.do(TakePayment((visit,), PaymentDraft("11/23/2026", "cash", service="12.50")))
    row = next(one for one in looked(year).rows if one.client == dora.client)
    assert (row.fate, row.many, row.paid_cents) == ("ready", 1, 1250)
    bill = year_bill(year.read, dora.client, 2026)
    assert [[one.cents for one in visit.payments] for visit in bill.visits] == [[1250]]


def test_a_second_run_issues_nothing(year: Clinic) -> None:
    rows = looked(year).of("ready")
    issue_month(year, rows)
    again = issue_month(year, rows)
    assert again.issued == () and len(again.not_made) == 2
    assert issue_year(year) == 0
    assert len(year.read.all("SELECT 1 FROM bills")) == 2


def test_one_that_says_something_else_by_now_is_to_be_replaced(year: Clinic) -> None:
    issue_year(year)
    ben = looked(year).rows[1]
    case = year.read.one("SELECT id FROM cases WHERE client_id = ?", ben.client)["id"]
    ready_visit(year, case, "11/19/2026")
    fix = looked(year).rows[1]
    assert (fix.fate, fix.bill, fix.number) == ("fix", ben.bill, 1002)
    assert fix.why.startswith("Receipt no. 1002 is out, and the record says something else by now.")
    assert issue_year(year) == 0
    year.do(VoidBill(ben.bill, 1, "Another visit was paid"))
    assert issue_year(year) == 1
    row = looked(year).rows[1]
    assert (row.fate, row.number, row.paid_cents) == ("issued", 1003, 28000)


def test_what_changed_since_it_was_looked_at_is_not_issued(year: Clinic) -> None:
    rows = looked(year).of("ready")
    case = year.read.one("SELECT id FROM cases WHERE client_id = ?", rows[1].client)["id"]
    ready_visit(year, case, "11/19/2026")
    run = issue_month(year, rows)
    assert len(run.issued) == 1
    assert [(one.row.id, "The record changed" in one.why) for one in run.not_made] == [(rows[1].id, True)]


def test_where_all_was_taken_back_the_one_that_is_out_is_told(year: Clinic) -> None:
    issue_year(year)
    ben = looked(year).rows[1]
    paid = year.read.one(
        "SELECT payments.id, payments.version FROM payments JOIN payment_shares ON payment_id = payments.id"
        " JOIN visits ON visits.id = visit_id JOIN cases ON cases.id = case_id WHERE cases.client_id = ?",
        ben.client,
    )
    year.do(RetirePayment(paid["id"], paid["version"]))
    assert [(one.fate, one.many) for one in looked(year).rows if one.number] == [("issued", 2), ("fix", 0)]
    year.do(VoidBill(ben.bill, 1, "Nothing was paid"))
    assert [one[0] for one in paid_something(looked(year))] == ["Ada"]
    assert looked(year).rows[1].why == "Nothing was paid for treatment in 2026."


def test_a_client_that_cannot_be_read_stops_no_other(
    year: Clinic, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad = looked(year).rows[0].client

    def draft(*given: object) -> DraftBill:
        if given[1] == bad:
            raise ZeroDivisionError("Ada Nguyễn")
        return draft_year(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(year_end, "draft_year", draft)
    assert [one[:2] for one in paid_something(looked(year))] == [("Ada", "unread"), ("Ben", "ready")]
    assert looked(year).rows[0].why == "What this client paid could not be read. The others are not touched by it."
    assert [one.getMessage() for one in caplog.records] == [
        f"client {bad} of a year’s end could not be read: ZeroDivisionError"
    ] * 2
    caplog.clear()


@pytest.mark.parametrize("facts", ["{", "null", '{"visits":[{"date_of_service":"2026-11-1X"}]}'])
def test_a_receipt_whose_record_is_damaged_stops_no_other(
    year: Clinic, caplog: pytest.LogCaptureFixture, facts: str
) -> None:
    issue_year(year)
    damage(year, "DROP TRIGGER a_bill_is_only_voided", f"UPDATE bills SET facts = '{facts}' WHERE number = 1001")
    ada, ben = (one for one in looked(year).rows if one.number)
    assert (ada.fate, ada.number, ben.fate) == ("unread", 1001, "issued")
    assert ada.why == (
        "Whether receipt no. 1001 still says what the record does could not be read. The others are not touched by it."
    )
    assert [one.getMessage().split(":")[0] for one in caplog.records] == [
        f"client {ada.client} of a year’s end could not be read"
    ]
    caplog.clear()


def test_a_payment_whose_day_is_none_stops_no_other(year: Clinic, caplog: pytest.LogCaptureFixture) -> None:
    ada = looked(year).rows[0].client
    damage(year, f"UPDATE payments SET paid_on = '2026-11-1X' WHERE client_id = {ada}")
    assert [one[:2] for one in paid_something(looked(year))] == [("Ada", "unread"), ("Ben", "ready")]
    caplog.clear()


def test_it_is_handed_out_like_a_month(year: Clinic, tmp_path: Path) -> None:
    issue_year(year)
    (tmp_path / "out").mkdir()
    run = write_folder(year.read, tmp_path / "out", looked(year), TOGETHER, Mailed("labels", 1), Progress())
    assert (run.written, run.is_whole) == (5, True)
    there = files_in(tmp_path / "out")
    assert sorted(there) == [
        f"2026 year-end receipts/{name}"
        for name in ("labels.pdf", "list.csv", "print-run.pdf", "year-receipt-1001.pdf", "year-receipt-1002.pdf")
    ]
    pages = viewed_pages(there["2026 year-end receipts/print-run.pdf"])
    assert len(pages) == 2 and "Ada" in pages[0] and "Ben" in pages[1]
    assert "Year receipt" in there["2026 year-end receipts/list.csv"].decode()


def kill_at(clinic: Clinic, at: int) -> None:
    """Issue, and be killed at a step."""
    left = [at]

    def trapped(act: Callable[..., object]) -> Callable[..., object]:
        def step(*given: object, **more: object) -> object:
            left[0] -= 1
            if left[0] == -1:
                raise Killed
            return act(*given, **more)

        return step

    with pytest.MonkeyPatch.context() as patched, suppress(Killed):
        for name in ("keep", "insert", "update"):
            patched.setattr(Transaction, name, trapped(getattr(Transaction, name)))
        issue_year(clinic)


@given(ats=some.lists(some.integers(0, 9), min_size=1, max_size=3))
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_often_it_is_killed_it_comes_to_one_run(
    prepared: Path, tmp_path_factory: pytest.TempPathFactory, ats: list[int]
) -> None:
    def run(stops: list[int]) -> list[Row]:
        clinic = opened_copy(prepared, tmp_path_factory.mktemp("killed") / "clinic")
        clinic.clock._fixed = JANUARY
        for at in stops:
            kill_at(clinic, at)
        issue_year(clinic)
        assert issue_year(clinic) == 0
        made = clinic.read.all("SELECT number, client_id, digest, facts FROM bills ORDER BY number")
        clinic.close()
        return made

    assert run(ats) == run([])


def test_a_year_in_which_nobody_paid_has_nothing(year: Clinic) -> None:
    assert swept(year, "year", MonthSpan(date(2025, 1, 1), date(2025, 12, 31))).rows == ()
    # Whatever days are asked for, it is a year.
    span, today = MonthSpan(date(2026, 3, 1), date(2026, 3, 31)), year.clock.today()
    assert len(swept(year, "year", span, today).of("ready")) == 2
