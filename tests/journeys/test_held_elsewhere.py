"""Another computer has the clinic open, or went off while it had: nobody gets in by mistake, and nobody stays out."""

from fixed import PASSWORD
from locked_files import held_by
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from windows import Starter, main_of, page_of, press, seen

from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.start.sign_in import SignInPage
from ui.start.trouble import TroublePage


def test_the_way_in_where_the_other_computer_is_off(qtbot: QtBot, start: Starter, folder: ClinicFolder) -> None:
    held_by(folder.path, "FRONTDESK-PC")
    app = start(folder.path)
    page = page_of(app)
    assert isinstance(page, SignInPage)
    page.form.fill({"password": PASSWORD})
    page.editor.save()
    assert app.main is None
    page = page_of(app)
    assert isinstance(page, TroublePage)
    assert "open on the computer FRONTDESK-PC, since" in seen(page)
    press(qtbot, page, "That computer is off")
    (box,) = (one for one in page.findChildren(QMessageBox) if one.isVisible())
    assert "both write into the clinic’s file" in box.informativeText()
    # Whoever is not sure goes back, and it is as it was.
    box.reject()
    QApplication.processEvents()
    press(qtbot, page, "That computer is off")
    (box,) = (one for one in page.findChildren(QMessageBox) if one.isVisible())
    next(made for made in box.buttons() if made.accessibleName() == "Open it here").click()
    QApplication.processEvents()
    page = page_of(app)
    assert isinstance(page, SignInPage)
    page.form.fill({"password": PASSWORD})
    page.editor.save()
    assert main_of(app).isVisible()


def test_a_second_start_brings_what_is_open_to_the_front(start: Starter, folder: ClinicFolder) -> None:
    app = start(folder.path)
    assert app.start
    app.start.showMinimized()
    app.come_forward()
    assert app.start.isVisible() and not app.start.isMinimized()
