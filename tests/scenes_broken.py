"""The pictures of a record whose lists of the program are damaged: each is said where it is needed."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from PySide6.QtWidgets import QApplication, QWidget

from ui.kit.layout import bring_into_view
from ui.main_window import MainWindow
from ui.measures.section import MeasuresSection

Scene = tuple[str, QWidget]
_LISTS = {
    "clinic_desktop.measures.loader.FILE": "measures.toml",
    "clinic_desktop.assessments.loader.FILE": "motion.toml",
    "clinic_desktop.body_maps.loader.FILE": "figure.toml",
}


def broken_scenes(main: MainWindow) -> Iterator[Scene]:
    """The page of the assessment and its form, of a case that has something of each."""
    row = main.session.clinic.read.one(
        "SELECT client_id, cases.id FROM cases JOIN body_maps ON body_maps.case_id = cases.id ORDER BY cases.id LIMIT 1"
    )
    at = f"{row['client_id']}/of/{row['id']}"
    # A chart that was shown before knows what it read then.
    main.go("clients")
    with TemporaryDirectory() as folder, ExitStack() as broken:
        for place, name in _LISTS.items():
            path = Path(folder) / name
            path.write_text("", encoding="utf-8")
            broken.enter_context(patch(place, path))
        main.go("clients", f"{at}/assessment")
        yield "chart-broken-lists", main
        (section,) = (one for one in main.findChildren(MeasuresSection) if one.isVisible())
        bring_into_view(section)
        QApplication.processEvents()
        yield "chart-broken-measures", main
        main.go("clients", f"{at}/assessment/new")
        QApplication.processEvents()
        yield "chart-broken-ranges", main
    main.go("clients", f"{at}/summary")
