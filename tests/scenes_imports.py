"""The scenes of an import, on the demo clinic: another program’s file on its way, what came of it, its history."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from clinic_desktop.paths import DATA
from ui.imports.section import ImportSection
from ui.main_window import MainWindow

Scene = tuple[str, QWidget]
EXPORT = DATA / "demo" / "export"


def import_scenes(main: MainWindow) -> Iterator[Scene]:
    """Nothing imported yet, the three pages of one, the list, what stays, and the chart; then all is taken back."""
    main.go("settings", "imports")
    (section,) = main.page("settings").findChildren(ImportSection)
    yield "imports", main
    section.open_part("clients")
    assert section.course
    yield "import-file", main
    section.course.source.take_file(EXPORT / "clients.csv")
    yield "import-columns", main
    section.course.show_step("rows")
    yield "import-rows", main
    section.course.act()
    section.open_part("visits")
    section.course.source.take_file(EXPORT / "visits.csv")
    section.course.show_step("rows")
    assert section.course.rows
    section.course.rows.show_states("")
    yield "import-visits", main
    section.course.act()
    section.made.table.selectRow(1)
    section.made.ask_back()
    yield "import-stays", main
    clinic = main.session.clinic
    sql = "SELECT client_id AS id FROM imported_visits WHERE note <> '' AND retired_at IS NULL ORDER BY id LIMIT 1"
    main.go("clients", f"{clinic.read.one(sql)['id']}/visits")
    yield "chart-visits-imported", main
    main.go("settings", "imports")
    for at in (0, 1):
        section.made.table.selectRow(at)
        section.made.ask_back()
