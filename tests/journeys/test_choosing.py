"""Which visits go on the bill that is made, and the way from one bill, kind or case to another."""

from dataclasses import replace
from datetime import timedelta

import pytest
from billable import ORDER, Billable, billable, drafted, issue, ready_visit
from factories import (
    CASE,
    POLICY,
    THERAPIST,
    VISIT,
    new_case,
    new_payment,
    new_policy,
    new_prescription,
    new_visit,
    signing,
)
from making import area_of, chart, find, issued, make_bill, maker, press, rules
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import main_button, seen

from clinic_desktop.cases.commands import ChangeCase
from clinic_desktop.policies.commands import ChangePolicy
from clinic_desktop.practice.commands import AddTherapist
from clinic_desktop.superbills.commands.acceptances import AcceptFinding
from clinic_desktop.superbills.commands.bills import VoidBill
from clinic_desktop.superbills.model.issued import UnbilledRow, waits_since
from clinic_desktop.superbills.queries import ready
from clinic_desktop.superbills.queries.ready import unbilled_page
from clinic_desktop.superbills.rules.sums import total_fees
from clinic_desktop.visits.model import ServiceLine, VisitNoteDraft
from ui.kit.paper_page import PaperPage
from ui.main_window import MainWindow
from ui.superbills import words
from ui.superbills.maker import BillMaker
from ui.superbills.page import SuperbillsPage


@pytest.fixture
def own(main: MainWindow) -> Billable:
    """A client whose visits 1 and 2 can be billed."""
    return billable(main.session.clinic)[0]


def test_a_replacement_is_of_the_same_visits(qtbot: QtBot, main: MainWindow, own: Billable) -> None:
    clinic = main.session.clinic
    ready_visit(clinic, own.case, "11/19/2026")
    clinic.do(VoidBill(issue(clinic, [1, 2]), 1, "Wrong member ID"))
    page = make_bill(main, "superbill/new/1001")
    assert page.choices.ticked() == {1, 2} and set(page.choices.checks) == {1, 2, 3}
    assert "It replaces no. 1001, which is void." in seen(page)
    page.choices.checks[2].click()
    # The choice is kept; asked for again, it is that of the bill.
    assert make_bill(main).choices.ticked() == {1}
    assert make_bill(main, "superbill/new/1001").choices.ticked() == {1, 2}
    press(qtbot, main, "Issue superbill")
    assert issued(main).bill.replaces == (1001,)
    # Nothing is left to replace, and no bill has this number.
    for number in (1001, 4711):
        assert make_bill(main, f"superbill/new/{number}").choices.ticked() == {3}


def test_every_bill_keeps_its_choice(main: MainWindow, own: Billable) -> None:
    clinic = main.session.clinic
    second = clinic.do(AddTherapist(replace(THERAPIST, given_name="Sam", npi="1999999992"))).row
    for day in ("11/5/2026", "11/6/2026"):
        new_visit(clinic, own.case, replace(VISIT, date_of_service=day, therapist=str(second)))
    page = make_bill(main)
    assert "These visits make 2 documents: one for each therapist." in seen(page)
    page.choices.checks[1].click()
    page.choices.bills.setCurrentIndex(1)
    assert set(page.choices.checks) == {3, 4}
    for row in (3, 4):
        page.choices.checks[row].click()
    assert page.choices.ticked() == set() and not page._below.isVisible()
    page.choices.bills.setCurrentIndex(0)
    assert page.choices.ticked() == {2}
    page.choices.bills.setCurrentIndex(1)
    main.go("today")
    page = make_bill(main)
    assert page.choices.bills.currentIndex() == 1 and page.choices.ticked() == set()
    # Nobody was asked about a visit that comes later.
    page.choices.bills.setCurrentIndex(0)
    ready_visit(clinic, own.case, "11/20/2026")
    assert page.choices.ticked() == {2, 5}


