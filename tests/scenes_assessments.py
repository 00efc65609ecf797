"""The pictures of assessments: their list with what changed, a new one, one that is read, and what is refused."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from scenes_clients import press, shown_form

from clinic_desktop.assessments.commands import SignAssessment
from clinic_desktop.assessments.queries import assessments_of
from clinic_desktop.cases.model import CaseId
from ui.assessments.changes import ChangesView
from ui.assessments.forms import assessment_form, read_assessment, typed_assessment
from ui.chart.place import ClientsPlace
from ui.main_window import MainWindow

Scene = tuple[str, QWidget]


def assessment_scenes(main: MainWindow) -> Iterator[Scene]:
    """The page of the chart, a re-assessment from top to end, a signed one, a case without one."""
    clinic = main.session.clinic
    row = clinic.read.one(
        "SELECT assessments.id, case_id, client_id FROM assessments JOIN cases ON cases.id = case_id"
        " WHERE signed_at <> '' ORDER BY day"
    )
    chart = f"{row['client_id']}/of/{row['case_id']}/"
    main.go("clients", f"{chart}assessment")
    yield "chart-assessment", main
    main.go("clients", f"{chart}assessment/{row['id']}")
    yield "chart-assessment-signed", main
    _sign_newest(main, row["case_id"])
    newest = assessments_of(clinic.read, CaseId(row["case_id"]))[0]
    main.go("clients", f"{chart}assessment/{newest.id}")
    _to(main, next(one for one in main.findChildren(ChangesView) if one.isVisible()))
    yield "chart-assessment-then-now", main
    main.go("clients", f"{chart}assessment/new")
    form = shown_form(main)
    yield "chart-assessment-again", main
    form.go_to("motions/neck_rotation/left")
    form.fields["motions"].set_value(
        '[{"motion": "neck_flexion", "left": "52"}, {"motion": "neck_rotation", "left": "72", "right": "60p"}]'
    )
    form.edited.emit()
    _to(main, form.fields["motions"])
    yield "chart-assessment-motion", main
    _to(main, form.fields["palpations"])
    yield "chart-assessment-palpation", main
    form.fill(
        {
            "pain_now": "11",
            "motions": '[{"motion": "neck_rotation", "left": "140"}]',
            "palpations": '[{"name": "Psoas", "side": "left", "tone": "7"}]',
            "impression": "M54.2, looks like a strain",
        }
    )
    press(main, "Save")
    yield "chart-assessment-problems", main
    for key in ("motions", "palpations", "impression"):
        _to(main, form.fields[key])
        yield f"chart-assessment-problems-{key}", main
    press(main, "Cancel")
    case = clinic.read.one(
        "SELECT id, client_id FROM cases WHERE kind = 'health' AND closed_on = ''"
        " AND NOT EXISTS (SELECT 1 FROM assessments WHERE case_id = cases.id) ORDER BY id LIMIT 1"
    )
    main.go("clients", f"{case['client_id']}/of/{case['id']}/assessment")
    place = main.page("clients")
    assert isinstance(place, ClientsPlace) and place.chart
    yield "chart-assessment-nothing", main


def _sign_newest(main: MainWindow, case: int) -> None:
    """As its therapist would, who is signed in."""
    found = assessments_of(main.session.clinic.read, CaseId(case))[0]
    if found.signed_at is None:
        form = assessment_form(main.session, found)
        form.fill(typed_assessment(found))
        main.session.run(SignAssessment(case, found.id, found.version, read_assessment(form)))
        form.deleteLater()


def _to(main: MainWindow, part: QWidget) -> None:
    """Scroll so that a field stands at the top of what is seen."""
    QApplication.processEvents()
    parent = part.parentWidget()
    while parent and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    assert isinstance(parent, QScrollArea)
    page = parent.widget()
    assert page
    parent.verticalScrollBar().setValue(part.mapTo(page, part.rect().topLeft()).y())
