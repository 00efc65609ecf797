"""The pictures of body maps: two side by side on the page of the assessment, one that is drawn, and a new one."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from scenes_clients import press, shown_form
from scenes_superbills import save_paper

from clinic_desktop.body_maps.document import body_map_pdf
from clinic_desktop.body_maps.queries import body_map_paper
from ui.body_maps.field import BodyMapField
from ui.main_window import MainWindow

Scene = tuple[str, QWidget]


def save_body_map_paper(main: MainWindow, folder: Path) -> None:
    """The demo’s last two maps of a case as they are handed out."""
    read = main.session.clinic.read
    first, last = read.all(
        "SELECT id FROM body_maps WHERE case_id = (SELECT min(case_id) FROM body_maps) ORDER BY drawn_on LIMIT 2"
    )
    save_paper(folder, "body-map-paper", body_map_pdf(body_map_paper(read, last["id"], first["id"])))


def body_map_scenes(main: MainWindow) -> Iterator[Scene]:
    """The section, its editor, a map that starts from the last one, and what is refused."""
    clinic = main.session.clinic
    found = clinic.read.one(
        "SELECT body_maps.id, case_id, client_id FROM body_maps JOIN cases ON cases.id = case_id"
        " ORDER BY body_maps.id LIMIT 1"
    )
    chart = f"{found['client_id']}/of/{found['case_id']}/"
    main.go("clients", f"{chart}assessment")
    yield "chart-body-maps", main
    main.go("clients", f"{chart}body-map-paper/{found['id'] + 1}/{found['id']}")
    yield "chart-body-map-paper", main
    main.go("clients", f"{chart}body-map/{found['id']}")
    form = shown_form(main)
    field = form.fields["marks"]
    assert isinstance(field, BodyMapField)
    field.choose(0)
    yield "chart-body-map", main
    main.go("clients", f"{chart}body-map/new/last")
    field = shown_form(main).fields["marks"]
    assert isinstance(field, BodyMapField)
    field.canvas.setFocus()
    for key, text in ((Qt.Key.Key_Right, ""), (Qt.Key.Key_Down, ""), (Qt.Key.Key_Down, ""), (Qt.Key.Key_S, "s")):
        field.canvas.keyPressEvent(QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text))
    yield "chart-body-map-last", main
    main.go("clients", f"{chart}body-map/new")
    shown_form(main).fill({"drawn_on": "tomorrow"})
    press(main, "Save")
    yield "chart-body-map-problems", main
    press(main, "Cancel")
    other = clinic.read.one(
        "SELECT id, client_id FROM cases WHERE kind = 'health' AND closed_on = ''"
        " AND NOT EXISTS (SELECT 1 FROM body_maps WHERE case_id = cases.id) ORDER BY id LIMIT 1"
    )
    main.go("clients", f"{other['client_id']}/of/{other['id']}/assessment")
    yield "chart-body-maps-nothing", main
