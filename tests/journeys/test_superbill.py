"""From an empty computer to a printed superbill, through the real window; and what happens on the way."""

import io
import json
from pathlib import Path

import pypdf
import pytest
from billable import billable, billable_client, ready_visit
from fixed import PASSWORD
from making import chart, find, issued, make_bill, maker, press, rules, without_member_id
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import Starter, main_of, page_of, seen, shown_form, signed_in, type_in

from clinic_desktop.clinic import Clinic
from clinic_desktop.referrals.commands.diagnoses import RetireDiagnosis
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.superbills.queries.issued import bill_page, issued_bill, paper
from ui.kit.editor import Editor
from ui.kit.form import Form
from ui.kit.paper_page import PaperPage
from ui.main_window import MainWindow
from ui.start.first_run import FirstRunPage
from ui.start.new_key import NewKeyPage
from ui.superbills.page import SuperbillsPage

FIRST_RUN = {
    "name": "Elm Street Massage", "street": "14 Elm Street", "city": "Tacoma", "state": "WA", "zip": "98402",
    "given_name": "Maya", "family_name": "Ortiz", "password": PASSWORD, "again": PASSWORD,
}  # fmt: skip

ON_PAPER = (
    *("SUPERBILL", "1001", "Elm Street Massage", "Maya Ortiz", "2999999990", "91-1144442", "Nguyễn", "HX4 881 207"),
    *("M54.2", "MT001", "Ann Lee, MD"),
)


def save(main: MainWindow, **values: str) -> None:
    """Type into the form that is shown and has these fields, and save it."""
    QApplication.processEvents()
    (form,) = (one for one in main.findChildren(Form) if one.isVisible() and set(values) <= set(one.fields))
    for key, value in values.items():
        form.fields[key].set_value(value)
    form.edited.emit()
    editor = form.parentWidget()
    assert isinstance(editor, Editor)
    assert editor.save(), [field.problem() for field in form.fields.values()]
    QApplication.processEvents()


def text_of(clinic: Clinic, row: int) -> str:
    pdf = paper(clinic.read, issued_bill(clinic.read, row))
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def set_up(qtbot: QtBot, start: Starter, folder: Path) -> MainWindow:
    app = start(folder)
    page = page_of(app)
    assert isinstance(page, FirstRunPage)
    page.form.fill(FIRST_RUN)
    press(qtbot, page, "Set up the clinic")
    keys = page_of(app)
    assert isinstance(keys, NewKeyPage)
    panel = keys.panel
    panel.form.fill({f"group{at}": panel._groups[at] for at in panel.asked})
    press(qtbot, panel, "Go on")
    return main_of(app)


def test_from_an_empty_computer_to_a_superbill(qtbot: QtBot, start: Starter, tmp_path: Path) -> None:
    main = set_up(qtbot, start, tmp_path / "clinic")
    clinic = main.session.clinic
    record(qtbot, main)
    press(qtbot, main, "Make a superbill")
    page = maker(main)
    found = rules(page)
    assert {"no-diagnosis", "npi-missing", "tax-id-missing", "license-missing", "note-not-signed"} <= set(found)
    assert not page.issue.isEnabled()
    put_right(qtbot, main)
    page = maker(main)
    assert page.issue.isEnabled(), rules(page)
    qtbot.keyClick(page.issue, Qt.Key.Key_Return)
    bill = issued(main)
    assert "Superbill no. 1001" in seen(bill)
    words = text_of(clinic, bill.bill.id)
    for told in (*ON_PAPER, "Cervicalgia", "MA60000000", "11/20/2026", "140.00"):
        assert told in words, told
    # The tip is nobody's business.
    assert "20.00" not in words and "160.00" not in words
    saved = tmp_path / "stick" / "superbill-1001.pdf"
    saved.parent.mkdir()
    bill.bar.save_to(saved)
    assert saved.read_bytes() == paper(clinic.read, bill.bill)


def record(qtbot: QtBot, main: MainWindow) -> None:
    """A client with a case and a policy, a service, a visit and what was paid for it."""
    main.go("clients", "new")
    save(main, given_name="Rosalind", family_name="Nguyễn", birth_date="3/12/1985", street="208 Fir Ave", city="Tacoma",
         state="WA", zip="98405")  # fmt: skip
    main.go("clients", "1/case/new")
    save(main, kind="health", reason="Neck pain", onset_on="9/1/2026")
    main.go("clients", "1/policy/new")
    save(main, payer="Harbor Health", plan_type="ppo", member_id="HX4 881 207")
    # What the therapist does: a visit, before the clinic has any service.
    main.go("settings", "services/")
    press(qtbot, main, "Add service")
    save(main, name="Massage", procedure_code="mt001", price="35")
    main.go("clients", "1/visit/new")
    services = json.dumps([{"service": "1", "minutes": "60"}])
    save(main, date_of_service="11/20/2026", services=services)
    save(main, service="140.00", tip="20", method="cash", paid_on="11/20/2026")


