"""What a month end finds: what is ready, what is to fix, what is skipped and why, and what was issued."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from billable import billable_client, issue, look, ready_clinic, ready_visit
from factories import POLICY, VISIT, new_policy, new_visit, refused
from month_ends import NOVEMBER, full_clinic, issue_month, opened_copy, plain_visit, swept

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ClinicError
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.month_end.commands.leaving_out import LeaveOutCase, TakeInCase
from clinic_desktop.month_end.model import MonthEnd, MonthSpan
from clinic_desktop.month_end.queries import rows
from clinic_desktop.month_end.queries.rows import MonthDesk
from clinic_desktop.month_end.queries.supervised import last_supervisor
from clinic_desktop.month_end.queries.sweep import month_end
from clinic_desktop.month_end.rules.words import charged_together, reason_words
from clinic_desktop.payments.commands.payments import RetirePayment
from clinic_desktop.policies.commands import RetirePolicy
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.superbills.commands import bills
from clinic_desktop.superbills.commands.acceptances import AcceptFinding, AskAgain
from clinic_desktop.superbills.commands.bills import VoidBill
from clinic_desktop.superbills.model.findings import Verdict
from clinic_desktop.superbills.queries.draft import DraftBill, draft_bill
from clinic_desktop.visits.model import ServiceLine

Opener = Callable[[ClinicFolder], Clinic]


@pytest.fixture(scope="module")
def prepared(template: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A full clinic made once for this file; tests work on copies of it."""
    place = tmp_path_factory.mktemp("full") / "clinic"
    clinic = opened_copy(template[0], place)
    full_clinic(clinic)
    clinic.close()
    return place


@pytest.fixture
def full(prepared: Path, tmp_path: Path, open_clinic: Opener) -> Clinic:
    """A copy of it, open."""
    copytree(prepared, tmp_path / "full")
    return open_clinic(ClinicFolder(tmp_path / "full"))


def said(found: MonthEnd) -> list[tuple[str, str, int]]:
    """Who stands where, with how many visits."""
    return [(one.client_name.split()[1], one.fate, len(one.visits)) for one in found.rows]


def test_every_case_with_visits_stands_somewhere(full: Clinic) -> None:
    found = swept(full)
    assert said(found) == [
        ("Ada", "ready", 2),
        ("Ada", "skipped", 1),
        ("Ben", "ready", 2),
        ("Cleo", "ready", 2),
        ("Dora", "fix", 1),
        ("Eli", "skipped", 1),
        ("Finn", "fix", 1),
    ]
    assert charged_together(found.of("ready")) == 3 * 28000
    assert [one.paid_cents for one in found.of("ready")] == [28000] * 3


def test_what_is_skipped_says_why(full: Clinic) -> None:
    assert [(one.client_name.split()[1], one.why) for one in swept(full).of("skipped")] == [
        ("Ada", "Planned, and not recorded as given."),
        ("Eli", "Pays without a plan. A receipt is made when the client asks."),
    ]


def test_what_is_to_fix_says_the_gravest_first(full: Clinic) -> None:
    row, injured = swept(full).of("fix")
    assert (row.kind, injured.kind) == ("superbill", "statement")
    assert [one.rule for one in row.findings] == ["note-not-signed", "unpaid"]
    assert reason_words(row) == f"{row.findings[0].message} And 1 more."


def test_what_was_issued_is_no_longer_ready(full: Clinic) -> None:
    first = swept(full).of("ready")[0]
    bill = issue(full, first.visits)
    (row,) = swept(full).of("issued")
    assert (row.bill, row.number, row.visits, row.charged_cents) == (bill, 1001, first.visits, 28000)
    assert first.visits not in [one.visits for one in swept(full).of("ready")]
    full.do(VoidBill(bill, 1, "Wrong date"))
    assert first.visits in [one.visits for one in swept(full).of("ready")]
    assert swept(full).of("issued") == ()


def test_only_visits_of_the_days_are_looked_at(full: Clinic) -> None:
    one_day = swept(full, span=MonthSpan(date(2026, 11, 10), date(2026, 11, 10)))
    assert said(one_day) == [("Ada", "ready", 1), ("Ben", "ready", 1), ("Cleo", "ready", 1)]
    assert swept(full, span=MonthSpan(date(2026, 10, 1), date(2026, 10, 31))).rows == ()


def test_what_waits_since_before_these_days_is_told(full: Clinic) -> None:
    later = swept(full, span=MonthSpan(date(2026, 11, 15), date(2026, 11, 30)))
    older = [(one.client_name.split()[1], len(one.visits)) for one in later.of("skipped") if "Before these" in one.why]
    assert older == [("Ada", 1), ("Ben", 1), ("Cleo", 1)]
    assert [len(one.visits) for one in later.of("ready")] == [1, 1, 1]


def test_a_visit_that_cost_nothing_is_left_out_of_its_bill(clinic: Clinic) -> None:
    ready_clinic(clinic)
    own = billable_client(clinic)
    ready_visit(clinic, own.case, "11/10/2026")
    new_visit(
        clinic,
        own.case,
        replace(
            VISIT,
            date_of_service="11/12/2026",
            services=(ServiceLine("1", "60"),),
            discount="140",
            discount_why="A gift",
        ),
    )
    rows = [(one.fate, len(one.visits), one.why) for one in swept(clinic).rows]
    assert rows == [("ready", 1, ""), ("skipped", 1, "Nothing was charged.")]


