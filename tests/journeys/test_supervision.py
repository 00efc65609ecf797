"""Supervisors in settings, answers on a payer's page, and who supervised where a superbill is made."""

from dataclasses import replace
from typing import Any

import pytest
from billable import Billable, billable
from factories import HOSTILE_NAMES, new_payer
from making import find, issued, make_bill, maker, press, rules
from pdfs import words as paper_words
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from scenes_supervision import answer_list
from supervising import LEE, NO, YES, new_answer, new_supervisor
from windows import seen, shown_form, type_in, words

from clinic_desktop.payers.commands import MergePayers
from clinic_desktop.payers.model import PayerDraft, PayerId
from clinic_desktop.superbills.commands.bills import VoidBill
from clinic_desktop.superbills.queries.issued import issued_bill, paper
from clinic_desktop.supervision import queries
from clinic_desktop.supervision.commands import ChangeSupervision, ChangeSupervisor, RetireSupervision, RetireSupervisor
from ui.kit.paged_model import PagedModel
from ui.kit.records import Records
from ui.main_window import MainWindow
from ui.settings.page import SettingsPage
from ui.superbills.maker import BillMaker

TYPED = {name: getattr(LEE, name) for name in LEE.__slots__}


def supervisors(main: MainWindow) -> Records:
    QApplication.processEvents()
    page = main.page("settings")
    assert isinstance(page, SettingsPage)
    found = page._inner["supervisors"]
    assert isinstance(found, Records)
    return found


def shown(records: Records) -> list[list[Any]]:
    """A list as a person reads it."""
    model = records._model
    assert isinstance(model, PagedModel)
    cells = range(model.columnCount())
    return [[model.index(row, cell).data() for cell in cells] for row in range(model.rowCount())]


def test_a_supervisor_is_typed_listed_removed_and_undone(qtbot: QtBot, main: MainWindow) -> None:
    main.go("settings", "supervisors")
    assert "Nobody yet. Needed only where a payer accepts massage under a PT, OT, DC or MD of the clinic." in words(
        main
    )
    press(qtbot, main, "Add the first supervisor")
    type_in(main, **TYPED)
    press(qtbot, main, "Save")
    row = ["Lee Park, DC", "1234567893", "WA CH00012345", "14 Dec 2026", "5 Jan 2026", "Still supervises"]
    assert shown(supervisors(main)) == [row]
    main.go("settings", "supervisors/1")
    assert shown_form(main).values() == TYPED | {"expires_on": "12/14/2026", "from_on": "01/05/2026"}
    press(qtbot, main, "Remove supervisor")
    assert shown(supervisors(main)) == []
    main.session.undo()
    assert shown(supervisors(main)) == [row]


def test_who_does_not_count_today_is_said_on_the_page(main: MainWindow) -> None:
    new_supervisor(main.session.clinic, replace(LEE, expires_on="11/1/2026"))
    main.go("settings", "supervisors/1")
    said = "Lee Park’s license expired on 1 Nov 2026. No superbill of such a day can name this supervisor."
    assert said in seen(main)


def test_a_long_name_leaves_the_window_as_high_as_it_is(main: MainWindow) -> None:
    name = "Maximiliana-Theodora " * 4 + "Anne"
    new_supervisor(main.session.clinic, replace(LEE, given_name=name, family_name=name, expires_on="11/1/2026"))
    main.resize(1366, 768)
    main.go("settings", "supervisors/1")
    QApplication.processEvents()
    assert name in seen(main) and main.height() == 768


def test_each_problem_of_a_supervisor_stands_at_its_field(qtbot: QtBot, main: MainWindow) -> None:
    main.go("settings", "supervisors/new")
    type_in(main, given_name="Lee", npi="1234567890", license_number="CH1", from_on="1/5/2026", to_on="1/4/2026")
    press(qtbot, main, "Save")
    said = words(main)
    for one in (
        *("Type the last name, as registered for the NPI.", "Choose the profession: a payer asks for it."),
        *("Type the state of the license, like WA.", "This is before the first day."),
    ):
        assert one in said
    assert not queries.supervisor_page(main.session.clinic.read).rows


@pytest.mark.parametrize(("key", "value"), [("npi", "1234567893"), ("to_on", ""), ("license_number", "CH00012345")])
def test_a_part_leads_to_the_field_of_a_supervisor(main: MainWindow, key: str, value: str) -> None:
    new_supervisor(main.session.clinic)
    main.go("settings", f"supervisors/1/{key}")
    QApplication.processEvents()
    box = main.focusWidget()
    assert isinstance(box, QLineEdit) and box.text() == value


def test_one_who_is_gone_is_not_opened(main: MainWindow) -> None:
    clinic = main.session.clinic
    clinic.do(RetireSupervisor(new_supervisor(clinic), 1))
    main.go("settings", "supervisors/1")
    assert supervisors(main).page() is None and "This is no longer there." in seen(main)


