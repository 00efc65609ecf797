"""The place of the superbills: its two lists, what they say while they are empty, and how one comes and goes."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from billable import billable, billable_client, issue, ready_clinic, ready_visit
from factories import new_policy
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import press, seen, type_in

from clinic_desktop.cases.commands import OpenCase
from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.superbills.commands.bills import VoidBill
from clinic_desktop.superbills.model.issued import WAITING_DAYS
from clinic_desktop.superbills.queries.issued import bill_page
from clinic_desktop.superbills.queries.ready import waiting
from ui.jobs import InlineJobs
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.session import Session
from ui.superbills.bill_list import BillList
from ui.superbills.columns import days_words, kind_words, state_words
from ui.superbills.page import SuperbillsPage


class Place:
    """The place, and what its buttons asked for."""

    def __init__(self, qtbot: QtBot, clinic: Clinic) -> None:
        self.qtbot, self.clinic = qtbot, clinic
        self.session = Session(clinic)
        self.asked: list[tuple[str, str]] = []
        self.troubles: list[str] = []
        self.session.asked_for.connect(lambda place, part: self.asked.append((place, part)))
        self.session.trouble.connect(self.troubles.append)
        self.page = SuperbillsPage(self.session, InlineJobs(self.session))
        qtbot.addWidget(self.page)
        self.page.resize(1200, 670)
        self.page.show()

    def press(self, words: str) -> None:
        QApplication.processEvents()
        press(self.qtbot, self.page, words)


@pytest.fixture
def place(qtbot: QtBot, clinic: Clinic) -> Place:
    return Place(qtbot, clinic)


@pytest.fixture
def opener(qtbot: QtBot, clinic: Clinic) -> Callable[[], Place]:
    """For a place that opens once there is something."""
    return lambda: Place(qtbot, clinic)


def rows(table: Table) -> list[list[str]]:
    model = table.model()
    assert isinstance(model, PagedModel)
    return [
        [model.data(model.index(at, column)) for column in range(model.columnCount())]
        for at in range(model.rowCount(QModelIndex()))
    ]


def test_a_new_clinic_has_nothing_to_bill(place: Place) -> None:
    assert "No visit of the last 90 days waits for a superbill." in seen(place.page)
    assert not place.page.to_bill.make.isEnabled()
    place.press("Go to the clients")
    assert place.asked == [("clients", "")]
    place.press("Issued")
    assert "No bill was issued yet." in seen(place.page)
    place.press("Make a superbill")
    assert place.page.tabs["to-bill"].isChecked()


def test_what_can_be_billed_leads_to_where_it_is_made(opener: Callable[[], Place], clinic: Clinic) -> None:
    own, _ = billable(clinic)
    place = opener()
    table = place.page.to_bill.table
    assert rows(table) == [
        [
            "Nguyễn, Rosalind (Zuzu)",
            "Neck pain",
            "Superbill",
            "Cascade Mutual",
            "Maya Ortiz, LMT",
            "2",
            "10 Nov – 17 Nov 2026",
            "$280.00",
        ]
    ]
    target = ("clients", f"{own.client}/of/{own.case}/superbill/new")
    table.selectRow(0)
    place.qtbot.keyClick(table, Qt.Key.Key_Return)
    place.press("Make a superbill")
    assert place.asked == [target, target]


def test_what_is_issued_leaves_the_one_list_for_the_other(place: Place, clinic: Clinic) -> None:
    _, visits = billable(clinic)
    bill = issue(clinic, visits)
    assert rows(place.page.to_bill.table) == []
    place.press("Issued")
    shown = ["1001", "Superbill", "24 Nov 2026", "Nguyễn, Rosalind (Zuzu)", "10 Nov – 17 Nov 2026", "Maya Ortiz, LMT",
             "Cascade Mutual", "$280.00", "$280.00"]  # fmt: skip
    assert rows(place.page.issued.table) == [[*shown, ""]]
    clinic.do(VoidBill(bill, 1, "Wrong date"))
    assert rows(place.page.issued.table) == [[*shown, "Void"]]
    place.press("To bill")
    assert len(rows(place.page.to_bill.table)) == 1


def test_the_state_of_a_bill_in_words(clinic: Clinic) -> None:
    _, visits = billable(clinic)
    for kind in ("superbill", "receipt"):
        clinic.do(VoidBill(issue(clinic, visits, kind), 1, "Wrong date"))
        issue(clinic, visits, kind)
    found = bill_page(clinic.read, clinic.clock.today()).rows
    assert [(kind_words(one), state_words(one)) for one in found] == [
        ("Receipt", "Replaces no. 1003"), ("Receipt", "Void"), ("Superbill", "Replaces no. 1001"), ("Superbill", "Void")
    ]  # fmt: skip


def test_the_list_has_what_today_counts(place: Place, clinic: Clinic) -> None:
    today = clinic.clock.today()
    kept, gone = today - timedelta(WAITING_DAYS), today - timedelta(WAITING_DAYS + 1)
    ready_clinic(clinic)
    owner = billable_client(clinic).client
    case = CaseId(clinic.do(OpenCase(owner, CaseDraft("health", "Hip pain", "1/5/2026", no_accident=True))).row)
    new_policy(clinic, case)
    for day in (gone, kept):
        ready_visit(clinic, case, day.strftime("%m/%d/%Y"))
    ((*_, count, _, _),) = rows(place.page.to_bill.table)
    assert count == str(waiting(clinic.read, today - timedelta(WAITING_DAYS)).visits) == "1"
    assert f"Visits of the last {WAITING_DAYS} days" in seen(place.page)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 11, 10), date(2026, 11, 10), "10 Nov 2026"),
        (date(2026, 10, 12), date(2026, 11, 23), "12 Oct – 23 Nov 2026"),
        (date(2025, 12, 30), date(2026, 1, 2), "30 Dec 2025 – 2 Jan 2026"),
    ],
)
def test_days_in_words(first: date, last: date, words: str) -> None:
    assert days_words(first, last) == words


def several(clinic: Clinic) -> list[int]:
    """Three bills: of Ann, of Rosalind, of Ann again."""
    ready_clinic(clinic)
    ann, rosalind = billable_client(clinic, "Ann"), billable_client(clinic)
    return [
        issue(clinic, [ready_visit(clinic, of.case, day)])
        for of, day in ((ann, "11/9/2026"), (rosalind, "11/10/2026"), (ann, "11/11/2026"))
    ]


def numbers(listed: BillList) -> list[str]:
    return [row[0] for row in rows(listed.table)]


def test_bills_are_found_by_number_and_by_client(place: Place, clinic: Clinic) -> None:
    several(clinic)
    place.press("Issued")
    listed, search = place.page.issued, place.page.issued.search
    assert search
    assert numbers(listed) == ["1003", "1002", "1001"]
    for typed, found in (
        ("1002", ["1002"]),
        ("#1001", ["1001"]),
        ("no. 1001", ["1001"]),
        ("ann", ["1003", "1001"]),
        ("zz", []),
    ):
        search.setText(typed)
        assert numbers(listed) == found, typed
    assert "No bill or receipt fits what you typed." in seen(place.page)
    assert [made.text() for made in listed.table.findChildren(QPushButton) if made.isVisible()] == []
    place.qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert numbers(listed) == ["1003", "1002", "1001"]


def test_enter_opens_a_bill_and_escape_comes_back_to_its_line(place: Place, clinic: Clinic) -> None:
    bills = several(clinic)
    place.press("Issued")
    table = place.page.issued.table
    table.selectRow(1)
    place.qtbot.keyClick(table, Qt.Key.Key_Return)
    assert place.page.bill and place.page.bill.bill.id == bills[1]
    assert place.page.tabs["issued"].isChecked()
    place.qtbot.keyClick(place.page.bill, Qt.Key.Key_Escape)
    assert place.page.bill is None
    assert table.currentIndex().row() == 1
    assert table.isVisible()


def test_parts_of_the_place(place: Place, clinic: Clinic) -> None:
    bills = several(clinic)
    place.page.open_part(str(bills[0]))
    assert place.page.bill and place.page.bill.bill.number == 1001
    place.page.open_part(str(bills[2]))
    assert place.page.bill.bill.number == 1003
    place.page.open_part("issued")
    assert place.page.bill is None
    assert place.page.issued.isVisible()
    place.page.open_part("to-bill")
    assert place.page.to_bill.isVisible()
    place.page.open_part("99")
    assert place.troubles == ["This is no longer there."]
    assert place.page.bill is None
    assert place.page.issued.isVisible()


def test_a_reason_half_typed_is_kept_when_the_tab_is_changed(place: Place, clinic: Clinic) -> None:
    bill = several(clinic)[0]
    place.page.open_part(str(bill))
    place.press("Void this superbill")
    type_in(place.page, why="Wrong mem")
    place.press("To bill")
    place.page.open_part(str(bill))
    place.press("Void this superbill")
    assert type_in(place.page).values() == {"why": "Wrong mem"}


def test_the_bills_of_one_client_stand_in_the_chart(qtbot: QtBot, clinic: Clinic) -> None:
    ready_clinic(clinic)
    own = billable_client(clinic)
    listed = BillList(Session(clinic), own.client)
    qtbot.addWidget(listed)
    listed.resize(900, 300)
    listed.show()
    wanted: list[bool] = []
    listed.wanted.connect(lambda: wanted.append(True))
    assert "No bill or receipt was issued for this client yet." in seen(listed)
    press(qtbot, listed, "Make a superbill")
    assert wanted == [True]
    other = billable_client(clinic, "Ann")
    opened: list[int] = []
    listed.opened.connect(opened.append)
    bill = issue(clinic, [ready_visit(clinic, own.case, "11/10/2026")])
    issue(clinic, [ready_visit(clinic, other.case, "11/10/2026")])
    assert [row[:4] for row in rows(listed.table)] == [["1001", "Superbill", "24 Nov 2026", "10 Nov 2026"]]
    listed.select(bill)
    qtbot.keyClick(listed.table, Qt.Key.Key_Return)
    assert opened == [bill]
    assert listed.search is None
