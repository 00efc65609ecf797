"""Outstanding and income against a slow model that reads record by record: every cent is told once."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from factories import CASE, CLIENT, POLICY, SERVICE, THERAPIST, new_case, new_client, new_policy, new_service, refused
from fixed import NOW
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from money_told import BASES, THERAPISTS, live, slow_income, slow_worked
from pdfs import words as words_of

from clinic_desktop.clinic import Clinic
from clinic_desktop.payments.commands.credits import ApplyCredit
from clinic_desktop.payments.commands.payments import RetirePayment, TakePayment
from clinic_desktop.payments.commands.refunds import Refund, WriteOffVisit
from clinic_desktop.payments.commands.sales import SellPrepaid
from clinic_desktop.payments.commands.uses import UsePrepaid
from clinic_desktop.payments.model import ALL_PARTS, METHODS, PARTS, PaymentDraft, RefundDraft, WriteOffDraft
from clinic_desktop.practice.commands import AddTherapist
from clinic_desktop.prepaid.model import PrepaidDraft
from clinic_desktop.reports.document import report_pdf
from clinic_desktop.reports.loader import report_of
from clinic_desktop.reports.model import INCOME_BY, INCOME_OF, Period, ReportAsked, ReportTable
from clinic_desktop.reports.rules.cells import csv_bytes
from clinic_desktop.store.command import Command
from clinic_desktop.values.dates import month_name
from clinic_desktop.visits.commands.visits import RecordVisit, RetireVisit
from clinic_desktop.visits.model import ServiceLine, VisitDraft

TODAY = NOW.date()
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
ALWAYS = Period(date(2020, 1, 1), date(2029, 12, 31))
DAYS = ("11/24/2026", "10/25/2026", "10/24/2026", "9/25/2026", "8/26/2026", "8/25/2026", "1/5/2026", "12/31/2025")
AMOUNTS = some.sampled_from(("", "", "0.01", "20", "35.00", "69.99", "140"))
PLACES = some.integers(0, 200)
PRICES = some.sampled_from(("", "20", "33.33", "0", "0.01"))


@pytest.fixture
def bare(clinic: Clinic) -> Clinic:
    """Clients with cases of every kind, some with a payer; no visit yet."""
    clinic.do(AddTherapist(replace(THERAPIST, given_name="Noor", npi="1999999992")))
    for name, price in (("Massage", "35.00"), ("Hot stones", "12.50"), ("Cups", "9.99")):
        new_service(clinic, replace(SERVICE, name=name, procedure_code="", price=price))
    for kind in ("health", "auto", "work", "accident", "cash"):
        for plan in ("", "ppo", "medicaid"):
            client = new_client(clinic, replace(CLIENT, given_name=f"{kind} {plan}"))
            claim = "C-1" if kind in ("auto", "work", "accident") else ""
            case = new_case(clinic, client, replace(CASE, kind=kind, onset_on="1/1/2020", claim_number=claim))
            if plan and kind != "cash":
                new_policy(clinic, case, replace(POLICY, payer_name=f"Payer {plan}", plan_type=plan))
    return clinic


@some.composite
def visits(draw: some.DrawFn) -> tuple[int, VisitDraft]:
    """A visit of some case, given or planned."""
    lines = [
        ServiceLine(str(one), draw(some.sampled_from(("15", "60"))), price=draw(PRICES))
        for one in draw(some.lists(some.sampled_from((1, 2, 3)), min_size=1, max_size=3, unique=True))
    ]
    is_given = draw(some.integers(0, 5)) > 0
    draft = VisitDraft(
        status="given" if is_given else "planned",
        date_of_service=draw(some.sampled_from(DAYS)) if is_given else "12/1/2026",
        therapist=draw(some.sampled_from(("1", "2"))),
        services=tuple(lines),
        discount=draw(some.sampled_from(("", "", "0.03"))),
    )
    return draw(some.integers(1, 15)), draft


@some.composite
def payments(draw: some.DrawFn) -> PaymentDraft:
    """A payment of some day with some parts."""
    return PaymentDraft(
        paid_on=draw(some.sampled_from(DAYS)),
        method=draw(some.sampled_from(tuple(METHODS))),
        **{name: draw(AMOUNTS) for name in (*PARTS, "credit")},
    )


# What else is done with money: what, of which of those that there are, and how much.
STEPS = some.tuples(
    some.sampled_from(("sell", "use", "use", "refund", "refund", "apply", "plan", "write_off")),
    PLACES,
    some.sampled_from(("0.01", "5", "20", "33.33")),
)


def step(clinic: Clinic, what: str, place: int, amount: str) -> Command | None:
    """The command of such a step; None where there is nothing to do it with."""
    found = live(clinic, {"use": "prepaids", "refund": "payments"}.get(what, "visits"))
    made = {"sell": sale, "use": use, "refund": refund, "plan": plan}
    one = found[place % len(found)] if found else None
    if one is None:
        return None
    if what == "apply":
        return ApplyCredit((one["id"],), amount)
    if what == "write_off":
        return WriteOffVisit(one["id"], WriteOffDraft(amount, "11/24/2026"))
    return made[what](clinic, one, place, amount)


def sale(clinic: Clinic, visit: Any, place: int, amount: str) -> Command:
    """Before most of the visits, of every kind: one that holds visits, of any service or of one, and one that holds a
    value."""
    whose = clinic.read.one("SELECT client_id FROM cases WHERE id = ?", visit["case_id"])["client_id"]
    draft = (
        PrepaidDraft(visits="3", price="20", sold_on="1/5/2026"),
        PrepaidDraft(visits="3", price="20", sold_on="1/5/2026", service=str(1 + place % 3)),
        PrepaidDraft("membership", price="20", sold_on="1/5/2026", expires_on="12/31/2026"),
        PrepaidDraft("gift_card", price="20", sold_on="1/5/2026", number=f"G{len(live(clinic, 'prepaids'))}"),
    )[place % 4]
    return SellPrepaid(whose, draft, PaymentDraft("1/5/2026", "card", tip=amount, sold="20"))


def use(clinic: Clinic, held: Any, place: int, amount: str) -> Command:
    # Of the visits of its client one that is open, where there is one.
    theirs = (
        "SELECT id FROM account_rows WHERE case_id IN (SELECT id FROM cases WHERE client_id = ?)"
        " ORDER BY status = 'given' AND charged_cents > paid_cents + written_off_cents DESC, id LIMIT 2"
    )
    visits = clinic.read.all(theirs, held["client_id"])
    paid = PaymentDraft(service=amount, tip=amount if place % 2 else "")
    return UsePrepaid(held["id"], (visits[place % len(visits)]["id"],), paid)


def plan(clinic: Clinic, visit: Any, place: int, amount: str) -> Command:
    payers = live(clinic, "payers")
    draft = PaymentDraft("11/24/2026", "check", service=amount, payer=str(payers[place % len(payers)]["id"]))
    return TakePayment((visit["id"],), draft)


def refund(clinic: Clinic, one: Any, _: int, amount: str) -> Command:
    return Refund(one["id"], given_back(clinic, one, amount))


def given_back(clinic: Clinic, one: Any, amount: str) -> RefundDraft:
    """So much, or all that there is, of each part of a payment and of its first visit."""
    cents = round(float(amount) * 100)

    def least(kept: int) -> str:
        return f"{min(cents, kept) / 100:.2f}" if kept > 0 else ""

    shares = [share for share in live(clinic, "payment_shares") if share["payment_id"] == one["id"]]
    parts = {part: least(one[f"{part}_cents"]) for part in ALL_PARTS[1:]}
    return RefundDraft("11/24/2026", visits=tuple((share["visit_id"], least(share["cents"])) for share in shares[:1]),
                       **parts)  # fmt: skip


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    some.lists(visits(), min_size=3, max_size=6),
    some.lists(some.tuples(payments(), PLACES, some.lists(PLACES, min_size=1, max_size=3)), min_size=3, max_size=6),
    some.lists(STEPS, min_size=6, max_size=14),
    some.lists(some.tuples(some.booleans(), PLACES), max_size=1),
)
def test_every_cent_is_told_once(
    bare: Clinic,
    recorded: list[tuple[int, VisitDraft]],
    taken: list[tuple[PaymentDraft, int, list[int]]],
    steps: list[tuple[str, int, str]],
    retired: list[tuple[bool, int]],
) -> None:
    clinic = bare
    for case, draft in recorded:
        attempt(clinic, RecordVisit(case, draft))
    clients = clinic.read.all(
        "SELECT cases.client_id, json_group_array(visits.id) AS ids FROM visits JOIN cases ON cases.id = case_id"
        " WHERE visits.retired_at IS NULL GROUP BY client_id"
    )
    for paid, whose, places in taken:
        theirs = json.loads(clients[whose % len(clients)]["ids"])
        attempt(clinic, TakePayment(tuple({theirs[at % len(theirs)] for at in places}), paid))
    for what, place, amount in steps:
        command = step(clinic, what, place, amount)
        if command:
            attempt(clinic, command)
    for is_payment, place in retired:
        there = live(clinic, "payments" if is_payment else "visits")
        if there:
            one = there[place % len(there)]
            attempt(clinic, (RetirePayment if is_payment else RetireVisit)(one["id"], one["version"]))
    outstanding_adds_up(clinic)
    for by in INCOME_BY:
        income_adds_up(clinic, by)


def test_the_ledger_is_told_once(bare: Clinic) -> None:
    """A sale with its uses, a refund of a part, money on account, a payment of a plan, and a write-off."""
    clinic = bare
    lines = (ServiceLine("1", "60"), ServiceLine("2", "15"))
    # The cases of one client: a health case with a plan.
    visits = [
        clinic.do(RecordVisit(2, VisitDraft(date_of_service=day, therapist=whose, services=lines))).row
        for day, whose in (("10/24/2026", "1"), ("10/25/2026", "2"), ("11/20/2026", "1"), ("11/23/2026", "2"))
    ]
    owner_of = clinic.read.one("SELECT client_id FROM cases WHERE id = 2")["client_id"]
    payer = clinic.read.one("SELECT payer_id FROM policies WHERE case_id = 2")["payer_id"]
    package = PrepaidDraft(visits="3", price="100", sold_on="10/1/2026")
    sold = clinic.do(SellPrepaid(owner_of, package, PaymentDraft("10/1/2026", "cash", tip="5", sold="100"))).row
    clinic.do(UsePrepaid(sold, (visits[0],)))
    # Of a package for one service all is of that service; the tip that a gift card pays is of who gave the visit.
    other = PrepaidDraft(visits="2", price="25", sold_on="10/1/2026", service="2")
    bought = clinic.do(SellPrepaid(owner_of, other, PaymentDraft("10/1/2026", "cash", sold="25"))).row
    ahead = clinic.do(RecordVisit(2, VisitDraft(date_of_service="10/26/2026", therapist="2", services=lines))).row
    clinic.do(UsePrepaid(bought, (ahead,)))
    card = PrepaidDraft("gift_card", price="60", number="G7", sold_on="10/2/2026")
    given = clinic.do(SellPrepaid(owner_of, card, PaymentDraft("10/2/2026", "card", sold="60"))).row
    clinic.do(UsePrepaid(given, (visits[3],), PaymentDraft(service="30", tip="7")))
    # What it pays of a visit to come is worked off when that is given.
    planned = VisitDraft(status="planned", date_of_service="12/1/2026", therapist="1", services=lines)
    clinic.do(UsePrepaid(given, (clinic.do(RecordVisit(2, planned)).row,), PaymentDraft(service="5", tip="2")))
    paid = PaymentDraft("11/2/2026", "card", service="50.01", tip="9", credit="30")
    row = clinic.do(TakePayment((visits[1],), paid)).row
    clinic.do(Refund(row, RefundDraft("11/24/2026", "card", tip="4", visits=((visits[1], "20.02"),))))
    clinic.do(TakePayment((visits[2],), PaymentDraft("11/24/2026", "check", "77", service="41.50", payer=str(payer))))
    clinic.do(WriteOffVisit(visits[3], WriteOffDraft("10", "11/24/2026", "courtesy")))
    outstanding_adds_up(clinic)
    for by in INCOME_BY:
        income_adds_up(clinic, by)
    # A tip that goes back by itself comes off who got it.
    clinic.do(Refund(row, RefundDraft("11/24/2026", "card", tip="1")))
    income_adds_up(clinic, "tips")
    assert slow_income(clinic, "tips")["2026-11-24", THERAPISTS[2]] == -500
    parts = slow_income(clinic, "part")
    assert slow_worked(clinic, "therapist") == {
        ("2026-10-24", "Maya Ortiz, LMT", "From packages"): 3_333,
        ("2026-10-26", "Noor Ortiz, LMT", "From packages"): 1_250,
        ("2026-11-23", "Noor Ortiz, LMT", "From gift cards"): 3_000,
    }
    assert slow_worked(clinic, "service")["2026-10-26", "Hot stones", "From packages"] == 1_250
    assert slow_worked(clinic, "tips")["2026-11-23", "Noor Ortiz, LMT", "From gift cards"] == 700
    assert sum(parts.values()) == 10_500 + 2_500 + 6_000 + 5_001 + 900 + 3_000 - 500 - 2_002 + 4_150


def test_on_paper_and_in_the_file_stands_what_was_worked_off(bare: Clinic) -> None:
    draft = VisitDraft(date_of_service="11/18/2026", therapist="1", services=(ServiceLine("1", "60"),))
    visit = bare.do(RecordVisit(1, draft)).row
    sold = PrepaidDraft(visits="5", price="400", sold_on="10/2/2026")
    package = bare.do(SellPrepaid(1, sold, PaymentDraft("10/2/2026", "card", sold="400"))).row
    bare.do(UsePrepaid(package, (visit,)))
    table = report_of(bare.read, ReportAsked("income", "service", YEAR), TODAY)
    assert '"Massage","0.00","80.00","0.00","0.00","80.00"' in csv_bytes(table).decode()
    assert "Massage $0.00 $80.00 $0.00 $0.00 $80.00" in words_of(report_pdf(table, "Alder & Rowe Massage", TODAY))


def attempt(clinic: Clinic, command: Command) -> None:
    """What is refused stays undone."""
    refused(lambda: clinic.do(command))


def outstanding_adds_up(clinic: Clinic) -> None:
    """Against the entries, one by one; and behind each line stand its visits."""
    expected: Counter[tuple[str, int]] = Counter()
    for visit in live(clinic, "visits"):
        if visit["status"] != "given":
            continue
        paid = sum(share["cents"] for share in live(clinic, "payment_shares") if share["visit_id"] == visit["id"])
        age = (TODAY - date.fromisoformat(visit["date_of_service"])).days
        place = 0 if age <= 30 else 1 if age <= 60 else 2 if age <= 90 else 3
        gone = sum(one["cents"] for one in live(clinic, "write_offs") if one["visit_id"] == visit["id"])
        expected[owner(clinic, visit["case_id"]), place] += visit["charged_cents"] - paid - gone
    table = report_of(clinic.read, ReportAsked("outstanding"), TODAY)
    told = {(str(line.cells[0]), age): line.cells[2 + age] for line in table.lines for age in range(4)}
    assert {key: cents for key, cents in told.items() if cents} == {key: c for key, c in expected.items() if c}
    assert table.total
    assert table.total[-1] == sum(expected.values())
    for line in table.lines:
        assert line.behind
        behind = report_of(clinic.read, line.behind, TODAY)
        assert behind.total
        assert (len(behind.lines), behind.total[-1]) == (line.cells[1], line.cells[-1])


def owner(clinic: Clinic, case: int) -> str:
    """Who owes a visit of this case, as `client_pays` says it."""
    row = clinic.read.one("SELECT kind FROM cases WHERE id = ?", case)
    policies = clinic.read.all(
        "SELECT name, plan_type FROM policies JOIN payers ON payers.id = payer_id WHERE case_id = ?", case
    )
    if row["kind"] in ("auto", "work"):
        return str(policies[0]["name"]) if policies else "A payer not on record yet"
    return str(policies[0]["name"]) if policies and policies[0]["plan_type"] == "medicaid" else "Clients"


def income_adds_up(clinic: Clinic, by: str) -> None:
    """A year by its months and ten years by their years, each against the payments."""
    expected = slow_income(clinic, by)
    if by in INCOME_OF:
        worked_adds_up(clinic, by, expected)
        return
    for period, length in ((YEAR, 7), (ALWAYS, 4)):
        table = report_of(clinic.read, ReportAsked("income", by, period), TODAY)
        told = {
            (at, column.title): cents
            for at, line in enumerate(table.lines)
            for column, cents in zip(table.columns[1:-1], line.cells[1:-1], strict=True)
        }
        here: Counter[tuple[int, str]] = Counter()
        for (day, name), cents in expected.items():
            if period.first.isoformat() <= day <= period.last.isoformat():
                first = period.first.year if length == 4 else 1
                here[int(day[:4] if length == 4 else day[5:7]) - first, name] += cents
        assert {key: cents for key, cents in told.items() if cents} == {key: c for key, c in here.items() if c}
        assert total_of(table) == sum(here.values())
    # The parts are the whole of every payment that stands.
    if by == "part":
        money = [one for one in live(clinic, "payments") if not one["drawn_id"]]
        whole = sum(sum(one[f"{part}_cents"] for part in ALL_PARTS) for one in money)
        assert sum(expected.values()) == whole
        everything = report_of(clinic.read, ReportAsked("income", by, ALWAYS, "payments"), TODAY)
        assert everything.total
        assert everything.total[-1] == whole


def worked_adds_up(clinic: Clinic, by: str, received: Counter[tuple[str, str]]) -> None:
    """A line each: what was received, what was worked off, and behind it month by month and visit by visit."""
    expected = slow_worked(clinic, by)
    for (day, name), cents in received.items():
        expected[day, name, "Received"] += cents
    for period in (YEAR, ALWAYS):
        here: Counter[tuple[str, str]] = Counter()
        months: Counter[tuple[str, int, str]] = Counter()
        for (day, name, basis), cents in expected.items():
            if period.first.isoformat() <= day <= period.last.isoformat():
                here[name, basis] += cents
                months[name, int(day[5:7]), basis] += cents
        table = report_of(clinic.read, ReportAsked("income", by, period), TODAY)
        assert [column.title for column in table.columns[1:]] == [*BASES, "Together"]
        assert cells(table) == {key: cents for key, cents in here.items() if cents}
        assert total_of(table) == sum(here.values())
        for line in table.lines:
            assert line.behind
            name = str(line.cells[0])
            behind = report_of(clinic.read, line.behind, TODAY)
            assert total_of(behind) == line.cells[-1] == visits_add_up(clinic, line.behind)
            if period is YEAR:
                assert cells(behind) == {
                    (f"{month_name(month)} 2026", basis): cents
                    for (whose, month, basis), cents in months.items()
                    if whose == name and cents
                }


def visits_add_up(clinic: Clinic, asked: ReportAsked) -> int:
    """What the visits one by one come to; each leads to its visit."""
    behind = replace(asked, behind=asked.behind.replace("of/", "visits/"))
    table = report_of(clinic.read, behind, TODAY)
    assert table.total
    assert all(line.part for line in table.lines)
    assert sum(int(str(line.cells[-1])) for line in table.lines) == table.total[-1]
    return int(str(table.total[-1]))


def cells(table: ReportTable) -> dict[tuple[str, str], int]:
    """By line and column, the last column left out, which is checked to be the others together."""
    for line in table.lines:
        assert sum(int(str(cents)) for cents in line.cells[1:-1]) == line.cells[-1]
    return {
        (str(line.cells[0]), column.title): int(str(cents))
        for line in table.lines
        for column, cents in zip(table.columns[1:-1], line.cells[1:-1], strict=True)
        if cents
    }


def total_of(table: ReportTable) -> int:
    assert table.total
    sums = [sum(int(str(line.cells[at])) for line in table.lines) for at in range(1, len(table.columns))]
    if table.lines:
        assert list(table.total[1:]) == sums
    return int(str(table.total[-1]))