def test_a_program_is_billed_itself(clinic: Clinic) -> None:
    ready_clinic(clinic)
    own = billable_client(clinic)
    ready_visit(clinic, own.case, "11/10/2026")
    other = billable_client(clinic, "Vera")
    # Paid by the client, and then it turned out whose it is.
    ready_visit(clinic, other.case, "11/11/2026")
    row = clinic.read.one("SELECT id, version FROM policies WHERE case_id = ?", other.case)
    clinic.do(RetirePolicy(row["id"], row["version"]))
    new_policy(clinic, other.case, replace(POLICY, plan_type="va"))
    (skipped,) = swept(clinic).of("skipped")
    assert skipped.case == other.case
    assert skipped.why.startswith("The program is billed itself")


def test_a_case_can_be_left_out_and_taken_in_again(full: Clinic) -> None:
    case = swept(full).of("ready")[0].case
    full.do(LeaveOutCase(case, "not_wanted"))
    assert "The client does not want superbills" in [one.why for one in swept(full).of("skipped")]
    full.do(LeaveOutCase(case, "other", "Moved to another plan, asked to wait"))
    assert "Moved to another plan, asked to wait" in [one.why for one in swept(full).of("skipped")]
    assert len(full.read.all("SELECT 1 FROM left_out_cases")) == 1
    assert full.do(TakeInCase(case)).row
    assert len(swept(full).of("ready")) == 3
    assert full.do(TakeInCase(case)).row == 0


def test_leaving_out_is_undone_like_anything_else(full: Clinic) -> None:
    case = swept(full).of("ready")[0].case
    full.do(LeaveOutCase(case, "kept_from_plan"))
    full.undo()
    assert len(swept(full).of("ready")) == 3


@pytest.mark.parametrize(
    ("why", "note", "fields"),
    [("", "", ["why"]), ("other", "  ", ["note"]), ("not_wanted", "x" * 501, ["note"]), ("odd", "", ["why"])],
)
def test_a_reason_is_asked_for_at_its_field(full: Clinic, why: str, note: str, fields: list[str]) -> None:
    case = swept(full).of("ready")[0].case
    assert refused(lambda: full.do(LeaveOutCase(case, why, note))) == fields
    assert full.read.all("SELECT 1 FROM left_out_cases") == []


def test_a_case_that_cannot_be_read_stops_no_other(
    full: Clinic, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad = swept(full).of("ready")[1]
    drafts = draft_bill

    def draft(*given: object, **more: object) -> DraftBill:
        if tuple(given[2]) == bad.visits:  # type: ignore[arg-type]
            raise ZeroDivisionError("Ben Nguyễn")
        return drafts(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(rows, "draft_bill", draft)
    found = swept(full)
    assert [one.client_name.split()[1] for one in found.of("ready")] == ["Ada", "Cleo"]
    assert [one.case for one in found.of("unread")] == [bad.case]
    # By its id, and with no word of the client.
    assert [one.getMessage() for one in caplog.records] == [
        f"case {bad.case} of a month end could not be read: ZeroDivisionError"
    ]
    assert caplog.records[0].levelno == logging.WARNING
    caplog.clear()


def test_looking_through_can_be_stopped(full: Clinic) -> None:
    progress = Progress()
    progress.stop()
    with pytest.raises(Cancelled):
        month_end(MonthDesk(full.read, look, full.clock.today()), "month", NOVEMBER, progress)


def test_the_last_supervisor_is_named_again(full: Clinic) -> None:
    row = swept(full).of("ready")[0]
    assert last_supervisor(full.read, row.case, 1) == 0


def test_what_changed_since_it_was_looked_at_is_not_issued(full: Clinic) -> None:
    rows = swept(full).of("ready")
    plain = rows[0]
    paid = full.read.one(
        "SELECT payments.id, payments.version FROM payments JOIN payment_shares ON payment_id = payments.id"
        " WHERE visit_id = ?",
        plain.visits[0],
    )
    full.do(RetirePayment(paid["id"], paid["version"]))
    run = issue_month(full, rows)
    assert len(run.issued) == 2
    assert [one.row.id for one in run.not_made] == [plain.id]
    assert "The record changed" in run.not_made[0].why


def test_what_was_taken_back_since_is_asked_again(full: Clinic) -> None:
    fix = swept(full, today=full.clock.today()).of("fix")[0]
    for one in fix.findings:
        if one.grade == "ASK":
            full.do(AcceptFinding(fix.client, one.rule, (one.fact,), "Said so on the phone"))
    rows = [one for one in swept(full, today=full.clock.today()).of("ready") if one.case == fix.case]
    assert rows[0].around
    first = next(one for one in fix.findings if one.grade == "ASK")
    full.do(AskAgain(fix.client, first.rule, (first.fact,)))
    run = issue_month(full, tuple(rows))
    assert run.issued == () and first.message in run.not_made[0].why


def test_pre_flight_is_not_asked_twice_about_the_same(full: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = swept(full, today=full.clock.today()).of("ready")
    later = swept(full).of("ready")
    asked: list[object] = []

    def ask(bill: object, _: object) -> Verdict:
        asked.append(bill)
        return Verdict((), ())

    monkeypatch.setattr(bills, "preflight", ask)
    assert len(issue_month(full, rows[:2]).issued) == 2
    assert asked == []
    # Of another day it is.
    assert len(issue_month(full, later[2:]).issued) == 1
    assert len(asked) == 1


def test_a_month_without_visits_has_nothing(clinic: Clinic) -> None:
    assert swept(clinic).rows == ()
    assert issue_month(clinic).issued == ()


def test_an_unknown_case_is_missing(clinic: Clinic) -> None:
    with pytest.raises(ClinicError):
        clinic.do(LeaveOutCase(99, "not_wanted"))


def test_a_plain_visit_waits_for_its_note(clinic: Clinic) -> None:
    ready_clinic(clinic)
    own = billable_client(clinic)
    plain_visit(clinic, own.case)
    assert [one.fate for one in swept(clinic).rows] == ["fix"]