def test_a_change_of_somebody_else_is_seen_before_it_is_overwritten(qtbot: QtBot, main: MainWindow) -> None:
    clinic = main.session.clinic
    new_supervisor(clinic)
    main.go("settings", "supervisors/1")
    type_in(main, designation="DC, CCSP")
    clinic.do(ChangeSupervisor(queries.supervisor_page(clinic.read).rows[0].id, 1, replace(LEE, to_on="11/1/2026")))
    press(qtbot, main, "Save")
    assert queries.supervisor(clinic.read, 1).designation == "DC"
    assert "Somebody changed this" in seen(main)


def test_an_answer_is_logged_listed_and_undone(qtbot: QtBot, main: MainWindow) -> None:
    new_payer(main.session.clinic)
    main.go("payers", "payer/1")
    assert any(one.startswith("Not asked yet.") for one in words(answer_list(main)))
    press(qtbot, answer_list(main), "Log an answer")
    form = type_in(answer_list(main), accepts="yes", asked_on="11/2/2026", representative="Dana")
    press(qtbot, answer_list(main), "Save")
    said = words(answer_list(main))
    assert "Check the professions that the payer accepts, one at least." in said
    assert "Ask for the reference number of the call. Without it a yes does not count." in said
    for key, value in {"dc": "1", "md": "1", "reference": "C-7741903"}.items():
        form.fields[key].set_value(value)
    press(qtbot, answer_list(main), "Save")
    yes = ["2 Nov 2026", "Yes, under DC or MD", "C-7741903", "Dana", "No end named"]
    assert shown(answer_list(main)) == [yes]
    new_answer(main.session.clinic, 1, replace(NO, asked_on="11/20/2026", reference="C-9", valid_until="12/31/2026"))
    # The one before it stays.
    assert shown(answer_list(main)) == [["20 Nov 2026", "No", "C-9", "Dana", "31 Dec 2026"], yes]
    main.session.undo()
    assert shown(answer_list(main)) == [yes]


def test_a_no_asks_for_no_profession(main: MainWindow) -> None:
    new_payer(main.session.clinic)
    main.go("payers", "payer/1/supervision/new")
    form = shown_form(answer_list(main))
    assert form.fields["pt"].isVisible()
    type_in(answer_list(main), accepts="no")
    assert not any(form.fields[one].isVisible() for one in ("pt", "ot", "dc", "md"))


def test_what_is_on_record_stands_in_the_form_and_saves_as_it_stands(qtbot: QtBot, main: MainWindow) -> None:
    clinic = main.session.clinic
    new_answer(clinic, new_payer(clinic), replace(YES, valid_until="12/31/2026", note="By phone"))
    main.go("payers", "payer/1/supervision/1")
    assert shown_form(answer_list(main)).values() == {
        **{"accepts": "yes", "pt": "", "ot": "", "dc": "1", "md": "1", "asked_on": "11/02/2026"},
        **{"representative": "Dana", "reference": "C-7741903", "valid_until": "12/31/2026", "note": "By phone"},
    }
    press(qtbot, answer_list(main), "Save")
    assert queries.answer(clinic.read, 1).version == 1


def test_an_answer_that_is_gone_or_of_another_payer_is_not_opened(main: MainWindow) -> None:
    clinic = main.session.clinic
    new_payer(clinic)
    new_answer(clinic, new_payer(clinic, PayerDraft("Another")))
    clinic.do(RetireSupervision(new_answer(clinic, 1), 1))
    for row in (1, 2):
        main.go("payers", f"payer/1/supervision/{row}")
        assert answer_list(main).page() is None and "This is no longer there." in seen(main)


def test_a_merge_says_that_answers_move(qtbot: QtBot, main: MainWindow) -> None:
    clinic = main.session.clinic
    new_answer(clinic, new_payer(clinic))
    kept = new_payer(clinic, PayerDraft("Another"))
    main.go("payers", "payer/1")
    press(qtbot, main, "Merge…")
    assert "0 policies, 0 departments and 1 answer about supervision go there" in " ".join(words(main))
    clinic.do(MergePayers(kept, PayerId(1), 1))
    main.go("payers", f"payer/{kept}")
    assert [row[2] for row in shown(answer_list(main))] == ["C-7741903"]


@pytest.fixture
def own(main: MainWindow) -> Billable:
    """A client whose visits can be billed, of the payer 1."""
    return billable(main.session.clinic)[0]


def choices(page: BillMaker) -> list[str]:
    return [page.under.box.itemText(at).strip("\u2068\u2069") for at in range(page.under.box.count())]


def choose(main: MainWindow, words: str) -> BillMaker:
    page = maker(main)
    page.under.box.setCurrentIndex(choices(page).index(words))
    QApplication.processEvents()
    return maker(main)


def stops(page: BillMaker) -> list[str]:
    assert page._draft
    return [one.rule for one in page._draft.verdict.findings if one.grade == "STOP"]


