"""What tests do on the page where a bill is made, and on that of one that was issued."""

import windows
from factories import POLICY
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.policies.commands import ChangePolicy
from ui.chart.page import ChartPage
from ui.chart.place import ClientsPlace
from ui.kit.paper_page import PaperPage
from ui.main_window import MainWindow
from ui.superbills.bill import IssuedBillPage
from ui.superbills.maker import BillMaker


def press(qtbot: QtBot, inside: QWidget, words: str) -> None:
    # What was just built again is shown by an event.
    QApplication.processEvents()
    windows.press(qtbot, inside, words)
    QApplication.processEvents()


def chart(main: MainWindow) -> ChartPage:
    place = main.page("clients")
    assert isinstance(place, ClientsPlace) and place.chart
    return place.chart


def shown_paper(main: MainWindow) -> BillMaker | IssuedBillPage:
    QApplication.processEvents()
    page = chart(main)._editor
    assert isinstance(page, PaperPage)
    assert isinstance(page.shown, BillMaker | IssuedBillPage)
    return page.shown


def maker(main: MainWindow) -> BillMaker:
    found = shown_paper(main)
    assert isinstance(found, BillMaker)
    return found


def issued(main: MainWindow) -> IssuedBillPage:
    found = shown_paper(main)
    assert isinstance(found, IssuedBillPage)
    return found


def make_bill(main: MainWindow, part: str = "superbill/new") -> BillMaker:
    main.go("clients", f"1/{part}")
    return maker(main)


def rules(page: BillMaker) -> list[str]:
    assert page._draft
    return [one.rule for one in page._draft.verdict.findings if one.stands_in_the_way]


def without_member_id(main: MainWindow, member_id: str = "") -> None:
    clinic = main.session.clinic
    row = clinic.read.one("SELECT id, version FROM policies")
    draft = {name: getattr(POLICY, name) for name in POLICY.__slots__} | {"member_id": member_id}
    clinic.do(ChangePolicy(row["id"], row["version"], type(POLICY)(**draft)))


def find(inside: QWidget, words: str, at: int = 0) -> QPushButton:
    QApplication.processEvents()
    return [one for one in inside.findChildren(QPushButton) if one.text() == words and one.isVisible()][at]


def area_of(page: BillMaker) -> QScrollArea:
    return page.findChildren(QScrollArea)[0]
