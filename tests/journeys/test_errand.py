"""Somebody is sent to put something right, and the window comes back once it is done."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from factories import CASE, new_case, new_client, new_policy, new_prescriber
from fixed import PASSWORD
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import Starter, press, seen, shown_form, signed_in, type_in

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clients.queries import client
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.payers.commands import AddPayer
from clinic_desktop.payers.model import PayerDraft
from clinic_desktop.policies.queries import policy
from clinic_desktop.practice.queries import practice
from clinic_desktop.store.drafts import Drafts
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.chart.page import ChartPage
from ui.chart.place import ClientsPlace
from ui.kit.editor import Editor
from ui.kit.form import Form
from ui.main_window import MainWindow
from ui.session import Errand

WHY = "The member ID is missing."
BACK = "Back to the superbill"
SENT = f"To fix: {WHY}"


@pytest.fixture
def main(start: Starter, folder: ClinicFolder) -> MainWindow:
    """The window of a clinic with two clients; the first has a case with a policy. It stands on her plan."""
    main = signed_in(start(folder.path), PASSWORD)
    clinic = main.session.clinic
    new_policy(clinic, new_case(clinic, new_client(clinic), CASE))
    new_client(clinic, ClientDraft("Bo", "", "Ray"))
    main.go("clients", "1/plan")
    QApplication.processEvents()
    return main


def send(main: MainWindow, part: str = "1/policy/1/member_id", place: str = "clients") -> None:
    main.session.send(Errand(place, part, "clients", "1/plan", WHY, BACK))
    QApplication.processEvents()


def shown_place(main: MainWindow) -> str:
    return next(key for key, page in main._pages.items() if page is main._stack.currentWidget())


def chart(main: MainWindow) -> ChartPage:
    place = main.page("clients")
    assert isinstance(place, ClientsPlace)
    assert place.chart
    return place.chart


def is_on_errand(main: MainWindow) -> bool:
    return SENT in seen(main) and any(one.text() == BACK and one.isVisible() for one in main.findChildren(QPushButton))


def is_home(main: MainWindow) -> bool:
    QApplication.processEvents()
    here = chart(main)
    return shown_place(main) == "clients" and here.owner == 1 and here.plan.isVisible() and not is_on_errand(main)


def test_it_lands_on_the_field_and_comes_back_once_it_is_saved(main: MainWindow) -> None:
    send(main)
    assert is_on_errand(main)
    form = shown_form(main)
    assert form.fields["member_id"].box is main.focusWidget()
    type_in(main, member_id="XYZ 9")
    press_save(main)
    assert is_home(main)
    assert policy(main.session.clinic.read, 1).member_id == "XYZ 9"


def press_save(main: MainWindow) -> None:
    (found,) = (one for one in main.findChildren(QPushButton) if one.text() == "Save" and one.isVisible())
    found.click()
    QApplication.processEvents()


def test_an_editor_that_stays_open_sends_home_too(main: MainWindow) -> None:
    send(main, "billing/tax_id", "settings")
    assert shown_place(main) == "settings"
    assert is_on_errand(main)
    type_in(main, tax_id="98-7654321")
    press_save(main)
    assert is_home(main)
    assert practice(main.session.clinic.read).tax_id == "98-7654321"


def test_what_is_refused_stays_and_so_does_the_errand(main: MainWindow) -> None:
    send(main, "billing/tax_id", "settings")
    type_in(main, tax_id="12")
    press_save(main)
    assert is_on_errand(main)
    assert shown_form(main).fields["tax_id"].problem()
    type_in(main, tax_id="98-7654321")
    press_save(main)
    assert is_home(main)


def test_back_goes_home_and_what_was_typed_is_kept(qtbot: QtBot, main: MainWindow) -> None:
    send(main)
    type_in(main, member_id="HALF")
    press(qtbot, main, BACK)
    assert is_home(main)
    assert policy(main.session.clinic.read, 1).member_id != "HALF"
    send(main)
    assert shown_form(main).values()["member_id"] == "HALF"
    assert "typed before and not saved" in seen(main)
    # A draft that came back is no deed: it is still to be put right.
    assert is_on_errand(main)
    press_save(main)
    assert is_home(main)


ERRANDS = (
    ("clients", "1/policy/1/member_id", "member_id"),
    ("clients", "1/case/1/reason", "reason"),
    ("clients", "1/edit/street", "street"),
    ("settings", "billing/tax_id", "tax_id"),
    ("settings", "therapists/1/npi", "npi"),
    ("settings", "therapists/1/credential/new", "number"),
    ("payers", "payer/1/units_a_day", "units_a_day"),
)


@pytest.mark.parametrize("cancels", [False, True])
def test_esc_and_cancel_come_home(qtbot: QtBot, main: MainWindow, cancels: bool) -> None:
    # One errand after the other, and each of them a second time.
    for place, part, key in (*ERRANDS, *ERRANDS):
        send(main, part, place)
        assert is_on_errand(main), part
        form = opened_form(main, key)
        if cancels:
            editor = form.parentWidget()
            assert isinstance(editor, Editor)
            editor.cancel_button.click()
        else:
            qtbot.keyClick(form.fields[key].box, Qt.Key.Key_Escape)
        assert is_home(main), part


def opened_form(main: MainWindow, key: str) -> Form:
    """The form with this field: a license stands below the therapist."""
    QApplication.processEvents()
    (found,) = (one for one in main.findChildren(Form) if one.isVisible() and key in one.fields)
    return found


def test_esc_keeps_what_was_typed_and_cancel_gives_it_up(qtbot: QtBot, main: MainWindow) -> None:
    send(main)
    type_in(main, member_id="HALF")
    qtbot.keyClick(shown_form(main).fields["member_id"].box, Qt.Key.Key_Escape)
    assert is_home(main)
    send(main)
    assert shown_form(main).values()["member_id"] == "HALF"
    press(qtbot, main, "Cancel")
    assert is_home(main)
    send(main)
    assert shown_form(main).values()["member_id"] != "HALF"


def test_a_form_left_on_an_errand_leads_home_only_then(qtbot: QtBot, main: MainWindow) -> None:
    send(main, "billing/tax_id", "settings")
    press(qtbot, main, BACK)
    assert is_home(main)
    main.go("settings", "billing/tax_id")
    press(qtbot, main, "Cancel")
    QApplication.processEvents()
    assert shown_place(main) == "settings"
    send(main, "practice/phone", "settings")
    main.session.send(Errand("settings", "therapists/1/npi", "clients", "1/plan", WHY, BACK))
    main.page("settings").open("billing")  # type: ignore[attr-defined]
    press(qtbot, main, "Cancel")
    QApplication.processEvents()
    # This is not the form that was to be put right.
    assert shown_place(main) == "settings" and is_on_errand(main)


def test_a_tab_of_the_chart_is_no_way_home(main: MainWindow) -> None:
    send(main)
    chart(main).header.tabs["visits"].click()
    QApplication.processEvents()
    assert is_on_errand(main)
    assert chart(main).visits.isVisible()


def test_going_elsewhere_ends_it_and_nothing_leads_back(qtbot: QtBot, main: MainWindow) -> None:
    send(main)
    main._rail["payers"].click()
    QApplication.processEvents()
    assert not is_on_errand(main)
    main.session.run(AddPayer(PayerDraft("Harbor Health")))
    QApplication.processEvents()
    assert shown_place(main) == "payers"
    main.go("clients")
    assert not is_on_errand(main)


def test_the_search_ends_it_in_the_same_place_too(main: MainWindow) -> None:
    send(main)
    main.session.go("clients", "2")
    assert not is_on_errand(main)
    assert chart(main).owner == 2


def test_the_rail_entry_of_the_place_that_is_shown_changes_nothing(main: MainWindow) -> None:
    send(main)
    main._rail["clients"].click()
    assert is_on_errand(main)


def test_a_deed_in_another_chart_leads_nowhere(qtbot: QtBot, main: MainWindow) -> None:
    send(main)
    place = main.page("clients")
    assert isinstance(place, ClientsPlace)
    chart(main).left.emit()
    place.open_chart(2)
    place.open_part("2/edit/phone")
    type_in(main, phone="253-555-0111")
    press_save(main)
    assert client(main.session.clinic.read, 2).phone == "(253) 555-0111"
    assert chart(main).owner == 2
    press(qtbot, main, BACK)
    assert is_home(main)


def test_neither_undo_nor_what_a_job_does_counts_as_the_deed(main: MainWindow) -> None:
    send(main)
    main.session.clinic.do(AddPayer(PayerDraft("Harbor Health")))
    QApplication.processEvents()
    assert is_on_errand(main)
    main.session.undo()
    QApplication.processEvents()
    assert is_on_errand(main)
    assert shown_form(main).fields["member_id"].isVisible()


def test_an_errand_out_of_the_chart_comes_back_into_it(main: MainWindow) -> None:
    row = new_prescriber(main.session.clinic)
    send(main, f"1/prescriber/{row}/npi")
    assert shown_place(main) == "payers"
    assert is_on_errand(main)
    type_in(main, npi="2999999917")
    press_save(main)
    assert is_home(main)


def test_a_new_errand_takes_the_place_of_the_one_before(main: MainWindow) -> None:
    send(main)
    main.session.send(Errand("settings", "practice/phone", "clients", "1/coverage", "No phone.", "Back there"))
    assert "To fix: No phone." in seen(main)
    assert WHY not in seen(main)
    type_in(main, phone="253-555-0111")
    press_save(main)
    assert chart(main).coverage.isVisible()


@contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def keep(*_: object) -> None:
        raise StoreTrouble("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(Drafts, "keep", keep)
        yield


def test_on_a_full_disk_back_stays_and_says_so(qtbot: QtBot, main: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    send(main)
    type_in(main, member_id="HALF")
    with full_disk(monkeypatch):
        press(qtbot, main, BACK)
        assert is_on_errand(main)
        assert shown_form(main).values()["member_id"] == "HALF"
        assert "The disk is full." in seen(main)
    press(qtbot, main, BACK)
    assert is_home(main)
