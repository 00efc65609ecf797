"""A visit that was billed and says something else by now: named where it is signed, read and changed."""

from dataclasses import replace
from pathlib import Path

import pytest
from billable import FIRST, SECOND, billable, drafted, issue
from charts import open_chart
from factories import SERVICE, THERAPIST, VISIT, new_payment, new_service, new_visit, signing
from on_bill import PutOnBill
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from windows import seen

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Refused
from clinic_desktop.payments.model import PaymentDraft
from clinic_desktop.practice.commands import AddTherapist, ChangeService
from clinic_desktop.store.connection import driver
from clinic_desktop.superbills.commands.acceptances import AcceptFinding
from clinic_desktop.superbills.commands.bills import VoidBill
from clinic_desktop.superbills.model.issued import BillId
from clinic_desktop.superbills.queries.issued import issued_bill
from clinic_desktop.visits.commands.visits import ChangeVisit
from clinic_desktop.visits.model import ServiceLine, VisitDraft, VisitId, VisitNoteDraft
from clinic_desktop.visits.queries.billed import billed_otherwise
from clinic_desktop.visits.queries.visits import visit
from clinic_desktop.visits.rules.billed import otherwise_words
from ui.session import Session
from ui.today.signing import SigningPage
from ui.visits.editor import visit_editor
from ui.visits.note import note_editor

HOUR = replace(VISIT, date_of_service=SECOND, services=(ServiceLine("1", "60", region="Neck"),))
SHORTER = replace(HOUR, services=(ServiceLine("1", "45", region="Neck"),))
SAYS = (
    "Superbill no. 1001 says: Massage (MT001), 60 minutes, 4 units, Neck, $140.00; charge $140.00. This visit says:"
    " Massage (MT001), 45 minutes, 3 units, Neck, $105.00; charge $105.00. Void and replace the superbill."
)


class Billed:
    """A visit that was billed before its note was signed."""

    def __init__(self, clinic: Clinic) -> None:
        own, _ = billable(clinic, FIRST)
        self.clinic = clinic
        self.row: VisitId = new_visit(clinic, own.case, HOUR)
        new_payment(clinic, self.row, draft=PaymentDraft(paid_on=SECOND, service="100.00"))
        for one in drafted(clinic, [self.row]).verdict.findings:
            if one.stands_in_the_way:
                clinic.do(AcceptFinding(own.client, one.rule, (one.fact,), "Tonight"))
        self.bill: BillId = issue(clinic, [self.row])
        self.client = own.client

    def change(self, draft: VisitDraft) -> None:
        self.clinic.do(ChangeVisit(self.row, visit(self.clinic.read, self.row).version, draft))

    def told(self) -> list[str]:
        found = billed_otherwise(self.clinic.read, visit(self.clinic.read, self.row))
        return [otherwise_words(one) for one in found]


@pytest.fixture
def billed(clinic: Clinic) -> Billed:
    return Billed(clinic)


def link(inside: QWidget) -> QPushButton:
    (found,) = (one for one in inside.findChildren(QPushButton) if one.text() == "Open superbill no. 1001")
    return found


def test_both_are_said_in_words_until_the_bill_is_void(clinic: Clinic, billed: Billed) -> None:
    assert billed.told() == []
    kept = issued_bill(clinic.read, billed.bill)
    billed.change(SHORTER)
    assert billed.told() == [SAYS]
    assert issued_bill(clinic.read, billed.bill) == kept
    clinic.do(VoidBill(billed.bill, kept.version, "Wrong minutes"))
    assert billed.told() == []


def test_no_more_is_said_than_what_differs(clinic: Clinic, billed: Billed) -> None:
    noor = clinic.do(AddTherapist(replace(THERAPIST, given_name="Noor", npi="1999999992"))).row
    billed.change(replace(HOUR, therapist=str(noor), place_of_service="12", starts_at="9", ends_at="10"))
    (said,) = billed.told()
    assert said == (
        "Superbill no. 1001 says: no times; 11 Office; Maya Ortiz, LMT. This visit says: 9:00 AM – 10:00 AM;"
        " 12 Client’s home; Noor Ortiz, LMT. Void and replace the superbill."
    )
    billed.change(HOUR)
    assert billed.told() == []


def test_a_price_list_that_changes_changes_no_visit(clinic: Clinic, billed: Billed) -> None:
    clinic.do(ChangeService(1, 1, replace(SERVICE, name="Therapeutic massage", price="40.00")))
    new_service(clinic)
    assert billed.told() == []


