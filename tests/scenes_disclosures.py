"""Scenes of the log of disclosures and of the papers of the record, and those papers as files."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from scenes_clients import press, shown_form

from clinic_desktop.assessments.document.paper import assessment_pdf
from clinic_desktop.assessments.queries import assessment_paper
from clinic_desktop.contacts.document import call_log_pdf
from clinic_desktop.contacts.queries import call_log
from clinic_desktop.disclosures.document import accounting_pdf
from clinic_desktop.disclosures.queries import accounting_of
from clinic_desktop.measures.document import outcome_pdf
from clinic_desktop.measures.loader import catalogue
from clinic_desktop.measures.queries import outcome_paper
from clinic_desktop.practice.document.licenses import license_pdf
from clinic_desktop.practice.queries import license_paper
from clinic_desktop.referrals.document import prescription_pdf
from clinic_desktop.referrals.queries import prescription_paper
from clinic_desktop.visits.document.paper import notes_pdf
from clinic_desktop.visits.queries.papers import given_between, notes_paper
from ui.main_window import MainWindow

Scene = tuple[str, QWidget]
_TOLD = "SELECT id, client_id, case_id FROM disclosures ORDER BY struck_on = '', id"


def disclosure_scenes(main: MainWindow) -> Iterator[Scene]:
    """Of the client of whom most was told."""
    row = main.session.clinic.read.one(_TOLD)
    at = f"{row['client_id']}/of/{row['case_id']}"
    for part, name in (
        ("documents/disclosures", "chart-disclosures"),
        (f"disclosure/{row['id']}", "chart-disclosure-struck"),
        (f"disclosure/{row['id'] - 1}", "chart-disclosure"),
        (f"strike-disclosure/{row['id'] - 1}", "chart-disclosure-strike"),
        ("accounting/new", "chart-accounting"),
        ("visit-notes/new", "chart-visit-notes"),
        ("assessment-paper/1", "chart-assessment-paper"),
        ("outcome-chart/new", "chart-outcome-paper"),
        ("call-log/new", "chart-call-log"),
        ("prescription-paper/1", "chart-prescription-paper"),
        ("disclosure/new", "chart-disclosure-new"),
    ):
        main.go("clients", f"{at}/{part}")
        QApplication.processEvents()
        yield name, main
    form = shown_form(main)
    form.fill(form.values() | {"told_on": "soon", "how": "fax", "reach": "12", "pages": "four"})
    form.edited.emit()
    press(main, "Save")
    QApplication.processEvents()
    yield "chart-disclosure-problems", main
    for section in ("disclosures", "licenses"):
        main.go("settings", f"{section}/")
        QApplication.processEvents()
        yield f"settings-all-{section}", main


def save_record_papers(main: MainWindow, folder: Path) -> None:
    """The papers of the record of that client."""
    clinic = main.session.clinic
    read, today = clinic.read, clinic.clock.today()
    row = read.one(_TOLD)
    case, whole = row["case_id"], (date(today.year - 6, 1, 1), today)
    visits = [one.id for one in given_between(read, case, whole)][-5:]
    first, *_, last = (one["id"] for one in read.all("SELECT id FROM assessments WHERE case_id = ? ORDER BY day", case))
    order = read.one("SELECT id FROM prescriptions WHERE case_id = ?", case)["id"]
    for name, pdf in {
        "visit-notes": notes_pdf(notes_paper(read, visits)).pdf,
        "assessment-first": assessment_pdf(assessment_paper(read, first)),
        "assessment-last": assessment_pdf(assessment_paper(read, last)),
        "outcome-chart": outcome_pdf(outcome_paper(read, case, catalogue(), today)),
        "call-log": call_log_pdf(call_log(read, case, whole)),
        "prescription-as-recorded": prescription_pdf(prescription_paper(read, order, today)),
        "licenses": license_pdf(license_paper(read, today, with_tax_id=True)),
        "accounting": accounting_pdf(accounting_of(read, row["client_id"], whole, today, whole=False)),
    }.items():
        (folder / f"{name}.pdf").write_bytes(pdf)
