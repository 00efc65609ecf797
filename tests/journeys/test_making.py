"""Where a bill is made: the focus, the reasons, and what is found."""

from dataclasses import replace

import pytest
from billable import Billable, billable, drafted, issue, ready_visit
from factories import VISIT, new_visit, signing
from making import area_of, find, make_bill, maker, press, rules, without_member_id
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from windows import seen

from clinic_desktop.clinic import Clinic
from clinic_desktop.superbills.commands.acceptances import AcceptFinding
from clinic_desktop.superbills.queries.issued import bill_page
from clinic_desktop.visits.model import ServiceLine, VisitId, VisitNoteDraft
from ui.main_window import MainWindow
from ui.superbills.maker import BillMaker

NOTE = VisitNoteDraft("Neck is stiff", "Tone 3 of 4", "Eased", "Again in a week")

# All but those of the visits 1 and 2.
DAYS = (3, 4, 5, 6, 7, 8, 9, 11, 12)


@pytest.fixture
def own(main: MainWindow) -> Billable:
    """A client whose visits 1 and 2 can be billed."""
    return billable(main.session.clinic)[0]


def unpaid(clinic: Clinic, own: Billable, *days: str, signed: bool = True) -> list[VisitId]:
    """Visits on these days that nothing but the payment is missing of."""
    made = []
    for day in days:
        row = new_visit(clinic, own.case, replace(VISIT, date_of_service=day, services=(ServiceLine("1", "60"),)))
        if signed:
            clinic.do(signing(clinic, row, NOTE))
        made.append(row)
    return made


def many_unpaid(clinic: Clinic, own: Billable, count: int) -> list[VisitId]:
    return unpaid(clinic, own, *(f"11/{day}/2026" for day in DAYS[:count]))


def focused(main: MainWindow) -> QWidget:
    QApplication.processEvents()
    found = main.focusWidget()
    assert found
    return found


def words_of_focus(main: MainWindow) -> str:
    found = focused(main)
    return found.text() if isinstance(found, QPushButton) else type(found).__name__


def typed(page: BillMaker) -> QLineEdit:
    field = page.findings.reason
    assert field and field.isVisible()
    return field.box


def is_in_view(part: QWidget) -> bool:
    """Whether all of a part is seen in the page that scrolls around it."""
    QApplication.processEvents()
    area = part.parentWidget()
    while not isinstance(area, QScrollArea):
        assert area
        area = area.parentWidget()
    top = part.mapTo(area.viewport(), QPoint(0, 0)).y()
    return top >= 0 and top + part.height() <= area.viewport().height()


def test_a_check_box_keeps_the_focus_and_space_issues_nothing(qtbot: QtBot, main: MainWindow, own: Billable) -> None:
    page = make_bill(main)
    assert focused(main) is page.issue
    # It had the focus inside the findings once.
    page.findings.findChildren(QPushButton)[-1].setFocus()
    check = page.choices.checks[2]
    check.setFocus()
    for ticked in ({1}, {1, 2}, {1}):
        qtbot.keyClick(focused(main), Qt.Key.Key_Space)
        assert page.choices.ticked() == ticked and focused(main) is check
    assert not bill_page(main.session.clinic.read, main.session.clinic.clock.today()).rows


def test_a_change_elsewhere_leaves_the_focus_where_it_is(main: MainWindow, own: Billable) -> None:
    clinic = main.session.clinic
    page = make_bill(main)
    main._search.setFocus()
    before = focused(main)
    without_member_id(main)
    assert rules(page) == ["member-id-missing"] and focused(main) is before
    page.choices.checks[1].setFocus()
    kept = page.choices.checks[1]
    without_member_id(main, "ABC 1")
    assert focused(main) is kept
    # Rows that say something else are built again.
    ready_visit(clinic, own.case, "11/3/2026")
    assert focused(main) is page.choices.checks[1] and page.choices.checks[1] is not kept
    page.issue.setFocus()
    without_member_id(main)
    assert words_of_focus(main) == "Open the policy"
    without_member_id(main, "ABC 1")
    # The button is gone, and nothing that a key could issue has the focus.
    assert words_of_focus(main).endswith("checks passed")


def test_the_page_opens_on_what_is_to_be_done(main: MainWindow, own: Billable) -> None:
    page = make_bill(main)
    assert focused(main) is page.issue
    without_member_id(main)
    make_bill(main)
    assert words_of_focus(main) == "Open the policy"
    issue_all(main, own)
    make_bill(main)
    assert words_of_focus(main) == "Record visit"


def issue_all(main: MainWindow, own: Billable) -> None:
    without_member_id(main, "ABC 1")
    issue(main.session.clinic, [1, 2])


