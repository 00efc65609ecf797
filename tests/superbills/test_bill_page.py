"""The page of an issued bill: what it says, its paper, void and replacement, and the way back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from billable import Billable, billable, billable_client, damage_papers, issue
from factories import CLIENT, PAYER
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot
from windows import press, seen, type_in

from clinic_desktop.audit.model import TrailWanted
from clinic_desktop.audit.queries.entries import TrailBook
from clinic_desktop.clients.commands import ChangeClient
from clinic_desktop.clients.queries import client
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Missing, StoreTrouble
from clinic_desktop.payers.commands import ChangePayer
from clinic_desktop.payers.queries import payer, payer_page
from clinic_desktop.practice.commands import ChangeCredential
from clinic_desktop.practice.model import CredentialDraft
from clinic_desktop.superbills.queries.issued import issued_bill, paper
from ui.jobs import InlineJobs
from ui.kit.text import button_text
from ui.session import Session
from ui.superbills.bill import IssuedBillPage

AT_HOME = replace(CLIENT, street="208 Fir Avenue", city="Tacoma", state="WA", zip="98405", middle_name="")


class Opened:
    """A bill that is open, with what its buttons asked for."""

    def __init__(self, qtbot: QtBot, clinic: Clinic, bill: int, chart: int = 0) -> None:
        self.qtbot, self.clinic = qtbot, clinic
        self.session = Session(clinic)
        self.asked: list[tuple[str, str]] = []
        self.session.asked_for.connect(lambda place, part: self.asked.append((place, part)))
        self.left: list[int] = []
        self.page = IssuedBillPage(self.session, InlineJobs(self.session), bill, self.left.append, chart)
        qtbot.addWidget(self.page)
        self.page.resize(1200, 670)
        self.page.show()

    def press(self, words: str) -> None:
        QApplication.processEvents()
        press(self.qtbot, self.page, words)

    def says(self) -> str:
        return seen(self.page)

    def buttons(self) -> list[str]:
        QApplication.processEvents()
        return [made.text() for made in self.page.findChildren(QPushButton) if made.isVisible()]

    def paper_says(self) -> str:
        return self.page.preview.sheets.accessibleDescription()

    def void(self, why: str = "Wrong member ID") -> None:
        self.press("Void this superbill")
        type_in(self.page, why=why)
        self.press("Void superbill")


Opener = Callable[[int], Opened]


@pytest.fixture
def made(clinic: Clinic) -> tuple[Billable, int]:
    own, visits = billable(clinic)
    return own, issue(clinic, visits)


@pytest.fixture
def open_bill(qtbot: QtBot, clinic: Clinic) -> Opener:
    return lambda bill: Opened(qtbot, clinic, bill)


def test_it_says_what_was_issued_beside_the_paper(open_bill: Opener, made: tuple[Billable, int]) -> None:
    opened = open_bill(made[1])
    said = opened.says()
    for words in ("Superbill no. 1001", "issued 24 Nov 2026", "Neck pain", "Cascade Mutual", "Maya Ortiz",
                  "10 Nov 2026", "17 Nov 2026", "Massage (MT001), 4 units", "$280.00", "$0.00",
                  "M54.2 Cervicalgia"):  # fmt: skip
        assert words in said, words
    assert "Void" not in said.split("\n")
    assert "1001" in opened.paper_says()
    assert "VOID" not in opened.paper_says()
    assert not opened.page.note.isVisible()


def test_looking_at_it_is_noted_of_its_client(open_bill: Opener, made: tuple[Billable, int], clinic: Clinic) -> None:
    """Also where it is opened out of the list of all superbills, past the chart."""
    opened = open_bill(made[1])
    opened.page.reload()
    looks = TrailBook(clinic.read).page(TrailWanted(kind="looks")).rows
    assert [one.what for one in looks] == ["Looked at the superbill or receipt “1001” of client Rosalind Nguyễn."]


def test_a_bill_that_is_not_there_is_missing(open_bill: Opener, made: tuple[Billable, int]) -> None:
    with pytest.raises(Missing):
        open_bill(99)


def test_the_client_leads_to_the_chart(open_bill: Opener, made: tuple[Billable, int]) -> None:
    opened = open_bill(made[1])
    opened.press("Rosalind Mae Nguyễn")
    assert opened.asked == [("clients", str(made[0].client))]


def test_the_very_bytes_are_saved_under_a_name_without_a_client(
    open_bill: Opener, made: tuple[Billable, int], tmp_path: Path
) -> None:
    opened = open_bill(made[1])
    opened.press("Save PDF")
    (dialog,) = opened.page.findChildren(QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "superbill-1001.pdf"
    dialog.fileSelected.emit(str(tmp_path / "bill.pdf"))
    dialog.close()
    read = opened.clinic.read
    assert (tmp_path / "bill.pdf").read_bytes() == paper(read, issued_bill(read, made[1]))
    assert opened.page.banner.words() == "Saved."


def test_void_asks_why_and_offers_the_replacement(open_bill: Opener, made: tuple[Billable, int]) -> None:
    opened = open_bill(made[1])
    assert "Make the replacement" not in opened.buttons()
    opened.press("Void this superbill")
    assert "This cannot be undone." in opened.says()
    opened.press("Void superbill")
    assert "Type why" in opened.says()
    assert issued_bill(opened.clinic.read, made[1]).voided_on is None
    type_in(opened.page, why="Wrong member ID")
    opened.press("Void superbill")
    found = issued_bill(opened.clinic.read, made[1])
    assert (found.void_why, found.voided_on) == ("Wrong member ID", opened.clinic.clock.today())
    assert opened.page.banner.words() == "It is void. Its visits can be billed again."
    assert "VOID" in opened.paper_says()
    assert {"Void", "Wrong member ID"} <= set(opened.says().split("\n"))
    assert "Void this superbill" not in opened.buttons()
    opened.page.activateWindow()
    landed = opened.page.focusWidget()
    assert isinstance(landed, QPushButton) and landed.text() == "Make the replacement"
    opened.press("Make the replacement")
    assert opened.asked == [("clients", f"{made[0].client}/of/{made[0].case}/superbill/new/1001")]


def test_enter_in_the_reason_voids_nothing(open_bill: Opener, made: tuple[Billable, int]) -> None:
    opened = open_bill(made[1])
    opened.press("Void this superbill")
    form = type_in(opened.page, why="Wrong member ID")
    opened.qtbot.keyClick(form.fields["why"].box, Qt.Key.Key_Return)
    assert issued_bill(opened.clinic.read, made[1]).voided_on is None


def test_a_reason_half_typed_is_there_again(open_bill: Opener, made: tuple[Billable, int]) -> None:
    opened = open_bill(made[1])
    opened.press("Void this superbill")
    form = type_in(opened.page, why="Wrong mem")
    opened.qtbot.keyClick(form.fields["why"].box, Qt.Key.Key_Escape)
    assert "Void this superbill" in opened.buttons()
    assert opened.left == []
    opened.press("Void this superbill")
    assert type_in(opened.page).values() == {"why": "Wrong mem"}
    opened.press("Cancel")
    opened.press("Void this superbill")
    assert type_in(opened.page).values() == {"why": ""}


def test_a_reason_being_typed_outlives_a_change_elsewhere(open_bill: Opener, made: tuple[Billable, int]) -> None:
    opened = open_bill(made[1])
    opened.press("Void this superbill")
    form = type_in(opened.page, why="Wrong mem")
    opened.page.reload()
    assert form.isVisible()
    assert form.values() == {"why": "Wrong mem"}


def test_somebody_else_voided_it_meanwhile(open_bill: Opener, made: tuple[Billable, int]) -> None:
    opened, other = open_bill(made[1]), open_bill(made[1])
    opened.press("Void this superbill")
    other.void()
    assert "VOID" in opened.paper_says()
    assert "Make the replacement" in opened.buttons()


def test_what_replaces_it_and_what_it_replaces_are_a_press_away(
    open_bill: Opener, made: tuple[Billable, int], clinic: Clinic
) -> None:
    opened = open_bill(made[1])
    opened.void()
    visits = [one.row for one in opened.page.bill.bill.visits]
    second = issue(clinic, visits)
    assert "Make the replacement" not in opened.buttons()
    opened.press("Replaced by no. 1002")
    assert (opened.page.bill.id, "Superbill no. 1002" in opened.says()) == (second, True)
    assert not opened.page.banner.isVisible()
    opened.press("Replaces no. 1001")
    assert opened.page.bill.id == made[1]
    opened.page.go_back()
    assert opened.left == [made[1]]


def test_a_password_half_typed_is_for_one_bill(open_bill: Opener, made: tuple[Billable, int], clinic: Clinic) -> None:
    opened = open_bill(made[1])
    opened.void()
    issue(clinic, [one.row for one in opened.page.bill.bill.visits])
    opened.press("Save protected PDF")
    type_in(opened.page, password="plum tree")
    opened.press("Replaced by no. 1002")
    assert not opened.page.bar.form.isVisible()
    assert set(opened.page.bar.form.form.values().values()) == {""}
    assert opened.page.bar.print_button.isEnabled()


@pytest.mark.parametrize(
    "name", ["<b>O'Brien & Søn</b>", "{x} %s", "שרה כהן", "Anna Maria Luisa Theresa Josepha Elisabeth"]
)
def test_any_name_is_shown_to_the_letter_or_shortened(open_bill: Opener, clinic: Clinic, name: str) -> None:
    own, visits = billable(clinic)
    now = client(clinic.read, own.client)
    clinic.do(ChangeClient(own.client, now.version, replace(AT_HOME, given_name=name)))
    opened = open_bill(issue(clinic, visits))
    whole = f"{name} Nguyễn"
    (link,) = (made for made in opened.page.findChildren(QPushButton) if whole in made.accessibleName())
    assert link.text() == button_text(whole if len(whole) <= 40 else f"{whole[:39]}…")
    opened.qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert opened.asked == [("clients", str(own.client))]


def test_a_record_that_changed_is_said(open_bill: Opener, made: tuple[Billable, int], clinic: Clinic) -> None:
    opened = open_bill(made[1])
    owner = made[0].client
    clinic.do(ChangeClient(owner, client(clinic.read, owner).version, replace(CLIENT, family_name="Ngo")))
    assert opened.page.note.words().startswith("The record has changed since this was issued")
    opened.void()
    assert not opened.page.note.isVisible()


def test_a_change_anywhere_on_the_bill_is_said(open_bill: Opener, made: tuple[Billable, int], clinic: Clinic) -> None:
    opened = open_bill(made[1])
    (owner,) = payer_page(clinic.read).rows
    name = payer(clinic.read, owner.id)
    clinic.do(ChangePayer(owner.id, name.version, replace(PAYER, name="Cascade Mutual of Oregon")))
    assert opened.page.note.isVisible()
    clinic.undo()
    assert not opened.page.note.isVisible()
    clinic.do(ChangeCredential(1, 1, CredentialDraft("license", "WA", "MA60000001", "8/31/2027")))
    assert opened.page.note.isVisible()


def test_in_a_chart_only_bills_of_its_client_open(qtbot: QtBot, made: tuple[Billable, int], clinic: Clinic) -> None:
    other = billable_client(clinic, "Ann")
    with pytest.raises(Missing, match="another client’s"):
        Opened(qtbot, clinic, made[1], other.client)
    opened = Opened(qtbot, clinic, made[1], made[0].client)
    assert "Rosalind Mae Nguyễn" not in opened.buttons()
    assert "Superbill no. 1001" in opened.says()
    wide = Opened(qtbot, clinic, made[1])
    assert opened.page.preview.height() > wide.page.preview.height()
    opened.press("Documents")
    assert opened.left == [made[1]]


def test_a_damaged_paper_is_not_handed_out(
    open_bill: Opener, made: tuple[Billable, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object) -> bytes:
        raise StoreTrouble("The paper of no. 1001 is damaged. Restore a backup.")

    monkeypatch.setattr("ui.superbills.bill.paper", damaged)
    opened = open_bill(made[1])
    assert opened.page.preview.words() == "The paper of no. 1001 is damaged. Restore a backup."
    assert not opened.page.bar.print_button.isEnabled()


def test_a_damaged_paper_is_voided_and_stays_damaged(open_bill: Opener, made: tuple[Billable, int]) -> None:
    opened = open_bill(made[1])
    opened.press("Void this superbill")
    assert "The paper says VOID from now on" in opened.says()
    # It cannot be taken back, so that it does not look like what one is here to do.
    assert opened.page._void and opened.page._void.editor.save_button.property("main") != "true"
    opened.press("Cancel")
    damage_papers(opened.clinic)
    opened.page.reload()
    assert opened.page.preview.words() == "The paper of no. 1001 is damaged. Restore a backup."
    opened.press("Void this superbill")
    assert "is damaged: the one that says VOID is made from the record" in opened.says()
    type_in(opened.page, why="Damaged")
    opened.press("Void superbill")
    assert issued_bill(opened.clinic.read, made[1]).voided_on
    assert "VOID" in opened.paper_says() and "1001" in opened.paper_says() and "DRAFT" not in opened.paper_says()
    assert opened.page.bar.print_button.isEnabled()
    assert opened.page.note.words().startswith("The paper that was handed out is damaged.")
    assert open_bill(made[1]).page.note.words() == opened.page.note.words()


def test_escape_goes_back_from_anywhere(open_bill: Opener, made: tuple[Billable, int]) -> None:
    opened = open_bill(made[1])
    for control in (opened.page.bar.print_button, opened.page.preview.sheets):
        opened.qtbot.keyClick(control, Qt.Key.Key_Escape)
    assert opened.left == [made[1]] * 2


def test_a_receipt_is_called_one(open_bill: Opener, clinic: Clinic) -> None:
    own, visits = billable(clinic)
    opened = open_bill(issue(clinic, visits, "receipt"))
    said = opened.says()
    for words in ("Receipt no. 1001", "Maya Ortiz, LMT", "10 Nov 2026", "Massage", "$280.00"):
        assert words in said.split("\n"), words
    # As on its paper: nothing for a payer.
    paper_says = opened.paper_says()
    for words in ("Cascade Mutual", "ABC 123 456 789", "M54.2", "Cervicalgia", "MT001", "units", "Member", "Payer"):
        assert words not in said and words not in paper_says, words
    opened.press("Void this receipt")
    type_in(opened.page, why="Twice")
    opened.press("Void receipt")
    opened.press("Make the replacement")
    assert opened.asked == [("clients", f"{own.client}/of/{own.case}/receipt/new/1001")]


def test_tab_goes_as_one_reads(open_bill: Opener, made: tuple[Billable, int]) -> None:
    opened = open_bill(made[1])
    QApplication.processEvents()
    names, at = [], opened.page.nextInFocusChain()
    while at and at is not opened.page:
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isVisible() and not at.focusProxy():
            names.append(at.accessibleName())
        at = at.nextInFocusChain()
    assert names == [
        "Issued", "Open the chart of \u2068Rosalind Mae Nguyễn\u2069", "Enter benefit statement", "Void this superbill",
        "Mark as sent in", "Print", "Save PDF", "Save protected PDF", "The paper that was issued", "Actual size",
    ]  # fmt: skip
