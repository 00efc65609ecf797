"""What is to be done next, step by step: what is on the list of follow-ups, what is done, and what may be taken on."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from clinic_desktop.coverage.commands.follow_ups import FinishStep, FollowUp, FollowUpAll, RetireFollowUp
from clinic_desktop.coverage.model.follow_ups import CaseFollowUps, StepFollowUp
from clinic_desktop.coverage.model.outcome import CoverageOutcome, Step
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates
from clinic_desktop.wording import say, say_many
from ui.coverage.evidence import Matter, MatterLine, small
from ui.coverage.rows import Fold, KeyedRows, Make, sign
from ui.coverage.words import due_words, listed_words
from ui.kit.buttons import Button, button
from ui.kit.grid import step
from ui.kit.layout import column, holder, row
from ui.kit.text import Role, Text, tip

_Act = Callable[[], object]


class NextSteps(QFrame):
    """What to do, with its day, and what was taken on of it; folded away, what to mind and what goes into the packet.

    `asked` carries a Command that a button stands for, `opened` a part of the chart.
    """

    asked = Signal(object)
    opened = Signal(str)

    def __init__(self) -> None:
        """Empty until `show_outcome`."""
        super().__init__()
        self.setProperty("surface", "none")
        self._title = Text("", "heading", wrap=False)
        self.all = button(say("Follow up on all"), self._follow_up_on_all)
        self.all.setAccessibleName(say("Follow up on all next steps that have a day"))
        self.steps, self._trap_rows, self._document_rows = KeyedRows(), KeyedRows(1), KeyedRows(1)
        self.traps, self.documents = Fold(self._trap_rows, self._fill_traps), Fold(self._document_rows, self._fill)
        self._traps: tuple[str, ...] = ()
        self._documents: tuple[str, ...] = ()
        self._open: tuple[Step, ...] = ()
        self._case = 0
        heading = row(self._title, None, self.all, gap=1)
        self.setLayout(column(heading, self.steps, column(self.traps, self.documents, gap=0), gap=1))
        self.is_empty = True

    @property
    def rows(self) -> tuple[QWidget, ...]:
        """Every line that is shown, from top to bottom."""
        return (*self.steps.rows, *self._trap_rows.rows, *self._document_rows.rows)

    def show_outcome(self, outcome: CoverageOutcome, known: CaseFollowUps | None = None) -> None:
        """Show the steps of an outcome; `known` says what was taken on of them, None for a case that is not on record:
        then nothing can be."""
        today, steps = outcome.today, outcome.steps
        rows = self._rows_of(steps, today, known)
        self._case = known.case if known else 0
        self._open = known.open_among(steps, today) if known else ()
        focused, place = self.window().focusWidget(), self._place_of_focus()
        self.steps.show_rows(rows)
        self.all.setVisible(len(self._open) > 1)
        self._keep_focus(focused, place)
        self._title.setText(say("Next steps") if rows else say("Beside it"))
        self._traps, self._documents = outcome.traps, outcome.documents
        self.is_empty = not (rows or self._traps or self._documents)
        count = len(self._traps)
        self.traps.show_words(say_many("{count} thing to mind", "{count} things to mind", count) if count else "")
        count = len(self._documents)
        self.documents.show_words(
            say_many("{count} document for the packet", "{count} documents for the packet", count) if count else ""
        )

    def _rows_of(self, steps: tuple[Step, ...], today: date, known: CaseFollowUps | None) -> dict[object, Make]:
        if known is None:
            return {(one, today): partial(_named, one, today) for one in steps}
        rows: dict[object, Make] = {}
        for one in steps:
            found = known.of(one, today)
            rows[one, found, known.case, today] = partial(self._step, one, found, today)
        left = known.without_step(steps)
        if left:
            rows["left"] = _no_longer_needed
            rows |= {("left", one, today): partial(self._left_over, one, today) for one in left}
        return rows

    def _step(self, one: Step, found: StepFollowUp | None, today: date) -> QWidget:
        if found is None:
            return self._to_take_on(one, today)
        if found.waits:
            return self._on_the_list(one, found, today)
        again = _named_for(one.words, button(say("Follow up again"), self._doing(FollowUp(self._case, one)), "link"))
        done = small(say("Done {day}", day=dates.shown(found.done_on or today)))
        under = row(sign("check"), done, again, gap=1)
        under.setStretch(1, 1)
        return holder(column(MatterLine(Matter(one.words, "", _nothing), "muted"), under, gap=0))

    def _to_take_on(self, one: Step, today: date) -> QWidget:
        line = MatterLine(Matter(one.words, say("Follow up"), self._doing(FollowUp(self._case, one))))
        if one.on is None and line.act:
            # Where the rules name no day the clinic does, and can change it.
            line.act.setAccessibleName(say("Follow up in a week: {what}", what=one.words))
            tip(line.act, say("It stands on Today in a week. You can change the day."))
        return _below(line, _due(one, today))

    def _on_the_list(self, one: Step, found: StepFollowUp, today: date) -> QWidget:
        day = button(say("Change day"), partial(self.opened.emit, f"follow-up/{found.id}"), "link")
        made = self._listed(found, today, day)
        if one.on and one.on < found.due_on:
            # The day that the rules name comes before: the one on the list would be too late.
            words, role = _due(one, today)
            return holder(column(made, small(words, role), gap=0))
        return made

    def _left_over(self, found: StepFollowUp, today: date) -> QWidget:
        remove = button(say("Remove"), self._doing(RetireFollowUp(found.id, found.version)), "link")
        return self._listed(found, today, remove)

    def _listed(self, found: StepFollowUp, today: date, act: Button) -> QWidget:
        """One that waits. Done stands below where Follow up stood, for whoever presses that twice."""
        told: tuple[str, Role] = listed_words(found.due_on, today), "problem" if found.due_on < today else "small"
        done = button(say("Done"), self._doing(FinishStep(found.id, found.version)))
        both = (_named_for(found.words, act), _named_for(found.words, done))
        return _below(MatterLine(Matter(found.words, "", _nothing)), told, *both)

    def _doing(self, command: Command) -> _Act:
        return partial(self.asked.emit, command)

    def _follow_up_on_all(self) -> None:
        self.asked.emit(FollowUpAll(self._case, self._open))

    def _place_of_focus(self) -> int | None:
        """In which line the focus is, the first one for the button above them; None where it is elsewhere."""
        focused = self.window().focusWidget()
        if focused is None:
            return None
        if focused is self.all:
            return 0
        return next((at for at, one in enumerate(self.steps.rows) if one.isAncestorOf(focused)), None)

    def _keep_focus(self, focused: QWidget | None, place: int | None) -> None:
        """A button goes with what it does: the focus stays in its line, or in what stands there now."""
        if focused is None or place is None:
            return
        lines = self.steps.rows
        is_gone = self.all.isHidden() if focused is self.all else not any(one.isAncestorOf(focused) for one in lines)
        if not is_gone:
            return
        buttons = [line.findChildren(QPushButton) for line in lines]
        near = [found for found in (*buttons[place:], *reversed(buttons[:place])) if found]
        if near:
            near[0][0].setFocus()

    def _fill_traps(self) -> None:
        self._trap_rows.show_rows({words: partial(small, words) for words in self._traps})

    def _fill(self) -> None:
        self._document_rows.show_rows({words: partial(small, words) for words in self._documents})


def _named(one: Step, today: date) -> QWidget:
    """A step that is only told."""
    return _below(MatterLine(Matter(one.words, "", _nothing)), _due(one, today))


def _no_longer_needed() -> QWidget:
    """The heading of what no rule names any more, nearer to what stands below it than to what is above."""
    made = Text(say("No longer needed by what is known now"), "strong")
    made.setContentsMargins(0, step(1), 0, 0)
    return made


def _below(line: MatterLine, told: tuple[str, Role], *acts: Button) -> QWidget:
    """A line, and below it in small type what is to be told of it, with what may be done about that."""
    words, role = told
    if not words:
        return line
    if not acts:
        return holder(column(line, small(words, role), gap=0))
    under = row(small(words, role), *acts, gap=1)
    under.setStretch(0, 1)
    return holder(column(line, under, gap=0))


def _due(one: Step, today: date) -> tuple[str, Role]:
    return due_words(one, today), "problem" if one.on is not None and one.on < today else "small"


def _named_for(what: str, made: Button) -> Button:
    """The button, called by what it is for."""
    made.setAccessibleName(say("{verb}: {what}", verb=made.text(), what=what))
    return made


def _nothing() -> None:
    """A line without a button does nothing."""
