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
from clinic_desktop.store.keyring import ClinicFolder
from ui.chart.page import ChartPage
from ui.chart.place import ClientsPlace
from ui.main_window import MainWindow
from ui.session import Errand

WHY = "The member ID is missing."
BACK = "Back to the superbill"
SENT = f"To put right: {WHY}"


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


def test_esc_leaves_the_editor_and_not_the_errand(qtbot: QtBot, main: MainWindow) -> None:
    send(main)
    qtbot.keyClick(shown_form(main).fields["member_id"].box, Qt.Key.Key_Escape)
    assert is_on_errand(main)
    assert chart(main).coverage.isVisible()
    press(qtbot, main, BACK)
    assert is_home(main)


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
    assert "To put right: No phone." in seen(main)
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
