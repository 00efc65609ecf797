"""A note that is being written stays in the window where the disk takes no draft: neither a lock nor the end drops it
unasked."""

from collections.abc import Callable

import pytest
from factories import new_case, new_client, new_visit
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from windows import shown_form, type_in

from clinic_desktop.errors import StoreTrouble
from ui.main_window import MainWindow


@pytest.fixture
def part(main: MainWindow) -> str:
    """The note of a visit."""
    clinic = main.session.clinic
    client = new_client(clinic)
    return f"{client}/note/{new_visit(clinic, new_case(clinic, client))}"


def full(*_: object) -> None:
    raise StoreTrouble("The disk is full.")


def asked(main: MainWindow) -> QMessageBox:
    QApplication.processEvents()
    (box,) = (one for one in main.findChildren(QMessageBox) if one.isVisible())
    return box


def leave_by(box: QMessageBox, words: str) -> None:
    (made,) = (one for one in box.buttons() if one.accessibleName() == words)
    made.click()
    QApplication.processEvents()


@pytest.mark.parametrize(
    ("leaving", "verb"),
    [(MainWindow._lock, "Lock and lose it"), (MainWindow.close, "Close and lose it")],
)
def test_it_is_asked_before_it_is_lost(
    main: MainWindow, part: str, monkeypatch: pytest.MonkeyPatch, leaving: Callable[[MainWindow], object], verb: str
) -> None:
    left: list[str] = []
    main.locked.connect(lambda: left.append("locked"))
    main.closed.connect(lambda: left.append("closed"))
    main.go("clients", part)
    type_in(main, subjective="half a sen")
    with monkeypatch.context() as patched:
        patched.setattr(type(main.session.clinic.drafts), "keep", full)
        leaving(main)
        assert "not on the disk yet" in asked(main).text()
        leave_by(asked(main), "Cancel")
        assert not left and main.isVisible()
        assert shown_form(main).values()["subjective"] == "half a sen"
        leaving(main)
        leave_by(asked(main), verb)
        assert len(left) == 1


def test_once_there_is_room_it_is_kept_and_nobody_asks(
    qtbot: QtBot, main: MainWindow, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    main.go("clients", part)
    type_in(main, subjective="half a sen")
    with monkeypatch.context() as patched:
        patched.setattr(type(main.session.clinic.drafts), "keep", full)
        main.close()
        leave_by(asked(main), "Cancel")
    clinic = main.session.clinic
    name = f"note:{part.rsplit('/', 1)[1]}"
    with qtbot.waitSignal(main.closed):
        main.close()
    assert clinic.drafts.kept(name) == {"subjective": ["half a sen", ""]}
