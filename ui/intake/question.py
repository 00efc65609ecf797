"""One question of the checklist: yes or no before its words, and what a yes asks for below them."""

import json
from collections.abc import Iterator, Mapping
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy

from clinic_desktop.intake.model.checklist import OTHERS
from clinic_desktop.intake.model.flags import DETAILS, FlagAnswerDraft, FlagKind, OpenFlag
from clinic_desktop.intake.rules.adding import not_in_flag
from clinic_desktop.intake.rules.typed import apart
from clinic_desktop.wording import mark, say
from ui.kit.buttons import LINK_COLOR, Button
from ui.kit.field import Field
from ui.kit.fields import TextField
from ui.kit.grid import step
from ui.kit.icons import icon
from ui.kit.layout import holder, row, tab_through
from ui.kit.named import named
from ui.kit.text import Text, button_text

_ANSWERS = (("yes", mark("Yes")), ("no", mark("No")))
# A no to one that is open, which ends it. A no that was typed before it was open is none.
_ENDS = "ends"
_LETTERS = {Qt.Key.Key_Y: "yes", Qt.Key.Key_N: "no"}
# The column of its words, behind yes and no.
_WORDS = len(_ANSWERS)
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

    def __init__(self, kind: FlagKind, asked: str, flag: OpenFlag | None) -> None:
        """`asked` says how it stands since it was asked last, `flag` is the one that is open."""
        self.kind, self._flag = kind, flag
        self._answer = ""
        self._details: dict[str, TextField] = {}
        # What was typed to a yes that became a no: a key pressed by mistake costs nothing.
        self._typed: dict[str, str] = {}
        self.choices = {value: _Choice(say(words)) for value, words in _ANSWERS}
        question = say(kind.question)
        self._asked = Text(role="small", wrap=False)
        self._box = QFrame()
        self._box.setProperty("surface", "none")
        # What a yes means and asks for begins where the words of the question do.
        self._lines = QGridLayout(self._box)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setHorizontalSpacing(step(1))
        self._lines.setVerticalSpacing(step(1) // 2)
        for at, part in enumerate((*self.choices.values(), Text(question), self._asked)):
            self._lines.addWidget(part, 0, at)
        self._lines.setColumnStretch(_WORDS, 1)
        super().__init__(kind.key, question, "", self._box, labelled=False)
        self._lines.addWidget(self.sentence(), 1, _WORDS, 1, 2)
        for (value, words), made in zip(_ANSWERS, self.choices.values(), strict=True):
            made.setAccessibleName(say("{answer}: {question}", answer=say(words), question=question))
            made.clicked.connect(partial(self._on_pressed, value))
        self._say_asked(asked)
        self._lead()

    @property
    def is_open(self) -> bool:
        """Whether a flag of this kind is open."""
        return self._flag is not None

    def stand(self, asked: str, flag: OpenFlag | None) -> None:
        """Show how it stands by now, somebody else having raised or resolved it; what was typed stays."""
        value, self._flag = self.value(), flag
        self._say_asked(asked)
        self.set_value(value)

    def value(self) -> str:
        """The answer."""
        if self._answer != "yes":
            return _ENDS if self._answer and self.is_open else self._answer
        typed = {key: field.value() for key, field in self._details.items() if field.value().strip()}
        return json.dumps({"answer": "yes"} | typed, separators=(",", ":"))

    def set_value(self, value: str) -> None:
        """Show an answer; what cannot be read is none. Of one that is open by now what it does not say yet stays."""
        typed = {} if value == "no" and self.is_open else _read(value)
        answer = typed.pop("answer", "")
        self._typed = not_in_flag(self._flag, typed) if self._flag else typed
        self._put(answer)
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
        if value == "yes" and modification and not self.is_open and not modification.value():
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
        if self._answer != "yes":
            self._forget_more()
        elif self._flag:
            # Only what it does not say yet: else there is nothing to add.
            self._forget_more()
            self._ask_more(only=self._typed)
            self._say_what_is_there(self._flag)
        else:
            self._ask_more()
        to_do = say(self.kind.to_do) if not self._flag else say("Save adds what you typed to the flag that is open.")
        self.show_notice(to_do if self._answer == "yes" and (self._details or not self._flag) else "")

    def _say_what_is_there(self, flag: OpenFlag) -> None:
        for name, field in self._details.items():
            kept = getattr(flag, name)
            field.show_hint(say("The flag says: “{words}”.", words=apart(kept)) if kept else "")

    def _say_asked(self, words: str) -> None:
        self._asked.setText(words)
        for made in self.choices.values():
            made.setAccessibleDescription(words)

    def _lead(self) -> None:
        """Tab comes to the chosen answer, else to Yes."""
        chosen = self.choices.get(self._answer) or self.choices["yes"]
        for made in self.choices.values():
            named(made, focusPolicy="StrongFocus" if made is chosen else "ClickFocus")
        self.setFocusProxy(chosen)
        self._box.setFocusProxy(chosen)

    def _ask_more(self, only: Mapping[str, str] | None = None) -> None:
        """The lines of a yes, made when they are first needed: most questions never need them."""
        fields = (
            {} if self._details else {field.key: field for field in self._made() if only is None or field.key in only}
        )
        if not fields:
            return
        for field in fields.values():
            field.name_as(say("{label}, {row}", label=field.label, row=say(self.kind.words)))
            field.rank_below()
            field.set_value(self._typed.get(field.key, ""))
            field.changed.connect(self._on_detail)
        self._details = fields
        beside = row(*fields.values(), gap=2)
        beside.setContentsMargins(0, 0, 0, step(1))
        self._more = holder(beside)
        self._lines.addWidget(self._more, 2, _WORDS, 1, 2)
        # At once, and not when Qt comes to it: what is brought into view is as high as it will be.
        self._more.show()
        # What is made later would come last, after the buttons of the form.
        tab_through(self._box)

    def _made(self) -> Iterator[TextField]:
        if self.key in OTHERS:
            yield TextField("words", say("What it is"))
        if self.kind.level == "local":
            yield TextField("region", say("Where"), example=say("left calf"))
        if self.kind.modification:
            yield TextField("modification", say("What is done otherwise"))
        yield TextField("note", say("Note"))

    def _forget_more(self) -> None:
        if not self._details:
            return
        self._details = {}
        self._more.hide()
        self._lines.removeWidget(self._more)
        self._more.deleteLater()

    def _on_detail(self) -> None:
        for field in self._details.values():
            field.forgive()
        self._typed = {key: field.value() for key, field in self._details.items()}
        self.changed.emit()


def _read(value: str) -> dict[str, str]:
    if value in ("no", _ENDS):
        return {"answer": "no"}
    try:
        found = json.loads(value or "{}")
    except (ValueError, RecursionError):
        return {}
    known = ("answer", *DETAILS)
    typed: Mapping[str, object] = found if isinstance(found, dict) else {}
    return {key: text for key, text in typed.items() if key in known and isinstance(text, str)}
