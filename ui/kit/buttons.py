"""Buttons: one main button a page, all with a verb, an accessible name and a place in the tab order."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar, runtime_checkable
from weakref import WeakSet

from PySide6.QtCore import QSize
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from shiboken6 import isValid

from ui.kit.grid import step
from ui.kit.icons import icon
from ui.kit.named import named
from ui.kit.text import button_text, put_tip_back, tip

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShowEvent

Made = TypeVar("Made", bound="Button")
Look = Literal["plain", "main", "link", "rail", "section", "tab"]

LINK_COLOR = QPalette.ColorRole.Highlight
# The color of the words on a button, where it is not the text's own.
_BESIDE: dict[Look, QPalette.ColorRole] = {
    "main": QPalette.ColorRole.HighlightedText,
    "link": LINK_COLOR,
}

# Every main button there is: looking through a whole window for them takes too long at each step of the focus.
_MAIN: "WeakSet[Button]" = WeakSet()
# The parts of windows that know who may do what.
_KNOWING: "WeakSet[QWidget]" = WeakSet()


@runtime_checkable
class HoldsBack(Protocol):
    """A part of a window that knows what whoever sits before it may not do."""

    def why_held_back(self, words: str) -> str:
        """The sentence that says why a button with these words stands back; "" where it does not."""


def knows_who_may(part: QWidget) -> None:
    """The buttons within this part, which HoldsBack, ask it from now on, or a nearer one that knows more."""
    _KNOWING.add(part)


def why_held_back(made: QWidget, words: str) -> str:
    """Ask the nearest part around a button that knows; a page without one holds nothing back, and the command
    refuses."""
    # At sign-in there is nobody to ask about: a step up to a widget of Qt's own would take 15 ms.
    around: QWidget | None = made if _KNOWING else None
    while around:
        if around in _KNOWING and isinstance(around, HoldsBack):
            return around.why_held_back(words)
        around = around.parentWidget()
    return ""


class Button(QPushButton):
    """Enter presses it as Space does, on every page; Qt does that only for some buttons of a dialog."""

    # What is drawn on it, "" where it has words alone.
    picture = ""
    # The words that say what it does, where its own have names or numbers in them: "Sign notes" of "Sign 3 notes".
    does = ""
    # Why whoever sits there may not do it, "" where they may.
    held_back = ""
    # Whether the page around it has it to be pressed.
    _is_on = True
    _told = ("", "")
    _rests = False
    # Where the focus went as it could not be pressed any more, None where it had none.
    _went: QWidget | None = None

    def stand_out(self, out: bool) -> None:
        """Of a button that is the main one at times only: whether it is now. No form makes it one."""
        if self.picture:
            self.setIcon(icon(self.picture, _BESIDE["main"] if out else QPalette.ColorRole.WindowText))
        look_as(self, "main", "true" if out else "false")

    def setEnabled(self, on: bool) -> None:
        """As the page wants it, and not for whom it is held back."""
        self._is_on = on
        super().setEnabled(on and not self.held_back)

    def setText(self, text: str) -> None:
        super().setText(text)
        if self.isVisible():
            # It does something else now.
            self.ask_whether_held()

    def ask_whether_held(self) -> None:
        """Ask the window around it, and stand back with a sentence why: in the tool tip, and for a screen reader."""
        why = why_held_back(self, self.does or self.text().replace("&&", "&"))
        if why == self.held_back:
            return
        if not self.held_back:
            self._told = self.toolTip(), self.accessibleDescription()
        self.held_back = why
        super().setEnabled(self._is_on and not why)
        if why:
            tip(self, why)
            self.setAccessibleDescription(why)
        else:
            put_tip_back(self, self._told[0])
            self.setAccessibleDescription(self._told[1])

    def showEvent(self, event: "QShowEvent") -> None:
        super().showEvent(event)
        self.ask_whether_held()

    def stand_back(self, back: bool) -> None:
        """Of a main button: look like any other while the form in use has one, or stand out again."""
        looks = "back" if back else "true"
        if self.property("main") in (None, "false", looks):
            return
        if self.picture:
            self.setIcon(icon(self.picture, QPalette.ColorRole.WindowText if back else _BESIDE["main"]))
        look_as(self, "main", looks)

    def rest(self, resting: bool) -> None:
        """Not to be pressed while what it began goes on. Qt sends its focus on to whatever comes next; it has it back
        afterwards, unless somebody went elsewhere meanwhile."""
        if resting == self._rests:
            return
        self._rests, window = resting, self.window()
        if resting:
            had = self.hasFocus()
            self.setEnabled(False)
            self._went = window.focusWidget() if had else None
            return
        self.setEnabled(True)
        if self._went and window.focusWidget() is self._went:
            self.setFocus()
        self._went = None

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        # Imported here: sign-in asks nobody for the namespace of Qt's enumerations.
        from PySide6.QtCore import Qt

        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            # Heard here and by nobody around it: neither a form that saves nor the main button of a dialog.
            self.click()


def button(words: str, pressed: Callable[[], object], look: Look = "plain", picture: str = "") -> Button:
    """A button with translated words; `picture` names an icon."""
    return dressed(Button(button_text(words)), words, pressed, look, picture)


def dressed(made: Made, words: str, pressed: Callable[[], object], look: Look, picture: str = "") -> Made:
    """A button of whatever kind, as every button is."""
    made.setAccessibleName(words)
    if look == "main":
        made.setProperty("main", "true")
        _MAIN.add(made)
    elif look != "plain":
        made.setProperty("look", look)
    if look in ("rail", "section", "tab"):
        made.setCheckable(True)
    if look not in ("rail", "section"):
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    made.picture = picture
    if picture:
        made.setIcon(icon(picture, _BESIDE.get(look, QPalette.ColorRole.WindowText)))
        # Wider than high: the picture stands at the left, the rest is its distance from the word.
        made.setIconSize(QSize(step(5) // 2, step(2)))
    # With the mouse alone too: macOS leaves buttons out of the tab order otherwise.
    named(made, focusPolicy="StrongFocus")
    made.setAutoDefault(False)
    made.clicked.connect(lambda *_: pressed())
    return made


def main_buttons(window: QWidget) -> list[Button]:
    """The main buttons of a window, those of pages that are not shown too."""
    return [made for made in _MAIN if isValid(made) and made.window() is window]


def look_as(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet asks for. Most say again what they say already, and that costs nothing: to
    look through the whole sheet at every key that is typed does."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
