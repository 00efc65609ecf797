"""Journeys through the directory: prescribers beside payers, found from anywhere; and what runs out, on Today."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from factories import (
    CASE,
    CLIENT,
    PRESCRIBER,
    PRESCRIPTION,
    new_case,
    new_client,
    new_payer,
    new_prescriber,
)
from factories import new_prescription as prescribed
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import press, shown_form, type_in, words

from clinic_desktop.clients.commands import ChangeClient
from clinic_desktop.referrals.commands.prescribers import ChangePrescriber, RetirePrescriber
from clinic_desktop.referrals.queries import prescriber, prescriber_page
from ui.chart.place import ClientsPlace
from ui.directory.page import DirectoryPage
from ui.kit.editor import Editor
from ui.main_window import MainWindow
from ui.payers.page import PayersPage
from ui.referrals.page import PrescribersPage
from ui.today.page import TodayPage

TODAY = date(2026, 11, 24)
SOON = replace(PRESCRIPTION, expires_on="12/3/2026")


def directory(main: MainWindow, part: str = "") -> DirectoryPage:
    main.go("payers", part)
    found = main.page("payers")
    assert isinstance(found, DirectoryPage)
    QApplication.processEvents()
    return found


def prescribers(main: MainWindow, part: str = "prescriber") -> PrescribersPage:
    found = directory(main, part).page("prescribers")
    assert isinstance(found, PrescribersPage)
    return found


def listed(page: PrescribersPage) -> list[tuple[str, ...]]:
    model = page.records._model
    return [tuple(model.index(at, column).data() for column in (0, 4)) for at in range(model.rowCount())]


def in_front(qtbot: QtBot, main: MainWindow) -> None:
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)


def test_a_prescriber_is_added_found_and_changed(qtbot: QtBot, main: MainWindow) -> None:
    page = prescribers(main)
    press(qtbot, page, "Add prescriber")
    type_in(main, given_name="Maria", credential="MD", npi="1999999990", organization="Hilltop Family Medicine")
    press(qtbot, main, "Save")
    assert [key for key, field in shown_form(main).fields.items() if field.problem()] == ["family_name", "npi"]
    assert shown_form(main).values()["organization"] == "Hilltop Family Medicine"
    type_in(main, family_name="Lee", npi="1999999992", phone="253.555.0170")
    press(qtbot, main, "Save")
    assert listed(page) == [("Maria Lee, MD", "")]
    assert page.records.table.currentIndex().row() == 0

    for typed in ("dr lee", "hilltop", "1999999992", "5550170", "LEE maria"):
        page.search.setText(typed)
        assert len(listed(page)) == 1, typed
    page.search.setText("nobody")
    assert "No prescriber fits" in page.records.table.empty_words().text()
    page.search.clear()
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    type_in(main, fax="2535550171", note="Faxes the same day")
    press(qtbot, main, "Save")
    found = prescriber_page(main.session.clinic.read).rows[0]
    assert prescriber(main.session.clinic.read, found.id).fax == "(253) 555-0171"


def test_a_prescriber_is_retired_found_and_brought_back(qtbot: QtBot, main: MainWindow) -> None:
    row = new_prescriber(main.session.clinic)
    page = prescribers(main, f"prescriber/{row}")
    press(qtbot, main, "Retire prescriber")
    assert not listed(page)
    page.search.setText("lee")
    assert "somebody who was retired" in page.records.table.empty_words().text()
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert listed(page) == [("Maria Lee, MD", "")]
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert "Retired" in words(page)
    type_in(main, note="Back from leave")
    press(qtbot, main, "Bring prescriber back")
    assert page._which.currentText() == "On the list"
    assert listed(page) == [("Maria Lee, MD", "")]
    assert page.records.table.currentIndex().row() == 0
    page.open_part(str(row))
    assert shown_form(main).values()["note"] == "Back from leave"
    press(qtbot, main, "Cancel")

    main._actions["undo"].trigger()
    assert not listed(page)
    main._actions["undo"].trigger()
    assert listed(page) == [("Maria Lee, MD", "")]


def test_the_box_above_finds_a_prescriber_by_npi_and_by_name(qtbot: QtBot, main: MainWindow) -> None:
    row = new_prescriber(main.session.clinic)
    new_prescriber(main.session.clinic, replace(PRESCRIBER, given_name="Noor", family_name="Leewen", npi=""))
    box = main._search
    assert box.accessibleName() == "Find a client, payer, prescriber or document"
    for typed in ("1999999992", "dr. maria lee", "lee md hilltop"):
        main.go("today")
        main._actions["find"].trigger()
        qtbot.keyClicks(box, typed)
        assert box.choices()[0].startswith("Maria Lee, MD")
        popup = box.completer().popup()
        assert popup
        qtbot.keyClick(popup, Qt.Key.Key_Down)
        qtbot.keyClick(popup, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: box.text() == "")
        assert "Maria Lee, MD" in words(prescribers(main, ""))[0]
        assert shown_form(main).values()["npi"] == "1999999992"
    assert row


def test_a_draft_outlives_another_tab_another_place_and_the_same_page_again(qtbot: QtBot, main: MainWindow) -> None:
    payer, row = new_payer(main.session.clinic), new_prescriber(main.session.clinic)
    place = directory(main, f"{payer}")
    type_in(main, website="half a si")
    press(qtbot, place, "Prescribers")
    assert [made.isChecked() for made in place.tabs.values()] == [False, True]
    prescribers(main, f"prescriber/{row}/npi")
    assert main.focusWidget() is shown_form(main).fields["npi"].box
    type_in(main, note="half a sen")
    press(qtbot, place, "Payers")
    assert shown_form(main).values()["website"] == "half a si"
    press(qtbot, place, "Prescribers")
    assert shown_form(main).values()["note"] == "half a sen"
    for part in (f"prescriber/{row}", "prescriber/new", f"prescriber/{row}/npi"):
        prescribers(main, part)
    assert shown_form(main).values()["note"] == "half a sen"
    assert "typed before" in main.findChildren(Editor)[-1].banner.words()
    main.go("today")
    main.go("payers", f"{payer}")
    assert shown_form(main).values()["website"] == "half a si"
    assert [made.isChecked() for made in place.tabs.values()] == [True, False]


def test_somebody_else_changes_or_retires_the_prescriber_meanwhile(qtbot: QtBot, main: MainWindow) -> None:
    row = new_prescriber(main.session.clinic)
    prescribers(main, f"prescriber/{row}")
    type_in(main, note="mine")
    main.session.run(ChangePrescriber(row, 1, replace(PRESCRIBER, fax="2535550199")))
    press(qtbot, main, "Save")
    press(qtbot, main, "Show what is there now")
    assert (shown_form(main).values()["note"], shown_form(main).values()["fax"]) == ("mine", "(253) 555-0199")
    press(qtbot, main, "Save")
    assert prescriber(main.session.clinic.read, row).note == "mine"
    main.session.run(RetirePrescriber(row, 3))
    main.session.run(ChangePrescriber(new_prescriber(main.session.clinic), 1, replace(PRESCRIBER, given_name="Ann")))
    prescribers(main, f"prescriber/{row}")
    press(qtbot, main, "Bring prescriber back")
    assert "is on the list already" in main.findChildren(Editor)[-1].banner.words()
    assert prescriber(main.session.clinic.read, row).is_retired
    main.go("payers", "prescriber/99")
    assert main._banner.words()


def test_tab_goes_through_the_directory_as_it_stands(qtbot: QtBot, main: MainWindow) -> None:
    new_prescriber(main.session.clinic)
    page = prescribers(main)
    in_front(qtbot, main)
    main.go("payers", "prescriber")
    assert main.focusWidget() is page.search
    tabs = directory(main).tabs
    parts = [*tabs.values(), page.records.add_button, page.search, page._which, page.records.table]
    for key, order in ((Qt.Key.Key_Tab, parts), (Qt.Key.Key_Backtab, parts[::-1])):
        order[0].setFocus()
        for one in order:
            assert main.focusWidget() is one
            qtbot.keyClick(one, key)
    page.search.setFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert main.focusWidget() is shown_form(main).fields["given_name"].box
    main._actions["find"].trigger()
    main.go("payers")
    assert main.focusWidget() is shown_form(main).fields["given_name"].box
    qtbot.keyClick(shown_form(main).fields["given_name"].box, Qt.Key.Key_Escape)
    assert page.records.page() is None


def today(main: MainWindow) -> TodayPage:
    main.go("today")
    found = main.page("today")
    assert isinstance(found, TodayPage)
    QApplication.processEvents()
    return found


def test_today_says_which_prescription_runs_out_and_where_a_new_one_goes(qtbot: QtBot, main: MainWindow) -> None:
    clinic, page = main.session.clinic, today(main)
    assert "Prescriptions to renew" not in words(page)
    case = new_case(clinic)
    prescribed(clinic, case, SOON)
    QApplication.processEvents()
    ends = "\u2068Dr. Lee\u2069’s prescription ends on 3 Dec 2026 (in 9 days)"
    assert {"\u2068Nguyễn, Rosalind (Zuzu)\u2069", ends, "\u2068Neck pain\u2069"} <= set(words(page))
    names = [made.accessibleName() for made in page.findChildren(QPushButton) if made.text() == "Add prescription"]
    assert names == ["Add prescription for Nguyễn, Rosalind (Zuzu)"]
    press(qtbot, page, "Add prescription")
    place = main.page("clients")
    assert isinstance(place, ClientsPlace)
    assert place.chart
    assert {"prescriber", "ordered_on", "expires_on"} <= set(shown_form(place.chart).fields)
    today(main)

    clinic.do(ChangePrescriber(1, 1, replace(PRESCRIBER, family_name="Lee-Ortiz")))
    clinic.do(ChangeClient(1, 1, replace(CLIENT, family_name="שרה")))
    QApplication.processEvents()
    assert "\u2068שרה, Rosalind (Zuzu)\u2069" in words(page)
    assert any(text.startswith("\u2068Dr. Lee-Ortiz\u2069’s") for text in words(page))
    prescribed(clinic, case, replace(SOON, ordered_on="11/23/2026", expires_on="3/1/2027"))
    QApplication.processEvents()
    assert "Prescriptions to renew" not in words(page)
    clinic.undo()
    QApplication.processEvents()
    assert "Prescriptions to renew" in words(page)


@pytest.mark.parametrize(("left", "said"), [(0, "today"), (1, "tomorrow"), (2, "in 2 days")])
def test_today_counts_the_days_that_are_left(main: MainWindow, left: int, said: str) -> None:
    clinic = main.session.clinic
    last = TODAY + timedelta(left)
    draft = replace(SOON, kind="referral", expires_on=str(last))
    prescribed(clinic, new_case(clinic, new_client(clinic), replace(CASE, reason="<b>Knee</b>")), draft)
    shown = words(today(main))
    assert any(text.endswith(f"({said})") and "’s referral ends on" in text for text in shown)
    assert "\u2068<b>Knee</b>\u2069" in shown


@pytest.mark.parametrize(("left", "said"), [(-1, "yesterday"), (-30, "30 days ago")])
def test_today_says_what_ended_and_when_the_next_one_starts(main: MainWindow, left: int, said: str) -> None:
    clinic = main.session.clinic
    case = new_case(clinic)
    prescribed(clinic, case, replace(SOON, ordered_on="10/1/2026", expires_on=str(TODAY + timedelta(left))))
    page = today(main)
    (ended,) = (text for text in words(page) if "’s prescription ended on" in text)
    assert ended.endswith(f"({said})")
    assert any(text.startswith("They ended in the last 30 days, end in the next 14,") for text in words(page))
    prescribed(clinic, case, replace(SOON, starts_on="12/20/2026", expires_on=""))
    QApplication.processEvents()
    assert f"{ended}; the next one starts on 20 Dec 2026" in words(page)


def test_a_payer_is_retired_found_and_brought_back(qtbot: QtBot, main: MainWindow) -> None:
    row = new_payer(main.session.clinic)
    place = directory(main, f"payer/{row}")
    page = place.page("payers")
    assert isinstance(page, PayersPage)
    press(qtbot, main, "Retire payer")
    page.search.setText("casc")
    assert "one that was retired does" in page.records.table.empty_words().text()
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page._which.currentText() == "Retired payers" and page.records._model.rowCount() == 1
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert "Retired" in words(page) and "Departments" not in words(page)
    press(qtbot, main, "Bring payer back")
    assert page._which.currentText() == "On the list"
    assert page.records.table.currentIndex().row() == 0


def test_an_empty_list_offers_to_add_what_was_looked_for(qtbot: QtBot, main: MainWindow) -> None:
    place = directory(main)
    page = place.page("payers")
    page.search.setText("Cascade Mutual")
    press(qtbot, page, "Add \u2068Cascade Mutual\u2069")
    assert shown_form(main).values()["name"] == "Cascade Mutual"
    press(qtbot, main, "Cancel")
    page.search.setText("CLF 10")
    press(qtbot, page, "Add a payer")
    assert shown_form(main).values()["name"] == ""
    press(qtbot, main, "Cancel")

    found = prescribers(main)
    press(qtbot, found, "Add a prescriber")
    press(qtbot, main, "Cancel")
    found.search.setText("dr. maria lee md")
    # Enter in the search line does what is offered.
    qtbot.keyClick(found.search, Qt.Key.Key_Return)
    values = shown_form(main).values()
    assert (values["given_name"], values["family_name"], values["credential"]) == ("maria", "lee", "MD")
    press(qtbot, main, "Cancel")

    main.go("clients")
    clients = main.page("clients")
    assert isinstance(clients, ClientsPlace)
    press(qtbot, clients.list.table, "Add a client")
    press(qtbot, main, "Cancel")
    clients.list.search.setText("ana lee")
    press(qtbot, clients.list.table, "Add \u2068Ana Lee\u2069")
    assert shown_form(main).values()["family_name"] == "Lee"
    # Nobody typed anything there yet: it is no draft that would stand in the way of the next one.
    press(qtbot, clients, "Clients")
    clients.list.search.setText("anne lee")
    press(qtbot, clients.list.table, "Add \u2068Anne Lee\u2069")
    assert shown_form(main).values()["given_name"] == "Anne"
    type_in(main, given_name="Anna")
    press(qtbot, clients, "Clients")
    # What was typed before goes before what was looked for.
    clients.list.search.setText("bo lund")
    press(qtbot, clients.list.table, "Add \u2068Bo Lund\u2069")
    assert shown_form(main).values()["given_name"] == "Anna"
