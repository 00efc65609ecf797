"""The coverage wizard of a case: steps, what is asked, and the verdict, live."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from clinic_desktop.cases.model import CaseId
from clinic_desktop.chart.model import Glance
from clinic_desktop.coverage.commands.answers import AnswerCoverage
from clinic_desktop.coverage.loader.gathering import coverage_of
from clinic_desktop.coverage.loader.own_packs import clinic_packs
from clinic_desktop.coverage.loader.vocabulary import ALIASES
from clinic_desktop.coverage.model.fact import UNKNOWN
from clinic_desktop.coverage.model.question import QuestionStep
from clinic_desktop.coverage.model.questions import STEPS, question_of
from clinic_desktop.coverage.model.questions_call import CALL
from clinic_desktop.coverage.queries.follow_ups import follow_ups_of_case
from clinic_desktop.coverage.queries.kept import kept_answers
from clinic_desktop.errors import ClinicError
from clinic_desktop.wording import say
from ui.coverage.asked import asked_case, phone_lines
from ui.coverage.call.keeper import CallKeeper
from ui.coverage.call.step import CallStep
from ui.coverage.fixing import part_of, step_of
from ui.coverage.live import Judged, LiveVerdict
from ui.coverage.sheet import AskedCase, QuestionSheet, StepSheet, standing
from ui.coverage.slips import Slips
from ui.coverage.steps import StepList, WizardStep
from ui.coverage.verdict import VerdictPanel
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.form import Keeping
from ui.kit.grid import step
from ui.kit.keys import on_key
from ui.kit.layout import column, holder, row, scrolled, tab_through
from ui.kit.text import Text
from ui.session import Session

# In steps of the grid, so that larger letters get a wider column.
_STEPS_WIDE = 24
_KEYS = [one.key for one in STEPS]
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WizardPage(Keeping):
    """`go` leads to a part of the chart. The step that a person was at stays where it is for each case.

    `calling` when a call to a plan begins or is over.
    """

    calling = Signal()

    def __init__(self, session: Session, go: Callable[[str], object]) -> None:
        """Shows nothing before `show_glance`."""
        super().__init__()
        self._session, self._go = session, go
        self._case = CaseId(0)
        self._glance: Glance | None = None
        self._at: dict[int, str] = {}
        self._sheets: dict[str, StepSheet] = {}
        self._areas: dict[str, QWidget] = {}
        self._lines: Mapping[str, str] = {}
        # Whether it was looked at: most charts are opened for something else.
        self.is_furnished = False
        self.call = CallKeeper(session)
        self.call.setParent(self)
        self._ordered: object = None
        self._slips = Slips(session)

    def _furnish(self) -> None:
        """Make the three columns, when they are first looked at."""
        self.is_furnished = True
        self.steps, self.panel, self.sheets = StepList(), VerdictPanel(), QStackedWidget()
        self._verdict = LiveVerdict(self.panel)
        self._verdict.shown.connect(self._on_shown)
        self.back, self.next = button(say("Back"), self._on_back), button(say("Next"), self._on_next, "main")
        middle = column(self.sheets, row(self.back, None, self.next), gap=1)
        wizard = row(self.steps, middle, self.panel, gap=2, margin=2)
        wizard.setStretch(1, 1)
        self.steps.setFixedWidth(step(_STEPS_WIDE))
        self._left = Banner()
        self._all = holder(column(self._left, holder(wizard, "ground"), gap=0), "ground")
        why = Text(say("A case comes first: the wizard asks about what the client is treated for."), "muted")
        new = button(say("New case"), partial(self._go, "case/new"), "main")
        self._none = holder(column(why, row(new, None), None, margin=3), "ground")
        self.setLayout(column(self._all, self._none, gap=0))
        self.steps.chosen.connect(self.show_step)
        self.call.changed.connect(self._on_call)
        self.call.ticked.connect(lambda: self.steps.say_known("call", self.call.words()))
        # Of the chart around it the answers change nothing: it need not be read again.
        self._session.keep_fresh(self, "coverage_answers", "benefit_calls", "call_questions")
        self.panel.fix.connect(self._on_fix)
        self.panel.answered.connect(self._to_question)
        self.panel.summed_up.connect(self.sum_up)
        on_key(self._all, "Ctrl+P", self.sum_up)
        self.panel.next.asked.connect(self._session.attempt)
        self.panel.next.opened.connect(self._go)

    def show_glance(self, glance: Glance) -> None:
        """Show the wizard of the chosen case."""
        self._glance = glance
        if not self.is_furnished:
            self._furnish()
        case = glance.case.id if glance.case else CaseId(0)
        self._all.setVisible(bool(case))
        self._none.setVisible(not case)
        if not case:
            return
        if case != self._case or phone_lines(self._session.clinic.read, glance) != self._lines:
            # What is being typed is of the case before, and is kept there: first, for that shows the case again.
            self.keep_draft()
            if case != self._case:
                self._case = case
                self._verdict.forget()
                self.call.open(case)
            self._begin()
        self._show_left(glance)
        self._reload()

    def reload(self) -> None:
        """Something was answered, here or by undo."""
        if self._case:
            self._reload()

    def keep_draft(self) -> bool:
        """Let every line count that somebody is still at, and keep what cannot be read."""
        if not self._case:
            return True
        for one in self._sheets.values():
            one.settle()
        return self._keep_slips() and self.call.keep()

    def _keep_slips(self) -> bool:
        return self._slips.keep(list(self._sheets.values()))

    def _show_left(self, glance: Glance) -> None:
        """Of a client who is not on the list any more nothing is answered."""
        is_left = glance.client.is_retired
        if is_left:
            words = say("This client was retired, so nothing is answered here. Bring the client back first.")
            self._left.show_words("note", words, (say("Bring client back"), partial(self._go, "back")))
        else:
            self._left.hide()

    def show_step(self, key: str) -> None:
        """Ask about another step."""
        self._at[self._case] = key
        self._reload()
        self.sheet(key).go_to_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self._case:
            # From question to question, and behind the last one to the next step.
            if not self.sheet(self.current).go_on():
                self._on_next()
        else:
            super().keyPressEvent(event)

    @property
    def is_judging(self) -> bool:
        """Whether the verdict of the last answer is still to come."""
        return self.is_furnished and self._verdict.is_waiting

    @property
    def current(self) -> str:
        """The step that is asked about."""
        return self._at.get(self._case, STEPS[0].key)

    def _begin(self) -> None:
        """Another case: whom to call stands on the sheets."""
        gone = list(self._areas.values())
        assert self._glance
        self._sheets, self._areas = {}, {}
        self._lines = phone_lines(self._session.clinic.read, self._glance)
        self._slips.open(self._case)
        for old in gone:
            self.sheets.removeWidget(old)
            old.deleteLater()

    def sheet(self, key: str) -> StepSheet:
        """The sheet of a step, made when it is first asked for: some have dozens of questions."""
        if key not in self._sheets:
            sheet = self._made(key)
            sheet.answered.connect(partial(self._on_answered, sheet))
            sheet.change.connect(self._on_change)
            sheet.slipped.connect(self._keep_slips)
            inside = holder(column(sheet), "card")
            self._sheets[key] = sheet
            # The head of a call does not scroll away.
            self._areas[key] = inside if key == CALL.key else scrolled(inside)
            self.sheets.addWidget(self._areas[key])
            sheet.furnish()
            sheet.put_slips(self._slips.kept)
        return self._sheets[key]

    def _made(self, key: str) -> StepSheet:
        if key == CALL.key:
            return CallStep(self._session, self.call, self._lines, self._go)
        asked = next(one for one in STEPS if one.key == key)
        return QuestionSheet(asked, self._session.clinic.clock.today(), self._lines)

    def _reload(self) -> None:
        clinic = self._session.clinic
        packs = clinic_packs(clinic.read)
        found = coverage_of(clinic.read, self._case, clinic.clock.today(), packs)
        asked = asked_case(clinic.read, self._case, found)
        sheet = self.sheet(self.current)
        sheet.show_of(self._case, asked)
        sheet.freeze(bool(self._glance and self._glance.client.is_retired))
        self.steps.show_steps([self._standing(one, asked) for one in STEPS], self.current)
        self.sheets.setCurrentWidget(self._areas[self.current])
        self.back.setEnabled(self.current != _KEYS[0])
        self.next.setEnabled(self.current != _KEYS[-1])
        # One main button a page: on the call it is the call’s own.
        self.next.stand_back(self.current == CALL.key)
        is_behind = self.current == CALL.key and self.isVisible()
        self._verdict.judge(Judged(found, packs, follow_ups_of_case(clinic.read, self._case)), is_behind=is_behind)

    def _on_shown(self) -> None:
        sheet = self.sheet(self.current)
        order = self._case, self.current, sheet.order()
        if order != self._ordered:
            self._ordered = order
            tab_through(self.steps, sheet, self.back, self.next, self.panel)
        else:
            # The panel alone has other rows now.
            tab_through(self.next, self.panel)

    def _standing(self, one: QuestionStep, asked: AskedCase) -> WizardStep:
        found = standing(one, asked)
        words = self.call.words() if one.key == CALL.key else ""
        return found._replace(known=words) if words else found

    def _on_call(self) -> None:
        self.calling.emit()
        self._reload()

    def _on_answered(self, sheet: StepSheet, key: str, answer: str) -> None:
        kept = {one.key: one for one in kept_answers(self._session.clinic.read, self._case)}
        stored = kept.get(ALIASES.get(key, key))
        # Where there is nothing to take back, and where it is said already that nobody knows.
        if (not stored and not answer) or (stored and stored.is_unknown and answer == UNKNOWN):
            return
        try:
            self._session.run(AnswerCoverage(self._case, {key: answer}))
        except ClinicError as refused:
            sheet.refuse(key, refused.words)
            self._session.trouble.emit(refused.words)

    def _on_next(self) -> None:
        self._step_by(1)

    def _on_back(self) -> None:
        self._step_by(-1)

    def _step_by(self, places: int) -> None:
        at = _KEYS.index(self.current) + places
        if 0 <= at < len(_KEYS):
            self.show_step(_KEYS[at])

    def _on_change(self, key: str) -> None:
        """What the chart knows is changed in the chart."""
        assert self._glance
        self._leave(part_of(key, self._glance))

    def _on_fix(self, place: str) -> None:
        assert self._glance
        if key := step_of(place):
            self.show_step(key)
        else:
            self._leave(part_of(place, self._glance))

    def _leave(self, part: str) -> None:
        place, _, rest = part.partition(":")
        if rest:
            self._session.go(place, rest)
        else:
            self._go(part)

    def sum_up(self) -> None:
        """Keep the verdict as it stands, and show its papers; nothing while another page is open."""
        # A line that somebody is still at counts first.
        if self._case and self.isVisible() and self.keep_draft():
            self._go("determination/new")

    def _to_question(self, key: str) -> None:
        if found := question_of(key):
            asked, question = found
            self.show_step(asked.key)
            self.sheet(asked.key).go_to(question.key)
