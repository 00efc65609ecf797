"""Nothing moves under the hands: the place in a list, the fields of a form, the order of Tab, what a chart reads."""

from dataclasses import replace
from typing import Any

import pytest
from conftest import Opener
from factories import CASE, new_case, new_client, new_policy
from fixed import PASSWORD
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot
from windows import Starter, press, signed_in

from clinic_desktop.cases.commands import ChangeCase, RetireCase
from clinic_desktop.cases.model import CaseDraft
from clinic_desktop.clients.commands import AddAlert, ChangeClient
from clinic_desktop.clients.model import AlertDraft, ClientDraft
from clinic_desktop.clients.queries import client
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.chart.page import ChartPage
from ui.chart.place import ClientsPlace
from ui.kit.editor import Editor
from ui.kit.form import Form
from ui.main_window import MainWindow

MANY = 520


def place(main: MainWindow) -> ClientsPlace:
    main.go("clients")
    found = main.page("clients")
    assert isinstance(found, ClientsPlace)
    QApplication.processEvents()
    return found


def opened(main: MainWindow, owner: int) -> ChartPage:
    place(main).open_chart(owner)
    QApplication.processEvents()
    chart = place(main).chart
    assert chart
    return chart


@pytest.fixture
def crowded(start: Starter, folder: ClinicFolder, open_clinic: Opener) -> MainWindow:
    """The window of a clinic with many clients, who were there before it."""
    clinic = open_clinic(folder)
    with clinic.together():
        for number in range(MANY):
            new_client(clinic, ClientDraft("Ann", "", f"Lee{number:04}"))
    clinic.close()
    return signed_in(start(folder.path), PASSWORD)


def current(listed: Any) -> int:
    return int(listed._model.row(listed.table.currentIndex().row()).id)


def test_a_list_stays_where_it_is_when_a_row_is_saved(crowded: MainWindow) -> None:
    main = crowded
    listed = place(main).list
    listed.select(450)
    bar = listed.table.verticalScrollBar()
    bar.setValue(bar.value() + 40)
    before = bar.value()
    main.session.run(ChangeClient(450, 1, ClientDraft("Ann", "", "Lee0449", phone="2535550142")))
    assert (current(listed), bar.value()) == (450, before)
    assert before > 5_000
    main.session.run(ChangeClient(450, 2, ClientDraft("Ann", "", "Aaron")))
    QApplication.processEvents()
    assert current(listed) == 450
    assert listed.table.rowAt(listed.table.rowViewportPosition(0)) == 0


def test_a_row_far_down_is_found_when_its_chart_is_left(crowded: MainWindow) -> None:
    opened(crowded, MANY).left.emit()
    assert current(place(crowded).list) == MANY


def test_a_date_on_its_way_shows_no_guardian(qtbot: QtBot, main: MainWindow) -> None:
    place(main).add()
    QApplication.processEvents()
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)
    form = next(found for found in main.findChildren(Form) if found.isVisible())
    box, guardian = form.fields["birth_date"].box, form.fields["guardian_name"]
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    for letter in "3/14/1985":
        qtbot.keyClicks(box, letter)
        assert not guardian.isVisible()
    box.clear()  # type: ignore[attr-defined]
    qtbot.keyClicks(box, "3/14/19")
    assert not guardian.isVisible()
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert guardian.isVisible()
    form.fields["birth_date"].set_value("3/14/85")
    assert not guardian.isVisible()


def tab_order(main: MainWindow, first: QWidget) -> list[QWidget]:
    """What Tab comes to after this one, until it is there again."""
    found: list[QWidget] = []
    at = first.nextInFocusChain()
    while at and at is not first:
        if at.isVisible() and at.isEnabled() and at.focusPolicy() & Qt.FocusPolicy.TabFocus and not at.focusProxy():
            found.append(at)
        at = at.nextInFocusChain()
    return found


def test_tab_goes_through_a_chart_as_it_stands_on_the_screen(main: MainWindow) -> None:
    owner = new_client(main.session.clinic, ClientDraft("Ana", "", "Lee"))
    new_case(main.session.clinic, owner, CaseDraft("auto", "Car"))
    chart = opened(main, owner)
    main.session.run(AddAlert(owner, AlertDraft("health", "Blood thinner")))
    main.session.run(ChangeClient(owner, 1, ClientDraft("Ana", "", "Lee", note="x")))
    QApplication.processEvents()
    order = tab_order(main, chart.header.tabs["money"])
    words = [made.text() if isinstance(made, QPushButton) else made.accessibleName() for made in order]
    assert words[:9] == [
        *("Type it", "Type it", "Type it", "Add policy", "Add prescription"),
        *("Add alert", "Change", "New case", "Cases"),
    ]  # fmt: skip
    assert isinstance(order[8], QTableView)


def test_a_chart_reads_each_list_once(main: MainWindow) -> None:
    clinic = main.session.clinic
    owner = new_client(clinic, ClientDraft("Ana", "", "Lee"))
    for reason in ("Neck", "Knee", "Back"):
        new_policy(clinic, new_case(clinic, owner, CaseDraft("health", reason)))
    new_case(clinic, owner)
    chart = opened(main, owner)
    ran: list[tuple[str, str]] = []
    with clinic.read._database.tracer(lambda sql, values: ran.append((sql, str(values)))):
        chart.reload()
        for tab in ("visits", "plan", "coverage"):
            chart.show_tab(tab)
    assert ran
    assert len(ran) == len(set(ran)), ran
    assert sum("FROM policies" in sql or "policy_rows" in sql for sql, _ in ran) == 2
    copies = {made.text() for made in chart.coverage.findChildren(QPushButton) if "Copy" in made.text()}
    assert copies == {"Copy from “Back”", "Copy from “Knee”", "Copy from “Neck”"}


def test_drafts_about_what_is_removed_are_dropped(qtbot: QtBot, main: MainWindow) -> None:
    clinic = main.session.clinic
    case = new_case(clinic)
    policy = new_policy(clinic, case)
    chart = opened(main, 1)
    for part, values in ((f"case/{case}", {"note": "x"}), (f"policy/{policy}", {"note": "y"}),
                         ("policy/new", {"note": "z"}), ("edit", {"note": "w"})):  # fmt: skip
        chart.open_part(part)
        chart.findChildren(Editor)[-1].form._set(values)
        chart.show_tab("summary")
    names = {str(row["form"]) for row in clinic.read.all("SELECT form FROM drafts")}
    assert names == {f"case:{case}", f"policy:{policy}", f"policy:new:{case}", "client:1"}
    main.session.run(RetireCase(case, 1))
    assert [row["form"] for row in clinic.read.all("SELECT form FROM drafts")] == ["client:1"]
    chart.open_part("edit")
    press(qtbot, main, "Retire client")
    assert client(clinic.read, 1).is_retired
    assert [row["form"] for row in clinic.read.all("SELECT form FROM drafts")] == ["client:1"]


def test_a_case_of_another_kind_shows_its_claim_again(main: MainWindow) -> None:
    clinic = main.session.clinic
    case = new_case(clinic, None, replace(CASE, kind="auto", claim_number="A-77"))
    clinic.do(ChangeCase(case, 1, replace(CASE, kind="health", claim_number="A-77")))
    chart = opened(main, 1)
    cells = [chart.summary._model.index(0, at).data() for at in range(5)]
    assert "A-77" not in cells
    chart.open_part(f"case/{case}")
    form = chart.findChildren(Editor)[-1].form
    form._set({"kind": "auto"})
    assert form.fields["claim_number"].value() == "A-77"
