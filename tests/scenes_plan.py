"""The pictures of what is ordered: diagnoses, prescriptions, the search of codes, the loaded releases."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from scenes_clients import press

from clinic_desktop.chart.model import Glance
from clinic_desktop.chart.queries import glance
from ui.codes.page import CodesSection
from ui.kit.finder import Finder
from ui.kit.form import Form
from ui.kit.layout import bring_into_view
from ui.main_window import MainWindow

_CLIENTS = range(1, 45)


def plan_scenes(main: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """The plan page of a chart, its two editors with a row and without, the search, and the releases."""
    found = _with_papers(main)
    chart = f"{found.client.id}/"
    for part in ("plan", "prescription/new", "diagnosis/new"):
        main.go("clients", chart + part)
        yield f"chart-{part.replace('/', '-')}", main
    yield from _search(main)
    main.go("clients", f"{chart}prescription/{found.prescriptions[0].id}")
    yield "chart-prescription", main
    form = next(one for one in main.findChildren(Form) if one.isVisible())
    form.fill({"frequency": "2x/week for 6 weeks", "regions": "neck, both shoulders", "visit_minutes": "60",
               "signature": "missing"})  # fmt: skip
    form.edited.emit()
    form.fields["signed_on"].setFocus()
    yield from _below(form, "chart-prescription-orders", main)
    main.go("clients", f"{chart}visit/new/planned")
    form = next(one for one in main.findChildren(Form) if one.isVisible())
    form.edited.emit()
    yield "chart-visit-ordered", main
    form.fill({"date_of_service": "12/24/2028"})
    form.edited.emit()
    yield "chart-visit-not-ordered", main
    main.go("clients", f"{chart}diagnosis/{found.diagnoses[0].id}/source")
    yield "chart-diagnosis", main
    main.go("clients", f"{chart}prescription/new")
    form = next(one for one in main.findChildren(Form) if one.isVisible())
    form.fill({"prescriber": "\tLee", "ordered_on": "2/30/2026", "expires_on": "six weeks", "visits_ordered": "many",
               "regions": "neck, shin", "rate": "often", "signature": "missing", "signed_on": "11/1/2026",
               "diagnoses": "M54.5\tM54.5 · Low back pain\nM54.2\tM54.2 · Cervicalgia\n\tsore neck"})  # fmt: skip
    press(main, "Save")
    yield "chart-prescription-problems", main
    yield from _below(form, "chart-prescription-orders-problems", main)
    main.go("clients", f"{chart}prescription/new")
    form = next(one for one in main.findChildren(Form) if one.isVisible())
    yield from _below(form, "chart-prescription-orders-empty", main)
    main.go("settings", "codes/")
    section = main.findChild(CodesSection)
    assert isinstance(section, CodesSection)
    section.take(Path("april-1-2027-code-descriptions.zip"))
    yield "settings-codes-load", main


def _below(form: Form, name: str, main: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """The lower half of the form of a prescription: what it allows and who signed, down to its end."""
    bring_into_view(form.fields["note"])
    QApplication.processEvents()
    yield name, main


def _search(main: MainWindow) -> Iterator[tuple[str, QWidget]]:
    line = next(one for one in main.findChildren(Finder) if one.isVisible() and one is not main._search)
    line.setFocus()
    line.setText("frozen shoulder")
    line.textEdited.emit("frozen shoulder")
    completer = line.completer()
    completer.complete()
    popup = completer.popup()
    assert popup
    yield "codes-search", popup
    popup.hide()
    QLineEdit.clear(line)
    QApplication.processEvents()


def _with_papers(main: MainWindow) -> Glance:
    """The first chart with a paper and several diagnoses."""
    clinic = main.session.clinic
    looked = (glance(clinic.read, client, 0, clinic.clock.today()) for client in _CLIENTS)
    return next(one for one in looked if one.prescriptions and len(one.diagnoses) > 2)
