"""The scenes of Good Faith Estimates: the card with one due, a new one, slips in it, what it lacks, issued, void."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from scenes_clients import press, shown_form
from scenes_superbills import save_paper

from clinic_desktop.estimates.document.notice import notice_pdf
from clinic_desktop.estimates.queries.issued import estimate_paper, issued_estimate
from clinic_desktop.practice.commands import ChangeBilling
from clinic_desktop.practice.model import BillingDraft
from clinic_desktop.practice.queries import practice
from clinic_desktop.superbills.queries.parties import billed_clinic
from ui.main_window import MainWindow

Scene = tuple[str, QWidget]
_WAITING = "SELECT id, client_id FROM cases WHERE reason LIKE 'Recovery after long runs%'"


def save_estimate_paper(main: MainWindow, folder: Path) -> None:
    """The newest estimate as it is handed out, and the one that is void."""
    read = main.session.clinic.read
    row = read.one("SELECT id FROM estimates WHERE voided_on = '' ORDER BY id DESC LIMIT 1")["id"]
    save_paper(folder, "estimate-paper", estimate_paper(read, issued_estimate(read, row)))


def save_notice(main: MainWindow, folder: Path) -> None:
    """The notice as it is hung up."""
    read = main.session.clinic.read
    own = practice(read)
    save_paper(folder, "estimate-notice", notice_pdf(billed_clinic(read, own), is_demo=own.is_demo))


def estimate_scenes(main: MainWindow) -> Iterator[Scene]:
    """From the chart where one is due to the one that was delivered."""
    clinic = main.session.clinic
    row = clinic.read.one(_WAITING)
    at = f"{row['client_id']}/of/{row['id']}"
    main.go("clients", f"{at}/summary")
    QApplication.processEvents()
    yield "chart-estimate-due", main
    main.go("clients", f"{at}/coverage")
    QApplication.processEvents()
    yield "chart-estimate-card", main
    main.go("clients", f"{at}/estimate/new")
    QApplication.processEvents()
    yield "chart-estimate-new", main
    form = shown_form(main)
    whole = form.values()
    form.fill(whole | {"visits": "many", "frequency": "", "last_day": "2/30/2027"})
    form.edited.emit()
    press(main, "Issue estimate")
    QApplication.processEvents()
    yield "chart-estimate-problems", main
    clinic.do(ChangeBilling(BillingDraft(), practice(clinic.read).version))
    form.fill(whole | {"visits": "6", "frequency": "1 a week", "last_day": "1/26/2027"})
    form.edited.emit()
    main.go("clients", f"{at}/estimate/new")
    QApplication.processEvents()
    press(main, "1 thing is missing")
    QApplication.processEvents()
    yield "chart-estimate-lacks", main
    clinic.undo()
    QApplication.processEvents()
    yield from _issued(main, at)


def _issued(main: MainWindow, at: str) -> Iterator[Scene]:
    """It is issued, delivered, and stands on the list; a request."""
    press(main, "Issue estimate")
    QApplication.processEvents()
    yield "chart-estimate-issued", main
    press(main, "Write down delivery")
    QApplication.processEvents()
    yield "chart-estimate-delivered", main
    main.go("clients", f"{at}/estimate-request/new")
    QApplication.processEvents()
    yield "chart-estimate-request", main
    main.go("clients", f"{at}/coverage")
    QApplication.processEvents()
    yield "chart-estimate-list", main
    main.go("reports", "notice")
    QApplication.processEvents()
    yield "reports-estimate-notice", main
    main.go("reports", "outstanding")