def put_right(qtbot: QtBot, main: MainWindow) -> None:
    """Each Fix lands where it is put right, and the window comes back by itself."""
    fixes = {
        "no-diagnosis": lambda: save(main, code="M54.2", source="prescription", source_name="Ann Lee, MD",
                                     source_on="11/2/2026"),
        "npi-missing": lambda: save(main, npi="2999999990"),
        "tax-id-missing": lambda: save(main, tax_id="91-1144442"),
        "license-missing": lambda: save(main, state="WA", number="MA60000000", expires_on="8/31/2027"),
        "note-not-signed": lambda: _sign(qtbot, main),
        "accident-open": lambda: save(main, no_accident="yes"),
        "no-prescription": lambda: save(main, prescriber="Ann Lee, MD", ordered_on="11/2/2026", expires_on="6 weeks",
                                        diagnoses="M54.2"),
        "prescriber-npi": lambda: save(main, npi="1234567893"),
    }  # fmt: skip
    for _ in range(len(fixes) + 1):
        left = rules(maker(main))
        if not left:
            break
        finding = next(one for one in maker(main)._draft.verdict.findings if one.rule == left[0])  # type: ignore[union-attr]
        maker(main).findings.fixed.emit(finding)
        QApplication.processEvents()
        assert "Back to the superbill" in [made.text() for made in main.findChildren(QPushButton) if made.isVisible()]
        fixes[left[0]]()
        qtbot.waitUntil(lambda: isinstance(chart(main)._editor, PaperPage))


def _sign(qtbot: QtBot, main: MainWindow) -> None:
    type_in(main, subjective="Neck is stiff", objective="Tone 3 of 4", assessment="Eased", plan="Again in a week")
    press(qtbot, main, "Sign note")
    QApplication.processEvents()


@pytest.fixture
def main(start: Starter, folder: ClinicFolder) -> MainWindow:
    """The window of a clinic with a client whose two visits can be billed."""
    main = signed_in(start(folder.path), PASSWORD)
    billable(main.session.clinic)
    return main


def test_everything_is_there_and_issued_with_one_key(qtbot: QtBot, main: MainWindow) -> None:
    page = make_bill(main)
    assert page.choices.ticked() == {1, 2}
    assert "Ready to be issued" in seen(page) and "2 visits, $280.00" in seen(page)
    qtbot.waitUntil(lambda: not page.preview.words())
    press(qtbot, main, "Issue superbill")
    assert "Superbill no. 1001" in seen(issued(main))
    assert chart(main).header.tabs["documents"].text() == "Documents"
    page = make_bill(main)
    assert "No visit of this case waits for a superbill." in seen(page)
    assert not page.issue.isEnabled() and not page.other.isVisible() and not page._below.isVisible()
    page.left.emit()
    assert chart(main).documents.isVisible() and "1001" in str(chart(main).documents.bills.bills._model.row(0).number)


def test_what_is_left_out_stays_left_out(qtbot: QtBot, main: MainWindow) -> None:
    page = make_bill(main)
    page.choices.checks[2].click()
    assert "1 visit, $140.00" in seen(page)
    main.go("today")
    page = make_bill(main)
    assert page.choices.ticked() == {1}
    page.choices.checks[1].click()
    assert page.preview.words() == "Check the visits that go on it." and not page.issue.isEnabled()
    page.choices.checks[1].click()
    press(qtbot, main, "Issue superbill")
    assert [row["superbill"] for row in main.session.clinic.read.all("SELECT superbill FROM visits")] == [1001, 0]


def test_what_may_bounce_is_issued_with_a_reason(qtbot: QtBot, main: MainWindow) -> None:
    without_member_id(main)
    page = make_bill(main)
    assert rules(page) == ["member-id-missing"] and not page.issue.isEnabled()
    press(qtbot, main, "Issue anyway")
    reason = page.findings.reason
    assert reason and reason.isVisible()
    press(qtbot, main, "Keep reason")
    assert reason.problem()
    reason.set_value("The card comes by mail")
    press(qtbot, main, "Keep reason")
    assert page.issue.isEnabled() and "Issued anyway: The card comes by mail" in seen(page)
    assert main.focusWidget() is page.issue
    press(qtbot, main, "Ask again")
    assert not page.issue.isEnabled()
    main.session.undo()
    press(qtbot, main, "Issue superbill")
    issued(main)
    # It stays accepted until the fact changes.
    ready_visit(main.session.clinic, chart(main)._case, "11/20/2026")  # type: ignore[arg-type]
    assert make_bill(main).issue.isEnabled()
    without_member_id(main, "ABC 1")
    without_member_id(main)
    assert rules(maker(main)) == []