def test_tab_goes_as_one_reads(main: MainWindow, own: Billable) -> None:
    without_member_id(main)
    page = make_bill(main)
    page.choices.checks[2].click()
    page.choices.checks[1].setFocus()
    order = [words_of_focus(main)]
    for _ in range(20):
        main.focusNextPrevChild(True)
        order.append(words_of_focus(main))
        if page.preview.isAncestorOf(focused(main)):
            break
    passed = next(one for one in order if one.endswith("checks passed"))
    assert [one for one in order if one not in ("Load a release", "Open the service")] == [
        *(
            "Check",
            "Check",
            "Open the policy",
            "Issue anyway",
            passed,
            "Documents",
            "Make a receipt instead",
            order[-1],
        ),
    ]


def test_a_draft_is_not_printed_and_says_why(qtbot: QtBot, main: MainWindow, own: Billable) -> None:
    page = make_bill(main)
    printed = (Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(focused(main), *printed)
    assert "This is a draft without a number, so it is not printed. Issue it:" in page.banner.words()
    assert is_in_view(page.banner) and focused(main) is page.issue
    without_member_id(main)
    page.preview.sheets.setFocus()
    qtbot.keyClick(focused(main), *printed)
    assert "Fix what is found below, then issue it:" in page.banner.words()
    for check in page.choices.checks.values():
        check.setChecked(False)
    page.choices.checks[1].setFocus()
    qtbot.keyClick(focused(main), *printed)
    assert page.banner.words() == "There is nothing to print yet."
    assert not bill_page(main.session.clinic.read, main.session.clinic.clock.today()).rows


def test_a_reason_is_never_lost(qtbot: QtBot, main: MainWindow, own: Billable) -> None:
    without_member_id(main)
    page = make_bill(main)
    press(qtbot, main, "Issue anyway")
    qtbot.keyClicks(typed(page), "The card")
    qtbot.keyClick(typed(page), Qt.Key.Key_Escape)
    assert maker(main) is page and page.findings.reason is None and words_of_focus(main) == "Issue anyway"
    press(qtbot, main, "Issue anyway")
    assert typed(page).text() == "The card" and focused(main) is typed(page)
    qtbot.keyClicks(typed(page), " comes by mail")
    # A change elsewhere, and going away.
    ready_visit(main.session.clinic, own.case, "11/3/2026")
    assert focused(main) is typed(page) and typed(page).cursorPosition() == len("The card comes by mail")
    main.go("today")
    page = make_bill(main)
    assert typed(page).text() == "The card comes by mail"
    main.keep_drafts()
    typed(page).setFocus()
    qtbot.keyClick(typed(page), Qt.Key.Key_Return)
    assert page.findings.reason is None and focused(main) is page.issue and page.issue.isEnabled()
    press(qtbot, main, "Ask again")
    assert page.findings.reason is None and words_of_focus(main) == "Open the policy"


def half_typed(qtbot: QtBot, page: BillMaker, words: str) -> None:
    """A reason that is begun and closed again."""
    press(qtbot, page, "Issue anyway")
    qtbot.keyClicks(typed(page), words)
    qtbot.keyClick(typed(page), Qt.Key.Key_Escape)


def test_half_typed_reasons_go_with_the_bill_they_were_about(qtbot: QtBot, main: MainWindow, own: Billable) -> None:
    clinic = main.session.clinic
    (late,) = unpaid(clinic, own, "11/19/2026")
    page = make_bill(main)
    page.choices.checks[late].click()
    half_typed(qtbot, page, "Next week")
    page.choices.checks[late].click()
    without_member_id(main)
    half_typed(qtbot, page, "By mail")
    without_member_id(main, "ABC 1")
    kept = clinic.drafts.names("superbill:anyway:1:")
    assert [name.split(":")[3] for name in kept] == ["member-id-missing", "unpaid"]
    press(qtbot, main, "Issue superbill")
    # The visit that waits still asks.
    assert clinic.drafts.names("superbill:anyway:1:") == kept[1:]
    page = make_bill(main)
    assert typed(page).text() == "Next week"
    qtbot.keyClick(typed(page), Qt.Key.Key_Escape)
    # It is issued at another place.
    (asked,) = [one for one in drafted(clinic, [late]).verdict.findings if one.stands_in_the_way]
    clinic.do(AcceptFinding(own.client, asked.rule, (asked.fact,), "Later"))
    issue(clinic, [late])
    make_bill(main)
    assert clinic.drafts.names("superbill:anyway:1:") == ()


def test_cancel_gives_a_reason_up(qtbot: QtBot, main: MainWindow, own: Billable) -> None:
    without_member_id(main)
    page = make_bill(main)
    press(qtbot, main, "Issue anyway")
    qtbot.keyClicks(typed(page), "The card")
    main.keep_drafts()
    press(qtbot, page, "Cancel")
    assert make_bill(main).findings.reason is None
    press(qtbot, main, "Issue anyway")
    assert typed(maker(main)).text() == ""


def test_after_a_reason_the_next_matter_has_the_focus(qtbot: QtBot, main: MainWindow, own: Billable) -> None:
    without_member_id(main)
    (late,) = unpaid(main.session.clinic, own, "11/19/2026")
    page = make_bill(main)
    page.choices.checks[late].click()
    assert rules(page) == ["member-id-missing", "unpaid"]
    press(qtbot, main, "Issue anyway")
    qtbot.keyClicks(typed(page), "By mail")
    press(qtbot, main, "Keep reason")
    assert rules(page) == ["unpaid"] and words_of_focus(main) == "Add the payment"
    press(qtbot, main, "Issue anyway")
    qtbot.keyClicks(typed(page), "Next week")
    press(qtbot, main, "Keep reason")
    assert focused(main) is page.issue


def test_the_reason_is_in_view_and_the_page_keeps_its_place(qtbot: QtBot, main: MainWindow, own: Billable) -> None:
    main.resize(1024, 700)
    clinic = main.session.clinic
    without_member_id(main)
    many_unpaid(clinic, own, 9)
    page = make_bill(main)
    page.choices.all.click()
    page = make_bill(main)
    begin = find(page, "Open the policy")
    qtbot.waitUntil(lambda: is_in_view(begin))
    # The eleven visits are one line above it.
    assert focused(main) is begin and area_of(page).verticalScrollBar().value() == 0
    find(page, "Choose visits").click()
    assert not is_in_view(begin)
    find(page, "Issue anyway", 1).click()
    assert is_in_view(page.findings.reason or page) and is_in_view(find(page, "Keep reason"))
    bar = area_of(page).verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    assert place > 100
    without_member_id(main, "ABC 1")
    without_member_id(main)
    QApplication.processEvents()
    assert bar.value() == place and typed(page)


def test_many_of_a_kind_are_one_matter(qtbot: QtBot, main: MainWindow, own: Billable) -> None:
    clinic = main.session.clinic
    late = many_unpaid(clinic, own, 5)
    page = make_bill(main)
    assert page.choices.ticked() == {1, 2} and page.issue.isEnabled()
    for row in late:
        page.choices.checks[row].click()
    # One row, and one that is counted.
    assert "1 to check" in seen(page) and "The visit of 4 Nov 2026 is not paid" not in seen(page)
    assert "5 visits are not paid in full." in seen(page)
    assert "3 Nov, 4 Nov, 5 Nov, 6 Nov, 7 Nov 2026" in seen(page)
    press(qtbot, page, "Show each visit")
    assert "The visit of 4 Nov 2026 is not paid" in seen(page) and words_of_focus(main) == "Hide each visit"
    fixed: list[str] = []
    page.findings.fixed.disconnect(page._on_fix)
    page.findings.fixed.connect(lambda one: fixed.append(one.field))
    for at in (0, 1, 3):
        find(page, "Add the payment", at).click()
    assert fixed == ["visits/0/payments", "visits/0/payments", "visits/2/payments"]
    press(qtbot, page, "Issue anyway")
    # What is typed stands for all of them, and says so; with fewer of them it says that.
    assert page.findings.reason and page.findings.reason.label == "Reason for going on with these 5"
    page.choices.checks[late[4]].click()
    assert page.findings.reason.label == page.findings.reason.box.accessibleName() == "Reason for going on with these 4"
    page.choices.checks[late[4]].click()
    qtbot.keyClicks(typed(page), "They pay on Friday")
    press(qtbot, page, "Keep reason")
    assert page.issue.isEnabled() and focused(main) is page.issue
    assert seen(page).count("Issued anyway: They pay on Friday") == 1
    told: list[str] = []
    main.session.told.connect(told.append)
    main.session.undo()
    assert told == ["Undone: Issue anyway"] and rules(page) == ["unpaid"] * 5
    main.session.redo()
    press(qtbot, page, "Ask again")
    assert rules(page) == ["unpaid"] * 5


def test_a_visit_that_is_gone_is_said(qtbot: QtBot, main: MainWindow, own: Billable) -> None:
    clinic = main.session.clinic
    issue(clinic, [1, 2])
    rows = unpaid(clinic, own, "11/18/2026", "11/19/2026", "11/20/2026", signed=False)
    for one in drafted(clinic, rows).verdict.findings:
        clinic.do(AcceptFinding(own.client, one.rule, (one.fact,), "Later"))
    page = make_bill(main)
    assert page.choices.ticked() == set(rows)
    # Another window took it away a moment ago.
    take_away(clinic, rows[2])
    page.choices.checks[rows[1]].click()
    page.choices.checks[rows[1]].click()
    assert "The visits changed meanwhile." in page.banner.words() and set(page.choices.checks) == set(rows[:2])
    take_away(clinic, rows[1])
    press(qtbot, main, "Issue superbill")
    assert "The visits changed meanwhile." in page.banner.words() and page.choices.ticked() == {rows[0]}
    assert len(bill_page(clinic.read, clinic.clock.today()).rows) == 1


def take_away(clinic: Clinic, row: int) -> None:
    clinic._writer._database.execute("UPDATE visits SET retired_at = '2026-11-24' WHERE id = ?", (row,))