def test_a_line_of_the_list_opens_what_it_counts(main: MainWindow, own: Billable) -> None:
    clinic = main.session.clinic
    second = clinic.do(AddTherapist(replace(THERAPIST, given_name="Sam", npi="1999999992"))).row
    others = [
        new_visit(clinic, own.case, replace(VISIT, date_of_service=day, therapist=str(second)))
        for day in ("11/18/2026", "11/19/2026", "11/20/2026")
    ]
    main.go("superbills", "to-bill")
    place = main.page("superbills")
    assert isinstance(place, SuperbillsPage)
    # What the button above is about is seen.
    QApplication.processEvents()
    assert place.to_bill.make.isEnabled()
    assert [one.row() for one in place.to_bill.table.selectionModel().selectedRows()] == [0]
    for at, visits in enumerate(([1, 2], [int(one) for one in others])):
        row = place.to_bill._model.row(at)
        assert isinstance(row, UnbilledRow)
        place.to_bill.table.opened.emit(row)
        assert row.visits == len(visits) and set(maker(main).choices.checks) == set(visits)
        assert maker(main).choices.ticked() == set(visits)


def test_why_there_are_several_bills(main: MainWindow, own: Billable) -> None:
    clinic = main.session.clinic
    policy = clinic.read.one("SELECT id, version FROM policies")
    clinic.do(ChangePolicy(policy["id"], policy["version"], replace(POLICY, ends_on="11/12/2026")))
    new_policy(clinic, own.case, replace(POLICY, payer_name="Harbor Health", effective_on="11/13/2026"))
    page = make_bill(main)
    assert "2 documents: one for each policy, by the day of the visit." in seen(page)
    second = clinic.do(AddTherapist(replace(THERAPIST, given_name="Sam", npi="1999999992"))).row
    new_visit(clinic, own.case, replace(VISIT, date_of_service="11/6/2026", therapist=str(second)))
    assert "3 documents, for they have different therapists and policies." in seen(page)


def test_the_other_kind_is_of_the_same_visits(qtbot: QtBot, main: MainWindow, own: Billable) -> None:
    clinic = main.session.clinic
    ready_visit(clinic, own.case, "11/19/2026")
    issue(clinic, [1], "receipt")
    page = make_bill(main)
    page.choices.checks[3].click()
    assert page.choices.ticked() == {1, 2}
    press(qtbot, main, "Make a receipt instead")
    assert maker(main).choices.ticked() == {2} and set(maker(main).choices.checks) == {2, 3}
    press(qtbot, main, "Make a superbill instead")
    assert maker(main).choices.ticked() == {2}


def test_many_visits_fold(main: MainWindow, own: Billable) -> None:
    main.resize(1024, 700)
    for day in range(1, 9):
        ready_visit(main.session.clinic, own.case, f"10/{day}/2026")
    page = make_bill(main)
    QApplication.processEvents()
    choices = page.choices
    # Those before the prescription have a finding of their own.
    assert choices.ticked() == {1, 2} and in_sight(page) == set()
    assert "2 of 10 visits, 10 Nov – 17 Nov 2026" in seen(page)
    assert "8 visits with something to fix or check are left out." in seen(page)
    find(page, "Choose visits").click()
    assert in_sight(page) == set(choices.checks) and "Massage, 4 units" in seen(page)
    find(page, "Hide the visits").click()
    assert in_sight(page) == set()
    find(page, "Choose visits").click()
    # Nothing of a row is cut, whatever the width.
    inner = area_of(page).widget()
    assert inner and inner.minimumSizeHint().width() <= area_of(page).viewport().width()
    find(page, "Check all").click()
    find(page, "Check none").click()
    assert choices.ticked() == set() and "Check the visits that go on it." in page.preview.words()
    assert "0 of 10 visits" in seen(page) and "2 more are left out." in seen(page)
    find(page, "Check all").click()
    assert len(choices.ticked()) == 10 and "10 visits, " in seen(page)
    # Where nothing is checked there is nothing else to do than to choose.
    find(page, "Check none").click()
    assert in_sight(make_bill(main)) == set(choices.checks)
    find(maker(main), "Check all").click()
    assert in_sight(make_bill(main)) == set() and "All 10 visits, 1 Oct – 17 Nov 2026" in seen(maker(main))


def in_sight(page: BillMaker) -> set[int]:
    """The visits that are not folded away."""
    return {visit for visit, check in page.choices.checks.items() if check.isVisible()}


