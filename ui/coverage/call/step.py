"""The wizard's step “The call”: one sheet with all its blanks, filled in any order while one talks."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clinic_desktop.cases.model import CaseId
from clinic_desktop.coverage.commands.calls import LogBenefitCall
from clinic_desktop.coverage.model.call_sheet import CALL_SHEET, Blank
from clinic_desktop.coverage.model.kept import BenefitCallDraft
from clinic_desktop.coverage.queries.kept import call_page, newest_call, open_questions
from clinic_desktop.coverage.rules.running import ended
from clinic_desktop.errors import ClinicError, Refused
from clinic_desktop.wording import say, say_many
from ui.coverage.answers import TypedAnswer
from ui.coverage.call.blank import BlankField, blank_around
from ui.coverage.call.blanks import Blanks
from ui.coverage.call.ending import CallEnding
from ui.coverage.call.head import CallHead, ask_discard, below_head, first_draft, hear_focus
from ui.coverage.call.keeper import CallKeeper, since_words
from ui.coverage.call.notes import CallNotes
from ui.coverage.call.open_rows import OpenRows
from ui.coverage.call.past import PastCalls
from ui.coverage.call.refused import show_refused
from ui.coverage.call.words import idle_words
from ui.coverage.sheet import AskedCase, StepSheet
from ui.kit.banner import Banner
from ui.kit.keys import on_key
from ui.kit.layout import bring_into_view, column, tab_through
from ui.kit.text import Text
from ui.session import Session

_BLANKS: Mapping[str, Blank] = {blank.key: blank for group in CALL_SHEET for blank in group.blanks}


class CallStep(StepSheet):
    """Above, what does not scroll: with whom, the timer, what to say. Below it all blanks that make sense for the case,
    and how the call ends. Each answer counts for the wizard at once, and is noted for the call that goes on."""

    def __init__(
        self, session: Session, keeper: CallKeeper, lines: Mapping[str, str], go: Callable[[str], object]
    ) -> None:
        """`lines` are phones by department, `go` leads to a part of the chart."""
        self._blanks = Blanks(session.clinic.clock.today())
        super().__init__({})
        self._session, self._keeper, self._lines = session, keeper, lines
        self._asked: AskedCase | None = None
        self._case = CaseId(0)
        self._notes = CallNotes(session, keeper)
        # While it is filled by program, nothing is noted.
        self._is_filling = False
        acts: Mapping[str, Callable[[], object]] = {
            **{"start": self.begin, "type_in": self.type_in, "print": partial(go, "call-sheet/new")},
            **{"log": self.log, "discard": lambda: ask_discard(self, keeper.forget)},
        }
        self.head, self.ending = CallHead(acts), CallEnding(session.clinic.clock.today())
        self.banner, self.open, self.past = Banner(), OpenRows(session), PastCalls(go)
        self._go = go
        self._nothing = Text(say("There is nothing to ask here for this case."), "muted")
        sheet = column(self.open, self._nothing, self._blanks, self.ending, self.past, None, gap=3)
        self.setLayout(below_head(column(self.head, self.banner, gap=1), sheet))
        self._wire()

    def furnish(self) -> None:
        """Make the blanks."""
        self._blanks.furnish()
        self.fields = dict(self._blanks.fields)
        for field in self._blanks.fields.values():
            field.change.connect(self.change)

    def _wire(self) -> None:
        self._blanks.typing.connect(self._on_typing)
        self._blanks.left.connect(self._on_left)
        self._blanks.answered.connect(self._on_answer)
        self._blanks.anew.connect(self._on_anew)
        for form in (self.head.form, self.ending):
            form.edited.connect(self._on_edited)
        self.head.finder.wanted.connect(self._on_wanted)
        self.head.finder.left.connect(self.go_to_first)
        self._keeper.changed.connect(self._on_call)
        self._keeper.ticked.connect(lambda: self.head.show_timer(self._keeper.timer()))
        on_key(self, "Ctrl+F", self.head.finder.begin)
        on_key(self, "Ctrl+Return", lambda: self.log() if self._draft else self.head.start.click())
        hear_focus(self._on_focus)

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
            field.setVisible(self._notes.is_shown(_BLANKS[key], asked))
            self._notes.fill(field, asked)
        self._show_questions()
        self._blanks.arrange()
        self._nothing.setVisible(not any(not one.isHidden() for one in self._blanks.fields.values()))
        if draft is None:
            phone = self._lines.get("provider") or self._lines.get("member", "")
            words = idle_words(newest_call(read, self._case), asked.stale, phone)
            self.head.show_idle(words, is_stale=bool(asked.stale))

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
        if self._keeper.running is None or not self.head.log.isEnabled():
            return
        self.settle()
        self.banner.hide()
        draft = ended(self._keeper.running, self._session.clinic.clock.now())
        try:
            row = self._session.run(LogBenefitCall(self._case, draft))
        except Refused as refused:
            words, wrong = show_refused(refused.problems, self._blanks.fields, (self.ending, self.head.form))
            self.banner.show_words("stop", words)
            if wrong:
                self.go_to(wrong)
        except ClinicError as trouble:
            self.banner.show_words("stop", trouble.words)
        else:
            self._keeper.forget()
            count = len(draft.answers) + sum(bool(one.strip()) for one in draft.told.values())
            words = say_many("Call logged: {count} answer.", "Call logged: {count} answers.", count)
            self.banner.show_words("good", words, (say("Show it"), partial(self._go, f"call/{row}")))
            self.head.show_ask("")
            self.head.start.setFocus()
            # What is open is what one reads on with.
            bring_into_view(self.open)

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
            box = self.fields[key].box
            if isinstance(box, TypedAnswer):
                # What is typed takes the place of what stands there.
                box.line.selectAll()
        else:
            (self.head.form if self._draft else self.head.start).setFocus()

    def freeze(self, frozen: bool) -> None:
        """Nothing is noted either."""
        super().freeze(frozen)
        for one in (self.head.start, self.head.type_in, self.head.log, self.head.discard, self.head.form, self.ending):
            one.setEnabled(not frozen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The number of a blank, typed where no digits are typed.
        if event.text().isdecimal() and self._blanks.isAncestorOf(self.focusWidget() or self):
            self.head.finder.begin(event.text())
        else:
            super().keyPressEvent(event)

    def refuse(self, key: str, words: str) -> None:
        """What is noted for the call stays noted."""
        if self._draft is None:
            super().refuse(key, words)
        else:
            self.fields[key].show_problem(words)

    def slips(self) -> dict[str, str]:
        """While a call goes on they are noted with it."""
        return {} if self._draft else super().slips()

    def _begin(self, *, counts: bool) -> None:
        payer = self._asked.facts.get("payer", "") if self._asked else ""
        self.banner.hide()
        self._keeper.begin(first_draft(payer, self._lines), counts=counts)

    def _on_call(self) -> None:
        """A call began, or is over, or is that of another case."""
        if self._keeper.case != self._case:
            return
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
        elif self._asked:
            self._notes.leave(field.key)
            # The same answer again still contradicts another one.
            self._notes.fill(field, self._asked)

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
        self._notes.note(field, text, now=now)
        self._show_questions()

    def _show_questions(self) -> None:
        """Those that came and went with an answer."""
        if self._draft and self._draft.questions != self.ending.questions():
            self._is_filling = True
            self.ending.show_questions(self._draft)
            self._is_filling = False

    def _on_edited(self) -> None:
        if not self._is_filling:
            self._keeper.note(lambda draft: self.ending.noted(self.head.form.noted(draft)))

    def _on_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        field = blank_around(now)
        if field and self.isAncestorOf(field):
            words = say("Say: “{question}”", question=field.ask) if field.ask else field.label
            self.head.show_ask(words)

    def _on_wanted(self, typed: str) -> None:
        found = self._blanks.found(typed)
        if found:
            self.head.finder.clear()
            if found.is_known and self._draft:
                # Whoever looks for it in a call was told something about it.
                self._on_anew(found)
            self.go_to(found.key)
        elif typed.strip():
            self.head.show_ask(say("No blank here has this number or word."))
