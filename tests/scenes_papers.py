"""The pictures of the papers of coverage in a chart: summary and reasoning, the call sheet, what was kept."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from scenes_claims import claim_scenes, save_claim_papers
from scenes_superbills import save_paper

from clinic_desktop.cases.model import CaseId
from clinic_desktop.coverage.document.call_sheet import call_sheet_pdf
from clinic_desktop.coverage.document.papers import reasoning_pdf, summary_pdf
from clinic_desktop.coverage.loader.call_paper import call_sheet_facts
from clinic_desktop.coverage.queries.papers import determination_paper
from ui.chart.page import ChartPage
from ui.coverage.papers.determination import DeterminationPage
from ui.kit.paper_page import PaperPage
from ui.main_window import MainWindow

Scene = tuple[str, QWidget]
_KEPT = (
    "SELECT cases.client_id, determinations.case_id, determinations.id FROM determinations"
    " JOIN cases ON cases.id = determinations.case_id ORDER BY determinations.id LIMIT 1"
)


def save_coverage_papers(main: MainWindow, folder: Path) -> None:
    """Summary, reasoning and call sheet of the demo’s determination, as they are handed out."""
    clinic = main.session.clinic
    (row,) = clinic.read.all(_KEPT)
    paper = determination_paper(clinic.read, row["id"])
    sheet = call_sheet_facts(clinic.read, CaseId(row["case_id"]), clinic.clock.today())
    for name, pdf in (
        ("coverage-summary-paper", summary_pdf(paper)),
        ("coverage-reasoning-paper", reasoning_pdf(paper)),
        ("call-sheet-paper", call_sheet_pdf(sheet)),
    ):
        save_paper(folder, name, pdf)
    save_claim_papers(main, folder)


def paper_scenes(main: MainWindow) -> Iterator[Scene]:
    """The claim of a car accident; a determination of the demo clinic, and the call sheet of its case."""
    yield from claim_scenes(main)
    (row,) = main.session.clinic.read.all(_KEPT)
    client, case = row["client_id"], row["case_id"]
    main.go("clients", f"{client}/of/{case}/call-sheet/new")
    QApplication.processEvents()
    yield "chart-call-sheet", main
    main.go("clients", f"{client}/of/{case}/determination/{row['id']}")
    QApplication.processEvents()
    yield "chart-determination", main
    page = main.findChildren(ChartPage)[-1].findChildren(PaperPage)[-1].shown
    assert isinstance(page, DeterminationPage)
    page.show_which("reasoning")
    QApplication.processEvents()
    yield "chart-determination-reasoning", main
    main.go("clients", f"{client}/of/{case}/documents")
    QApplication.processEvents()
    yield "chart-documents-kept", main
