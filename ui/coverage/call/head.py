"""What stands above the call sheet and does not scroll: with whom, since when, what to say, and the way to a blank."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QSizePolicy, QWidget

from clinic_desktop.coverage.model.facts_routing import AUTO_PAYERS, WORK_PAYERS
from clinic_desktop.coverage.model.kept import CALLED, CALLERS, BenefitCallDraft
from clinic_desktop.wording import say
from ui.kit.buttons import button, look_as
from ui.kit.choice_box import ChoiceBox
from ui.kit.confirm import ask
from ui.kit.drafts import draft_text
from ui.kit.fields import ChoiceField, TextField
from ui.kit.flow import Flow
from ui.kit.form import Form
from ui.kit.grid import step
from ui.kit.keys import is_escape
from ui.kit.layout import column, holder, row, scrolled
from ui.kit.one_line import OneLine
from ui.kit.text import Text

_FIND_WIDE = 20
_LEAST_LETTERS = 6
# An adjuster has the claim.
_ADJUSTED = (*WORK_PAYERS, *AUTO_PAYERS)
_AFTERWARDS = ("called_by", "called_on", "starts_at", "ends_at")


def first_draft(payer: str, lines: Mapping[str, str]) -> BenefitCallDraft:
    """A call as it begins: with whoever has the answers of this kind of payer, at the phone that is known."""
    whom = "adjuster" if payer in _ADJUSTED else "provider" if "provider" in lines else "member"
    return BenefitCallDraft(department=whom, phone=lines.get(whom, ""))


def hear_focus(heard: Callable[[QWidget | None, QWidget | None], object]) -> None:
    """Call a method of a widget, for as long as that lives, when the focus goes from one control to another."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.focusChanged.connect(heard)


class CallForm(Form):
    """With whom one speaks; of a call that is typed in afterwards also who called, and when."""

    def __init__(self) -> None:
        """Empty lines."""
        whom = ChoiceField("department", say("Whom"), [(key, say(words)) for key, words in CALLED.items()])
        who = ChoiceField("called_by", say("Who called"), [(key, say(words)) for key, words in CALLERS.items()])
        super().__init__(
            (
                (whom, 4),
                (TextField("phone", say("Phone")), 4),
                (TextField("rep", say("Representative")), 4),
                (TextField("reference", say("Reference number")), 4),
            ),
            (
                (who, 4),
                (TextField("called_on", say("Day"), example=say("today")), 4),
                (TextField("starts_at", say("Began"), example=say("2:05 pm")), 4),
                (TextField("ends_at", say("Ended"), example=say("2:31 pm")), 4),
            ),
        )
        for one in (whom, who):
            # With large letters its longest word would make the window wider than the screen.
            one.box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            one.box.setMinimumContentsLength(_LEAST_LETTERS)
        layout = self.layout()
        assert layout
        layout.setSpacing(step(1))
        for at in range(layout.count()):
            item = layout.itemAt(at)
            beside = item.layout() if item else None
            if beside:
                beside.setSpacing(step(1))
        self._lines: Mapping[str, str] = {}
        whom.box.activated.connect(lambda _: self._on_whom())

    def show_call(self, draft: BenefitCallDraft, lines: Mapping[str, str], *, counts: bool) -> None:
        """Show what is noted; `lines` are phones by department."""
        self._lines = lines
        self.fill(draft_text(BenefitCallDraft, draft))
        for key in _AFTERWARDS:
            self.fields[key].setVisible(not counts)

    def noted(self, draft: BenefitCallDraft) -> BenefitCallDraft:
        """The draft with what stands here."""
        typed: dict[str, Any] = dict(self.values())
        return replace(draft, **typed)

    def _on_whom(self) -> None:
        """The phone goes with whom one calls, unless somebody typed another one."""
        phone = self.fields["phone"]
        if phone.value() in ("", *self._lines.values()):
            phone.set_value(self._lines.get(self.fields["department"].value(), ""))


