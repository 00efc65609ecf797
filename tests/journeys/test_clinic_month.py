"""A clinic's month through the real window: a package, a tip on the card, a claim of an accident, an HSA receipt, and
at its end one print run."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from billable import ORDER, Billable, billable_client, ready_clinic
from factories import CASE, CLIENT, VISIT, new_case, new_client, new_policy, new_prescription, new_visit, signing
from making import chart, press
from pdfs import pages, words
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import seen, type_in

from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.payments.queries import balance
from clinic_desktop.policies.model import PolicyDraft
from clinic_desktop.prepaid.queries import prepaids_of
from clinic_desktop.store.clock import Clock
from clinic_desktop.visits.model import ServiceLine, VisitId, VisitNoteDraft
from ui.kit.editor import Editor
from ui.main_window import MainWindow
from ui.month_end.page import MonthEndPage

HOUR = (ServiceLine("1", "60"),)
WHOSE = ["Ada", "Bo", "Cy"]
FILES = ("superbill-1002", "superbill-1003", "statement-1004")
NOTE = VisitNoteDraft("Neck is stiff", "Tone 3 of 4", "Eased", "Again in a week")


class Month:
    """Four clients whose visits of November are signed, and nothing is paid yet."""

    def __init__(self, clinic: Clinic) -> None:
        self.clinic = clinic
        ready_clinic(clinic)
        self.ada, self.bo = billable_client(clinic, "Ada"), billable_client(clinic, "Bo")
        self.cy = self._claim()
        who = replace(CLIENT, given_name="Dee", street="12 Alder St", city="Tacoma", state="WA", zip="98402")
        dee = new_client(clinic, who)
        self.dee = Billable(dee, new_case(clinic, dee, replace(CASE, kind="cash", reason="Stiff neck", onset_on="")))
        self.visits = {one.client: self._given(one.case) for one in (self.ada, self.bo, self.cy, self.dee)}

    def _claim(self) -> Billable:
        own = billable_client(self.clinic, "Cy")
        draft = CaseDraft("auto", "Whiplash", "9/1/2026", state="WA", claim_number="CM-1", adjuster_name="Dana Voss")
        case = new_case(self.clinic, own.client, draft)
        new_policy(self.clinic, case, PolicyDraft(payer_name="Harbor Auto", plan_type="pip", member_id="P-77"))
        new_prescription(self.clinic, case, ORDER)
        return Billable(own.client, case)

    def _given(self, case: CaseId) -> VisitId:
        row = new_visit(self.clinic, case, replace(VISIT, date_of_service="11/17/2026", services=HOUR))
        self.clinic.do(signing(self.clinic, row, NOTE))
        return row


def test_a_month_from_the_first_payment_to_the_print_run(qtbot: QtBot, main: MainWindow, tmp_path: Path) -> None:
    clinic = main.session.clinic
    month = Month(clinic)
    pay_with_a_tip(main, month)
    sell_and_use_a_package(qtbot, main, month)
    bill_the_claim(qtbot, main, month)
    receipt_for_the_hsa(qtbot, main, month)
    papers = hand_out(qtbot, main, tmp_path)
    run = pages((papers / "print-run.pdf").read_bytes())
    # Ada, Bo, Cy, Dee: in the order of the clients, a page each.
    assert [name for page in run for name in ("Ada", "Bo", "Cy", "Dee") if f"{name} " in page] == WHOSE
    ada, bo, cy = (words((papers / f"{name}.pdf").read_bytes()) for name in FILES)
    assert "140.00" in ada and "160.00" not in ada and "20.00" not in ada.replace("120.00", "")
    # A share of the package, dated the day it was bought, at what it costs.
    assert "Package of 5" in bo and "-20.00" in bo.replace("−", "-") and "120.00" in bo
    assert "Amount due" in cy and "CM-1" in cy and "Dana Voss" in cy
    assert balance(clinic.read, month.ada.client).open_cents == 0 == balance(clinic.read, month.bo.client).open_cents


def pay_with_a_tip(main: MainWindow, month: Month) -> None:
    main.go("clients", f"{month.ada.client}/payment/new/{month.visits[month.ada.client]}")
    form = type_in(main, received="160", tip="20", paid_on="11/17/2026", reference="4242")
    assert form.values()["service"] == "140.00"
    save(main)


def sell_and_use_a_package(qtbot: QtBot, main: MainWindow, month: Month) -> None:
    main.go("clients", f"{month.bo.client}/money")
    press(qtbot, chart(main), "Sell package")
    type_in(main, name="Package of 5", visits="5", price="600", sold="600", sold_on="11/16/2026")
    save(main)
    (held,) = prepaids_of(month.clinic.read, month.bo.client)
    assert held.left_cents == 60_000
    main.go("clients", f"{month.bo.client}/visits")
    press(qtbot, chart(main), "Pay from package: visit 1 of 5, $120.00")
    assert "1 of 5 visits used, $480.00 left" in on_money(main, month.bo)


def bill_the_claim(qtbot: QtBot, main: MainWindow, month: Month) -> None:
    main.go("clients", f"{month.cy.client}/of/{month.cy.case}/documents")
    assert "Proposed for this case: a statement." in seen(chart(main).documents)
    press(qtbot, chart(main), "Claim worksheet")
    assert "Enter copies a value and goes on to the next one." in seen(main)


def receipt_for_the_hsa(qtbot: QtBot, main: MainWindow, month: Month) -> None:
    main.go("clients", f"{month.dee.client}/payment/new/{month.visits[month.dee.client]}")
    type_in(main, method="hsa", paid_on="11/17/2026", reference="7777")
    save(main)
    main.go("clients", f"{month.dee.client}/superbill/new")
    press(qtbot, main, "Issue receipt")
    assert "Receipt no. 1001" in seen(main)


def hand_out(qtbot: QtBot, main: MainWindow, folder: Path) -> Path:
    """The month end of November in December: everything that is ready is issued, and saved in a folder."""
    main.session.clinic.clock = Clock(datetime(2026, 12, 3, 17, 30, tzinfo=UTC))
    main.go("superbills")
    press(qtbot, main.page("superbills"), "Month end")
    (page,) = main.page("superbills").findChildren(MonthEndPage)
    QApplication.processEvents()
    press(qtbot, page, "Issue 3 documents")
    press(qtbot, page, "Hand out 3 documents")
    assert page.papers
    page.papers.save_to(folder)
    (made,) = folder.glob("2026-11*")
    return made


def on_money(main: MainWindow, own: Billable) -> str:
    main.go("clients", f"{own.client}/money")
    return seen(chart(main).money)


def save(main: MainWindow) -> None:
    (editor,) = (one for one in chart(main).findChildren(Editor) if one.isVisible())
    assert editor.save()
    QApplication.processEvents()
