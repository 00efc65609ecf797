"""From a phone call to a chart with a case and a policy, through the real window; and finding it all again."""

from pathlib import Path

from fixed import PASSWORD
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from windows import Starter, press, shown_form, signed_in, type_in, words

from clinic_desktop.clients.queries import client_page
from clinic_desktop.payers.commands import AddDepartment, AddPayer, ChangePayer
from clinic_desktop.payers.model import DepartmentDraft, PayerDraft
from clinic_desktop.payers.queries import department_page, payer_page
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.chart.page import ChartPage
from ui.chart.place import ClientsPlace
from ui.directory.page import DirectoryPage
from ui.kit.editor import Editor
from ui.kit.form import Form
from ui.kit.text import isolated
from ui.main_window import MainWindow

HOSTILE = "<b>O'Brien & Søn</b>"


def place(main: MainWindow) -> ClientsPlace:
    main.go("clients")
    found = main.page("clients")
    assert isinstance(found, ClientsPlace)
    return found


def chart(main: MainWindow) -> ChartPage:
    found = place(main).chart
    assert found
    return found


def add_client(qtbot: QtBot, main: MainWindow, **values: str) -> ChartPage:
    press(qtbot, place(main).list if not place(main).chart else _list(qtbot, main), "Add client")
    type_in(main, **values)
    press(qtbot, main, "Save")
    return chart(main)


def _list(qtbot: QtBot, main: MainWindow) -> QWidget:
    press(qtbot, chart(main).header, "Clients")
    return place(main).list


def test_a_new_client_gets_a_case_and_a_policy_and_is_found_by_all_of_it(qtbot: QtBot, main: MainWindow) -> None:
    press(qtbot, place(main).list, "Add client")
    type_in(main, birth_date="2/30/1985", phone="555", given_name="Rosalind")
    press(qtbot, main, "Save")
    assert [key for key, field in shown_form(main).fields.items() if field.problem()] == [
        "family_name",
        "birth_date",
        "phone",
    ]
    assert shown_form(main).values()["given_name"] == "Rosalind"
    type_in(main, family_name="Nguyễn-O’Brien", birth_date="3/12/1985", phone="253.555.0142")
    press(qtbot, main, "Save")

    press(qtbot, chart(main), "New case")
    press(qtbot, main, "Save")
    assert shown_form(main).fields["reason"].problem()
    type_in(main, reason="Neck pain", no_accident="1")
    press(qtbot, main, "Save")
    assert "Neck pain · Health insurance" in chart(main).header._cases.currentText()

    press(qtbot, chart(main), "Add policy")
    type_in(main, payer="\tQuillfern Health", member_id="hx4 881-207", relationship="child", ends_on="1/1/2020",
         effective_on="1/1/2026")  # fmt: skip
    press(qtbot, main, "Save")
    assert "before the effective date" in shown_form(main).fields["ends_on"].problem()
    type_in(main, ends_on="", subscriber_given_name="Thị", subscriber_family_name="Nguyễn")
    press(qtbot, main, "Save")
    assert "Quillfern Health · HX4 881-207 · Child" in words(chart(main).header)
    assert [step.part for step in chart(main)._glance.steps] == ["prescription/new"]  # type: ignore[union-attr]

    press(qtbot, chart(main).header, "Clients")
    listed = place(main).list
    for typed in (
        "nguyen",
        "ros",
        "r",
        "o'brien n",
        "5550142",
        "(253) 555",
        "3/12/85",
        "12 mar 1985",
        "HX4881",
        "hx4 881",
    ):
        listed.search.setText(typed)
        assert listed._model.rowCount() == 1, typed
    listed.search.setText("nobody")
    assert "Nobody fits" in listed.table.empty_words().text()


