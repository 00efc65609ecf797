"""A client who was retired comes back: they are found and brought back, and get no second chart."""

import pytest
from factories import new_case, new_client
from fixed import PASSWORD
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from windows import Starter, press, signed_in

from clinic_desktop.clients.commands import RetireClient
from clinic_desktop.clients.model import ClientDraft, ClientId
from clinic_desktop.clients.queries import client
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.chart.place import ClientsPlace
from ui.clients.page import ClientList
from ui.kit.editor import Editor
from ui.main_window import MainWindow

LEE = ClientDraft("Ana", "", "Lee", birth_date="1/1/1980", phone="2535550142")


@pytest.fixture
def main(start: Starter, folder: ClinicFolder) -> MainWindow:
    """The window of the template clinic; Ana Lee is retired, Bo Ray is not."""
    main = signed_in(start(folder.path), PASSWORD)
    clinic = main.session.clinic
    clinic.do(RetireClient(new_client(clinic, LEE), 1))
    new_client(clinic, ClientDraft("Bo", "", "Ray"))
    return main


def place(main: MainWindow) -> ClientsPlace:
    main.go("clients")
    found = main.page("clients")
    assert isinstance(found, ClientsPlace)
    QApplication.processEvents()
    return found


def listed(main: MainWindow) -> ClientList:
    return place(main).list


def bring_back(qtbot: QtBot, main: MainWindow) -> None:
    chart = place(main).chart
    assert chart
    assert chart.owner == 1
    press(qtbot, chart, "Bring client back")
    assert not client(main.session.clinic.read, 1).is_retired
    assert "Bring client back" not in [step.verb for step in chart._glance.steps]  # type: ignore[union-attr]


def test_the_list_says_that_a_retired_client_fits_and_opens_the_chart(qtbot: QtBot, main: MainWindow) -> None:
    found = listed(main)
    found.search.setText("ana l")
    assert "1 retired client fits" in found.table.empty_words().text()
    press(qtbot, found.table, "Open their chart")
    bring_back(qtbot, main)


def test_enter_in_the_search_line_takes_the_offer(qtbot: QtBot, main: MainWindow) -> None:
    found = listed(main)
    found.search.setText("lee")
    qtbot.keyClick(found.search, Qt.Key.Key_Return)
    bring_back(qtbot, main)


def test_several_retired_are_shown_and_the_order_of_the_list_is_not_forgotten(qtbot: QtBot, main: MainWindow) -> None:
    clinic = main.session.clinic
    clinic.do(RetireClient(new_client(clinic, ClientDraft("Ana", "", "Leeds")), 1))
    found = listed(main)
    found.search.setText("ana l")
    assert "2 retired clients fit" in found.table.empty_words().text()
    press(qtbot, found.table, "Show the retired clients")
    assert [row.family_name for row in found._model._rows] == ["Lee", "Leeds"]
    assert main._tools.preferences._kept.value("client_list", "name") == "name"
    found.search.setText("ray")
    assert "Nobody fits" in found.table.empty_words().text()


def test_a_new_client_of_that_name_leads_to_the_retired_one(qtbot: QtBot, main: MainWindow) -> None:
    place(main).add()
    QApplication.processEvents()
    editor = main.findChildren(Editor)[-1]
    editor.form._set({"given_name": "ANA", "family_name": "lee", "birth_date": "1/1/1980"})
    assert "1 Jan 1980" in editor.banner.words()
    assert "retired" in editor.banner.words()
    editor.save()
    assert "retired client" in editor.form.fields["birth_date"].problem()
    place(main).open_part("new")
    editor = main.findChildren(Editor)[-1]
    press(qtbot, editor.banner, "Open their chart")
    bring_back(qtbot, main)


def test_the_box_above_opens_a_retired_client(qtbot: QtBot, main: MainWindow) -> None:
    main._search.setText("lee")
    qtbot.keyClick(main._search, Qt.Key.Key_Return)
    bring_back(qtbot, main)


def test_no_visit_is_offered_before_they_are_back(qtbot: QtBot, main: MainWindow) -> None:
    new_case(main.session.clinic, ClientId(1))
    told: list[str] = []
    main.session.trouble.connect(told.append)
    main.go("clients", "1/visits")
    chart = place(main).chart
    assert chart
    for page in ("summary", "visits"):
        chart.open_part(page)
        assert not {"Record visit", "Plan visit"} & words_of_buttons(chart), page
    qtbot.keyClick(chart.header.tabs["visits"], Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert chart._editor is None and "Bring the client back first." in told[-1]
    chart.open_part("summary")
    bring_back(qtbot, main)
    for page, buttons in (("summary", {"Record visit"}), ("visits", {"Record visit", "Plan visit"})):
        chart.open_part(page)
        assert buttons <= words_of_buttons(chart), page
    chart.open_part("visit/new")
    assert chart._editor


def words_of_buttons(inside: QWidget) -> set[str]:
    QApplication.processEvents()
    return {made.text() for made in inside.findChildren(QPushButton) if made.isVisible()}
