"""Where a packet is begun: what is it for?"""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Literal

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from clinic_desktop.packets.model.purposes import PURPOSES
from clinic_desktop.wording import mark, say
from ui.kit.buttons import button
from ui.kit.keys import is_escape
from ui.kit.layout import card, column, holder, row, scrolled
from ui.kit.text import Text

_MEANT: Mapping[str, str] = MappingProxyType(
    {
        "reimbursement": mark("The payer wants to see what stands behind a bill."),
        "authorization": mark("Before the first visit, or before the visits that need an authorization."),
        "extension": mark("More visits than were authorized."),
        "appeal": mark("The payer said no, and somebody asks it to look again."),
        "records": mark("The client, or somebody with their signed release, asked for records."),
        "work": mark("For the claim manager: orders, plan and progress."),
        "va": mark("For the VA: the authorized visits, and what comes after them."),
    }
)


class PurposeChooser(QWidget):
    """`chosen` gets the purpose; `left` is called when the person goes back."""

    topic = "67-packets#begin"

    def __init__(self, chosen: Callable[[str], object], left: Callable[[], object], fitting: Mapping[str, str]) -> None:
        """A line for each purpose, with what it means; those that are `fitting` come first, with the reason."""
        super().__init__()
        self._left, self._chosen = left, chosen
        self.buttons: dict[str, QPushButton] = {}
        back = button(say("Packets"), left, "link", "back")
        why = Text(say("Each proposes which parts belong in it, and of which days: no more than it needs."), "muted")
        parts: list[QWidget] = [holder(row(back, None))]
        first = [self._line(key, words, "plain") for key, words in fitting.items()]
        rest = [self._line(key, say(_MEANT[key]), "link") for key in PURPOSES if key not in fitting]
        if first:
            parts.append(card(say("This case asks for"), why, *first, gap=2))
            parts.append(card(say("All other packets"), *rest, gap=2))
        else:
            parts.append(card(say("What is the packet for?"), why, *rest, gap=2))
        self.setLayout(column(scrolled(holder(column(*parts, None, gap=2, margin=3)))))
        self.setFocusProxy(next(iter(self.buttons.values())))

    def _line(self, key: str, words: str, look: Literal["plain", "link"]) -> QWidget:
        made = button(say("Begin"), partial(self._chosen, key), look)
        made.setAccessibleName(say("Begin: {what}", what=say(PURPOSES[key])))
        self.buttons[key] = made
        line = row(column(Text(say(PURPOSES[key]), "strong"), Text(words, "muted"), gap=0), made, gap=2)
        line.setStretch(0, 1)
        return holder(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self._left()
        else:
            super().keyPressEvent(event)