def test_what_the_list_counts_is_what_is_checked(main: MainWindow, own: Billable) -> None:
    clinic = main.session.clinic
    since = waits_since(clinic.clock.today())
    case = clinic.read.one("SELECT id, version FROM cases")
    long = replace(CASE, onset_on="1/5/2026", no_accident=True)
    clinic.do(ChangeCase(case["id"], case["version"], long))
    # On the first day of the list, a day before it, and long before.
    days = (since, since - timedelta(1), since - timedelta(50))
    rows = [ready_visit(clinic, own.case, day.strftime("%m/%d/%Y")) for day in days]
    for row in rows:
        (asked,) = [one for one in drafted(clinic, [row]).verdict.findings if one.stands_in_the_way]
        clinic.do(AcceptFinding(own.client, asked.rule, (asked.fact,), "Known"))
    (listed,) = unbilled_page(clinic.read, since).rows
    page = make_bill(main)
    assert page.choices.ticked() == {1, 2, rows[0]} and listed.visits == len(page.choices.ticked())
    assert page._draft and total_fees(page._draft.bill) == listed.charged_cents
    assert "3 of 5 visits" in seen(page) and "2 visits older than 90 days are left out." in seen(page)
    # One that charges nothing is on no list; it can be checked by hand.
    free = new_visit(
        clinic,
        own.case,
        replace(VISIT, date_of_service="11/18/2026", services=(ServiceLine("1", "60"),), discount="140"),
    )
    clinic.do(signing(clinic, free, VisitNoteDraft("Neck is stiff", "Tone 3 of 4", "Eased", "Again")))
    assert make_bill(main).choices.ticked() == {1, 2, rows[0]}
    assert unbilled_page(clinic.read, since).rows == (listed,)
    # A receipt is asked for in the chart: no list counts it, and nothing is left out.
    assert set(rows) <= make_bill(main, "receipt/new/0").choices.ticked()
    # Where all are older, nobody has to check them one by one; what costs nothing is asked about, and not among them.
    issue(clinic, [1, 2, rows[0]])
    assert make_bill(main).choices.ticked() == set(rows[1:])
    assert free in make_bill(main).choices.checks


def buttons(page: BillMaker) -> list[str]:
    """What the buttons say."""
    QApplication.processEvents()
    return [one.text().translate(_ISOLATES) for one in page.findChildren(QPushButton) if one.isVisible()]


# Around what was typed.
_ISOLATES = dict.fromkeys((0x2068, 0x2069))


def test_where_nothing_waits_there_is_a_way_on(qtbot: QtBot, main: MainWindow, own: Billable) -> None:
    clinic = main.session.clinic
    other = new_case(clinic, own.client, replace(CASE, reason="Sore knee", no_accident=True))
    new_policy(clinic, other)
    new_prescription(clinic, other, ORDER)
    first = ready_visit(clinic, other, "11/19/2026")
    issue(clinic, [1, 2])
    page = make_bill(main, f"of/{own.case}/superbill/new")
    assert buttons(page)[:3] == ["Record visit", "Sore knee: 1 visit", "Documents"] and not page.issue.isVisible()
    find(page, "Record visit").click()
    assert chart(main).owner == own.client and not isinstance(chart(main)._editor, PaperPage)
    page = make_bill(main, f"of/{own.case}/superbill/new")
    # At a closed case none is recorded.
    case = clinic.read.one("SELECT id, version FROM cases WHERE id = ?", own.case)
    clinic.do(ChangeCase(case["id"], case["version"], replace(CASE, closed_on="11/20/2026")))
    assert "the case is closed" in seen(page) and buttons(page)[:2] == ["Open the case", "Sore knee: 1 visit"]
    [to_case] = [one for one in page.findChildren(QPushButton) if one.isVisible() and "Sore knee" in one.text()]
    to_case.click()
    assert set(maker(main).choices.checks) == {first}
    # From one to the other while both wait, and back to nothing once they are issued.
    issue(clinic, [first])
    assert buttons(maker(main))[:2] == ["Record visit", "Documents"]
    ready_visit(clinic, other, "11/20/2026")
    assert "Record visit" not in buttons(maker(main)) and maker(main).issue.isVisible()


