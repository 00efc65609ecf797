"""The pictures of the claim in a chart: its boxes, the worksheet, the data for printed forms, the alignment page."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from scenes_superbills import save_paper

from clinic_desktop.claims.document.form import alignment_pdf, form_pdf
from clinic_desktop.claims.document.worksheet import worksheet_pdf
from clinic_desktop.claims.model import NO_OFFSETS, ClaimChoices
from clinic_desktop.claims.queries import claim_facts
from clinic_desktop.claims.rules.claims import claims
from ui.main_window import MainWindow

Scene = tuple[str, QWidget]
_CLAIMED = (
    "SELECT cases.client_id, cases.id, count(*) AS many FROM visits JOIN cases ON cases.id = visits.case_id"
    " WHERE cases.kind = 'auto' AND status = 'given' AND visits.retired_at IS NULL GROUP BY cases.id"
    " ORDER BY many DESC LIMIT 1"
)
# More than fit on one claim.
_MANY = 8


def claim_scenes(main: MainWindow) -> Iterator[Scene]:
    """A car accident with many visits."""
    row = main.session.clinic.read.one(_CLAIMED)
    chart = f"{row['client_id']}/of/{row['id']}"
    for name, part in (
        ("chart-documents-claim", "documents"),
        ("chart-claim", "claim/new"),
        ("chart-claim-worksheet", "claim-worksheet/new"),
        ("chart-claim-form", "claim-form/new"),
        ("chart-claim-alignment", "claim-alignment/new"),
    ):
        main.go("clients", f"{chart}/{part}")
        QApplication.processEvents()
        yield name, main


def save_claim_papers(main: MainWindow, folder: Path) -> None:
    """The worksheet, the data alone, and the alignment page."""
    read = main.session.clinic.read
    row = read.one(_CLAIMED)
    sql = "SELECT id FROM visits WHERE case_id = ? AND status = 'given' ORDER BY date_of_service, id LIMIT ?"
    facts = claim_facts(read, [one["id"] for one in read.all(sql, row["id"], _MANY)])
    found = claims(facts, ClaimChoices())
    for name, pdf in (
        ("claim-worksheet-paper", worksheet_pdf(facts, found)),
        ("claim-form-paper", form_pdf(found, NO_OFFSETS, is_demo=facts.bill.is_demo)),
        ("claim-alignment-paper", alignment_pdf("Front desk", NO_OFFSETS)),
    ):
        save_paper(folder, name, pdf)
