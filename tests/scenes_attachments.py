"""Scenes of the files of a client: the list, one that is open, what came of several, scans that wait."""

from collections.abc import Iterator
from os import utime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication, QWidget
from scenes_clients import press

from ui.attachments.section import AttachmentsSection
from ui.main_window import MainWindow

Scene = tuple[str, QWidget]
_FILED = (
    "SELECT attachments.id, attachments.client_id, attachments.case_id, attachments.blob FROM attachments"
    " WHERE kind = 'authorization' ORDER BY id LIMIT 1"
)
_LETTER = "SELECT id FROM attachments WHERE kind = 'denial' ORDER BY id LIMIT 1"
_NOBODYS = "SELECT id FROM clients WHERE id NOT IN (SELECT client_id FROM attachments) LIMIT 1"


def attachment_scenes(main: MainWindow) -> Iterator[Scene]:
    """Of the client with the most of them, and of one without any."""
    clinic = main.session.clinic
    row, other = clinic.read.one(_FILED), clinic.read.one(_NOBODYS)["id"]
    yield from _shown(main, f"{other}/documents/files", "chart-files-empty")
    at = f"{row['client_id']}/of/{row['case_id']}"
    yield from _shown(main, f"{at}/documents/files", "chart-files")
    section = main.findChildren(AttachmentsSection)[-1]
    with TemporaryDirectory() as away:
        folder = Path(away)
        pdf = clinic.blobs.get(row["blob"])
        for name, content in (("Scan_0021.pdf", pdf), ("Scan_0022.pdf", pdf + b"\n"), ("notes.txt", b"no scan")):
            (folder / name).write_bytes(content)
            utime(folder / name, (1_795_500_000, 1_795_500_000))
        section.waiting.watch(folder)
        _look(section)
        QApplication.processEvents()
        yield "chart-files-waiting", main
        section.add([folder / "notes.txt", folder / "Scan_0022.pdf", folder / "gone.pdf", folder])
        QApplication.processEvents()
        yield "chart-files-added", main
        section.waiting._stop()
        clinic.undo()
    section.report.clear()
    section.show_over(True)
    QApplication.processEvents()
    yield "chart-files-over", main
    section.show_over(False)
    yield from _shown(main, f"{at}/attachment/{row['id']}", "chart-file")
    press(main, "Join with another")
    QApplication.processEvents()
    yield "chart-file-join", main
    letter = clinic.read.one(_LETTER)["id"]
    yield from _shown(main, f"{at}/attachment/{letter}/{row['id']}", "chart-file-denial")


def _look(section: AttachmentsSection) -> None:
    """Look into the scan folder, however soon it is after the last time."""
    section.waiting._folder._since.invalidate()
    section.waiting.look()


def _shown(main: MainWindow, part: str, name: str) -> Iterator[Scene]:
    main.go("clients", part)
    QApplication.processEvents()
    yield name, main
