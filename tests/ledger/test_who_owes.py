"""One rule says who owes a visit: the chart, the account, the list of clients and the reports tell the same, to the
cent, as a slow model that looks at the policies of the day one by one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pdfs
import pytest
from billable import ready_clinic
from charts import open_chart
from factories import CASE, CLIENT, VISIT, new_case, new_client, new_visit, refused
from fixed import NOW
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from windows import seen

from clinic_desktop.cases.commands import ChangeCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.chart.queries import glance
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clients.queries import client_page
from clinic_desktop.clinic import Clinic
from clinic_desktop.ledger.document.account import account_pdf
from clinic_desktop.ledger.queries import account_paper, statement
from clinic_desktop.payments.commands.payments import ChangePayment, RetirePayment, TakePayment
from clinic_desktop.payments.commands.refunds import WriteOffVisit
from clinic_desktop.payments.model import PaymentDraft, WriteOffDraft
from clinic_desktop.payments.queries import account, balance
from clinic_desktop.policies.commands import AddPolicy, ChangePolicy, MovePolicy, RetirePolicy
from clinic_desktop.policies.model import PolicyDraft
from clinic_desktop.policies.queries import policy_page
from clinic_desktop.policies.rules import client_pays, program
from clinic_desktop.reports.loader import report_of
from clinic_desktop.reports.model import ReportAsked
from clinic_desktop.store.command import Command
from clinic_desktop.values.dates import printed
from clinic_desktop.visits.commands.visits import ChangeVisit
from ui.session import Session

TODAY = NOW.date()
FIRST = date(2026, 1, 1)
CHARGE = 14_000
CLAIMS, PROGRAMS = ("auto", "work"), ("medicaid", "va", "work_state", "work", "work_federal")
# Around the days on which visits are: before, on and after them.
ENDS = ("", "9/30/2026", "10/9/2026", "10/10/2026", "10/11/2026", "11/24/2026")
BEGINS = ("", "1/1/2026", "10/1/2026", "10/10/2026", "10/11/2026")
DAYS = ("9/30/2026", "10/10/2026", "11/20/2026")


class Covered(NamedTuple):
    """A policy of the case."""

    plan: str
    begins: str
    ends: str


@some.composite
def covers(draw: some.DrawFn) -> list[Covered]:
    """Up to three policies in their order; one that ends before it begins is refused."""
    plans = some.sampled_from(("ppo", "medicaid", "va", "work_state", "pip", ""))
    one = some.builds(Covered, plans, some.sampled_from(BEGINS), some.sampled_from(ENDS))
    return draw(some.lists(one, max_size=3))


MOVES = some.tuples(
    some.sampled_from(
        ("paid", "by_payer", "written_off", "credit", "unpaid", "removed", "ended", "moved", "other_kind", "other_day")
    ),
    some.integers(0, 9),
    some.sampled_from(("0.01", "40", "140")),
)


def attempt(clinic: Clinic, command: Command) -> None:
    """What is refused stays undone."""
    refused(lambda: clinic.do(command))


def live(clinic: Clinic, table: str) -> list[Any]:
    return clinic.read.all(f"SELECT * FROM {table} WHERE retired_at IS NULL ORDER BY id")


def owner(kind: str, policies: list[Any], day: str) -> tuple[int, bool]:
    """Who owes a visit of that day, and whether the client is never billed for it, in the plainest way there is."""
    counting = [
        one
        for one in sorted(policies, key=lambda one: (one["place"], one["id"]))
        if (not one["effective_on"] or one["effective_on"] <= day) and (not one["ends_on"] or day <= one["ends_on"])
    ]
    plan = counting[0]["plan_type"] if counting else ""
    is_never = kind == "work" or plan in PROGRAMS
    if kind in CLAIMS:
        return (counting[0]["payer_id"] if counting else -1), is_never
    return (counting[0]["payer_id"] if plan in PROGRAMS else 0), is_never


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    some.lists(some.tuples(some.sampled_from(("health", "auto", "work", "accident", "cash")), covers()), min_size=1,
               max_size=2),
    some.lists(some.tuples(some.integers(0, 1), some.sampled_from((*DAYS, "12/1/2026"))), min_size=1, max_size=4,
               unique_by=lambda one: one[1]),
    some.lists(MOVES, max_size=7),
    some.integers(0, 2),
)  # fmt: skip
def test_everywhere_it_is_the_same_amount(
    clinic: Clinic,
    cases: list[tuple[str, list[Covered]]],
    visits: list[tuple[int, str]],
    moves: list[tuple[str, int, str]],
    undone: int,
) -> None:
    if not live(clinic, "services"):
        ready_clinic(clinic)
    client = new_client(clinic, replace(CLIENT, is_other_person=True))
    rows = [of_case(clinic, client, kind, policies) for kind, policies in cases]
    for at, day in visits:
        status = "planned" if day == "12/1/2026" else "given"
        new_visit(clinic, rows[at % len(rows)], replace(VISIT, date_of_service=day, status=status))
    for move, place, amount in moves:
        command = change_of(clinic, client, move, place) or command_of(clinic, client, move, place, amount)
        attempt(clinic, command)
    for _ in range(undone):
        # What is undone moves the sums back.
        clinic.undo()
    owed, from_payers = slow(clinic, client)
    found = balance(clinic.read, client)
    assert (found.owed_cents, found.payers_cents) == (owed, from_payers)
    assert glance(clinic.read, client, rows[0], TODAY).balance == found
    (row,) = (one for one in client_page(clinic.read).rows if one.id == client)
    assert (row.owed_cents, row.payers_cents) == (owed, from_payers)
    said = statement(clinic.read, client, FIRST, TODAY)
    assert (said.due_cents, said.payers_cents) == (owed, from_payers)
    the_visits_and_the_report_agree(clinic, client)


def of_case(clinic: Clinic, client: ClientId, kind: str, policies: list[Covered]) -> CaseId:
    case = new_case(clinic, client, replace(CASE, kind=kind, onset_on="1/1/2026", no_accident=False))
    for at, one in enumerate(policies):
        name = f"Payer {one.plan or 'x'}"
        draft = PolicyDraft(payer_name=name, plan_type=one.plan, member_id=f"M{at}", effective_on=one.begins)
        attempt(clinic, AddPolicy(case, replace(draft, ends_on=one.ends)))
    return case


def command_of(clinic: Clinic, client: int, move: str, place: int, amount: str) -> Command:
    ids = "SELECT visits.id FROM visits JOIN cases ON cases.id = case_id WHERE client_id = ? ORDER BY visits.id"
    theirs = [one["id"] for one in clinic.read.all(ids, client)]
    visit, paid = theirs[place % len(theirs)], PaymentDraft("11/24/2026", service=amount, paid_ahead="1")
    if move == "written_off":
        return WriteOffVisit(visit, WriteOffDraft(amount, "11/24/2026"))
    if move == "credit":
        return TakePayment((), PaymentDraft("11/24/2026", credit=amount), client)
    case = clinic.read.one("SELECT case_id FROM visits WHERE id = ?", visit)["case_id"]
    payers = [one["payer_id"] for one in live(clinic, "policies") if one["case_id"] == case]
    if move == "by_payer" and payers:
        paid = replace(paid, method="check", reference=str(place), payer=str(payers[place % len(payers)]))
    return TakePayment((visit,), paid)


def change_of(clinic: Clinic, client: int, move: str, place: int) -> Command | None:
    """Something of the record that decides who owes is changed afterwards; None where there is nothing of it."""
    cases = [one for one in live(clinic, "cases") if one["client_id"] == client]
    ids = [one["id"] for one in cases]
    tables = {"unpaid": "payments", "removed": "policies", "ended": "policies", "moved": "policies",
              "other_kind": "cases", "other_day": "visits"}  # fmt: skip
    if move not in tables:
        return None
    rows = [one for one in live(clinic, tables[move]) if client == one.get("client_id") or one.get("case_id") in ids]
    if not rows:
        return None
    one = rows[place % len(rows)]
    kind, plan = ("auto", "health", "work")[place % 3], ("medicaid", "ppo")[place % 2]
    policy = PolicyDraft(str(one.get("payer_id")), plan_type=plan, member_id="M", ends_on=ENDS[place % len(ENDS)])
    of_kind = replace(CASE, kind=kind, onset_on="1/1/2026", no_accident=False)
    made: dict[str, Callable[[int, int], Command]] = {
        "unpaid": RetirePayment,
        "removed": RetirePolicy,
        "moved": lambda row, version: MovePolicy(row, version, up=place % 2 == 0),
        "ended": lambda row, version: ChangePolicy(row, version, policy),
        "other_kind": lambda row, version: ChangeCase(row, version, of_kind),
        "other_day": lambda row, version: ChangeVisit(
            row, version, replace(VISIT, date_of_service=f"10/{9 + place % 4}/2026")
        ),
    }
    return made[move](one["id"], one["version"])


def slow(clinic: Clinic, client: int) -> tuple[int, int]:
    """What the client owes, and what payers owe of what is open, cent by cent."""
    owed = from_payers = 0
    payments = {one["id"]: one for one in live(clinic, "payments")}
    for visit, case in visits_of(clinic):
        if case["client_id"] != client:
            continue
        policies = [one for one in live(clinic, "policies") if one["case_id"] == case["id"]]
        is_of_payer = owner(case["kind"], policies, visit["date_of_service"])[0] != 0
        shares = [one for one in live(clinic, "payment_shares") if one["visit_id"] == visit["id"]]
        if visit["status"] == "given":
            gone = sum(one["cents"] for one in live(clinic, "write_offs") if one["visit_id"] == visit["id"])
            left = visit["charged_cents"] - sum(one["cents"] for one in shares) - gone
            from_payers, owed = (from_payers + left, owed) if is_of_payer else (from_payers, owed + left)
            continue
        # Paid before it is given: it stays with whoever paid it.
        for one in shares:
            if is_of_payer and payments[one["payment_id"]]["payer_id"]:
                from_payers -= one["cents"]
            else:
                owed -= one["cents"]
    return owed - sum(one["credit_cents"] for one in payments.values() if one["client_id"] == client), from_payers


def visits_of(clinic: Clinic) -> list[tuple[Any, Any]]:
    cases = {one["id"]: one for one in live(clinic, "cases")}
    return [(one, cases[one["case_id"]]) for one in live(clinic, "visits")]


def the_visits_and_the_report_agree(clinic: Clinic, client: int) -> None:
    """Of each visit of the client, the rule for a case as it stands on that day, and what is outstanding of all."""
    expected: dict[str, int] = {}
    names = {one["id"]: one["name"] for one in live(clinic, "payers")} | {0: "Clients", -1: "A payer not on record yet"}
    all_policies = live(clinic, "policies")
    for visit, case in visits_of(clinic):
        policies = [one for one in all_policies if one["case_id"] == case["id"]]
        owed_by, is_never = owner(case["kind"], policies, visit["date_of_service"])
        found = account(clinic.read, visit["id"])
        if visit["status"] == "given" and found.open_cents:
            expected[names[owed_by]] = expected.get(names[owed_by], 0) + found.open_cents
        if case["client_id"] == client:
            assert found.is_never_billed == is_never
            day = date.fromisoformat(visit["date_of_service"])
            first = program(policy_page(clinic.read, case["id"]).rows, day)
            assert client_pays(case["kind"], first.plan_type if first else "") == (owed_by == 0)
    table = report_of(clinic.read, ReportAsked("outstanding"), TODAY)
    assert {str(line.cells[0]): line.cells[-1] for line in table.lines} == expected


def test_a_write_off_is_taken_off_once(clinic: Clinic, qtbot: QtBot, tmp_path: Path) -> None:
    ready_clinic(clinic)
    client = new_client(clinic)
    auto, cash = (new_case(clinic, client, replace(CASE, kind=kind, no_accident=False)) for kind in ("auto", "cash"))
    gone = new_visit(clinic, auto, replace(VISIT, date_of_service="11/10/2026"))
    new_visit(clinic, cash, replace(VISIT, date_of_service="11/12/2026"))
    clinic.do(WriteOffVisit(gone, WriteOffDraft("140", "11/20/2026", "contract")))
    found = balance(clinic.read, client)
    assert (found.owed_cents, found.payers_cents) == (CHARGE, 0)
    chart = open_chart(qtbot, Session(clinic), tmp_path, client)
    for tab in ("summary", "money"):
        chart.show_tab(tab)
        assert "Unpaid, all cases" in seen(chart) and "Due from payers" not in seen(chart)


@pytest.mark.parametrize(
    ("plans", "owed", "from_payers"),
    [
        # A program that ended before the visit, and a plan that pays the client back since.
        ((("medicaid", "1/1/2026", "9/30/2026"), ("ppo", "10/1/2026", "")), CHARGE, 0),
        # A program that pays second.
        ((("ppo", "", ""), ("medicaid", "", "")), CHARGE, 0),
        ((("ppo", "1/1/2026", "9/30/2026"), ("medicaid", "", "")), 0, CHARGE),
    ],
)
def test_the_policy_of_the_day_decides(
    clinic: Clinic, plans: tuple[tuple[str, str, str], ...], owed: int, from_payers: int
) -> None:
    ready_clinic(clinic)
    client = new_client(clinic)
    case = of_case(clinic, client, "health", [Covered(*one) for one in plans])
    new_visit(clinic, case)
    found = balance(clinic.read, client)
    assert (found.owed_cents, found.payers_cents) == (owed, from_payers)
    words = pdfs.words(account_pdf(account_paper(clinic.read, client, FIRST, TODAY, TODAY)))
    assert ("Billed to a payer" in words) == bool(from_payers)
    (line,) = report_of(clinic.read, ReportAsked("outstanding"), TODAY).lines
    assert (line.cells[0] == "Clients") == bool(owed)


def test_what_the_client_paid_ahead_stays_the_clients(clinic: Clinic) -> None:
    """Money for a visit to come after an accident, and what the insurer paid for it."""
    ready_clinic(clinic)
    client = new_client(clinic)
    case = of_case(clinic, client, "auto", [Covered("pip", "", "")])
    planned = replace(VISIT, status="planned", date_of_service=printed(TODAY + timedelta(7)))
    visit = new_visit(clinic, case, planned)
    clinic.do(TakePayment((visit,), PaymentDraft("11/24/2026", service="50")))
    assert (balance(clinic.read, client).owed_cents, balance(clinic.read, client).payers_cents) == (-5_000, 0)
    payer = str(live(clinic, "policies")[0]["payer_id"])
    clinic.do(TakePayment((visit,), PaymentDraft("11/24/2026", "check", "7", service="30", payer=payer)))
    assert (balance(clinic.read, client).owed_cents, balance(clinic.read, client).payers_cents) == (-5_000, -3_000)
    assert statement(clinic.read, client, FIRST, TODAY).due_cents == -5_000


def test_a_policy_that_comes_later_and_another_payer_count_too(clinic: Clinic) -> None:
    """What the balance keeps follows, whatever changes first."""
    ready_clinic(clinic)
    client = new_client(clinic)
    case = of_case(clinic, client, "health", [])
    new_visit(clinic, case)
    planned = new_visit(clinic, case, replace(VISIT, status="planned", date_of_service=printed(TODAY + timedelta(7))))
    paid = PaymentDraft("11/24/2026", "check", "7", service="30")
    row = clinic.do(TakePayment((planned,), paid)).row

    def owed() -> tuple[int, int]:
        found = balance(clinic.read, client)
        return found.owed_cents, found.payers_cents

    assert owed() == (CHARGE - 3_000, 0)
    draft = PolicyDraft(payer_name="State plan", plan_type="medicaid", member_id="M1")
    policy = clinic.do(AddPolicy(case, draft)).row
    # What the client paid ahead stays theirs.
    assert owed() == (-3_000, CHARGE)
    payer = str(clinic.read.one("SELECT payer_id FROM policies WHERE id = ?", policy)["payer_id"])
    # It was the plan after all.
    clinic.do(ChangePayment(row, 1, replace(paid, payer=payer)))
    assert owed() == (0, CHARGE - 3_000)
    clinic.undo()
    assert owed() == (-3_000, CHARGE)
    clinic.undo()
    assert owed() == (CHARGE - 3_000, 0)


def test_the_chart_asks_by_the_date_of_service(clinic: Clinic, qtbot: QtBot, tmp_path: Path) -> None:
    """Medicaid paid in September, the client pays since: only the later visit is asked for."""
    ready_clinic(clinic)
    client = new_client(clinic)
    plans = [Covered("medicaid", "1/1/2026", "9/30/2026"), Covered("ppo", "10/1/2026", "")]
    case = of_case(clinic, client, "health", plans)
    old, new = (new_visit(clinic, case, replace(VISIT, date_of_service=day)) for day in ("9/20/2026", "11/20/2026"))
    chart = open_chart(qtbot, Session(clinic), tmp_path, client)
    chart.show_tab("visits")

    def offered(visit: int) -> tuple[bool, bool]:
        chart.visits.select(visit)
        buttons = [one.text() for one in chart.visits.findChildren(QPushButton) if one.isVisible()]
        return "Take payment" in buttons, "$140.00 from the payer" in seen(chart.visits)

    assert (offered(new), offered(old)) == ((True, False), (False, True))
