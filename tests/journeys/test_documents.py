"""Which document a case asks for is what its chart begins with; the others are a key away; a year is a receipt, too."""

from dataclasses import replace

import pytest
from billable import Billable, billable
from factories import VISIT, new_case, new_policy, new_visit
from making import chart, find, maker, press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import seen

from clinic_desktop.cases.model import CaseDraft
from clinic_desktop.policies.model import PolicyDraft
from ui.kit.paper_page import PaperPage
from ui.main_window import MainWindow
from ui.superbills.bill import IssuedBillPage
from ui.superbills.year import YearReceiptMaker


@pytest.fixture
def own(main: MainWindow) -> Billable:
    return billable(main.session.clinic)[0]


def test_a_claim_begins_with_the_statement_and_the_others_are_a_key_away(
    qtbot: QtBot, main: MainWindow, own: Billable
) -> None:
    clinic = main.session.clinic
    case = new_case(clinic, own.client, CaseDraft("auto", "Neck pain", "9/1/2026", state="WA", claim_number="CM-1"))
    new_policy(clinic, case, PolicyDraft(payer_name="Harbor Auto", plan_type="pip"))
    new_visit(clinic, case, replace(VISIT, date_of_service="11/20/2026"))
    main.go("clients", f"{own.client}/of/{case}/documents")
    page = chart(main).documents.bills
    assert page.make.text() == "Make a statement" and page.receipt.isVisible() and page.superbill.isVisible()
    assert page.why.text() == (
        "Proposed for this case: a statement. Harbor Auto pays the clinic for this claim: the statement asks for what"
        " is due. Source: Practice of accident insurers."
    )
    press(qtbot, page, "Make a statement")
    assert maker(main).issue.text() == "Issue statement" and "due" in seen(maker(main)) and "unpaid" not in seen(main)
    for words in ("Issue superbill", "Issue receipt", "Issue statement"):
        qtbot.keyClick(
            maker(main), Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        QApplication.processEvents()
        assert maker(main).issue.text() == words
    press(qtbot, main, "Make a superbill instead")
    assert maker(main).issue.text() == "Issue superbill" and find(main, "Make a statement instead").isVisible()


def test_the_receipt_of_a_year_is_issued_and_replaced(qtbot: QtBot, main: MainWindow, own: Billable) -> None:
    main.go("clients", f"{own.client}/documents")
    press(qtbot, chart(main).documents, "Make a year receipt")
    editor = chart(main)._editor
    assert isinstance(editor, PaperPage) and isinstance(editor.shown, YearReceiptMaker)
    assert "$" in editor.shown._sum.text() and "2026 is not over." in seen(editor.shown)
    # Nothing of the record is wrong: the year goes on, and what is handed out now is wrong by January.
    assert "Open the documents" not in [made.text() for made in editor.shown.findChildren(QPushButton)]
    assert not editor.shown.issue.isEnabled()
    press(qtbot, editor.shown, "Issue anyway")
    assert editor.shown.findings.reason
    qtbot.keyClicks(editor.shown.findings.reason.box, "She moves away")
    qtbot.keyClick(editor.shown.findings.reason.box, Qt.Key.Key_Return)
    press(qtbot, editor.shown, "Issue year receipt")
    issued = chart(main)._editor
    assert isinstance(issued, PaperPage) and isinstance(issued.shown, IssuedBillPage)
    assert "Year receipt no. 1001" in seen(issued.shown) and "M54.2" not in seen(issued.shown)
    main.go("clients", f"{own.client}/year-receipt/new/2026")
    again = chart(main)._editor
    assert isinstance(again, PaperPage) and isinstance(again.shown, YearReceiptMaker)
    assert not again.shown.issue.isEnabled() and "Receipt 1001 is the one of 2026 already." in seen(again.shown)
