"""What pre-flight found: what stands in the way on top, each with a button that leads to where it is put right."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from clinic_desktop.superbills.model.findings import Finding, Verdict
from clinic_desktop.superbills.rules.fixes import Fix
from clinic_desktop.wording import say, say_many
from ui.kit.buttons import button
from ui.kit.fields import TextField
from ui.kit.grid import step
from ui.kit.layout import bring_into_view, column, emptied, holder, row, tab_through
from ui.kit.picture import picture
from ui.kit.text import ChipText, Text

_PICTURES = {"STOP": "stop", "ASK": "warning", "NOTE": "note"}


class FindingsList(QWidget):
    """`fixed` carries the finding whose Fix was pressed, `accepted` one and the reason, `asked_again` one that is no
    longer accepted; `emptied` when the button that had the focus is gone."""

    fixed = Signal(object)
    accepted = Signal(object, str)
    asked_again = Signal(object)
    emptied = Signal()

    def __init__(self, fix: Callable[[str], Fix | None]) -> None:
        """`fix` says where a field is put right; None where it cannot be from here."""
        super().__init__()
        self._fix = fix
        self._verdict = Verdict((), ())
        self._asking: tuple[str, str] | None = None
        self._shows_passed = False
        self.reason = TextField("reason", say("Why it is fine"), say("Kept with the client, not printed."))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(step(2))

    def show_verdict(self, verdict: Verdict) -> None:
        """Show these findings; a reason that is being typed stays where it is."""
        self._verdict = verdict
        if self._asking not in [_key(one) for one in verdict.findings if one.stands_in_the_way]:
            self._asking = None
            self.reason.set_value("")
        self._show()

    def show_problem(self, words: str) -> None:
        """Say at the reason what is wrong with it."""
        self.reason.show_problem(words)

    def _show(self) -> None:
        had_focus = self.isAncestorOf(self.focusWidget() or self)
        # Kept through the emptying: what stands in it was typed.
        self.reason.setParent(self)
        self.reason.hide()
        emptied(self._layout)
        verdict = self._verdict
        heading = Text(_heading(verdict), "heading", wrap=False)
        self._layout.addWidget(holder(row(heading, *count_chips(verdict.findings), None, gap=2)))
        for one in [found for found in verdict.findings if not found.accepted]:
            self._layout.addWidget(self._line(one))
        for one in [found for found in verdict.findings if found.accepted]:
            self._layout.addWidget(self._accepted(one))
        self._layout.addWidget(self._passed(verdict.passed))
        tab_through(self)
        if had_focus and self._asking is None:
            # Else Qt would give it to whatever stands first in the window.
            self.emptied.emit()

    def _line(self, one: Finding) -> QWidget:
        words: list[QWidget] = [Text(one.message, "strong")]
        if one.why:
            words.append(Text(one.why, "muted"))
        if self._asking == _key(one):
            words.append(self._ask(one))
        made = row(gap=2)
        made.addWidget(picture(_PICTURES[one.grade], _grade_words(one)), 0, Qt.AlignmentFlag.AlignTop)
        made.addLayout(column(*words, None, gap=0), 1)
        made.addLayout(column(*self._buttons(one), None))
        return holder(made)

    def _buttons(self, one: Finding) -> list[QPushButton]:
        found = []
        fix = self._fix(one.field)
        if fix:
            made = button(fix.verb, partial(self.fixed.emit, one))
            made.setAccessibleName(say("{verb}: {what}", verb=fix.verb, what=one.message))
            found.append(made)
        if one.grade == "ASK" and self._asking != _key(one):
            anyway = button(say("Issue anyway"), partial(self._on_anyway, one), "link")
            anyway.setAccessibleName(say("Issue anyway: {what}", what=one.message))
            found.append(anyway)
        return found

    def _ask(self, one: Finding) -> QWidget:
        self.reason.show()
        keep = button(say("Keep reason"), lambda: self.accepted.emit(one, self.reason.value()))
        cancel = button(say("Cancel"), self._on_cancel, "link")
        return holder(column(1, self.reason, row(keep, cancel, None)))

    def _accepted(self, one: Finding) -> QWidget:
        words = column(Text(one.message, "muted"), Text(say("Issued anyway: {why}", why=one.accepted), "muted"), gap=0)
        again = button(say("Ask again"), partial(self.asked_again.emit, one), "link")
        again.setAccessibleName(say("Ask again: {what}", what=one.message))
        made = row(picture("check", say("Accepted")), words, again, gap=2)
        made.setStretch(1, 1)
        return holder(made)

    def _passed(self, titles: Sequence[str]) -> QWidget:
        words = say_many("{count} check passed", "{count} checks passed", len(titles))
        more = button(words, self._on_passed, "link", "up" if self._shows_passed else "check")
        shown = [Text(title, "muted") for title in titles] if self._shows_passed else []
        return holder(column(row(more, None), *shown, gap=0))

    def _on_passed(self) -> None:
        self._shows_passed = not self._shows_passed
        self._show()

    def _on_anyway(self, one: Finding) -> None:
        self._asking = _key(one)
        self.reason.set_value("")
        self.reason.show_problem("")
        self._show()
        self.reason.setFocus()
        bring_into_view(self.reason)

    def _on_cancel(self) -> None:
        self._asking = None
        self._show()


def _key(one: Finding) -> tuple[str, str]:
    return one.rule, one.fact


def _heading(verdict: Verdict) -> str:
    if not verdict.is_ready:
        return say("Before it can be issued")
    return say("Ready to be issued")


def count_chips(findings: Sequence[Finding]) -> list[ChipText]:
    """How many are to be put right, and how many to be looked at; none when nothing is in the way."""
    stops = sum(one.grade == "STOP" for one in findings)
    asks = sum(one.grade == "ASK" and not one.accepted for one in findings)
    made = []
    if stops:
        made.append(ChipText(say("{count} to fix", count=stops), "stop"))
    if asks:
        made.append(ChipText(say("{count} to check", count=asks), "warning"))
    return made


def _grade_words(one: Finding) -> str:
    return {"STOP": say("To fix"), "ASK": say("To check"), "NOTE": say("Worth knowing")}[one.grade]
