"""The smallest window with the largest letters: each page of the record fits it from side to side."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from body_drawing import MAP
from factories import new_case, new_client, new_service, new_visit
from fixed import PASSWORD
from PySide6.QtWidgets import QApplication, QScrollArea
from scoring import new_score
from windows import Starter, main_of, signed_in

from clinic_desktop.body_maps.commands import AddBodyMap
from clinic_desktop.paths import DATA
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.imports.section import ImportSection
from ui.main_window import MainWindow

WIDE, HIGH = 1024, 700
PARTS = (
    "summary",
    "visits",
    "visit/new",
    "note/1",
    "health",
    "superbill/new",
    "body-map/new",
    "body-map/1",
    "assessment",
    "plan",
    "treatment/new",
    "documents",
    "documents/disclosures",
    "documents/packets",
    "packet/new",
    "packet/new/appeal",
    "disclosure/new",
    "accounting/new",
    "visit-notes/new",
    "outcome-chart/new",
    "call-log/new",
    "assessment/new",
    "report/new",
    "score/new/nprs",
    "history/new",
    "checklist/new",
    "flag/new",
    "consent/new",
    "coverage",
    "case/new",
    "prescription/new",
    "payment/new/1",
    "client-record/new",
)
SETTINGS = ("people/1", "audit/entry/1", "audit/list", "recovery", "backups", "imports", "export", "check", "computer")


@pytest.fixture
def larger(qapp: QApplication) -> Iterator[None]:
    """Half as large again, as somebody sets it who has left the glasses at home."""
    before = qapp.font(), qapp.styleSheet(), qapp.palette()
    font = qapp.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    qapp.setFont(font)
    yield
    qapp.setFont(before[0])
    qapp.setStyleSheet(before[1])
    qapp.setPalette(before[2])


@pytest.fixture
def main(larger: None, start: Starter, folder: ClinicFolder) -> MainWindow:
    """The window of a clinic with one client, one case and one visit of today."""
    app = start(folder.path)
    clinic = signed_in(app, PASSWORD).session.clinic
    new_service(clinic)
    case = new_case(clinic, new_client(clinic))
    new_visit(clinic, case)
    # Two maps stand beside each other, and a score has its line drawn.
    for drawn in (MAP, replace(MAP, drawn_on="11/23/2026")):
        clinic.do(AddBodyMap(case, drawn))
    new_score(clinic, case)
    return main_of(app)


def cut(main: MainWindow) -> list[tuple[int, int]]:
    """The widths of what is wider than where it is seen."""
    for _ in range(4):
        QApplication.processEvents()
    areas = [(area.widget(), area.viewport()) for area in main.findChildren(QScrollArea) if area.isVisible()]
    return [(one.width(), port.width()) for one, port in areas if one and one.width() > port.width()]


def test_no_page_of_the_record_is_cut_at_its_side(main: MainWindow) -> None:
    main.resize(WIDE, HIGH)
    found = []
    for place, part in (("today", ""), *(("clients", f"1/{part}") for part in PARTS)):
        main.go(place, part) if part else main.go(place)
        found += [(place, part, *wide) for wide in cut(main)]
        assert main.width() == WIDE, part
    for part in SETTINGS:
        main.go("settings", part)
        found += [("settings", part, *wide) for wide in cut(main)]
        assert (main.width(), main.height()) == (WIDE, HIGH), part
    main.go("settings", "imports/clients")
    (section,) = main.findChildren(ImportSection)
    assert section.course
    section.course.source.take_file(DATA / "demo" / "export" / "clients.csv")
    for step in ("columns", "rows"):
        section.course.show_step(step)
        found += [("import", step, *wide) for wide in cut(main)]
        assert (main.width(), main.height()) == (WIDE, HIGH), step
    assert not found
