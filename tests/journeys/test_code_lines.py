"""The line codes are typed into: what Enter, Tab, the arrows, Esc and a pasted list do; nothing is taken unseen."""

import pytest
from factories import new_case, new_client
from fixed import PASSWORD
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from windows import Starter, press, seen, shown_form, signed_in, type_in

from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.codes.fields import CodeField, CodesField
from ui.kit.finder import Finder
from ui.main_window import MainWindow


@pytest.fixture
def main(start: Starter, folder: ClinicFolder) -> MainWindow:
    """The window of the template clinic, a new prescription open."""
    main = signed_in(start(folder.path), PASSWORD)
    new_case(main.session.clinic, new_client(main.session.clinic))
    main.go("clients", "1/prescription/new")
    main.activateWindow()
    QApplication.processEvents()
    return main


def field(main: MainWindow) -> CodesField:
    found = shown_form(main).fields["diagnoses"]
    assert isinstance(found, CodesField)
    return found


def line_of(main: MainWindow) -> Finder:
    """The line, with the focus in it as a click would give."""
    field(main).box.setFocus()
    QApplication.processEvents()
    return field(main).box


def popup(line: Finder) -> QWidget:
    completer = line.completer()
    assert completer
    found = completer.popup()
    assert found
    return found


def keys(qtbot: QtBot, line: Finder, *pressed: Qt.Key) -> None:
    """Press keys as a person does: an open list hears them first."""
    qtbot.waitUntil(popup(line).isVisible)
    for key in pressed:
        qtbot.keyClick(popup(line), key)
        QApplication.processEvents()


def test_enter_takes_what_is_said_in_full(qtbot: QtBot, main: MainWindow) -> None:
    for typed, codes in (
        *(("M54.2, M54.50, M79.18", "M54.2 M54.50 M79.18"), ("M54.2 M54.50", "M54.2 M54.50"), ("(M54.2)", "M54.2")),
        *(("M54.2/M79.18", "M54.2 M79.18"), ("ICD-10: m54.2; m79.7", "M54.2 M79.7"), ("M54-50", "M54.50")),
        *(("M54,50", "M54.50"), ("m54 50", "M54.50"), ("whiplash", "S13.4XXA"), ("frozen sholder left", "M75.02")),
    ):
        line = line_of(main)
        qtbot.keyClicks(line, typed)
        qtbot.keyClick(line, Qt.Key.Key_Return)
        QApplication.processEvents()
        assert field(main).codes() == tuple(codes.split()), typed
        assert line.text() == ""
        assert not popup(line).isVisible(), typed
        field(main).set_value("")
        assert field(main).codes() == ()


def test_enter_takes_nothing_that_is_not_sure_and_says_so(qtbot: QtBot, main: MainWindow) -> None:
    said = "No code fits all of these words."
    for typed in ("K9", "M5", "zzqqxv", "neck pain on mars", "M54.5", "((("):
        line = line_of(main)
        qtbot.keyClicks(line, typed)
        assert said not in seen(field(main)), typed
        qtbot.keyClick(line, Qt.Key.Key_Return)
        assert line.text() == typed
        assert not field(main)._chosen
        assert said in seen(field(main)), typed
        line.clear()


def test_a_line_that_the_arrows_are_on_is_taken_by_tab(qtbot: QtBot, main: MainWindow) -> None:
    line = line_of(main)
    qtbot.keyClicks(line, "whiplash")
    keys(qtbot, line, Qt.Key.Key_Down, Qt.Key.Key_Tab)
    assert field(main).codes() == ("S13.4XXA",)
    line = line_of(main)
    qtbot.keyClicks(line, "whiplash")
    keys(qtbot, line, Qt.Key.Key_Down, Qt.Key.Key_Down)
    # A click elsewhere closes the list first.
    popup(line).hide()
    shown_form(main).fields["note"].box.setFocus()
    QApplication.processEvents()
    assert field(main).codes() == ("S13.4XXA", "S13.4XXD")
    assert line.text() == ""


