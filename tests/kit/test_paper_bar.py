"""Print, Save PDF, Save protected PDF: what is written where, what is said, and what is safe when it fails."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from papers import paper
from PySide6.QtCore import QEvent, Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from windows import press

from clinic_desktop.errors import StoreTrouble
from ui.jobs import InlineJobs
from ui.kit.banner import Banner
from ui.kit.layout import row
from ui.kit.paper_bar import Handout, PaperBar
from ui.kit.protecting import LEAST_LETTERS

PDF = paper("Superbill no. 1001")
PASSWORD = "plum tree"


def protected(pdf: bytes, password: str) -> bytes:
    made = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(made, encryption=pikepdf.Encryption(user=password, owner=password, R=6))
    return made.getvalue()


class Desk(QWidget):
    """A page with a document to hand out."""

    def __init__(self) -> None:
        super().__init__()
        self.banner, self.inner = Banner(), QWidget()
        self.inner.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.bar = PaperBar(self, self.banner, InlineJobs(self), protected)
        layout = QVBoxLayout(self)
        for part in (self.banner, self.bar, self.inner):
            layout.addWidget(part)
        self.bar.offer(Handout("superbill-1001.pdf", "Superbill 1001", lambda: PDF, ("bills", 1)))

    def type_password(self, password: str, again: str) -> None:
        self.bar.form.form.fill({"password": password, "again": again})

    def problems(self) -> dict[str, str]:
        return {key: field.problem() for key, field in self.bar.form.form.fields.items() if field.problem()}


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    made = Desk()
    qtbot.addWidget(made)
    made.resize(800, 500)
    made.show()
    return made


def asked(desk: Desk) -> QFileDialog:
    (dialog,) = desk.findChildren(QFileDialog)
    return dialog


def choose(desk: Desk, path: Path) -> None:
    """What the dialog does once a name is chosen."""
    dialog = asked(desk)
    dialog.fileSelected.emit(str(path))
    dialog.close()


def test_beside_a_heading_the_buttons_stand_in_one_line_where_there_is_room(qtbot: QtBot, desk: Desk) -> None:
    line = QWidget()
    qtbot.addWidget(line)
    layout = row(QWidget(), desk.bar)
    layout.setStretch(0, 1)
    line.setLayout(layout)
    made = (desk.bar.print_button, desk.bar.save_button, desk.bar.protect_button)
    for width, lines in ((1000, 1), (desk.bar.protect_button.sizeHint().width() + 20, 3)):
        line.resize(width, 200)
        line.show()
        QApplication.processEvents()
        assert len({one.mapTo(line, one.rect().topLeft()).y() for one in made}) == lines, width


def test_save_proposes_a_name_without_a_client_and_writes_the_bytes(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    press(qtbot, desk, "Save PDF")
    assert Path(asked(desk).selectedFiles()[0]).name == "superbill-1001.pdf"
    assert asked(desk).defaultSuffix() == "pdf"
    choose(desk, tmp_path / "bill.pdf")
    assert (tmp_path / "bill.pdf").read_bytes() == PDF
    assert desk.banner.words() == "Saved."
    assert [found.name for found in tmp_path.iterdir()] == ["bill.pdf"]


def test_a_full_disk_leaves_the_old_file_and_offers_another_place(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "bill.pdf"
    old.write_bytes(b"the one before")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        desk.bar.save_to(old)
    assert old.read_bytes() == b"the one before"
    assert [found.name for found in tmp_path.iterdir()] == ["bill.pdf"]
    words = desk.banner.words()
    assert "No space left on device" in words
    assert "The old one is unchanged." in words
    press(qtbot, desk, "Save in another place")
    choose(desk, tmp_path / "other.pdf")
    assert (tmp_path / "other.pdf").read_bytes() == PDF


def test_a_place_that_cannot_be_written_to_is_said(desk: Desk, tmp_path: Path) -> None:
    desk.bar.save_to(tmp_path / "gone" / "bill.pdf")
    assert desk.banner.words().startswith("The file bill.pdf could not be written")
    assert "old one" not in desk.banner.words()


def test_a_damaged_paper_is_said_and_not_handed_out(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    def damaged() -> bytes:
        raise StoreTrouble("The paper of no. 1001 is damaged. Restore a backup.")

    desk.bar.offer(Handout("superbill-1001.pdf", "Superbill 1001", damaged, ("bills", 1)))
    desk.bar.save_to(tmp_path / "bill.pdf")
    assert not list(tmp_path.iterdir())
    assert desk.banner.words() == "The paper of no. 1001 is damaged. Restore a backup."
    desk.banner.hide()
    press(qtbot, desk, "Print")
    assert desk.banner.words() == "The paper of no. 1001 is damaged. Restore a backup."


def test_the_password_is_asked_twice_and_the_file_opens_with_it(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    assert not desk.bar.form.isVisible()
    press(qtbot, desk, "Save protected PDF")
    assert desk.bar.form.isVisible()
    for typed, again, at in (
        ("short", "short", "password"),
        ("aaaaaaaaaa", "aaaaaaaaaa", "password"),
        ("é" * 60 + "12345678", "", "password"),
        ("ﷺ" * 8, "ﷺ" * 8, "password"),
        ("plum" + "\xad" * 8, "plum" + "\xad" * 8, "password"),
        ("plum tree \U0001f600", "plum tree \U0001f600", "password"),
        (PASSWORD, PASSWORD + "s", "again"),
    ):
        desk.type_password(typed, again)
        press(qtbot, desk, "Choose where to save")
        assert list(desk.problems()) == [at], typed
        assert desk.findChildren(QFileDialog) == []
    desk.type_password(PASSWORD, PASSWORD)
    press(qtbot, desk, "Choose where to save")
    assert Path(asked(desk).selectedFiles()[0]).name == "superbill-1001-protected.pdf"
    choose(desk, tmp_path / "bill.pdf")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(tmp_path / "bill.pdf")
    with pikepdf.open(tmp_path / "bill.pdf", password=PASSWORD) as opened:
        assert len(opened.pages) == 1
    assert desk.banner.words() == "Saved. It opens only with the password: tell it to the client."
    assert not desk.bar.form.isVisible()
    assert set(desk.bar.form.form.values().values()) == {""}


def test_what_was_typed_is_gone_when_the_form_is_left(qtbot: QtBot, desk: Desk) -> None:
    for leave in ("Cancel", ""):
        press(qtbot, desk, "Save protected PDF")
        desk.type_password(PASSWORD, PASSWORD)
        if leave:
            press(qtbot, desk, leave)
        else:
            qtbot.keyClick(desk.bar.form.editor, Qt.Key.Key_Escape)
        assert not desk.bar.form.isVisible()
        assert set(desk.bar.form.form.values().values()) == {""}


def test_the_password_is_kept_when_the_file_cannot_be_written(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    press(qtbot, desk, "Save protected PDF")
    desk.type_password(PASSWORD, PASSWORD)
    desk.bar.save_to(tmp_path / "gone" / "bill.pdf", PASSWORD)
    assert desk.bar.form.form.values()["password"] == PASSWORD
    press(qtbot, desk, "Save in another place")
    choose(desk, tmp_path / "bill.pdf")
    assert (tmp_path / "bill.pdf").exists()
    assert set(desk.bar.form.form.values().values()) == {""}


def test_a_password_lives_no_longer_than_its_form(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    press(qtbot, desk, "Save protected PDF")
    desk.type_password(PASSWORD, PASSWORD)
    press(qtbot, desk, "Choose where to save")
    choose(desk, tmp_path / "gone" / "bill.pdf")
    assert desk.banner.words().startswith("The file bill.pdf could not be written")
    press(qtbot, desk, "Cancel")
    # What the banner still offers asks for the password anew.
    press(qtbot, desk, "Save in another place")
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert desk.bar.form.isVisible()
    assert set(desk.bar.form.form.values().values()) == {""}
    assert desk.findChildren(QFileDialog) == []


def test_the_password_can_be_seen(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "Save protected PDF")
    boxes = [desk.bar.form._password.box, desk.bar.form._again.box]
    assert {box.echoMode() for box in boxes} == {boxes[0].EchoMode.Password}
    desk.bar.form.form.fields["shown"].set_value("1")
    assert {box.echoMode() for box in boxes} == {boxes[0].EchoMode.Normal}
    qtbot.keyClick(desk.bar.form.editor, Qt.Key.Key_Escape)
    assert {box.echoMode() for box in boxes} == {boxes[0].EchoMode.Password}
    assert str(LEAST_LETTERS) in desk.bar.form._password.below()


def test_ctrl_p_prints_from_anywhere_on_the_page(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[str, bytes]] = []

    def printed(_: QWidget, title: str, pdf: bytes, answered: Callable[[str], object]) -> None:
        sent.append((title, pdf))
        answered("")

    monkeypatch.setattr("ui.kit.paper_bar.print_pdf", printed)
    desk.activateWindow()
    desk.inner.setFocus()
    qtbot.keyClick(desk.inner, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert sent == [("Superbill 1001", PDF)]
    assert desk.banner.words() == "Sent to the printer."


def test_without_a_printer_it_says_what_is_safe(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    press(qtbot, desk, "Print")
    assert "nothing was printed. The document is kept." in desk.banner.words()


def test_without_a_document_nothing_can_be_handed_out(desk: Desk, tmp_path: Path) -> None:
    desk.bar._ask_password()
    desk.bar.offer(None)
    assert not any(one.isEnabled() for one in (desk.bar.print_button, desk.bar.save_button, desk.bar.protect_button))
    assert not desk.bar.form.isVisible()
    desk.bar.save_to(tmp_path / "bill.pdf")
    desk.bar._print()
    desk.bar._ask_save()
    assert not list(tmp_path.iterdir())
    assert desk.findChildren(QFileDialog) == []
    QApplication.processEvents()
