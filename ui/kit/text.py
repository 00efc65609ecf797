"""The plain-text door: user text reaches a label or a tool tip only through here, and is never markup."""

from typing import Literal

from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.kit.named import named

Role = Literal["body", "title", "heading", "strong", "muted", "small", "label", "problem", "notice", "key"]
Chip = Literal["good", "warning", "stop", "plain"]
# First strong isolate and its end: a right-to-left name, or a hostile override, cannot turn its neighbors round.
_ISOLATE, _END = "\u2068", "\u2069"


class Text(QLabel):
    """A label that shows its text to the letter, wraps, and says its role to the style sheet."""

    def __init__(self, text: str = "", role: Role = "body", *, wrap: bool = True) -> None:
        """`role` is one of the four sizes or a weight; see the style sheet."""
        super().__init__()
        named(self, textFormat="PlainText")
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setText(text)


class ChipText(Text):
    """A short word on a tinted ground. The word carries the meaning, never the color alone."""

    def __init__(self, text: str, chip: Chip = "plain") -> None:
        """`chip` is good, warning, stop or plain."""
        super().__init__(text, wrap=False)
        self.setProperty("chip", chip)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)


def isolated(text: str) -> str:
    """Text to stand inside a sentence or a title, whatever direction it is written in."""
    return f"{_ISOLATE}{text}{_END}"


def button_text(text: str) -> str:
    """Text for a button or a menu: an ampersand stays one and does not become a shortcut."""
    return text.replace("&", "&&")


def tip(widget: QWidget, text: str) -> None:
    """Give a widget a tool tip that shows its text to the letter; none for no text."""
    from html import escape

    # Tool tips guess at markup; a known frame around escaped text leaves nothing to guess.
    widget.setToolTip(f"<qt>{escape(text)}</qt>" if text else "")


def put_tip_back(widget: QWidget, as_it_was: str) -> None:
    """Give a widget the tool tip that it had, as `tip` made it and the widget told it."""
    widget.setToolTip(as_it_was)
