"""The pictures of the papers of coverage in a chart: summary and reasoning, the call sheet, what was kept."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QWidget

from ui.chart.page import ChartPage
from ui.coverage.papers.determination import DeterminationPage
from ui.kit.paper_page import PaperPage
from ui.main_window import MainWindow

Scene = tuple[str, QWidget]
_KEPT = (
    "SELECT cases.client_id, determinations.case_id, determinations.id FROM determinations"
    " JOIN cases ON cases.id = determinations.case_id ORDER BY determinations.id LIMIT 1"
)


def paper_scenes(main: MainWindow) -> Iterator[Scene]:
    """A determination of the demo clinic, and the call sheet of its case."""
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
