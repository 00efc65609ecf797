"""The scenes of the treatment plan: that of the demo clinic with its paper, and a new one with what is wrong in it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from planning import NDI, SIT
from PySide6.QtWidgets import QApplication, QWidget
from scenes_clients import press
from scenes_progress import progress_scenes
from scenes_superbills import save_paper

from clinic_desktop.cases.model import CaseId
from clinic_desktop.plans.commands.plans import RetirePlan, WritePlan
from clinic_desktop.plans.document.paper import plan_pdf
from clinic_desktop.plans.model import PhaseLine
from clinic_desktop.plans.queries import plan_paper, plans_of
from clinic_desktop.plans.rules.proposals import next_version
from ui.kit.layout import bring_into_view
from ui.main_window import MainWindow
from ui.plans.form import PlanForm
from ui.plans.rows import rows_value

Scene = tuple[str, QWidget]
_PLAN = (
    "SELECT cases.client_id, treatment_plans.case_id, treatment_plans.id FROM treatment_plans"
    " JOIN cases ON cases.id = treatment_plans.case_id ORDER BY treatment_plans.id LIMIT 1"
)
_ORDERED = (
    "SELECT cases.client_id, prescriptions.case_id FROM prescriptions JOIN cases ON cases.id = prescriptions.case_id"
    " WHERE cases.reason LIKE 'Low back pain%' AND visits_ordered = 8 ORDER BY ordered_on DESC LIMIT 1"
)


def save_plan_paper(main: MainWindow, folder: Path) -> None:
    """The demo’s plan as it is handed out."""
    clinic = main.session.clinic
    save_paper(folder, "treatment-plan-paper", plan_pdf(plan_paper(clinic.read, clinic.read.one(_PLAN)["id"])))


def treatment_scenes(main: MainWindow) -> Iterator[Scene]:
    """The card, a goal, the signature of the prescriber, the paper, the next version; and a new plan."""
    read = main.session.clinic.read
    row = read.one(_PLAN)
    at = f"{row['client_id']}/of/{row['case_id']}"
    goal = read.one("SELECT id FROM plan_goals WHERE plan_id = ? ORDER BY place", row["id"])["id"]
    for name, part in (
        ("card", "plan"),
        ("goal", f"goal/{goal}"),
        ("sent", f"plan-sent/{row['id']}"),
        ("paper", f"treatment-plan/{row['id']}"),
        ("next-version", "treatment/new"),
    ):
        main.go("clients", f"{at}/{part}")
        QApplication.processEvents()
        yield f"chart-treatment-{name}", main
    yield from _begun_twice(main, at, row["case_id"])
    yield from progress_scenes(main)
    yield from _new(main)


def _begun_twice(main: MainWindow, at: str, case: int) -> Iterator[Scene]:
    """Somebody saved the version that is being written: said as it is saved, and in the draft that is there."""
    clinic = main.session.clinic
    form = next(one for one in main.findChildren(PlanForm) if one.isVisible())
    form.fields["home_care"].set_value("Chin tucks at every stop, five of each.")
    theirs = next_version(plans_of(clinic.read, CaseId(case))[0])
    row = clinic.do(WritePlan(case, 0, 0, replace(theirs, phases=(PhaseLine("2", "8"), PhaseLine("1", "2", "2"))))).row
    press(main, "Save draft")
    QApplication.processEvents()
    yield "chart-treatment-too-late", main
    press(main, "Show what is there now")
    QApplication.processEvents()
    yield "chart-treatment-begun-twice", main
    press(main, "Throw it away")
    clinic.do(RetirePlan(row, 1))
    main.go("clients", f"{at}/plan")


def _new(main: MainWindow) -> Iterator[Scene]:
    row = main.session.clinic.read.one(_ORDERED)
    main.go("clients", f"{row['client_id']}/of/{row['case_id']}/treatment/new")
    QApplication.processEvents()
    yield "chart-treatment-new", main
    form = next(one for one in main.findChildren(PlanForm) if one.isVisible())
    goals = (replace(SIT, due_on="1/12/2020"), replace(NDI, target="30", due_on=""))
    form.goals.set_value(rows_value(goals))
    form.fields["minutes"].set_value("55")
    form.fields["units"].set_value("6")
    press(main, "Save draft")
    QApplication.processEvents()
    yield "chart-treatment-problems", main
    bring_into_view(form.fields["discharge"])
    QApplication.processEvents()
    yield "chart-treatment-below", main
    press(main, "Cancel")