def test_it_is_offered_only_where_somebody_is_on_record(main: MainWindow, own: Billable) -> None:
    page = make_bill(main)
    assert not page.under.isVisible() and page.issue.isEnabled()
    new_supervisor(main.session.clinic)
    QApplication.processEvents()
    assert page.under.isVisible() and choices(page) == ["Nobody", "Lee Park, DC"]
    assert page.under.supervisor() == 0 and page.issue.isEnabled()
    assert not make_bill(main, "receipt/new/0").under.isVisible()


def test_a_fix_leads_to_the_call_and_back_with_the_choice(qtbot: QtBot, main: MainWindow, own: Billable) -> None:
    clinic = main.session.clinic
    lee = new_supervisor(clinic)
    make_bill(main)
    page = choose(main, "Lee Park, DC")
    assert stops(page) == ["supervision-not-logged"] and not page.issue.isEnabled()
    press(qtbot, page, "Log the answer")
    type_in(answer_list(main), accepts="yes", dc="1", asked_on="today", reference="C-1")
    press(qtbot, answer_list(main), "Save")
    page = maker(main)
    assert page.under.supervisor() == lee and page.issue.isEnabled()
    press(qtbot, page, "Issue superbill")
    found = issued(main)
    assert "Lee Park, DC" in words(found)
    line = "Supervised by Lee Park, DC · NPI 1234567893 · License WA CH00012345"
    assert line in paper_words(paper(clinic.read, issued_bill(clinic.read, 1)))


def test_the_choice_stays_for_its_bill_and_nothing_checked_is_lost(main: MainWindow, own: Billable) -> None:
    new_supervisor(main.session.clinic)
    page = make_bill(main)
    first = min(page.choices.checks)
    page.choices.checks[first].click()
    ticked = page.choices.ticked()
    choose(main, "Lee Park, DC")
    main.go("today")
    page = make_bill(main)
    assert page.under.supervisor() == 1 and page.choices.ticked() == ticked
    choose(main, "Nobody")
    main.go("today")
    page = make_bill(main)
    assert page.under.supervisor() == 0 and page.choices.ticked() == ticked


def test_who_was_removed_is_still_named_and_stops_it(main: MainWindow, own: Billable) -> None:
    clinic = main.session.clinic
    lee = new_supervisor(clinic)
    new_answer(clinic, 1)
    make_bill(main)
    page = choose(main, "Lee Park, DC")
    assert page.issue.isEnabled()
    main.session.run(RetireSupervisor(lee, 1))
    QApplication.processEvents()
    assert choices(page) == ["Nobody", "Lee Park, DC"] and page.under.supervisor() == lee
    assert stops(page) == ["supervisor-not-on-record"] and rules(page) == ["supervisor-not-on-record"]
    # Once nobody is named, nobody is offered.
    choose(main, "Nobody")
    main.go("today")
    page = make_bill(main)
    assert not page.under.isVisible() and page.issue.isEnabled()


def test_another_answer_is_seen_where_it_is_made(main: MainWindow, own: Billable) -> None:
    clinic = main.session.clinic
    new_supervisor(clinic)
    answer = new_answer(clinic, 1)
    make_bill(main)
    page = choose(main, "Lee Park, DC")
    assert page.issue.isEnabled()
    main.session.run(ChangeSupervision(answer, 1, NO))
    QApplication.processEvents()
    assert stops(page) == ["supervision-not-logged"] and not page.issue.isEnabled()


def test_the_replacement_names_the_same_supervisor(qtbot: QtBot, main: MainWindow, own: Billable) -> None:
    clinic = main.session.clinic
    lee = new_supervisor(clinic)
    new_answer(clinic, 1)
    make_bill(main)
    press(qtbot, choose(main, "Lee Park, DC"), "Issue superbill")
    main.session.run(VoidBill(issued(main)._bill.id, 1, "Wrong day"))
    find(main, "Make the replacement").click()
    assert maker(main).under.supervisor() == lee


def test_a_wheel_over_it_names_nobody(main: MainWindow, own: Billable) -> None:
    new_supervisor(main.session.clinic)
    page = make_bill(main)
    page.issue.setFocus()
    turned = QWheelEvent(
        *(QPointF(3, 3), QPointF(3, 3), QPoint(0, -120), QPoint(0, -120)),
        *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(page.under.box, turned)
    assert page.under.supervisor() == 0


def test_any_name_is_offered_as_it_was_typed(main: MainWindow, own: Billable) -> None:
    names = (*HOSTILE_NAMES[:6], "W" * 100)
    for name in names:
        new_supervisor(main.session.clinic, replace(LEE, given_name=name))
    page = make_bill(main)
    assert sorted(choices(page)[1:]) == sorted(f"{name} Park, DC" for name in names)
    assert page.minimumSizeHint().width() <= 1200