def test_a_receipt_is_asked_for_no_more_than_it_prints(clinic: Clinic, billed: Billed) -> None:
    issue(clinic, [billed.row], "receipt")
    billed.change(replace(HOUR, services=(ServiceLine("1", "60", region="Low back"),)))
    (said,) = billed.told()
    assert "Superbill no. 1001 says: " in said and "Low back" in said
    billed.change(SHORTER)
    assert billed.told()[1] == (
        "Receipt no. 1002 says: Massage, $140.00; charge $140.00. This visit says: Massage, $105.00; charge $105.00."
        " Void and replace the receipt."
    )


def test_money_alone_is_changed_once_its_bills_are_void(clinic: Clinic, billed: Billed) -> None:
    before = visit(clinic.read, billed.row)
    first = "stands on superbill no. 1001. Void it first, then change it and make the replacement."
    for draft, field, there in (
        (replace(HOUR, services=(ServiceLine("1", "60", region="Neck", price="30.00"),)), "services/0/price", "$35.00"),
        (replace(HOUR, services=(ServiceLine("1", "60", region="Neck", units="3"),)), "services/0/units", "4 units"),
        (replace(HOUR, discount="10"), "discount", "No discount"),
        # Something else was done, too: its price and its discount are still money.
        (replace(SHORTER, discount="5"), "discount", "No discount"),
    ):
        with pytest.raises(Refused) as said:
            billed.change(draft)
        assert [(one.field, one.words) for one in said.value.problems] == [(field, f"{there} {first}")]
        assert visit(clinic.read, billed.row) == before
    # What is said and not charged changes as ever.
    billed.change(replace(HOUR, discount_why="None"))
    clinic.do(VoidBill(billed.bill, 1, "Wrong price"))
    billed.change(replace(HOUR, discount="10"))
    assert visit(clinic.read, billed.row).charged_cents == 13_000


@pytest.mark.parametrize("column", ["superbill", "receipt", "statement"])
def test_the_file_keeps_the_money_of_a_billed_visit(clinic: Clinic, billed: Billed, column: str) -> None:
    clinic.do(VoidBill(billed.bill, 1, "Typed wrong"))
    clinic.do(PutOnBill(billed.row, **{column: 1009}))
    for sql in (
        "UPDATE visits SET discount_cents = 500, charged_cents = charged_cents - 500 WHERE id = ?",
        "UPDATE visit_services SET price_cents = 3000 WHERE visit_id = ?",
        "UPDATE visits SET retired_at = '2026-11-24' WHERE id = ?",
        "UPDATE visits SET case_id = case_id + 1 WHERE id = ?",
    ):
        with pytest.raises(driver().IntegrityError, match=r"that (is on a bill|was paid)"):
            clinic._writer._database.execute(sql, (billed.row,))


def test_it_is_named_before_and_after_signing_and_where_the_visit_is_changed(
    qtbot: QtBot, clinic: Clinic, billed: Billed
) -> None:
    billed.change(SHORTER)
    session, asked = Session(clinic), list[tuple[str, str]]()
    session.asked_for.connect(lambda place, part: asked.append((place, part)))
    note = VisitNoteDraft("Neck is stiff")
    pages: list[QWidget] = [SigningPage(session, lambda part: None)]
    found = visit(clinic.read, billed.row)
    pages += [note_editor(session, found, lambda row: None), visit_editor(session, found.case, found, lambda row: None)]
    clinic.do(signing(clinic, billed.row, note))
    pages.append(note_editor(session, visit(clinic.read, billed.row), lambda row: None))
    for page in pages[1:]:
        qtbot.addWidget(page)
        page.show()
        assert SAYS in seen(page)
        link(page).click()
    assert asked == [("superbills", str(billed.bill))] * 3
    qtbot.addWidget(pages[0])


def test_it_is_named_on_the_page_of_notes_to_sign(qtbot: QtBot, clinic: Clinic, billed: Billed) -> None:
    billed.change(SHORTER)
    page = SigningPage(Session(clinic), lambda part: None)
    qtbot.addWidget(page)
    page.show()
    assert SAYS in seen(page)


def test_it_is_named_in_the_chart(qtbot: QtBot, clinic: Clinic, billed: Billed, tmp_path: Path) -> None:
    billed.change(SHORTER)
    chart = open_chart(qtbot, Session(clinic), tmp_path, billed.client)
    chart.show_tab("visits")
    assert SAYS in seen(chart)
