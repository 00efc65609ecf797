"""The wizard's step “The call”: one sheet with all its blanks, filled in any order while one talks."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication, QFrame, QWidget

from clinic_desktop.cases.model import CaseId
from clinic_desktop.coverage.commands.calls import LogBenefitCall
from clinic_desktop.coverage.model.call_sheet import CALL_SHEET, Blank
from clinic_desktop.coverage.model.fact import Facts
from clinic_desktop.coverage.model.facts_routing import AUTO_PAYERS, WORK_PAYERS
from clinic_desktop.coverage.model.kept import BenefitCall, BenefitCallDraft
from clinic_desktop.coverage.queries.kept import call_page, newest_call, open_questions
from clinic_desktop.coverage.rules.asking import CHART_ONLY
from clinic_desktop.coverage.rules.running import ended, is_on_sheet
from clinic_desktop.errors import ClinicError, FieldProblem, Refused
from clinic_desktop.wording import say, say_many
from ui.coverage.answers import TypedAnswer
from ui.coverage.call.blank import BlankField
from ui.coverage.call.blanks import Blanks
from ui.coverage.call.ending import CallEnding
from ui.coverage.call.head import CallHead
from ui.coverage.call.keeper import CallKeeper, since_words
from ui.coverage.call.notes import CallNotes
from ui.coverage.call.open_rows import OpenRows
from ui.coverage.call.past import PastCalls
from ui.coverage.call.words import reported_words
from ui.coverage.sheet import AskedCase, StepSheet
from ui.kit.banner import Banner
from ui.kit.confirm import ask
from ui.kit.grid import step
from ui.kit.keys import on_key
from ui.kit.layout import column, holder, scrolled, tab_through
from ui.kit.text import Text, isolated
from ui.session import Session

_BLANKS: Mapping[str, Blank] = {blank.key: blank for group in CALL_SHEET for blank in group.blanks}
# An adjuster has the claim.
_ADJUSTED = (*WORK_PAYERS, *AUTO_PAYERS)


class CallStep(StepSheet):
    """Above, what does not scroll: with whom, the timer, what to say. Below it all blanks that make sense for the case,
    and how the call ends. Each answer counts for the wizard at once, and is noted for the call that goes on."""

    def __init__(
        self, session: Session, keeper: CallKeeper, lines: Mapping[str, str], go: Callable[[str], object]
    ) -> None:
        """`lines` are phones by department, `go` leads to a part of the chart."""
        self._blanks = Blanks(session.clinic.clock.today())
        super().__init__(self._blanks.fields)
        self._session, self._keeper, self._lines = session, keeper, lines
        self._asked: AskedCase | None = None
        self._case = CaseId(0)
        self._notes = CallNotes(session, keeper)
        # While it is filled by program, nothing is noted.
        self._is_filling = False
        acts: Mapping[str, Callable[[], object]] = {
            **{"start": self.begin, "type_in": self.type_in, "print": partial(go, "call-sheet/new")},
            **{"log": self.log, "discard": self._ask_discard},
        }
        self.head, self.ending = CallHead(acts), CallEnding(session.clinic.clock.today())
        self.banner, self.open, self.past = Banner(), OpenRows(session), PastCalls(go)
        self._go = go
        self._nothing = Text(say("There is nothing to ask here for this case."), "muted")
        sheet = column(self.open, self._nothing, self._blanks, self.ending, self.past, None, gap=3)
        sheet.setContentsMargins(step(3), step(1), step(3), step(2))
        area = scrolled(holder(sheet))
        area.setProperty("surface", "bare")
        head = holder(column(self.head, self.banner, gap=1))
        head.setContentsMargins(step(3), step(2), step(3), 0)
        rule = QFrame()
        rule.setProperty("surface", "rule")
        whole = column(head, 1, rule, area, gap=0)
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self._wire()

    def _wire(self) -> None:
        for field in self._blanks.fields.values():
            field.change.connect(self.change)
            field.again.connect(partial(self._on_answer, field))
            field.anew.connect(partial(self._on_anew, field))
            if isinstance(field.box, TypedAnswer):
                field.box.line.textEdited.connect(lambda _, field=field: self._on_typing(field))
                field.box.line.editingFinished.connect(partial(self._on_left, field))
                field.box.quick.changed.connect(partial(self._on_answer, field))
            else:
                field.box.changed.connect(partial(self._on_answer, field))
        for form in (self.head.form, self.ending):
            form.edited.connect(self._on_edited)
        self.head.finder.wanted.connect(self._on_wanted)
        self.head.finder.left.connect(self.go_to_first)
        self._keeper.changed.connect(self._on_call)
        self._keeper.ticked.connect(lambda: self.head.show_timer(self._keeper.timer()))
        on_key(self, "Ctrl+F", self._find)
        on_key(self, "Ctrl+Return", self.log)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    @property
    def _draft(self) -> BenefitCallDraft | None:
        return self._notes.draft

    def order(self) -> object:
        """What the way of the Tab key follows from."""
        seen = tuple(key for key, one in self._blanks.fields.items() if not one.isHidden())
        return seen, self._draft is not None, self._blanks.columns

    def show_of(self, case: int, asked: AskedCase) -> None:
        """Show the call of a case, and what is known."""
        if case != self._case:
            self._case = CaseId(case)
            self.banner.hide()
            self._asked = asked
            self._on_call()
        else:
            self._show_case(asked)

    def _show_case(self, asked: AskedCase) -> None:
        self._asked = asked
        read = self._session.clinic.read
        calls = call_page(read, self._case).rows
        self._notes.read(self._case, calls, self._blanks.fields)
        self.open.show_questions(open_questions(read, self._case))
        self.past.show_calls(calls)
        draft = self._draft
        for key, field in self._blanks.fields.items():
            field.setVisible(self._is_shown(key, asked.facts))
            self._notes.fill(field, asked)
        self._blanks.arrange()
        self._nothing.setVisible(not any(not one.isHidden() for one in self._blanks.fields.values()))
        if draft is None:
            self._show_idle(newest_call(read, self._case))

    def begin(self) -> None:
        """A call begins now."""
        self._begin(counts=True)
        self.head.form.fields["rep"].setFocus()

    def type_in(self) -> None:
        """A call that was made elsewhere is typed in."""
        self._begin(counts=False)
        self.head.form.fields["called_by"].setFocus()

    def log(self) -> None:
        """Keep the call as it was."""
        if self._keeper.running is None:
            return
        self.settle()
        self.banner.hide()
        draft = ended(self._keeper.running, self._session.clinic.clock.now())
        try:
            row = self._session.run(LogBenefitCall(self._case, draft))
        except Refused as refused:
            self._show_problems(refused.problems)
        except ClinicError as trouble:
            self.banner.show_words("stop", trouble.words)
        else:
            self._keeper.forget()
            count = len(draft.answers) + sum(bool(one.strip()) for one in draft.told.values())
            words = say_many("Call logged: {count} answer.", "Call logged: {count} answers.", count)
            self.banner.show_words("good", words, (say("Show it"), partial(self._go, f"call/{row}")))
            self.head.start.setFocus()

    def go_on(self) -> bool:
        """As on any sheet; above the blanks from line to line, and behind them to what is still open."""
        focused = self.focusWidget()
        if focused is None or not focused.hasFocus():
            return False
        if self._blanks.isAncestorOf(focused):
            if not super().go_on():
                (self.ending.open if self._draft else self.head.start).setFocus()
            return True
        self.focusNextChild()
        return True

    def go_to(self, key: str) -> None:
        """Go to a blank; what belongs to a call that is logged stands above."""
        if key in self._blanks.fields:
            super().go_to(key)
        else:
            (self.head.form if self._draft else self.head.start).setFocus()

    def refuse(self, key: str, words: str) -> None:
        """What is noted for the call stays noted."""
        if self._draft is None:
            super().refuse(key, words)
        else:
            self.fields[key].show_problem(words)

    def slips(self) -> dict[str, str]:
        """While a call goes on they are noted with it."""
        return {} if self._draft else super().slips()

    def _is_shown(self, key: str, facts: Facts) -> bool:
        draft, asked = self._draft, self._asked
        if draft and (key in draft.answers or draft.told.get(key)):
            return True
        if key in CHART_ONLY and not (asked and key in asked.values):
            return False
        return is_on_sheet(_BLANKS[key], facts)

    def _show_idle(self, last: BenefitCall | None) -> None:
        assert self._asked
        stale = self._asked.stale
        words = reported_words(last) if last else say("No call to the plan is logged yet.")
        phones = [isolated(one) for key in ("member", "provider") if (one := self._lines.get(key))]
        about = " ".join(filter(None, (words, stale, say("Phone: {phone}", phone=phones[0]) if phones else "")))
        self.head.show_idle(about, is_stale=bool(stale))

    def _begin(self, *, counts: bool) -> None:
        payer = self._asked.facts.get("payer", "") if self._asked else ""
        whom = "adjuster" if payer in _ADJUSTED else "provider" if "provider" in self._lines else "member"
        self.banner.hide()
        self._keeper.begin(BenefitCallDraft(department=whom, phone=self._lines.get(whom, "")), counts=counts)

    def _on_call(self) -> None:
        """A call began, or is over, or is that of another case."""
        running = self._keeper.running
        self.ending.setVisible(running is not None)
        self._notes.begin()
        if running:
            self._is_filling = True
            timer = self._keeper.timer()
            self.head.show_call(running.draft, self._lines, timer=timer, since=since_words(running))
            self.ending.show_call(running.draft)
            self._is_filling = False
        if self._asked:
            self._show_case(self._asked)
        tab_through(self)

    def _on_typing(self, field: BlankField) -> None:
        """What is being typed is noted as it is, so that a crash takes nothing."""
        if field.is_told and self._draft is None:
            text = field.value()
            self._begin(counts=False)
            field.set_value(text)
        self._note(field, field.value())

    def _on_left(self, field: BlankField) -> None:
        assert isinstance(field.box, TypedAnswer)
        if field.box.line.isModified():
            field.take_mark()
            self._on_answer(field)

    def _on_answer(self, field: BlankField) -> None:
        """An answer was given, or the same one again."""
        value = field.value().strip()
        self._notes.given(field.key)
        self._note(field, value, now=True)
        is_right = field.isEnabled() and field.check()
        self.slipped.emit()
        if is_right:
            field.clear_mark()
        if is_right and not field.is_told:
            self.answered.emit(field.key, value)
        if self._asked:
            self._notes.drop_undone(self._blanks.fields)
            self._notes.fill(field, self._asked)

    def _on_anew(self, field: BlankField) -> None:
        self._notes.say_anew(field.key)
        field.show_known("")
        field.set_value("")
        field.setFocus()

    def _note(self, field: BlankField, text: str, *, now: bool = False) -> None:
        before = self._draft
        self._notes.note(field, text, now=now)
        if before and self._draft and self._draft.questions != before.questions:
            self._is_filling = True
            self.ending.show_questions(self._draft)
            self._is_filling = False

    def _on_edited(self) -> None:
        if self._is_filling:
            return
        typed: dict[str, Any] = dict(self.head.form.values())
        ending = self.ending.values()
        questions = self.ending.questions()
        self._keeper.note(
            lambda draft: replace(
                draft, **typed, questions=questions, read_back=bool(ending["read_back"]), note=ending["note"]
            )
        )

    def _on_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        field = self._field_of(now)
        if field:
            words = say("Say: “{question}”", question=field.ask) if field.ask else field.label
            self.head.show_ask(words)

    def _field_of(self, focused: QWidget | None) -> BlankField | None:
        while focused and focused is not self:
            if isinstance(focused, BlankField):
                return focused
            focused = focused.parentWidget()
        return None

    def _find(self) -> None:
        self.head.finder.setFocus()
        self.head.finder.selectAll()

    def _on_wanted(self, typed: str) -> None:
        found = self._blanks.found(typed)
        if found:
            self.head.finder.clear()
            self.go_to(found.key)
        elif typed.strip():
            self.head.show_ask(say("No blank here has this number or word."))

    def _ask_discard(self) -> None:
        ask(
            self,
            say("Discard this call?"),
            say("What was told, what is open and the note go. Answers stay, as answers without a call."),
            say("Discard"),
            self._keeper.forget,
        )

    def _show_problems(self, problems: tuple[FieldProblem, ...]) -> None:
        rest = []
        for one in problems:
            kind, _, key = one.field.partition("/")
            field = self._blanks.fields.get(key) if kind in ("answers", "told") else None
            if field:
                field.show_problem(one.words)
            else:
                rest.append(one)
        homeless = [
            one for one in rest if one.field.partition("/")[0] not in (*self.head.form.fields, *self.ending.fields)
        ]
        self.ending.show_problems([one for one in rest if one.field.partition("/")[0] in self.ending.fields])
        self.head.form.show_problems([one for one in rest if one.field in self.head.form.fields])
        words = " ".join(one.words for one in homeless)
        self.banner.show_words(
            "stop", words or say("Not logged yet: something cannot be read. It is said where it stands.")
        )
        wrong = next((one for one in self._blanks.fields.values() if one.problem()), None)
        if len(rest) < len(problems) and wrong:
            self.go_to(wrong.key)