def test_the_list_goes_by_keys_alone(qtbot: QtBot, main: MainWindow) -> None:
    add_client(qtbot, main, given_name="Ana", family_name="Lee")
    qtbot.keyClick(chart(main), Qt.Key.Key_Escape)
    listed = place(main).list
    assert place(main).chart is None
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)
    listed.table.setFocus()
    qtbot.keyClick(listed.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert main.focusWidget() is listed.search
    qtbot.keyClicks(listed.search, "le")
    qtbot.keyClick(listed.search, Qt.Key.Key_Return)
    assert place(main).chart
    qtbot.keyClick(chart(main), Qt.Key.Key_Escape)
    qtbot.keyClick(listed.search, Qt.Key.Key_Escape)
    assert listed.search.text() == ""
    listed.setFocus()
    qtbot.keyClick(listed.search, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert shown_form(main).fields["family_name"].isVisible()


def test_two_of_one_name_are_told_apart(qtbot: QtBot, main: MainWindow) -> None:
    add_client(qtbot, main, given_name="James", family_name="Miller", birth_date="8/9/1974", phone="2535550105")
    press(qtbot, _list(qtbot, main), "Add client")
    shown_form(main).fields["given_name"].set_value("JAMES")
    shown_form(main).fields["family_name"].set_value("miller")
    editor = main.findChildren(Editor)[-1]
    assert "9 Aug 1974" in editor.banner.words()
    type_in(main, birth_date="8/9/1974")
    press(qtbot, main, "Save")
    assert "already" in shown_form(main).fields["birth_date"].problem()
    assert shown_form(main).fields["is_other_person"].isVisible()
    shown_form(main).fields["is_other_person"].set_value("1")
    press(qtbot, main, "Save")
    assert "Another client has this name" in words(chart(main).header)
    press(qtbot, chart(main), "Open their chart")
    assert "James Miller" in chart(main).header._name.text()
    assert chart(main)._glance.client.phone == "(253) 555-0105"  # type: ignore[union-attr]


def test_a_minor_gets_a_guardian_where_the_fix_button_lands(qtbot: QtBot, main: MainWindow) -> None:
    add_client(qtbot, main, given_name="Tyler", family_name="Brooks", birth_date="2/1/2012")
    assert "Minor, no guardian on record" in words(chart(main).header)
    press(qtbot, chart(main), "Add guardian")
    assert shown_form(main).fields["guardian_name"].isVisible()
    assert main.focusWidget() is shown_form(main).fields["guardian_name"].box
    type_in(main, guardian_name="Ruth Brooks", guardian_relationship="mother", guardian_phone="2535550131")
    press(qtbot, main, "Save")
    assert "Guardian: Ruth Brooks (mother), (253) 555-0131" in words(chart(main).header)


def test_what_is_typed_outlives_a_look_at_another_chart_and_a_lock(
    qtbot: QtBot, start: Starter, folder: ClinicFolder
) -> None:
    app = start(folder.path)
    main = signed_in(app, PASSWORD)
    add_client(qtbot, main, given_name="Ana", family_name="Lee")
    press(qtbot, chart(main), "Edit client")
    type_in(main, street="14 Elm Str", note="half a sen")
    chart(main).show_tab("summary")
    press(qtbot, chart(main), "Edit client")
    assert shown_form(main).values()["street"] == "14 Elm Str"
    type_in(main, city="Tac")
    main._actions["lock"].trigger()
    qtbot.waitUntil(lambda: app.main is None)
    main = signed_in(app, PASSWORD)
    place(main).open_part("1/edit")
    values = shown_form(main).values()
    assert (values["street"], values["note"], values["city"]) == ("14 Elm Str", "half a sen", "Tac")
    assert "typed before" in main.findChildren(Editor)[-1].banner.words()
    press(qtbot, main, "Cancel")
    place(main).open_part("1/edit")
    assert shown_form(main).values()["street"] == ""


def test_a_new_client_has_a_way_back_that_keeps_what_is_typed(qtbot: QtBot, main: MainWindow) -> None:
    press(qtbot, place(main).list, "Add client")
    type_in(main, given_name="Rosalind")
    press(qtbot, place(main), "Clients")
    assert place(main).list.isVisible()
    press(qtbot, place(main).list, "Add client")
    assert shown_form(main).values()["given_name"] == "Rosalind"


def test_the_page_that_an_editor_belongs_to_stays_marked(qtbot: QtBot, main: MainWindow) -> None:
    found = add_client(qtbot, main, given_name="Ana", family_name="Lee")
    found.open_part("case/new")
    type_in(main, reason="Neck pain", no_accident="1")
    press(qtbot, main, "Save")
    for part, tab in (
        ("visit/new", "visits"),
        ("policy/new", "coverage"),
        ("prescription/new", "plan"),
        ("edit", "plan"),
        ("alert/new", "summary"),
    ):
        found.open_part(part)
        assert [key for key, made in found.header.tabs.items() if made.isChecked()] == [tab], part
        assert found._editor
    # Pressed, it goes there.
    press(qtbot, found.header, "Summary")
    assert found._editor is None and found.summary.isVisible()


def test_the_heading_says_what_the_form_of_a_new_visit_does(qtbot: QtBot, main: MainWindow) -> None:
    found = add_client(qtbot, main, given_name="Ana", family_name="Lee")
    found.open_part("case/new")
    type_in(main, reason="Neck pain", no_accident="1")
    press(qtbot, main, "Save")
    found.open_part("visit/new/planned")
    assert "Plan a visit" in words(found)
    type_in(main, status="given")
    assert "Record a visit" in words(found) and "Plan a visit" not in words(found)
    # As the draft says, whichever button opened it again.
    found.show_tab("visits")
    found.open_part("visit/new/planned")
    assert "Record a visit" in words(found)
    type_in(main, status="planned")
    assert "Plan a visit" in words(found)


def test_undo_follows_through_the_chart(qtbot: QtBot, main: MainWindow) -> None:
    add_client(qtbot, main, given_name="Ana", family_name="Lee")
    chart(main).open_part("alert/new")
    type_in(main, words="Nut oils", kind="allergy")
    press(qtbot, main, "Save")
    assert "Allergy: Nut oils" in words(chart(main).header)
    main._actions["undo"].trigger()
    assert "Allergy: Nut oils" not in words(chart(main).header)
    main._actions["redo"].trigger()
    assert "Allergy: Nut oils" in words(chart(main).header)
    press(qtbot, chart(main), "Edit client")
    press(qtbot, main, "Retire client")
    assert "Retired" in words(chart(main).header)
    assert not client_page(main.session.clinic.read).rows
    press(qtbot, chart(main), "Edit client")
    press(qtbot, main, "Bring client back")
    assert client_page(main.session.clinic.read).rows


def test_policies_are_put_in_order_and_copied_to_another_case(qtbot: QtBot, main: MainWindow) -> None:
    add_client(qtbot, main, given_name="Ana", family_name="Lee", birth_date="1/1/1980")
    for reason, kind in (("Neck pain", "health"), ("Car", "auto")):
        chart(main).open_part("case/new")
        type_in(main, kind=kind, reason=reason)
        press(qtbot, main, "Save")
        if kind == "health":
            for payer in ("Quillfern", "Saltmarsh"):
                chart(main).open_part("policy/new")
                type_in(main, payer=f"\t{payer}")
                press(qtbot, main, "Save")
    coverage = chart(main).coverage
    chart(main).show_tab("coverage")
    press(qtbot, coverage, "Copy from “Neck pain”")
    assert [row.payer_name for row in coverage._model._rows] == ["Quillfern", "Saltmarsh"]
    assert [coverage._model.index(at, 0).data() for at in range(2)] == ["Primary", "Secondary"]
    coverage.table.selectRow(1)
    press(qtbot, coverage, "Move up")
    assert [row.payer_name for row in coverage._model._rows] == ["Saltmarsh", "Quillfern"]
    chart(main).header._cases.setCurrentIndex(1)
    assert [row.payer_name for row in coverage._model._rows] == ["Quillfern", "Saltmarsh"]
    assert len(payer_page(main.session.clinic.read).rows) == 2


def test_into_which_payer_one_is_merged_can_be_typed_at_once(qtbot: QtBot, main: MainWindow) -> None:
    row = main.session.run(AddPayer(PayerDraft("Quillfern")))
    main.go("payers", str(row))
    press(qtbot, main, "Merge…")
    focused = main.focusWidget()
    assert focused and focused.accessibleName().startswith("Merge ")


def test_a_payer_gets_departments_and_takes_in_its_duplicate(qtbot: QtBot, main: MainWindow) -> None:
    main.go("payers")
    directory = main.page("payers")
    assert isinstance(directory, DirectoryPage)
    page = directory.page("payers")
    for name in ("Quillfern", "Quillfern Health Plan"):
        press(qtbot, page, "Add payer")
        type_in(page, name=name)
        press(qtbot, page, "Save")
    press(qtbot, page, "Add payer")
    type_in(page, name="QUILLFERN")
    press(qtbot, page, "Save")
    assert "already" in shown_form(page).fields["name"].problem()
    press(qtbot, page, "Cancel")

    press(qtbot, page, "Add payer")
    type_in(page, name="Half a na")
    page.open_part("1")
    page.open_part("new")
    assert shown_form(page).values()["name"] == "Half a na"
    press(qtbot, page, "Cancel")

    read = main.session.clinic.read
    kept, gone = payer_page(read, typed="health").rows[0], payer_page(read).rows[0]
    page.open_part(str(gone.id))
    press(qtbot, page, "Add department")
    fill_last(page, phone="800 555 0142 ext 12", hours="8 to 5")
    press_last(qtbot, page, "Save")
    assert department_page(read, gone.id).rows[0].extension == "12"

    press(qtbot, page, "Merge…")
    main.session.run(AddDepartment(gone.id, DepartmentDraft("claims", phone="8005550143")))
    assert "0 policies and 2 departments go there" in " ".join(words(page))
    main.session.run(ChangePayer(gone.id, 1, PayerDraft("Quillfern Trust", note="Theirs")))
    press(qtbot, page, "Merge")
    into = next(one for one in page.findChildren(Form) if "into" in one.fields and one.isVisible())
    assert "Choose from the list" in into.fields["into"].problem()
    # By its name of now, though it was another when the panel was made.
    assert into.fields["into"].label == f"Merge {isolated('Quillfern Trust')} into"
    into._set({"into": "\tquillfern HEALTH plan"})
    press(qtbot, page, "Merge")
    assert [row.name for row in payer_page(read).rows] == ["Quillfern Health Plan"]
    assert [one.phone for one in department_page(read, kept.id).rows] == ["(800) 555-0142", "(800) 555-0143"]
    main._actions["undo"].trigger()
    assert len(payer_page(read).rows) == 2


def last_form(inside: QWidget) -> Form:
    QApplication.processEvents()
    return [found for found in inside.findChildren(Form) if found.isVisible()][-1]


def fill_last(inside: QWidget, **values: str) -> None:
    last_form(inside)._set(values)


def press_last(qtbot: QtBot, inside: QWidget, text: str) -> None:
    found = [made for made in inside.findChildren(QPushButton) if made.text() == text and made.isVisible()]
    qtbot.mouseClick(found[-1], Qt.MouseButton.LeftButton)


def test_the_box_above_finds_clients_and_payers_and_forgets(qtbot: QtBot, main: MainWindow) -> None:
    add_client(qtbot, main, given_name="Ana", family_name="Saltmarsh", phone="2535550142")
    chart(main).open_part("case/new")
    type_in(main, reason="Neck")
    press(qtbot, main, "Save")
    chart(main).open_part("policy/new")
    type_in(main, payer="\tSaltmarsh Trust")
    press(qtbot, main, "Save")
    main.go("today")
    main._actions["find"].trigger()
    box = main._search
    qtbot.keyClicks(box, "saltm")
    assert [line.split("   ")[0] for line in box.choices()] == ["Saltmarsh, Ana", "Saltmarsh Trust"]
    popup = box.completer().popup()
    assert popup
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: box.text() == "")
    assert "Ana Saltmarsh" in chart(main).header._name.text()


def test_hostile_names_stand_to_the_letter_on_every_page(qtbot: QtBot, main: MainWindow) -> None:
    add_client(qtbot, main, given_name=HOSTILE, family_name="王\u202eאב", guardian_name=HOSTILE, note=HOSTILE)
    chart(main).open_part("case/new")
    type_in(main, reason=HOSTILE)
    press(qtbot, main, "Save")
    chart(main).open_part("policy/new")
    type_in(main, payer=f"\t{HOSTILE}", member_id="A1 B2")
    press(qtbot, main, "Save")
    shown = " ".join(words(main))
    assert shown.count(HOSTILE) >= 3
    assert HOSTILE not in main.windowTitle()
    for line in main.findChildren(QLineEdit):
        assert "<b>" not in line.placeholderText()


def test_a_note_of_ten_thousand_letters_is_kept_and_one_more_is_said(qtbot: QtBot, main: MainWindow) -> None:
    add_client(qtbot, main, given_name="Ana", family_name="Lee", note="x" * 10_000)
    press(qtbot, chart(main), "Edit client")
    type_in(main, note="x" * 10_001)
    press(qtbot, main, "Save")
    assert "too long" in shown_form(main).fields["note"].problem()
    assert len(shown_form(main).values()["note"]) == 10_001


def test_nothing_of_a_client_stands_in_the_settings_of_this_computer(
    qtbot: QtBot, main: MainWindow, tmp_path: Path
) -> None:
    add_client(qtbot, main, given_name="Quartermain", family_name="Sentinel", phone="2535550142")
    _list(qtbot, main)
    place(main).list.search.setText("Quartermain")
    place(main).list._order.setCurrentIndex(1)
    main._tools.preferences._kept.sync()
    kept = (tmp_path / "window.ini").read_text(encoding="utf-8")
    assert "client_list" in kept
    assert "uartermain" not in kept
