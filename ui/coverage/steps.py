"""The steps of the coverage wizard, in the order in which they are asked, each with its state and what is known."""

from collections.abc import Sequence
from functools import partial
from typing import Literal, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy

from clinic_desktop.wording import mark, say
from ui.coverage.rows import breakable
from ui.kit.buttons import Button, look_as
from ui.kit.grid import step
from ui.kit.icons import icon
from ui.kit.layout import bring_into_view, column, holder, row, scrolled
from ui.kit.named import named
from ui.kit.picture import picture
from ui.kit.text import Text

StepState = Literal["done", "open", "unknown", "not_needed"]
_LOOKS: dict[StepState, tuple[str, str]] = {
    "done": ("check", mark("Done")),
    "open": ("circle", mark("Open")),
    "unknown": ("help", mark("Unknown")),
    "not_needed": ("minus", mark("Not needed")),
}
_AWAY = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}


class WizardStep(NamedTuple):
    """A step as it stands: `known` says in a line what is known, "" where nothing is."""

    key: str
    label: str
    state: StepState
    known: str = ""


class StepButton(Button):
    """One step: its state as a picture, its name, and below it what is known. `moved` carries a key that leads to
    another one."""

    moved = Signal(object)

    def __init__(self) -> None:
        """Empty until `show_step`."""
        super().__init__()
        self.setProperty("look", "step")
        self.setCheckable(True)
        self.setAutoDefault(False)
        named(self, focusPolicy="StrongFocus")
        # A button is else never narrower than its words are on one line.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._picture, self._label, self._known = picture("circle"), Text(), Text("", "small")
        line = row(gap=1)
        line.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(column(self._label, self._known, gap=0), 1)
        line.setContentsMargins(step(1), step(1), step(1), step(1))
        self.setLayout(line)
        for part in (self._picture, self._label, self._known):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_step(self, shown: WizardStep, *, is_current: bool) -> None:
        """Show a step as it stands now."""
        name, words = _LOOKS[shown.state]
        self._picture.setPixmap(icon(name).pixmap(step(2), step(2)))
        known = shown.known or say(words)
        self._label.setText(breakable(shown.label))
        self._known.setText(breakable(known))
        if is_current != self.isChecked() or not self._label.property("role"):
            self.setChecked(is_current)
            look_as(self._label, "role", "strong" if is_current else "body")
        parts = (say(words), *([shown.known] if shown.known else []))
        self.setAccessibleName(say("{step}: {state}", step=shown.label, state=". ".join(parts)))

    def say_known(self, words: str) -> None:
        """Other words below its name, as those of a timer; not told to a screen reader at each second."""
        self._known.setText(breakable(words))

    def sizeHint(self) -> QSize:
        return self._inside().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._inside().minimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._inside().totalHeightForWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {*_AWAY, *_ENDS}:
            self.moved.emit(Qt.Key(event.key()))
        else:
            super().keyPressEvent(event)

    def _inside(self) -> QLayout:
        layout = self.layout()
        assert layout
        return layout


class StepList(QFrame):
    """`chosen` carries the key of a step that somebody goes to: by a click, or with the arrows and Enter."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Empty until `show_steps`."""
        super().__init__()
        self.setProperty("surface", "card")
        self.setAccessibleName(say("Steps"))
        self.buttons: dict[str, StepButton] = {}
        self._current = ""
        self._layout = column(gap=0)
        # With large letters they need more room than there is.
        area = scrolled(holder(column(self._layout, None)))
        area.setProperty("surface", "bare")
        self.setLayout(column(Text(say("Steps"), "heading"), area, gap=1, margin=2))

    def show_steps(self, steps: Sequence[WizardStep], current: str) -> None:
        """Show the steps; `current` is the one that is asked about."""
        keys = [one.key for one in steps]
        if keys != list(self.buttons):
            self._build(keys)
        for one in steps:
            self.buttons[one.key].show_step(one, is_current=one.key == current)
            if one.key == current:
                self.setFocusProxy(self.buttons[one.key])
        if current != self._current and current in self.buttons:
            bring_into_view(self.buttons[current])
        self._current = current

    def say_known(self, key: str, words: str) -> None:
        """Say below a step what is known by now."""
        if key in self.buttons:
            self.buttons[key].say_known(words)

    def _on_moved(self, key: str, to: Qt.Key) -> None:
        buttons = list(self.buttons.values())
        at = buttons.index(self.buttons[key])
        wanted = _ENDS[to] if to in _ENDS else max(0, min(len(buttons) - 1, at + _AWAY[to]))
        buttons[wanted].setFocus(Qt.FocusReason.TabFocusReason)
        bring_into_view(buttons[wanted])

    def _build(self, keys: Sequence[str]) -> None:
        for old in self.buttons.values():
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = {key: StepButton() for key in keys}
        for key, made in self.buttons.items():
            made.clicked.connect(partial(self._on_clicked, key))
            made.moved.connect(partial(self._on_moved, key))
            self._layout.addWidget(made)

    def _on_clicked(self, key: str, *_: object) -> None:
        # The click turned its mark: which step is the current one is for the page to say.
        self.buttons[key].setChecked(key == self._current)
        self.chosen.emit(key)
