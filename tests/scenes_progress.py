"""The scenes of progress reports: a new one, what is wrong in it, its paper as a draft and signed, the card with it."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from scenes_clients import press, shown_form
from scenes_superbills import save_paper

from clinic_desktop.progress.commands import RetireReport
from clinic_desktop.progress.document.paper import report_pdf
from clinic_desktop.progress.queries import report_paper
from ui.main_window import MainWindow

Scene = tuple[str, QWidget]
_PLANNED = (
    "SELECT cases.client_id, treatment_plans.case_id FROM treatment_plans"
    " JOIN cases ON cases.id = treatment_plans.case_id ORDER BY treatment_plans.id LIMIT 1"
)
_WORDS = {
    "status": "Drives 45 minutes before she has to stop, 15 at first. Wakes up with neck pain on one night a week, five"
    " at first. Turns her head 58° to the right, 40° at first.",
    "response": "Tolerates medium pressure well; sore for a day at most.",
    "ahead": "Once a week for two weeks, then discharge: an hour behind the wheel is left.",
    "outlook": "Two more visits over two weeks.",
    "home": "Chin tucks and gentle turns, ten of each twice a day. A pause at every stop while driving.",
}


def save_report_paper(main: MainWindow, folder: Path) -> None:
    """The demo’s report as it is handed out."""
    read = main.session.clinic.read
    row = read.one("SELECT id FROM progress_reports WHERE signed_at <> '' ORDER BY id LIMIT 1")["id"]
    save_paper(folder, "progress-report-paper", report_pdf(report_paper(read, row)))


def progress_scenes(main: MainWindow) -> Iterator[Scene]:
    """From a new report of a case to the paper of the signed one."""
    read = main.session.clinic.read
    row = read.one(_PLANNED)
    at = f"{row['client_id']}/of/{row['case_id']}"
    main.go("clients", f"{at}/report/new")
    QApplication.processEvents()
    yield "chart-report-new", main
    press(main, "Sign report")
    QApplication.processEvents()
    yield "chart-report-problems", main
    form = shown_form(main)
    form.fill(_WORDS | {"next_on": "12/24/2026"})
    form.edited.emit()
    press(main, "Save draft")
    draft = read.one("SELECT id FROM progress_reports ORDER BY id DESC LIMIT 1")["id"]
    main.go("clients", f"{at}/progress-report/{draft}")
    QApplication.processEvents()
    yield "chart-report-draft-paper", main
    press(main, "Go on with the draft")
    QApplication.processEvents()
    press(main, "Sign report")
    QApplication.processEvents()
    main.go("clients", f"{at}/progress-report/{draft}")
    QApplication.processEvents()
    yield "chart-report-paper", main
    main.go("clients", f"{at}/plan")
    QApplication.processEvents()
    yield "chart-report-card", main
    yield from _discharged(main, at)


def _discharged(main: MainWindow, at: str) -> Iterator[Scene]:
    """The last report of a case, written and on paper; it is a draft, and is taken away after that."""
    clinic = main.session.clinic
    main.go("clients", f"{at}/report/new")
    form = shown_form(main)
    form.fields["kind"].set_value("discharge")
    form.fill({"kind": "discharge"} | _WORDS | {"outlook": "Discharged: the goals are met but for an hour of driving."})
    form.edited.emit()
    QApplication.processEvents()
    yield "chart-discharge", main
    press(main, "Save draft")
    draft = clinic.read.one("SELECT id, version FROM progress_reports ORDER BY id DESC LIMIT 1")
    main.go("clients", f"{at}/progress-report/{draft['id']}")
    QApplication.processEvents()
    yield "chart-discharge-paper", main
    clinic.do(RetireReport(draft["id"], draft["version"]))
    main.go("clients", f"{at}/plan")