def test_a_fix_lands_on_the_field_and_comes_back_with_the_same_choice(qtbot: QtBot, main: MainWindow) -> None:
    without_member_id(main)
    page = make_bill(main)
    page.choices.checks[2].click()
    press(qtbot, main, "Open the policy")
    QApplication.processEvents()
    form = shown_form(main)
    assert form.fields["member_id"].isAncestorOf(main.focusWidget() or form)
    press(qtbot, main, "Back to the superbill")
    assert rules(maker(main)) == ["member-id-missing"] and maker(main).choices.ticked() == {1}
    press(qtbot, main, "Open the policy")
    save(main, member_id="ABC 123 456 789")
    qtbot.waitUntil(lambda: isinstance(chart(main)._editor, PaperPage))
    assert maker(main).issue.isEnabled() and maker(main).choices.ticked() == {1}


def test_a_stopped_superbill_offers_the_receipt(qtbot: QtBot, main: MainWindow) -> None:
    clinic = main.session.clinic
    for row in clinic.read.all("SELECT id, version FROM diagnoses"):
        clinic.do(RetireDiagnosis(row["id"], row["version"]))
    page = make_bill(main)
    assert "no-diagnosis" in rules(page)
    press(qtbot, main, "Make a receipt instead")
    assert maker(main).issue.text() == "Issue receipt" and maker(main).issue.isEnabled()
    press(qtbot, main, "Issue receipt")
    bill = issued(main)
    words = text_of(clinic, bill.bill.id)
    assert "RECEIPT" in words and "MT001" not in words and "M54.2" not in words
    assert "20.00" not in words


def test_void_and_replace(qtbot: QtBot, main: MainWindow) -> None:
    clinic = main.session.clinic
    make_bill(main)
    press(qtbot, main, "Issue superbill")
    page = issued(main)
    press(qtbot, main, "Void this superbill")
    QApplication.processEvents()
    press(qtbot, main, "Void superbill")
    form = shown_form(main)
    assert form.fields["why"].problem()
    type_in(main, why="Wrong member ID")
    press(qtbot, main, "Void superbill")
    assert "VOID" in text_of(clinic, page.bill.id)
    press(qtbot, main, "Make the replacement")
    assert maker(main).choices.ticked() == {1, 2}
    press(qtbot, main, "Issue superbill")
    assert "replaces no. 1001" in text_of(clinic, issued(main).bill.id).replace("\n", " ")
    assert [row.number for row in bill_page(clinic.read, clinic.clock.today()).rows] == [1002, 1001]


def test_a_change_meanwhile_is_shown_before_it_is_issued(qtbot: QtBot, main: MainWindow) -> None:
    page = make_bill(main)
    drawn = page._draft
    without_member_id(main, "NEW 999")
    page._draft = drawn
    press(qtbot, main, "Issue superbill")
    assert "The record changed while this was open" in maker(main).banner.words()
    assert not bill_page(main.session.clinic.read, main.session.clinic.clock.today()).rows
    press(qtbot, main, "Issue superbill")
    assert "NEW 999" in text_of(main.session.clinic, issued(main).bill.id)


def test_the_record_changes_after_it_is_out(qtbot: QtBot, main: MainWindow) -> None:
    make_bill(main)
    press(qtbot, main, "Issue superbill")
    page = issued(main)
    assert not page.note.words()
    without_member_id(main, "NEW 999")
    page.reload()
    assert "The record has changed since this was issued." in page.note.words()


def test_another_case_is_said(main: MainWindow) -> None:
    from factories import new_case

    clinic = main.session.clinic
    other = new_case(clinic, clinic.read.one("SELECT id FROM clients")["id"])
    ready_visit(clinic, other, "11/19/2026")
    main.go("clients", "1/of/1/superbill/new")
    find(maker(main), "\u2068Neck pain\u2069: 1 visit").click()
    assert len(maker(main).choices.checks) == 1


def test_the_lists_lead_to_the_page(qtbot: QtBot, main: MainWindow) -> None:
    billable_client(main.session.clinic, "Anselm")
    main.go("today")
    assert "2 visits wait for a superbill" in seen(main)
    press(qtbot, main, "Open superbills")
    press(qtbot, main, "Make a superbill")
    assert maker(main).choices.ticked() == {1, 2}


def test_the_search_above_opens_a_bill_by_its_number(qtbot: QtBot, main: MainWindow) -> None:
    make_bill(main)
    press(qtbot, main, "Issue superbill")
    main.go("today")
    main._actions["find"].trigger()
    qtbot.keyClicks(main._search, "no. 1001")
    qtbot.keyClick(main._search, Qt.Key.Key_Return)
    QApplication.processEvents()
    page = main.page("superbills")
    assert isinstance(page, SuperbillsPage) and page.bill and page.bill.isVisible()
    assert page.bill.bill.number == 1001