class FindBlank(OneLine):
    """Leads to a blank by its number or a word of it. `wanted` carries what was typed, `left` when somebody goes
    back."""

    wanted = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        """An empty line."""
        super().__init__()
        self.setPlaceholderText(say("Go to no. or word"))
        self.setAccessibleName(say("Go to a blank by its number or a word"))
        self.setFixedWidth(step(_FIND_WIDE))

    def begin(self, typed: str = "") -> None:
        """Come here; what is `typed` already is the beginning of a number."""
        self.setFocus()
        if typed:
            self.setText(typed)
        else:
            self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self.clear()
            self.left.emit()
            return
        super().keyPressEvent(event)
        if event.text() in ("\r", "\n"):
            event.accept()
            self.wanted.emit(self.text())


class CallHead(QFrame):
    """`find` leads to a blank; the buttons do what the step says."""

    def __init__(self, acts: Mapping[str, Callable[[], object]]) -> None:
        """`acts` are what the buttons do: start, type_in, print, log, discard."""
        super().__init__()
        self.setProperty("surface", "none")
        self.timer, self.about = Text("", "title", wrap=False), Text("", "muted")
        # All the room beside it is that of the buttons.
        self.timer.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.start = button(say("Start call"), acts["start"], "main")
        self.type_in = button(say("Type a call in"), acts["type_in"])
        self.print = button(say("Print the call sheet"), acts["print"])
        self.log = button(say("Log call"), acts["log"], "main")
        self.discard = button(say("Discard…"), acts["discard"])
        self.form, self.finder = CallForm(), FindBlank()
        self.say = Text("", "strong")
        buttons = Flow()
        for one in (self.start, self.log, self.type_in, self.discard, self.print):
            buttons.addWidget(one)
        top = row(self.timer, self.about, holder(buttons), gap=2)
        top.setStretch(1, 1)
        top.setStretch(2, 2)
        below = row(self.say, self.finder, gap=2)
        below.setStretch(0, 1)
        self.setLayout(column(top, self.form, below, gap=1))

    def show_idle(self, about: str, *, is_stale: bool) -> None:
        """No call goes on; `about` says what the last one was."""
        self._show(False)
        self.timer.hide()
        self._show_about(about, "notice" if is_stale else "muted")

    def show_call(self, draft: BenefitCallDraft, lines: Mapping[str, str], *, timer: str, since: str) -> None:
        """A call goes on, for as long as `timer` says; "" for one that is typed in."""
        self._show(True)
        self.timer.setVisible(bool(timer))
        self.show_timer(timer)
        # Of one that is counted the head of the chart says since when.
        self._show_about("" if timer else since, "muted")
        self.form.show_call(draft, lines, counts=bool(timer))

    def show_timer(self, timer: str) -> None:
        """How long the call lasts by now."""
        self.timer.setText(timer)
        self.timer.setAccessibleName(say("On the phone {time}", time=timer))

    def show_ask(self, words: str) -> None:
        """What to read aloud at the blank that has the focus."""
        self.say.setText(words)

    def _show(self, on: bool) -> None:
        for one in (self.start, self.type_in, self.print):
            one.setVisible(not on)
        for one in (self.log, self.discard):
            one.setVisible(on)
        self.form.setVisible(on)

    def _show_about(self, words: str, role: str) -> None:
        self.about.setText(words)
        self.about.setVisible(bool(words))
        look_as(self.about, "role", role)


def ask_discard(parent: QWidget, then: Callable[[], object]) -> None:
    """Before what is noted of a call is given up."""
    ask(
        parent,
        say("Discard this call?"),
        say("What was told, what is open and the note go. Answers stay, as answers without a call."),
        say("Discard"),
        then,
    )


def below_head(head: QBoxLayout, sheet: QBoxLayout) -> QBoxLayout:
    """The sheet scrolls, what stands above it does not; a line lies between them."""
    sheet.setContentsMargins(step(3), step(1), step(3), step(2))
    head.setContentsMargins(step(3), step(2), step(3), step(1))
    area = scrolled(holder(sheet))
    area.setProperty("surface", "bare")
    rule = QFrame()
    rule.setProperty("surface", "rule")
    whole = column(head, rule, area, gap=0)
    whole.setStretch(2, 1)
    return whole
