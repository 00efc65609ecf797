"""The scenes of the coverage wizard: its three columns side by side, on invented cases."""

from collections.abc import Callable, Iterator

from coverage_cases import CHANGES, TODAY, contradicting, excluded, likely, missing, self_pay, wrong_payer
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from clinic_desktop.coverage.model.question import QuestionStep
from clinic_desktop.coverage.model.questions import STEPS
from clinic_desktop.coverage.rules.appraising import Appraisal
from clinic_desktop.coverage.rules.changes import difference
from clinic_desktop.wording import say
from ui.coverage.questions import QuestionField
from ui.coverage.steps import StepList, WizardStep
from ui.coverage.verdict import VerdictPanel
from ui.kit.layout import card, column, row, scrolled

Scene = tuple[str, QWidget]
# What is left of the window below the head of a chart.
ROOM = (1198, 588)
PHONE = "(253) 555-0142"
NOW = (
    WizardStep("accident", "Accident or work", "done", "Neither"),
    WizardStep("card", "The card", "done", "Harbor PPO, insured"),
    WizardStep("provider", "Network and license", "done", "Out of network, license active"),
    WizardStep("prescription", "Prescription", "unknown", "In hand, its end unknown"),
    WizardStep("diagnosis", "Diagnosis and need", "open"),
    WizardStep("call", "The call", "open", "3 of 12 answered"),
    WizardStep("money", "Money", "not_needed"),
)
ANSWERED = {
    "benefit.active": "yes",
    "benefit.massage_covered": "unknown",
    "benefit.lmt_ok": "supervised",
    "benefit.visit_limit": "twelve",
    "vob_call.date": "11/12",
}
CASES: dict[str, Callable[[], Appraisal]] = {
    "likely": likely,
    "missing": missing,
    "wrong-payer": wrong_payer,
    "excluded": excluded,
    "self-pay": self_pay,
    "contradiction": contradicting,
}


class Wizard(QFrame):
    """The three columns, as the page will have them."""

    def __init__(self, asked: QuestionStep, current: str) -> None:
        super().__init__()
        self.setProperty("surface", "ground")
        self.steps, self.verdict = StepList(), VerdictPanel()
        self.steps.show_steps(NOW, current)
        self.questions = {one.key: QuestionField(one, TODAY, PHONE) for one in asked.questions}
        middle = scrolled(card(say(asked.label), *self.questions.values(), gap=3))
        columns = row(self.steps, middle, self.verdict, gap=2, margin=3)
        columns.setStretch(0, 2)
        columns.setStretch(1, 5)
        columns.setStretch(2, 4)
        self.setLayout(column(columns))

    def answer(self, values: dict[str, str]) -> None:
        for key, value in values.items():
            if key in self.questions:
                self.questions[key].set_value(value)
                self.questions[key].check()


def coverage_scenes() -> Iterator[Scene]:
    """A wizard for each kind of verdict; then everything unfolded, and what an answer changed."""
    call = next(one for one in STEPS if one.key == "call")
    for name, make in CASES.items():
        wizard = Wizard(call, "call")
        wizard.resize(*ROOM)
        wizard.answer(ANSWERED)
        wizard.questions["benefit.category"].show_known("Rehabilitation", "From the call of 20 Nov, ref. C-20-114")
        wizard.show()
        wizard.verdict.show_appraisal(make(), CHANGES if name == "missing" else ())
        yield f"coverage-{name}", wizard
        if name == "missing":
            yield from _more(wizard)
        wizard.close()
        wizard.deleteLater()


def _more(wizard: Wizard) -> Iterator[Scene]:
    panel = wizard.verdict
    panel.note.timer.setInterval(60_000)
    panel.show_appraisal(missing(), CHANGES, difference(contradicting().outcome, missing().outcome))
    QApplication.processEvents()
    yield "coverage-changed", wizard
    panel.show_appraisal(missing(), CHANGES)
    for fold in (panel.evidence.have, panel.estimate.unknown, panel.estimate.sums, panel.reasons.fold):
        fold.toggle()
    tall = panel.area.widget()
    assert tall
    QApplication.processEvents()
    wizard.resize(ROOM[0], tall.sizeHint().height())
    yield "coverage-unfolded", wizard
    wizard.resize(*ROOM)
