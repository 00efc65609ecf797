"""Scenes of the export in the settings, and of one client’s record."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from ui.exports.record import RecordPage
from ui.exports.section import ExportSection
from ui.main_window import MainWindow

Scene = tuple[str, QWidget]


def export_scenes(main: MainWindow) -> Iterator[Scene]:
    """What came of an export, one into a place that is not there, and a record before and after it was made."""
    main.go("settings", "export/")
    (section,) = main.findChildren(ExportSection)
    with tempfile.TemporaryDirectory() as away:
        section.export_into(Path(away))
    QApplication.processEvents()
    yield "settings-export-written", main
    section.export_into(Path(away) / "stick")
    yield "settings-export-no-place", main
    main.go("clients", "1/client-record/new")
    page = next(one for one in main.findChildren(RecordPage) if one.isVisible())
    yield "chart-record", main
    page.make()
    QApplication.processEvents()
    yield "chart-record-made", main
    page.go_back()
