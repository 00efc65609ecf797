"""Whatever has a number is found by it, and opens where it is shown."""

from dataclasses import replace
from datetime import date

import pytest
from answering import FIRST_VISIT, STATEMENT, Answerable, new_statement
from billable import billable, drafted, issue
from estimating import DRAFT, issued
from fixed import JANUARY, NOW
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desktop.benefit_statements.queries.claimed import _BY_CLAIM
from clinic_desktop.clinic import Clinic
from clinic_desktop.estimates.commands.estimates import VoidEstimate
from clinic_desktop.estimates.rules.numbers import estimate_number_typed
from clinic_desktop.payments.commands.sales import SellPrepaid
from clinic_desktop.payments.model import PaymentDraft
from clinic_desktop.prepaid.model import PrepaidDraft
from clinic_desktop.search.queries.hits import hits
from clinic_desktop.superbills.commands.acceptances import AcceptFinding
from clinic_desktop.superbills.commands.years import IssueYearReceipt
from ui.search.box import FindAnywhere
from ui.session import Session

TODAY = date(2026, 11, 24)
CARD = PrepaidDraft("gift_card", price="50", sold_on="11/20/2026")


@pytest.fixture
def full(clinic: Clinic) -> Clinic:
    """One of everything that has a number."""
    whose, visits = billable(clinic)
    bill = issue(clinic, visits)
    issue(clinic, visits, "receipt")
    clinic.clock._fixed = JANUARY
    clinic.do(IssueYearReceipt(whose.client, 2026))
    clinic.clock._fixed = NOW
    draft = drafted(clinic, visits, "statement")
    for one in draft.verdict.findings:
        if one.grade == "ASK":
            clinic.do(AcceptFinding(whose.client, one.rule, (one.fact,), "As they want it"))
    issue(clinic, visits, "statement")
    paid = PaymentDraft("11/20/2026", "card", sold="50")
    clinic.do(SellPrepaid(whose.client, replace(CARD, number="GC 12"), paid))
    clinic.do(SellPrepaid(0, replace(CARD, number="GC 13", bought_by="Dewi Lestari"), paid))
    issued(clinic, whose.case, DRAFT)
    number = replace(STATEMENT, claim_number="26-118 4471/A")
    new_statement(clinic, Answerable(whose, visits, bill), FIRST_VISIT, draft=number)
    return clinic


WHERE = (
    ("1001", "Superbill no. 1001", "superbills", "1"),
    ("Receipt no. 1002", "Receipt no. 1002", "superbills", "2"),
    ("year receipt 1003", "Year receipt no. 1003", "superbills", "3"),
    ("#1004", "Statement no. 1004", "superbills", "4"),
    ("gc12", "Gift card GC12", "clients", "1/prepaid/1"),
    ("Gift card GC 12", "Gift card GC12", "clients", "1/prepaid/1"),
    ("gift card no. gc13", "Gift card GC13", "reports", "prepaids/2"),
    ("E-1", "Good Faith Estimate E-1", "clients", "1/of/1/estimate/1"),
    ("26-118", "Claim 26-118 4471/A", "clients", "1/of/1/benefits/1"),
    ("261184471a", "Claim 26-118 4471/A", "clients", "1/of/1/benefits/1"),
)


def test_each_number_leads_to_its_place(qtbot: QtBot, full: Clinic) -> None:
    session = Session(full)
    asked: list[tuple[str, str]] = []
    session.asked_for.connect(lambda *where: asked.append(where))
    box = FindAnywhere(session)
    qtbot.addWidget(box)
    for typed, title, place, part in WHERE:
        assert hits(full.read, typed, TODAY)[0].title == title
        box.setText(typed)
        box.returnPressed.emit()
        assert asked[-1] == (place, part), typed
        # What the completer would put there is gone a moment later.
        QApplication.processEvents()
    assert len(asked) == len(WHERE)


@pytest.mark.parametrize(
    "typed", ["E-7", "e7", " E 7 ", "E\N{EN DASH}7", "no. E-7", "#7", "estimate 7", "Good Faith Estimate E-7", "GFE 7"]
)
def test_a_number_of_an_estimate_as_it_is_said(typed: str) -> None:
    assert estimate_number_typed(typed) == 7


@pytest.mark.parametrize("typed", ["E", "", "E-", "E-7a", "EE7", "-7", "E-٧", "9" * 19, "7 visits"])
def test_other_words_are_no_number_of_an_estimate(typed: str) -> None:
    assert estimate_number_typed(typed) == 0


def test_an_estimate_says_whose_it_is_and_whether_it_is_void(full: Clinic) -> None:
    (found,) = [one for one in hits(full.read, "estimate 1", TODAY) if one.kind == "estimate"]
    assert found.detail == "Nguyễn, Rosalind (Zuzu) · issued 24 Nov 2026"
    full.do(VoidEstimate(found.row, 1, "Wrong service"))  # type: ignore[arg-type]
    assert hits(full.read, "E-1", TODAY)[0].detail == "Nguyễn, Rosalind (Zuzu) · Void"
    assert [one for one in hits(full.read, "E-2", TODAY) if one.kind == "estimate"] == []


def test_a_claim_number_is_found_from_its_beginning_only(full: Clinic) -> None:
    def found(typed: str) -> list[str]:
        return [one.detail for one in hits(full.read, typed, TODAY) if one.kind == "benefit_statement"]

    assert found("26-1") == [] and found("4471") == [] and found("26118X") == []
    assert found("26.118") == ["Nguyễn, Rosalind (Zuzu) · Cascade Mutual · of 20 Nov 2026"]
    plan = full.read.all(f"EXPLAIN QUERY PLAN {_BY_CLAIM}", "A", "B", 8)
    assert "SEARCH benefit_statements USING INDEX benefit_statements_by_claim" in str(plan)
