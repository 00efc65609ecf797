"""The pictures of the coverage wizard in the chart: each step, and cases of several verdicts."""

from collections.abc import Iterator
from datetime import timedelta

from fixed import NOW
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget

from clinic_desktop.coverage.commands.answers import AnswerCoverage
from clinic_desktop.coverage.commands.follow_ups import FinishStep, FollowUp
from clinic_desktop.coverage.model.outcome import Step
from clinic_desktop.coverage.model.questions import STEPS
from clinic_desktop.coverage.queries.follow_ups import follow_ups_of_case
from ui.chart.page import ChartPage
from ui.coverage.answers import AnswerButtons
from ui.coverage.call.step import CallStep
from ui.kit.layout import bring_into_view
from ui.main_window import MainWindow
from ui.today.follow_ups import FollowUps

TODAY = NOW.date()
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
    yield from _follow_up_scenes(main)
    client, case = _a_case(main, "health", runs=True)
    main.session.attempt(AnswerCoverage(case, ANSWERS))
    main.go("clients", f"{client}/of/{case}/wizard")
    chart = main.findChildren(ChartPage)[-1]
    for asked in STEPS:
        chart.wizard.show_step(asked.key)
        QApplication.processEvents()
        _judged(chart)
        yield f"chart-wizard-{'likely' if asked.key == 'call' else asked.key}", main
    yield from _call_scenes(main, chart)
    main.session.attempt(AnswerCoverage(case, {"benefit.visits_used": "24", "benefit.massage_covered": "unknown"}))
    chart.wizard.show_step("call")
    _judged(chart)
    yield "chart-wizard-contradiction", main


def _follow_up_scenes(main: MainWindow) -> Iterator[Scene]:
    """Next steps that were taken on, one done, one no longer needed; then the form of a day, and Today."""
    client, case = _a_case(main, "cash")
    main.go("clients", f"{client}/of/{case}/wizard")
    before = Step("Ask whether an accident came before.", TODAY - timedelta(4), "pictures")
    main.session.attempt(FollowUp(case, before))
    panel = main.findChildren(ChartPage)[-1].wizard.panel
    panel.next.all.click()
    first = next(one for one in panel.next.steps.findChildren(QPushButton) if one.text() == "Follow up")
    first.click()
    known = follow_ups_of_case(main.session.clinic.read, case).kept
    main.session.attempt(FinishStep(known[-1].id, known[-1].version))
    QApplication.processEvents()
    panel.area.ensureWidgetVisible(panel.next.documents)
    panel.area.ensureWidgetVisible(panel.next.rows[0])
    yield "chart-wizard-follow-ups", main
    main.go("clients", f"{client}/of/{case}/follow-up/{known[1].id}")
    yield "chart-follow-up", main
    main.go("today")
    today = main.page("today")
    (area,) = today.findChildren(QScrollArea)
    card = today.findChildren(FollowUps)[-1]
    area.ensureWidgetVisible(card.findChildren(QPushButton)[-1])
    yield "today-follow-ups", main


def _call_scenes(main: MainWindow, chart: ChartPage) -> Iterator[Scene]:
    """The call: before it, while it goes on, one typed in afterwards, and one that was logged."""
    chart.wizard.show_step("call")
    sheet = chart.wizard.sheet("call")
    assert isinstance(sheet, CallStep)
    calls = _calls(main)
    sheet.begin()
    for key, text in (("rep", "Kim, ID 4471"), ("reference", "C-20-114")):
        sheet.head.form.fields[key].set_value(text)
    clock = main.session.clinic.clock
    before, clock._fixed = clock._fixed, clock.now() + timedelta(seconds=252)
    _answer(sheet, "benefit.excluded_dx", "unknown")
    _answer(sheet, "benefit.stand_alone", "no")
    sheet.fields["send_to"].set_value("P.O. Box 12, Tacoma")
    sheet._blanks.typing.emit(sheet.fields["send_to"])
    sheet.go_to("benefit.stand_alone")
    sheet._keeper.ticked.emit()
    _judged(chart)
    yield "chart-call-running", main
    bring_into_view(sheet.ending)
    yield "chart-call-ending", main
    main.go("today")
    yield "today-call", main
    main.go("clients")
    sheet.log()
    _judged(chart)
    yield "chart-call-logged", main
    chart.open_part("call/1")
    yield "chart-call-view", main
    chart.open_part("wizard/call")
    sheet.type_in()
    _judged(chart)
    yield "chart-call-typed-in", main
    sheet._keeper.forget()
    clock._fixed = before
    # Back to how it was before the call, and no further: the demo has calls of its own.
    while _calls(main) > calls:
        main.session.undo()
    _answer(sheet, "benefit.stand_alone", "yes")
    _answer(sheet, "benefit.excluded_dx", "no")
    _judged(chart)


def _calls(main: MainWindow) -> int:
    return int(main.session.clinic.read.one("SELECT count(*) AS calls FROM benefit_call_rows")["calls"])


def _judged(chart: ChartPage) -> None:
    """On the call the verdict follows its answer a moment later."""
    while chart.wizard.is_judging:
        QApplication.processEvents()


def _answer(sheet: CallStep, key: str, value: str) -> None:
    box = sheet.fields[key].box
    assert isinstance(box, AnswerButtons)
    box.choose(value)
    QApplication.processEvents()


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
