"""Scenes of the audit trail, and its paper as a file."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from scenes_clients import press

from clinic_desktop.audit.document import trail_pdf
from clinic_desktop.audit.model import TrailWanted
from clinic_desktop.audit.queries.entries import TrailBook, trail_paper
from clinic_desktop.trail import end_of
from ui.main_window import MainWindow

Scene = tuple[str, QWidget]


def audit_scenes(main: MainWindow) -> Iterator[Scene]:
    """The list, who opened a chart, an entry, and the paper."""
    main.go("clients", "3/plan")
    main.trail.check()
    main.go("settings", "audit")
    QApplication.processEvents()
    yield "settings-audit", main
    main.go("settings", "audit/client/3")
    QApplication.processEvents()
    yield "settings-audit-client", main
    book = TrailBook(main.session.clinic.read)
    changed = next(one for one in book.page(TrailWanted(kind="changes")).rows if one.what.startswith("Changed"))
    main.go("settings", f"audit/entry/{changed.id}")
    QApplication.processEvents()
    yield "settings-audit-entry", main
    main.go("settings", "audit/list")
    press(main, "Print")
    QApplication.processEvents()
    yield "settings-audit-paper", main


def save_trail_paper(main: MainWindow, folder: Path) -> None:
    """What is listed of one client, as it is printed."""
    clinic = main.session.clinic
    wanted = TrailWanted(client=3)
    paper = trail_paper(clinic.read, TrailBook(clinic.read), wanted, end_of(clinic.read), clinic.clock.today())
    (folder / "audit-trail.pdf").write_bytes(trail_pdf(paper))