def test_esc_in_the_list_gives_back_what_was_typed(qtbot: QtBot, main: MainWindow) -> None:
    line = line_of(main)
    qtbot.keyClicks(line, "whiplash")
    keys(qtbot, line, Qt.Key.Key_Down)
    assert line.text().startswith("S13.4XXA")
    keys(qtbot, line, Qt.Key.Key_Escape)
    assert line.text() == "whiplash"
    assert not field(main)._chosen


def test_a_code_twice_and_a_thirteenth_are_said_at_once(qtbot: QtBot, main: MainWindow) -> None:
    line = line_of(main)
    for typed in ("M54.2", "m542"):
        qtbot.keyClicks(line, typed)
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert field(main).codes() == ("M54.2",)
    assert "This one is there already: M54.2 · Cervicalgia" in seen(field(main))
    qtbot.keyClicks(line, "M54.50 M54.6 M54.12 M54.16 M79.7 M43.6 R51.9 M54.81 G44.86 M53.3 M54.30 M54.31")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert len(field(main).codes()) == 13
    assert "A superbill has room for 12 diagnoses." in seen(field(main))
    press(qtbot, field(main), "Remove")
    assert "A superbill has room for 12 diagnoses." not in seen(field(main))


def test_tab_goes_through_the_list_before_the_line(qtbot: QtBot, main: MainWindow) -> None:
    form = type_in(main, diagnoses="M54.2\tM54.2\nM54.50\tM54.50\nM79.7\tM79.7")
    QApplication.processEvents()
    widget: QWidget | None = form.fields["frequency"].box
    reached = []
    while widget is not form.fields["order_text"].box:
        assert widget
        widget = widget.nextInFocusChain()
        assert widget
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            reached.append(widget.text() if isinstance(widget, QPushButton) else widget.accessibleName())
    assert reached == [
        "At most",
        "Minutes a visit",
        "Units a visit",
        "Remove",
        "Up",
        "Remove",
        "Up",
        "Remove",
        "Diagnoses",
        "What is ordered",
    ]
    ups = [made for made in form.findChildren(QPushButton) if made.text() == "Up" and made.isVisible()]
    qtbot.mouseClick(ups[1], Qt.MouseButton.LeftButton)
    assert field(main).codes() == ("M54.2", "M79.7", "M54.50")
    pressed = main.focusWidget()
    assert pressed
    assert pressed.accessibleName() == "Move up: M79.7"


def test_a_screen_reader_hears_the_hint_the_notice_and_the_problem(qtbot: QtBot, main: MainWindow) -> None:
    line = line_of(main)
    assert "words that find it" in line.accessibleDescription()
    qtbot.keyClicks(line, "M54.5")
    assert "is a heading" in line.accessibleDescription()
    press(qtbot, main, "Save")
    assert "is a heading" in line.accessibleDescription()
    assert line.property("wrong") == "true"


def test_enter_means_the_same_in_the_line_for_one_code(qtbot: QtBot, main: MainWindow) -> None:
    main.go("clients", "1/diagnosis/new")
    one = shown_form(main).fields["code"]
    assert isinstance(one, CodeField)
    qtbot.keyClicks(one.box, "whiplash")
    qtbot.keyClick(one.box, Qt.Key.Key_Return)
    assert one.code() == "S13.4XXA"
    assert one.box.text() == "S13.4XXA · Sprain of ligaments of cervical spine, initial encounter"
    one.box.selectAll()
    qtbot.keyClicks(one.box, "zzqqxv")
    qtbot.keyClick(one.box, Qt.Key.Key_Return)
    assert "No code fits all of these words." in seen(one)


def test_typed_over_a_chosen_title_is_forgotten(qtbot: QtBot, main: MainWindow) -> None:
    main.go("clients", "1/diagnosis/new")
    one = shown_form(main).fields["code"]
    assert isinstance(one, CodeField)
    qtbot.keyClicks(one.box, "m54.2")
    keys(qtbot, one.box, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert one._chosen[0] == "M54.2"
    qtbot.keyClicks(one.box, "x")
    assert one._chosen == ("", "")