def test_another_case_is_billed_at_once(main: MainWindow, own: Billable) -> None:
    clinic = main.session.clinic
    other = new_case(clinic, own.client)
    new_policy(clinic, other)
    ready_visit(clinic, other, "11/19/2026")
    main.go("clients", f"{own.client}/of/{own.case}/superbill/new")
    assert "Neck pain: 1 visit" in buttons(maker(main))
    assert [key for key, made in chart(main).header.tabs.items() if made.isChecked()] == ["documents"]
    cases = chart(main).header._cases
    cases.setCurrentIndex(cases.findData(int(other)))
    assert set(maker(main).choices.checks) == {3} and maker(main).issue.text() == "Issue superbill"
    issued_one = issue(clinic, [1])
    main.go("clients", f"{own.client}/of/{own.case}/bill/{issued_one}")
    cases.setCurrentIndex(cases.findData(int(other)))
    assert chart(main)._editor is None


def test_that_older_visits_wait_too_is_said(
    qtbot: QtBot, main: MainWindow, own: Billable, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic = main.session.clinic
    assert "visits that wait" not in seen(make_bill(main))
    monkeypatch.setattr(ready, "MOST_VISITS", 2)
    monkeypatch.setattr(words, "MOST_VISITS", 2)
    for day in ("11/18/2026", "11/19/2026"):
        ready_visit(clinic, own.case, day)
    said = "These are the newest 2 visits that wait. 2 older visits are offered once some of these are issued."
    page = make_bill(main)
    assert set(page.choices.checks) == {3, 4} and said in seen(page)
    # Of the other kind as many wait.
    assert said in seen(make_bill(main, "receipt/new/0"))
    make_bill(main).choices.checks[4].click()
    press(qtbot, main, "Issue superbill")
    page = make_bill(main)
    assert set(page.choices.checks) == {2, 4} and "1 older visit is offered once" in seen(page)
    issue(clinic, [2, 4])
    assert set(maker(main).choices.checks) == {1} and "visits that wait" not in seen(maker(main))


def test_who_pays_alone_gets_a_receipt(qtbot: QtBot, main: MainWindow, own: Billable) -> None:
    clinic = main.session.clinic
    cash = new_case(clinic, own.client, replace(CASE, kind="cash"))
    row = new_visit(clinic, cash, replace(VISIT, date_of_service="11/19/2026"))
    new_payment(clinic, row)
    page = make_bill(main, f"of/{cash}/superbill/new")
    assert page.issue.text() == "Issue receipt" and find(main, "Make a receipt").isVisible()
    press(qtbot, main, "Make a superbill instead")
    assert maker(main).issue.text() == "Issue superbill"


def test_the_documents_of_who_pays_alone_offer_a_receipt(qtbot: QtBot, main: MainWindow, own: Billable) -> None:
    clinic = main.session.clinic
    cash = new_case(clinic, own.client, replace(CASE, kind="cash"))

    def offered(case: int) -> list[str]:
        main.go("clients", f"1/of/{case}/documents")
        QApplication.processEvents()
        page = chart(main).documents
        made = [one for one in page.findChildren(QPushButton) if one.isVisible() and "Make" in one.accessibleName()]
        assert all(one.text() == one.accessibleName() for one in made)
        return sorted(one.text() for one in made)

    # In the head of the page, and in its empty list; the links of the rest stand below the head.
    assert offered(cash) == ["Make a receipt", "Make a receipt", "Make a year receipt"]
    assert main_button(chart(main).documents) == "Make a receipt"
    press(qtbot, chart(main).documents, "Make a receipt")
    assert maker(main).issue.text() == "Issue receipt"
    assert offered(own.case) == ["Make a receipt", "Make a superbill", "Make a superbill", "Make a year receipt"]
    assert main_button(chart(main).documents) == "Make a superbill"
    press(qtbot, chart(main).documents, "Make a superbill")
    assert maker(main).issue.text() == "Issue superbill"
    # With a policy somebody else pays too.
    new_policy(clinic, cash)
    assert offered(cash) == ["Make a receipt", "Make a superbill", "Make a superbill", "Make a year receipt"]


def test_a_program_gets_no_receipt(main: MainWindow, own: Billable) -> None:
    clinic = main.session.clinic
    page = make_bill(main)
    assert page.other.isVisible()
    policy = clinic.read.one("SELECT id, version FROM policies")
    clinic.do(ChangePolicy(policy["id"], policy["version"], replace(POLICY, plan_type="medicaid")))
    assert "bill-the-program" in rules(page) and not page.other.isVisible()
