"""Every way out of a form keeps what was typed, and none of it lands where it does not belong."""

import pytest
from factories import new_case, new_client, new_visit, signing
from fixed import PASSWORD
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import Starter, press, seen, shown_form, signed_in, type_in

from clinic_desktop.cases.model import CaseDraft
from clinic_desktop.clients.commands import ChangeClient
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clients.queries import client
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.policies.queries import policy_page
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.visits.model import VisitNoteDraft
from ui.chart.page import ChartPage
from ui.chart.place import ClientsPlace
from ui.kit.editor import Editor
from ui.main_window import MainWindow

LEE = ClientDraft("Ana", "", "Lee", birth_date="1/1/1980", phone="2535550142")


@pytest.fixture
def main(start: Starter, folder: ClinicFolder) -> MainWindow:
    """The window of the template clinic with Ana Lee in it."""
    main = signed_in(start(folder.path), PASSWORD)
    new_client(main.session.clinic, LEE)
    return main


def place(main: MainWindow, part: str = "") -> ClientsPlace:
    main.go("clients", part)
    found = main.page("clients")
    assert isinstance(found, ClientsPlace)
    return found


def chart(main: MainWindow, part: str = "") -> ChartPage:
    found = place(main, f"1/{part}" if part else "1").chart
    assert found
    return found


def test_the_same_editor_opened_again_shows_what_stood_in_it(qtbot: QtBot, main: MainWindow) -> None:
    opened = chart(main, "edit")
    type_in(main, note="half a sen")
    press(qtbot, opened.header, "Edit client")
    assert shown_form(main).values()["note"] == "half a sen"
    opened.show_tab("summary")
    opened.open_part("edit")
    assert shown_form(main).values()["note"] == "half a sen"
    press(qtbot, main, "Cancel")

    place(main, "new")
    type_in(main, given_name="Linh")
    main.go("today")
    place(main, "new")
    assert shown_form(main).values()["given_name"] == "Linh"


def test_where_nothing_was_typed_nothing_is_called_typed_before(qtbot: QtBot, main: MainWindow) -> None:
    clinic, opened = main.session.clinic, chart(main)
    row = new_visit(clinic, new_case(clinic, opened.owner))
    clinic.do(signing(clinic, row, VisitNoteDraft("Neck is stiff")))
    for _ in range(2):
        opened.open_part(f"note/{row}")
        assert "typed before" not in seen(main)
        opened.show_tab("summary")
        assert clinic.drafts.names("") == ()
    opened.open_part(f"note/{row}")
    type_in(main, words="She called")
    opened.show_tab("summary")
    opened.open_part(f"note/{row}")
    assert "typed before" in seen(main) and shown_form(main).values()["words"] == "She called"


def test_a_policy_goes_to_the_case_that_the_head_shows(qtbot: QtBot, main: MainWindow) -> None:
    clinic, opened = main.session.clinic, chart(main)
    neck = new_case(clinic, opened.owner, CaseDraft("health", "Neck"))
    car = new_case(clinic, opened.owner, CaseDraft("auto", "Car"))
    opened._on_case(car)
    opened.open_part("policy/new")
    type_in(main, payer="\tQuillfern")
    opened.header._cases.setCurrentIndex(opened.header._cases.findData(neck))
    assert opened._editor is None
    opened.open_part("policy/new")
    assert shown_form(main).values()["payer"] == "\t"
    type_in(main, payer="\tSaltmarsh")
    press(qtbot, main, "Save")
    assert [row.payer_name for row in policy_page(clinic.read, neck).rows] == ["Saltmarsh"]
    assert not policy_page(clinic.read, car).rows
    opened._on_case(car)
    opened.open_part("policy/new")
    assert shown_form(main).values()["payer"] == "\tQuillfern"


def test_a_draft_does_not_put_old_values_over_a_later_change(qtbot: QtBot, main: MainWindow) -> None:
    clinic, opened = main.session.clinic, chart(main, "edit")
    type_in(main, note="mine")
    opened.show_tab("summary")
    clinic.do(ChangeClient(1, 1, ClientDraft("Ana", "", "Lee", birth_date="1/1/1980", phone="2535550199")))
    opened.open_part("edit")
    assert shown_form(main).values()["phone"] == "(253) 555-0199"
    press(qtbot, main, "Save")
    saved = client(clinic.read, 1)
    assert (saved.phone, saved.note) == ("(253) 555-0199", "mine")


