"""The lines of the cards of Today: what each is about, and a button at the right end."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

from clinic_desktop.wording import say, say_many
from ui.kit.buttons import button
from ui.kit.grid import step
from ui.kit.layout import column, holder, row
from ui.kit.text import Role, Text, isolated

# Of a card whose rest stands in a report: more would push the next cards out of sight.
MOST_OF_A_CARD = 3
_LEAST_STEPS = 12


def line(words: QLayout, act: QWidget, lead: QWidget | None = None) -> QWidget:
    """A line of a card: what it is about takes the room that is left."""
    made = row(words, gap=2)
    made.setStretch(0, 1)
    if lead:
        made.insertWidget(0, lead)
    made.addWidget(act, 0, Qt.AlignmentFlag.AlignVCenter)
    return holder(made)


def told(first: str, *more: str) -> QLayout:
    """What a line is about, and below it the facts that are known, muted, each in a line of its own."""
    return below(Text(first, "strong"), *(Text(one, "muted") for one in more if one))


def below(*texts: Text) -> QLayout:
    """Texts below each other. A word of a hundred letters is cut off, and does not push the button out of sight."""
    for one in texts:
        one.setMinimumWidth(step(_LEAST_STEPS))
    return column(*texts, gap=0)


def joined(*parts: str) -> str:
    """What is known of these, in one line: "Massage 60 · Maya Ortiz, LMT"."""
    return " · ".join(part for part in parts if part)


def own(text: str) -> str:
    """Text of a person to stand among others; "" stays ""."""
    return isolated(text) if text else ""


def more(found: int, shown: int, most: int = 0) -> list[QWidget]:
    """What stands below a list that was cut: how many more were found; where no more than `most` are looked for, there
    may be others still."""
    left = found - shown
    if left <= 0:
        return []
    if found == most:
        return [Text(say("At least {count} more are not shown here.", count=left), "small")]
    return [Text(say_many("{count} more is not shown here.", "{count} more are not shown here.", left), "small")]


def first_of(
    title: str, lines: Sequence[Callable[[], QWidget]], show_all: Callable[[], object], *, is_cut: bool = False
) -> list[QWidget]:
    """The first lines of a card of this title, and where more were found the way to all of them. `is_cut` says that
    others still were not looked for."""
    shown = [built() for built in lines[:MOST_OF_A_CARD]]
    rest = more(len(lines), len(shown), len(lines) if is_cut else 0)
    if not rest:
        return shown
    every = button(say("Show all"), show_all, "link")
    every.setAccessibleName(say("Show all: {what}", what=title))
    return [*shown, all_line(rest, every)]


def all_line(rest: Sequence[QWidget], every: QWidget) -> QWidget:
    """How many more there are, and at the right end the way to all of them."""
    made = row(*rest, every, gap=2)
    made.setStretch(0, 1)
    return holder(made)


def titled(title: str, why: str, role: Role = "heading") -> QLayout:
    """The heading of a card or of a part of it, and below it what stands there."""
    return column(Text(title, role), Text(why, "muted"), gap=0 if role == "strong" else 1)
