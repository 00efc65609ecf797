"""The pictures of the coverage wizard in the chart: each step, and cases of several verdicts."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QWidget

from clinic_desktop.coverage.commands.answers import AnswerCoverage
from clinic_desktop.coverage.model.questions import STEPS
from ui.chart.page import ChartPage
from ui.main_window import MainWindow

Scene = tuple[str, QWidget]
# What a plan said that pays out of network, and what the clinic knows.
ANSWERS = {
    **{"funding": "insured", "network": "out", "rx.signed": "yes", "referral_required": "no"},
    **{
        "benefit.active": "yes",
        "benefit.massage_covered": "yes",
        "benefit.category": "rehab",
        "benefit.codes_ok": "yes",
    },
    **{"benefit.lmt_ok": "yes", "benefit.stand_alone": "yes", "benefit.oon": "yes", "benefit.excluded_dx": "no"},
    **{"benefit.visit_limit": "20", "benefit.visits_used": "4", "benefit.dollar_cap": "unknown", "pa_required": "no"},
    **{"cost_share.deductible": "1000", "cost_share.deductible_met": "950", "cost_share.coinsurance": "40"},
    **{"cost_share.allowed": "64", "baseline_measure": "yes", "goals": "yes", "functional_limit": "yes"},
    **{"prior_care_tried": "yes", "maintenance": "no", "vob_call.done": "yes", "vob_call.date": "11/20"},
    **{"hsa": "no", "fsa": "no", "series.visits": "6", "series.billed": "70"},
}


def wizard_scenes(main: MainWindow) -> Iterator[Scene]:
    """Cases of the demo clinic as they stand; then one whose plan was called, step by step."""
    for kind in ("auto", "cash", "health"):
        client, case = _a_case(main, kind)
        main.go("clients", f"{client}/of/{case}/wizard")
        yield f"chart-wizard-{'missing' if kind == 'health' else kind}", main
    client, case = _a_case(main, "health", runs=True)
    main.session.attempt(AnswerCoverage(case, ANSWERS))
    main.go("clients", f"{client}/of/{case}/wizard")
    chart = main.findChildren(ChartPage)[-1]
    for asked in STEPS:
        chart.wizard.show_step(asked.key)
        QApplication.processEvents()
        yield f"chart-wizard-{'likely' if asked.key == 'call' else asked.key}", main
    main.session.attempt(AnswerCoverage(case, {"benefit.visits_used": "24", "benefit.massage_covered": "unknown"}))
    chart.wizard.show_step("call")
    yield "chart-wizard-contradiction", main


def _a_case(main: MainWindow, kind: str, *, runs: bool = False) -> tuple[int, int]:
    """The first open case of a kind; one that `runs` has a prescription that is not over."""
    read, today = main.session.clinic.read, main.session.clinic.clock.today().isoformat()
    sql = (
        "SELECT cases.client_id, cases.id FROM cases WHERE cases.kind = ? AND cases.closed_on = ''"
        " AND cases.retired_at IS NULL AND (? = 'no' OR EXISTS (SELECT 1 FROM prescriptions"
        " WHERE prescriptions.case_id = cases.id AND prescriptions.expires_on > ?))"
        " AND (cases.kind = 'cash' OR EXISTS (SELECT 1 FROM policies WHERE policies.case_id = cases.id))"
        " ORDER BY cases.id LIMIT 1"
    )
    (row,) = read.all(sql, kind, "yes" if runs else "no", today)
    return row["client_id"], row["id"]
