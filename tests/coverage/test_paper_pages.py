"""The pages about the papers of coverage in a chart, by keyboard: summary, reasoning, call sheet, what was kept."""

from pathlib import Path

import pytest
from charting import answer, full_case, plain_case
from charts import with_codes
from factories import new_client
from keyboard import Keyboard
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from windows import seen

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.commands import RetireClient
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clients.queries import client
from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.document.call_sheet import call_sheet_pdf
from clinic_desktop.coverage.document.papers import reasoning_pdf, summary_pdf
from clinic_desktop.coverage.loader.call_paper import call_sheet_facts
from clinic_desktop.coverage.queries.kept import determination_page, kept_answers
from clinic_desktop.coverage.queries.papers import determination_paper
from ui.chart.page import ChartPage
from ui.codes.shelf import Shelf
from ui.coverage.answers import TypedAnswer
from ui.coverage.papers.call_sheet import CallSheetPage
from ui.coverage.papers.determination import DeterminationPage
from ui.coverage.papers.section import SummariesSection
from ui.handing import HandoutPage
from ui.jobs import InlineJobs
from ui.kit import paper_bar
from ui.kit.paper_page import PaperPage
from ui.kit.table import Table
from ui.session import Session


class Chart:
    """A chart that is open, with what was said above it."""

    def __init__(self, qtbot: QtBot, clinic: Clinic, owner: int, codes: Path) -> None:
        self.clinic, self.session = clinic, Session(clinic)
        self.troubles: list[str] = []
        self.session.trouble.connect(self.troubles.append)
        jobs = InlineJobs(self.session)
        self.page = ChartPage(self.session, Shelf(self.session, jobs, codes), jobs, ClientId(owner))
        qtbot.addWidget(self.page)
        self.page.resize(1366, 700)
        self.page.show()
        self.keys = Keyboard(qtbot, self.page)

    def open(self, part: str) -> None:
        self.page.open_part(part)
        QApplication.processEvents()

    def handout(self) -> HandoutPage:
        QApplication.processEvents()
        assert isinstance(self.page._editor, PaperPage)
        assert isinstance(self.page._editor.shown, HandoutPage)
        return self.page._editor.shown

    @property
    def tab(self) -> str:
        return next(key for key, made in self.page.header.tabs.items() if made.isChecked())

    def rows(self, case: CaseId) -> list[int]:
        return [one.id for one in determination_page(self.clinic.read, case).rows]


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return full_case(clinic)


@pytest.fixture
def chart(qtbot: QtBot, clinic: Clinic, case: CaseId, tmp_path: Path) -> Chart:
    return Chart(qtbot, clinic, 1, with_codes(tmp_path))


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    monkeypatch.setattr(paper_bar, "print_pdf", lambda _, title, pdf, answered: found.append((title, pdf)))
    return found


def saved_name(page: HandoutPage) -> str:
    (dialog,) = page.findChildren(QFileDialog)
    name = Path(dialog.selectedFiles()[0]).name
    dialog.close()
    dialog.deleteLater()
    QApplication.processEvents()
    return name


@pytest.mark.parametrize("is_in_head", [False, True])
def test_ctrl_p_in_the_wizard_keeps_the_verdict_and_opens_its_page(
    chart: Chart, case: CaseId, printed: list[tuple[str, bytes]], is_in_head: bool
) -> None:
    chart.open("wizard")
    if is_in_head:
        chart.page.header.tabs["wizard"].setFocus()
    else:
        chart.page.wizard.next.setFocus()
    chart.keys.press(Qt.Key.Key_P, ctrl=True)
    page = chart.handout()
    (row,) = chart.rows(case)
    paper = determination_paper(chart.clinic.read, row)
    assert isinstance(page, DeterminationPage)
    assert paper.determination.headline in seen(page) and "Coverage as of 24 Nov 2026" in seen(page)
    assert page.bar.print_button.hasFocus()
    # Ctrl+P prints the one that is shown, under a name without a client.
    chart.keys.press(Qt.Key.Key_P, ctrl=True)
    page.choices["reasoning"].setFocus()
    chart.keys.press(Qt.Key.Key_Space)
    chart.keys.press(Qt.Key.Key_P, ctrl=True)
    assert printed == [
        (f"Coverage summary {row}", summary_pdf(paper)),
        (f"Reasoning {row}", reasoning_pdf(paper)),
    ]
    assert "Coverage reasoning" in page.preview.sheets.accessibleDescription()
    # Back to where one came from.
    chart.keys.press(Qt.Key.Key_Escape)
    assert chart.page._editor is None and chart.tab == "wizard"


def test_the_same_again_opens_the_one_that_is_kept(chart: Chart, case: CaseId) -> None:
    for _ in range(2):
        chart.open("wizard")
        chart.page.wizard.panel.summary.setFocus()
        chart.keys.press(Qt.Key.Key_Space)
        assert isinstance(chart.handout(), DeterminationPage)
    assert len(chart.rows(case)) == 1
    answer(chart.clinic, case, hsa="yes")
    chart.open("determination/new")
    assert len(chart.rows(case)) == 2