def test_on_a_full_disk_the_form_stays_and_says_so(
    qtbot: QtBot, main: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = chart(main, "edit")
    type_in(main, note="half a sen")

    def full(*_: object) -> None:
        raise StoreTrouble("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(type(main.session.clinic.drafts), "keep", full)
        opened.show_tab("summary")
        opened.open_part("case/new")
        place(main, "new")
        press(qtbot, opened.header, "Clients")
        assert shown_form(main).values()["note"] == "half a sen"
        assert "not on the disk yet" in main.findChildren(Editor)[-1].banner.words()
    opened.show_tab("summary")
    opened.open_part("edit")
    assert shown_form(main).values()["note"] == "half a sen"


def test_after_save_the_focus_stays_in_the_chart(qtbot: QtBot, main: MainWindow) -> None:
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)
    opened = chart(main, "edit")
    type_in(main, note="x")
    qtbot.keyClick(shown_form(main).fields["given_name"].box, Qt.Key.Key_Return)
    QApplication.processEvents()
    focus = main.focusWidget()
    assert focus
    assert opened.isAncestorOf(focus)
    qtbot.keyClick(focus, Qt.Key.Key_Escape)
    assert place(main).chart is None


def test_esc_keeps_what_was_typed_and_only_cancel_gives_it_up(qtbot: QtBot, main: MainWindow) -> None:
    opened = chart(main, "edit")
    type_in(main, note="half a sen")
    qtbot.keyClick(shown_form(main).fields["given_name"].box, Qt.Key.Key_Escape)
    assert opened._editor is None
    opened.open_part("edit")
    assert shown_form(main).values()["note"] == "half a sen"
    press(qtbot, main, "Cancel")
    opened.open_part("edit")
    assert shown_form(main).values()["note"] == ""

    main.go("settings", "practice/phone")
    type_in(main, phone="253 555")
    qtbot.keyClick(shown_form(main).fields["phone"].box, Qt.Key.Key_Escape)
    assert shown_form(main).values()["phone"] == "253 555"
    press(qtbot, main, "Cancel")
    assert shown_form(main).values()["phone"] == "(253) 555-0142"


def test_on_a_full_disk_esc_stays_in_the_form(qtbot: QtBot, main: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = chart(main, "edit")
    type_in(main, note="half a sen")

    def full(*_: object) -> None:
        raise StoreTrouble("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(type(main.session.clinic.drafts), "keep", full)
        qtbot.keyClick(shown_form(main).fields["given_name"].box, Qt.Key.Key_Escape)
        assert shown_form(opened).values()["note"] == "half a sen"


def test_enter_in_the_box_above_opens_the_best_one(qtbot: QtBot, main: MainWindow) -> None:
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)
    main.go("today")
    main._actions["find"].trigger()
    qtbot.keyClicks(main._search, "lee")
    popup = main._search.completer().popup()
    assert popup
    qtbot.keyClick(popup if popup.isVisible() else main._search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: main._search.text() == "")
    assert place(main).chart


def test_the_field_gone_to_is_in_view(qtbot: QtBot, main: MainWindow) -> None:
    main.resize(1100, 480)
    opened = chart(main, "edit/note")
    qtbot.waitUntil(lambda: not shown_form(opened).fields["note"].box.visibleRegion().isEmpty())


def test_the_longest_names_fit_on_the_screen(qtbot: QtBot, main: MainWindow) -> None:
    clinic = main.session.clinic
    long = new_client(clinic, ClientDraft("Wolfeschlegel" * 7, "B" * 100, "Featherstonehaugh-" * 5, pronouns="x" * 40))
    new_case(clinic, long, CaseDraft("health", "y" * 100))
    place(main, str(long))
    QApplication.processEvents()
    assert main.minimumSizeHint().width() <= 1366
