"""One question of the checklist: yes or no before its words, and what a yes asks for below them."""

import json
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from clinic_desktop.intake.model.checklist import OTHERS
from clinic_desktop.intake.model.flags import FlagAnswerDraft, FlagKind
from clinic_desktop.wording import mark, say
from ui.kit.buttons import LINK_COLOR, Button
from ui.kit.fields import Field, TextField
from ui.kit.grid import step
from ui.kit.icons import icon
from ui.kit.layout import holder, row, tab_through
from ui.kit.named import named
from ui.kit.text import Text, button_text

_ANSWERS = (("yes", mark("Yes")), ("no", mark("No")))
# A no to one that is open, which ends it. A no that was typed before it was open is none.
_ENDS = "ends"
_LETTERS = {Qt.Key.Key_Y: "yes", Qt.Key.Key_N: "no"}
_BESIDE = (Qt.Key.Key_Left, Qt.Key.Key_Right)


class _Choice(Button):
    """Yes or no. Its letter answers too, and the arrows lead on."""

    def __init__(self, words: str) -> None:
        super().__init__(button_text(words))
        self.setProperty("look", "answer")
        # Tab comes to one of the two, the arrows lead to the other.
        self.setProperty("beside", True)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setIconSize(QSize(step(5) // 2, step(2)))
        self.show_chosen(False)

    def show_chosen(self, is_chosen: bool) -> None:
        """Not by color alone: the picture is another one too."""
        self.setChecked(is_chosen)
        self.setIcon(icon("dot" if is_chosen else "circle", LINK_COLOR if is_chosen else QPalette.ColorRole.WindowText))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (*_LETTERS, *_BESIDE, Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)


class FlagQuestionField(Field):
    """A question with its answer. The value is "" while it was not asked, "no" ("ends" of one that is open), or the
    JSON text of a yes with what was typed about it. `moved` asks for the question before this one (−1) or after it
    (1)."""

    moved = Signal(int)

    def __init__(self, kind: FlagKind, asked: str, *, is_open: bool) -> None:
        """`asked` says how it stands since it was asked last; of one that `is_open` nothing more is typed here."""
        self.kind, self.is_open = kind, is_open
        self._answer = ""
        self._details: dict[str, TextField] = {}
        self.choices = {value: _Choice(say(words)) for value, words in _ANSWERS}
        question = say(kind.question)
        line = row(*self.choices.values(), Text(question), Text(asked, "small", wrap=False), gap=1)
        line.setStretch(len(self.choices), 1)
        self._box = QFrame()
        self._box.setProperty("surface", "none")
        self._lines = QVBoxLayout(self._box)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(step(1) // 2)
        self._lines.addLayout(line)
        super().__init__(kind.key, question, "", self._box, labelled=False)
        for (value, words), made in zip(_ANSWERS, self.choices.values(), strict=True):
            made.setAccessibleName(say("{answer}: {question}", answer=say(words), question=question))
            made.setAccessibleDescription(asked)
            made.clicked.connect(partial(self._on_pressed, value))
        self._lead()

    def value(self) -> str:
        """The answer."""
        if self._answer != "yes":
            return _ENDS if self._answer and self.is_open else self._answer
        typed = {key: field.value() for key, field in self._details.items() if field.value().strip()}
        return json.dumps({"answer": "yes"} | typed, separators=(",", ":"))

    def set_value(self, value: str) -> None:
        """Show an answer; what cannot be read is none."""
        typed = {} if value == "no" and self.is_open else _read(value)
        self._put(typed.pop("answer", ""))
        for key, field in self._details.items():
            field.set_value(typed.get(key, ""))
        self.changed.emit()

    def words_of(self, value: str) -> str:
        """Yes, no, or nothing."""
        words = dict(_ANSWERS).get(_read(value).get("answer", ""), "")
        return say(words) if words else ""

    def draft(self) -> FlagAnswerDraft | None:
        """The answer as typed, None where it was not asked."""
        return FlagAnswerDraft(self.key, **_read(self.value())) if self._answer else None

    def is_answered(self) -> bool:
        """Whether it was answered."""
        return bool(self._answer)

    def answer(self, value: str) -> None:
        """Answer it by hand, a yes with what is usually done otherwise."""
        if value == self._answer:
            return
        self._put(value)
        modification = self._details.get("modification")
        if value == "yes" and modification and not modification.value():
            modification.set_value(say(self.kind.modification))
        self.changed.emit()

    def leave(self) -> None:
        """Go on to what comes after it, as Tab does from the chosen answer."""
        self.setFocus()
        self.focusNextChild()

    def part(self, path: str) -> Field | None:
        """A line of what a yes asks for."""
        return self._details.get(path)

    def parts(self) -> list[Field]:
        """The question, then its lines."""
        return [self, *self._details.values()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        on_choice = self.focusWidget() in self.choices.values()
        if on_choice and key in _LETTERS:
            self.answer(_LETTERS[key])
            first = next(iter(self._details.values()), None)
            if self._answer == "yes" and first:
                first.box.setFocus(Qt.FocusReason.TabFocusReason)
            else:
                self.moved.emit(1)
        elif on_choice and key in _BESIDE:
            other = next(one for one in self.choices.values() if one is not self.focusWidget())
            other.setFocus(Qt.FocusReason.TabFocusReason)
        elif on_choice and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _on_pressed(self, value: str) -> None:
        # Pressed again, it was not asked after all.
        if value == self._answer:
            self._put("")
            self.changed.emit()
        else:
            self.answer(value)

    def _put(self, value: str) -> None:
        self._answer = value if value in self.choices else ""
        for one, made in self.choices.items():
            made.show_chosen(one == self._answer)
        self._lead()
        if self._answer == "yes" and not self.is_open:
            self._ask_more()
        elif self._details:
            self._forget_more()
        says = self._answer == "yes" and not self.is_open
        self.show_notice(say(self.kind.to_do) if says else "")

    def _lead(self) -> None:
        """Tab comes to the chosen answer, else to Yes."""
        chosen = self.choices.get(self._answer) or self.choices["yes"]
        for made in self.choices.values():
            named(made, focusPolicy="StrongFocus" if made is chosen else "ClickFocus")
        self.setFocusProxy(chosen)
        self._box.setFocusProxy(chosen)

    def _ask_more(self) -> None:
        """The lines of a yes, made when they are first needed: most questions never need them."""
        if self._details:
            return
        made = []
        if self.key in OTHERS:
            made.append(TextField("words", say("What it is")))
        if self.kind.level == "local":
            made.append(TextField("region", say("Where"), example=say("left calf")))
        if self.kind.modification:
            made.append(TextField("modification", say("What is done otherwise")))
        made.append(TextField("note", say("Note")))
        for field in made:
            field.name_as(say("{label}, {row}", label=field.label, row=say(self.kind.words)))
            field.rank_below()
            field.changed.connect(self._on_detail)
        self._details = {field.key: field for field in made}
        beside = row(*made, gap=2)
        beside.setContentsMargins(step(3), 0, 0, step(1) // 2)
        self._more = holder(beside)
        self._lines.addWidget(self._more)
        # What is made later would come last, after the buttons of the form.
        tab_through(self._box)

    def _forget_more(self) -> None:
        self._details = {}
        self._more.hide()
        self._lines.removeWidget(self._more)
        self._more.deleteLater()

    def _on_detail(self) -> None:
        for field in self._details.values():
            field.forgive()
        self.changed.emit()


def _read(value: str) -> dict[str, str]:
    if value in ("no", _ENDS):
        return {"answer": "no"}
    try:
        found = json.loads(value or "{}")
    except (ValueError, RecursionError):
        return {}
    known = ("answer", "words", "region", "note", "modification")
    typed: Mapping[str, object] = found if isinstance(found, dict) else {}
    return {key: text for key, text in typed.items() if key in known and isinstance(text, str)}