def test_a_line_that_somebody_is_still_at_counts_first(chart: Chart, case: CaseId) -> None:
    chart.open("wizard")
    chart.page.wizard.show_step("money")
    field = chart.page.wizard.sheet("money").fields["series.visits"]
    assert isinstance(field.box, TypedAnswer)
    field.box.line.setFocus()
    chart.keys.type("9")
    chart.keys.press(Qt.Key.Key_P, ctrl=True)
    assert {one.key: one.spelled for one in kept_answers(chart.clinic.read, case)}["series.visits"] == "9"
    paper = determination_paper(chart.clinic.read, chart.rows(case)[0])
    assert paper.determination.inputs["series"]["visits"] == 9


def test_names_of_saved_files_say_nothing_of_the_client(chart: Chart, case: CaseId, tmp_path: Path) -> None:
    chart.open("determination/new")
    page = chart.handout()
    assert isinstance(page, DeterminationPage)
    (row,) = chart.rows(case)
    page.bar.save_button.click()
    assert saved_name(page) == f"coverage-summary-{row}.pdf"
    page.show_which("reasoning")
    page.bar.save_button.click()
    assert saved_name(page) == f"coverage-reasoning-{row}.pdf"
    path = tmp_path / "saved.pdf"
    page.bar.save_to(path)
    assert path.read_bytes() == reasoning_pdf(page.paper)
    chart.open("call-sheet/new")
    sheet = chart.handout()
    sheet.bar.save_button.click()
    assert saved_name(sheet) == "call-sheet.pdf"
    sheet.bar.save_to(path, "grün und blau")
    assert b"/Encrypt" in path.read_bytes()


def test_the_call_sheet_follows_the_chart_and_is_not_kept(
    chart: Chart, case: CaseId, printed: list[tuple[str, bytes]]
) -> None:
    chart.open("call-sheet/new")
    page = chart.handout()
    assert isinstance(page, CallSheetPage)
    assert "ABC 123 456 789" in page.preview.sheets.accessibleDescription()
    answer(chart.clinic, case, cost_share__copay="$37")
    assert "$37.00" in page.preview.sheets.accessibleDescription()
    chart.keys.press(Qt.Key.Key_P, ctrl=True)
    today = chart.clinic.clock.today()
    assert printed == [("Call sheet", call_sheet_pdf(call_sheet_facts(chart.clinic.read, case, today)))]
    assert not chart.rows(case)
    chart.keys.press(Qt.Key.Key_Escape)
    assert chart.tab == "wizard"


def kept(chart: Chart) -> Table:
    """The list of what was kept, in its section of the documents."""
    section = chart.page.documents.section("summaries")
    assert isinstance(section, SummariesSection)
    return section.listed.table


def test_documents_list_what_was_kept_and_lead_back(chart: Chart, case: CaseId) -> None:
    chart.open("documents/summaries")
    assert "None is kept for this case yet" in seen(chart.page.documents)
    chart.open("determination/new")
    paper = determination_paper(chart.clinic.read, chart.rows(case)[0])
    chart.open("documents")
    table = kept(chart)
    model = table.model()
    cells = [model.index(0, at).data() for at in range(model.columnCount())]
    assert cells[0] == "24 Nov 2026" and cells[2] == paper.determination.headline
    table.setFocus()
    chart.keys.press(Qt.Key.Key_Return)
    page = chart.handout()
    assert isinstance(page, DeterminationPage) and page.back.text() == "Documents"
    chart.keys.press(Qt.Key.Key_Escape)
    assert chart.tab == "documents" and chart.page._editor is None


def test_an_empty_list_leads_to_the_wizard(chart: Chart, case: CaseId) -> None:
    chart.open("documents/summaries")
    kept(chart).go_to_first(opened=True)
    assert chart.tab == "wizard"


def test_of_another_case_its_own_are_listed(chart: Chart, case: CaseId) -> None:
    chart.open("determination/new")
    chart.page.open_part(f"of/{plain_case(chart.clinic)}/documents/summaries")
    assert kept(chart).model().rowCount() == 0


def test_a_retired_client_a_missing_case_and_another_client_are_refused(
    qtbot: QtBot, chart: Chart, case: CaseId, tmp_path: Path
) -> None:
    chart.open("determination/new")
    (row,) = chart.rows(case)
    other = Chart(qtbot, chart.clinic, new_client(chart.clinic), with_codes(tmp_path))
    for part, words in (
        ("determination/new", "A case comes first"),
        ("call-sheet/new", "A case comes first"),
        (f"determination/{row}", "another client’s"),
    ):
        other.open(part)
        assert other.page._editor is None and words in other.troubles[-1]
    found = client(chart.clinic.read, ClientId(1))
    answer(chart.clinic, case, hsa="yes")
    chart.clinic.do(RetireClient(found.id, found.version))
    chart.open("determination/new")
    assert "was retired" in chart.troubles[-1] and chart.rows(case) == [row]
    # What was kept is there to be read.
    chart.open(f"determination/{row}")
    assert isinstance(chart.handout(), DeterminationPage)


def test_the_button_is_seen_without_scrolling(qtbot: QtBot, chart: Chart) -> None:
    chart.page.resize(1366, 620)
    chart.open("wizard")
    shown = chart.page.wizard.panel.summary
    assert shown.isVisible() and not shown.visibleRegion().isEmpty()
    assert shown.mapTo(chart.page, shown.rect().bottomLeft()).y() <= chart.page.height()
