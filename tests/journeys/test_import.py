"""A clinic moves in: thirty clients out of another program, three of them wrong, a lock amid, and all undone."""

from pathlib import Path

from fixed import PASSWORD
from pytestqt.qtbot import QtBot
from windows import Starter, press, seen, signed_in

from clinic_desktop.clients.queries import client_count, clients_found
from clinic_desktop.paths import DATA
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.imports.section import ImportSection
from ui.main_window import MainWindow

EXPORT = DATA / "demo" / "export"


def section_of(main: MainWindow) -> ImportSection:
    (found,) = main.page("settings").findChildren(ImportSection)
    return found


def test_a_clinic_moves_in(start: Starter, folder: ClinicFolder, qtbot: QtBot) -> None:
    app = start(folder.path)
    main = signed_in(app, PASSWORD)
    main.go("clients")
    press(qtbot, main, "Import from a file")
    section = section_of(main)
    assert section.course
    section.course.source.paste.set_value(_text("clients.csv"))
    press(qtbot, main, "Use what is pasted")
    press(qtbot, main, "Look at the rows")
    assert "27 will be added · 3 cannot be taken" in seen(main)
    assert "February has no 30th day in 1988." in seen(main)
    rows = section.course.rows
    assert rows and rows.one
    rows.one.form.fields["4"].set_value("2/28/1988")
    press(qtbot, main, "Check again")
    press(qtbot, main, "Lock")

    qtbot.waitUntil(lambda: app.main is None)
    # The same place again, with what was put right.
    main = signed_in(app, PASSWORD)
    assert "28 will be added · 2 cannot be taken" in seen(main)
    press(qtbot, main, "Import the 28 good rows")
    clinic = main.session.clinic
    assert client_count(clinic.read) == 28
    assert main.backups.newest and main.backups.newest.manifest.kind == "before"
    assert clients_found(clinic.read, "bennett", clinic.clock.today()).rows[0].payer_name == "Rainier Health Plan"

    section = section_of(main)
    section.open_part("visits")
    assert section.course
    section.course.source.take_file(EXPORT / "visits.csv")
    press(qtbot, main, "Look at the rows")
    press(qtbot, main, "Import the 52 good rows")
    main.go("clients", "1/visits")
    assert "Out of another program" in seen(main)
    main.go("settings", "imports")
    # The visits first, which are newest: while they are there, the clients stay.
    for at in (0, 1):
        section.made.table.selectRow(at)
        press(qtbot, main, "Take back this import")
    assert client_count(clinic.read) == 0
    main.go("clients", "list")
    assert "No client yet." in seen(main)


def _text(name: str) -> str:
    return Path(EXPORT / name).read_text(encoding="utf-8")
